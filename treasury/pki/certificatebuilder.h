#pragma once

#include "ssl.h"

#include <pki/authority.h>

#include <QDateTime>
#include <QList>

namespace peraku::pki {

/** Object identifiers under a private arc; the arc is the IETF's example enterprise, since the demo authority
 * owns none. */
namespace oid {
inline constexpr auto officerPolicy
    = "1.3.6.1.4.1.32473.41.1.1"; ///< Officers' certificates, keys in a token.
inline constexpr auto servicePolicy = "1.3.6.1.4.1.32473.41.1.2"; ///< OCSP, TSA, TLS.
inline constexpr auto sealPolicy = "1.3.6.1.4.1.32473.41.1.3"; ///< The treasury's own seal.
inline constexpr auto timestampPolicy = "1.3.6.1.4.1.32473.41.2.1"; ///< What a timestamp promises.
} // namespace oid

struct DnPart {
    const char* field; ///< OpenSSL's name of the attribute: "C", "O", "CN", "serialNumber".
    QString value;
};

/** One extension in OpenSSL's configuration syntax, of values that the caller has escaped. */
struct ExtensionSpec {
    int nid;
    QByteArray value;
};

struct CertificateSpec {
    QByteArray serial; ///< Big endian, positive, at most 20 octets.
    QList<DnPart> subject;
    QDateTime notBefore;
    QDateTime notAfter;
    QList<ExtensionSpec> extensions;
};

/** Builds and signs a certificate; a null issuer means self-signed with `issuerKey`. */
domain::Result<X509Ptr> buildCertificate(
    const CertificateSpec& spec, EVP_PKEY* subjectKey, X509* issuer, EVP_PKEY* issuerKey);

struct CrlLine {
    QByteArray serial;
    QDateTime at;
    RevocationReason reason = RevocationReason::Unspecified;
};
domain::Result<QByteArray> buildCrl(X509* issuer, EVP_PKEY* issuerKey, const QList<CrlLine>& lines,
    qint64 number, const QDateTime& thisUpdate, const QDateTime& nextUpdate);

/** RSA from 2048 bits, P-256 or P-384: what an officer's key may be. */
domain::Result<EvpKeyPtr> acceptablePublicKey(const QByteArray& subjectPublicKeyInfo);

/** SHA-384 for P-384, else SHA-256. */
const EVP_MD* digestFor(EVP_PKEY* key);

} // namespace peraku::pki
