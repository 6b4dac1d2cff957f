#pragma once

#include "pins.h"
#include "refusal.h"
#include "rows.h"
#include "workqueue.h"

#include <csc/service.h>
#include <signing/truststore.h>

#include <atomic>
#include <map>

namespace peraku::csc {

/** The officers' private keys, each looked up once. Thread-safe. */
class Keys {
public:
    explicit Keys(hsm::Token token)
        : m_token(std::move(token))
    {
    }
    Result<hsm::PrivateKey> find(const QString& label);
    Result<hsm::PrivateKey> generate(const QString& label, domain::KeyKind kind);
    /** Done also where there is no such key any more. */
    Result<Done> destroy(const QString& label);

private:
    hsm::Token m_token;
    std::mutex m_mutex;
    std::map<QString, hsm::PrivateKey> m_known;
};

/** What certificates are judged by now. Thread-safe. */
class Judge {
public:
    explicit Judge(treasury::TrustProvider& trust)
        : m_trust(&trust)
    {
    }
    /** Whether a signature by it would hold now; the first thing that is wrong otherwise. */
    Result<Done> check(const QByteArray& certificate, const QDateTime& now);
    /** The certificate and the authorities above it, root last; DER. */
    Result<QList<QByteArray>> chain(const QByteArray& certificate);

private:
    Result<std::shared_ptr<const signing::TrustStore>> store();
    treasury::TrustProvider* m_trust;
    std::mutex m_mutex;
    QByteArray m_version;
    std::shared_ptr<const signing::TrustStore> m_store;
};

/** What every method works with. */
struct Service::Core {
    ServiceOptions options;
    ServicePorts ports;
    std::unique_ptr<Store> store;
    PinKeeper pins;
    Keys keys;
    Judge judge;
    std::atomic<int> evaluating { 0 }; ///< Authorisations that are being worked on.
    WorkQueue queue; ///< Goes first, so that its work finds the rest.

    Core(const ServiceOptions& withOptions, ServicePorts withPorts, std::unique_ptr<Store> withStore);

    Credentials credentials(Session& session) const { return { session, options.lockAfterFailures }; }
    /** The officer's own credential; anyone else's is unknown. */
    Outcome<CredentialRow> credential(Session& session, const QString& id, const domain::Ic& officer) const;
    /** As credential(), and it can sign now. */
    Outcome<CredentialRow> usable(const QString& id, const domain::Ic& officer, const QDateTime& now);
    Outcome<Done> checkState(const CredentialRow& row) const;
};
using Core = Service::Core;

/** SHA-256 of a SAD or of anything else that is looked up by its hash. */
QByteArray hashOf(const secret::SecureBuffer& secret);

} // namespace peraku::csc
