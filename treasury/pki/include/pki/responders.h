#pragma once

#include <pki/authority.h>

#include <QByteArray>

namespace peraku::pki {

/**
 * RFC 6960 for the certificates of the issuing CA, signed by its delegated responder; certificates of other
 * issuers are "unknown". Always answers: what cannot be read is malformedRequest, what fails inside is
 * internalError. Thread-safe.
 */
class OcspResponder {
public:
    explicit OcspResponder(CertificateAuthority& authority)
        : m_authority(&authority)
    {
    }
    /** DER OCSPRequest in, DER OCSPResponse out; a nonce is echoed, the state of the register is read at this
     * moment. */
    QByteArray respond(const QByteArray& request) const;

private:
    CertificateAuthority* m_authority;
};

/**
 * RFC 3161 with an accuracy of one second, SHA-256/384/512 imprints, and serial numbers that no restart
 * repeats. Always answers: refusals are TimeStampResps with a status of their own. Thread-safe.
 */
class TimestampAuthority {
public:
    TimestampAuthority(CertificateAuthority& authority, domain::Clock& clock)
        : m_authority(&authority)
        , m_clock(&clock)
    {
    }
    /** DER TimeStampReq in, DER TimeStampResp out. */
    QByteArray respond(const QByteArray& request) const;
    /** As respond() at a past time, for invented history only. */
    QByteArray respondAsOf(const QByteArray& request, const QDateTime& time) const;

private:
    CertificateAuthority* m_authority;
    domain::Clock* m_clock;
};

} // namespace peraku::pki
