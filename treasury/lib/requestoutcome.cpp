#include "officers.h"
#include "passwords.h"
#include "requestdesk.h"
#include "sql.h"

#include <signing/certificate.h>

#include <algorithm>

/** What requests do to certificates and roaming credentials. */
namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;
using domain::HeldCertificate;
using domain::Ic;
using domain::MediumRequest;
using domain::RequestKind;
using domain::RequestState;
using domain::SigningMedium;

namespace {

/** A step that was taken before, by a try that was lost, is as good as taken now. */
Result<Done> once(Result<Done> step)
{
    return !step && step.error().code == ErrorCode::WrongState ? Result<Done>(Done {}) : step;
}

/** Whether the step was taken now; false where the thing stood there already. */
Result<bool> taken(const Result<Done>& step)
{
    if (!step && step.error().code != ErrorCode::WrongState)
        return fail(step.error());
    return step.has_value();
}

HeldCertificate::State stateOf(CertificateStanding standing)
{
    switch (standing) {
    case CertificateStanding::Good:
        return HeldCertificate::State::Good;
    case CertificateStanding::Suspended:
        return HeldCertificate::State::Suspended;
    case CertificateStanding::Withdrawn:
        break;
    }
    return HeldCertificate::State::Withdrawn;
}

Result<QString> credentialWith(RoamingAdministration& roaming, const Ic& ic, const QByteArray& certificate)
{
    auto credentials = roaming.credentialsOf(ic);
    if (!credentials)
        return fail(credentials.error());
    const auto found = std::find_if(credentials->begin(), credentials->end(),
        [&](const RoamingCredential& each) { return each.certificate == certificate; });
    return found == credentials->end() ? QString() : found->id;
}

} // namespace

Result<QList<RequestDesk::Held>> RequestDesk::held(const Ic& ic)
{
    QList<Held> all;
    auto read = sql::each(
        m_parts.connection,
        "SELECT sha256, der, active FROM certificate WHERE ic = ? ORDER BY registered_at DESC",
        [&](sql::Row& row) {
            Held each;
            each.certificate.sha256 = domain::Sha256Hex(row.text(0));
            each.certificate.state = stateOf(CertificateStanding(row.integer(2)));
            each.der = row.blob(1);
            all.append(each);
        },
        ic.digits());
    if (!read)
        return fail(read.error());
    for (auto& each : all) {
        const auto facts = signing::certificateFacts(each.der);
        if (!facts)
            return fail(ErrorCode::StorageCorrupt, QStringLiteral("certificate: ") + facts.error().detail);
        each.certificate.serialHex = facts->serialHex;
        each.certificate.notBefore = facts->notBefore;
        each.certificate.notAfter = facts->notAfter;
        auto credential = credentialOf(ic, each.der);
        if (!credential)
            return fail(credential.error());
        each.credential = *credential;
        if (!each.credential.isEmpty())
            each.certificate.medium = SigningMedium::RoamingOtp;
    }
    return all;
}

Result<QString> RequestDesk::credentialOf(const Ic& ic, const QByteArray& certificate) const
{
    return m_parts.doors.roaming ? credentialWith(*m_parts.doors.roaming, ic, certificate)
                                 : Result<QString>(QString());
}

Result<QList<HeldCertificate>> RequestDesk::certificatesOf(const Ic& ic)
{
    auto all = held(ic);
    if (!all)
        return fail(all.error());
    QList<HeldCertificate> certificates;
    for (const auto& each : *all)
        certificates.append(each.certificate);
    return certificates;
}

Result<Done> RequestDesk::suspend(const StoredRequest& stored)
{
    return forEach(stored.request, [&](const Held& each) -> Result<Done> {
        const auto registered = Officers(m_parts.connection).suspendCertificate(each.certificate.sha256);
        if (!registered)
            return fail(registered.error());
        const auto authority = taken(m_parts.doors.certificates->suspend(each.certificate.serialHex));
        if (!authority)
            return fail(authority.error());
        const auto credential = each.credential.isEmpty()
            ? Result<bool>(false)
            : taken(m_parts.doors.roaming->suspend(each.credential));
        if (!credential)
            return fail(credential.error());
        return *registered
            ? m_store.addSuspension(stored.request.id, { each.certificate.sha256, *authority, *credential })
            : Result<Done>(Done {});
    });
}

Result<Done> RequestDesk::revoke(const StoredRequest& stored)
{
    if (!m_parts.doors.certificates)
        return fail(ErrorCode::Internal, QStringLiteral("no certificate authority"));
    const bool compromised = stored.request.kind == RequestKind::Incident
        && stored.request.incident != domain::IncidentKind::Damaged;
    return forEach(stored.request, [&](const Held& each) -> Result<Done> {
        if (auto known = Officers(m_parts.connection).withdrawCertificate(each.certificate.sha256); !known)
            return fail(known.error());
        auto done = once(m_parts.doors.certificates->revoke(each.certificate.serialHex, compromised));
        if (done && !each.credential.isEmpty())
            done = once(m_parts.doors.roaming->end(each.credential));
        return done;
    });
}

