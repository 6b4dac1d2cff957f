#pragma once

#include "workspace.h"

#include <remote/endpoints.h>

namespace peraku::services {

/** Certificates, PINs and requests: asked of the treasury, or of the token that is plugged in. */
class Requests : public RequestService {
    Q_OBJECT
public:
    struct Parts {
        Workspace& workspace;
        remote::Client& client;
        domain::Signer& signer;
        domain::Rng& rng;
    };
    explicit Requests(Parts parts, QObject* parent = nullptr);

    Async<QList<domain::MediumRequest>> requests() override;
    Async<QList<domain::HeldCertificate>> certificates() override;
    Async<domain::MediumRequest> send(const domain::MediumRequest& request, RequestSecrets secrets) override;
    Async<domain::MediumRequest> decide(
        const domain::RequestId& id, domain::RequestAction action, const QString& reason) override;
    Async<domain::MediumRequest> sendAgain(const domain::RequestId& id) override;
    Async<Done> changePin(const domain::Credential& credential, secret::SecureBuffer current,
        secret::SecureBuffer replacement) override;

private:
    remote::RequestEndpoint endpoint() { return remote::RequestEndpoint(m_parts.client); }
    /** What was sent last and not answered; the same again must not be done twice. */
    struct Unheard {
        QByteArray content;
        domain::IdempotencyKey key;
    };
    /** The key for that content, which holds no secret: a new one, but for what was not answered. */
    domain::IdempotencyKey keyFor(const QByteArray& content);
    Async<remote::HttpResponse> heard(Async<remote::HttpResponse> answer);
    Async<domain::MediumRequest> answered(Async<remote::HttpResponse> answer);

    Parts m_parts;
    std::optional<Unheard> m_unheard;
};

} // namespace peraku::services
