#include "command.h"

#include <hsm/module.h>

#include <algorithm>
#include <iterator>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;

namespace {

domain::Result<hsm::Token> openToken(const Command& command)
{
    const auto access = hsmAccess(command);
    if (!access)
        return fail(access.error());
    auto module = hsm::Module::load(access->module);
    if (!module)
        return fail(module.error());
    return module->open(access->token, access->pin);
}

std::optional<hsm::KeyAlgorithm> algorithmOf(const QString& name)
{
    static constexpr std::pair<const char*, hsm::KeyAlgorithm> known[] = { { "", hsm::KeyAlgorithm::P256 },
        { "p256", hsm::KeyAlgorithm::P256 }, { "p384", hsm::KeyAlgorithm::P384 },
        { "rsa2048", hsm::KeyAlgorithm::Rsa2048 }, { "rsa3072", hsm::KeyAlgorithm::Rsa3072 } };
    const auto* found = std::find_if(std::begin(known), std::end(known),
        [&](const auto& each) { return name == QLatin1String(each.first); });
    return found == std::end(known) ? std::nullopt : std::optional(found->second);
}

} // namespace

int initToken(Command& command)
{
    const auto soPin = readPin(command, "so-pin");
    if (!soPin)
        return complain(soPin.error());
    const auto access = hsmAccess(command);
    if (!access)
        return complain(access.error());
    auto module = hsm::Module::load(access->module);
    if (!module)
        return complain(module.error());
    const auto made = module->initialise(access->token, *soPin, access->pin);
    return made ? ExitOk : complain(made.error());
}

int generateTokenKey(Command& command)
{
    const auto algorithm = algorithmOf(command.value("algorithm"));
    if (!algorithm)
        return complain(QStringLiteral("--algorithm wants p256, p384, rsa2048 or rsa3072"), ExitUsage);
    auto token = openToken(command);
    if (!token)
        return complain(token.error());
    const auto key = token->generate(command.value("label"), *algorithm);
    if (!key)
        return complain(key.error());
    const auto der = pki::publicKeyDer(*key);
    if (!der)
        return complain(der.error());
    const auto written = writeFile(command.value("out"), *der);
    return written ? ExitOk : complain(written.error());
}

int putTokenCertificate(Command& command)
{
    const auto der = readDer(command.value("file"));
    if (!der)
        return complain(der.error());
    auto token = openToken(command);
    if (!token)
        return complain(token.error());
    const auto put = token->putCertificate(command.value("label"), *der);
    return put ? ExitOk : complain(put.error());
}

} // namespace peraku::treasury
