#include "fakedesk.h"

#include <domain/pinrules.h>

#include <QCryptographicHash>

namespace peraku::fake {

using namespace domain;

namespace {

QByteArray hashOf(const secret::SecureBuffer& secret)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayView(reinterpret_cast<const char*>(secret.bytes()), qsizetype(secret.size())));
    return hash.result();
}

} // namespace

Async<QList<MediumRequest>> FakeRequests::requests()
{
    QList<MediumRequest> shown;
    for (const auto& request : list)
        if (maySee(request, m_desk.session.who))
            shown.append(request);
    return ready<QList<MediumRequest>>(shown);
}

Async<QList<HeldCertificate>> FakeRequests::certificates()
{
    return heldTrouble ? domain::readyError<QList<HeldCertificate>>(*heldTrouble)
                       : ready<QList<HeldCertificate>>(held);
}

Async<MediumRequest> FakeRequests::send(const MediumRequest& request, services::RequestSecrets secrets)
{
    if (refuse)
        return readyError<MediumRequest>(*refuse);
    if (auto may = mayRequest(request, m_desk.session.who); !may)
        return readyError<MediumRequest>(may.error());
    const bool pinHolds = !request.needsPin() || pinFindings(secrets.pin, m_desk.session.who.ic).isEmpty();
    if (!requestFindings(request).isEmpty() || !pinHolds)
        return readyError<MediumRequest>({ ErrorCode::ValidationFailed, {}, {}, false, 0 });
    lastPinHash = hashOf(secrets.pin);
    auto sent = request;
    sent.id = RequestId(QStringLiteral("%1").arg(list.size() + 1, 32, 16, QLatin1Char('0')));
    sent.state = request.isApplication() ? RequestState::AwaitingEmail : RequestState::Submitted;
    sent.applicant = m_desk.session.who.ref();
    for (const auto role : { Role::Checker, Role::Approver })
        if (m_desk.officer(role).ic == request.holder.ic)
            sent.holder = m_desk.officer(role).ref();
    sent.createdAt = m_desk.clock.now;
    if (request.isApplication())
        sent.confirmBy = m_desk.clock.now.addDays(1);
    list.prepend(sent);
    Q_EMIT changed();
    return ready<MediumRequest>(sent);
}

Async<MediumRequest> FakeRequests::decide(const RequestId& id, RequestAction action, const QString& reason)
{
    if (refuse)
        return readyError<MediumRequest>(*refuse);
    for (auto& request : list) {
        if (request.id != id)
            continue;
        if (auto may = mayDecide(request, action, reason, m_desk.session.who); !may)
            return readyError<MediumRequest>(may.error());
        request.state = action == RequestAction::Refuse ? RequestState::Refused : RequestState::Done;
        request.refusal = reason;
        request.decidedAt = m_desk.clock.now;
        request.decidedBy = m_desk.session.who.name;
        const auto decided = request;
        Q_EMIT changed();
        return ready<MediumRequest>(decided);
    }
    return readyError<MediumRequest>({ ErrorCode::NotFound, {}, {}, false, 0 });
}

Async<MediumRequest> FakeRequests::sendAgain(const RequestId& id)
{
    if (refuse)
        return readyError<MediumRequest>(*refuse);
    for (const auto& request : std::as_const(list)) {
        if (request.id != id || request.state != RequestState::AwaitingEmail)
            continue;
        ++sentAgain;
        return ready<MediumRequest>(request);
    }
    return readyError<MediumRequest>({ ErrorCode::NotFound, {}, {}, false, 0 });
}

Async<Done> FakeRequests::changePin(
    const Credential& credential, secret::SecureBuffer current, secret::SecureBuffer replacement)
{
    ++pinChanges;
    if (refuse)
        return readyError<Done>(*refuse);
    const auto known = secret::SecureBuffer::copyOf(std::string_view("123456"));
    if (!credential.pinPad && !equalConstantTime(current, known))
        return readyError<Done>({ ErrorCode::WrongPin, {}, {}, true, 0 });
    lastPinHash = hashOf(replacement);
    return ready<Done>(Done {});
}

} // namespace peraku::fake
