#include "batchtable.h"

#include <ui/theme.h>

#include <QEvent>
#include <QHeaderView>

namespace peraku::ui {

namespace {
constexpr int linesOfPadding = 10;
constexpr int numberWidth = 190;
constexpr int amountWidth = 110;
constexpr int counterpartyWidth = 170;
} // namespace

BatchTable::BatchTable(bool withNotes, QWidget* parent)
    : QTableView(parent)
{
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Before setModel: afterwards the header would size every row by itself.
    verticalHeader()->setVisible(false);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + linesOfPadding);
    horizontalHeader()->setHighlightSections(false);
    setModel(&m_model);
    setColumnWidth(BatchModel::NumberColumn, numberWidth);
    setColumnWidth(BatchModel::CounterpartyColumn, counterpartyWidth);
    setColumnWidth(BatchModel::AmountColumn, amountWidth);
    setColumnHidden(BatchModel::NoteColumn, !withNotes);
    horizontalHeader()->setSectionResizeMode(
        withNotes ? BatchModel::NoteColumn : BatchModel::CounterpartyColumn, QHeaderView::Stretch);
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

void BatchTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        m_model.retranslate();
    else if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        verticalHeader()->setDefaultSectionSize(fontMetrics().height() + linesOfPadding);
}

} // namespace peraku::ui
