#include "requests.h"

#include <domain/pinrules.h>
#include <remote/backoff.h>

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;
using domain::MediumRequest;
using remote::HttpResponse;

Requests::Requests(Parts parts, QObject* parent)
    : RequestService(parent)
    , m_parts(parts)
{
}

Async<QList<MediumRequest>> Requests::requests()
{
    return domain::andThen<HttpResponse>(endpoint().list(), this,
        [](const HttpResponse& answer) { return wire::decodeRequests(answer.body); });
}

Async<QList<domain::HeldCertificate>> Requests::certificates()
{
    return domain::andThen<HttpResponse>(endpoint().certificates(), this,
        [](const HttpResponse& answer) { return wire::decodeHeldCertificates(answer.body); });
}

domain::IdempotencyKey Requests::keyFor(const QByteArray& content)
{
    if (!m_unheard || m_unheard->content != content)
        m_unheard = Unheard { content, domain::IdempotencyKey(m_parts.rng.hex(16)) };
    return m_unheard->key;
}

Async<HttpResponse> Requests::heard(Async<HttpResponse> answer)
{
    return domain::then<HttpResponse>(std::move(answer), this, [this](Result<HttpResponse> response) {
        const bool lost = !response
            && (remote::isOutage(response.error()) || response.error().code == ErrorCode::Cancelled);
        if (!lost)
            m_unheard.reset();
        // Somebody else decided it: what is shown here is old.
        if (!response && response.error().code == ErrorCode::RequestMoved)
            Q_EMIT changed();
        return response;
    });
}

Async<MediumRequest> Requests::answered(Async<HttpResponse> answer)
{
    return domain::andThen<HttpResponse>(
        heard(std::move(answer)), this, [this](const HttpResponse& response) -> Result<MediumRequest> {
            auto request = wire::decodeRequest(response.body);
            if (request)
                Q_EMIT changed();
            return request;
        });
}

Async<MediumRequest> Requests::send(const MediumRequest& request, RequestSecrets secrets)
{
    if (const auto& officer = m_parts.workspace.officer(); !requestFindings(request).isEmpty()
        || (request.needsPin() && !domain::pinFindings(secrets.pin, officer.ic).isEmpty()))
        return domain::readyError<MediumRequest>({ ErrorCode::ValidationFailed, {}, {}, false, 0 });
    return answered(endpoint().send({ request, std::move(secrets.pin), std::move(secrets.securityAnswer) },
        keyFor("send " + wire::encode(request))));
}

Async<MediumRequest> Requests::decide(
    const domain::RequestId& id, domain::RequestAction action, const QString& reason)
{
    const wire::RequestDecision decision { action, reason.trimmed() };
    return answered(
        endpoint().decide(id, decision, keyFor("decide " + id.value().toLatin1() + wire::encode(decision))));
}

Async<MediumRequest> Requests::sendAgain(const domain::RequestId& id)
{
    return answered(endpoint().sendAgain(id, keyFor("again " + id.value().toLatin1())));
}

Async<Done> Requests::changePin(
    const domain::Credential& credential, secret::SecureBuffer current, secret::SecureBuffer replacement)
{
    const auto& officer = m_parts.workspace.officer();
    if (!credential.pinPad && !domain::pinFindings(replacement, officer.ic).isEmpty())
        return domain::readyError<Done>({ ErrorCode::ValidationFailed, {}, {}, false, 0 });
    if (credential.medium == domain::SigningMedium::Token)
        return m_parts.signer.changePin(credential.id, std::move(current), std::move(replacement));
    // A provider other than the treasury keeps the PIN, and has its own way to change it.
    if (credential.medium != domain::SigningMedium::RoamingOtp || !credential.describesDocuments)
        return domain::readyError<Done>(
            { ErrorCode::MediumUnsupported, QStringLiteral("another provider keeps the PIN"), {}, false, 0 });
    auto changed = endpoint().changeRoamingPin(credential.mediumSerial,
        { std::move(current), std::move(replacement) }, keyFor("pin " + credential.id.toUtf8()));
    return domain::andThen<HttpResponse>(
        heard(std::move(changed)), this, [](const HttpResponse&) -> Result<Done> { return Done {}; });
}

} // namespace peraku::services
