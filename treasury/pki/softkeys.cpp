#include "ssl.h"

#include <pki/softkeys.h>

#include <openssl/ec.h>
#include <openssl/rsa.h>

namespace peraku::pki {

using domain::ErrorCode;
using domain::fail;

domain::Result<PrivateKey> SoftKeys::make(KeyAlgorithm algorithm)
{
    EVP_PKEY* key = nullptr;
    switch (algorithm) {
    case KeyAlgorithm::Rsa2048:
        key = EVP_RSA_gen(2048);
        break;
    case KeyAlgorithm::Rsa3072:
        key = EVP_RSA_gen(3072);
        break;
    case KeyAlgorithm::P256:
        key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
        break;
    case KeyAlgorithm::P384:
        key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-384");
        break;
    }
    if (!key)
        return fail(sslError(ErrorCode::Internal, "key generation"));
    return PrivateKey(key, EVP_PKEY_free);
}

domain::Result<PrivateKey> SoftKeys::find(const QString& label)
{
    const QMutexLocker lock(&m_mutex);
    const auto found = m_keys.constFind(label);
    if (found == m_keys.cend())
        return fail(ErrorCode::KeyMissing, label);
    return *found;
}

domain::Result<PrivateKey> SoftKeys::generate(const QString& label, KeyAlgorithm algorithm)
{
    const QMutexLocker lock(&m_mutex);
    if (m_keys.contains(label))
        return fail(ErrorCode::InvalidInput, QStringLiteral("key label taken: ") + label);
    auto key = make(algorithm);
    if (key)
        m_keys.insert(label, *key);
    return key;
}

} // namespace peraku::pki
