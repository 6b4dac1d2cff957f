#include <ui/secretedit.h>

#include <QAccessible>
#include <QAccessibleWidget>

namespace peraku::ui {

namespace {
class SecretAccessible final : public QAccessibleWidget {
public:
    explicit SecretAccessible(SecretEdit* edit)
        : QAccessibleWidget(edit, QAccessible::EditableText)
    {
    }
    QAccessible::State state() const override
    {
        auto state = QAccessibleWidget::state();
        state.passwordEdit = true;
        state.editable = true;
        state.focusable = true;
        return state;
    }
    QString text(QAccessible::Text kind) const override
    {
        // Neither the secret nor its length leaves the field.
        if (kind == QAccessible::Value)
            return {};
        return QAccessibleWidget::text(kind);
    }
};

QAccessibleInterface* makeSecretAccessible(const QString&, QObject* object)
{
    auto* edit = qobject_cast<SecretEdit*>(object);
    return edit ? new SecretAccessible(edit) : nullptr;
}
} // namespace

void installSecretEditAccessibility()
{
    QAccessible::installFactory(&makeSecretAccessible);
}

} // namespace peraku::ui
