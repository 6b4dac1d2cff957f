#pragma once

#include <domain/ports.h>
#include <domain/result.h>
#include <domain/verification.h>
#include <secret/securebuffer.h>

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

/**
 * What libtreasury needs from outside. The PKI implements two of these without knowing the treasury's
 * workflow, so that keys can move to a process or host of their own.
 */
namespace peraku::treasury {

/** An answer of a PKI endpoint, already in the form that its RFC asks for. */
struct PkiReply {
    int status = 200; ///< HTTP status.
    QByteArray contentType;
    QByteArray body;
};

/** The certificate authority's public endpoints. Called from several threads at once. */
class PkiEndpoints {
public:
    virtual ~PkiEndpoints() = default;
    virtual PkiReply rootCertificate() = 0; ///< GET /pki/root.crt, DER, application/pkix-cert
    virtual PkiReply issuingCertificate() = 0; ///< GET /pki/issuing.crt
    virtual PkiReply rootCrl() = 0; ///< GET /pki/root.crl, DER, application/pkix-crl
    virtual PkiReply issuingCrl() = 0; ///< GET /pki/issuing.crl
    virtual PkiReply ocsp(const QByteArray& request) = 0; ///< POST /pki/ocsp, RFC 6960
    virtual PkiReply timestamp(const QByteArray& request) = 0; ///< POST /pki/tsa, RFC 3161
};

/** The certificates and CRLs that officers' signatures are checked against. Called from several threads at
 * once. */
class TrustProvider {
public:
    virtual ~TrustProvider() = default;
    struct Trust {
        QList<QByteArray> roots; ///< DER; the only anchors.
        QList<QByteArray> intermediates; ///< DER
        QList<QByteArray> crls; ///< DER; one of every authority, in force now.
        QByteArray
            issuingCrl; ///< DER; of the authority that issues officers' certificates, kept as evidence.
        QByteArray version; ///< Changes whenever anything above does; verifiers keep their store by it.
    };
    virtual domain::Result<Trust> trust() = 0;
};

/** A signature as it reached the treasury. */
struct SignatureToVerify {
    QByteArray statement; ///< Canonical bytes, as signed.
    QByteArray cms; ///< DER of the detached CAdES signature.
    domain::Ic officer; ///< Who must have signed.
    QDateTime at; ///< UTC, the treasury's clock.
};
struct VerifiedSignature {
    domain::VerificationReport report; ///< Not necessarily valid: the caller asks valid().
    QByteArray crl; ///< DER of the CRL that was checked, kept as evidence.
    QByteArray ocsp; ///< DER of the OCSP response beside it; empty where no responder answered.
    QByteArray attributesDigest; ///< What the key signed: the digest of the signed attributes.
};

/** Checks a signature completely: bytes, CAdES, path, key usage, revocation, time, identity. Called from
 * several threads at once. */
class SignatureVerifier {
public:
    virtual ~SignatureVerifier() = default;
    virtual domain::Result<VerifiedSignature> verify(const SignatureToVerify& signature) = 0;
};

struct Mail {
    QString to; ///< One address.
    QString subject;
    QString text; ///< Plain text, lines ended by '\n'.
    /** A one-time code between `text` and `after`, for the length of the call; such a mail is never stored.
     */
    const secret::SecureBuffer* code = nullptr;
    QString after = {};
};

/**
 * Delivers mail: to a folder of .eml files, or by SMTP. An error that is not retryable is final: nobody will
 * ever take this mail. Called from one thread.
 */
class Mailer {
public:
    virtual ~Mailer() = default;
    virtual domain::Result<domain::Done> send(const Mail& mail, const QDateTime& at) = 0;
};

} // namespace peraku::treasury
