#include "present.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <domain/statement.h>

#include <QJsonArray>

namespace peraku::cli {

using domain::toWire;

namespace {

QString utc(const QDateTime& time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : QString();
}

QString dayAndTime(const QDateTime& time)
{
    constexpr int malaysia = 8 * 3600;
    return time.isValid() ? time.toOffsetFromUtc(malaysia).toString(QStringLiteral("dd/MM/yyyy HH:mm"))
                          : QString();
}

} // namespace

QString safe(const QString& text)
{
    return domain::escapedForDisplay(text);
}

QString toWire(services::OutboxState state)
{
    switch (state) {
    case services::OutboxState::Queued:
        return QStringLiteral("queued");
    case services::OutboxState::Sending:
        return QStringLiteral("sending");
    case services::OutboxState::Acknowledged:
        return QStringLiteral("acknowledged");
    case services::OutboxState::NeedsAttention:
        return QStringLiteral("needs-attention");
    case services::OutboxState::Conflict:
        return QStringLiteral("conflict");
    }
    return {};
}

QJsonObject json(const domain::Error& error)
{
    return { { QStringLiteral("key"), domain::errorKey(error.code) },
        { QStringLiteral("sentence"), domain::errorSentence(error) },
        { QStringLiteral("detail"), error.detail }, { QStringLiteral("retryable"), error.retryable } };
}

QJsonObject json(const domain::Officer& officer)
{
    QJsonArray roles;
    for (const auto role : officer.roles)
        roles.append(toWire(role));
    return { { QStringLiteral("ic"), officer.ic.digits() }, { QStringLiteral("name"), officer.name },
        { QStringLiteral("post"), officer.post }, { QStringLiteral("office"), officer.office.value() },
        { QStringLiteral("roles"), roles },
        { QStringLiteral("limit"), officer.limit ? QJsonValue(officer.limit->toDecimal()) : QJsonValue() } };
}

QJsonObject json(const domain::VoucherSummary& row)
{
    return { { QStringLiteral("id"), row.id.value() }, { QStringLiteral("number"), row.number },
        { QStringLiteral("kind"), toWire(row.kind) }, { QStringLiteral("state"), toWire(row.state) },
        { QStringLiteral("certifiedSteps"), row.certifiedSteps },
        { QStringLiteral("process"), row.processNo }, { QStringLiteral("revision"), row.revision },
        { QStringLiteral("office"), row.office.value() },
        { QStringLiteral("counterparty"), row.counterparty }, { QStringLiteral("narration"), row.narration },
        { QStringLiteral("total"), row.total.toDecimal() },
        { QStringLiteral("date"), row.date.toString(Qt::ISODate) },
        { QStringLiteral("preparer"), row.preparer }, { QStringLiteral("waitsForMe"), row.waitsForMe } };
}

QJsonObject json(const domain::HistoryEntry& entry)
{
    return { { QStringLiteral("action"), toWire(entry.action) }, { QStringLiteral("step"), entry.step },
        { QStringLiteral("revision"), entry.revision },
        { QStringLiteral("actor"), domain::toJson(entry.actor) }, { QStringLiteral("at"), utc(entry.at) },
        { QStringLiteral("reasonCode"), entry.reasonCode },
        { QStringLiteral("reasonText"), entry.reasonText },
        { QStringLiteral("signature"), entry.signatureHash.value() },
        { QStringLiteral("voided"), entry.voided } };
}

QJsonObject json(const domain::Voucher& voucher)
{
    QJsonArray history;
    for (const auto& entry : voucher.history)
        history.append(json(entry));
    QJsonObject object { { QStringLiteral("id"), voucher.id.value() },
        { QStringLiteral("number"), voucher.number }, { QStringLiteral("state"), toWire(voucher.state) },
        { QStringLiteral("revision"), voucher.revision },
        { QStringLiteral("contentRevision"), voucher.contentRevision },
        { QStringLiteral("certifiedSteps"), voucher.certifiedSteps },
        { QStringLiteral("content"), domain::toJson(voucher.content) },
        { QStringLiteral("preparer"), domain::toJson(voucher.preparer) },
        { QStringLiteral("submittedAt"), utc(voucher.submittedAt) }, { QStringLiteral("history"), history } };
    if (voucher.paid)
        object.insert(QStringLiteral("paid"),
            QJsonObject { { QStringLiteral("reference"), voucher.paid->reference },
                { QStringLiteral("date"), voucher.paid->date.toString(Qt::ISODate) } });
    return object;
}

QJsonObject json(const domain::Finding& finding)
{
    return { { QStringLiteral("field"), finding.field },
        { QStringLiteral("severity"),
            finding.severity == domain::Severity::Error ? QStringLiteral("error")
                                                        : QStringLiteral("warning") },
        { QStringLiteral("key"), finding.messageKey },
        { QStringLiteral("sentence"), domain::findingSentence(finding) } };
}

QJsonObject json(const services::OutboxRow& row)
{
    return { { QStringLiteral("row"), row.id }, { QStringLiteral("voucher"), row.voucher.value() },
        { QStringLiteral("title"), row.title }, { QStringLiteral("action"), toWire(row.action) },
        { QStringLiteral("state"), toWire(row.state) }, { QStringLiteral("attempts"), row.attempts },
        { QStringLiteral("createdAt"), utc(row.createdAt) },
        { QStringLiteral("reason"), row.reason ? QJsonValue(json(*row.reason)) : QJsonValue() } };
}

QJsonObject json(const domain::VerificationReport& report)
{
    QJsonArray checks;
    for (const auto& check : report.lines) {
        checks.append(QJsonObject { { QStringLiteral("check"), toWire(check.id) },
            { QStringLiteral("outcome"), toWire(check.outcome) },
            { QStringLiteral("reason"), check.reason ? QJsonValue(json(*check.reason)) : QJsonValue() },
            { QStringLiteral("detail"), check.detail } });
    }
    return { { QStringLiteral("valid"), report.valid() }, { QStringLiteral("checks"), checks },
        { QStringLiteral("signer"), report.signer.subjectDn },
        { QStringLiteral("serial"), report.signer.serialHex },
        { QStringLiteral("signingTime"), utc(report.signingTime) },
        { QStringLiteral("timestampTime"), utc(report.timestampTime) },
        { QStringLiteral("algorithm"), report.algorithm } };
}

QString toWire(services::FileVerdict verdict)
{
    switch (verdict) {
    case services::FileVerdict::Valid:
        return QStringLiteral("valid");
    case services::FileVerdict::SignerUnknown:
        return QStringLiteral("signer-unknown");
    case services::FileVerdict::Invalid:
        break;
    }
    return QStringLiteral("invalid");
}

QJsonObject json(const services::FileVerification& item)
{
    auto object = json(item.report);
    object.insert(QStringLiteral("valid"), item.verdict == services::FileVerdict::Valid);
    object.insert(QStringLiteral("verdict"), toWire(item.verdict));
    object.insert(QStringLiteral("document"), item.document);
    object.insert(QStringLiteral("signature"), item.signature);
    object.insert(QStringLiteral("manifest"), item.manifest);
    object.insert(QStringLiteral("covers"), QJsonArray::fromStringList(item.covers));
    object.insert(QStringLiteral("uncovered"), item.uncovered);
    object.insert(QStringLiteral("problem"), item.problem ? QJsonValue(json(*item.problem)) : QJsonValue());
    return object;
}

QJsonObject json(const domain::SlotStatus& slot)
{
    return { { QStringLiteral("module"), slot.module }, { QStringLiteral("slot"), slot.slotLabel },
        { QStringLiteral("token"), slot.tokenLabel }, { QStringLiteral("certificates"), slot.certificates },
        { QStringLiteral("unusable"), slot.unusable ? QJsonValue(json(*slot.unusable)) : QJsonValue() } };
}

QJsonObject json(const domain::Credential& credential)
{
    return { { QStringLiteral("id"), credential.id },
        { QStringLiteral("medium"), domain::toWire(credential.medium) },
        { QStringLiteral("token"), credential.mediumLabel },
        { QStringLiteral("subject"), credential.certificate.subjectDn },
        { QStringLiteral("serial"), credential.certificate.serialHex },
        { QStringLiteral("notAfter"), utc(credential.certificate.notAfter) },
        { QStringLiteral("unusable"),
            credential.unusable ? QJsonValue(json(*credential.unusable)) : QJsonValue() } };
}

QString line(const domain::VoucherSummary& row)
{
    return QStringLiteral("%1  %2  %3  %4  %5")
        .arg(row.number.isEmpty() ? row.id.value() : row.number, -32)
        .arg(row.date.toString(QStringLiteral("dd/MM/yyyy")))
        .arg(row.total.displayPlain(), 16)
        .arg(domain::label(row.state), -12)
        .arg(safe(row.counterparty));
}

QString line(const domain::HistoryEntry& entry)
{
    auto text = QStringLiteral("%1  %2").arg(dayAndTime(entry.at), domain::label(entry.action));
    if (entry.step > 0)
        text += QStringLiteral(" %1").arg(entry.step);
    text += QStringLiteral("  %1, %2").arg(safe(entry.actor.name), safe(entry.actor.post));
    if (!entry.reasonText.isEmpty())
        text += QStringLiteral(": %1 %2").arg(entry.reasonCode, safe(entry.reasonText));
    return entry.voided ? text + QStringLiteral(" (void)") : text;
}

QString line(const services::OutboxRow& row)
{
    auto text = QStringLiteral("%1  %2  %3  %4")
                    .arg(row.id, 5)
                    .arg(toWire(row.state), -15)
                    .arg(toWire(row.action), -8)
                    .arg(safe(row.title));
    return row.reason ? text + QStringLiteral("\n       %1").arg(domain::errorSentence(*row.reason)) : text;
}

QString text(const domain::Voucher& voucher, const domain::ChargeMask& mask)
{
    const auto& content = voucher.content;
    QStringList lines;
    lines << QStringLiteral("%1 %2  (%3)")
                 .arg(domain::label(content.kind()), voucher.number, domain::label(voucher.state));
    lines << QStringLiteral("id %1, revision %2").arg(voucher.id.value()).arg(voucher.revision);
    if (const auto* payment = content.payment())
        lines << QStringLiteral("%1  %2 %3")
                     .arg(safe(payment->payee.name), safe(payment->payee.bankCode),
                         safe(payment->payee.bankAccount));
    if (const auto* journal = content.journal())
        lines << QStringLiteral("%1  %2  %3")
                     .arg(domain::label(journal->type), journal->period, safe(journal->reason));
    lines << safe(content.narration);
    for (const auto& charge : content.lines)
        lines << QStringLiteral("  %1 %2  %3")
                     .arg(toWire(charge.side), -6)
                     .arg(charge.display(mask))
                     .arg(charge.amount.displayPlain(), 16);
    if (const auto total = content.total())
        lines << QStringLiteral("  %1").arg(total->display());
    for (const auto& entry : voucher.history)
        lines << line(entry);
    return lines.join(QLatin1Char('\n'));
}

QString text(const domain::VerificationReport& report)
{
    QStringList lines;
    for (const auto& check : report.lines) {
        auto text = QStringLiteral("%1  %2").arg(toWire(check.outcome), -12).arg(toWire(check.id), -18);
        if (check.reason)
            text += domain::errorSentence(*check.reason);
        else
            text += safe(check.detail);
        lines << text;
    }
    lines << QStringLiteral("%1, %2").arg(safe(report.signer.subjectDn), report.algorithm);
    return lines.join(QLatin1Char('\n'));
}

QString text(const services::FileVerification& item)
{
    const auto head = QStringLiteral("%1  %2").arg(safe(item.document), toWire(item.verdict));
    if (item.problem)
        return QStringLiteral("%1\n%2 (%3)")
            .arg(head, domain::errorSentence(*item.problem), safe(item.problem->detail));
    const auto covers = item.manifest.isEmpty()
        ? QString()
        : QStringLiteral("%1 covers: %2\n")
              .arg(safe(item.manifest), safe(item.covers.join(QStringLiteral(", "))));
    return head + QLatin1Char('\n') + covers + text(item.report);
}

} // namespace peraku::cli
