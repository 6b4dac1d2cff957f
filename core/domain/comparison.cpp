#include <domain/comparison.h>

#include <algorithm>
#include <array>
#include <functional>

namespace peraku::domain {

namespace {

using Content = VoucherContent;

/** A field that is chosen as one thing. */
struct Field {
    const char* path;
    bool isDetail; ///< Only contents of the same kind have it.
    bool (*same)(const Content& a, const Content& b);
    void (*copy)(const Content& from, Content& to);
};

template <auto Member> constexpr Field headField(const char* path)
{
    return { path, false, [](const Content& a, const Content& b) { return a.*Member == b.*Member; },
        [](const Content& from, Content& to) { to.*Member = from.*Member; } };
}

/** A member of one kind of details; contents of another kind have none, and so differ from those that do. */
template <typename Details, auto Member> constexpr Field detailField(const char* path)
{
    return { path, true,
        [](const Content& a, const Content& b) {
            const auto* first = std::get_if<Details>(&a.details);
            const auto* second = std::get_if<Details>(&b.details);
            return first && second ? first->*Member == second->*Member : !first && !second;
        },
        [](const Content& from, Content& to) {
            const auto* source = std::get_if<Details>(&from.details);
            auto* target = std::get_if<Details>(&to.details);
            if (source && target)
                target->*Member = source->*Member;
        } };
}

template <QString Payee::*... Members> constexpr Field payeeField(const char* path)
{
    return { path, true,
        [](const Content& a, const Content& b) {
            const auto* first = a.payment();
            const auto* second = b.payment();
            return first && second ? ((first->payee.*Members == second->payee.*Members) && ...)
                                   : !first && !second;
        },
        [](const Content& from, Content& to) {
            if (from.payment() && to.payment())
                ((to.payment()->payee.*Members = from.payment()->payee.*Members), ...);
        } };
}

// A bank without its account number, or the other way round, would be an account that nobody entered.
constexpr std::array fields { headField<&Content::processNo>("processNo"),
    headField<&Content::office>("office"), headField<&Content::date>("date"),
    Field { "details", false, [](const Content& a, const Content& b) { return a.kind() == b.kind(); },
        [](const Content& from, Content& to) { to.details = from.details; } },
    payeeField<&Payee::name>("payee.name"), payeeField<&Payee::registrationId>("payee.registrationId"),
    detailField<PaymentDetails, &PaymentDetails::mode>("mode"),
    payeeField<&Payee::bankCode, &Payee::bankAccount>("payee.bankAccount"),
    detailField<PaymentDetails, &PaymentDetails::type>("type"),
    detailField<PaymentDetails, &PaymentDetails::orderNumber>("orderNumber"),
    detailField<PaymentDetails, &PaymentDetails::contractNumber>("contractNumber"),
    detailField<PaymentDetails, &PaymentDetails::documentsReceived>("documentsReceived"),
    detailField<JournalDetails, &JournalDetails::type>("type"),
    detailField<JournalDetails, &JournalDetails::period>("period"),
    detailField<JournalDetails, &JournalDetails::reason>("reason"),
    detailField<JournalDetails, &JournalDetails::referenceVoucher>("referenceVoucher"),
    headField<&Content::narration>("narration") };

// Enough alike to be the same row, changed.
bool alike(const ChargeLine& a, const ChargeLine& b)
{
    return a.side == b.side && (a.segments == b.segments || a.amount == b.amount);
}
bool alike(const Invoice& a, const Invoice& b)
{
    return a.number == b.number;
}
bool alike(const Attachment& a, const Attachment& b)
{
    return a.fileName == b.fileName;
}

constexpr int sameWeight = 3; // One row that is the same counts for more than two that are alike.
constexpr int alikeWeight = 1;

template <typename Row> int weight(const Row& a, const Row& b)
{
    return a == b ? sameWeight : alike(a, b) ? alikeWeight : 0;
}

/** Closes the gap before the next pair: rows without a counterpart face each other in their order. */
void fillGap(QList<RowPair>& pairs, int& mine, int& theirs, int mineEnd, int theirsEnd)
{
    while (mine < mineEnd || theirs < theirsEnd) {
        RowPair pair;
        if (mine < mineEnd)
            pair.mine = mine++;
        if (theirs < theirsEnd)
            pair.theirs = theirs++;
        pairs.append(pair);
    }
}

/** Every row of both lists once, in the order of each: the heaviest common subsequence, gaps filled. */
template <typename Row> QList<RowPair> align(const QList<Row>& mine, const QList<Row>& theirs)
{
    const int m = int(mine.size());
    const int n = int(theirs.size());
    const auto at = [n](int i, int j) { return i * (n + 1) + j; };
    QList<int> best((m + 1) * (n + 1), 0); // From row i and j to the ends.
    for (int i = m - 1; i >= 0; --i) {
        for (int j = n - 1; j >= 0; --j) {
            const int here = weight(mine.at(i), theirs.at(j));
            const int skip = std::max(best.at(at(i + 1, j)), best.at(at(i, j + 1)));
            best[at(i, j)] = here > 0 ? std::max(skip, here + best.at(at(i + 1, j + 1))) : skip;
        }
    }
    QList<RowPair> pairs;
    int mineDone = 0;
    int theirsDone = 0;
    for (int i = 0, j = 0; i < m && j < n;) {
        const int here = weight(mine.at(i), theirs.at(j));
        if (here > 0 && best.at(at(i, j)) == here + best.at(at(i + 1, j + 1))) {
            fillGap(pairs, mineDone, theirsDone, i, j);
            pairs.append({ i, j, here == sameWeight });
            mineDone = ++i;
            theirsDone = ++j;
        } else if (best.at(at(i, j)) == best.at(at(i + 1, j))) {
            ++i;
        } else {
            ++j;
        }
    }
    fillGap(pairs, mineDone, theirsDone, m, n);
    return pairs;
}

template <typename Row>
void judgeRow(Difference& difference, const RowPair& pair, const QList<Row>& mine, const QList<Row>& theirs,
    const QList<Row>& base)
{
    if (pair.mine >= 0 && pair.theirs >= 0) {
        difference.mineChanged = !base.contains(mine.at(pair.mine));
        difference.theirsChanged = !base.contains(theirs.at(pair.theirs));
    } else {
        const auto& row = pair.mine >= 0 ? mine.at(pair.mine) : theirs.at(pair.theirs);
        difference.mineChanged = mine.count(row) != base.count(row);
        difference.theirsChanged = theirs.count(row) != base.count(row);
    }
    if (!difference.mineChanged && !difference.theirsChanged)
        difference.mineChanged = difference.theirsChanged = true; // moved; by whom is not told apart
}

template <typename Row>
QList<RowPair> compareRows(QList<Difference>& found, const char* field, const QList<Row>& mine,
    const QList<Row>& theirs, const QList<Row>* base)
{
    auto pairs = align(mine, theirs);
    for (const auto& pair : std::as_const(pairs)) {
        if (pair.same)
            continue;
        Difference difference { QLatin1String(field), pair.mine, pair.theirs };
        if (base)
            judgeRow(difference, pair, mine, theirs, *base);
        found.append(difference);
    }
    return pairs;
}

template <typename Row>
QList<Row> mergeRows(const QList<RowPair>& pairs, const QList<Row>& mine, const QList<Row>& theirs,
    const std::function<Version()>& next)
{
    QList<Row> rows;
    for (const auto& pair : pairs) {
        const auto version = pair.same ? Version::Theirs : next();
        if (version == Version::Mine && pair.mine >= 0)
            rows.append(mine.at(pair.mine));
        else if (version == Version::Theirs && pair.theirs >= 0)
            rows.append(theirs.at(pair.theirs));
    }
    return rows;
}

const QList<Invoice>* invoicesOf(const Content& content)
{
    return content.payment() ? &content.payment()->invoices : nullptr;
}

} // namespace

std::optional<Version> Difference::proposal() const
{
    if (mineChanged == theirsChanged)
        return std::nullopt;
    return mineChanged ? Version::Mine : Version::Theirs;
}

ContentComparison::ContentComparison(Content mine, Content theirs, std::optional<Content> base)
    : m_mine(std::move(mine))
    , m_theirs(std::move(theirs))
{
    const bool sameKind = m_mine.kind() == m_theirs.kind();
    for (const auto& field : fields) {
        if (field.same(m_mine, m_theirs) || (field.isDetail && !sameKind))
            continue;
        Difference difference { QLatin1String(field.path) };
        if (base) {
            difference.mineChanged = !field.same(m_mine, *base);
            difference.theirsChanged = !field.same(m_theirs, *base);
        }
        m_differences.append(difference);
    }
    if (const auto* own = invoicesOf(m_mine), *other = invoicesOf(m_theirs); own && other) {
        const QList<Invoice> none;
        const auto* begun = base ? invoicesOf(*base) : nullptr;
        m_invoices
            = compareRows(m_differences, "invoices", *own, *other, base ? (begun ? begun : &none) : nullptr);
    }
    m_lines
        = compareRows(m_differences, "lines", m_mine.lines, m_theirs.lines, base ? &base->lines : nullptr);
    m_attachments = compareRows(m_differences, "attachments", m_mine.attachments, m_theirs.attachments,
        base ? &base->attachments : nullptr);
}

Content ContentComparison::merged(const QList<Version>& choices) const
{
    qsizetype number = 0;
    const auto next = [&] { return choices.value(number++, Version::Theirs); };
    auto content = m_theirs;
    for (const auto& field : fields) {
        const bool listed = number < m_differences.size()
            && m_differences.at(number).field == QLatin1String(field.path) && !field.same(m_mine, m_theirs);
        if (listed && next() == Version::Mine)
            field.copy(m_mine, content);
    }
    if (const auto* own = invoicesOf(m_mine), *other = invoicesOf(m_theirs); own && other)
        content.payment()->invoices = mergeRows(m_invoices, *own, *other, next);
    content.lines = mergeRows(m_lines, m_mine.lines, m_theirs.lines, next);
    content.attachments = mergeRows(m_attachments, m_mine.attachments, m_theirs.attachments, next);
    return content;
}

} // namespace peraku::domain
