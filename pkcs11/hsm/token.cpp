#include "attributes.h"
#include "state.h"

#include <openssl/rand.h>
#include <openssl/x509.h>

namespace peraku::hsm {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr std::size_t idBytes = 16;

/** What C_GenerateKeyPair wants to know of a kind of key. */
struct Recipe {
    CK_MECHANISM_TYPE mechanism;
    CK_ULONG bits; ///< 0 = a curve.
    QByteArray curve; ///< DER of the curve's OID.
};

Recipe recipeOf(KeyAlgorithm algorithm)
{
    switch (algorithm) {
    case KeyAlgorithm::Rsa2048:
        return { CKM_RSA_PKCS_KEY_PAIR_GEN, 2048, {} };
    case KeyAlgorithm::Rsa3072:
        return { CKM_RSA_PKCS_KEY_PAIR_GEN, 3072, {} };
    case KeyAlgorithm::P256:
        return { CKM_EC_KEY_PAIR_GEN, 0, QByteArray::fromHex("06082a8648ce3d030107") };
    case KeyAlgorithm::P384:
        break;
    }
    return { CKM_EC_KEY_PAIR_GEN, 0, QByteArray::fromHex("06052b81040022") };
}

CK_RV generatePair(CK_FUNCTION_LIST* functions, const Session& session, const QByteArray& label,
    const QByteArray& id, Recipe recipe)
{
    CK_BBOOL yes = CK_TRUE;
    CK_BBOOL no = CK_FALSE;
    const QByteArray exponent = QByteArray::fromHex("010001");
    std::vector<CK_ATTRIBUTE> open { scalar(CKA_TOKEN, yes), scalar(CKA_PRIVATE, no), scalar(CKA_VERIFY, yes),
        bytes(CKA_LABEL, label), bytes(CKA_ID, id) };
    if (recipe.bits > 0) {
        open.push_back(scalar(CKA_MODULUS_BITS, recipe.bits));
        open.push_back(bytes(CKA_PUBLIC_EXPONENT, exponent));
    } else {
        open.push_back(bytes(CKA_EC_PARAMS, recipe.curve));
    }
    std::vector<CK_ATTRIBUTE> hidden { scalar(CKA_TOKEN, yes), scalar(CKA_PRIVATE, yes),
        scalar(CKA_SENSITIVE, yes), scalar(CKA_EXTRACTABLE, no), scalar(CKA_SIGN, yes),
        bytes(CKA_LABEL, label), bytes(CKA_ID, id) };
    CK_MECHANISM mechanism { recipe.mechanism, nullptr, 0 };
    CK_OBJECT_HANDLE publicKey = 0;
    CK_OBJECT_HANDLE privateKey = 0;
    return functions->C_GenerateKeyPair(session.handle(), &mechanism, open.data(), CK_ULONG(open.size()),
        hidden.data(), CK_ULONG(hidden.size()), &publicKey, &privateKey);
}

template <typename T, typename Encode> QByteArray derOf(T* object, Encode encode)
{
    unsigned char* out = nullptr;
    const int size = encode(object, &out);
    if (size <= 0)
        return {};
    QByteArray der(reinterpret_cast<const char*>(out), size);
    OPENSSL_free(out);
    return der;
}

} // namespace

Token::State::~State()
{
    module->functions->C_Logout(session.handle());
}

Result<std::vector<CK_OBJECT_HANDLE>> Token::State::objects(const QString& label) const
{
    CK_OBJECT_CLASS kind = CKO_PRIVATE_KEY;
    const auto name = label.toUtf8();
    return session.find({ scalar(CKA_CLASS, kind), bytes(CKA_LABEL, name) });
}

Result<CK_OBJECT_HANDLE> Token::State::object(const QString& label) const
{
    const auto found = objects(label);
    if (!found)
        return fail(found.error());
    if (found->empty())
        return fail(ErrorCode::KeyMissing, label);
    if (found->size() > 1)
        return fail(ErrorCode::TokenNotUsable, QStringLiteral("several keys are labelled ") + label);
    return found->front();
}

Result<Done> Token::State::enumerate()
{
    // Asking again moves this array, but not the counted objects that EVP_PKEYs point to.
    if (PKCS11_enumerate_keys(slot->token, &keys, &keyCount) != 0) {
        keyCount = 0;
        return fail(libp11Error(ErrorCode::ModuleFailed, "PKCS11_enumerate_keys"));
    }
    return Done {};
}

Result<Done> Token::State::findGuarded()
{
    CK_OBJECT_CLASS kind = CKO_PRIVATE_KEY;
    CK_BBOOL yes = CK_TRUE;
    const auto found
        = session.find({ scalar(CKA_CLASS, kind), scalar(CKA_ALWAYS_AUTHENTICATE, yes) }, keyCount + 1);
    if (!found)
        return fail(found.error());
    for (const auto each : *found) {
        const auto label = session.attribute(each, CKA_LABEL);
        if (!label)
            return fail(label.error());
        guarded.insert(*label);
    }
    return Done {};
}

Result<PKCS11_KEY*> Token::State::listed(const QByteArray& label) const
{
    PKCS11_KEY* found = nullptr;
    for (unsigned i = 0; i < keyCount; ++i) {
        if (keys[i].label != label)
            continue;
        if (found)
            return fail(ErrorCode::TokenNotUsable,
                QStringLiteral("several keys are labelled ") + QString::fromUtf8(label));
        found = &keys[i];
    }
    return found;
}

