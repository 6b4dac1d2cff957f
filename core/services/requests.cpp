#include "requests.h"

#include <domain/pinrules.h>

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

Async<MediumRequest> Requests::answered(Async<HttpResponse> answer)
{
    return domain::andThen<HttpResponse>(
        std::move(answer), this, [this](const HttpResponse& response) -> Result<MediumRequest> {
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
    return answered(
        endpoint().send({ request, std::move(secrets.pin), std::move(secrets.securityAnswer) }, newKey()));
}

Async<MediumRequest> Requests::decide(
    const domain::RequestId& id, domain::RequestAction action, const QString& reason)
{
    return answered(endpoint().decide(id, { action, reason.trimmed() }, newKey()));
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
    return domain::andThen<HttpResponse>(endpoint().changeRoamingPin(credential.mediumSerial,
                                             { std::move(current), std::move(replacement) }, newKey()),
        this, [](const HttpResponse&) -> Result<Done> { return Done {}; });
}

} // namespace peraku::services
