#include <signing/digest.h>
#include <support/pki.h>

#include <map>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/param_build.h>
#include <stdexcept>

namespace peraku::support {

namespace {

/** The same key in every process, so that what was signed in one can be checked in another. */
EVP_PKEY* curveKey(const char* curve, int number)
{
    using signing::OpensslPtr;
    // 27 bytes are below the order of every curve here.
    const auto seed = signing::sha256(QByteArray(curve) + QByteArray::number(number)).left(27);
    const signing::BignumPtr scalar(BN_bin2bn(signing::uchars(seed), int(seed.size()), nullptr));
    const OpensslPtr<EC_GROUP, EC_GROUP_free> group(EC_GROUP_new_by_curve_name(OBJ_txt2nid(curve)));
    const OpensslPtr<EC_POINT, EC_POINT_free> point(EC_POINT_new(group.get()));
    unsigned char encoded[200];
    EC_POINT_mul(group.get(), point.get(), scalar.get(), nullptr, nullptr, nullptr);
    const auto size = EC_POINT_point2oct(
        group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, encoded, sizeof encoded, nullptr);
    const OpensslPtr<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> build(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(build.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve, 0);
    OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar.get());
    OSSL_PARAM_BLD_push_octet_string(build.get(), OSSL_PKEY_PARAM_PUB_KEY, encoded, size);
    const OpensslPtr<OSSL_PARAM, OSSL_PARAM_free> parameters(OSSL_PARAM_BLD_to_param(build.get()));
    const signing::EvpKeyCtxPtr context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    EVP_PKEY* key = nullptr;
    if (EVP_PKEY_fromdata_init(context.get()) != 1
        || EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEYPAIR, parameters.get()) != 1)
        return nullptr;
    return key;
}

EVP_PKEY* generate(TestKey kind, int number)
{
    switch (kind) {
    case TestKey::Rsa1024:
        return EVP_RSA_gen(1024);
    case TestKey::Rsa2048:
        return EVP_RSA_gen(2048);
    case TestKey::Rsa3072:
        return EVP_RSA_gen(3072);
    case TestKey::P224:
        return curveKey("secp224r1", number);
    case TestKey::P256:
        return curveKey("prime256v1", number);
    case TestKey::P384:
        return curveKey("secp384r1", number);
    case TestKey::Secp256k1:
        return curveKey("secp256k1", number);
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
        key = KeyPtr(generate(kind, number), EVP_PKEY_free);
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
