#include "griddelegate.h"

#include <ui/forms/moneyedit.h>

namespace peraku::ui {

QWidget* GridDelegate::createEditor(
    QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const bool money = index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
    auto* editor = money ? new MoneyEdit(parent) : new QLineEdit(parent);
    editor->setAccessibleName(
        index.model()->headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString());
    return editor;
}

void GridDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    auto* line = qobject_cast<QLineEdit*>(editor);
    // A finding that repaints the row asks every open editor to load again; what is being typed stays.
    if (!line || line->isModified())
        return;
    line->setText(index.data(Qt::EditRole).toString());
    line->selectAll();
}

void GridDelegate::updateEditorGeometry(
    QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const
{
    editor->setGeometry(option.rect);
}

} // namespace peraku::ui
