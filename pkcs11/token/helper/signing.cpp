#include "module.h"

#include <QCryptographicHash>

namespace peraku::token {

namespace {

constexpr CK_ULONG maxObjects = 100;
constexpr CK_ULONG maxAttribute = 64 * 1024;

tl::unexpected<Failure> failed(CK_RV code, const char* function)
{
    return tl::unexpected<Failure>(Failure { code, QLatin1String(function) });
}

struct Method {
    CK_MECHANISM mechanism {};
    CK_RSA_PKCS_PSS_PARAMS pss {};
};

bool choose(const SignOrder& order, Method& method)
{
    const bool longDigest = order.digestBits == 384;
    if (order.digestBits != 256 && !longDigest)
        return false;
    switch (order.scheme) {
    case domain::SignatureScheme::RsaPkcs1:
        method.mechanism = { CKM_RSA_PKCS, nullptr, 0 };
        return true;
    case domain::SignatureScheme::RsaPss:
        method.pss = { longDigest ? CKM_SHA384 : CKM_SHA256, longDigest ? CKG_MGF1_SHA384 : CKG_MGF1_SHA256,
            CK_ULONG(order.digestBits / 8) };
        method.mechanism = { CKM_RSA_PKCS_PSS, &method.pss, sizeof method.pss };
        return true;
    case domain::SignatureScheme::Ecdsa:
        method.mechanism = { CKM_ECDSA, nullptr, 0 };
        return true;
    }
    return false;
}

Called<QByteArray> signOne(CK_FUNCTION_LIST* functions, Session& session, CK_OBJECT_HANDLE key,
    Method& method, const SignOrder& order, const QByteArray& digest, bool alwaysAuthenticate,
    const secret::SecureBuffer* pin)
{
    if (digest.size() != order.digestBits / 8)
        return failed(CKR_DATA_LEN_RANGE, "digest");
    QByteArray data = order.scheme == domain::SignatureScheme::RsaPkcs1 ? digestInfo(digest) : digest;
    if (const CK_RV code = functions->C_SignInit(session.handle(), &method.mechanism, key); code != CKR_OK)
        return failed(code, "C_SignInit");
    if (alwaysAuthenticate) {
        // Usual for nonRepudiation keys: the token wants the PIN for this very operation.
        if (const auto again = session.logIn(pin, CKU_CONTEXT_SPECIFIC); !again)
            return tl::unexpected(again.error());
    }
    QByteArray signature(1024, '\0');
    auto size = CK_ULONG(signature.size());
    const CK_RV code = functions->C_Sign(session.handle(), reinterpret_cast<unsigned char*>(data.data()),
        CK_ULONG(data.size()), reinterpret_cast<unsigned char*>(signature.data()), &size);
    if (code != CKR_OK)
        return failed(code, "C_Sign");
    signature.resize(qsizetype(size));
    return order.scheme == domain::SignatureScheme::Ecdsa ? ecdsaToDer(signature) : signature;
}

} // namespace

Called<QList<CK_OBJECT_HANDLE>> findObjects(
    CK_FUNCTION_LIST* functions, CK_SESSION_HANDLE session, QList<CK_ATTRIBUTE> attributes)
{
    if (const CK_RV code
        = functions->C_FindObjectsInit(session, attributes.data(), CK_ULONG(attributes.size()));
        code != CKR_OK)
        return failed(code, "C_FindObjectsInit");
    QList<CK_OBJECT_HANDLE> found(qsizetype(maxObjects), 0);
    CK_ULONG count = 0;
    const CK_RV code = functions->C_FindObjects(session, found.data(), maxObjects, &count);
    functions->C_FindObjectsFinal(session);
    if (code != CKR_OK)
        return failed(code, "C_FindObjects");
    found.resize(qsizetype(count));
    return found;
}

QByteArray attribute(
    CK_FUNCTION_LIST* functions, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type)
{
    CK_ATTRIBUTE wanted { type, nullptr, 0 };
    if (functions->C_GetAttributeValue(session, object, &wanted, 1) != CKR_OK
        || wanted.ulValueLen == CK_ULONG(-1) || wanted.ulValueLen > maxAttribute)
        return {};
    QByteArray value(qsizetype(wanted.ulValueLen), '\0');
    wanted.pValue = value.data();
    if (functions->C_GetAttributeValue(session, object, &wanted, 1) != CKR_OK)
        return {};
    return value;
}

QByteArray digestInfo(const QByteArray& digest)
{
    if (digest.size() == 32)
        return QByteArray::fromHex("3031300d060960864801650304020105000420") + digest;
    if (digest.size() == 48)
        return QByteArray::fromHex("3041300d060960864801650304020205000430") + digest;
    return {};
}

QByteArray ecdsaToDer(const QByteArray& rs)
{
    if (rs.isEmpty() || rs.size() % 2 != 0 || rs.size() > 132)
        return {};
    const auto integer = [](QByteArray magnitude) {
        qsizetype zeros = 0;
        while (zeros + 1 < magnitude.size() && magnitude.at(zeros) == 0)
            ++zeros;
        magnitude.remove(0, zeros);
        if (static_cast<unsigned char>(magnitude.at(0)) & 0x80U)
            magnitude.prepend('\0');
        return QByteArray(1, '\x02') + QByteArray(1, char(magnitude.size())) + magnitude;
    };
    const QByteArray body = integer(rs.left(rs.size() / 2)) + integer(rs.mid(rs.size() / 2));
    QByteArray der(1, '\x30');
    if (body.size() >= 128)
        der.append('\x81');
    der.append(char(body.size()));
    return der + body;
}

Called<QList<QByteArray>> Module::sign(const SignOrder& order, const secret::SecureBuffer& pin)
{
    Method method;
    if (!choose(order, method))
        return failed(CKR_MECHANISM_INVALID, "mechanism");
    const auto known = slotIds(true);
    if (!known)
        return tl::unexpected(known.error());
    for (const auto slot : *known) {
        CK_TOKEN_INFO token {};
        if (m_functions->C_GetTokenInfo(slot, &token) != CKR_OK
            || QString::fromUtf8(reinterpret_cast<const char*>(token.serialNumber), sizeof token.serialNumber)
                    .trimmed()
                != order.tokenSerial)
            continue;
        auto session = Session::open(m_functions, slot);
        if (!session)
            return tl::unexpected(session.error());
        CK_OBJECT_CLASS certificateClass = CKO_CERTIFICATE;
        const auto certificates = findObjects(
            m_functions, session->handle(), { { CKA_CLASS, &certificateClass, sizeof certificateClass } });
        if (!certificates)
            return tl::unexpected(certificates.error());
        QByteArray id;
        bool found = false;
        for (const auto object : *certificates) {
            const auto der = attribute(m_functions, session->handle(), object, CKA_VALUE);
            if (QCryptographicHash::hash(der, QCryptographicHash::Sha256) == order.certificateSha256) {
                id = attribute(m_functions, session->handle(), object, CKA_ID);
                found = true;
            }
        }
        if (!found)
            continue; // Another certificate of the same token label, or it was renewed meanwhile.
        const bool pinPad = (token.flags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0;
        const auto* given = pinPad ? nullptr : &pin;
        if (const auto in = session->logIn(given); !in)
            return tl::unexpected(in.error());
        CK_OBJECT_CLASS keyClass = CKO_PRIVATE_KEY;
        const auto keys = findObjects(m_functions, session->handle(),
            { { CKA_CLASS, &keyClass, sizeof keyClass }, { CKA_ID, id.data(), CK_ULONG(id.size()) } });
        if (!keys)
            return tl::unexpected(keys.error());
        if (keys->isEmpty())
            return failed(0, "key-missing");
        const auto always = attribute(m_functions, session->handle(), keys->first(), CKA_ALWAYS_AUTHENTICATE);
        const bool alwaysAuthenticate = !always.isEmpty() && always.at(0) != 0;
        QList<QByteArray> signatures;
        for (const auto& digest : order.digests) {
            auto signature = signOne(
                m_functions, *session, keys->first(), method, order, digest, alwaysAuthenticate, given);
            if (!signature)
                return tl::unexpected(signature.error());
            signatures.append(*signature);
        }
        return signatures;
    }
    return failed(0, "token-missing");
}

} // namespace peraku::token
