#include "batchtable.h"

#include <ui/theme.h>

#include <QEvent>
#include <QHeaderView>

namespace peraku::ui {

namespace {
constexpr int padding = 10;
constexpr int linesOfReason = 4;
constexpr int numberWidth = 190;
constexpr int amountWidth = 110;
constexpr int counterpartyWidth = 170;
constexpr int leastForAll = 660;
} // namespace

BatchTable::BatchTable(Show show, QWidget* parent)
    : QTableView(parent)
    , m_show(show)
{
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setShowGrid(false);
    setWordWrap(show == Show::Reasons);
    setTabKeyNavigation(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Before setModel: afterwards the header would size every row by itself.
    verticalHeader()->setVisible(false);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setRowHeight();
    horizontalHeader()->setHighlightSections(false);
    setModel(&m_model);
    setColumnWidth(BatchModel::NumberColumn, numberWidth);
    setColumnWidth(BatchModel::CounterpartyColumn, counterpartyWidth);
    setColumnWidth(BatchModel::AmountColumn, amountWidth);
    setColumnHidden(BatchModel::NoteColumn, show == Show::Vouchers);
    for (const auto column : { BatchModel::CounterpartyColumn, BatchModel::AmountColumn })
        setColumnHidden(column, show == Show::Reasons);
    horizontalHeader()->setSectionResizeMode(
        show != Show::Vouchers ? BatchModel::NoteColumn : BatchModel::CounterpartyColumn,
        QHeaderView::Stretch);
}

void BatchTable::setRowHeight()
{
    const int lines = m_show == Show::Reasons ? linesOfReason : 1;
    verticalHeader()->setDefaultSectionSize(fontMetrics().lineSpacing() * lines + padding);
}

void BatchTable::select(int row)
{
    if (row >= 0 && row < m_model.rowCount())
        setCurrentIndex(m_model.index(row, 0));
}

void BatchTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row())
        Q_EMIT rowChosen(current.row());
}

void BatchTable::resizeEvent(QResizeEvent* event)
{
    // Where there is little room, what came of a voucher matters more than whom it pays.
    if (m_show == Show::Results)
        setColumnHidden(BatchModel::CounterpartyColumn, viewport()->width() < leastForAll);
    QTableView::resizeEvent(event);
}

void BatchTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        m_model.retranslate();
    else if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        setRowHeight();
}

} // namespace peraku::ui
