#include "cryptoki.h"
#include "module.h"

#include <QCryptographicHash>

namespace peraku::token {

namespace {

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

/** Nullopt where the token holds another certificate, or a renewed one. */
Called<std::optional<QByteArray>> Module::keyIdOf(const Objects& objects, const QByteArray& certificateSha256)
{
    const auto certificates = objects.find(CKO_CERTIFICATE);
    if (!certificates)
        return tl::unexpected(certificates.error());
    for (const auto object : *certificates) {
        const auto der = objects.value(object, CKA_VALUE);
        if (!der)
            return tl::unexpected(der.error());
        if (QCryptographicHash::hash(*der, QCryptographicHash::Sha256) != certificateSha256)
            continue;
        const auto id = objects.value(object, CKA_ID);
        if (!id)
            return tl::unexpected(id.error());
        return std::optional(*id);
    }
    return std::optional<QByteArray>();
}

Called<bool> Module::signIn(Session& session, const QByteArray& keyId, const SignOrder& order,
    const secret::SecureBuffer* pin, const Sink& sink)
{
    Method method;
    if (!choose(order, method))
        return failed(CKR_MECHANISM_INVALID, "mechanism");
    if (const auto in = session.logIn(pin); !in)
        return tl::unexpected(in.error());
    const Objects objects(m_functions, session.handle());
    const auto keys = objects.find(CKO_PRIVATE_KEY, &keyId);
    if (!keys)
        return tl::unexpected(keys.error());
    if (keys->isEmpty())
        return failed(0, "key-missing");
    const bool alwaysAuthenticate = objects.isTrue(keys->first(), CKA_ALWAYS_AUTHENTICATE);
    for (const auto& digest : order.digests) {
        const auto signature
            = signOne(m_functions, session, keys->first(), method, order, digest, alwaysAuthenticate, pin);
        if (!signature)
            return tl::unexpected(signature.error());
        if (!sink(*signature))
            break;
    }
    return true;
}

Called<bool> Module::sign(const SignOrder& order, const secret::SecureBuffer& pin, const Sink& sink)
{
    const auto known = slotIds(true);
    if (!known)
        return tl::unexpected(known.error());
    std::optional<Failure> reason;
    for (const auto slot : *known) {
        CK_TOKEN_INFO token {};
        if (const CK_RV code = m_functions->C_GetTokenInfo(slot, &token); code != CKR_OK) {
            reason = Failure { code, QStringLiteral("C_GetTokenInfo") };
            continue;
        }
        if (padded(token.serialNumber) != order.tokenSerial)
            continue;
        auto session = Session::open(m_functions, slot);
        if (!session)
            return tl::unexpected(session.error());
        const auto keyId = keyIdOf(Objects(m_functions, session->handle()), order.certificateSha256);
        if (!keyId)
            return tl::unexpected(keyId.error());
        if (!*keyId)
            continue;
        const bool pinPad = (token.flags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0;
        return signIn(*session, **keyId, order, pinPad ? nullptr : &pin, sink);
    }
    return reason ? Called<bool>(tl::unexpected(*reason)) : failed(0, "token-missing");
}

} // namespace peraku::token
