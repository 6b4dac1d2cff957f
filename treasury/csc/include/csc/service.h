#pragma once

#include <domain/ports.h>
#include <hsm/module.h>
#include <treasury/ports.h>
#include <treasury/roaming.h>

#include <memory>

namespace peraku::csc {

/** What an operator may set; the defaults are those of the reference treasury. */
struct ServiceOptions {
    int scryptLogN = 15; ///< Cost of the PIN's hash: N = 2^15, r = 8, p = 1 (32 MiB).
    int lockAfterFailures = 5; ///< Wrong PINs and codes since the last good signature.
    int multisign = 100; ///< Signatures under one authorisation.
    int intentSeconds = 15 * 60;
    int emailCodeSeconds = 300;
    int appCodeSeconds = 120;
    int resendSeconds = 30; ///< Between two codes that were not used for a good authorisation.
    int challengesPerHour = 10; ///< Likewise.
    int pinChangesPerDay = 5; ///< Refused tries to change the PIN of one credential.
    int authorisationsPerMinute = 10; ///< Evaluated ones, of one credential.
    int sadSeconds = 5 * 60;
    int transactionSeconds = 15 * 60; ///< credentials/extendTransaction goes no further than this.
    int resultSeconds = 60 * 60; ///< What was made in the background is kept so long.
    int workers = 2; ///< Threads of the background work.
    int busyAt = 4; ///< With so many authorisations at once, the next is answered with a handle.
};

/** What the service takes from outside; all of it outlives the service and may be called from several
 * threads. */
struct ServicePorts {
    domain::Clock& clock;
    domain::Rng& rng;
    hsm::Token token; ///< Holds the officers' keys and the pepper.
    treasury::CodeCourier& courier;
    treasury::PkiEndpoints& pki; ///< For signatures/timestamp.
    treasury::TrustProvider& trust; ///< Chains, and whether a certificate still holds.
};

/**
 * The roaming signing service: CSC API v2 in explicit mode, "PIN AND OTP", over keys that an HSM generated. A
 * code is good for one signing intent, which the officer's desk posts first and of which the service
 * recomputes every hash. Thread-safe; what counts against an officer is durable before anything is answered.
 */
class Service final : public treasury::RoamingEndpoints, public treasury::RoamingAdministration {
public:
    /** Makes the file (SQLite, mode 0600) if there is none. StorageFailed, StorageTooNew, StorageCorrupt, and
     * the errors of the token. */
    static domain::Result<std::unique_ptr<Service>> open(
        const QString& databasePath, const ServiceOptions& options, ServicePorts ports);
    /** Finishes the background work. */
    ~Service() override;

    treasury::RoamingReply handle(treasury::RoamingCall call) override;

    /** A key under an id of its own. */
    domain::Result<treasury::RoamingCredential> prepare(
        const domain::Ic& officer, domain::KeyKind kind, const secret::SecureBuffer& pin);
    domain::Result<treasury::RoamingCredential> prepareWithHash(const QString& id, const domain::Ic& officer,
        domain::KeyKind kind, const QByteArray& pinHash) override;
    domain::Result<domain::Done> activate(const QString& id, const QByteArray& certificateDer) override;
    domain::Result<QList<treasury::RoamingCredential>> credentialsOf(const domain::Ic& officer) override;
    domain::Result<domain::Done> changePin(const QString& id, const domain::Ic& officer,
        const secret::SecureBuffer& current, const secret::SecureBuffer& replacement,
        const QString& key) override;
    domain::Result<int> refusedPins(const QString& id) override;
    domain::Result<domain::Done> unblock(const QString& id, const secret::SecureBuffer& pin) override;
    domain::Result<QByteArray> hashPin(const domain::Ic& officer, const secret::SecureBuffer& pin) override;
    domain::Result<domain::Done> unblockWithHash(const QString& id, const QByteArray& pinHash) override;
    domain::Result<domain::Done> suspend(const QString& id) override;
    domain::Result<domain::Done> resume(const QString& id) override;
    domain::Result<domain::Done> end(const QString& id) override;
    domain::Result<domain::Done> discard(const QString& id) override;
    domain::Result<QString> nonceOf(const QByteArray& hash, const domain::Ic& officer) override;

    /** Of every officer, oldest first. */
    domain::Result<QList<treasury::RoamingCredential>> allCredentials();
    /** Drops what lapsed: intents, codes, authorisations, results. The record of events stays. */
    domain::Result<domain::Done> expire();

    struct Core;

private:
    explicit Service(std::unique_ptr<Core> core);
    std::unique_ptr<Core> m_core;
};

} // namespace peraku::csc
