#pragma once

#include <domain/ports.h>
#include <signing/openssl.h>
#include <signing/truststore.h>

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QPair>

#include <memory>
#include <optional>

/** Certificates, revocation lists, timestamps and OCSP answers made in memory, sound or with any wanted
 * defect. */
namespace peraku::support {

using KeyPtr = std::shared_ptr<EVP_PKEY>;

enum class TestKey { Rsa1024, Rsa2048, Rsa3072, P224, P256, P384, Secp256k1, Ed25519 };
/** A key pair; the same one for the same `number`, because RSA keys take long to make. Not thread-safe. */
KeyPtr testKey(TestKey kind, int number = 0);

/** One attribute of a name; `type` is an ASN.1 string type such as V_ASN1_UTF8STRING. */
struct NamePart {
    int nid = NID_commonName;
    QByteArray bytes;
    int type = V_ASN1_UTF8STRING;
};

struct CertificateSpec {
    QList<NamePart> subject;
    qint64 serial = 1;
    QDateTime notBefore; ///< UTC
    QDateTime notAfter; ///< UTC
    /** Name and value as in an OpenSSL configuration: { "keyUsage", "critical,nonRepudiation" }. */
    QList<QPair<QByteArray, QByteArray>> extensions;
    const char* digest = "SHA256";
    bool keyIdentifiers = true; ///< subjectKeyIdentifier and authorityKeyIdentifier.

    CertificateSpec& set(const char* extension, const char* value); ///< Replaces it.
    CertificateSpec& drop(const char* extension);
};

/** A certificate and its key. */
struct Issued {
    QByteArray der;
    KeyPtr key;
    qint64 serial = 0;
};

/** Signed by `issuer`, or by itself without one. */
Issued issue(const CertificateSpec& spec, const KeyPtr& key, const Issued* issuer = nullptr);

struct CrlEntry {
    qint64 serial = 0;
    QDateTime at; ///< UTC
    int reason = -1; ///< CRLReason, -1 for none.
    QDateTime invalidSince; ///< UTC, invalid for none.
};
struct CrlSpec {
    QDateTime thisUpdate; ///< UTC
    QDateTime nextUpdate; ///< UTC, invalid for none.
    int number = 1;
    QList<CrlEntry> entries;
    QList<QPair<QByteArray, QByteArray>> extensions;
    const char* digest = "SHA256";
};
/** With the issuer's name; signed by `key` where it is not the issuer's own. */
QByteArray makeCrl(const CrlSpec& spec, const Issued& issuer, const KeyPtr& key = nullptr);

/** How a timestamp authority answers. */
struct TimestampAnswer {
    QDateTime time; ///< UTC
    int status = 0; ///< TS_STATUS_GRANTED
    bool otherImprint = false;
    bool otherNonce = false;
};
/** DER TimeStampResp to a DER TimeStampReq. */
QByteArray answerTimestamp(const QByteArray& query, const Issued& authority, const TimestampAnswer& answer);

/** How an OCSP responder answers. */
struct OcspReply {
    QDateTime producedAt; ///< UTC; also thisUpdate. OpenSSL sets producedAt to the real time.
    int responseStatus = OCSP_RESPONSE_STATUS_SUCCESSFUL;
    int certificateStatus = V_OCSP_CERTSTATUS_GOOD;
    QDateTime revokedAt;
    bool repeatNonce = true;
    QDateTime nextUpdate; ///< UTC, invalid for none.
};
QByteArray answerOcsp(
    const QByteArray& query, const Issued& responder, const Issued& issuer, const OcspReply& reply);

/** An Rng of fixed bytes. */
class CountingRng : public domain::Rng {
public:
    void fill(void* data, qsizetype size) override;

private:
    unsigned char m_next = 1;
};

/** A root, an issuing authority, a timestamp authority and an OCSP responder, all sound, around `now`. */
class TestPki {
public:
    explicit TestPki(const QDateTime& now = QDateTime(QDate(2026, 6, 15), QTime(4, 0), Qt::UTC));

    QDateTime now;
    Issued root;
    Issued issuing;
    Issued tsa;
    Issued ocsp;

    CertificateSpec rootSpec() const;
    CertificateSpec issuingSpec() const;
    /** An officer's signing certificate; subject serialNumber = IC. */
    CertificateSpec officerSpec(const QByteArray& ic = "800101145001", qint64 serial = 1000) const;
    CertificateSpec tsaSpec() const;
    CertificateSpec ocspSpec() const;
    /** An hour old, valid for a day. */
    CrlSpec crlSpec() const;

    Issued officer(
        TestKey kind = TestKey::P256, const QByteArray& ic = "800101145001", qint64 serial = 1000) const;
    /** Pinned root, issuing authority, an empty CRL of both. */
    signing::TrustMaterial material() const;
    signing::TrustMaterial material(const QList<QByteArray>& crls) const;
    std::shared_ptr<const signing::TrustStore> trust() const;
};

} // namespace peraku::support
