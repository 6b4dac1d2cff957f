#include "vault.h"

#include <hsm/module.h>

#include <optional>

namespace peraku::pki {

using domain::fail;
using domain::Result;

namespace {

class HsmKeys : public KeyProvider {
public:
    HsmKeys(hsm::Token token, std::optional<hsm::Token> roaming)
        : m_token(std::move(token))
        , m_roaming(std::move(roaming))
    {
    }
    Result<PrivateKey> find(const QString& label) override { return m_token.find(label); }
    Result<PrivateKey> generate(const QString& label, KeyAlgorithm algorithm) override
    {
        return m_token.generate(label, algorithm);
    }
    hsm::Token* token() override { return m_roaming ? &*m_roaming : &m_token; }

private:
    hsm::Token m_token;
    std::optional<hsm::Token> m_roaming;
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
    std::optional<hsm::Token> roaming;
    if (!access.roamingToken.isEmpty()) {
        auto other = module->open(access.roamingToken, access.roamingPin);
        if (!other)
            return fail(other.error());
        roaming = std::move(*other);
    }
    return Vault(std::make_unique<HsmKeys>(std::move(*token), std::move(roaming)));
}

} // namespace peraku::pki
