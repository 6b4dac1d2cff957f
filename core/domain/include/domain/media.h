#pragma once

#include <domain/ports.h>

#include <QList>
#include <QString>

#include <optional>

namespace peraku::domain {

/** Whether the treasury accepts one medium from one officer for one process, with its reason where it does
 * not. */
struct MediumGrant {
    SigningMedium medium = SigningMedium::Token;
    bool held = false; ///< The officer has a certificate on it.
    bool allowed = false;
    std::optional<Error> reason = std::nullopt; ///< MediumSwitchedOff, MediumUnsupported.
    bool operator==(const MediumGrant&) const = default;
};

/** The treasury's answer to "which medium does this officer use?" (G1, G14). */
struct MediaGrants {
    Ic officer;
    int processNo = 0; ///< 0 = whatever the process.
    QList<MediumGrant> grants; ///< One for each SigningMedium.
    SigningMedium preferred = SigningMedium::Token;
    OtpChannel channel = OtpChannel::Email;
    QString maskedEmail;
    bool operator==(const MediaGrants&) const = default;

    const MediumGrant* find(SigningMedium medium) const;
};

} // namespace peraku::domain
