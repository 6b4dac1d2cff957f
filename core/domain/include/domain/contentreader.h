#pragma once

#include <domain/jsonfields.h>
#include <domain/validation.h>
#include <domain/voucher.h>

namespace peraku::domain {

/**
 * The one decoder of voucher content, over any reader of JSON members with the interface of JsonFields:
 * statements and requests read through that one, pages of vouchers through the wire's fast one. Unknown
 * members are refused everywhere, since content that was not understood whole must not be signed. What is
 * wrong stands in fields.error().
 */
namespace contentreader {

inline constexpr qsizetype mostSegments = 32;

template <typename Fields> ChargeLine line(Fields& fields)
{
    ChargeLine line;
    fields.texts("segments", mostSegments, limits::shortText, [&](const QString& key, const QString& value) {
        line.segments.insert(line.segments.cend(), key, value);
    });
    line.side = fields.template word<Side>("side");
    line.amount = fields.money("amount");
    fields.refuseUnknown();
    return line;
}

template <typename Fields> Attachment attachment(Fields& fields)
{
    Attachment attachment;
    attachment.fileName = fields.text("fileName", 255);
    attachment.mediaType = fields.text("mediaType", 64);
    attachment.size = fields.integer("size", 0, limits::attachmentBytes);
    attachment.sha256 = Sha256Hex(fields.hex("sha256", 32));
    fields.refuseUnknown();
    return attachment;
}

template <typename Fields> Invoice invoice(Fields& fields)
{
    Invoice invoice { fields.text("number"), fields.optionalDate("date"), fields.money("amount") };
    fields.refuseUnknown();
    return invoice;
}

template <typename Fields> PaymentDetails payment(Fields& fields)
{
    PaymentDetails payment;
    payment.type = fields.template word<PaymentType>("type");
    payment.mode = fields.template word<PaymentMode>("mode");
    fields.nested("payee", [&](Fields& payee) {
        payment.payee = { payee.text("name"), payee.text("registrationId"), payee.text("bankCode"),
            payee.text("bankAccount") };
        payee.refuseUnknown();
    });
    fields.each("invoices", limits::invoices, [&](Fields& item) { payment.invoices.append(invoice(item)); });
    payment.orderNumber = fields.text("orderNumber");
    payment.contractNumber = fields.text("contractNumber");
    payment.documentsReceived = fields.optionalDate("documentsReceived");
    fields.refuseUnknown();
    return payment;
}

template <typename Fields> JournalDetails journal(Fields& fields)
{
    JournalDetails journal { fields.template word<JournalType>("type"), fields.text("period", 7),
        fields.text("reason"), fields.text("referenceVoucher") };
    fields.refuseUnknown();
    return journal;
}

template <typename Fields> VoucherContent content(Fields& fields)
{
    VoucherContent content;
    content.processNo = int(fields.integer("processNo", 0, 50));
    content.office = OfficeCode(fields.text("office", 8));
    content.date = fields.optionalDate("date");
    content.narration = fields.text("narration");
    fields.each("lines", limits::lines, [&](Fields& item) { content.lines.append(line(item)); });
    if (fields.has("payment") == fields.has("journal"))
        fields.wrong("payment");
    else if (fields.has("payment"))
        fields.nested("payment", [&](Fields& details) { content.details = payment(details); });
    else
        fields.nested("journal", [&](Fields& details) { content.details = journal(details); });
    fields.each("attachments", limits::attachments,
        [&](Fields& item) { content.attachments.append(attachment(item)); });
    fields.refuseUnknown();
    return content;
}

/** Unknown members are ignored: the treasury may tell more of an officer later. */
template <typename Fields> OfficerRef officerRef(Fields& fields)
{
    return { fields.optionalIc("ic"), fields.text("name"), fields.text("post"),
        OfficeCode(fields.text("office", 8)) };
}

} // namespace contentreader

} // namespace peraku::domain
