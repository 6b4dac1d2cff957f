#pragma once

#include <services/desk.h>

#include <QHash>
#include <QList>

#include <array>
#include <vector>

namespace peraku::services {

/** All rows of the lists in memory, with their words for the search and their orders for sorting. Not
 * thread-safe. */
class VoucherIndex {
public:
    /** Adds or replaces; a row's key stays the same for as long as it is held. */
    void put(const domain::VoucherSummary& summary);
    void remove(const domain::VoucherId& id);
    void clear();

    qsizetype size() const { return qsizetype(m_keys.size()); }
    const domain::VoucherSummary* find(const domain::VoucherId& id) const;
    const domain::VoucherSummary& row(quint32 key) const { return m_rows[key].summary; }
    bool holds(quint32 key) const { return key < m_rows.size() && m_rows[key].held; }

    QList<quint32> query(const ListQuery& query) const;
    int inboxCount() const { return m_inbox; }
    int draftCount() const { return m_drafts; }

private:
    struct Row {
        domain::VoucherSummary summary;
        QString words; ///< Case-folded, parts separated so that a word never matches across two.
        bool held = false;
    };
    static constexpr std::size_t sorts = std::size_t(ListQuery::Sort::State) + 1;

    void count(const domain::VoucherSummary& summary, int change);
    const std::vector<quint32>& order(ListQuery::Sort sort) const;

    std::vector<Row> m_rows;
    std::vector<quint32> m_free;
    QHash<domain::VoucherId, quint32> m_keys;
    mutable std::array<std::vector<quint32>, sorts> m_orders;
    mutable std::array<bool, sorts> m_sorted {};
    int m_inbox = 0;
    int m_drafts = 0;
};

/** The list in which a row that waits for the officer stands; All for rows that wait for nobody here. */
ListKind homeOf(const domain::VoucherSummary& summary);

} // namespace peraku::services
