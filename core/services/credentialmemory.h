#pragma once

#include <domain/ports.h>

namespace peraku::services {

/** Which credentials signed last on this computer, by token serial and certificate. Several officers may
 * share a computer, so the latest few are kept. */
class CredentialMemory {
public:
    /** Null = forgotten with this object. */
    explicit CredentialMemory(domain::Preferences* preferences);
    void signedWith(const QString& credentialId);
    /** What can sign comes first, and of that what signed last. */
    void arrange(domain::MediumInventory& inventory) const;

private:
    domain::Preferences* m_preferences;
    QStringList m_latest; ///< Ids, the latest first.
};

} // namespace peraku::services
