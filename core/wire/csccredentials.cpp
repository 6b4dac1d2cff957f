#include "csccodec.h"

namespace peraku::wire::csc {

namespace {

constexpr qsizetype mostCredentials = 100;
constexpr qsizetype mostCertificates = 10;
constexpr qsizetype largestCertificate = 16 * 1024;
constexpr int deepestBrackets = 16;

/** Reads an authorisation expression from the left; operators are words between values. */
class ExpressionReader {
public:
    ExpressionReader(const QString& text, const QStringList& given)
        : m_given(given)
    {
        QString spaced = text;
        spaced.replace(QLatin1Char('('), QLatin1String(" ( "))
            .replace(QLatin1Char(')'), QLatin1String(" ) "));
        m_words = spaced.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    }
    std::optional<bool> whole()
    {
        const auto value = chain(0);
        return m_at == m_words.size() ? value : std::nullopt;
    }

private:
    QString word() const { return m_words.value(m_at); }
    static bool isOperator(const QString& word)
    {
        return word == QLatin1String("AND") || word == QLatin1String("OR") || word == QLatin1String("XOR");
    }
    std::optional<bool> chain(int depth)
    {
        auto value = term(depth);
        while (value && isOperator(word())) {
            const auto sign = m_words.at(m_at++);
            const auto other = term(depth);
            if (!other)
                return std::nullopt;
            value = sign == QLatin1String("AND") ? *value && *other
                : sign == QLatin1String("OR")    ? *value || *other
                                                 : *value != *other;
        }
        return value;
    }
    std::optional<bool> term(int depth)
    {
        const auto first = word();
        if (first.isEmpty() || isOperator(first) || first == QLatin1String(")") || depth > deepestBrackets)
            return std::nullopt;
        ++m_at;
        if (first != QLatin1String("("))
            return m_given.contains(first);
        const auto inside = chain(depth + 1);
        return word() == QLatin1String(")") && m_at++ < m_words.size() ? inside : std::nullopt;
    }

