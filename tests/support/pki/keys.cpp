#include <support/pki.h>

#include <map>
#include <stdexcept>

namespace peraku::support {

namespace {

EVP_PKEY* generate(TestKey kind)
{
    switch (kind) {
    case TestKey::Rsa1024:
        return EVP_RSA_gen(1024);
    case TestKey::Rsa2048:
        return EVP_RSA_gen(2048);
    case TestKey::Rsa3072:
        return EVP_RSA_gen(3072);
    case TestKey::P224:
        return EVP_EC_gen("P-224");
    case TestKey::P256:
        return EVP_EC_gen("P-256");
    case TestKey::P384:
        return EVP_EC_gen("P-384");
    case TestKey::Secp256k1:
        return EVP_EC_gen("secp256k1");
    case TestKey::Ed25519:
        return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    }
    return nullptr;
}

} // namespace

KeyPtr testKey(TestKey kind, int number)
{
    static std::map<std::pair<TestKey, int>, KeyPtr> keys;
    auto& key = keys[{ kind, number }];
    if (!key)
        key = KeyPtr(generate(kind), EVP_PKEY_free);
    if (!key)
        throw std::runtime_error("key cannot be made");
    return key;
}

void CountingRng::fill(void* data, qsizetype size)
{
    auto* bytes = static_cast<unsigned char*>(data);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = m_next++;
}

} // namespace peraku::support
