#include "scrolled.h"

#include <QApplication>
#include <QScrollArea>

namespace peraku::ui {

namespace {
constexpr int margin = 24; ///< So that what belongs to a field, its label or its finding, is seen with it.

/** Takes its content when it is shown. */
class LateArea final : public QScrollArea {
public:
    LateArea(QWidget* content, QWidget* parent)
        : QScrollArea(parent)
        , m_content(content)
    {
        content->setParent(this);
        content->hide();
    }

protected:
    void showEvent(QShowEvent* event) override
    {
        if (!widget())
            setWidget(m_content);
        QScrollArea::showEvent(event);
    }

private:
    QWidget* m_content;
};

QScrollArea* arranged(QScrollArea* area, QWidget* content)
{
    if (content->objectName().isEmpty())
        content->setObjectName(QStringLiteral("scrolled"));
    // The area gives it its size; Qt would work one out first.
    content->setAttribute(Qt::WA_Resized);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QObject::connect(qApp, &QApplication::focusChanged, area, [area](QWidget*, QWidget* now) {
        // Qt does so for the Tab key alone.
        if (now && area->isVisible() && area->widget()->isAncestorOf(now))
            bringIntoSight(now);
    });
    return area;
}

} // namespace

QScrollArea* scrolled(QWidget* content)
{
    // Each change of parents styles everything inside anew.
    auto* area = arranged(new QScrollArea(content->parentWidget()), content);
    area->setWidget(content);
    return area;
}

QScrollArea* scrolledPage(QWidget* content)
{
    return arranged(new LateArea(content, content->parentWidget()), content);
}

void bringIntoSight(QWidget* widget)
{
    // Later: what has just been shown is not laid out yet.
    QMetaObject::invokeMethod(
        widget,
        [widget] {
            for (auto* parent = widget->parentWidget(); parent; parent = parent->parentWidget()) {
                auto* area = qobject_cast<QScrollArea*>(parent);
                if (area && widget->isVisible())
                    area->ensureWidgetVisible(widget, 0, margin);
            }
        },
        Qt::QueuedConnection);
}

} // namespace peraku::ui
