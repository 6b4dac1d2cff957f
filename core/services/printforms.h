#pragma once

#include "trust.h"

#include <services/desk.h>

namespace peraku::services {

/** Print forms as the treasury makes them, their seal checked before anybody sees them. */
class PrintForms : public PrintService {
    Q_OBJECT
public:
    PrintForms(remote::Client& client, Trust& trust, domain::Executor& workers, domain::Clock& clock,
        QObject* parent = nullptr)
        : PrintService(parent)
        , m_client(client)
        , m_trust(trust)
        , m_workers(workers)
        , m_clock(clock)
    {
    }

    Async<PrintForm> form(const domain::VoucherId& id) override;
    Async<Done> save(const PrintForm& form, const QString& path) override;

private:
    remote::Client& m_client;
    Trust& m_trust;
    domain::Executor& m_workers;
    domain::Clock& m_clock;
};

} // namespace peraku::services
