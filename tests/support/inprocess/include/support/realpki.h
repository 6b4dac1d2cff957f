#pragma once

#include <support/pki.h>
#include <treasury/ports.h>

namespace peraku::support {

/** The treasury's authority, made of the test PKI. */
class RealPki : public treasury::PkiEndpoints, public treasury::TrustProvider {
public:
    explicit RealPki(const QDateTime& now)
        : pki(now)
    {
    }
    treasury::PkiReply rootCertificate() override { return reply(pki.root.der); }
    treasury::PkiReply issuingCertificate() override { return reply(pki.issuing.der); }
    treasury::PkiReply rootCrl() override { return reply(makeCrl(pki.crlSpec(), pki.root)); }
    treasury::PkiReply issuingCrl() override { return reply(crl()); }
    treasury::PkiReply ocsp(const QByteArray&) override { return {}; }
    treasury::PkiReply timestamp(const QByteArray& request) override
    {
        return stamps ? treasury::PkiReply { 200, "application/timestamp-reply",
            answerTimestamp(request, pki.tsa, { pki.now, 0, false, false }) }
                      : treasury::PkiReply {};
    }
    domain::Result<Trust> trust() override
    {
        return Trust { { pki.root.der }, { pki.issuing.der }, { makeCrl(pki.crlSpec(), pki.root), crl() },
            crl(), "1" };
    }

    TestPki pki;
    bool revoked = false;
    bool stamps = false; ///< The timestamp authority is at work.

private:
    static treasury::PkiReply reply(const QByteArray& bytes)
    {
        return { 200, "application/octet-stream", bytes };
    }
    QByteArray crl() const
    {
        auto spec = pki.crlSpec();
        if (revoked)
            spec.entries = { { 1000, pki.now.addDays(-1), 1, {} } };
        return makeCrl(spec, pki.issuing);
    }
};

} // namespace peraku::support
