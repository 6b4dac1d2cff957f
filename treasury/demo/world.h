#pragma once

#include "chart.h"

#include <domain/process.h>

#include <QHash>

#include <demo/demo.h>

namespace peraku::demo {

/** The invented state with everything looked up that its vouchers need. */
class World {
public:
    static domain::Result<World> make(const DemoOptions& options);

    const DemoState& state() const { return m_state; }
    const QList<domain::Office>& staffedOffices() const { return m_staffed; }
    const QList<const domain::Officer*>& preparers(const domain::OfficeCode& office) const;
    /** Who may act on a step for this office, the limit apart. */
    QList<const domain::Officer*> signers(const domain::OfficeCode& office, domain::StepKind step) const;
    const QList<const Supplier*>& suppliers(const QString& trade) const;
    const QStringList& codes(const QString& segment) const;
    const domain::Office& officeAt(qsizetype index) const { return m_state.reference.offices.at(index); }
    qsizetype officeIndex(const domain::OfficeCode& code) const { return m_officeIndex.value(code); }

private:
    World() = default;
    void index();

    DemoState m_state;
    QList<Supplier> m_suppliers;
    QList<domain::Office> m_staffed;
    QHash<domain::OfficeCode, qsizetype> m_officeIndex;
    QHash<domain::OfficeCode, QList<const domain::Officer*>> m_preparers;
    QHash<QString, QList<const Supplier*>> m_byTrade;
    QHash<QString, QStringList> m_codes;
};

} // namespace peraku::demo
