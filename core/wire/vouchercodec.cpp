#include "codec.h"
#include "voucherreader.h"

#include <domain/contentreader.h>
#include <domain/statement.h>

#include <charconv>

namespace peraku::wire {

using domain::HistoryEntry;
using domain::Voucher;

namespace {

constexpr qsizetype mostHistory = 10000;
constexpr int largestRevision = 1'000'000;

void putUnlessEmpty(QJsonObject& object, const char* key, const QString& value)
{
    if (!value.isEmpty())
        object.insert(QLatin1String(key), value);
}

QJsonObject toJson(const HistoryEntry& entry)
{
    QJsonObject object { { QStringLiteral("action"), toWire(entry.action) },
        { QStringLiteral("revision"), entry.revision },
        { QStringLiteral("actor"), domain::toJson(entry.actor) },
        { QStringLiteral("at"), domain::timeToJson(entry.at) } };
    if (entry.step > 0)
        object.insert(QStringLiteral("step"), entry.step);
    putUnlessEmpty(object, "reasonCode", entry.reasonCode);
    putUnlessEmpty(object, "reasonText", entry.reasonText);
    putUnlessEmpty(object, "signatureHash", entry.signatureHash.value());
    if (entry.voided)
        object.insert(QStringLiteral("voided"), true);
    return object;
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
    QJsonArray history;
    for (const auto& entry : value.history)
        history.append(toJson(entry));
    QJsonObject object { { QStringLiteral("id"), value.id.value() },
        { QStringLiteral("revision"), value.revision },
        { QStringLiteral("contentRevision"), value.contentRevision },
        { QStringLiteral("number"), value.number }, { QStringLiteral("state"), toWire(value.state) },
        { QStringLiteral("certifiedSteps"), value.certifiedSteps },
        { QStringLiteral("content"), domain::toJson(value.content) },
        { QStringLiteral("preparer"), domain::toJson(value.preparer) },
        { QStringLiteral("history"), history } };
    putUnlessEmpty(object, "createdAt", domain::timeToJson(value.createdAt));
    putUnlessEmpty(object, "updatedAt", domain::timeToJson(value.updatedAt));
    putUnlessEmpty(object, "submittedAt", domain::timeToJson(value.submittedAt));
    if (value.paid)
        object.insert(QStringLiteral("paid"),
            QJsonObject { { QStringLiteral("reference"), value.paid->reference },
                { QStringLiteral("date"), domain::dateToJson(value.paid->date) } });
    return compact(object);
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
    return compact({ { QStringLiteral("content"), domain::toJson(value.content) } });
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
