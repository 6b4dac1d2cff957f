#include "codec.h"

#include <domain/statement.h>

namespace peraku::wire {

using domain::SignatureRecord;

namespace {

constexpr qsizetype mostSignatures = 1000;
constexpr qsizetype largestPart = 4 * 1024 * 1024;

QString base64(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

Result<SignatureRecord> recordFromJson(const QJsonObject& object)
{
    JsonFields fields(object, QStringLiteral("signatures"));
    SignatureRecord record;
    record.voucher = domain::VoucherId(fields.hex("voucher", 16));
    record.contentRevision = int(fields.integer("contentRevision", 1, 1'000'000));
    record.step = int(fields.integer("step", 1, 10));
    auto signer = domain::officerRefFromJson(fields.object("signer"));
    if (signer)
        record.signer = std::move(*signer);
    else
        fields.adopt(signer.error());
    record.medium = mediumOf(fields);
    record.statement = fields.bytes("statement", largestPart);
    record.cms = fields.bytes("cms", largestPart);
    record.crl = fields.bytes("crl", largestPart);
    record.receivedAt = fields.time("receivedAt");
    record.voided = fields.boolean("voided");
    record.nonceId = nonceIdOf(fields);
    if (fields.has("ocsp"))
        record.ocsp = fields.bytes("ocsp", largestPart);
    if (fields.has("stamped"))
        record.stamped = fields.bytes("stamped", largestPart);
    record.timestampAt = fields.optionalTime("timestampAt");
    if (fields.error())
        return fail(*fields.error());
    return record;
}

} // namespace

QByteArray encode(const QList<SignatureRecord>& value)
{
    QJsonArray array;
    for (const auto& record : value) {
        QJsonObject object { { QStringLiteral("voucher"), record.voucher.value() },
            { QStringLiteral("contentRevision"), record.contentRevision },
            { QStringLiteral("step"), record.step },
            { QStringLiteral("signer"), domain::toJson(record.signer) },
            { QStringLiteral("medium"), toWire(record.medium) },
            { QStringLiteral("statement"), base64(record.statement) },
            { QStringLiteral("cms"), base64(record.cms) }, { QStringLiteral("crl"), base64(record.crl) },
            { QStringLiteral("receivedAt"), domain::timeToJson(record.receivedAt) },
            { QStringLiteral("voided"), record.voided } };
        if (!record.nonceId.isEmpty())
            object.insert(QStringLiteral("nonceId"), record.nonceId);
        if (!record.ocsp.isEmpty())
            object.insert(QStringLiteral("ocsp"), base64(record.ocsp));
        if (!record.stamped.isEmpty())
            object.insert(QStringLiteral("stamped"), base64(record.stamped));
        if (record.timestampAt.isValid())
            object.insert(QStringLiteral("timestampAt"), domain::timeToJson(record.timestampAt));
        array.append(object);
    }
    return compact({ { QStringLiteral("signatures"), array } });
}

Result<QList<SignatureRecord>> decodeSignatures(const QByteArray& body)
{
    auto object = objectOf(body);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    auto records = listOf<SignatureRecord>(fields, "signatures", mostSignatures, recordFromJson);
    if (fields.error())
        return fail(*fields.error());
    return records;
}

} // namespace peraku::wire
