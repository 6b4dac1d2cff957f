#include "gridview.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <numeric>

namespace peraku::ui {

GridView::GridView(QWidget* parent)
    : QTableView(parent)
{
    setEditTriggers(QAbstractItemView::AnyKeyPressed | QAbstractItemView::EditKeyPressed
        | QAbstractItemView::DoubleClicked);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTabKeyNavigation(false);
    setAlternatingRowColors(true);
    setCornerButtonEnabled(false);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 12);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setFixedHeight(fontMetrics().height() + 14);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
}

void GridView::setColumnShares(const QList<int>& shares)
{
    m_shares = shares;
    shareWidth();
}

void GridView::setHeaderLines(int lines)
{
    horizontalHeader()->setFixedHeight(lines * fontMetrics().height() + 14);
}

int GridView::widestWord(int column) const
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(bold);
    int widest = 0;
    const auto words = model()->headerData(column, Qt::Horizontal).toString().split(QLatin1Char(' '));
    for (const auto& word : words)
        widest = std::max(widest, metrics.horizontalAdvance(word.section(QLatin1Char('/'), 0, 0)));
    return widest;
}

void GridView::shareWidth()
{
    const int total = std::accumulate(m_shares.cbegin(), m_shares.cend(), 0);
    int room = viewport()->width();
    int left = total;
    for (int column = 0; column < m_shares.size() && left > 0; ++column) {
        // The narrowest that still shows a code or an amount; below that the grid scrolls.
        const int narrowest
            = std::max(fontMetrics().averageCharWidth() * m_shares.at(column) + 8, widestWord(column) + 18);
        const int width = std::max(narrowest, room * m_shares.at(column) / left);
        setColumnWidth(column, width);
        room = std::max(0, room - width);
        left -= m_shares.at(column);
    }
}

void GridView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    shareWidth();
}

QSize GridView::sizeHint() const
{
    const int rows = model() ? qBound(3, model()->rowCount(), 8) : 3;
    return { 600,
        horizontalHeader()->sizeHint().height() + rows * verticalHeader()->defaultSectionSize()
            + 2 * frameWidth() + 18 };
}

void GridView::advance(bool forward)
{
    const QModelIndex at = currentIndex();
    if (!at.isValid())
        return;
    int row = at.row();
    int column = at.column() + (forward ? 1 : -1);
    if (column >= model()->columnCount()) {
        ++row;
        column = row == model()->rowCount() - 1 ? m_entryColumn : 0;
    } else if (column < 0) {
        column = model()->columnCount() - 1;
        --row;
    }
    if (row < 0 || row >= model()->rowCount())
        return;
    const QModelIndex to = model()->index(row, column);
    setCurrentIndex(to);
    scrollTo(to);
}

void GridView::keyPressEvent(QKeyEvent* event)
{
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    if (control && event->key() == Qt::Key_D) {
        Q_EMIT copyFromAboveRequested(currentIndex());
        return;
    }
    if (control && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)) {
        Q_EMIT removeRowRequested(currentIndex().row());
        return;
    }
    if (event->key() == Qt::Key_Delete) {
        model()->setData(currentIndex(), QString(), Qt::EditRole);
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        // An open editor lets Enter through and closes right after; that is when the grid goes on.
        if (state() == EditingState)
            return;
        focusNextPrevChild(!event->modifiers().testFlag(Qt::ShiftModifier));
        return;
    }
    QTableView::keyPressEvent(event);
}

void GridView::closeEditor(QWidget* editor, QAbstractItemDelegate::EndEditHint hint)
{
    // When a click elsewhere closes the editor, the officer has gone on already.
    const bool here = indexWidget(currentIndex()) == editor;
    const bool submitted = here && hint == QAbstractItemDelegate::SubmitModelCache;
    const bool next = hint == QAbstractItemDelegate::EditNextItem;
    const bool previous = hint == QAbstractItemDelegate::EditPreviousItem;
    QTableView::closeEditor(editor, QAbstractItemDelegate::NoHint);
    if (submitted || next)
        advance(true);
    else if (previous)
        advance(false);
}

bool GridView::focusNextPrevChild(bool next)
{
    const QModelIndex at = currentIndex();
    const bool leaves = !at.isValid()
        || (next && at.row() == model()->rowCount() - 1 && at.column() == m_entryColumn
            && model()->rowCount() > 1)
        || (!next && at.row() == 0 && at.column() == 0);
    if (leaves)
        return QTableView::focusNextPrevChild(next);
    const QModelIndex before = currentIndex();
    advance(next);
    return currentIndex() != before || QTableView::focusNextPrevChild(next);
}

} // namespace peraku::ui
