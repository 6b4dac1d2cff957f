#include "base/format.h"
#include "outboxpage.h"
#include "outboxtext.h"

#include <domain/canonical.h>

namespace peraku::ui {

namespace {
enum Column { Title, Operation, State, Created, Attempts, Count };
}

OutboxModel::OutboxModel(services::OutboxService& outbox, QObject* parent)
    : QAbstractTableModel(parent)
    , m_outbox(outbox)
{
}

void OutboxModel::reload()
{
    auto rows = m_outbox.rows();
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void OutboxModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, Count - 1);
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, Count - 1));
}

const services::OutboxRow* OutboxModel::at(int row) const
{
    return row >= 0 && row < m_rows.size() ? &m_rows.at(row) : nullptr;
}

int OutboxModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}
int OutboxModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(Count);
}

QVariant OutboxModel::data(const QModelIndex& index, int role) const
{
    const auto* row = at(index.row());
    if (!row)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (index.column() == Attempts ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Title:
        return domain::escapedForDisplay(row->title);
    case Operation:
        return operationText(*row);
    case State:
        return stateText(*row);
    case Created:
        return shortTime(row->createdAt);
    case Attempts:
        return row->attempts;
    default:
        return {};
    }
}

QVariant OutboxModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Title:
        return tr("Voucher");
    case Operation:
        return tr("What");
    case State:
        return tr("State");
    case Created:
        return tr("Since");
    case Attempts:
        return tr("Tries");
    default:
        return {};
    }
}

} // namespace peraku::ui
