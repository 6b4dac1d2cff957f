#include "gridview.h"

#include <QHeaderView>
#include <QKeyEvent>

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
    // Segment names of the charge line are longer than their codes: two lines, never cut off.
    horizontalHeader()->setDefaultAlignment(
        Qt::Alignment::fromInt(int(Qt::AlignLeft) | int(Qt::AlignVCenter) | int(Qt::TextWordWrap)));
    horizontalHeader()->setFixedHeight(2 * fontMetrics().height() + 12);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
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
        column = 0;
        ++row;
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
        advance(!event->modifiers().testFlag(Qt::ShiftModifier));
        return;
    }
    QTableView::keyPressEvent(event);
}

void GridView::closeEditor(QWidget* editor, QAbstractItemDelegate::EndEditHint hint)
{
    const bool submitted = hint == QAbstractItemDelegate::SubmitModelCache;
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
        || (next && at.row() == model()->rowCount() - 1 && at.column() == 0 && model()->rowCount() > 1)
        || (!next && at.row() == 0 && at.column() == 0);
    if (leaves)
        return QTableView::focusNextPrevChild(next);
    const QModelIndex before = currentIndex();
    advance(next);
    return currentIndex() != before || QTableView::focusNextPrevChild(next);
}

} // namespace peraku::ui
