#pragma once

#include <QStyledItemDelegate>

class QLineEdit;

namespace peraku::ui {

/** Editors of an entry grid: they fill their cell, align like it and keep what is being typed when the model
 * repaints. */
class GridDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QWidget* createEditor(
        QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void updateEditorGeometry(
        QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace peraku::ui
