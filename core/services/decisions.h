#pragma once

#include "parcels.h"
#include "referencebook.h"

namespace peraku::services {

/** Queries and cancellations, checked here by the rules that the treasury checks again. */
class Decisions : public DecisionService {
    Q_OBJECT
public:
    Decisions(Workspace& workspace, ReferenceBook& reference, domain::Clock& clock, domain::Rng& rng,
        QObject* parent = nullptr);

    Result<domain::Transition> check(const domain::Voucher& voucher, domain::Action action) const override;
    Async<Done> query(const domain::VoucherId& id, const domain::Reason& reason) override;
    Async<Done> cancel(const domain::VoucherId& id, const domain::Reason& reason) override;

private:
    Async<Done> decide(const domain::VoucherId& id, domain::Action action, const domain::Reason& reason);

    Workspace& m_workspace;
    ReferenceBook& m_reference;
    ParcelMaker m_maker;
};

} // namespace peraku::services
