#include "banner.h"

#include <ui/icons.h>
#include <ui/theme.h>

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

namespace peraku::ui {

void setLook(QWidget* widget, const char* look)
{
    if (widget->property("look").toString() == QLatin1String(look))
        return;
    widget->setProperty("look", QString::fromLatin1(look));
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

void setFlag(QWidget* widget, const char* property, bool on)
{
    if (widget->property(property).toBool() == on)
        return;
    widget->setProperty(property, on);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

Banner::Banner(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_offer(new QPushButton(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::m, space::s, space::m, space::s);
    row->setSpacing(space::s);
    m_icon->setFixedWidth(18);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    row->addWidget(m_offer, 0, Qt::AlignTop);
    m_offer->setObjectName(QStringLiteral("bannerOffer"));
    m_offer->hide();
    connect(m_offer, &QPushButton::clicked, this, &Banner::taken);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setObjectName(QStringLiteral("bannerText"));
    setVisible(false);
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::tell(Kind kind, const QString& text)
{
    m_kind = kind;
    const bool news = text != m_text->text();
    m_text->setText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    if (text.isEmpty())
        return;
    switch (kind) {
    case Kind::Info:
        setLook(this, "info");
        break;
    case Kind::Good:
        setLook(this, "good");
        break;
    case Kind::Caution:
        setLook(this, "caution");
        break;
    case Kind::Bad:
        setLook(this, "bad");
        break;
    }
    paintIcon();
    if (news) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void Banner::offer(const QString& deed)
{
    m_offer->setText(deed);
    m_offer->setVisible(!deed.isEmpty());
}

void Banner::paintIcon()
{
    const auto picture = m_kind == Kind::Info ? icon(QStringLiteral("info"), IconTone::Accent)
        : m_kind == Kind::Good                ? icon(QStringLiteral("success"), IconTone::Success)
        : m_kind == Kind::Caution             ? icon(QStringLiteral("warning"), IconTone::Warning)
                                              : icon(QStringLiteral("error"), IconTone::Danger);
    m_icon->setPixmap(picture.pixmap(QSize(18, 18), devicePixelRatioF()));
}

void Banner::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_text->text().isEmpty())
        paintIcon();
}

} // namespace peraku::ui
