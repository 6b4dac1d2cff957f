#pragma once

#include "database.h"

#include <domain/media.h>
#include <domain/ports.h>
#include <treasury/ports.h>
#include <treasury/roaming.h>
#include <wire/media.h>

#include <mutex>
#include <optional>
#include <vector>

namespace peraku::treasury {

/**
 * Takes one-time codes to officers: by the app to every phone they enrolled, or by e-mail; who asks again
 * while no phone has fetched the last code is given the next by e-mail. Codes live in wiped memory only and
 * end with their time or with the next code; a restart loses them, and the officer asks anew. Thread-safe.
 */
class Courier : public CodeCourier {
public:
    Courier(Database& database, domain::Clock& clock, domain::Rng& rng);

    domain::Result<CodeDelivery> send(const CodeMessage& message, const secret::SecureBuffer& code) override;
    /** By e-mail whatever the profile says; kept until `expiresAt`, or until a newer code of the same
     * `matter` comes. ServerBusy where too many wait. */
    domain::Result<domain::Done> mail(
        const QString& matter, Mail mail, const secret::SecureBuffer& code, const QDateTime& expiresAt);

    /** What an officer's phones show now, oldest first. */
    std::vector<wire::PhoneMessage> messagesFor(const domain::Ic& officer);
    /** Ends what waits for an officer's phones: the last of them is gone. */
    void forget(const domain::Ic& officer);
    /** Hands the mail that is due to `mailer`, what fails again and again until its code ends; the last error
     * of the mail host, if there was one. One call at a time. */
    domain::Result<domain::Done> deliver(Mailer& mailer);

private:
    struct Letter {
        QString matter;
        Mail mail; ///< Its code points into `code` for the length of a sending only.
        secret::SecureBuffer code;
        QDateTime writtenAt;
        QDateTime expiresAt;
        QDateTime nextAttempt;
        int attempts = 0;
    };
    struct Shown {
        domain::Ic officer;
        wire::PhoneMessage message; ///< Without its code once another came.
        bool seen = false; ///< A phone fetched it.
    };
    /** No phone of the officer fetched what waits for it: off, lost, or without a network. */
    bool isAway(const domain::Ic& officer);
    /** Ends the codes that wait for the officer: the next one comes. */
    void supersede(const domain::Ic& officer);
    std::optional<Letter> takeDue(const QDateTime& round);
    void putBack(Letter letter);
    void dropLapsed(const QDateTime& now);

    Database& m_database;
    domain::Clock& m_clock;
    domain::Rng& m_rng;
    std::mutex m_mutex;
    std::vector<Letter> m_letters;
    std::vector<Shown> m_shown;
};

} // namespace peraku::treasury
