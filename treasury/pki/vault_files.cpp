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

class FileVault : public Vault {
public:
    FileVault(const QString& folder, secret::SecureBuffer passphrase)
        : m_keys(folder, std::move(passphrase))
    {
    }
    KeyProvider& keys() override { return m_keys; }

private:
    FileKeys m_keys;
};

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

Result<std::unique_ptr<Vault>> Vault::make(const DataFolder& folder, const QString& module, domain::Rng& rng)
{
    if (!QFile::exists(folder.hsmPin())) {
        if (auto written = writeSecretFile(folder.hsmPin(), randomText(rng)); !written)
            return fail(written.error());
    }
    return open(folder, module);
}

Result<std::unique_ptr<Vault>> Vault::open(const DataFolder& folder, const QString& module)
{
    if (!module.isEmpty())
        return fail(ErrorCode::ModuleNotFound,
            QStringLiteral("this build keeps authority keys in files and loads no module"));
    auto passphrase = readSecretFile(folder.hsmPin());
    if (!passphrase)
        return fail(passphrase.error());
    return std::unique_ptr<Vault>(std::make_unique<FileVault>(folder.hsmTokens(), std::move(*passphrase)));
}

} // namespace peraku::pki
