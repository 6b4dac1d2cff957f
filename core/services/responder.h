#pragma once

#include "patience.h"
#include "trust.h"

#include <domain/verification.h>
#include <signing/ocsp.h>

#include <QHash>

namespace peraku::services {

/** Asks the authority's OCSP responder about certificates, and remembers its answers for a while. */
class Responder : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 freshSeconds = 15 * 60;

    /** `clock` is the treasury's. */
    Responder(remote::Client& client, Trust& trust, domain::Clock& clock, domain::Rng& rng,
        domain::Scheduler& scheduler, QObject* parent = nullptr);

    /**
     * The report with the responder's word on the signer's certificate in its Revocation line: when it spoke,
     * and a failure where the certificate had ended when the signature was made (its timestamp, else
     * `existedAt`, else now). Without an answer, or for a signer of another authority, the report as it is:
     * the CRL has spoken.
     */
    Async<domain::VerificationReport> confirmed(
        domain::VerificationReport report, const QDateTime& existedAt);

private:
    Async<signing::OcspAnswer> ask(const domain::CertificateFacts& certificate);

    struct Kept {
        signing::OcspAnswer answer;
        qint64 heardAt; ///< Monotonic milliseconds.
    };
    remote::Client& m_client;
    Trust& m_trust;
    domain::Clock& m_clock;
    domain::Rng& m_rng;
    Patience m_patience;
    QHash<QString, Kept> m_kept; ///< By the certificate's hash.
};

} // namespace peraku::services
