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
        m_onlyDrafts.clear();
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
    m_onlyDrafts.clear();
    overlay(m_workspace.drafts().keys());
    domain::onFinished<Summaries>(
        m_workspace.vault().firstPage(firstPageRows), this, [this, generation](Result<Summaries> rows) {
            if (generation != m_generation || m_ready || !rows)
                return;
            take(*rows);
            Q_EMIT changed({});
        });
    using Index = std::shared_ptr<VoucherIndex>;
    domain::onFinished<Index>(m_workspace.vault().index(), this, [this, generation](Result<Index> index) {
        if (generation != m_generation)
            return;
        // An unreadable cache is made anew and filled by the next sync; until then the lists show the drafts.
        if (index) {
            m_index = std::move(**index);
            m_underlay.clear();
            m_onlyDrafts.clear();
            auto laidOver = m_workspace.drafts().keys();
            for (const auto& parcel : m_workspace.parcels())
                laidOver.append(parcel.row.voucher);
            overlay(laidOver);
        }
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
    // An index that is being read shows what is no longer there.
    ++m_generation;
    m_index.clear();
    m_underlay.clear();
    m_onlyDrafts.clear();
    m_missed.clear();
    overlay(m_workspace.drafts().keys());
    Q_EMIT changed({});
    if (!std::exchange(m_ready, true))
        Q_EMIT indexBecameReady();
}

void Vouchers::apply(const PageRows& page)
{
    QList<VoucherId> ids = page.gone;
    for (const auto& row : page.rows)
        ids.append(row.id);
    if (!m_ready) {
        m_missed.unite(QSet<VoucherId>(ids.begin(), ids.end()));
        return;
    }
    if (m_reloads > 0)
        m_arrived.unite(QSet<VoucherId>(ids.begin(), ids.end()));
    for (const auto& id : page.gone) {
        m_underlay.remove(id);
        m_index.remove(id);
    }
    take(page.rows);
    overlay(page.gone);
    Q_EMIT changed(ids);
}

void Vouchers::reload(const QList<VoucherId>& ids)
{
    const auto generation = m_generation;
    ++m_reloads;
    domain::onFinished<Summaries>(
        m_workspace.vault().summaries(ids), this, [this, generation, ids](Result<Summaries> rows) {
            // What the feed brought meanwhile is newer than what was read.
            const auto arrived = --m_reloads == 0 ? std::exchange(m_arrived, {}) : m_arrived;
            if (generation != m_generation || !rows)
                return;
            PageRows page;
            auto gone = QSet<VoucherId>(ids.begin(), ids.end()).subtract(arrived);
            for (const auto& row : *rows) {
                gone.remove(row.id);
                if (!arrived.contains(row.id))
                    page.rows.append(row);
            }
            page.gone = QList<VoucherId>(gone.begin(), gone.end());
            apply(page);
        });
}

void Vouchers::take(const Summaries& rows)
{
    for (const auto& row : rows) {
        m_onlyDrafts.remove(row.id);
        const bool discarded = isBeingDiscarded(m_workspace, row.id);
        const auto shown = overlaid(row);
        if (shown == row && !discarded)
            m_underlay.remove(row.id);
        else
            m_underlay.insert(row.id, row);
        if (discarded)
            m_index.remove(row.id);
        else
            m_index.put(shown);
    }
}

void Vouchers::overlay(const QList<VoucherId>& ids)
{
    const domain::Workflow workflow(m_reference.catalogue());
    for (const auto& id : ids) {
        const auto* held = m_index.find(id);
        const bool cached = held && !m_onlyDrafts.contains(id);
        if (const auto under = m_underlay.constFind(id); under != m_underlay.constEnd()) {
            take({ VoucherSummary(*under) });
        } else if (const auto draft = m_workspace.drafts().constFind(id);
                   draft != m_workspace.drafts().constEnd() && !(cached && !isWithPreparer(held->state))) {
            auto row = summaryFor(draft->voucher, m_workspace.officer(), workflow);
            if (cached)
                m_underlay.insert(id, *held);
            else
                m_onlyDrafts.insert(id);
            row.waitsForMe = row.waitsForMe && !hasPendingStep(m_workspace, id);
            m_index.put(row);
        } else if (cached) {
            // A row of the cache whose pending step came or went.
            take({ VoucherSummary(*held) });
        } else {
            // A draft that the cache never held is gone with its discarding.
            m_onlyDrafts.remove(id);
            m_index.remove(id);
        }
    }
}

VoucherSummary Vouchers::overlaid(VoucherSummary held) const
{
    if (const auto draft = m_workspace.drafts().constFind(held.id);
        draft != m_workspace.drafts().constEnd() && isWithPreparer(held.state)) {
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
