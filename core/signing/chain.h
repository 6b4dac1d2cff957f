#pragma once

#include "trustmaterial.h"

#include <domain/ports.h>
#include <domain/result.h>

#include <QDateTime>
#include <QList>

#include <optional>

namespace peraku::signing {

/** The details of paths that end at nobody whom we know. */
inline constexpr char issuerUnknown[] = "issuer is not known";
inline constexpr char rootUnpinned[] = "root is not pinned";

/** What one revocation list says of one certificate. */
struct CrlStatement {
    QDateTime thisUpdate; ///< UTC
    QDateTime nextUpdate; ///< UTC; invalid without one.
    QString number;
    QByteArray der; ///< Shares the store's bytes.
    bool listed = false;
    QDateTime revokedAt; ///< UTC; the invalidity date where that is earlier.
    bool keyCompromise = false;
};

/** A certificate of a path. */
struct ChainLink {
    QByteArray der;
    QString name; ///< Readable subject, for details.
    QDateTime notBefore; ///< UTC
    QDateTime notAfter; ///< UTC
    QList<CrlStatement> crls; ///< Lists of its issuer that verify and cover it; none for the root.
    QString crlProblem; ///< Why `crls` is empty.
};

/** A certificate's path to a pinned root, with everything that does not depend on the time at which one asks.
 */
struct Chain {
    X509Ptr certificate;
    domain::CertificateFacts facts;
    QList<ChainLink> links; ///< Certificate first, root last; what could be built if there is a problem.
    std::optional<domain::Error> pathProblem;
    std::optional<domain::Error> usageProblem;

    EVP_PKEY* key() const { return X509_get0_pubkey(certificate.get()); }
    /** "A < B < C" */
    QString text() const;
};

/** CertificateMalformed if the certificate cannot be read; every other problem stands in the chain. */
domain::Result<std::shared_ptr<const Chain>> buildChain(const QByteArray& certificate,
    const QList<QByteArray>& untrusted, const TrustStore& trust, const PathPolicy& policy);

/** What the lists of the store say of `certificate`, issued by `issuer`. */
void readRevocation(ChainLink& link, X509* certificate, X509* issuer, const TrustStore::Private& trust);

} // namespace peraku::signing
