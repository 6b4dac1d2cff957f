#include "credentialmemory.h"

#include <algorithm>

namespace peraku::services {

using domain::Credential;

namespace {
const QString key = QStringLiteral("signing/latestCredentials");
constexpr qsizetype kept = 10;
} // namespace

CredentialMemory::CredentialMemory(domain::Preferences* preferences)
    : m_preferences(preferences)
    , m_latest(preferences ? preferences->recall(key) : QStringList())
{
}

void CredentialMemory::signedWith(const QString& credentialId)
{
    if (m_latest.value(0) == credentialId)
        return;
    m_latest.removeAll(credentialId);
    m_latest.prepend(credentialId);
    m_latest = m_latest.mid(0, kept);
    if (m_preferences)
        m_preferences->remember(key, m_latest);
}

void CredentialMemory::arrange(domain::MediumInventory& inventory) const
{
    const auto rank = [this](const Credential& credential) {
        const auto place = m_latest.indexOf(credential.id);
        return (credential.unusable ? 2 * kept : 0) + (place < 0 ? kept : place);
    };
    auto& credentials = inventory.credentials;
    std::stable_sort(credentials.begin(), credentials.end(),
        [&](const Credential& a, const Credential& b) { return rank(a) < rank(b); });
    const bool known = !credentials.isEmpty() && rank(credentials.first()) < kept;
    inventory.preferred = known ? credentials.first().id : QString();
}

} // namespace peraku::services
