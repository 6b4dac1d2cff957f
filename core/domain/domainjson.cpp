#include <domain/contentreader.h>
#include <domain/jsontext.h>
#include <domain/statement.h>

#include <QJsonDocument>

namespace peraku::domain {

namespace {

void write(JsonText& out, const ChargeLine& line)
{
    out.object([&] {
        out.member("amount", line.amount.toDecimal());
        out.key("segments");
        out.object([&] {
            for (auto segment = line.segments.cbegin(); segment != line.segments.cend(); ++segment) {
                out.key(segment.key());
                out.text(segment.value());
            }
        });
        out.member("side", toWire(line.side));
    });
}

void write(JsonText& out, const Attachment& attachment)
{
    out.object([&] {
        out.member("fileName", attachment.fileName);
        out.member("mediaType", attachment.mediaType);
        out.member("sha256", attachment.sha256.value());
        out.member("size", attachment.size);
    });
}

void write(JsonText& out, const Invoice& invoice)
{
    out.object([&] {
        out.member("amount", invoice.amount.toDecimal());
        out.optional("date", invoice.date);
        out.member("number", invoice.number);
    });
}

void write(JsonText& out, const PaymentDetails& payment)
{
    out.object([&] {
        out.member("contractNumber", payment.contractNumber);
        out.optional("documentsReceived", payment.documentsReceived);
        out.key("invoices");
        out.array(payment.invoices, [&](const Invoice& invoice) { write(out, invoice); });
        out.member("mode", toWire(payment.mode));
        out.member("orderNumber", payment.orderNumber);
        out.key("payee");
        out.object([&] {
            out.member("bankAccount", payment.payee.bankAccount);
            out.member("bankCode", payment.payee.bankCode);
            out.member("name", payment.payee.name);
            out.member("registrationId", payment.payee.registrationId);
        });
        out.member("type", toWire(payment.type));
    });
}

void write(JsonText& out, const JournalDetails& journal)
{
    out.object([&] {
        out.member("period", journal.period);
        out.member("reason", journal.reason);
        out.member("referenceVoucher", journal.referenceVoucher);
        out.member("type", toWire(journal.type));
    });
}

template <typename T> QJsonObject tree(const T& value)
{
    JsonText text;
    writeJson(text, value);
    return QJsonDocument::fromJson(text.bytes()).object();
}

} // namespace

void writeJson(JsonText& out, const VoucherContent& content)
{
    out.object([&] {
        out.key("attachments");
        out.array(content.attachments, [&](const Attachment& attachment) { write(out, attachment); });
        out.optional("date", content.date);
        if (const auto* journal = content.journal()) {
            out.key("journal");
            write(out, *journal);
        }
        out.key("lines");
        out.array(content.lines, [&](const ChargeLine& line) { write(out, line); });
        out.member("narration", content.narration);
        out.member("office", content.office.value());
        if (const auto* payment = content.payment()) {
            out.key("payment");
            write(out, *payment);
        }
        out.member("processNo", content.processNo);
    });
}

void writeJson(JsonText& out, const OfficerRef& ref)
{
    out.object([&] {
        out.member("ic", ref.ic.digits());
        out.member("name", ref.name);
        out.member("office", ref.office.value());
        out.member("post", ref.post);
    });
}

QJsonObject toJson(const VoucherContent& content)
{
    return tree(content);
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
    return tree(ref);
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
