#include "dialog.h"

#include "banner.h"

#include <ui/theme.h>

#include <QLabel>
#include <QVBoxLayout>

namespace peraku::ui {

QVBoxLayout* Dialog::beginColumn(QLabel* heading, QLabel* advice, const QSize& size)
{
    setLook(heading, "heading");
    setLook(advice, "muted");
    advice->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::s);
    column->addWidget(heading);
    column->addWidget(advice);
    resize(size.boundedTo(roomFor(*this)));
    return column;
}

} // namespace peraku::ui
