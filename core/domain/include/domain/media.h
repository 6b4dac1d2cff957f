#pragma once

#include <domain/ports.h>

#include <QDateTime>
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
    /** The processes that take no token any more, whatever `processNo` asked for; ascending. */
    QList<int> roamingOnlyProcesses = {};
    /** The treasury could not be asked: this is what it said last; never travels. */
    bool remembered = false;
    bool operator==(const MediaGrants&) const = default;

    const MediumGrant* find(SigningMedium medium) const;
};

/** A phone that shows one-time codes to its officer. */
struct Phone {
    QString id; ///< 16 lower-case hex digits.
    QString name; ///< Given by the officer, at most 40 characters.
    QDateTime enrolledAt; ///< UTC
    QDateTime lastSeen; ///< UTC; to the minute.
    bool operator==(const Phone&) const = default;
};

/** How one-time codes reach an officer; without a phone they go by e-mail, whatever the channel says. */
struct SigningProfile {
    OtpChannel channel = OtpChannel::Email;
    QString maskedEmail; ///< Empty without an address.
    QList<Phone> phones; ///< Oldest first.
    bool operator==(const SigningProfile&) const = default;
};

/** Where the code went that a new phone asks for, and until when it is good. */
struct EnrolmentCode {
    QString maskedEmail;
    QDateTime expiresAt; ///< UTC
    bool operator==(const EnrolmentCode&) const = default;
};

/** "a***n@example.my": enough to recognise the own address by. */
QString maskedEmail(const QString& address);

namespace limits {
inline constexpr qsizetype phoneName = 40;
inline constexpr qsizetype phones = 5; ///< Of one officer.
inline constexpr int processNo = 50; ///< Rows of the process catalogue.
} // namespace limits

} // namespace peraku::domain
