#pragma once

#include <support/softhsm.h>

#include <QByteArray>
#include <QFile>

#include <array>
#include <dlfcn.h>
#include <memory>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <p11-kit/pkcs11.h>

namespace peraku::test {

inline const QByteArray message("what an authority signs");

struct FreeDigest {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Digest = std::unique_ptr<EVP_MD_CTX, FreeDigest>;

/** Empty if the key did not sign. */
inline QByteArray sign(const hsm::PrivateKey& key, bool pss = false)
{
    const Digest context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* parameters = nullptr;
    if (EVP_DigestSignInit(context.get(), &parameters, EVP_sha256(), nullptr, key.get()) != 1
        || (pss && EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) != 1))
        return {};
    const auto* data = reinterpret_cast<const unsigned char*>(message.constData());
    size_t size = 0;
    if (EVP_DigestSign(context.get(), nullptr, &size, data, std::size_t(message.size())) != 1)
        return {};
    QByteArray signature(qsizetype(size), '\0');
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, data,
            std::size_t(message.size()))
        != 1)
        return {};
    signature.resize(qsizetype(size));
    return signature;
}

/** By OpenSSL alone, over the public key as anyone else would have it. */
inline bool verifies(const hsm::PrivateKey& key, const QByteArray& signature, bool pss = false)
{
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key.get(), &der);
    const unsigned char* cursor = der;
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> other(
        d2i_PUBKEY(nullptr, &cursor, size), EVP_PKEY_free);
    OPENSSL_free(der);
    const Digest context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* parameters = nullptr;
    if (EVP_DigestVerifyInit(context.get(), &parameters, EVP_sha256(), nullptr, other.get()) != 1
        || (pss && EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) != 1))
        return false;
    return EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.constData()),
               std::size_t(signature.size()), reinterpret_cast<const unsigned char*>(message.constData()),
               std::size_t(message.size()))
        == 1;
}

/** The list of the module that the library loaded, for what the library itself never asks. */
struct Raw {
    CK_FUNCTION_LIST* functions = nullptr;
    CK_SESSION_HANDLE session = 0;

    explicit Raw(const QByteArray& label)
    {
        auto* library = dlopen(support::SoftHsm::module().toLatin1().constData(), RTLD_NOW | RTLD_NOLOAD);
        reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList"))(&functions);
        CK_ULONG count = 16;
        CK_SLOT_ID slots[16];
        functions->C_GetSlotList(CK_TRUE, slots, &count);
        for (CK_ULONG i = 0; i < count; ++i) {
            CK_TOKEN_INFO token {};
            functions->C_GetTokenInfo(slots[i], &token);
            if (QByteArray(reinterpret_cast<char*>(token.label), 32).trimmed() == label)
                functions->C_OpenSession(
                    slots[i], CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &session);
        }
    }
    ~Raw() { functions->C_CloseSession(session); }
    CK_OBJECT_HANDLE find(CK_OBJECT_CLASS kind)
    {
        CK_ATTRIBUTE wanted { CKA_CLASS, &kind, sizeof kind };
        CK_OBJECT_HANDLE object = 0;
        CK_ULONG count = 0;
        functions->C_FindObjectsInit(session, &wanted, 1);
        functions->C_FindObjects(session, &object, 1, &count);
        functions->C_FindObjectsFinal(session);
        return count == 1 ? object : CK_INVALID_HANDLE;
    }
    /** A P-256 key pair in the token as others may have made it. */
    CK_RV generate(const QByteArray& label, bool pinEachTime)
    {
        CK_BBOOL yes = CK_TRUE;
        CK_BBOOL each = pinEachTime ? CK_TRUE : CK_FALSE;
        auto curve = QByteArray::fromHex("06082a8648ce3d030107");
        const CK_ATTRIBUTE name { CKA_LABEL, const_cast<char*>(label.constData()), CK_ULONG(label.size()) };
        CK_ATTRIBUTE open[] { { CKA_TOKEN, &yes, sizeof yes },
            { CKA_EC_PARAMS, curve.data(), CK_ULONG(curve.size()) }, name };
        CK_ATTRIBUTE hidden[] { { CKA_TOKEN, &yes, sizeof yes }, { CKA_PRIVATE, &yes, sizeof yes },
            { CKA_SIGN, &yes, sizeof yes }, { CKA_ALWAYS_AUTHENTICATE, &each, sizeof each }, name };
        CK_MECHANISM mechanism { CKM_EC_KEY_PAIR_GEN, nullptr, 0 };
        CK_OBJECT_HANDLE pair[2] {};
        return functions->C_GenerateKeyPair(session, &mechanism, open, 3, hidden, 5, &pair[0], &pair[1]);
    }
    CK_RV read(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type, QByteArray& value)
    {
        value.resize(4096);
        CK_ATTRIBUTE wanted { type, value.data(), CK_ULONG(value.size()) };
        const CK_RV code = functions->C_GetAttributeValue(session, object, &wanted, 1);
        if (code == CKR_OK)
            value.resize(qsizetype(wanted.ulValueLen));
        return code;
    }
};

/** How often the bytes stand in what malloc gives out. */
inline int copiesOnTheHeap(const secret::SecureBuffer& wanted)
{
    QFile maps(QStringLiteral("/proc/self/maps"));
    QFile memory(QStringLiteral("/proc/self/mem"));
    if (!maps.open(QIODevice::ReadOnly) || !memory.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return -1;
    int copies = 0;
    for (const auto& line : maps.readAll().split('\n')) {
        if (!line.endsWith("[heap]"))
            continue;
        const auto range = line.left(line.indexOf(' ')).split('-');
        const auto begin = range.at(0).toLongLong(nullptr, 16);
        // Read piece by piece into the stack, so that reading makes no copies on the heap.
        std::array<char, 64 * 1024> piece {};
        const auto overlap = qint64(wanted.size()) - 1;
        for (auto at = begin; at < range.at(1).toLongLong(nullptr, 16);
             at += qint64(piece.size()) - overlap) {
            const auto size = memory.seek(at) ? memory.read(piece.data(), qint64(piece.size())) : 0;
            copies += int(QByteArrayView(piece.data(), size)
                              .count(QByteArrayView(wanted.bytes(), qsizetype(wanted.size()))));
        }
    }
    return copies;
}

inline QByteArray selfSigned(const hsm::PrivateKey& key)
{
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
    auto* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(
        name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("Ujian"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 77);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    if (X509_sign(certificate.get(), key.get(), EVP_sha256()) <= 0)
        return {};
    unsigned char* der = nullptr;
    const int size = i2d_X509(certificate.get(), &der);
    QByteArray bytes(reinterpret_cast<char*>(der), size);
    OPENSSL_free(der);
    return bytes;
}

} // namespace peraku::test
