#include "requestdesk.h"

#include "auditedrows.h"
#include "officers.h"
#include "requestmail.h"
#include "sql.h"

#include <signing/certificate.h>

#include <algorithm>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;
using domain::Ic;
using domain::MediumRequest;
using domain::Officer;
using domain::RequestAction;
using domain::RequestId;
using domain::RequestKind;
using domain::RequestState;
using domain::SigningMedium;

namespace {

constexpr int openRequestsWaitSeconds = 3600; ///< An administrator decides in hours, not in seconds.

bool overlaps(const MediumRequest& a, const MediumRequest& b)
{
    return std::any_of(a.certificates.begin(), a.certificates.end(),
        [&](const auto& name) { return b.certificates.contains(name); });
}

} // namespace

Result<Done> RequestDesk::audit(const QString& actor, const char* action, const MediumRequest& request)
{
    return auditRequest(m_parts.connection, request.id,
        { m_parts.now, actor, QLatin1String(action), {}, {},
            toWire(request.kind) + QLatin1Char(' ') + toWire(request.state) });
}

QString RequestDesk::officeName(const domain::OfficeCode& code) const
{
    const auto& offices = m_parts.reference.offices;
    const auto found = std::find_if(
        offices.begin(), offices.end(), [&](const auto& office) { return office.code == code; });
    return found == offices.end() ? code.value() : found->name;
}

Result<MediumRequest> RequestDesk::admit(const Officer& applicant, MediumRequest request)
{
    request.applicant = applicant.ref();
    if (auto named = nameHolder(request); !named)
        return fail(named.error());
    if (auto may = mayRequest(request, applicant); !may)
        return fail(may.error());
    auto all = held(request.about().ic);
    if (!all)
        return fail(all.error());
    if (request.kind == RequestKind::Incident && request.certificates.isEmpty()) {
        for (const auto& each : *all)
            if (each.credential.isEmpty() && each.certificate.state == domain::HeldCertificate::State::Good)
                request.certificates.append(each.certificate.sha256);
        if (request.certificates.isEmpty())
            return fail(ErrorCode::NotFound, QStringLiteral("certificates"));
    }
    for (const auto& name : request.certificates) {
        const auto found = std::find_if(
            all->begin(), all->end(), [&](const Held& each) { return each.certificate.sha256 == name; });
        if (found == all->end())
            return fail(ErrorCode::NotFound, QStringLiteral("certificates"));
        if (found->certificate.state == domain::HeldCertificate::State::Withdrawn
            && request.kind != RequestKind::Renewal)
            return fail(ErrorCode::CertificateRevoked, QStringLiteral("certificates"));
        if (!request.isApplication() && found->certificate.medium != request.medium)
            return fail(ErrorCode::InvalidInput, QStringLiteral("medium"));
    }
    if (request.needsPin() && !m_parts.doors.roaming)
        return fail(ErrorCode::RoamingMissing);
    if (request.kind == RequestKind::Incident && !m_parts.doors.certificates)
        return fail(ErrorCode::Internal, QStringLiteral("no certificate authority"));
    auto open = m_store.openOf(request.about().ic);
    if (!open)
        return fail(open.error());
    for (const auto& each : *open) {
        const auto& other = each.request;
        const bool same = other.kind == request.kind
            && (other.isApplication() ? other.medium == request.medium : overlaps(other, request));
        // An application whose address was never confirmed makes room for a new one.
        if (same && other.state != RequestState::AwaitingEmail)
            return fail(ErrorCode::RequestMoved, QStringLiteral("another one is open"));
    }
    // Whoever reports a loss is always heard.
    if (request.kind != RequestKind::Incident) {
        const auto waiting = m_store.openBy(applicant.ic);
        if (!waiting)
            return fail(waiting.error());
        if (*waiting >= m_parts.config.openRequests)
            return fail(domain::Error {
                ErrorCode::ServerBusy, QStringLiteral("open requests"), {}, true, openRequestsWaitSeconds });
    }
    if (request.isApplication()) {
        if (auto few = checkBudget(applicant.ic); !few)
            return fail(few.error());
    }
    return request;
}

Result<Done> RequestDesk::nameHolder(MediumRequest& request)
{
    if (request.holder.ic == request.applicant.ic)
        request.holder = {};
    if (request.holder.ic.isEmpty())
        return Done {};
    const auto known = Officers(m_parts.connection).find(request.holder.ic);
    if (!known)
        return fail(known.error());
    if (!*known)
        return fail(ErrorCode::NotFound, QStringLiteral("holder"));
    request.holder = (*known)->officer.ref();
    return Done {};
}

Result<Done> RequestDesk::checkBudget(const Ic& applicant)
{
    const auto recent = m_store.applicationsSince(applicant, m_parts.now.addDays(-1));
    if (!recent)
        return fail(recent.error());
    if (recent->count < m_parts.config.applicationsPerDay)
        return Done {};
    const auto wait = m_parts.now.secsTo(recent->oldest.addDays(1)) + 1;
    return fail(domain::Error { ErrorCode::ServerBusy, QStringLiteral("applications"), {}, true, int(wait) });
}

Result<Done> RequestDesk::makeRoom(const Officer& applicant, const MediumRequest& request)
{
    auto open = m_store.openOf(applicant.ic);
    if (!open)
        return fail(open.error());
    for (const auto& each : *open) {
        if (each.request.state != RequestState::AwaitingEmail || each.request.kind != request.kind
            || each.request.medium != request.medium)
            continue;
        if (auto dropped = drop(each, RequestState::Lapsed); !dropped)
            return dropped;
    }
    return Done {};
}

