#include "scrolled.h"

#include <QScrollArea>

namespace peraku::ui {

QScrollArea* scrolled(QWidget* content)
{
    auto* area = new QScrollArea;
    if (content->objectName().isEmpty())
        content->setObjectName(QStringLiteral("scrolled"));
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

} // namespace peraku::ui
