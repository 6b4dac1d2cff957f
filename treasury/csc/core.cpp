#include "core.h"

#include <signing/certificate.h>
#include <signing/openssl.h>

namespace peraku::csc {

using domain::ErrorCode;
using domain::fail;

Result<hsm::PrivateKey> Keys::find(const QString& label)
{
    const std::lock_guard lock(m_mutex);
    if (const auto known = m_known.find(label); known != m_known.end())
        return known->second;
    auto key = m_token.find(label);
    if (key)
        m_known.emplace(label, *key);
    return key;
}

Result<hsm::PrivateKey> Keys::generate(const QString& label, domain::KeyKind kind)
{
    // Not under the lock: an RSA key takes its time, and others sign meanwhile.
    return m_token.generate(
        label, kind == domain::KeyKind::Ec ? hsm::KeyAlgorithm::P256 : hsm::KeyAlgorithm::Rsa2048);
}

Result<Done> Keys::destroy(const QString& label)
{
    const std::lock_guard lock(m_mutex);
    m_known.erase(label);
    auto destroyed = m_token.destroy(label);
    return !destroyed && destroyed.error().code == ErrorCode::KeyMissing ? Result<Done>(Done {}) : destroyed;
}

Result<std::shared_ptr<const signing::TrustStore>> Judge::store()
{
    auto trust = m_trust->trust();
    if (!trust)
        return fail(trust.error());
    const std::lock_guard lock(m_mutex);
    if (m_store && m_version == trust->version)
        return m_store;
    auto made = signing::TrustStore::create({ trust->roots, trust->intermediates, trust->crls });
    if (!made)
        return fail(made.error());
    m_version = trust->version;
    m_store = *made;
    return m_store;
}

Result<Done> Judge::check(const QByteArray& certificate, const QDateTime& now)
{
    const auto trust = store();
    if (!trust)
        return fail(trust.error());
    return signing::checkCertificate(certificate, **trust, {}, now);
}

Result<QList<QByteArray>> Judge::chain(const QByteArray& certificate)
{
    const auto trust = store();
    if (!trust)
        return fail(trust.error());
    const auto& material = (*trust)->material();
    QList<QByteArray> chain { certificate };
    auto last = signing::parseCertificate(certificate);
    for (const auto& candidate : material.intermediates + material.roots) {
        auto authority = signing::parseCertificate(candidate);
        if (!last || !authority || X509_check_issued(authority.get(), last.get()) != X509_V_OK)
            continue;
        chain.append(candidate);
        last = std::move(authority);
    }
    return chain;
}

Core::Core(const ServiceOptions& withOptions, ServicePorts withPorts, std::unique_ptr<Store> withStore)
    : options(withOptions)
    , ports(std::move(withPorts))
    , store(std::move(withStore))
    , pins(ports.token, options.scryptLogN, ports.rng)
    , keys(ports.token)
    , judge(ports.trust)
    , queue(options.workers)
{
}

Outcome<CredentialRow> Core::credential(Session& session, const QString& id, const domain::Ic& officer) const
{
    auto found = credentials(session).find(id);
    if (!found)
        return refuse(found.error());
    if (!*found || (*found)->credential.officer != officer
        || (*found)->credential.state == RoamingState::Pending)
        return refuse(Refusal::unknownCredential());
    return std::move(**found);
}

Outcome<Done> Core::checkState(const CredentialRow& row) const
{
    switch (row.credential.state) {
    case RoamingState::Active:
        return Done {};
    case RoamingState::Locked:
        return refuse(Refusal::locked());
    case RoamingState::Suspended:
        return refuse(Refusal::request(
            QStringLiteral("The credential is suspended: key disabled"), ErrorCode::CredentialSuspended));
    case RoamingState::Pending:
    case RoamingState::Ended:
        break;
    }
    return refuse(Refusal::request(
        QStringLiteral("The credential is revoked: key disabled"), ErrorCode::CertificateRevoked));
}

Outcome<CredentialRow> Core::usable(const QString& id, const domain::Ic& officer, const QDateTime& now)
{
    auto row = store->read([&](Session& session) { return credential(session, id, officer); });
    if (!row)
        return row;
    if (auto good = checkState(*row); !good)
        return refuse(good.error());
    const auto holds = judge.check(row->credential.certificate, now);
    if (holds)
        return row;
    const auto& error = holds.error();
    switch (error.code) {
    case ErrorCode::CertificateExpired:
        return refuse(Refusal::request(QStringLiteral("Signing certificate is expired"), error.code));
    case ErrorCode::CertificateRevoked:
        return refuse(
            Refusal::request(QStringLiteral("Signing certificate is revoked or suspended"), error.code));
    default:
        return refuse(error);
    }
}

QByteArray hashOf(const secret::SecureBuffer& secret)
{
    QByteArray digest(32, '\0');
    unsigned size = 0;
    EVP_Digest(secret.bytes(), secret.size(), reinterpret_cast<unsigned char*>(digest.data()), &size,
        EVP_sha256(), nullptr);
    return digest;
}

} // namespace peraku::csc
