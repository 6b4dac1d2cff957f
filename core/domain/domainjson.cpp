#include <domain/jsonfields.h>
#include <domain/statement.h>
#include <domain/validation.h>

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

    constexpr qsizetype mostSegments = 32;

    QString itemPath(const char* list, qsizetype index) { return QStringLiteral("%1[%2]").arg(QLatin1String(list)).arg(index); }

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

    Result<ChargeLine> lineFromJson(const QJsonObject& object, const QString& path)
    {
        JsonFields fields(object, path);
        ChargeLine line;
        const auto segments = fields.object("segments");
        if (segments.size() > mostSegments)
            fields.wrong("segments");
        JsonFields inner(segments, fields.pathOf("segments"));
        for (auto segment = segments.constBegin(); segment != segments.constEnd(); ++segment)
            line.segments.insert(segment.key(), inner.text(segment.key().toUtf8().constData(), limits::shortText));
        if (inner.error())
            fields.adopt(*inner.error());
        line.side = fields.word<Side>("side");
        line.amount = fields.money("amount");
        fields.refuseUnknown();
        if (fields.error())
            return fail(*fields.error());
        return line;
    }

    QJsonObject toJson(const Attachment& attachment)
    {
        QJsonObject object { { QStringLiteral("size"), attachment.size } };
        put(object, "fileName", attachment.fileName);
        put(object, "mediaType", attachment.mediaType);
        put(object, "sha256", attachment.sha256.value());
        return object;
    }

    Result<Attachment> attachmentFromJson(const QJsonObject& object, const QString& path)
    {
        JsonFields fields(object, path);
        Attachment attachment;
        attachment.fileName = fields.text("fileName", 255);
        attachment.mediaType = fields.text("mediaType", 64);
        attachment.size = fields.integer("size", 0, limits::attachmentBytes);
        attachment.sha256 = Sha256Hex(fields.hex("sha256", 32));
        fields.refuseUnknown();
        if (fields.error())
            return fail(*fields.error());
        return attachment;
    }

    QJsonObject toJson(const Invoice& invoice)
    {
        QJsonObject object;
        put(object, "number", invoice.number);
        put(object, "date", invoice.date);
        put(object, "amount", invoice.amount.toDecimal());
        return object;
    }

    Result<Invoice> invoiceFromJson(const QJsonObject& object, const QString& path)
    {
        JsonFields fields(object, path);
        Invoice invoice { fields.text("number"), fields.optionalDate("date"), fields.money("amount") };
        fields.refuseUnknown();
        if (fields.error())
            return fail(*fields.error());
        return invoice;
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

    /** Decodes each item of a list with `decode(object, path)`. */
    template <typename T, typename Decode>
    QList<T> listOf(JsonFields& fields, const char* key, qsizetype maxItems, Decode decode)
    {
        QList<T> list;
        const auto array = fields.array(key, maxItems);
        for (qsizetype i = 0; i < array.size() && !fields.error(); ++i) {
            const auto path = fields.pathOf(itemPath(key, i).toUtf8().constData());
            if (!array.at(i).isObject()) {
                fields.wrong(itemPath(key, i).toUtf8().constData());
                break;
            }
            auto item = decode(array.at(i).toObject(), path);
            if (item)
                list.append(std::move(*item));
            else
                fields.adopt(item.error());
        }
        return list;
    }

    Result<PaymentDetails> paymentFromJson(const QJsonObject& object)
    {
        JsonFields fields(object, QStringLiteral("payment"));
        PaymentDetails payment;
        payment.type = fields.word<PaymentType>("type");
        payment.mode = fields.word<PaymentMode>("mode");
        JsonFields payee(fields.object("payee"), fields.pathOf("payee"));
        payment.payee = { payee.text("name"), payee.text("registrationId"), payee.text("bankCode"), payee.text("bankAccount") };
        payee.refuseUnknown();
        if (payee.error())
            fields.adopt(*payee.error());
        payment.invoices = listOf<Invoice>(fields, "invoices", limits::invoices, invoiceFromJson);
        payment.orderNumber = fields.text("orderNumber");
        payment.contractNumber = fields.text("contractNumber");
        payment.documentsReceived = fields.optionalDate("documentsReceived");
        fields.refuseUnknown();
        if (fields.error())
            return fail(*fields.error());
        return payment;
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

    Result<JournalDetails> journalFromJson(const QJsonObject& object)
    {
        JsonFields fields(object, QStringLiteral("journal"));
        JournalDetails journal { fields.word<JournalType>("type"), fields.text("period", 7), fields.text("reason"),
            fields.text("referenceVoucher") };
        fields.refuseUnknown();
        if (fields.error())
            return fail(*fields.error());
        return journal;
    }

    void readDetails(JsonFields& fields, VoucherContent& content)
    {
        if (fields.has("payment") == fields.has("journal")) {
            fields.wrong("payment");
        } else if (fields.has("payment")) {
            if (auto payment = paymentFromJson(fields.object("payment")))
                content.details = std::move(*payment);
            else
                fields.adopt(payment.error());
        } else {
            if (auto journal = journalFromJson(fields.object("journal")))
                content.details = std::move(*journal);
            else
                fields.adopt(journal.error());
        }
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
    QJsonObject object { { QStringLiteral("processNo"), content.processNo }, { QStringLiteral("lines"), lines },
        { QStringLiteral("attachments"), attachments } };
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
    VoucherContent content;
    content.processNo = int(fields.integer("processNo", 0, 50));
    content.office = OfficeCode(fields.text("office", 8));
    content.date = fields.optionalDate("date");
    content.narration = fields.text("narration");
    content.lines = listOf<ChargeLine>(fields, "lines", limits::lines, lineFromJson);
    readDetails(fields, content);
    content.attachments = listOf<Attachment>(fields, "attachments", limits::attachments, attachmentFromJson);
    fields.refuseUnknown();
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
    OfficerRef ref { fields.optionalIc("ic"), fields.text("name"), fields.text("post"), OfficeCode(fields.text("office", 8)) };
    if (fields.error())
        return fail(*fields.error());
    return ref;
}

} // namespace peraku::domain
