#pragma once

#include <domain/ports.h>

#include <QAbstractEventDispatcher>
#include <QCoreApplication>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <utility>

/** Everything that time and chance are to the programs that run in the simulator. One thread. */
namespace peraku::sim {

/** Wakes nobody and has no timers: only what is posted is ever delivered, when settle() says so. */
class StillDispatcher : public QAbstractEventDispatcher {
public:
    bool processEvents(QEventLoop::ProcessEventsFlags) override { return false; }
    void registerSocketNotifier(QSocketNotifier*) override { }
    void unregisterSocketNotifier(QSocketNotifier*) override { }
    void registerTimer(int, qint64, Qt::TimerType, QObject*) override
    {
        qFatal("somebody started a timer of real time");
    }
    bool unregisterTimer(int) override { return false; }
    bool unregisterTimers(QObject*) override { return false; }
    QList<TimerInfo> registeredTimers(QObject*) const override { return {}; }
    int remainingTime(int) override { return -1; }
    void wakeUp() override { }
    void interrupt() override { }
};

/** Knows when Qt has nothing left to deliver. */
class Application : public QCoreApplication {
public:
    using QCoreApplication::QCoreApplication;
    bool notify(QObject* receiver, QEvent* event) override
    {
        ++m_delivered;
        return QCoreApplication::notify(receiver, event);
    }
    /** Delivers posted events until there are none, deletions included. */
    void settle();

private:
    qint64 m_delivered = 0;
};

/** Seeded; the same stream for the same seed on every machine. */
class Random : public domain::Rng {
public:
    explicit Random(quint64 seed)
        : m_engine(seed)
    {
    }
    void fill(void* data, qsizetype size) override;
    quint64 next() { return m_engine(); }
    int below(int bound) { return int(m_engine() % quint64(bound)); }
    int between(int from, int to) { return from + below(to - from + 1); }
    bool chance(int percent) { return below(100) < percent; }
    template <typename List> auto& oneOf(List& list) { return list[below(int(list.size()))]; }

private:
    std::mt19937_64 m_engine;
};

/** The one line of events of a run; each is followed by everything that it sets off. */
class VirtualTime {
public:
    explicit VirtualTime(Application& application)
        : m_application(application)
    {
    }
    qint64 now() const { return m_now; }
    void after(qint64 milliseconds, std::function<void()> work);
    void advance(qint64 milliseconds);
    /** Until `done` or until so much time has gone; whether it was done. */
    bool advanceUntil(const std::function<bool()>& done, qint64 atMost);
    void settle() { m_application.settle(); }
    /** Time goes on until the future ends; Timeout if it does not. */
    template <typename T> domain::Result<T> await(domain::Async<T> future, qint64 atMost = 600'000)
    {
        QObject context;
        std::optional<domain::Result<T>> ended;
        domain::onFinished<T>(
            future, &context, [&](domain::Result<T> result) { ended.emplace(std::move(result)); });
        if (!advanceUntil([&] { return ended.has_value(); }, atMost))
            return domain::fail(domain::ErrorCode::Timeout, QStringLiteral("nothing ended it"));
        return std::move(*ended);
    }

private:
    bool runNext(qint64 until);

    Application& m_application;
    std::map<std::pair<qint64, qint64>, std::function<void()>> m_events;
    qint64 m_now = 0;
    qint64 m_serial = 0;
};

/** A computer's clock, which may be wrong and may be set. */
class SimClock : public domain::Clock {
public:
    explicit SimClock(VirtualTime& time)
        : m_time(time)
    {
    }
    static QDateTime epoch() { return QDateTime(QDate(2026, 6, 30), QTime(1, 0), Qt::UTC); }
    qint64 skewMs = 0;
    QDateTime nowUtc() const override { return epoch().addMSecs(m_time.now() + skewMs); }
    qint64 monotonicMs() const override { return 1'000'000 + m_time.now(); }

private:
    VirtualTime& m_time;
};

/** Ends with the process it belongs to: nothing that waits then runs. */
class SimScheduler : public domain::Scheduler {
public:
    explicit SimScheduler(VirtualTime& time)
        : m_time(time)
    {
    }
    void after(qint64 milliseconds, QObject* context, std::function<void()> work) override;
    void kill() { m_alive.reset(); }

private:
    VirtualTime& m_time;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

/** A thread: work in order, each after a moment. */
class SimExecutor : public domain::Executor {
public:
    SimExecutor(VirtualTime& time, Random& random)
        : m_time(time)
        , m_random(random)
        , m_queue(std::make_shared<std::deque<std::function<void()>>>())
    {
    }
    void post(std::function<void()> work) override;
    /** The process ends: what waits is never done. */
    void kill();
    /** The program waits for its threads: what waits is done now. */
    void finish();

private:
    void planNext();

    VirtualTime& m_time;
    Random& m_random;
    std::shared_ptr<std::deque<std::function<void()>>> m_queue; ///< Null once killed.
    bool m_planned = false;
};

} // namespace peraku::sim
