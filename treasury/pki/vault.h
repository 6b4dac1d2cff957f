#pragma once

#include <pki/keys.h>
#include <pki/setup.h>

namespace peraku::pki {

/** Where this treasury's authority keys live, opened; goes after all who use its keys. */
using Vault = std::unique_ptr<KeyProvider>;

/** Encrypted files of the folder; makes their passphrase if there is none yet. */
domain::Result<Vault> makeFileVault(const DataFolder& folder, domain::Rng& rng);
domain::Result<Vault> openFileVault(const DataFolder& folder);
/** The HSM's token. */
domain::Result<Vault> openHsmVault(const HsmAccess& access);

} // namespace peraku::pki
