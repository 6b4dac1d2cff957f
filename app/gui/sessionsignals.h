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

Q_SIGNALS:
    void lockWanted();

private Q_SLOTS:
    void changed(bool lockedOrAsleep);

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace peraku::gui
