#pragma once

#include <QObject>

#include <memory>

class QWidget;

namespace peraku::gui {

/** Tells that the officer's session on this computer was locked, or that the computer goes to sleep; says
 * nothing where the desktop does not tell. GUI thread. */
class SessionSignals final : public QObject {
    Q_OBJECT
public:
    /** `window` is a top-level window of the program, by which Windows addresses it. */
    explicit SessionSignals(QWidget& window, QObject* parent = nullptr);
    ~SessionSignals() override;

    /** Whether keys and data of an officer are gone: sleep, which waits a few seconds for it, may come. */
    void deskLocked(bool locked);

Q_SIGNALS:
    void lockWanted();

private Q_SLOTS:
    void changed(bool lockedOrAsleep);
    void locked();
    void sleeping(bool begins);

private:
    void holdSleep(); ///< Asks the computer to wait with its sleep.
    void letSleep();

    bool m_isLocked = true;
    bool m_asleep = false;
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace peraku::gui
