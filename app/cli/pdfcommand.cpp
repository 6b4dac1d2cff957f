#include "outcome.h"
#include "present.h"

#include <domain/messages.h>

#include <QFileInfo>

#include <cstdio>

namespace peraku::cli {

using domain::Async;
using domain::Done;
using domain::ErrorCode;
using domain::Result;
using domain::SigningSecrets;
using services::FrozenPdf;
using services::Review;
using services::SignedPdf;

namespace {

AsyncOutcome signAndSave(const Context& context, const domain::Credential& credential, const FrozenPdf& pdf)
{
    describe(pdf);
    tellStatements();
    auto made = domain::andThen<std::shared_ptr<SigningSecrets>>(
        readSecrets(context, credential, [context, pdf] { return context.desk.pdf.requestOtp(pdf); }),
        context.owner, [context, pdf](const std::shared_ptr<SigningSecrets>& all) {
            return context.desk.pdf.sign(pdf, std::move(*all));
        });
    return domain::andThen<SignedPdf>(made, context.owner, [context](const SignedPdf& signedPdf) {
        return domain::andThen<Done>(
            context.desk.pdf.save(signedPdf), context.owner, [signedPdf](Done) -> Result<Outcome> {
                return Outcome { Exit::Done, json(signedPdf),
                    signedPdf.target + QLatin1Char('\n') + text(signedPdf.report) };
            });
    });
}

} // namespace

void describe(const FrozenPdf& pdf)
{
    std::fprintf(stderr,
        "PDF          %s, %lld bytes, %d pages, %d signatures\nSHA-256      %s\nto           %s\n",
        qUtf8Printable(safe(QFileInfo(pdf.path).fileName())), qlonglong(pdf.bytes.size()), pdf.pages,
        pdf.signatures, pdf.fileHash.toHex().constData(), qUtf8Printable(safe(pdf.target)));
}

QJsonObject json(const SignedPdf& pdf)
{
    auto object = json(pdf.report);
    object.insert(QStringLiteral("file"), pdf.target);
    return object;
}

Async<Review> withPdf(const Context& context, const Review& review)
{
    if (context.arguments.pdf.isEmpty())
        return domain::ready<Review>(review);
    if (!review.mayTakePdf())
        return domain::readyError<Review>(
            { ErrorCode::InvalidInput, QStringLiteral("finding.pdf-multisign"), {}, false, 0 });
    return domain::andThen<FrozenPdf>(context.desk.pdf.freeze(context.arguments.pdf, review.credential),
        context.owner, [review, target = context.arguments.pdfOut](FrozenPdf pdf) -> Result<Review> {
            if (!target.isEmpty())
                pdf.target = target;
            auto both = review;
            both.pdf = std::move(pdf);
            return both;
        });
}

AsyncOutcome signPdf(const Context& context)
{
    return domain::andThen<domain::MediumInventory>(context.desk.certify.media(), context.owner,
        [context](const domain::MediumInventory& media) -> AsyncOutcome {
            const auto credential = chooseCredential(context.arguments, media);
            if (!credential)
                return domain::readyError<Outcome>(credential.error());
            return domain::andThen<FrozenPdf>(
                context.desk.pdf.freeze(context.arguments.operands.first(), *credential), context.owner,
                [context, credential = *credential](FrozenPdf pdf) {
                    if (!context.arguments.outFile.isEmpty())
                        pdf.target = context.arguments.outFile;
                    return signAndSave(context, credential, pdf);
                });
        });
}

} // namespace peraku::cli
