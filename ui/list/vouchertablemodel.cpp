#include "base/format.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/vouchertablemodel.h>

namespace peraku::ui {

using domain::VoucherSummary;

VoucherTableModel::VoucherTableModel(services::VoucherList& vouchers, services::ReferenceService& reference,
    domain::Clock& clock, QObject* parent)
    : QAbstractTableModel(parent)
    , m_vouchers(vouchers)
    , m_reference(reference)
    , m_clock(clock)
    , m_now(clock.nowUtc())
{
}

void VoucherTableModel::setQuery(const services::ListQuery& query)
{
    m_query = query;
    reload();
}

void VoucherTableModel::reload()
{
    m_now = m_clock.nowUtc();
    m_cachedRow = -1;
    auto keys = m_vouchers.query(m_query);
    if (keys == m_keys) {
        if (m_shown > 0)
            Q_EMIT dataChanged(index(0, 0), index(m_shown - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_keys = std::move(keys);
    m_shown = int(std::min<qsizetype>(m_keys.size(), pageRows));
    endResetModel();
}

void VoucherTableModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (m_shown > 0)
        Q_EMIT dataChanged(index(0, 0), index(m_shown - 1, ColumnCount - 1));
}

domain::VoucherId VoucherTableModel::idAt(int row) const
{
    return row >= 0 && row < m_keys.size() ? m_vouchers.row(m_keys.at(row)).id : domain::VoucherId();
}

int VoucherTableModel::rowOf(const domain::VoucherId& id, int near)
{
    const int count = int(m_keys.size());
    const auto found
        = [&](int row) { return row >= 0 && row < count && m_vouchers.row(m_keys.at(row)).id == id; };
    for (int distance = 0; distance < count; ++distance) {
        for (const int row : { near + distance, near - distance }) {
            if (!found(row))
                continue;
            while (row >= m_shown)
                fetchMore({});
            return row;
        }
    }
    return -1;
}

int VoucherTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_shown;
}

int VoucherTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

bool VoucherTableModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_shown < m_keys.size();
}

void VoucherTableModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    const int more = int(std::min<qsizetype>(m_keys.size() - m_shown, 50 * pageRows));
    beginInsertRows({}, m_shown, m_shown + more - 1);
    m_shown += more;
    endInsertRows();
}

const VoucherSummary& VoucherTableModel::at(int row) const
{
    if (row != m_cachedRow) {
        m_cached = m_vouchers.row(m_keys.at(row));
        m_cachedRow = row;
    }
    return m_cached;
}

int VoucherTableModel::days(const VoucherSummary& row) const
{
    switch (row.state) {
    case domain::VoucherState::Submitted:
    case domain::VoucherState::Certified:
        return daysSince(row.submittedAtMs, m_now);
    case domain::VoucherState::Draft:
    case domain::VoucherState::Queried:
        return daysSince(row.updatedAtMs, m_now);
    default:
        return -1;
    }
}

QString VoucherTableModel::text(const VoucherSummary& row, int column) const
{
    switch (column) {
    case NumberColumn:
        return row.number.isEmpty() ? tr("Not numbered yet") : domain::escapedForDisplay(row.number);
    case CounterpartyColumn:
        return row.counterparty.isEmpty() ? tr("No name yet") : domain::escapedForDisplay(row.counterparty);
    case AmountColumn:
        return row.total.displayPlain();
    case StateColumn:
        return domain::label(row.state);
    case AgeColumn: {
        const int age = days(row);
        return age < 0 ? QString() : age == 0 ? tr("today") : tr("%n day(s)", nullptr, age);
    }
    default:
        return {};
    }
}

QString VoucherTableModel::secondLine(const VoucherSummary& row, int column) const
{
    switch (column) {
    case NumberColumn:
        return QStringLiteral("%1 · %2").arg(shortDate(row.date), domain::label(row.kind));
    case CounterpartyColumn:
        return domain::escapedForDisplay(row.narration.simplified());
    default:
        return {};
    }
}

QVariant VoucherTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_shown)
        return {};
    const auto& row = at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return column == CounterpartyColumn
            ? QVariant(QStringLiteral("%1\n%2").arg(text(row, column), secondLine(row, column)))
            : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column == AmountColumn ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::AccessibleTextRole: {
        const auto second = secondLine(row, column);
        return second.isEmpty() ? text(row, column) : QStringLiteral("%1, %2").arg(text(row, column), second);
    }
    case SecondLineRole:
        return secondLine(row, column);
    case StateRole:
        return int(row.state);
    case KindRole:
        return int(row.kind);
    case DaysRole:
        return days(row);
    case MineRole:
        return row.waitsForMe;
    case IdRole:
        return row.id.value();
    default:
        return {};
    }
}

QVariant VoucherTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == AmountColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NumberColumn:
        return tr("Voucher");
    case CounterpartyColumn:
        return tr("Payee or reason");
    case AmountColumn:
        return tr("Amount (RM)");
    case StateColumn:
        return tr("State");
    case AgeColumn:
        return tr("Waiting");
    default:
        return {};
    }
}

void VoucherTableModel::sort(int column, Qt::SortOrder order)
{
    using Sort = services::ListQuery::Sort;
    m_query.sort = column == NumberColumn ? Sort::Number
        : column == CounterpartyColumn    ? Sort::Counterparty
        : column == AmountColumn          ? Sort::Amount
        : column == StateColumn           ? Sort::State
                                          : Sort::Age;
    m_query.descending = order == Qt::DescendingOrder;
    reload();
}

} // namespace peraku::ui
