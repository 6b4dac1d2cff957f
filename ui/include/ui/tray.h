#pragma once

#include <QObject>

#include <memory>

namespace peraku::ui {

/** Where the desk tells the officer something while they look at another program. GUI thread. */
class Tray : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /** Shows the sign beside the clock, or takes it away with every notice that still stands. */
    virtual void setVisible(bool visible) = 0;
    /** Anybody may be looking at the screen: `text` holds counts, never names or amounts. */
    virtual void tell(const QString& text) = 0;

Q_SIGNALS:
    void clicked(); ///< The sign or a notice.
};

/** The desktop's own; silent where it has none. */
class SystemTray final : public Tray {
    Q_OBJECT
public:
    SystemTray();
    ~SystemTray() override;
    void setVisible(bool visible) override;
    void tell(const QString& text) override;

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace peraku::ui
