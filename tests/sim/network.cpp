#include "network.h"

#include <QFutureWatcher>
#include <QPromise>

#include <algorithm>

namespace peraku::sim {

using domain::Error;
using domain::ErrorCode;
using remote::HttpRequest;
using remote::HttpResponse;

namespace {

constexpr qint64 patienceMs = 120'000; // as the real transport

enum class Fate { Well, RequestLost, AnswerLost, Doubled, Cut, Portal, Busy, Refused };

} // namespace

struct Network::Exchange {
    HttpRequest request;
    Sender sender;
    int pc = 0;
    Fate fate = Fate::Well;
    QPromise<domain::Result<HttpResponse>> promise;
    bool ended = false;

    void end(domain::Result<HttpResponse> result)
    {
        if (std::exchange(ended, true))
            return;
        promise.addResult(std::move(result));
        promise.finish();
    }
    void fail(ErrorCode code) { end(domain::fail(Error { code, {}, {}, true, 0 })); }
};

void Network::note(const Exchange& exchange, const char* what)
{
    m_history.trace.add(m_time.now(),
        QStringLiteral("net pc%1 %2 %3")
            .arg(exchange.pc)
            .arg(
                QLatin1String(what), QString::fromLatin1(exchange.request.path.left(50).split('?').first())));
}

qint64 Network::delay()
{
    constexpr int usualMs = 300;
    constexpr int longMs = 20'000;
    return faultPercent > 0 && m_random.chance(10) ? m_random.below(longMs) : 5 + m_random.below(usualMs);
}

void Network::pass(int pc, qint64 delay, std::function<void()> on)
{
    m_time.after(delay, [this, pc, on = std::move(on)] {
        if (m_clogged.value(pc))
            m_held[pc].push_back(on);
        else
            on();
    });
}

void Network::begin(const Shared& exchange)
{
    if (m_random.chance(faultPercent))
        exchange->fate = Fate(1 + m_random.below(7));
    m_time.after(patienceMs, [exchange] { exchange->fail(ErrorCode::Timeout); });
    switch (exchange->fate) {
    case Fate::RequestLost:
        note(*exchange, "lost");
        if (m_random.chance(70))
            m_time.after(delay(), [exchange] { exchange->fail(ErrorCode::Offline); });
        return;
    case Fate::Refused:
        note(*exchange, "unreachable");
        m_time.after(5, [exchange] { exchange->fail(ErrorCode::Offline); });
        return;
    case Fate::Portal:
        note(*exchange, "portal");
        m_time.after(delay(), [exchange] {
            HttpResponse page;
            page.status = 200;
            page.headers = { { "content-type", "text/html" } };
            page.body = "<html><title>Log in to this network</title></html>";
            exchange->end(std::move(page));
        });
        return;
    case Fate::Busy:
        note(*exchange, "busy");
        m_time.after(delay(), [exchange] {
            HttpResponse busy;
            busy.status = 503;
            busy.headers = { { "retry-after", "2" }, { "peraku-api", "1" } };
            exchange->end(std::move(busy));
        });
        return;
    case Fate::Doubled:
        // What was cut off on its way and what was sent anew both arrive, the first one perhaps very late.
        note(*exchange, "doubled");
        pass(exchange->pc, delay() * 3, [this, exchange] { arrive(exchange, true); });
        break;
    default:
        break;
    }
    pass(exchange->pc, delay(), [this, exchange] { arrive(exchange, false); });
}

void Network::arrive(const Shared& exchange, bool again)
{
    auto answered = m_treasury.handle(exchange->request.clone(), exchange->sender);
    if (again)
        return;
    if (!answered)
        return exchange->fail(ErrorCode::Offline);
    if (exchange->fate == Fate::AnswerLost) {
        note(*exchange, "answer lost");
        m_time.after(delay(), [exchange] { exchange->fail(ErrorCode::Offline); });
        return;
    }
    auto shared = std::make_shared<HttpResponse>(std::move(*answered));
    pass(exchange->pc, delay(), [this, exchange, shared] { answer(exchange, std::move(*shared)); });
}

void Network::answer(const Shared& exchange, HttpResponse response)
{
    if (exchange->fate == Fate::Cut && !exchange->ended) {
        note(*exchange, "cut");
        // A middlebox may even make the length fit what is left; of secrets and DER the length tells.
        const bool json = response.header("content-type").startsWith("application/json");
        if (!json || response.body.size() < 2 || m_random.chance(50))
            return exchange->fail(ErrorCode::ProtocolError);
        response.body.truncate(qsizetype(m_random.next() % quint64(response.body.size() - 1)));
    }
    exchange->end(std::move(response));
}

void Network::clog(int pc)
{
    m_clogged[pc] = true;
}

void Network::unclog(int pc)
{
    m_clogged[pc] = false;
    auto held = std::exchange(m_held[pc], {});
    // Let loose in any order.
    for (std::size_t i = held.size(); i > 1; --i)
        std::swap(held[i - 1], held[std::size_t(m_random.below(int(i)))]);
    for (auto& on : held)
        m_time.after(m_random.below(2'000), std::move(on));
}

void Network::swizzle(int pcs)
{
    QList<int> clogged;
    for (int pc = 0; pc < pcs; ++pc) {
        if (m_clogged.value(pc))
            clogged.append(pc);
    }
    if (clogged.isEmpty()) {
        for (int pc = 0; pc < pcs; ++pc) {
            if (m_random.chance(60))
                clog(pc);
        }
        return;
    }
    unclog(m_random.oneOf(clogged));
}

void Network::heal(int pcs)
{
    faultPercent = 0;
    for (int pc = 0; pc < pcs; ++pc)
        unclog(pc);
}

domain::Async<HttpResponse> Line::send(HttpRequest request)
{
    if (onSend)
        onSend(request);
    auto exchange = std::make_shared<Network::Exchange>();
    exchange->request = std::move(request);
    exchange->pc = m_pc;
    exchange->sender = sender();
    exchange->promise.start();
    auto future = exchange->promise.future();
    // Cancelling takes the answer away, not what is on its way to the treasury.
    auto* watcher = new QFutureWatcher<domain::Result<HttpResponse>>(this);
    QObject::connect(watcher, &QFutureWatcherBase::canceled, this,
        [exchange] { exchange->end(domain::fail(ErrorCode::Cancelled)); });
    QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(future);
    m_network.begin(exchange);
    return future;
}

} // namespace peraku::sim
