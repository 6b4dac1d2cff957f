#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

namespace peraku::ui {

/** Which of the theme's colours an icon takes; it follows a change of the theme by itself. */
enum class IconTone { Text, Muted, Accent, OnAccent, OnNavigation, Success, Warning, Danger };

/** The icon `name` of resources/icons ("inbox", "certify" ...), tinted when it is painted. */
QIcon icon(const QString& name, IconTone tone = IconTone::Text);
/** One tinted picture, for delegates and documents; `size` in device-independent pixels. */
QPixmap iconPixmap(const QString& name, const QColor& color, int size, qreal ratio);

} // namespace peraku::ui
