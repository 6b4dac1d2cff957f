#pragma once

#include <domain/ports.h>
#include <domain/result.h>

#include <QByteArray>
#include <QDateTime>
#include <QList>

namespace peraku::signing {

/** The largest certificate and CRL that is looked at, in bytes. */
inline constexpr qsizetype maxCertificateBytes = 16 * 1024;
inline constexpr qsizetype maxCrlBytes = 16 * 1024 * 1024;

/** Facts of a DER certificate (RFC 5280); CertificateMalformed for anything that is not exactly one. Nothing
 * is verified. */
domain::Result<domain::CertificateFacts> certificateFacts(const QByteArray& der);

/** Facts of a DER certificate revocation list; nothing is verified. */
struct CrlFacts {
    QString issuerDn; ///< RFC 4514, readable.
    QString numberHex; ///< CRL number, upper-case hex; empty without one.
    QDateTime thisUpdate; ///< UTC
    QDateTime nextUpdate; ///< UTC, invalid without one.
    int revoked = 0; ///< Entries.
    bool operator==(const CrlFacts&) const = default;
};
/** CrlMissing for anything that is not exactly one CRL. */
domain::Result<CrlFacts> crlFacts(const QByteArray& der);

/** PEM blocks, one after the other, lines of 64 characters. */
QByteArray certificatesToPem(const QList<QByteArray>& ders);
QByteArray crlsToPem(const QList<QByteArray>& ders);
/** The blocks of that kind in order, as DER; text between them is skipped. CertificateMalformed or CrlMissing
 * if there is none or one is broken. */
domain::Result<QList<QByteArray>> certificatesFromPem(const QByteArray& pem);
domain::Result<QList<QByteArray>> crlsFromPem(const QByteArray& pem);

} // namespace peraku::signing
