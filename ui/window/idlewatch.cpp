#include "idlewatch.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTimer>

#include <algorithm>

namespace peraku::ui {

namespace {
constexpr int lookEveryMs = 1'000;
}

IdleWatch::IdleWatch(domain::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_timer(new QTimer(this))
{
    m_timer->setInterval(lookEveryMs);
    connect(m_timer, &QTimer::timeout, this, &IdleWatch::look);
}

void IdleWatch::watch(int minutes)
{
    m_patienceMs = qint64(minutes) * 60'000;
    touched();
    qApp->removeEventFilter(this);
    m_timer->stop();
    if (minutes <= 0)
        return;
    qApp->installEventFilter(this);
    m_timer->start();
}

bool IdleWatch::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TabletPress:
        // A widget that moves under a resting pointer is no sign of life.
        if (event->spontaneous())
            touched();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void IdleWatch::touched()
{
    m_touchedMonotonic = m_clock.monotonicMs();
    m_touchedAt = m_clock.nowUtc();
}

void IdleWatch::look()
{
    const auto still
        = std::max(m_clock.monotonicMs() - m_touchedMonotonic, m_touchedAt.msecsTo(m_clock.nowUtc()));
    if (still < m_patienceMs)
        return;
    touched();
    Q_EMIT idle();
}

} // namespace peraku::ui
