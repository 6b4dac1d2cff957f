#include "referencebook.h"

namespace peraku::services {

using domain::ReferenceData;

namespace {

/** Before the first contact: the federal mask, and every process that the catalogue has. */
ReferenceData initialReference(const domain::ProcessCatalogue& catalogue)
{
    ReferenceData reference;
    reference.mask = domain::federalMask();
    for (const auto& process : catalogue.all()) {
        if (process.voucherKind())
            reference.processes.append(process.no);
    }
    return reference;
}

} // namespace

ReferenceBook::ReferenceBook(domain::ProcessCatalogue catalogue, Workspace& workspace, QObject* parent)
    : ReferenceService(parent)
    , m_catalogue(std::move(catalogue))
    , m_workspace(workspace)
    , m_reference(initialReference(m_catalogue))
{
    connect(&workspace, &Workspace::opened, this, &ReferenceBook::load);
}

void ReferenceBook::load()
{
    using Stored = std::optional<ReferenceData>;
    domain::onFinished<Stored>(m_workspace.vault().reference(), this, [this](Result<Stored> stored) {
        // An unreadable copy is as good as none: the next sync brings it again.
        if (!stored || !*stored || !m_reference.version.isEmpty())
            return;
        m_reference = std::move(**stored);
        Q_EMIT referenceChanged();
    });
}

Async<Done> ReferenceBook::replace(ReferenceData reference)
{
    m_reference = std::move(reference);
    Q_EMIT referenceChanged();
    if (!m_workspace.isOpen())
        return domain::readyError<Done>({ domain::ErrorCode::Cancelled, {}, {}, false, 0 });
    return m_workspace.vault().saveReference(m_reference);
}

} // namespace peraku::services
