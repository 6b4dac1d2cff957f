#pragma once

#include "workspace.h"

namespace peraku::services {

/** The catalogue and the reference data last heard from the treasury. */
class ReferenceBook : public ReferenceService {
    Q_OBJECT
public:
    ReferenceBook(domain::ProcessCatalogue catalogue, Workspace& workspace, QObject* parent = nullptr);

    const domain::ProcessCatalogue& catalogue() const override { return m_catalogue; }
    const domain::ReferenceData& reference() const override { return m_reference; }

    /** Takes what the treasury sent and keeps it for the next start. */
    Async<Done> replace(domain::ReferenceData reference);

private:
    void load();

    domain::ProcessCatalogue m_catalogue;
    Workspace& m_workspace;
    domain::ReferenceData m_reference;
};

} // namespace peraku::services
