#pragma once

#include <QTableView>

namespace peraku::ui {

/**
 * A grid for entry by keyboard: typing starts editing, Enter and Tab go to the next cell and on to the next
 * row, Ctrl+D copies from above, Ctrl+Delete removes the row, Escape gives a change up. Shift+Tab in the
 * first cell and Ctrl+Tab leave the grid.
 */
class GridView : public QTableView {
    Q_OBJECT
public:
    explicit GridView(QWidget* parent = nullptr);
    QSize sizeHint() const override;

Q_SIGNALS:
    void copyFromAboveRequested(const QModelIndex& index);
    void removeRowRequested(int row);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void closeEditor(QWidget* editor, QAbstractItemDelegate::EndEditHint hint) override;
    bool focusNextPrevChild(bool next) override;

private:
    void advance(bool forward);
};

} // namespace peraku::ui
