#include <pki/endpoints.h>

namespace peraku::pki {

using domain::fail;
using treasury::PkiReply;

namespace {

PkiReply crlReply(const domain::Result<QByteArray>& crl)
{
    if (!crl)
        return { 503, "text/plain; charset=utf-8", "The revocation list cannot be made now.\n" };
    return { 200, "application/pkix-crl", *crl };
}

} // namespace

PkiService::PkiService(CertificateAuthority& authority, domain::Clock& clock)
    : m_authority(&authority)
    , m_ocsp(authority)
    , m_tsa(authority, clock)
{
}

PkiReply PkiService::rootCertificate()
{
    return { 200, "application/pkix-cert", m_authority->rootCertificate() };
}
PkiReply PkiService::issuingCertificate()
{
    return { 200, "application/pkix-cert", m_authority->issuingCertificate() };
}
PkiReply PkiService::rootCrl()
{
    return crlReply(m_authority->rootCrl());
}
PkiReply PkiService::issuingCrl()
{
    return crlReply(m_authority->issuingCrl());
}
PkiReply PkiService::ocsp(const QByteArray& request)
{
    return { 200, "application/ocsp-response", m_ocsp.respond(request) };
}
PkiReply PkiService::timestamp(const QByteArray& request)
{
    return { 200, "application/timestamp-reply", m_tsa.respond(request) };
}

domain::Result<treasury::TrustProvider::Trust> PkiService::trust()
{
    Trust trust;
    trust.roots = { m_authority->rootCertificate() };
    trust.intermediates = { m_authority->issuingCertificate() };
    auto rootCrl = m_authority->rootCrl();
    if (!rootCrl)
        return fail(rootCrl.error());
    auto issuingCrl = m_authority->issuingCrl();
    if (!issuingCrl)
        return fail(issuingCrl.error());
    trust.crls = { *rootCrl, *issuingCrl };
    trust.issuingCrl = *issuingCrl;
    // Read after the CRLs, since asking for them may have made new ones.
    auto version = m_authority->version();
    if (!version)
        return fail(version.error());
    trust.version = QByteArray::number(*version);
    return trust;
}

} // namespace peraku::pki
