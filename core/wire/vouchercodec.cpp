#include "codec.h"
#include "voucherreader.h"

#include <domain/contentreader.h>
#include <domain/jsontext.h>
#include <domain/statement.h>

#include <charconv>

namespace peraku::wire {

using domain::HistoryEntry;
using domain::JsonText;
using domain::Voucher;

namespace {

constexpr qsizetype mostHistory = 10000;
constexpr int largestRevision = 1'000'000;

void write(JsonText& out, const HistoryEntry& entry)
{
    out.object([&] {
        out.member("action", toWire(entry.action));
        out.key("actor");
        writeJson(out, entry.actor);
        out.member("at", domain::timeToJson(entry.at));
        out.optional("reasonCode", entry.reasonCode);
        out.optional("reasonText", entry.reasonText);
        out.member("revision", entry.revision);
        out.optional("signatureHash", entry.signatureHash.value());
        if (entry.step > 0)
            out.member("step", entry.step);
        if (entry.voided) {
            out.key("voided");
            out.boolean(true);
        }
    });
}

HistoryEntry readEntry(FastFields& fields)
{
    HistoryEntry entry;
    entry.action = fields.word<domain::HistoryAction>("action");
    entry.revision = int(fields.integer("revision", 1, largestRevision));
    fields.nested(
        "actor", [&](FastFields& actor) { entry.actor = domain::contentreader::officerRef(actor); });
    entry.at = fields.time("at");
    entry.step = fields.has("step") ? int(fields.integer("step", 1, 10)) : 0;
    entry.reasonCode = fields.optionalText("reasonCode");
    entry.reasonText = fields.optionalText("reasonText");
    if (fields.has("signatureHash"))
        entry.signatureHash = domain::Sha256Hex(fields.hex("signatureHash", 32));
    entry.voided = fields.has("voided") && fields.boolean("voided");
    return entry;
}

} // namespace

QByteArray encode(const Voucher& value)
{
    JsonText out;
    out.object([&] {
        out.member("certifiedSteps", value.certifiedSteps);
        out.key("content");
        writeJson(out, value.content);
        out.member("contentRevision", value.contentRevision);
        out.optional("createdAt", value.createdAt);
        out.key("history");
        out.array(value.history, [&](const HistoryEntry& entry) { write(out, entry); });
        out.member("id", value.id.value());
        out.member("number", value.number);
        if (value.paid) {
            out.key("paid");
            out.object([&] {
                out.member("date", domain::dateToJson(value.paid->date));
                out.member("reference", value.paid->reference);
            });
        }
        out.key("preparer");
        writeJson(out, value.preparer);
        out.member("revision", value.revision);
        out.member("state", toWire(value.state));
        out.optional("submittedAt", value.submittedAt);
        out.optional("updatedAt", value.updatedAt);
    });
    return out.bytes();
}

Voucher readVoucher(FastFields& fields)
{
    Voucher voucher;
    voucher.id = domain::VoucherId(fields.hex("id", 16));
    voucher.revision = int(fields.integer("revision", 0, largestRevision));
    voucher.contentRevision = int(fields.integer("contentRevision", 0, largestRevision));
    voucher.number = fields.text("number", 64);
    voucher.state = fields.word<domain::VoucherState>("state");
    voucher.certifiedSteps = int(fields.integer("certifiedSteps", 0, 10));
    fields.nested(
        "content", [&](FastFields& content) { voucher.content = domain::contentreader::content(content); });
    fields.nested("preparer",
        [&](FastFields& preparer) { voucher.preparer = domain::contentreader::officerRef(preparer); });
    voucher.createdAt = fields.optionalTime("createdAt");
    voucher.updatedAt = fields.optionalTime("updatedAt");
    voucher.submittedAt = fields.optionalTime("submittedAt");
    fields.each("history", mostHistory, [&](FastFields& entry) { voucher.history.append(readEntry(entry)); });
    if (fields.has("paid"))
        fields.nested("paid", [&](FastFields& paid) {
            voucher.paid = domain::PaymentRecord { paid.text("reference", 64), paid.date("date") };
        });
    return voucher;
}

Result<Voucher> decodeVoucher(const QByteArray& body)
{
    if (body.size() > maxBodyBytes)
        return fail(ErrorCode::TooLarge, QStringLiteral("voucher"));
    simdjson::dom::parser parser;
    simdjson::dom::object object;
    if (const auto error = parser.parse(body.constData(), std::size_t(body.size())).get(object);
        error != simdjson::SUCCESS)
        return fail(ErrorCode::ProtocolError, QLatin1String(simdjson::error_message(error)));
    FastFields fields(object);
    auto voucher = readVoucher(fields);
    if (fields.error())
        return fail(*fields.error());
    return voucher;
}

QByteArray encode(const DraftBody& value)
{
    JsonText out;
    out.object([&] {
        out.key("content");
        writeJson(out, value.content);
    });
    return out.bytes();
}

Result<DraftBody> decodeDraftBody(const QByteArray& body)
{
    auto object = objectOf(body);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    auto content = domain::contentFromJson(fields.object("content"));
    fields.refuseUnknown();
    if (fields.error())
        return fail(*fields.error());
    if (!content)
        return fail(content.error());
    return DraftBody { std::move(*content) };
}

QByteArray etagOf(int revision)
{
    return '"' + QByteArray::number(revision) + '"';
}

std::optional<int> revisionOfEtag(const QByteArray& etag)
{
    if (etag.size() < 3 || !etag.startsWith('"') || !etag.endsWith('"'))
        return std::nullopt;
    int revision = 0;
    const auto* end = etag.constData() + etag.size() - 1;
    const auto [stop, error] = std::from_chars(etag.constData() + 1, end, revision);
    if (error != std::errc() || stop != end || revision < 0)
        return std::nullopt;
    return revision;
}

} // namespace peraku::wire