Result<MediumRequest> RequestDesk::submit(
    const Officer& applicant, MediumRequest request, const Prepared& prepared)
{
    request.id = RequestId(m_parts.rng.hex(16));
    request.createdAt = m_parts.now;
    request.state = RequestState::Submitted;
    if (request.isApplication()) {
        request.state = RequestState::AwaitingEmail;
        request.confirmBy = m_parts.now.addSecs(qint64(m_parts.config.confirmationHours) * 3600);
        const auto registered = otherAddress(request);
        if (!registered)
            return fail(registered.error());
        request.registeredEmail = *registered;
    }
    auto done = makeRoom(applicant, request);
    StoredRequest stored { request, {}, prepared.pinHash, prepared.answerHash };
    if (done && !request.isApplication())
        done = forEach(request, [&](const Held& each) -> Result<Done> {
            stored.credential = each.credential;
            return Done {};
        });
    if (done)
        done = m_store.insert(stored);
    if (done)
        done = audit(applicant.ic.digits(), "request.sent", request);
    if (done && request.isApplication())
        done = sendLink(request, { request.id, {}, request.confirmBy, 0, 0, {} });
    else if (done)
        done = announce(request);
    if (done && request.kind == RequestKind::Incident)
        done = tellApplicant(request);
    // Last, and before the answer: what is reported must not sign any more.
    if (done && request.kind == RequestKind::Incident)
        done = suspend(stored);
    if (!done)
        return fail(done.error());
    return request;
}

Result<Done> RequestDesk::announce(const MediumRequest& request)
{
    auto officers = Officers(m_parts.connection).all();
    if (!officers)
        return fail(officers.error());
    for (const auto& officer : *officers) {
        // Whoever may decide on it hears of it.
        if (officer.email.isEmpty() || !mayDecide(request, RequestAction::Confirm, {}, officer))
            continue;
        if (auto queued = m_ledger.queueMail(waitingMail(request, officer.email), m_parts.now); !queued)
            return queued;
    }
    return Done {};
}

Result<Done> RequestDesk::tellApplicant(const MediumRequest& request)
{
    QStringList addresses { request.email };
    // Whose token another one reported, or in whose name somebody applied, hears of it too.
    for (const auto& ic : { request.about().ic, request.applicant.ic }) {
        const auto known = m_ledger.emailOf(ic);
        if (!known)
            return fail(known.error());
        if (!addresses.contains(known->value_or(QString()), Qt::CaseInsensitive))
            addresses.append(known->value_or(QString()));
    }
    addresses.removeAll(QString());
    for (const auto& address : std::as_const(addresses)) {
        if (auto queued = m_ledger.queueMail(outcomeMail(request, address), m_parts.now); !queued)
            return queued;
    }
    return Done {};
}

Result<Done> RequestDesk::drop(StoredRequest stored, RequestState state)
{
    stored.request.state = state;
    stored.pinHash.clear();
    auto done = m_store.dropLinks(stored.request.id);
    if (done)
        done = refuse(stored);
    if (done)
        done = m_store.update(stored);
    if (done)
        done = audit(QStringLiteral("treasury"), "request.lapsed", stored.request);
    if (done)
        done = tellApplicant(stored.request);
    return done;
}

Result<Done> RequestDesk::lapse(const RequestId& id)
{
    auto stored = m_store.find(id);
    if (!stored)
        return fail(stored.error());
    if (!*stored || (*stored)->request.state != RequestState::AwaitingEmail)
        return m_store.dropLinks(id);
    return drop(std::move(**stored), RequestState::Lapsed);
}

Result<MediumRequest> RequestDesk::decide(
    const Officer& administrator, const RequestId& id, const wire::RequestDecision& decision)
{
    auto stored = m_store.find(id);
    if (!stored)
        return fail(stored.error());
    if (!*stored || !maySee((*stored)->request, administrator))
        return fail(ErrorCode::NotFound, QStringLiteral("request"));
    if (auto may = mayDecide((*stored)->request, decision.action, decision.reason, administrator); !may)
        return fail(may.error());
    return settle(std::move(**stored), decision, administrator.ref());
}

Result<MediumRequest> RequestDesk::decideAsOperator(
    const RequestId& id, const wire::RequestDecision& decision)
{
    auto stored = m_store.find(id);
    if (!stored)
        return fail(stored.error());
    if (!*stored)
        return fail(ErrorCode::NotFound, QStringLiteral("request"));
    if (auto due = isDue((*stored)->request, decision.action, decision.reason); !due)
        return fail(due.error());
    return settle(std::move(**stored), decision, { {}, QStringLiteral("operator"), {}, {} });
}

Result<MediumRequest> RequestDesk::settle(
    StoredRequest stored, const wire::RequestDecision& decision, const domain::OfficerRef& by)
{
    auto& request = stored.request;
    request.decidedAt = m_parts.now;
    request.decidedBy = by.name;
    Result<Done> done = Done {};
    switch (decision.action) {
    case RequestAction::Confirm:
        done = confirm(stored);
        break;
    case RequestAction::Refuse:
        request.state = RequestState::Refused;
        request.refusal = decision.reason.trimmed();
        done = refuse(stored);
        break;
    case RequestAction::Complete:
        request.state = RequestState::Done;
        break;
    }
    stored.pinHash.clear();
    if (done)
        done = m_store.update(stored);
    if (done)
        done = audit(by.ic.isEmpty() ? by.name : by.ic.digits(), "request.decided", request);
    if (done)
        done = tellApplicant(request);
    if (!done)
        return fail(done.error());
    return request;
}

} // namespace peraku::treasury
