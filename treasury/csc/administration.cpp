#include "core.h"

#include <domain/pinrules.h>
#include <signing/certificate.h>
#include <signing/openssl.h>

namespace peraku::csc {

using domain::ErrorCode;
using domain::fail;
using domain::Ic;
using secret::SecureBuffer;

namespace {

Result<Done> checkPin(const SecureBuffer& pin, const Ic& officer)
{
    if (const auto findings = domain::pinFindings(pin, officer); !findings.isEmpty())
        return fail(ErrorCode::PinRuleBroken, findings.first());
    return Done {};
}

QByteArray publicKeyOf(const hsm::PrivateKey& key)
{
    return signing::derOf(key.get(), i2d_PUBKEY);
}

} // namespace

Result<RoamingCredential> Service::prepare(const Ic& officer, domain::KeyKind kind, const SecureBuffer& pin)
{
    const auto record = hashPin(officer, pin);
    return record ? prepareWithHash(m_core->ports.rng.hex(16), officer, kind, *record) : fail(record.error());
}

Result<RoamingCredential> Service::prepareWithHash(
    const QString& id, const Ic& officer, domain::KeyKind kind, const QByteArray& pinHash)
{
    if (id.isEmpty() || officer.isEmpty() || kind == domain::KeyKind::Other || !PinKeeper::isRecord(pinHash))
        return fail(ErrorCode::InvalidInput, QStringLiteral("officer, kind of key or PIN record"));
    const auto known
        = m_core->store->read([&](Session& session) { return m_core->credentials(session).find(id); });
    if (!known)
        return fail(known.error());
    if (*known)
        // The key of one that ended may be destroyed: nothing is ever issued over it again.
        return (*known)->credential.officer == officer && (*known)->credential.state != RoamingState::Ended
            ? Result<RoamingCredential>((*known)->credential)
            : fail(ErrorCode::WrongState);
    CredentialRow row;
    row.credential.id = id;
    row.credential.officer = officer;
    row.credential.keyKind = kind;
    row.credential.createdAt = m_core->ports.clock.nowUtc();
    row.keyLabel = QStringLiteral("roaming-") + row.credential.id;
    row.pinRecord = pinHash;
    auto key = m_core->keys.generate(row.keyLabel, kind);
    // An earlier try may have ended between the HSM and the file.
    if (!key && key.error().code == ErrorCode::InvalidInput)
        key = m_core->keys.find(row.keyLabel);
    if (!key)
        return fail(key.error());
    row.credential.publicKey = publicKeyOf(*key);
    auto written = m_core->store->write([&](Session& session) -> Result<Done> {
        if (auto inserted = m_core->credentials(session).insert(row); !inserted)
            return inserted;
        return note(session, { row.credential.createdAt, row.credential.id, "prepared" });
    });
    if (!written)
        return fail(written.error());
    return row.credential;
}

/** Runs `work(Credentials&, CredentialRow&)` over a credential that exists, with its event in the same
 * transaction. */
template <typename Work>
static Result<Done> change(Core& core, const QString& id, const char* action, Work work)
{
    return core.store->write([&](Session& session) -> Result<Done> {
        auto credentials = core.credentials(session);
        auto row = credentials.find(id);
        if (!row)
            return fail(row.error());
        if (!*row)
            return fail(ErrorCode::NotFound, QStringLiteral("credential"));
        if (auto done = work(credentials, **row); !done)
            return done;
        return note(session, { core.ports.clock.nowUtc(), id, action });
    });
}

Result<Done> Service::activate(const QString& id, const QByteArray& certificateDer)
{
    const auto facts = signing::certificateFacts(certificateDer);
    if (!facts)
        return fail(facts.error());
    const auto certificate = signing::parseCertificate(certificateDer);
    const auto publicKey = signing::derOf(X509_get0_pubkey(certificate.get()), i2d_PUBKEY);
    return change(
        *m_core, id, "activated", [&](Credentials& credentials, const CredentialRow& row) -> Result<Done> {
            if (row.credential.state != RoamingState::Pending)
                return fail(ErrorCode::WrongState, QStringLiteral("the credential has a certificate"));
            if (facts->ic != row.credential.officer)
                return fail(ErrorCode::CertificateWrongOfficer);
            if (publicKey != row.credential.publicKey)
                return fail(ErrorCode::CertificateMalformed, QStringLiteral("certificate of another key"));
            return credentials.activate(id, certificateDer);
        });
}

Result<QList<RoamingCredential>> Service::credentialsOf(const Ic& officer)
{
    return m_core->store->read([&](Session& session) { return m_core->credentials(session).of(officer); });
}

Result<QList<RoamingCredential>> Service::allCredentials()
{
    return m_core->store->read([&](Session& session) { return m_core->credentials(session).all(); });
}

Result<QByteArray> Service::hashPin(const Ic& officer, const SecureBuffer& pin)
{
    if (auto good = checkPin(pin, officer); !good)
        return fail(good.error());
    return m_core->pins.record(pin);
}

Result<Done> Service::unblock(const QString& id, const SecureBuffer& pin)
{
    const auto row
        = m_core->store->read([&](Session& session) { return m_core->credentials(session).find(id); });
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(ErrorCode::NotFound, QStringLiteral("credential"));
    const auto record = hashPin((*row)->credential.officer, pin);
    if (!record)
        return fail(record.error());
    return unblockWithHash(id, *record);
}

Result<Done> Service::unblockWithHash(const QString& id, const QByteArray& pinHash)
{
    if (!PinKeeper::isRecord(pinHash))
        return fail(ErrorCode::InvalidInput, QStringLiteral("PIN record"));
    return change(
        *m_core, id, "unblocked", [&](Credentials& credentials, const CredentialRow& row) -> Result<Done> {
            if (row.credential.state == RoamingState::Ended)
                return fail(ErrorCode::WrongState);
            return credentials.setPin(id, pinHash, true);
        });
}

Result<Done> Service::suspend(const QString& id)
{
    return change(
        *m_core, id, "suspended", [&](Credentials& credentials, const CredentialRow& row) -> Result<Done> {
            if (row.credential.state != RoamingState::Active && row.credential.state != RoamingState::Locked)
                return fail(ErrorCode::WrongState);
            return credentials.setState(id, RoamingState::Suspended);
        });
}

Result<Done> Service::resume(const QString& id)
{
    return change(
        *m_core, id, "resumed", [&](Credentials& credentials, const CredentialRow& row) -> Result<Done> {
            if (row.credential.state != RoamingState::Suspended)
                return fail(ErrorCode::WrongState);
            return credentials.setState(id, RoamingState::Active);
        });
}

Result<Done> Service::end(const QString& id)
{
    return change(
        *m_core, id, "ended", [&](Credentials& credentials, const CredentialRow& row) -> Result<Done> {
            if (row.credential.state == RoamingState::Ended)
                return fail(ErrorCode::WrongState);
            return credentials.setState(id, RoamingState::Ended);
        });
}

Result<Done> Service::discard(const QString& id)
{
    return change(
        *m_core, id, "discarded", [&](Credentials& credentials, const CredentialRow& row) -> Result<Done> {
            if (row.credential.state != RoamingState::Pending || !row.credential.certificate.isEmpty())
                return fail(ErrorCode::WrongState);
            // Before the file says so: what fails in between is done again.
            if (auto destroyed = m_core->keys.destroy(row.keyLabel); !destroyed)
                return destroyed;
            return credentials.setState(id, RoamingState::Ended);
        });
}

Result<QString> Service::nonceOf(const QByteArray& hash, const Ic& officer)
{
    const auto nonce = m_core->store->read([&](Session& session) {
        return session.one(
            "SELECT r.nonce FROM released r JOIN credential c ON c.id = r.credential "
            "WHERE r.hash = ? AND c.ic = ? ORDER BY r.sequence DESC LIMIT 1",
            [](Row& row) { return row.text(0); }, hash, officer.digits());
    });
    if (!nonce)
        return fail(nonce.error());
    return *nonce ? Result<QString>(**nonce) : fail(ErrorCode::NotFound, QStringLiteral("released digest"));
}

} // namespace peraku::csc
