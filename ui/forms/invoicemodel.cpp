#include "invoicemodel.h"

#include <domain/messages.h>
#include <ui/forms/dateedit.h>

#include <QBrush>
#include <QColor>

namespace peraku::ui {

InvoiceModel::InvoiceModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void InvoiceModel::setInvoices(const QList<domain::Invoice>& invoices)
{
    beginResetModel();
    m_invoices = invoices;
    m_findings.clear();
    endResetModel();
}

void InvoiceModel::showFindings(const QList<domain::Finding>& findings)
{
    m_findings = findings;
    if (!m_invoices.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_invoices.size()) - 1, ColumnCount - 1));
}

void InvoiceModel::copyFromAbove(int row, int column)
{
    if (row > 0 && row <= m_invoices.size() && row < rowCount())
        setData(index(row, column), index(row - 1, column).data(Qt::EditRole), Qt::EditRole);
}

void InvoiceModel::removeInvoice(int row)
{
    if (row < 0 || row >= m_invoices.size())
        return;
    beginRemoveRows({}, row, row);
    m_invoices.removeAt(row);
    m_findings.clear();
    endRemoveRows();
    Q_EMIT edited();
}

int InvoiceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0
                            : int(m_invoices.size()) + (m_invoices.size() < domain::limits::invoices ? 1 : 0);
}

const domain::Finding* InvoiceModel::findingAt(int row, int column) const
{
    static const char* const names[] = { "number", "date", "amount" };
    const QString field = QStringLiteral("invoices[%1].%2").arg(row).arg(QLatin1String(names[column]));
    for (const auto& finding : m_findings) {
        if (finding.field == field)
            return &finding;
    }
    return nullptr;
}

QVariant InvoiceModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole && index.column() == Amount)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (index.row() >= m_invoices.size())
        return role == Qt::AccessibleTextRole ? QVariant(tr("New invoice")) : QVariant();
    const auto& invoice = m_invoices.at(index.row());
    if (role == Qt::DisplayRole || role == Qt::EditRole) {
        switch (index.column()) {
        case Number:
            return invoice.number;
        case Date:
            return invoice.date.toString(QStringLiteral("dd/MM/yyyy"));
        default:
            return invoice.amount.isZero() ? QString() : invoice.amount.displayPlain();
        }
    }
    const auto* finding = findingAt(index.row(), index.column());
    if (!finding)
        return {};
    if (role == Qt::ToolTipRole || role == Qt::AccessibleDescriptionRole)
        return domain::findingSentence(*finding);
    if (role == Qt::BackgroundRole)
        return QBrush(finding->severity == domain::Severity::Error ? QColor(0xd0, 0x30, 0x30, 70)
                                                                   : QColor(0xe0, 0xa0, 0x20, 70));
    return {};
}

bool InvoiceModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || role != Qt::EditRole)
        return false;
    const QString text = value.toString().trimmed();
    const int row = index.row();
    domain::Invoice changed = row < m_invoices.size() ? m_invoices.at(row) : domain::Invoice();
    if (row >= m_invoices.size() && text.isEmpty())
        return false;
    switch (index.column()) {
    case Number:
        changed.number = text.left(domain::limits::shortText);
        break;
    case Date:
        changed.date = DateEdit::parse(text);
        if (!text.isEmpty() && !changed.date.isValid()) {
            Q_EMIT valueRefused(text);
            return false;
        }
        break;
    default: {
        const auto amount = text.isEmpty() ? std::optional(domain::Money()) : domain::Money::parse(text);
        if (!amount) {
            Q_EMIT valueRefused(text);
            return false;
        }
        changed.amount = *amount;
    }
    }
    if (row >= m_invoices.size()) {
        if (m_invoices.size() + 1 >= domain::limits::invoices) {
            m_invoices.append(changed);
        } else {
            beginInsertRows({}, row + 1, row + 1);
            m_invoices.append(changed);
            endInsertRows();
        }
    } else {
        m_invoices[row] = changed;
    }
    Q_EMIT dataChanged(this->index(row, 0), this->index(row, ColumnCount - 1));
    Q_EMIT edited();
    return true;
}

QVariant InvoiceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && orientation == Qt::Horizontal)
        return int(Qt::AlignVCenter) | int(Qt::TextWordWrap)
            | int(section == Amount ? Qt::AlignRight : Qt::AlignLeft);
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Vertical)
        return section < m_invoices.size() ? QVariant(section + 1) : QVariant(QStringLiteral("*"));
    switch (section) {
    case Number:
        return tr("Invoice number");
    case Date:
        return tr("Invoice date");
    default:
        return tr("Amount (RM)");
    }
}

Qt::ItemFlags InvoiceModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable : Qt::NoItemFlags;
}

} // namespace peraku::ui
