#include "csccodec.h"

#include "secretjson.h"

namespace peraku::wire::csc {

using secret::SecureBuffer;

namespace {

constexpr qsizetype largestSad = 16 * 1024;
constexpr qsizetype largestSignature = 2048;
constexpr qsizetype largestToken = 64 * 1024;
constexpr int longestSadSeconds = 24 * 3600;

QString base64(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

QJsonArray base64List(const QList<QByteArray>& list)
{
    QJsonArray array;
    for (const auto& bytes : list)
        array.append(base64(bytes));
    return array;
}

} // namespace

QList<QByteArray> bytesList(JsonFields& fields, const char* key, qsizetype maxItems, qsizetype maxBytes)
{
    QList<QByteArray> list;
    const auto items = fields.array(key, maxItems);
    for (const auto& item : items) {
        const auto text = item.toString();
        const auto decoded
            = QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded || decoded.decoded.isEmpty() || decoded.decoded.size() > maxBytes) {
            fields.wrong(key);
            return {};
        }
        list.append(decoded.decoded);
    }
    return list;
}

void putOptional(QJsonObject& object, const char* key, const QString& text)
{
    if (!text.isEmpty())
        object.insert(QLatin1String(key), text);
}

QByteArray encodeInfoRequest()
{
    return "{}";
}

Result<ServiceInfo> decodeInfo(const QByteArray& body)
{
    return decoded<ServiceInfo>(body, [](JsonFields& fields) {
        ServiceInfo info;
        info.specs = fields.optionalText("specs", longestText);
        info.name = fields.optionalText("name", longestText);
        info.methods = textsOf(fields, "methods", 100);
        info.asynchronous
            = fields.has("asynchronousOperationMode") && fields.boolean("asynchronousOperationMode");
        return info;
    });
}

Dialect ServiceInfo::dialect() const
{
    if (specs.isEmpty())
        return offers("credentials/sendOTP") && !offers("credentials/getChallenge") ? Dialect::V1
                                                                                    : Dialect::V2;
    return specs.startsWith(QLatin1String("2")) ? Dialect::V2 : Dialect::V1;
}

QByteArray encodeIntent(const QString& credentialId, const QList<domain::SigningDocument>& documents)
{
    QJsonArray list;
    for (const auto& document : documents) {
        QJsonObject entry { { QStringLiteral("signedAttributes"), base64(document.signedAttributes) } };
        if (document.kind == domain::SigningDocument::Kind::Statement) {
            entry.insert(QStringLiteral("kind"), QStringLiteral("statement"));
            entry.insert(QStringLiteral("statement"), base64(document.statement));
        } else {
            entry.insert(QStringLiteral("kind"), QStringLiteral("pdf"));
            entry.insert(QStringLiteral("name"), document.name);
            entry.insert(QStringLiteral("sha256"), base64(document.sha256));
        }
        list.append(entry);
    }
    return compact(
        { { QStringLiteral("credentialID"), credentialId }, { QStringLiteral("documents"), list } });
}

Result<Intent> decodeIntent(const QByteArray& body)
{
    return decoded<Intent>(body, [](JsonFields& fields) {
        return Intent { fields.text("intentID", longestId), fields.time("expiresAt"),
            fields.optionalText("summary", longestText) };
    });
}

QByteArray encodeChallengeRequest(
    Dialect dialect, const QString& credentialId, const QString& objectId, const QString& clientData)
{
    QJsonObject object { { QStringLiteral("credentialID"), credentialId } };
    if (dialect == Dialect::V2)
        object.insert(QStringLiteral("authObjectID"), objectId);
    putOptional(object, "clientData", clientData);
    return compact(object);
}

Result<Challenge> decodeChallenge(const QByteArray& body)
{
    if (body.trimmed().isEmpty())
        return Challenge {};
    return decoded<Challenge>(body, [](JsonFields& fields) {
        Challenge challenge;
        challenge.nonce = fields.optionalText("challenge", longestId);
        challenge.maskedTarget = fields.optionalText("maskedTarget", longestId);
        if (fields.has("channel"))
            challenge.channel = fields.word<domain::OtpChannel>("channel");
        challenge.expiresAt = fields.optionalTime("expiresAt");
        for (const auto* member : { "resendAfterSeconds", "resendAfter" }) {
            if (fields.has(member))
                challenge.resendAfterSeconds = int(fields.looseInteger(member, 0, 3600));
        }
        return challenge;
    });
}

SecureBuffer encode(const AuthorizeRequest& request, Dialect dialect)
{
    const bool v2 = dialect == Dialect::V2;
    QJsonObject object { { QStringLiteral("credentialID"), request.credentialId },
        { QStringLiteral("numSignatures"), int(request.hashes.size()) },
        { v2 ? QStringLiteral("hashes") : QStringLiteral("hash"), base64List(request.hashes) } };
    putOptional(object, "clientData", request.clientData);
    if (!v2)
        return joinSecrets(
            { { "PIN", &request.pin.value }, { "OTP", &request.code.value } }, compact(object));
    object.insert(QStringLiteral("hashAlgorithmOID"), request.hashAlgorithm);
    const auto entry = [](const AuthValue& value) {
        const auto id = compact({ { QStringLiteral("id"), value.id } });
        return id.left(id.size() - 1) + ",\"value\":";
    };
    return joinPieces({ { "{\"authData\":[" + entry(request.pin), &request.pin.value },
        { "}," + entry(request.code), &request.code.value }, { "}]," + compact(object).mid(1) } });
}

Result<Authorization> decodeAuthorization(std::span<const std::byte> body)
{
    auto split = splitSecrets(body, { "SAD" });
    if (!split)
        return fail(split.error());
    Authorization authorization;
    const auto found = split->secrets.find("SAD");
    if (found != split->secrets.end()) {
        if (found->second.isEmpty() || found->second.size() > largestSad)
            return fail(ErrorCode::ProtocolError, QStringLiteral("SAD"));
        authorization.sad = std::move(found->second);
    }
    auto object = objectOf(split->rest);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    if (authorization.sad.isEmpty())
        authorization.handle = fields.text("handle", longestText);
    if (fields.has("expiresIn"))
        authorization.expiresIn = int(fields.looseInteger("expiresIn", 0, longestSadSeconds));
    if (fields.error())
        return fail(*fields.error());
    return authorization;
}

QByteArray encodeAuthorizeCheck(const QString& handle)
{
    return compact({ { QStringLiteral("handle"), handle } });
}

SecureBuffer encode(const HashRequest& request, Dialect dialect)
{
    const bool v2 = dialect == Dialect::V2;
    QJsonObject object { { QStringLiteral("credentialID"), request.credentialId },
        { v2 ? QStringLiteral("hashes") : QStringLiteral("hash"), base64List(request.hashes) },
        { v2 ? QStringLiteral("hashAlgorithmOID") : QStringLiteral("hashAlgo"), request.hashAlgorithm } };
    putOptional(object, "signAlgo", request.signAlgorithm);
    putOptional(object, "signAlgoParams", base64(request.signParameters));
    putOptional(object, "clientData", request.clientData);
    if (v2 && request.asynchronous)
        object.insert(QStringLiteral("operationMode"), QStringLiteral("A"));
    return joinSecrets({ { "SAD", &request.sad } }, compact(object));
}

Result<Signatures> decodeSignatures(const QByteArray& body)
{
    return decoded<Signatures>(body, [](JsonFields& fields) {
        Signatures signatures;
        if (fields.has("signatures"))
            signatures.made
                = bytesList(fields, "signatures", domain::Credential::unlimited, largestSignature);
        else
            signatures.responseId = fields.text("responseID", longestText);
        return signatures;
    });
}

QByteArray encodeSignPolling(const QString& responseId)
{
    return compact({ { QStringLiteral("requestID"), responseId } });
}

QByteArray encodeTimestamp(const QByteArray& hash, const QString& hashAlgorithm, const QByteArray& nonce)
{
    QJsonObject object { { QStringLiteral("hash"), base64(hash) },
        { QStringLiteral("hashAlgo"), hashAlgorithm } };
    putOptional(object, "nonce", QString::fromLatin1(nonce.toHex()));
    return compact(object);
}

Result<QByteArray> decodeTimestamp(const QByteArray& body)
{
    return decoded<QByteArray>(
        body, [](JsonFields& fields) { return fields.bytes("timestamp", largestToken); });
}

} // namespace peraku::wire::csc
