#pragma once

#include <domain/result.h>

#include <QString>

#include <memory>

// OpenSSL's key type, named here so that those who only pass keys on need none of its headers.
using EVP_PKEY = struct evp_pkey_st;

namespace peraku::pki {

/** A key pair whose private half may live in an HSM: usable with EVP_DigestSign, never exportable from there.
 */
using PrivateKey = std::shared_ptr<EVP_PKEY>;

enum class KeyAlgorithm { Rsa2048, Rsa3072, P256, P384 };

/** Where an authority's keys live. Keys must not be used after their provider is gone; both calls may come
 * from several threads. */
class KeyProvider {
public:
    virtual ~KeyProvider() = default;
    /** The key of that label; KeyMissing if there is none. */
    virtual domain::Result<PrivateKey> find(const QString& label) = 0;
    /** A new key pair under that label; InvalidInput if the label is taken. */
    virtual domain::Result<PrivateKey> generate(const QString& label, KeyAlgorithm algorithm) = 0;
};

} // namespace peraku::pki
