#pragma once

#include "vault.h"

#include <domain/ports.h>

namespace peraku::store {
struct OfficerFiles;
}

namespace peraku::services {

struct StoreVaultOptions {
    QString directory; ///< Every officer's files stand here.
    domain::Clock& clock;
    domain::Rng& rng;
    domain::Executor& workWriter;
    domain::Executor& cacheWriter;
    domain::Executor& cacheReader;
};

/** A vault over files that are open: the services' one door to the store library. `lock` is let go of when
 * the last of them is closed; it may be null. */
std::shared_ptr<Vault> makeStoreVault(
    store::OfficerFiles files, const StoreVaultOptions& options, std::shared_ptr<void> lock);
/** Finds, makes and locks such files, one folder an officer. */
std::unique_ptr<VaultKeeper> makeStoreVaults(const StoreVaultOptions& options);

} // namespace peraku::services
