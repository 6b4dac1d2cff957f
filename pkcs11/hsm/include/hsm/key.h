#pragma once

#include <memory>

// OpenSSL's key type, named here so that those who only pass keys on need none of its headers.
using EVP_PKEY = struct evp_pkey_st;

namespace peraku::hsm {

/** A key pair whose private half may live in an HSM: usable with EVP_DigestSign from any thread, never
 * exportable from there. It keeps its token logged in and its module loaded; an EVP_PKEY_up_ref that outlives
 * every copy of the pointer does not. */
using PrivateKey = std::shared_ptr<EVP_PKEY>;

enum class KeyAlgorithm { Rsa2048, Rsa3072, P256, P384 };

} // namespace peraku::hsm
