#include "vault.h"

#include <hsm/module.h>

namespace peraku::pki {

using domain::fail;
using domain::Result;

namespace {

class HsmKeys : public KeyProvider {
public:
    explicit HsmKeys(hsm::Token token)
        : m_token(std::move(token))
    {
    }
    Result<PrivateKey> find(const QString& label) override { return m_token.find(label); }
    Result<PrivateKey> generate(const QString& label, KeyAlgorithm algorithm) override
    {
        return m_token.generate(label, algorithm);
    }
    hsm::Token* token() override { return &m_token; }

private:
    hsm::Token m_token;
};

} // namespace

Result<Vault> openHsmVault(const HsmAccess& access)
{
    auto module = hsm::Module::load(access.module);
    if (!module)
        return fail(module.error());
    auto token = module->open(access.token, access.pin);
    if (!token)
        return fail(token.error());
    return Vault(std::make_unique<HsmKeys>(std::move(*token)));
}

} // namespace peraku::pki
