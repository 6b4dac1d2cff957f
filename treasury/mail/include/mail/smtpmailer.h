#pragma once

#include <treasury/ports.h>

#include <QUrl>

#include <memory>

namespace peraku::mail {

struct SmtpOptions {
    QUrl server; ///< smtp://host[:port] (STARTTLS) or smtps://host[:port]; ports 587 and 465 where none is
                 ///< given.
    QString user; ///< Empty = no authentication.
    secret::SecureBuffer password;
    QString from; ///< Envelope sender and From address.
    QString caFile; ///< PEM; the only anchors. Empty = the system's.
    bool withoutTls = false; ///< Accepted for a numeric loopback address only.
    int connectMs = 10'000;
    int totalMs = 30'000; ///< One mail, from connecting to its acceptance.
};

/**
 * Submits mail to an SMTP server. Final errors: InvalidInput ("SMTP 550": the server refused sender,
 * recipient or message for good). Everything else is retryable: ServerBusy (4xx), Offline, Timeout, TlsFailed
 * (no STARTTLS, certificate), NotAllowed (log-in refused).
 */
class SmtpMailer : public treasury::Mailer {
public:
    /** InvalidInput names the option that cannot be used. */
    static domain::Result<std::unique_ptr<SmtpMailer>> make(SmtpOptions options, domain::Rng& rng);
    ~SmtpMailer() override;
    domain::Result<domain::Done> send(const treasury::Mail& mail, const QDateTime& at) override;

private:
    struct Private;
    explicit SmtpMailer(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace peraku::mail