    QStringList m_words;
    QStringList m_given;
    qsizetype m_at = 0;
};

} // namespace

std::optional<bool> satisfied(const QString& expression, const QStringList& given)
{
    return ExpressionReader(expression, given).whole();
}

const AuthObject* CredentialInfo::find(AuthObject::Kind kind) const
{
    for (const auto& object : objects) {
        if (object.kind == kind)
            return &object;
    }
    return nullptr;
}

bool CredentialInfo::demandsPinAndCode() const
{
    const auto* pin = find(AuthObject::Kind::Pin);
    const auto* code = find(AuthObject::Kind::Code);
    if (!code)
        code = find(AuthObject::Kind::Generated);
    return explicitMode && pin && code && satisfied(expression, { pin->id, code->id }).value_or(false)
        && !satisfied(expression, { pin->id }).value_or(true)
        && !satisfied(expression, { code->id }).value_or(true);
}

QByteArray encodeCredentialList(Dialect dialect, const QString& userId, const QString& page)
{
    QJsonObject object;
    putOptional(object, "userID", userId);
    if (dialect == Dialect::V1) {
        putOptional(object, "pageToken", page);
    } else {
        object.insert(QStringLiteral("credentialInfo"), true);
        object.insert(QStringLiteral("certificates"), QStringLiteral("chain"));
        object.insert(QStringLiteral("certInfo"), true);
        object.insert(QStringLiteral("authInfo"), true);
    }
    return compact(object);
}

QByteArray encodeCredentialInfoRequest(const QString& credentialId)
{
    return compact({ { QStringLiteral("credentialID"), credentialId },
        { QStringLiteral("certificates"), QStringLiteral("chain") }, { QStringLiteral("certInfo"), true },
        { QStringLiteral("authInfo"), true } });
}

namespace {

CertificateStatus statusOf(const QString& word)
{
    if (word == QLatin1String("valid"))
        return CertificateStatus::Valid;
    if (word == QLatin1String("expired"))
        return CertificateStatus::Expired;
    if (word == QLatin1String("revoked"))
        return CertificateStatus::Revoked;
    return word == QLatin1String("suspended") ? CertificateStatus::Suspended : CertificateStatus::Unknown;
}

AuthObject objectFrom(JsonFields& fields)
{
    AuthObject object { fields.text("id", longestId), AuthObject::Kind::Other };
    const auto type = fields.text("type", longestId);
    if (type == QLatin1String("ChallengeResponse"))
        object.kind = AuthObject::Kind::Code;
    else if (type == QLatin1String("Password"))
        object.kind = fields.optionalText("generator", longestId).isEmpty() ? AuthObject::Kind::Pin
                                                                            : AuthObject::Kind::Generated;
    return object;
}

/** "PIN" and "OTP" of 1.0.4: "presence" is the word true, false or optional. */
bool isDemanded(JsonFields& fields)
{
    return fields.optionalText("presence", longestId) == QLatin1String("true");
}

void readOldAuth(JsonFields& fields, CredentialInfo& info)
{
    info.explicitMode = fields.text("authMode", longestId) == QLatin1String("explicit");
    QStringList needed;
    const auto add = [&](const char* member, auto kindOf) {
        if (!fields.has(member))
            return;
        fields.nested(member, [&](JsonFields& inner) {
            if (!isDemanded(inner))
                return;
            needed.append(QLatin1String(member));
            info.objects.append({ QLatin1String(member), kindOf(inner) });
        });
    };
    add("PIN", [](JsonFields&) { return AuthObject::Kind::Pin; });
    add("OTP", [](JsonFields& inner) {
        return inner.optionalText("type", longestId) == QLatin1String("offline") ? AuthObject::Kind::Generated
                                                                                 : AuthObject::Kind::Code;
    });
    info.expression = needed.join(QLatin1String(" AND "));
}

CredentialInfo infoFrom(JsonFields& fields, const QString& id)
{
    CredentialInfo info;
    info.id = id.isEmpty() ? fields.text("credentialID", longestId) : id;
    info.description = fields.optionalText("description", longestText);
    fields.nested("key", [&](JsonFields& key) {
        info.keyEnabled = key.text("status", longestId) == QLatin1String("enabled");
        info.keyAlgorithms = textsOf(key, "algo", 100);
    });
    fields.nested("cert", [&](JsonFields& certificate) {
        info.certificateStatus = statusOf(certificate.optionalText("status", longestId));
        info.chain = bytesList(certificate, "certificates", mostCertificates, largestCertificate);
    });
    if (fields.has("auth")) {
        fields.nested("auth", [&](JsonFields& auth) {
            info.explicitMode = auth.text("mode", longestId) == QLatin1String("explicit");
            info.expression = auth.optionalText("expression", longestText);
            if (auth.has("objects"))
                auth.each(
                    "objects", 16, [&](JsonFields& object) { info.objects.append(objectFrom(object)); });
        });
    } else {
        readOldAuth(fields, info);
    }
    info.locked = fields.has("locked") && fields.boolean("locked");
    info.multisign = int(fields.looseInteger("multisign", 1, domain::Credential::unlimited));
    return info;
}

} // namespace

Result<CredentialPage> decodeCredentialList(const QByteArray& body)
{
    return decoded<CredentialPage>(body, [](JsonFields& fields) {
        CredentialPage page;
        page.ids = textsOf(fields, "credentialIDs", mostCredentials);
        if (fields.has("credentialInfos"))
            fields.each("credentialInfos", mostCredentials,
                [&](JsonFields& entry) { page.infos.append(infoFrom(entry, {})); });
        page.nextPage = fields.optionalText("nextPageToken", longestText);
        return page;
    });
}

Result<CredentialInfo> decodeCredentialInfo(const QByteArray& body, const QString& credentialId)
{
    return decoded<CredentialInfo>(body, [&](JsonFields& fields) { return infoFrom(fields, credentialId); });
}

} // namespace peraku::wire::csc
