#pragma once

#include <domain/ports.h>

#include <QDateTime>
#include <QObject>

class QTimer;

namespace peraku::ui {

/** Tells when nobody has touched keyboard or mouse for a while. Both clocks count: one goes on while the
 * computer sleeps, the other cannot be set back. */
class IdleWatch final : public QObject {
    Q_OBJECT
public:
    explicit IdleWatch(domain::Clock& clock, QObject* parent = nullptr);
    /** Begins anew with `minutes` of patience; 0 stops it. */
    void watch(int minutes);
    /** Somebody is there: the patience begins anew. */
    void touched();

Q_SIGNALS:
    void idle();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void look();

    domain::Clock& m_clock;
    QTimer* m_timer;
    qint64 m_patienceMs = 0;
    qint64 m_touchedMonotonic = 0;
    QDateTime m_touchedAt;
};

} // namespace peraku::ui
