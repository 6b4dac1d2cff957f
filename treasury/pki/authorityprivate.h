#pragma once

#include "certificatebuilder.h"
#include "registerstore.h"
#include "ssl.h"

#include <pki/authority.h>

#include <QMutex>

namespace peraku::pki {

/** A certificate with its key. */
struct Identity {
    PrivateKey key;
    X509Ptr certificate;
    QByteArray der;
};

struct CertificateAuthority::Private {
    AuthorityProfile profile;
    KeyProvider* keys = nullptr;
    domain::Clock* clock = nullptr;
    std::unique_ptr<RegisterStore> store;
    /** Guards the store and the counters below; the identities never change after opening. */
    QMutex mutex;
    Identity root;
    Identity issuing;
    Identity ocsp;
    Identity tsa;
    Identity seal;
    qint64 nextTimestampSerial = 0;
    qint64 timestampSerialsEnd = 0;

    QDateTime now() const;
    /** The rest of these are called with the mutex held. */
    domain::Result<RegisterEntry> issue(CertificateKind kind, CertificateSpec spec, EVP_PKEY* subjectKey,
        const Identity* issuer, const PrivateKey& issuerKey,
        const std::optional<domain::Ic>& ic = std::nullopt);
    domain::Result<domain::Done> establish();
    domain::Result<domain::Done> load();
    /** The treasury's seal, valid from then; its key is made if there is none. */
    domain::Result<domain::Done> makeSeal(const QDateTime& from, int years);
    /** As loadIdentity(), but folders of earlier versions have no seal yet, and a lapsed one is renewed. */
    domain::Result<domain::Done> loadSeal();
    domain::Result<domain::Done> loadIdentity(Identity& identity, const char* keyLabel, CertificateKind kind);
    domain::Result<QByteArray> currentCrl(bool ofRoot);
    domain::Result<RegisterEntry> change(
        const QString& serialHex, CertificateStatus status, RevocationReason reason, const QDateTime& at);
    QList<ExtensionSpec> leafExtensions(const char* policy) const;
    /** A number that no earlier timestamp bears, reserved durably in blocks. */
    domain::Result<qint64> timestampSerial();
};

} // namespace peraku::pki
