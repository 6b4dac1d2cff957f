#include "linemodel.h"

#include <domain/messages.h>

#include <QBrush>
#include <QColor>

namespace peraku::ui {

using domain::ChargeLine;
using domain::Side;

LineModel::LineModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void LineModel::setMask(const domain::ChargeMask& mask, bool journal)
{
    beginResetModel();
    m_mask = mask;
    m_journal = journal;
    endResetModel();
}

void LineModel::setLines(const QList<ChargeLine>& lines)
{
    beginResetModel();
    m_lines = lines;
    m_findings.clear();
    endResetModel();
}

void LineModel::showFindings(const QList<domain::Finding>& findings)
{
    m_findings = findings;
    if (!m_lines.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_lines.size()) - 1, columnCount() - 1));
}

QString LineModel::segmentKey(int column) const
{
    return column >= 0 && column < segmentColumns() ? m_mask.segments.at(column).key : QString();
}

void LineModel::copyFromAbove(int row, int column)
{
    if (row < 1 || row > m_lines.size() || row >= rowCount())
        return;
    const ChargeLine above = m_lines.at(row - 1);
    if (row == m_lines.size()) {
        for (int at = 0; at < segmentColumns(); ++at)
            setData(index(row, at), above.segment(segmentKey(at)), Qt::EditRole);
        return;
    }
    if (isAmountColumn(column))
        setData(index(row, column), above.amount.displayPlain(), Qt::EditRole);
    else
        setData(index(row, column), above.segment(segmentKey(column)), Qt::EditRole);
}

void LineModel::removeLine(int row)
{
    if (row < 0 || row >= m_lines.size())
        return;
    beginRemoveRows({}, row, row);
    m_lines.removeAt(row);
    m_findings.clear();
    endRemoveRows();
    Q_EMIT edited();
}

int LineModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    return int(m_lines.size()) + (m_lines.size() < domain::limits::lines ? 1 : 0);
}

int LineModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : segmentColumns() + (m_journal ? 2 : 1);
}

QList<domain::Finding> LineModel::findingsAt(int row, int column) const
{
    const QString prefix = QStringLiteral("lines[%1]").arg(row);
    const QString field = prefix + QLatin1Char('.')
        + (isAmountColumn(column) ? QStringLiteral("amount") : segmentKey(column));
    QList<domain::Finding> found;
    for (const auto& finding : m_findings) {
        if (finding.field == field)
            found.append(finding);
    }
    return found;
}

QVariant LineModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const int row = index.row();
    const int column = index.column();
    if (role == Qt::TextAlignmentRole && isAmountColumn(column))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (row >= m_lines.size()) {
        if (role == Qt::AccessibleTextRole)
            return tr("New line");
        return {};
    }
    const ChargeLine& line = m_lines.at(row);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: {
        if (!isAmountColumn(column))
            return line.segment(segmentKey(column));
        const Side side = column == segmentColumns() ? Side::Debit : Side::Credit;
        return line.side == side && !line.amount.isZero() ? line.amount.displayPlain() : QString();
    }
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole: {
        const auto found = findingsAt(row, column);
        return found.isEmpty() ? QVariant() : QVariant(domain::findingSentence(found.first()));
    }
    case Qt::BackgroundRole: {
        const auto found = findingsAt(row, column);
        if (found.isEmpty())
            return {};
        const bool error = domain::hasErrors(found);
        const QColor tint = error ? QColor(0xd0, 0x30, 0x30, 70) : QColor(0xe0, 0xa0, 0x20, 70);
        return QBrush(tint);
    }
    default:
        return {};
    }
}

bool LineModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || role != Qt::EditRole)
        return false;
    const QString text = value.toString().trimmed();
    const int row = index.row();
    const int column = index.column();
    if (row >= m_lines.size()) {
        if (text.isEmpty())
            return false;
        ChargeLine fresh;
        fresh.segments = m_defaults;
        const bool full = m_lines.size() + 1 >= domain::limits::lines;
        if (full) {
            m_lines.append(fresh);
        } else {
            beginInsertRows({}, row + 1, row + 1);
            m_lines.append(fresh);
            endInsertRows();
        }
    }
    ChargeLine& line = m_lines[row];
    if (isAmountColumn(column)) {
        const auto amount = text.isEmpty() ? std::optional(domain::Money()) : domain::Money::parse(text);
        if (!amount) {
            Q_EMIT amountRefused(text);
            return false;
        }
        const Side side = column == segmentColumns() ? Side::Debit : Side::Credit;
        // Clearing the empty side of a line must not wipe the amount that stands on the other side.
        if (text.isEmpty() && line.side != side)
            return false;
        line.side = side;
        line.amount = *amount;
    } else {
        const auto& rule = m_mask.segments.at(column);
        const QString code = text.section(QStringLiteral(" – "), 0, 0).trimmed().toUpper();
        line.segments.insert(rule.key, rule.maxLength > 0 ? code.left(rule.maxLength) : code);
    }
    Q_EMIT dataChanged(this->index(row, 0), this->index(row, columnCount() - 1));
    Q_EMIT edited();
    return true;
}

QVariant LineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && orientation == Qt::Horizontal)
        return int(Qt::AlignVCenter) | int(Qt::TextWordWrap)
            | int(isAmountColumn(section) ? Qt::AlignRight : Qt::AlignLeft);
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Vertical)
        return section < m_lines.size() ? QVariant(section + 1) : QVariant(QStringLiteral("*"));
    if (section == segmentColumns())
        return m_journal ? tr("Debit (RM)") : tr("Amount (RM)");
    if (section == segmentColumns() + 1)
        return tr("Credit (RM)");
    if (section < 0 || section >= segmentColumns())
        return {};
    const auto& rule = m_mask.segments.at(section);
    // The mask brings its own two languages; the translators say which one is on screen.
    return tr("en", "language of the charge-line labels: en or ms") == QLatin1String("ms") ? rule.labelMs
                                                                                           : rule.labelEn;
}

Qt::ItemFlags LineModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable : Qt::NoItemFlags;
}

} // namespace peraku::ui
