#pragma once

#include <QTableView>

namespace peraku::ui {

/**
 * A grid for entry by keyboard: typing starts editing, Enter and Tab go to the next cell and on to the next
 * row, Ctrl+D copies from above, Ctrl+Delete removes the row, Escape gives a change up. Enter or Tab where an
 * empty last row begins, Shift+Tab in the first cell and Ctrl+Tab leave the grid.
 */
class GridView : public QTableView {
    Q_OBJECT
public:
    explicit GridView(QWidget* parent = nullptr);
    QSize sizeHint() const override;
    /** Divides the width among the columns, in characters that each shows at least. */
    void setColumnShares(const QList<int>& shares);
    void setHeaderLines(int lines);
    /** Where entry begins in a new row, when the columns before are filled by themselves. */
    void setEntryColumn(int column) { m_entryColumn = column; }

Q_SIGNALS:
    void copyFromAboveRequested(const QModelIndex& index);
    void removeRowRequested(int row);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void closeEditor(QWidget* editor, QAbstractItemDelegate::EndEditHint hint) override;
    bool focusNextPrevChild(bool next) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void advance(bool forward);
    void shareWidth();
    int widestWord(int column) const; ///< Of the heading, which breaks between words only.

    QList<int> m_shares;
    int m_entryColumn = 0;
};

} // namespace peraku::ui
