#include <services/systemports.h>

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSettings>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <cstring>
#include <limits>

namespace peraku::services {

QDateTime SystemClock::nowUtc() const
{
    return QDateTime::currentDateTimeUtc();
}

qint64 SystemClock::monotonicMs() const
{
    QElapsedTimer timer;
    timer.start();
    return timer.msecsSinceReference();
}

void SystemRng::fill(void* data, qsizetype size)
{
    constexpr auto operatingSystem = &QRandomGenerator::system;
    auto* out = static_cast<unsigned char*>(data);
    while (size > 0) {
        const quint64 word = operatingSystem()->generate64();
        const auto count = std::min<qsizetype>(size, sizeof word);
        std::memcpy(out, &word, std::size_t(count));
        out += count;
        size -= count;
    }
}

void TimerScheduler::after(qint64 milliseconds, QObject* context, std::function<void()> work)
{
    const auto bounded = std::clamp<qint64>(milliseconds, 0, std::numeric_limits<int>::max());
    QTimer::singleShot(int(bounded), context, std::move(work));
}

IniPreferences::IniPreferences(const QString& path)
    : m_file(std::make_unique<QSettings>(path, QSettings::IniFormat))
{
}

IniPreferences::~IniPreferences() = default;

QStringList IniPreferences::recall(const QString& key) const
{
    return m_file->value(key).toStringList();
}

void IniPreferences::remember(const QString& key, const QStringList& values)
{
    m_file->setValue(key, values);
    m_file->sync();
}

struct PoolExecutor::Private {
    QThreadPool pool;
};

PoolExecutor::PoolExecutor(int threads)
    : m_d(std::make_unique<Private>())
{
    m_d->pool.setMaxThreadCount(threads);
    // A database connection belongs to its thread's work in order; threads that come and go would only cost.
    m_d->pool.setExpiryTimeout(-1);
}

PoolExecutor::~PoolExecutor()
{
    m_d->pool.waitForDone();
}

void PoolExecutor::post(std::function<void()> work)
{
    m_d->pool.start(std::move(work));
}

} // namespace peraku::services
