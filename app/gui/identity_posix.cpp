#include "identity.h"

#include <QGuiApplication>

namespace peraku::gui {

void registerIdentity()
{
    // The name of the .desktop file.
    QGuiApplication::setDesktopFileName(QStringLiteral("peraku"));
}

} // namespace peraku::gui
