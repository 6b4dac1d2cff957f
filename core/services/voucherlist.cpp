#include "voucherlist.h"

#include "parcels.h"
#include "reconcile.h"
#include "voucherreader.h"

namespace peraku::services {

using domain::VoucherId;
using domain::VoucherSummary;
using Summaries = QList<VoucherSummary>;

Vouchers::Vouchers(Workspace& workspace, ReferenceBook& reference, QObject* parent)
    : VoucherList(parent)
    , m_workspace(workspace)
    , m_reference(reference)
{
    connect(&workspace, &Workspace::opened, this, &Vouchers::load);
    connect(&workspace, &Workspace::closed, this, [this] {
        ++m_generation;
        m_ready = false;
        m_index.clear();
        m_underlay.clear();
        m_missed.clear();
        Q_EMIT changed({});
    });
    connect(&workspace, &Workspace::vouchersTouched, this, [this](const QList<VoucherId>& ids) {
        overlay(ids);
        Q_EMIT changed(ids);
    });
}

VoucherSummary Vouchers::row(quint32 key) const
{
    return m_index.holds(key) ? m_index.row(key) : VoucherSummary {};
}

Async<domain::Voucher> Vouchers::voucher(const VoucherId& id)
{
    return readVoucher(m_workspace, id, this);
}

void Vouchers::load()
{
    const auto generation = ++m_generation;
    m_ready = false;
    m_index.clear();
    m_underlay.clear();
    overlay(m_workspace.drafts().keys());
    domain::onFinished<Summaries>(
        m_workspace.vault().firstPage(firstPageRows), this, [this, generation](Result<Summaries> rows) {
            if (generation != m_generation || m_ready || !rows)
                return;
            take(*rows);
            Q_EMIT changed({});
        });
    domain::onFinished<Summaries>(
        m_workspace.vault().allSummaries(), this, [this, generation](Result<Summaries> rows) {
            if (generation != m_generation)
                return;
            // An unreadable cache is emptied by the sync and filled anew; until then the lists show the
            // drafts.
            if (rows)
                take(*rows);
            m_ready = true;
            Q_EMIT changed({});
            Q_EMIT indexBecameReady();
            if (!m_missed.isEmpty())
                reload(QList<VoucherId>(m_missed.begin(), m_missed.end()));
            m_missed.clear();
        });
}

void Vouchers::startAnew()
{
    m_index.clear();
    m_underlay.clear();
    overlay(m_workspace.drafts().keys());
    Q_EMIT changed({});
}

void Vouchers::reload(const QList<VoucherId>& ids)
{
    if (!m_ready) {
        m_missed.unite(QSet<VoucherId>(ids.begin(), ids.end()));
        return;
    }
    const auto generation = m_generation;
    domain::onFinished<Summaries>(
        m_workspace.vault().summaries(ids), this, [this, generation, ids](Result<Summaries> rows) {
            if (generation != m_generation || !rows)
                return;
            auto gone = QSet<VoucherId>(ids.begin(), ids.end());
            for (const auto& row : *rows)
                gone.remove(row.id);
            for (const auto& id : std::as_const(gone)) {
                m_underlay.remove(id);
                m_index.remove(id);
            }
            take(*rows);
            overlay(QList<VoucherId>(gone.begin(), gone.end()));
            Q_EMIT changed(ids);
        });
}

void Vouchers::take(const Summaries& rows)
{
    for (const auto& row : rows) {
        const auto shown = overlaid(row);
        if (shown == row)
            m_underlay.remove(row.id);
        else
            m_underlay.insert(row.id, row);
        m_index.put(shown);
    }
}

void Vouchers::overlay(const QList<VoucherId>& ids)
{
    const domain::Workflow workflow(m_reference.catalogue());
    for (const auto& id : ids) {
        if (const auto under = m_underlay.constFind(id); under != m_underlay.constEnd()) {
            take({ VoucherSummary(*under) });
        } else if (const auto draft = m_workspace.drafts().constFind(id);
                   draft != m_workspace.drafts().constEnd()) {
            const auto* held = m_index.find(id);
            auto row = summaryFor(draft->voucher, m_workspace.officer(), workflow);
            if (held && held->revision > 0)
                m_underlay.insert(id, *held);
            row.waitsForMe = row.waitsForMe && !hasPendingStep(m_workspace, id);
            m_index.put(row);
        } else if (const auto* held = m_index.find(id)) {
            // Either a draft that never left this desk and was discarded, or a row of the cache whose pending
            // step came or went.
            if (held->revision == 0)
                m_index.remove(id);
            else
                take({ VoucherSummary(*held) });
        }
    }
}

VoucherSummary Vouchers::overlaid(VoucherSummary held) const
{
    if (const auto draft = m_workspace.drafts().constFind(held.id);
        draft != m_workspace.drafts().constEnd()) {
        auto voucher = draft->voucher;
        const auto content = domain::summaryOf(voucher);
        held.kind = content.kind;
        held.processNo = content.processNo;
        held.office = content.office;
        held.counterparty = content.counterparty;
        held.narration = content.narration;
        held.total = content.total;
        held.date = content.date;
        held.updatedAtMs = content.updatedAtMs;
    }
    if (hasPendingStep(m_workspace, held.id))
        held.waitsForMe = false;
    return held;
}

} // namespace peraku::services
