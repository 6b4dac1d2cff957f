#include "voucherindex.h"

#include <algorithm>
#include <string_view>

namespace peraku::services {

using domain::VoucherId;
using domain::VoucherState;
using domain::VoucherSummary;
using Sort = ListQuery::Sort;

namespace {

/** UTF-8, case-folded, ended by a line break. Nearly all is ASCII, where folding is cheap. */
void appendFolded(std::string& words, const QString& part)
{
    const auto begun = words.size();
    for (const QChar letter : part) {
        const auto unit = letter.unicode();
        if (unit >= 0x80) {
            words.resize(begun);
            words += part.toCaseFolded().toStdString();
            break;
        }
        words += unit >= u'A' && unit <= u'Z' ? char(unit + ('a' - 'A')) : char(unit);
    }
    words += '\n';
}

qint64 stateRank(const VoucherSummary& row)
{
    return int(row.state) * 16 + row.certifiedSteps;
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
        return sign(stateRank(a), stateRank(b));
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

qint64 ageOf(const VoucherSummary& row)
{
    return row.submittedAtMs > 0 ? row.submittedAtMs : row.updatedAtMs;
}

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

void VoucherIndex::sort()
{
    for (std::size_t each = 0; each < sorts; ++each)
        order(Sort(each));
}

QString VoucherIndex::shared(const QString& text)
{
    return *m_texts.insert(text);
}

void VoucherIndex::put(VoucherSummary summary)
{
    summary.counterparty = shared(summary.counterparty);
    summary.preparer = shared(summary.preparer);
    summary.office = domain::OfficeCode(shared(summary.office.value()));
    auto key = quint32(m_rows.size());
    if (const auto known = m_keys.constFind(summary.id); known != m_keys.constEnd()) {
        key = *known;
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
    count(summary, 1);
    auto& row = m_rows[key];
    row.summary = std::move(summary);
    row.held = true;
    setWords(row);
    touched(key);
}

void VoucherIndex::setWords(Row& row)
{
    const auto& summary = row.summary;
    m_stale += row.wordsSize;
    row.wordsAt = m_words.size();
    // Both forms of the amount, so that "1,234.50" and "1234.50" are found alike.
    for (const auto& part :
        { summary.number, summary.counterparty, summary.narration, summary.total.displayPlain(),
            summary.total.toDecimal(), summary.preparer, summary.office.value() })
        appendFolded(m_words, part);
    row.wordsSize = m_words.size() - row.wordsAt;
    if (m_stale <= m_words.size() / 2)
        return;
    std::string packed;
    packed.reserve(m_words.size() - m_stale);
    for (auto& held : m_rows) {
        const auto at = packed.size();
        packed.append(m_words, held.wordsAt, held.wordsSize);
        held.wordsAt = at;
    }
    m_words = std::move(packed);
    m_stale = 0;
}

std::string_view VoucherIndex::wordsOf(const Row& row) const
{
    return std::string_view(m_words).substr(row.wordsAt, row.wordsSize);
}

void VoucherIndex::touched(quint32 key)
{
    m_last.valid = false;
    auto& row = m_rows[key];
    for (std::size_t sort = 0; sort < sorts; ++sort) {
        const auto bit = quint8(1U << sort);
        if (!(row.unsorted & bit))
            m_orders[sort].pending.push_back(key);
        row.unsorted |= bit;
    }
}

void VoucherIndex::remove(const VoucherId& id)
{
    const auto found = m_keys.constFind(id);
    if (found == m_keys.constEnd())
        return;
    const auto key = *found;
    count(m_rows[key].summary, -1);
    m_rows[key].summary = {};
    m_stale += m_rows[key].wordsSize;
    m_rows[key].wordsSize = 0;
    m_rows[key].held = false;
    touched(key);
    m_free.push_back(key);
    m_keys.erase(found);
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
    auto& [keys, pending] = m_orders[std::size_t(sort)];
    if (pending.empty())
        return keys;
    const auto bit = quint8(1U << std::size_t(sort));
    const bool anew = keys.empty();
    // Few rows change at a time: they are taken out, sorted among themselves and merged in.
    std::erase_if(keys, [&](quint32 key) { return (m_rows[key].unsorted & bit) != 0; });
    for (const auto key : pending)
        m_rows[key].unsorted &= quint8(~bit);
    if (anew) {
        keys = sorted(sort);
    } else {
        const auto before = [&](quint32 a, quint32 b) {
            const int order = compare(m_rows[a].summary, m_rows[b].summary, sort);
            return order != 0 ? order < 0 : a < b;
        };
        std::erase_if(pending, [&](quint32 key) { return !m_rows[key].held; });
        std::sort(pending.begin(), pending.end(), before);
        const auto middle = qsizetype(keys.size());
        keys.insert(keys.end(), pending.begin(), pending.end());
        std::inplace_merge(keys.begin(), keys.begin() + middle, keys.end(), before);
    }
    pending.clear();
    return keys;
}

std::vector<quint32> VoucherIndex::sorted(Sort sort) const
{
    std::vector<std::pair<qint64, quint32>> ranked;
    ranked.reserve(m_rows.size());
    const auto rank = [&](const auto& number) {
        for (quint32 key = 0; key < m_rows.size(); ++key) {
            if (m_rows[key].held)
                ranked.emplace_back(number(m_rows[key].summary), key);
        }
    };
    // A text's place among all texts stands for it; names that many rows share are compared once.
    const auto rankText = [&](const auto& text, Qt::CaseSensitivity cases) {
        QHash<QStringView, qint64> places;
        for (const auto& row : m_rows) {
            if (row.held)
                places.insert(text(row.summary), 0);
        }
        auto texts = places.keys();
        const auto before = [cases](QStringView a, QStringView b) { return a.compare(b, cases) < 0; };
        std::sort(texts.begin(), texts.end(), before);
        qint64 place = 0;
        for (qsizetype i = 0; i < texts.size(); ++i) {
            place += i > 0 && before(texts.at(i - 1), texts.at(i)) ? 1 : 0;
            places[texts.at(i)] = place;
        }
        rank([&](const VoucherSummary& row) { return places.value(text(row)); });
    };
    switch (sort) {
    case Sort::Age:
        rank(ageOf);
        break;
    case Sort::Date:
        rank([](const VoucherSummary& row) { return row.date.toJulianDay(); });
        break;
    case Sort::Amount:
        rank([](const VoucherSummary& row) { return row.total.sen(); });
        break;
    case Sort::State:
        rank(stateRank);
        break;
    case Sort::Number:
        rankText([](const VoucherSummary& row) { return QStringView(row.number); }, Qt::CaseSensitive);
        break;
    case Sort::Counterparty:
        rankText(
            [](const VoucherSummary& row) { return QStringView(row.counterparty); }, Qt::CaseInsensitive);
        break;
    }
    std::sort(ranked.begin(), ranked.end());
    std::vector<quint32> keys;
    keys.reserve(ranked.size());
    for (const auto& [number, key] : ranked)
        keys.push_back(key);
    return keys;
}

std::vector<bool> VoucherIndex::matches(const ListQuery& query) const
{
    std::vector<std::string> words;
    for (const auto& word :
        query.text.toCaseFolded().simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts))
        words.push_back(word.toStdString());
    const auto meets = [&](const Row& row) {
        return row.held && fits(row.summary, query)
            && std::all_of(words.cbegin(), words.cend(),
                [&](const std::string& word) { return wordsOf(row).find(word) != std::string_view::npos; });
    };

    auto before = m_last.query;
    const bool extends = m_last.valid && query.text.startsWith(before.text);
    before.text = query.text;
    const bool narrows = extends && before == query;
    // Rows are looked at in the order of memory, which a search feels more than the comparing.
    std::vector<bool> found(m_rows.size());
    for (std::size_t key = 0; key < m_rows.size(); ++key)
        found[key] = (!narrows || m_last.found[key]) && meets(m_rows[key]);
    return found;
}

QList<quint32> VoucherIndex::query(const ListQuery& query) const
{
    auto found = matches(query);
    const auto& keys = order(query.sort);
    QList<quint32> answer;
    answer.reserve(qsizetype(std::count(found.cbegin(), found.cend(), true)));
    std::copy_if(
        keys.cbegin(), keys.cend(), std::back_inserter(answer), [&](quint32 key) { return found[key]; });
    if (query.descending)
        std::reverse(answer.begin(), answer.end());
    m_last = { query, std::move(found), true };
    return answer;
}

} // namespace peraku::services
