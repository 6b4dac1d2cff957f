#include <pki/administration.h>

#include <algorithm>

namespace peraku::pki {

using domain::Done;
using domain::fail;
using domain::Result;

namespace {

Result<Done> doneOf(const Result<RegisterEntry>& entry)
{
    return entry ? Result<Done>(Done {}) : fail(entry.error());
}

} // namespace

Result<QByteArray> OfficerCertificates::issueOfficer(const domain::Ic& ic, const QString& name,
    const QString& office, const QString& email, const QByteArray& publicKey)
{
    auto entry = m_authority->issueOfficer({ ic, name, office, email }, publicKey);
    if (!entry)
        return fail(entry.error());
    return entry->der;
}

Result<bool> OfficerCertificates::hasIssued(const domain::Ic& ic, const QByteArray& publicKey)
{
    const auto issued = m_authority->certificatesOf(ic);
    if (!issued)
        return fail(issued.error());
    // A certificate holds its SubjectPublicKeyInfo byte for byte.
    return std::any_of(issued->begin(), issued->end(),
        [&](const RegisterEntry& each) { return each.der.contains(publicKey); });
}

Result<Done> OfficerCertificates::suspend(const QString& serialHex)
{
    return doneOf(m_authority->suspend(serialHex));
}

Result<Done> OfficerCertificates::release(const QString& serialHex)
{
    return doneOf(m_authority->release(serialHex));
}

Result<Done> OfficerCertificates::revoke(const QString& serialHex, bool keyCompromised)
{
    return doneOf(m_authority->revoke(serialHex,
        keyCompromised ? RevocationReason::KeyCompromise : RevocationReason::CessationOfOperation));
}

} // namespace peraku::pki
