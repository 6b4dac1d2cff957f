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
    Async<Done> changePin(const domain::Credential& credential, secret::SecureBuffer current,
        secret::SecureBuffer replacement) override;

private:
    remote::RequestEndpoint endpoint() { return remote::RequestEndpoint(m_parts.client); }
    domain::IdempotencyKey newKey() { return domain::IdempotencyKey(m_parts.rng.hex(16)); }
    Async<domain::MediumRequest> answered(Async<remote::HttpResponse> answer);

    Parts m_parts;
};

} // namespace peraku::services
