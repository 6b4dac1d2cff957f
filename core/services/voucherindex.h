#pragma once

#include <services/desk.h>

#include <QHash>
#include <QList>
#include <QSet>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace peraku::services {

/** All rows of the lists in memory, with their words for the search and their orders for sorting. One thread
 * at a time; it may be built in one and handed to another. */
class VoucherIndex {
public:
    /** Adds or replaces; a row's key stays the same for as long as it is held. */
    void put(domain::VoucherSummary summary);
    void remove(const domain::VoucherId& id);
    void clear();
    /** Puts every order right now, so that no query has to. */
    void sort();

    qsizetype size() const { return qsizetype(m_keys.size()); }
    const domain::VoucherSummary* find(const domain::VoucherId& id) const;
    const domain::VoucherSummary& row(quint32 key) const { return m_rows[key].summary; }
    bool holds(quint32 key) const { return key < m_rows.size() && m_rows[key].held; }

    /** A query that narrows the one before it looks only at what that one found. */
    QList<quint32> query(const ListQuery& query) const;
    int inboxCount() const { return m_inbox; }
    int draftCount() const { return m_drafts; }

private:
    static constexpr std::size_t sorts = std::size_t(ListQuery::Sort::State) + 1;
    struct Row {
        domain::VoucherSummary summary;
        std::size_t wordsAt = 0; ///< In m_words.
        std::size_t wordsSize = 0;
        mutable quint8 unsorted = 0; ///< One bit an order in which the row does not stand at its place.
        bool held = false;
    };
    struct Order {
        std::vector<quint32> keys;
        std::vector<quint32> pending; ///< Rows that are to be put at their place.
    };
    struct Answer {
        ListQuery query;
        std::vector<bool> found; ///< By key.
        bool valid = false;
    };

    quint32 add(domain::VoucherSummary summary);
    void touched(quint32 key);
    void setWords(Row& row);
    std::string_view wordsOf(const Row& row) const;
    std::vector<bool> matches(const ListQuery& query) const;
    void count(const domain::VoucherSummary& summary, int change);
    const std::vector<quint32>& order(ListQuery::Sort sort) const;
    /** All rows in that order: few long comparisons, many short ones. */
    std::vector<quint32> sorted(ListQuery::Sort sort) const;
    QString shared(const QString& text);

    std::vector<Row> m_rows;
    /** The words of all rows, UTF-8 and case-folded, in one piece, so that a search runs through memory in
     * order; parts are separated so that a word never matches across two. */
    std::string m_words;
    std::size_t m_stale = 0; ///< Bytes of m_words that no row uses any more.
    std::vector<quint32> m_free;
    QHash<domain::VoucherId, quint32> m_keys;
    QSet<QString> m_texts; ///< Names that many rows share are held once.
    mutable std::array<Order, sorts> m_orders;
    mutable Answer m_last;
    int m_inbox = 0;
    int m_drafts = 0;
};

/** The list in which a row that waits for the officer stands; All for rows that wait for nobody here. */
ListKind homeOf(const domain::VoucherSummary& summary);

/** Since when it waits, milliseconds: since its submission, before that since its last change. */
qint64 ageOf(const domain::VoucherSummary& summary);

} // namespace peraku::services
