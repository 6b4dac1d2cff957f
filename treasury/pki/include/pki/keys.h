#pragma once

#include <domain/result.h>
#include <hsm/key.h>

#include <QString>

namespace peraku::hsm {
class Token;
}

namespace peraku::pki {

using hsm::KeyAlgorithm;
using hsm::PrivateKey;

/** Where an authority's keys live. Keys must not be used after their provider is gone; both calls may come
 * from several threads. */
class KeyProvider {
public:
    virtual ~KeyProvider() = default;
    /** The key of that label; KeyMissing if there is none. */
    virtual domain::Result<PrivateKey> find(const QString& label) = 0;
    /** A new key pair under that label; InvalidInput if the label is taken. */
    virtual domain::Result<PrivateKey> generate(const QString& label, KeyAlgorithm algorithm) = 0;
    /** The HSM's token for officers' keys; null where keys are elsewhere. */
    virtual hsm::Token* token() { return nullptr; }
};

} // namespace peraku::pki