Result<PKCS11_KEY*> Token::State::key(const QByteArray& label)
{
    if (destroyed.contains(label))
        return fail(ErrorCode::KeyMissing, QString::fromUtf8(label));
    auto known = listed(label);
    if (known && !*known) {
        auto done = enumerate();
        if (done)
            done = findGuarded();
        if (!done)
            return fail(done.error());
        known = listed(label);
    }
    if (known && !*known)
        return fail(ErrorCode::KeyMissing, QString::fromUtf8(label));
    // libp11 would ask for that PIN at the terminal.
    if (guarded.contains(label))
        return fail(ErrorCode::TokenNotUsable,
            QString::fromUtf8(label) + QStringLiteral(" wants the PIN for every signature"));
    return known;
}

Result<PrivateKey> Token::State::find(const std::shared_ptr<State>& self, const QString& label)
{
    const auto key = self->key(label.toUtf8());
    if (!key)
        return fail(key.error());
    auto* handle = PKCS11_get_private_key(*key);
    if (!handle)
        return fail(libp11Error(ErrorCode::KeyMissing, "PKCS11_get_private_key"));
    return PrivateKey(handle, [self](EVP_PKEY* released) {
        const std::lock_guard lock(self->module->mutex);
        EVP_PKEY_free(released);
    });
}

Result<PrivateKey> Token::find(const QString& label)
{
    const std::lock_guard lock(m_state->module->mutex);
    return State::find(m_state, label);
}

Result<PrivateKey> Token::generate(const QString& label, KeyAlgorithm algorithm)
{
    const std::lock_guard lock(m_state->module->mutex);
    const auto taken = m_state->objects(label);
    if (!taken)
        return fail(taken.error());
    if (label.isEmpty() || !taken->empty() || m_state->destroyed.contains(label.toUtf8()))
        return fail(ErrorCode::InvalidInput, QStringLiteral("key label taken: ") + label);
    QByteArray id(idBytes, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(id.data()), int(id.size())) != 1)
        return fail(ErrorCode::Internal, QStringLiteral("no random numbers"));
    const CK_RV code
        = generatePair(m_state->module->functions, m_state->session, label.toUtf8(), id, recipeOf(algorithm));
    if (code != CKR_OK)
        return fail(toError(code, "C_GenerateKeyPair"));
    return State::find(m_state, label);
}

Result<Done> Token::destroy(const QString& label)
{
    const std::lock_guard lock(m_state->module->mutex);
    const auto hidden = m_state->object(label);
    if (!hidden)
        return fail(hidden.error());
    const auto id = m_state->session.attribute(*hidden, CKA_ID);
    if (!id)
        return fail(id.error());
    CK_OBJECT_CLASS kind = CKO_PUBLIC_KEY;
    auto objects = m_state->session.find({ scalar(CKA_CLASS, kind), bytes(CKA_ID, *id) });
    if (!objects)
        return fail(objects.error());
    // The private key last: as long as it is there, what was interrupted can be done again.
    objects->push_back(*hidden);
    for (const auto object : *objects) {
        const CK_RV code = m_state->module->functions->C_DestroyObject(m_state->session.handle(), object);
        if (code != CKR_OK)
            return fail(toError(code, "C_DestroyObject"));
    }
    m_state->destroyed.insert(label.toUtf8());
    return Done {};
}

Result<Done> Token::putCertificate(const QString& label, const QByteArray& der)
{
    const auto* cursor = reinterpret_cast<const unsigned char*>(der.constData());
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        d2i_X509(nullptr, &cursor, long(der.size())), X509_free);
    if (!certificate || reinterpret_cast<const char*>(cursor) != der.cend())
        return fail(ErrorCode::CertificateMalformed);
    const auto subject = derOf(X509_get_subject_name(certificate.get()), i2d_X509_NAME);
    const auto issuer = derOf(X509_get_issuer_name(certificate.get()), i2d_X509_NAME);
    const auto serial = derOf(X509_get0_serialNumber(certificate.get()), i2d_ASN1_INTEGER);
    const std::lock_guard lock(m_state->module->mutex);
    const auto key = m_state->object(label);
    if (!key)
        return fail(key.error());
    const auto id = m_state->session.attribute(*key, CKA_ID);
    if (!id)
        return fail(id.error());
    CK_OBJECT_CLASS kind = CKO_CERTIFICATE;
    CK_CERTIFICATE_TYPE type = CKC_X_509;
    CK_BBOOL yes = CK_TRUE;
    CK_BBOOL no = CK_FALSE;
    const auto name = label.toUtf8();
    // Not private, since a desk shows certificates before it asks for a PIN.
    std::vector<CK_ATTRIBUTE> attributes { scalar(CKA_CLASS, kind), scalar(CKA_CERTIFICATE_TYPE, type),
        scalar(CKA_TOKEN, yes), scalar(CKA_PRIVATE, no), bytes(CKA_LABEL, name), bytes(CKA_ID, *id),
        bytes(CKA_SUBJECT, subject), bytes(CKA_ISSUER, issuer), bytes(CKA_SERIAL_NUMBER, serial),
        bytes(CKA_VALUE, der) };
    CK_OBJECT_HANDLE made = 0;
    const CK_RV code = m_state->module->functions->C_CreateObject(
        m_state->session.handle(), attributes.data(), CK_ULONG(attributes.size()), &made);
    if (code != CKR_OK)
        return fail(toError(code, "C_CreateObject"));
    return Done {};
}

} // namespace peraku::hsm
