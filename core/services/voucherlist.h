#pragma once

#include "referencebook.h"
#include "voucherindex.h"
#include "workspace.h"

#include <QSet>

namespace peraku::services {

/** The lists: what the cache holds, with the officer's drafts and pending steps laid over it. */
class Vouchers : public VoucherList {
    Q_OBJECT
public:
    static constexpr int firstPageRows = 200;

    Vouchers(Workspace& workspace, ReferenceBook& reference, QObject* parent = nullptr);

    bool indexReady() const override { return m_ready; }
    QList<quint32> query(const ListQuery& query) const override { return m_index.query(query); }
    domain::VoucherSummary row(quint32 key) const override;
    int inboxCount() const override { return m_index.inboxCount(); }
    int draftCount() const override { return m_index.draftCount(); }
    Async<domain::Voucher> voucher(const domain::VoucherId& id) override;

    /** The cache holds these now. */
    void apply(const PageRows& page);
    /** The cache was emptied. */
    void startAnew();

private:
    void load();
    void reload(const QList<domain::VoucherId>& ids);
    void take(const QList<domain::VoucherSummary>& rows);
    void overlay(const QList<domain::VoucherId>& ids);
    domain::VoucherSummary overlaid(domain::VoucherSummary held) const;

    Workspace& m_workspace;
    ReferenceBook& m_reference;
    VoucherIndex m_index;
    QHash<domain::VoucherId, domain::VoucherSummary> m_underlay; ///< Cache rows that an overlay hides.
    QSet<domain::VoucherId> m_onlyDrafts; ///< Rows that the cache does not hold.
    QSet<domain::VoucherId> m_missed; ///< Changed while the index was read.
    QSet<domain::VoucherId> m_arrived; ///< Came by the feed while rows were read again.
    int m_reloads = 0;
    bool m_ready = false;
    int m_generation = 0; ///< Answers for an earlier log-in are dropped.
};

} // namespace peraku::services
