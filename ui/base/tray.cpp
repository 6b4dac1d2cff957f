#include <ui/icons.h>
#include <ui/tray.h>

#include <QSystemTrayIcon>

namespace peraku::ui {

struct SystemTray::Private {
    QSystemTrayIcon sign;
};

SystemTray::SystemTray()
    : m_d(std::make_unique<Private>())
{
    QIcon picture;
    for (const int size : { 16, 24, 32, 64 })
        picture.addPixmap(iconPixmap(QStringLiteral("peraku"), {}, size, 1.0));
    m_d->sign.setIcon(picture);
    m_d->sign.setToolTip(QStringLiteral("Peraku"));
    connect(&m_d->sign, &QSystemTrayIcon::messageClicked, this, &Tray::clicked);
    connect(&m_d->sign, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT clicked();
    });
}

SystemTray::~SystemTray() = default;

void SystemTray::setVisible(bool visible)
{
    m_d->sign.setVisible(visible);
}

void SystemTray::tell(const QString& text)
{
    if (QSystemTrayIcon::isSystemTrayAvailable() && QSystemTrayIcon::supportsMessages())
        m_d->sign.showMessage(QStringLiteral("Peraku"), text, m_d->sign.icon());
}

} // namespace peraku::ui
