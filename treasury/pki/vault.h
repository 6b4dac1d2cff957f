#pragma once

#include <pki/keys.h>
#include <pki/setup.h>

namespace peraku::pki {

/** Where this treasury's authority keys live, opened. */
class Vault {
public:
    virtual ~Vault() = default;
    /** Makes it under a random PIN if there is none yet, and opens it. */
    static domain::Result<std::unique_ptr<Vault>> make(
        const DataFolder& folder, const QString& module, domain::Rng& rng);
    static domain::Result<std::unique_ptr<Vault>> open(const DataFolder& folder, const QString& module);
    virtual KeyProvider& keys() = 0;
};

} // namespace peraku::pki
