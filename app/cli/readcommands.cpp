#include "outcome.h"
#include "present.h"

#include <domain/messages.h>

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

namespace peraku::cli {

using domain::Done;
using domain::ErrorCode;
using domain::Result;
using domain::SignatureRecord;
using domain::Voucher;
using services::EvidenceForm;
using services::FilesVerified;
using services::ListKind;

namespace {

Result<services::ListQuery> queryFrom(const Arguments& arguments)
{
    const auto wrong = [](const char* option) {
        return domain::fail(
            ErrorCode::InvalidInput, QStringLiteral("--%1: unknown word").arg(QLatin1String(option)));
    };
    services::ListQuery query;
    query.text = arguments.text;
    if (arguments.list == QLatin1String("inbox"))
        query.list = ListKind::Inbox;
    else if (arguments.list == QLatin1String("drafts"))
        query.list = ListKind::Drafts;
    else if (arguments.list == QLatin1String("all"))
        query.list = ListKind::All;
    else
        return wrong("list");
    if (!arguments.state.isEmpty()) {
        query.state = domain::fromWire<domain::VoucherState>(arguments.state);
        if (!query.state)
            return wrong("state");
    }
    if (!arguments.kind.isEmpty()) {
        query.kind = domain::fromWire<domain::VoucherKind>(arguments.kind);
        if (!query.kind)
            return wrong("kind");
    }
    return query;
}

Result<EvidenceForm> formFrom(const QString& word)
{
    if (word == QLatin1String("folder"))
        return EvidenceForm::Folder;
    if (word == QLatin1String("asics"))
        return EvidenceForm::Simple;
    if (word == QLatin1String("asice"))
        return EvidenceForm::Sealed;
    return domain::fail(ErrorCode::InvalidInput, QStringLiteral("--form: unknown word"));
}

template <typename Step> AsyncOutcome withVoucher(const Context& context, Step step)
{
    return domain::andThen<Voucher>(
        resolve(context, context.arguments.operands.first()), context.owner, step);
}

/** Whether the treasury answers, and how far its clock is from ours. */
Outcome describe(const Context& context, const services::Diagnosis& found)
{
    const auto& settings = context.arguments.settings;
    QJsonArray slotRows;
    QJsonArray credentials;
    QJsonArray modules;
    // Whose token it is stays with whoever asks.
    const auto nameless = [](QJsonObject object) {
        for (const auto* name : { "id", "token", "subject", "serial" })
            object.remove(QLatin1String(name));
        return object;
    };
    for (const auto& slot : found.media.slotStatus)
        slotRows.append(nameless(json(slot)));
    for (const auto& credential : found.media.credentials)
        credentials.append(nameless(json(credential)));
    for (const auto& error : found.media.moduleErrors)
        modules.append(json(error));
    QJsonObject health { { QStringLiteral("answers"), found.hosts.constFirst().answered } };
    if (const auto& refusal = found.hosts.constFirst().refusal)
        health.insert(QStringLiteral("error"), json(*refusal));
    else
        health.insert(QStringLiteral("clockAheadMs"), found.clockOffsetMs);
    const QJsonObject object { { QStringLiteral("server"), settings.serverUrl.toString() },
        { QStringLiteral("health"), health }, { QStringLiteral("qt"), QString::fromLatin1(qVersion()) },
        { QStringLiteral("version"), QStringLiteral(PERAKU_VERSION) }, { QStringLiteral("slots"), slotRows },
        { QStringLiteral("credentials"), credentials }, { QStringLiteral("moduleErrors"), modules } };
    return Outcome { Exit::Done, object, services::diagnosisText(found, settings.inForce) };
}

} // namespace

AsyncOutcome list(const Context& context)
{
    const auto query = queryFrom(context.arguments);
    if (!query)
        return domain::readyError<Outcome>(query.error());
    const auto keys = context.desk.vouchers.query(*query);
    QJsonArray rows;
    QStringList lines;
    for (const auto key : keys.first(std::min<qsizetype>(keys.size(), context.arguments.limit))) {
        const auto row = context.desk.vouchers.row(key);
        rows.append(json(row));
        lines.append(line(row));
    }
    lines.append(QStringLiteral("%1 of %2").arg(rows.size()).arg(keys.size()));
    return domain::ready<Outcome>(Outcome { Exit::Done,
        { { QStringLiteral("total"), keys.size() }, { QStringLiteral("vouchers"), rows } },
        lines.join(QLatin1Char('\n')) });
}

AsyncOutcome show(const Context& context)
{
    return withVoucher(context, [context](Voucher voucher) -> Result<Outcome> {
        return Outcome { Exit::Done, json(voucher), text(voucher, context.desk.reference.reference().mask) };
    });
}

AsyncOutcome history(const Context& context)
{
    return withVoucher(context, [](Voucher voucher) -> Result<Outcome> {
        QJsonArray entries;
        QStringList lines;
        for (const auto& entry : voucher.history) {
            entries.append(json(entry));
            lines.append(line(entry));
        }
        return Outcome { Exit::Done,
            { { QStringLiteral("id"), voucher.id.value() }, { QStringLiteral("history"), entries } },
            lines.join(QLatin1Char('\n')) };
    });
}

AsyncOutcome evidence(const Context& context)
{
    const auto form = formFrom(context.arguments.form);
    if (!form)
        return domain::readyError<Outcome>(form.error());
    return withVoucher(context, [context, form = *form](Voucher voucher) {
        using Records = QList<SignatureRecord>;
        return domain::andThen<Records>(
            context.desk.evidence.signatures(voucher.id), context.owner, [context, form](Records records) {
                const auto directory = context.arguments.operands.at(1);
                return domain::andThen<QStringList>(context.desk.evidence.save(records, directory, form),
                    context.owner, [](QStringList folders) -> Result<Outcome> {
                        return Outcome { Exit::Done,
                            { { QStringLiteral("folders"), QJsonArray::fromStringList(folders) } },
                            folders.join(QLatin1Char('\n')) };
                    });
            });
    });
}

AsyncOutcome verify(const Context& context)
{
    auto verified = context.desk.verify.verifyFiles(context.arguments.operands);
    return domain::andThen<
        FilesVerified>(verified, context.owner, [](const FilesVerified& found) -> Result<Outcome> {
        QJsonArray signatures;
        QStringList lines;
        bool valid = !found.items.isEmpty() && found.withoutDocument.isEmpty();
        for (const auto& item : found.items) {
            valid = valid && item.verdict == services::FileVerdict::Valid;
            signatures.append(json(item));
            lines.append(text(item));
        }
        for (const auto& path : found.withoutDocument)
            lines.append(QStringLiteral("%1: give the signed file, too").arg(safe(path)));
        const QJsonObject object { { QStringLiteral("valid"), valid },
            { QStringLiteral("signatures"), signatures },
            { QStringLiteral("withoutDocument"), QJsonArray::fromStringList(found.withoutDocument) } };
        return Outcome { valid ? Exit::Done : Exit::NotVerified, object, lines.join(QStringLiteral("\n\n")) };
    });
}

AsyncOutcome outbox(const Context& context)
{
    auto& box = context.desk.outbox;
    auto acted = domain::ready<Done>(Done {});
    if (context.arguments.retryRow) {
        acted = domain::andThen<Done>(box.retry(*context.arguments.retryRow), context.owner, [context](Done) {
            return context.arguments.offline ? domain::ready<Done>(Done {}) : context.desk.sync.syncNow();
        });
    } else if (context.arguments.discardRow) {
        acted = box.discard(*context.arguments.discardRow);
    }
    return domain::andThen<Done>(acted, context.owner, [context](Done) -> Result<Outcome> {
        QJsonArray rows;
        QStringList lines;
        for (const auto& row : context.desk.outbox.rows()) {
            rows.append(json(row));
            lines.append(line(row));
        }
        if (lines.isEmpty())
            lines.append(QStringLiteral("nothing waits"));
        return Outcome { Exit::Done, { { QStringLiteral("rows"), rows } }, lines.join(QLatin1Char('\n')) };
    });
}

AsyncOutcome audit(const Context& context)
{
    return domain::andThen<qint64>(
        context.desk.session.verifyAudit(), context.owner, [context](qint64 lines) -> Result<Outcome> {
            QJsonArray notices;
            QStringList text { QStringLiteral("%1 lines, the chain is whole").arg(lines) };
            for (const auto& notice : context.desk.session.storageNotices()) {
                notices.append(domain::errorKey(notice.code));
                text.append(domain::errorSentence(notice));
            }
            return Outcome { Exit::Done,
                { { QStringLiteral("lines"), lines }, { QStringLiteral("notices"), notices } },
                text.join(QLatin1Char('\n')) };
        });
}

AsyncOutcome diagnostics(const Context& context)
{
    return domain::andThen<services::Diagnosis>(context.desk.diagnostics.examine(), context.owner,
        [context](const services::Diagnosis& found) -> Result<Outcome> { return describe(context, found); });
}

} // namespace peraku::cli
