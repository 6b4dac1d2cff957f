#pragma once

#include <domain/ports.h>
#include <pki/keys.h>
#include <pki/register.h>

#include <QList>
#include <QStringList>

#include <memory>

namespace peraku::pki {

/** What stands in every certificate of this authority; fixed when it is created. */
struct AuthorityProfile {
    QString country = QStringLiteral("MY");
    QString organisation = QStringLiteral("Perbendaharaan Negeri Contoh");
    QString rootName = QStringLiteral("Peraku Demo Root CA");
    QString issuingName = QStringLiteral("Peraku Demo Issuing CA");
    /** Where issuing.crl, issuing.crt, root.crl, root.crt and ocsp are served, without a trailing slash. */
    QString baseUrl = QStringLiteral("https://127.0.0.1:8443/pki");
    KeyAlgorithm caKeys = KeyAlgorithm::Rsa3072;
    KeyAlgorithm serviceKeys = KeyAlgorithm::P256; ///< OCSP responder and TSA.
    /** CA and TSA certificates begin so long before their making, so that an invented history has a valid
     * path. */
    int backdatedYears = 3;
    int crlHours = 24 * 7; ///< nextUpdate after thisUpdate, issuing CA; the root's is 90 days.
    bool operator==(const AuthorityProfile&) const = default;
};

/** Who an officer's certificate speaks of: the subject becomes C, O = office, CN = name, serialNumber = IC.
 */
struct OfficerSubject {
    domain::Ic ic;
    QString name;
    QString office; ///< The office's name.
    QString email; ///< rfc822Name; may be empty.
};

struct OfficerCertificateOptions {
    QDateTime notBefore; ///< UTC; invalid = now.
    int years = 2;
    /** keyUsage nonRepudiation alone, as some national certificates have it, instead of with
     * digitalSignature. */
    bool nonRepudiationOnly = false;
};

/**
 * A root and an issuing certification authority (RFC 5280) over keys of a KeyProvider, with its certificate
 * register in SQLite. Every public function may be called from any thread; each change is durable when it
 * returns. Errors: InvalidInput, NotFound, KeyMissing, SignatureFailed, StorageFailed.
 */
class CertificateAuthority {
public:
    /** Makes keys and certificates of root, issuing CA, OCSP responder and TSA, and the register;
     * InvalidInput if the register exists. */
    static domain::Result<std::unique_ptr<CertificateAuthority>> create(const QString& registerPath,
        const AuthorityProfile& profile, KeyProvider& keys, domain::Clock& clock);
    static domain::Result<std::unique_ptr<CertificateAuthority>> open(
        const QString& registerPath, KeyProvider& keys, domain::Clock& clock);
    ~CertificateAuthority();

    // All in DER.
    QByteArray rootCertificate() const;
    QByteArray issuingCertificate() const;
    /** Kept until half of its life is over or the register changes; then made anew with the next CRL number.
     */
    domain::Result<QByteArray> rootCrl();
    domain::Result<QByteArray> issuingCrl();
    /** The issuing CA's CRL as it stood at a past time; outside the CRL numbering in force, for invented
     * history only. */
    domain::Result<QByteArray> issuingCrlAsOf(const QDateTime& time);

    /** `publicKey` is a DER SubjectPublicKeyInfo: RSA from 2048 bits, P-256 or P-384. */
    domain::Result<RegisterEntry> issueOfficer(const OfficerSubject& subject, const QByteArray& publicKey,
        const OfficerCertificateOptions& options = {});
    /** `names` are DNS names or IP addresses; one year. */
    domain::Result<RegisterEntry> issueTlsServer(
        const QString& commonName, const QStringList& names, const QByteArray& publicKey);

    /** Final, unless the reason is CertificateHold (see suspend); a suspended certificate may be revoked, and
     * is then revoked since its suspension at the latest. `at` invalid = now. */
    domain::Result<RegisterEntry> revoke(
        const QString& serialHex, RevocationReason reason, const QDateTime& at = {});
    domain::Result<RegisterEntry> suspend(const QString& serialHex, const QDateTime& at = {});
    /** Ends a suspension; WrongState if the certificate is not suspended. */
    domain::Result<RegisterEntry> release(const QString& serialHex);

    domain::Result<RegisterEntry> find(const QString& serialHex);
    domain::Result<QList<RegisterEntry>> certificatesOf(const domain::Ic& ic);
    domain::Result<QList<RegisterEntry>> all();
    /** Grows with every change of the register or of a CRL; verifiers keep their store by it. */
    domain::Result<qint64> version();
    /** The clock that it was made with. */
    domain::Clock& clock() const;

private:
    friend class OcspResponder;
    friend class TimestampAuthority;
    friend class SealKeeper;
    struct Private;
    explicit CertificateAuthority(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

/** DER SubjectPublicKeyInfo of a key. */
domain::Result<QByteArray> publicKeyDer(const PrivateKey& key);
/** "-----BEGIN label-----" around DER. */
QByteArray pem(const QByteArray& der, const QByteArray& label = "CERTIFICATE");

} // namespace peraku::pki
