#include "linedelegate.h"

#include "linemodel.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QPointer>

namespace peraku::ui {

namespace {
constexpr int longestChoice = 80;
constexpr int popupWidth = 340;
const QString separator = QStringLiteral(" – ");
} // namespace

LineDelegate::LineDelegate(const LineModel& model, QObject* parent)
    : GridDelegate(parent)
    , m_model(model)
{
}

void LineDelegate::setReference(const domain::ReferenceData& reference)
{
    m_choices.clear();
    for (const auto& value : reference.values)
        m_choices[value.segment].append(value.code + separator + value.name);
    auto& offices = m_choices[QStringLiteral("office")];
    if (offices.isEmpty()) {
        for (const auto& office : reference.offices)
            offices.append(office.code.value() + separator + office.name);
    }
}

QWidget* LineDelegate::createEditor(
    QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    auto* editor = GridDelegate::createEditor(parent, option, index);
    auto* line = qobject_cast<QLineEdit*>(editor);
    const auto choices = m_choices.value(m_model.segmentKey(index.column()));
    if (!line || m_model.isAmountColumn(index.column()))
        return editor;
    line->setMaxLength(longestChoice);
    if (choices.isEmpty())
        return editor;
    auto* completer = new QCompleter(choices, line);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->setMaxVisibleItems(12);
    completer->popup()->setMinimumWidth(popupWidth);
    line->setCompleter(completer);
    // While its list is open the completer swallows Enter and Tab, so the grid would want them twice.
    auto* self = const_cast<LineDelegate*>(this);
    connect(line, &QLineEdit::returnPressed, self, [self, line, completer] {
        if (completer->popup()->isVisible())
            self->finish(line);
    });
    connect(completer->popup(), &QAbstractItemView::clicked, self, [self, line] { self->finish(line); });
    return editor;
}

void LineDelegate::finish(QWidget* editor)
{
    // Later, when the completer has put its choice into the field.
    QMetaObject::invokeMethod(
        this,
        [this, guard = QPointer(editor)] {
            if (!guard || !guard->isVisible())
                return;
            Q_EMIT commitData(guard);
            if (guard)
                Q_EMIT closeEditor(guard, EditNextItem);
        },
        Qt::QueuedConnection);
}

QString LineDelegate::resolved(const QString& typed, const QString& segment) const
{
    const QString text = typed.trimmed();
    const auto& choices = m_choices.value(segment);
    QString only;
    for (const auto& choice : choices) {
        if (choice.section(separator, 0, 0).compare(text, Qt::CaseInsensitive) == 0)
            return text;
        if (!choice.contains(text, Qt::CaseInsensitive))
            continue;
        if (!only.isEmpty())
            return text;
        only = choice;
    }
    return only.isEmpty() || text.isEmpty() ? text : only;
}

void LineDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    if (auto* line = qobject_cast<QLineEdit*>(editor))
        model->setData(index, resolved(line->text(), m_model.segmentKey(index.column())), Qt::EditRole);
}

} // namespace peraku::ui
