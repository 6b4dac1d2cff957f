#include "callrun.h"

#include <domain/task.h>

namespace peraku::remote {

using domain::ErrorCode;
using domain::fail;
using domain::Result;

bool isRepeatable(const HttpRequest& request)
{
    if (request.method == Method::Get)
        return true;
    for (const auto& [name, value] : request.headers) {
        if (name.compare("Idempotency-Key", Qt::CaseInsensitive) == 0)
            return !value.isEmpty();
    }
    return false;
}

CallRun::CallRun(Client& client, Call call)
    : QObject(&client)
    , m_client(client)
    , m_call(std::move(call))
    , m_backoff(client.m_rng)
{
    m_promise.start();
    connect(&m_cancelWatcher, &QFutureWatcherBase::canceled, this, [this] {
        m_inFlight.cancel();
        end(fail(ErrorCode::Cancelled));
    });
}

CallRun::~CallRun()
{
    end(fail(ErrorCode::Cancelled));
}

domain::Async<HttpResponse> CallRun::start()
{
    auto future = m_promise.future();
    m_cancelWatcher.setFuture(future);
    attempt();
    return future;
}

void CallRun::attempt()
{
    if (m_ended)
        return;
    if (m_call.authorised && !m_client.hasSession())
        return end(fail(ErrorCode::SessionExpired));
    if (!m_call.probe && !m_client.m_breaker.allows()) {
        auto error = m_client.m_breaker.lastError();
        error.retryable = true;
        return end(fail(std::move(error)));
    }
    auto request = m_call.request.clone();
    if (m_call.authorised) {
        // What one officer asked for is never repeated with the next one's token.
        if (m_session && m_session != m_client.m_generation)
            return end(fail(ErrorCode::SessionExpired));
        m_session = m_client.m_generation;
        request.bearer = m_client.m_tokens.access.clone();
        m_tokenSerial = m_client.m_tokenSerial;
    }
    const auto sentAt = m_client.m_clock.monotonicMs();
    m_inFlight = m_client.m_transport.send(std::move(request));
    domain::onFinished<HttpResponse>(m_inFlight, this,
        [this, sentAt](Result<HttpResponse> answer) { answered(m_client.judge(std::move(answer), sentAt)); });
}

void CallRun::answered(Result<HttpResponse> answer)
{
    if (m_ended)
        return;
    if (answer)
        return end(std::move(answer));
    if (answer.error().code == ErrorCode::SessionExpired && m_call.authorised && !m_refreshed) {
        if (m_tokenSerial != m_client.m_tokenSerial)
            return attempt();
        m_refreshed = true;
        m_client.refreshThen(this, [this](Result<domain::Done> refreshed) {
            if (refreshed)
                attempt();
            else
                end(fail(refreshed.error()));
        });
        return;
    }
    ++m_failures;
    if (!answer.error().retryable || m_failures >= m_call.attempts || !isRepeatable(m_call.request))
        return end(std::move(answer));
    m_client.m_scheduler.after(m_backoff.delayMs(m_failures, answer.error()), this, [this] { attempt(); });
}

void CallRun::end(Result<HttpResponse> answer)
{
    if (m_ended)
        return;
    m_ended = true;
    if (!answer && answer.error().code != ErrorCode::Cancelled)
        Q_EMIT m_client.callFailed(m_call.request.path, answer.error());
    m_promise.addResult(std::move(answer));
    m_promise.finish();
    deleteLater();
}

} // namespace peraku::remote
