#pragma once

#include <domain/ports.h>
#include <domain/process.h>
#include <domain/result.h>
#include <treasury/config.h>
#include <treasury/mediapolicy.h>
#include <treasury/ports.h>
#include <treasury/request.h>
#include <treasury/roaming.h>

#include <QString>

#include <memory>
#include <optional>

namespace peraku::treasury {

class VoucherPrinter;

/** What the treasury takes from outside; all of it outlives the treasury and may be called from several
 * threads. */
struct Ports {
    domain::Clock& clock;
    domain::Rng& rng;
    SignatureVerifier& verifier;
    PkiEndpoints& pki;
    TreasurySeal* seal = nullptr; ///< Null = evidence is not sealed, its end point answers 404.
    VoucherPrinter* printer = nullptr; ///< Null = there are no print forms, their end point answers 404.
    CertificateAdministration* certificates = nullptr; ///< Null = requests change no certificate.
};

/**
 * The treasury: authoritative over vouchers, officers and signatures. No sockets, no threads of its own;
 * handle() may be called from any number of threads. Mutations go one at a time through the one read-write
 * connection, each in one transaction {state, feed position, idempotency record, audit row}, durable before
 * handle() returns a 2xx.
 */
class Treasury {
public:
    /** Opens an existing database (Admin::open makes one). StorageFailed, StorageTooNew, StorageCorrupt;
     * InvalidInput without reference data. */
    static domain::Result<std::unique_ptr<Treasury>> open(
        const QString& databasePath, const Config& config, Ports ports);
    ~Treasury();

    /** Offers the roaming service under /csc/v2 and /v1/signing-intents; without one they answer 501, and the
     * list of credentials is empty. Once, before the first handle(); outlives the treasury. */
    void attach(RoamingEndpoints& roaming);
    /** From now on this tells which certificates are roaming ones, and requests make, unblock and end them;
     * before any request. It outlives the treasury. */
    void attachCredentials(RoamingAdministration& credentials);
    /** Brings one-time codes to officers by their profile. Thread-safe; lives as long as the treasury. */
    CodeCourier& courier();

    /** Never fails: whatever goes wrong is an answer with a problem document (RFC 9457). */
    Response handle(const Request& request);

    /** The answer to a request of which only the header has come, where its access token opens nothing;
     * nullopt where the body is worth reading, which handle() judges anew. */
    std::optional<Response> refuseUnread(const Request& header);

    /** The media policy from now on, audited: the next look-up and the next decision follow it. */
    domain::Result<domain::Done> setMediaPolicy(const MediaPolicy& policy);

    /** Pays the posted payment vouchers whose time has come; the number that were paid. */
    domain::Result<int> payDue(int atMost = 500);
    /**
     * Hands the mail that is due to `mailer`; the number delivered. What fails for now is put off, what is
     * refused for good or too long is given up and audited; one recipient never holds up another. An error of
     * the mail host ends the round.
     */
    domain::Result<int> deliverMail(Mailer& mailer);
    /** Hands waiting codes to `mailer`, what fails again and again until its code ends; the last error. From
     * the thread of deliverMail(). */
    domain::Result<domain::Done> deliverCodes(Mailer& mailer);
    /** Adds the timestamps that desks could not get when they signed; the number of signatures that have one
     * now. */
    domain::Result<int> completeTimestamps(int atMost = 50);
    /** Drops what lapsed: sessions, idempotency records, uploads that no voucher names. */
    domain::Result<domain::Done> expire();

private:
    struct Private;
    explicit Treasury(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace peraku::treasury
