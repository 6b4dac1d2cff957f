#include "scrolled.h"

#include <QApplication>
#include <QScrollArea>

namespace peraku::ui {

namespace {
constexpr int margin = 24; ///< So that what belongs to a field, its label or its finding, is seen with it.
} // namespace

QScrollArea* scrolled(QWidget* content)
{
    auto* area = new QScrollArea;
    if (content->objectName().isEmpty())
        content->setObjectName(QStringLiteral("scrolled"));
    area->setWidget(content);
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
