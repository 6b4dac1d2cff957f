#pragma once

#include <domain/ports.h>

#include <memory>

class QSettings;

/** The ports of domain/ports.h as the real programs use them. */
namespace peraku::services {

class SystemClock : public domain::Clock {
public:
    QDateTime nowUtc() const override;
    qint64 monotonicMs() const override;
};

/** The operating system's generator. Thread-safe. */
class SystemRng : public domain::Rng {
public:
    void fill(void* data, qsizetype size) override;
};

/** Timers of the thread in which after() is called. */
class TimerScheduler : public domain::Scheduler {
public:
    void after(qint64 milliseconds, QObject* context, std::function<void()> work) override;
};

/** A pool of worker threads; waits for its work when destroyed. */
class PoolExecutor : public domain::Executor {
public:
    explicit PoolExecutor(int threads);
    ~PoolExecutor() override;
    void post(std::function<void()> work) override;

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

/** An ini file of this computer. */
class IniPreferences : public domain::Preferences {
public:
    explicit IniPreferences(const QString& path);
    ~IniPreferences() override;
    QStringList recall(const QString& key) const override;
    void remember(const QString& key, const QStringList& values) override;

private:
    std::unique_ptr<QSettings> m_file;
};

/** Everything of services::DeskPorts that needs no officer: clock, randomness, timers, workers and the two
 * writers. */
struct SystemPorts {
    SystemClock clock;
    SystemRng rng;
    TimerScheduler scheduler;
    PoolExecutor workers { 2 };
    PoolExecutor workWriter { 1 };
    PoolExecutor cacheWriter { 1 };
    PoolExecutor cacheReader { 1 };
};

} // namespace peraku::services
