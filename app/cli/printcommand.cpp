#include "outcome.h"
#include "present.h"

namespace peraku::cli {

using domain::Done;
using domain::ErrorCode;
using domain::Result;
using domain::Voucher;
using services::PrintForm;

AsyncOutcome print(const Context& context)
{
    const auto path = context.arguments.outFile;
    if (path.isEmpty())
        return domain::readyError<Outcome>(
            { ErrorCode::InvalidInput, QStringLiteral("print needs --out FILE"), {}, false, 0 });
    auto found = resolve(context, context.arguments.operands.first());
    auto fetched = domain::andThen<Voucher>(found, context.owner,
        [context](const Voucher& voucher) { return context.desk.print.form(voucher.id); });
    return domain::andThen<PrintForm>(fetched, context.owner, [context, path](const PrintForm& form) {
        const Outcome outcome { form.seal.valid() ? Exit::Done : Exit::NotVerified,
            { { QStringLiteral("file"), path }, { QStringLiteral("seal"), json(form.seal) } },
            path + QLatin1Char('\n') + text(form.seal) };
        // What is not sealed by the treasury is not worth a file that looks as if it were.
        if (!form.seal.valid())
            return domain::ready<Outcome>(outcome);
        return domain::andThen<Done>(context.desk.print.save(form, path), context.owner,
            [outcome](Done) -> Result<Outcome> { return outcome; });
    });
}

} // namespace peraku::cli
