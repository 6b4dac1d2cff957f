#pragma once

#include <services/diagnosticservices.h>

namespace peraku::fake {

class FakeDiagnostics final : public services::DiagnosticService {
    Q_OBJECT
public:
    FakeDiagnostics();
    services::Diagnosis found; ///< A treasury that is refused by its certificate, and a token.
    int examined = 0;
    QString saved;
    std::optional<domain::Error> refuseSave;
    domain::Async<services::Diagnosis> examine() override;
    domain::Async<domain::Done> save(const QString& text, const QString& path) override;
};

} // namespace peraku::fake
