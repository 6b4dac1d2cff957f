#include "batchmodel.h"

#include <domain/canonical.h>
#include <ui/icons.h>

namespace peraku::ui {

void BatchModel::setRows(QList<BatchRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int BatchModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int BatchModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BatchModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const auto& row = m_rows.at(index.row());
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (index.column() == AmountColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::DecorationRole && index.column() == NoteColumn && row.mark != BatchRow::Mark::Plain)
        return row.mark == BatchRow::Mark::Good ? icon(QStringLiteral("success"), IconTone::Success)
                                                : icon(QStringLiteral("warning"), IconTone::Warning);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case NumberColumn:
        return row.number.isEmpty() ? row.voucher.value() : domain::escapedForDisplay(row.number);
    case CounterpartyColumn:
        return domain::escapedForDisplay(row.counterparty);
    case AmountColumn:
        return row.total.displayPlain();
    case NoteColumn:
        return row.note;
    default:
        return {};
    }
}

QVariant BatchModel::headerData(int section, Qt::Orientation orientation, int role) const
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
    case NoteColumn:
        return tr("Note");
    default:
        return {};
    }
}

} // namespace peraku::ui
