#pragma once

#include <domain/ic.h>
#include <domain/result.h>

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>

namespace peraku::pki {

enum class CertificateKind { RootCa, IssuingCa, Officer, OcspResponder, TimestampAuthority, TlsServer, Seal };

enum class CertificateStatus {
    Good,
    Suspended, ///< certificateHold: refused like a revoked one, but it may come back.
    Revoked
};

/** RFC 5280, 5.3.1; the numbers are those of CRLReason. */
enum class RevocationReason {
    Unspecified = 0,
    KeyCompromise = 1,
    CaCompromise = 2,
    AffiliationChanged = 3,
    Superseded = 4,
    CessationOfOperation = 5,
    CertificateHold = 6
};

/** One line of the certificate register: every certificate that the authority ever issued. */
struct RegisterEntry {
    QString serialHex; ///< Upper case, no separators.
    CertificateKind kind = CertificateKind::Officer;
    QString subject; ///< Readable subject DN.
    std::optional<domain::Ic> ic;
    QByteArray der;
    QDateTime notBefore; ///< UTC
    QDateTime notAfter; ///< UTC
    CertificateStatus status = CertificateStatus::Good;
    RevocationReason reason = RevocationReason::Unspecified; ///< Meaningful unless Good.
    QDateTime changedAt; ///< UTC; of the suspension or revocation, invalid if Good.
    bool operator==(const RegisterEntry&) const = default;
};

} // namespace peraku::pki
