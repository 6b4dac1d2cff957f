#include "voucherindex.h"

#include <QStringMatcher>

#include <algorithm>

namespace peraku::services {

using domain::VoucherId;
using domain::VoucherState;
using domain::VoucherSummary;
using Sort = ListQuery::Sort;

namespace {

QString wordsOf(const VoucherSummary& row)
{
    constexpr QChar border(u'\n');
    // Both forms of the amount, so that "1,234.50" and "1234.50" are found alike.
    const QString parts = row.number + border + row.counterparty + border + row.narration + border
        + row.total.displayPlain() + border + row.total.toDecimal() + border + row.preparer + border
        + row.office.value();
    return parts.toCaseFolded();
}

qint64 ageOf(const VoucherSummary& row)
{
    return row.submittedAtMs > 0 ? row.submittedAtMs : row.updatedAtMs;
}

int compare(const VoucherSummary& a, const VoucherSummary& b, Sort sort)
{
    const auto sign = [](const auto& x, const auto& y) { return x < y ? -1 : (y < x ? 1 : 0); };
    switch (sort) {
    case Sort::Age:
        return sign(ageOf(a), ageOf(b));
    case Sort::Number:
        return a.number.compare(b.number);
    case Sort::Date:
        return sign(a.date, b.date);
    case Sort::Counterparty:
        return a.counterparty.compare(b.counterparty, Qt::CaseInsensitive);
    case Sort::Amount:
        return sign(a.total.sen(), b.total.sen());
    case Sort::State:
        return sign(int(a.state) * 16 + a.certifiedSteps, int(b.state) * 16 + b.certifiedSteps);
    }
    return 0;
}

bool fits(const VoucherSummary& row, const ListQuery& query)
{
    if (query.list != ListKind::All && homeOf(row) != query.list)
        return false;
    return (!query.kind || row.kind == *query.kind) && (!query.state || row.state == *query.state)
        && (!query.office || row.office == *query.office) && (!query.from.isValid() || row.date >= query.from)
        && (!query.to.isValid() || row.date <= query.to);
}

} // namespace

ListKind homeOf(const VoucherSummary& row)
{
    if (!row.waitsForMe)
        return ListKind::All;
    const bool open = row.state == VoucherState::Draft || row.state == VoucherState::Queried;
    return open ? ListKind::Drafts : ListKind::Inbox;
}

void VoucherIndex::count(const VoucherSummary& summary, int change)
{
    const auto home = homeOf(summary);
    m_inbox += home == ListKind::Inbox ? change : 0;
    m_drafts += home == ListKind::Drafts ? change : 0;
}

void VoucherIndex::put(const VoucherSummary& summary)
{
    auto key = m_keys.value(summary.id, quint32(m_rows.size()));
    if (m_keys.contains(summary.id)) {
        count(m_rows[key].summary, -1);
    } else {
        if (m_free.empty()) {
            m_rows.emplace_back();
        } else {
            key = m_free.back();
            m_free.pop_back();
        }
        m_keys.insert(summary.id, key);
    }
    m_rows[key] = { summary, wordsOf(summary), true };
    count(summary, 1);
    m_sorted.fill(false);
}

void VoucherIndex::remove(const VoucherId& id)
{
    const auto found = m_keys.constFind(id);
    if (found == m_keys.constEnd())
        return;
    const auto key = *found;
    count(m_rows[key].summary, -1);
    m_rows[key] = {};
    m_free.push_back(key);
    m_keys.erase(found);
    m_sorted.fill(false);
}

void VoucherIndex::clear()
{
    *this = {};
}

const VoucherSummary* VoucherIndex::find(const VoucherId& id) const
{
    const auto found = m_keys.constFind(id);
    return found == m_keys.constEnd() ? nullptr : &m_rows[*found].summary;
}

const std::vector<quint32>& VoucherIndex::order(Sort sort) const
{
    const auto at = std::size_t(sort);
    auto& keys = m_orders[at];
    if (m_sorted[at])
        return keys;
    keys.clear();
    keys.reserve(std::size_t(m_keys.size()));
    for (quint32 key = 0; key < m_rows.size(); ++key) {
        if (m_rows[key].held)
            keys.push_back(key);
    }
    std::sort(keys.begin(), keys.end(), [&](quint32 a, quint32 b) {
        const int order = compare(m_rows[a].summary, m_rows[b].summary, sort);
        return order != 0 ? order < 0 : m_rows[a].summary.id < m_rows[b].summary.id;
    });
    m_sorted[at] = true;
    return keys;
}

QList<quint32> VoucherIndex::query(const ListQuery& query) const
{
    QList<QStringMatcher> words;
    const auto typed = query.text.toCaseFolded().simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const auto& word : typed)
        words.append(QStringMatcher(word));

    const auto& keys = order(query.sort);
    QList<quint32> found;
    for (const auto key : keys) {
        const auto& row = m_rows[key];
        if (!fits(row.summary, query))
            continue;
        const bool all = std::all_of(words.cbegin(), words.cend(),
            [&](const QStringMatcher& word) { return word.indexIn(row.words) >= 0; });
        if (all)
            found.append(key);
    }
    if (query.descending)
        std::reverse(found.begin(), found.end());
    return found;
}

} // namespace peraku::services
