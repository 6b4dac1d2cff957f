#pragma once

#include <domain/ports.h>
#include <remote/transport.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <map>
#include <optional>
#include <random>

namespace peraku::test {

/** Time that stands still unless a test moves it. */
class FakeClock : public domain::Clock {
public:
    QDateTime now = QDateTime(QDate(2026, 3, 2), QTime(1, 0), Qt::UTC);
    qint64 monotonic = 1'000'000;

    QDateTime nowUtc() const override { return now; }
    qint64 monotonicMs() const override { return monotonic; }
    void advance(qint64 milliseconds)
    {
        now = now.addMSecs(milliseconds);
        monotonic += milliseconds;
    }
};

class SeededRng : public domain::Rng {
public:
    void fill(void* data, qsizetype size) override
    {
        auto* out = static_cast<unsigned char*>(data);
        for (qsizetype i = 0; i < size; ++i)
            out[i] = static_cast<unsigned char>(m_engine());
    }

private:
    std::mt19937 m_engine { 7 };
};

/** Runs what is due when a test moves the time on. */
class FakeScheduler : public domain::Scheduler {
public:
    explicit FakeScheduler(FakeClock& clock)
        : m_clock(clock)
    {
    }
    void after(qint64 milliseconds, QObject* context, std::function<void()> work) override
    {
        delays.append(milliseconds);
        m_work.emplace(
            m_clock.monotonic + milliseconds, std::make_pair(QPointer<QObject>(context), std::move(work)));
    }
    void advance(qint64 milliseconds)
    {
        const auto until = m_clock.monotonic + milliseconds;
        while (!m_work.empty() && m_work.begin()->first <= until) {
            const auto at = m_work.begin()->first;
            auto [context, work] = std::move(m_work.begin()->second);
            m_work.erase(m_work.begin());
            m_clock.advance(at - m_clock.monotonic);
            if (context)
                work();
        }
        m_clock.advance(until - m_clock.monotonic);
    }
    QList<qint64> delays;

private:
    FakeClock& m_clock;
    std::multimap<qint64, std::pair<QPointer<QObject>, std::function<void()>>> m_work;
};

/** Runs what is due at once, so that back-off costs a test no time; remembers how long it would have been. */
class HastyScheduler : public domain::Scheduler {
public:
    explicit HastyScheduler(FakeClock& clock)
        : m_clock(clock)
    {
    }
    QList<qint64> waits;
    QList<qint64> never; ///< Waits of this length do not end.
    void after(qint64 milliseconds, QObject* context, std::function<void()> work) override
    {
        if (never.contains(milliseconds))
            return;
        waits.append(milliseconds);
        QTimer::singleShot(0, context, [this, milliseconds, work = std::move(work)] {
            m_clock.advance(milliseconds);
            work();
        });
    }

private:
    FakeClock& m_clock;
};

/** Runs work at once, in the caller's thread. */
class InlineExecutor : public domain::Executor {
public:
    void post(std::function<void()> work) override { work(); }
};

/** Answers requests by a function, in a later turn of the event loop, as a network would. */
class FakeTransport : public remote::Transport {
public:
    using Answer = std::function<domain::Result<remote::HttpResponse>(const remote::HttpRequest&)>;
    Answer answer;
    QList<QByteArray> log; ///< "METHOD path"
    QList<remote::Headers> headers;

    domain::Async<remote::HttpResponse> send(remote::HttpRequest request) override
    {
        log.append(remote::toWire(request.method) + ' ' + request.path);
        headers.append(request.headers);
        bearers.append(QByteArray(
            reinterpret_cast<const char*>(request.bearer.bytes()), qsizetype(request.bearer.size())));
        auto promise = std::make_shared<QPromise<domain::Result<remote::HttpResponse>>>();
        promise->start();
        auto shared = std::make_shared<remote::HttpRequest>(std::move(request));
        QTimer::singleShot(0, this, [this, promise, shared] {
            promise->addResult(answer(*shared));
            promise->finish();
        });
        return promise->future();
    }
    QList<QByteArray> bearers;

    static remote::HttpResponse response(
        int status, const QByteArray& body = {}, const QByteArray& type = "application/json")
    {
        remote::HttpResponse made;
        made.status = status;
        made.headers = { { "peraku-api", "1" }, { "content-type", type } };
        made.body = body;
        return made;
    }
};

/** Spins the test's event loop until the future ends. */
template <typename T> domain::Result<T> await(domain::Async<T> future, int milliseconds = 10'000)
{
    QObject context;
    std::optional<domain::Result<T>> ended;
    domain::onFinished<T>(
        future, &context, [&](domain::Result<T> result) { ended.emplace(std::move(result)); });
    QElapsedTimer timer;
    timer.start();
    while (!ended && timer.elapsed() < milliseconds)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
    if (!ended)
        return domain::fail(domain::ErrorCode::Timeout, QStringLiteral("the test waited too long"));
    return std::move(*ended);
}

} // namespace peraku::test
