#include "linedelegate.h"

#include "linemodel.h"

#include <ui/forms/moneyedit.h>

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>

namespace peraku::ui {

LineDelegate::LineDelegate(const LineModel& model, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

void LineDelegate::setReference(const domain::ReferenceData& reference)
{
    m_choices.clear();
    m_mask = reference.mask;
    for (const auto& value : reference.values)
        m_choices[value.segment].append(QStringLiteral("%1 – %2").arg(value.code, value.name));
    for (const auto& office : reference.offices)
        m_choices[QStringLiteral("office")].append(
            QStringLiteral("%1 – %2").arg(office.code.value(), office.name));
}

QWidget* LineDelegate::createEditor(
    QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const
{
    if (m_model.isAmountColumn(index.column())) {
        auto* editor = new MoneyEdit(parent);
        editor->setAccessibleName(
            m_model.headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString());
        return editor;
    }
    auto* editor = new QLineEdit(parent);
    editor->setMaxLength(80);
    editor->setAccessibleName(m_model.headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString());
    const auto choices = m_choices.value(m_model.segmentKey(index.column()));
    if (!choices.isEmpty()) {
        auto* completer = new QCompleter(choices, editor);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        completer->setMaxVisibleItems(12);
        completer->popup()->setMinimumWidth(320);
        editor->setCompleter(completer);
    }
    return editor;
}

void LineDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    if (auto* line = qobject_cast<QLineEdit*>(editor)) {
        line->setText(index.data(Qt::EditRole).toString());
        line->selectAll();
    }
}

void LineDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    if (auto* line = qobject_cast<QLineEdit*>(editor))
        model->setData(index, line->text(), Qt::EditRole);
}

} // namespace peraku::ui