Result<Done> RequestDesk::refuse(StoredRequest& stored)
{
    auto& request = stored.request;
    if (request.isApplication() && m_parts.doors.roaming)
        return dropKey(stored);
    if (request.kind != RequestKind::Incident)
        return Done {};
    if (!m_parts.doors.certificates)
        return fail(ErrorCode::Internal, QStringLiteral("no certificate authority"));
    return forEach(request, [&](const Held& each) -> Result<Done> {
        // What others suspended before or withdrew meanwhile is not this request's to release.
        const auto own = m_store.suspension(request.id, each.certificate.sha256);
        if (!own)
            return fail(own.error());
        if (!*own)
            return Done {};
        const auto released = Officers(m_parts.connection).releaseCertificate(each.certificate.sha256);
        if (!released)
            return fail(released.error());
        Result<Done> done = Done {};
        if (*released && (*own)->authority)
            done = once(m_parts.doors.certificates->release(each.certificate.serialHex));
        if (done && *released && (*own)->credential)
            done = once(m_parts.doors.roaming->resume(each.credential));
        return done;
    });
}

Result<Done> RequestDesk::dropKey(const StoredRequest& stored)
{
    auto& roaming = *m_parts.doors.roaming;
    const auto& ic = stored.request.applicant.ic;
    // A confirmation that was lost left its key under the request's id.
    const auto id = stored.credential.isEmpty() ? stored.request.id.value() : stored.credential;
    const auto all = roaming.credentialsOf(ic);
    if (!all)
        return fail(all.error());
    const auto found = std::find_if(
        all->begin(), all->end(), [&](const RoamingCredential& each) { return each.id == id; });
    if (found == all->end())
        return Done {};
    // A key that a certificate speaks of stays, for whoever must show what became of it.
    auto kept = Result<bool>(true);
    if (found->state == RoamingState::Pending && m_parts.doors.certificates)
        kept = m_parts.doors.certificates->hasIssued(ic, found->publicKey);
    if (!kept)
        return fail(kept.error());
    return once(*kept ? roaming.end(id) : roaming.discard(id));
}

Result<Done> RequestDesk::confirm(StoredRequest& stored)
{
    auto& request = stored.request;
    const bool roaming = request.medium == SigningMedium::RoamingOtp;
    request.state = RequestState::Done;
    switch (request.kind) {
    case RequestKind::NewCertificate:
    case RequestKind::Renewal:
        if (roaming)
            return issue(stored);
        break;
    case RequestKind::Unblock:
        if (!roaming)
            break;
        return m_parts.doors.roaming
            ? m_parts.doors.roaming->unblockWithHash(stored.credential, stored.pinHash)
            : fail(ErrorCode::RoamingMissing);
    case RequestKind::Cancellation:
    case RequestKind::Incident:
        return revoke(stored);
    case RequestKind::AddMedium:
        break;
    }
    request.state = RequestState::Confirmed;
    return Done {};
}

Result<Done> RequestDesk::issue(StoredRequest& stored)
{
    auto* roaming = m_parts.doors.roaming;
    if (!roaming || !m_parts.doors.certificates)
        return fail(ErrorCode::RoamingMissing);
    auto& request = stored.request;
    const auto& applicant = request.applicant;
    // The key is made now, for a request that somebody confirmed; the same by every repetition.
    if (stored.credential.isEmpty())
        stored.credential = request.id.value();
    const auto prepared
        = roaming->prepareWithHash(stored.credential, applicant.ic, request.keyKind, stored.pinHash);
    if (!prepared)
        return fail(prepared.error());
    // A certificate is there already where an earlier try issued it and was then lost.
    auto der = prepared->certificate;
    if (der.isEmpty()) {
        auto issued = m_parts.doors.certificates->issueOfficer(
            applicant.ic, applicant.name, officeName(applicant.office), request.email, prepared->publicKey);
        if (!issued)
            return fail(issued.error());
        der = *issued;
        if (auto active = roaming->activate(stored.credential, der); !active)
            return active;
    }
    const auto facts = signing::certificateFacts(der);
    if (!facts)
        return fail(facts.error());
    request.issuedSerial = facts->serialHex;
    auto done
        = Officers(m_parts.connection).registerCertificate(applicant.ic, facts->sha256, der, m_parts.now);
    if (done)
        done = m_ledger.audit({ m_parts.now, QStringLiteral("treasury"),
            QStringLiteral("certificate.registered"), facts->sha256.value(), {}, request.id.value() });
    return done;
}

Result<RequestDesk::Prepared> prepareRequest(const MediumRequest& request, const Ic& officer,
    const wire::RequestBody& body, const MediumDoors& doors, const Config& config, domain::Rng& rng)
{
    RequestDesk::Prepared prepared;
    if (request.isApplication()) {
        auto hash = scryptHash(body.securityAnswer, config.scryptLogN, rng);
        if (!hash)
            return fail(hash.error());
        prepared.answerHash = *hash;
    }
    if (!request.needsPin())
        return prepared;
    auto hash = doors.roaming->hashPin(officer, body.pin);
    if (!hash)
        return fail(hash.error());
    prepared.pinHash = *hash;
    return prepared;
}

} // namespace peraku::treasury
