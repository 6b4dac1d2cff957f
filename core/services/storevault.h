#pragma once

#include "vault.h"

#include <domain/ports.h>

namespace peraku::services {

struct StoreVaultOptions {
    QString directory; ///< Every officer's files stand here.
    domain::Clock& clock;
    domain::Rng& rng;
    domain::Executor& workers; ///< scrypt
    domain::Executor& workWriter;
    domain::Executor& cacheWriter;
    domain::Executor& cacheReader;
};

/** Vaults over the store library: the services' one door to it. */
std::unique_ptr<VaultKeeper> makeStoreVaults(const StoreVaultOptions& options);

} // namespace peraku::services
