#include <domain/contentreader.h>
#include <domain/statement.h>

namespace peraku::domain {

namespace {

void put(QJsonObject& object, const char* key, const QString& value)
{
    object.insert(QLatin1String(key), value);
}
/** Dates that were not filled in yet are left out rather than written as an empty string. */
void put(QJsonObject& object, const char* key, QDate value)
{
    if (value.isValid())
        object.insert(QLatin1String(key), dateToJson(value));
}

QJsonObject toJson(const ChargeLine& line)
{
    QJsonObject segments;
    for (auto segment = line.segments.cbegin(); segment != line.segments.cend(); ++segment)
        segments.insert(segment.key(), segment.value());
    QJsonObject object { { QStringLiteral("segments"), segments } };
    put(object, "side", toWire(line.side));
    put(object, "amount", line.amount.toDecimal());
    return object;
}

QJsonObject toJson(const Attachment& attachment)
{
    QJsonObject object { { QStringLiteral("size"), attachment.size } };
    put(object, "fileName", attachment.fileName);
    put(object, "mediaType", attachment.mediaType);
    put(object, "sha256", attachment.sha256.value());
    return object;
}

QJsonObject toJson(const Invoice& invoice)
{
    QJsonObject object;
    put(object, "number", invoice.number);
    put(object, "date", invoice.date);
    put(object, "amount", invoice.amount.toDecimal());
    return object;
}

QJsonObject toJson(const PaymentDetails& payment)
{
    QJsonObject payee;
    put(payee, "name", payment.payee.name);
    put(payee, "registrationId", payment.payee.registrationId);
    put(payee, "bankCode", payment.payee.bankCode);
    put(payee, "bankAccount", payment.payee.bankAccount);
    QJsonArray invoices;
    for (const auto& invoice : payment.invoices)
        invoices.append(toJson(invoice));
    QJsonObject object { { QStringLiteral("payee"), payee }, { QStringLiteral("invoices"), invoices } };
    put(object, "type", toWire(payment.type));
    put(object, "mode", toWire(payment.mode));
    put(object, "orderNumber", payment.orderNumber);
    put(object, "contractNumber", payment.contractNumber);
    put(object, "documentsReceived", payment.documentsReceived);
    return object;
}

QJsonObject toJson(const JournalDetails& journal)
{
    QJsonObject object;
    put(object, "type", toWire(journal.type));
    put(object, "period", journal.period);
    put(object, "reason", journal.reason);
    put(object, "referenceVoucher", journal.referenceVoucher);
    return object;
}

} // namespace

QJsonObject toJson(const VoucherContent& content)
{
    QJsonArray lines;
    for (const auto& line : content.lines)
        lines.append(toJson(line));
    QJsonArray attachments;
    for (const auto& attachment : content.attachments)
        attachments.append(toJson(attachment));
    QJsonObject object { { QStringLiteral("processNo"), content.processNo },
        { QStringLiteral("lines"), lines }, { QStringLiteral("attachments"), attachments } };
    put(object, "office", content.office.value());
    put(object, "date", content.date);
    put(object, "narration", content.narration);
    if (const auto* payment = content.payment())
        object.insert(QStringLiteral("payment"), toJson(*payment));
    else if (const auto* journal = content.journal())
        object.insert(QStringLiteral("journal"), toJson(*journal));
    return object;
}

Result<VoucherContent> contentFromJson(const QJsonObject& object)
{
    JsonFields fields(object);
    auto content = contentreader::content(fields);
    if (fields.error())
        return fail(*fields.error());
    return content;
}

QJsonObject toJson(const OfficerRef& ref)
{
    QJsonObject object;
    put(object, "ic", ref.ic.digits());
    put(object, "name", ref.name);
    put(object, "post", ref.post);
    put(object, "office", ref.office.value());
    return object;
}

Result<OfficerRef> officerRefFromJson(const QJsonObject& object)
{
    JsonFields fields(object);
    auto ref = contentreader::officerRef(fields);
    if (fields.error())
        return fail(*fields.error());
    return ref;
}

} // namespace peraku::domain
