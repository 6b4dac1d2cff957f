#include "pemkey.h"
#include "vault.h"

#include <pki/filekeys.h>

#include <QDir>
#include <QFile>

namespace peraku::pki {

using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr qsizetype passphraseBytes = 32;

secret::SecureBuffer randomText(domain::Rng& rng)
{
    secret::SecureBuffer raw(passphraseBytes);
    rng.fill(raw.bytes(), passphraseBytes);
    constexpr auto digits = "0123456789abcdef";
    secret::SecureBuffer text(2 * passphraseBytes);
    for (std::size_t i = 0; i < raw.size(); ++i) {
        text.bytes()[2 * i] = static_cast<unsigned char>(digits[raw.bytes()[i] >> 4]);
        text.bytes()[2 * i + 1] = static_cast<unsigned char>(digits[raw.bytes()[i] & 15]);
    }
    return text;
}

} // namespace

Result<Vault> makeFileVault(const DataFolder& folder, domain::Rng& rng)
{
    if (!QDir().mkpath(folder.keyFiles()))
        return fail(ErrorCode::StorageFailed, folder.keyFiles());
    if (!QFile::exists(folder.passphraseFile())) {
        if (auto written = writeSecretFile(folder.passphraseFile(), randomText(rng)); !written)
            return fail(written.error());
    }
    return openFileVault(folder);
}

Result<Vault> openFileVault(const DataFolder& folder)
{
    auto passphrase = readSecretFile(folder.passphraseFile());
    if (!passphrase)
        return fail(passphrase.error());
    return Vault(std::make_unique<FileKeys>(folder.keyFiles(), std::move(*passphrase)));
}

} // namespace peraku::pki
