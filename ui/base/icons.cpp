#include <ui/icons.h>
#include <ui/theme.h>

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>

#include <cmath>
#include <icons/icons.h>

namespace peraku::ui {

namespace {
QColor colorOf(IconTone tone, const Tokens& t)
{
    switch (tone) {
    case IconTone::Text:
        return t.text;
    case IconTone::Muted:
        return t.muted;
    case IconTone::Accent:
        return t.accent;
    case IconTone::OnAccent:
        return t.onAccent;
    case IconTone::OnNavigation:
        return t.onNavigation;
    case IconTone::Success:
        return t.success;
    case IconTone::Warning:
        return t.warning;
    case IconTone::Danger:
        return t.danger;
    }
    return t.text;
}

/** Tints at paint time, so one QIcon serves both themes. */
class TintedIconEngine final : public QIconEngine {
public:
    TintedIconEngine(QString name, IconTone tone)
        : m_name(std::move(name))
        , m_tone(tone)
    {
    }
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const auto ratio = painter->device() ? painter->device()->devicePixelRatio() : 1.0;
        painter->drawPixmap(rect, tinted(std::min(rect.width(), rect.height()), ratio, mode));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override
    {
        return tinted(std::min(size.width(), size.height()), 1.0, mode);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        return tinted(int(std::lround(std::min(size.width(), size.height()) / scale)), scale, mode);
    }
    QSize actualSize(const QSize& size, QIcon::Mode, QIcon::State) override { return size; }
    QIconEngine* clone() const override { return new TintedIconEngine(m_name, m_tone); }
    QString key() const override { return QStringLiteral("peraku"); }

private:
    QPixmap tinted(int size, qreal ratio, QIcon::Mode mode) const
    {
        const auto& tokens = tokensOf(QGuiApplication::palette());
        return iconPixmap(
            m_name, mode == QIcon::Disabled ? tokens.muted : colorOf(m_tone, tokens), size, ratio);
    }
    QString m_name;
    IconTone m_tone;
};
} // namespace

QIcon icon(const QString& name, IconTone tone)
{
    return QIcon(new TintedIconEngine(name, tone));
}

QPixmap iconPixmap(const QString& name, const QColor& color, int size, qreal ratio)
{
    const int pixels = int(std::lround(size * ratio));
    const QString key = QStringLiteral("peraku/%1/%2/%3/%4").arg(name, color.name()).arg(pixels).arg(ratio);
    QPixmap picture;
    if (QPixmapCache::find(key, &picture))
        return picture;
    icons::registerAll();
    int drawn = 64;
    for (const int offered : { 48, 32, 24, 20, 16 })
        if (offered >= pixels)
            drawn = offered;
    QImage image(QStringLiteral(":/peraku/icons/%1/%2.png").arg(drawn).arg(name));
    if (image.isNull())
        return {};
    if (drawn != pixels)
        image = image.scaled(pixels, pixels, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    image = image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    if (name != QLatin1String("peraku")) {
        QPainter painter(&image);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(image.rect(), color);
    }
    picture = QPixmap::fromImage(image);
    picture.setDevicePixelRatio(ratio);
    QPixmapCache::insert(key, picture);
    return picture;
}

} // namespace peraku::ui
