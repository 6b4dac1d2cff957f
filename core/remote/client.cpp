#include "callrun.h"
#include "networkerrors.h"

#include <remote/client.h>
#include <wire/csc.h>
#include <wire/messages.h>

#include <QPointer>

#include <algorithm>

namespace peraku::remote {

using domain::Error;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr int longestRetryAfterSeconds = 24 * 3600;

int retryAfterSeconds(const HttpResponse& response, const QDateTime& nowUtc)
{
    const auto text = response.header("retry-after").trimmed();
    bool isNumber = false;
    qint64 seconds = text.toLongLong(&isNumber);
    if (!isNumber) {
        const auto date = QDateTime::fromString(QString::fromLatin1(text), Qt::RFC2822Date);
        seconds = date.isValid() ? nowUtc.secsTo(date) : 0;
    }
    return int(std::clamp<qint64>(seconds, 0, longestRetryAfterSeconds));
}

Error problemError(const HttpResponse& response)
{
    const auto type = response.header("content-type");
    const auto* data = reinterpret_cast<const char*>(response.secretBody.bytes());
    const auto body = response.secretBody.isEmpty() ? response.body
                                                    : QByteArray(data, qsizetype(response.secretBody.size()));
    if (type.startsWith("application/problem+json")) {
        if (auto problem = wire::decodeProblem(body)) {
            auto error = wire::toError(*problem);
            error.retryable = wire::isTransientStatus(response.status);
            return error;
        }
    }
    if (type.startsWith("application/json")) {
        if (auto error = wire::csc::decodeError(response.status, body))
            return *error;
    }
    return statusError(response.status);
}

} // namespace

Client::Client(
    Transport& transport, domain::Clock& clock, domain::Rng& rng, domain::Scheduler& scheduler, Peer peer)
    : m_transport(transport)
    , m_clock(clock)
    , m_rng(rng)
    , m_scheduler(scheduler)
    , m_peer(peer)
    , m_breaker(clock, rng)
{
}

Client::~Client()
{
    // Before the members that the runs use are gone.
    const auto runs = findChildren<CallRun*>(QString(), Qt::FindDirectChildrenOnly);
    qDeleteAll(runs);
}

domain::Async<HttpResponse> Client::call(Call call)
{
    return (new CallRun(*this, std::move(call)))->start();
}

Result<HttpResponse> Client::judge(Result<HttpResponse> answer, qint64 sentAt)
{
    const auto refused = [this](Error error) -> Result<HttpResponse> {
        m_breaker.failed(error);
        return fail(std::move(error));
    };
    if (!answer)
        return refused(answer.error());
    if (auto known = recognise(*answer); !known)
        return refused(known.error());
    hearClock(*answer, sentAt);
    if (answer->status < 400) {
        m_breaker.succeeded();
        return answer;
    }
    auto error = problemError(*answer);
    error.retryAfterSeconds = retryAfterSeconds(*answer, m_clock.nowUtc().addMSecs(m_clockOffsetMs));
    // A limit is an answer about this request: the other side is well.
    if (answer->status == 429) {
        m_breaker.succeeded();
        return fail(std::move(error));
    }
    // The officer's own session is the treasury's; what a provider refuses is the token in the settings.
    if (m_peer == Peer::Provider && error.code == ErrorCode::SessionExpired)
        error.code = ErrorCode::NotAllowed;
    return refused(std::move(error));
}

Result<domain::Done> Client::recognise(const HttpResponse& answer) const
{
    if (m_peer == Peer::Provider) {
        const bool bare = answer.body.isEmpty() && answer.secretBody.isEmpty();
        if (answer.status < 400 && !bare && !answer.header("content-type").startsWith("application/json"))
            return fail(Error { ErrorCode::NotATreasury,
                QStringLiteral("status %1 without JSON").arg(answer.status), {}, true, 0 });
        return domain::Done {};
    }
    const auto version = answer.header("peraku-api").trimmed();
    if (version.isEmpty())
        return fail(Error { ErrorCode::NotATreasury,
            QStringLiteral("status %1 without Peraku-Api").arg(answer.status), {}, true, 0 });
    if (version != QByteArray::number(wire::apiVersion)) {
        bool isNumber = false;
        const bool older = version.toInt(&isNumber) < wire::apiVersion && isNumber;
        return fail(Error { older ? ErrorCode::TreasuryTooOld : ErrorCode::VersionTooOld,
            QStringLiteral("Peraku-Api is not %1").arg(wire::apiVersion), {}, false, 0 });
    }
    return domain::Done {};
}

void Client::hearClock(const HttpResponse& response, qint64 sentAt)
{
    auto theirs
        = QDateTime::fromString(QString::fromLatin1(response.header("peraku-time")), Qt::ISODateWithMs);
    if (!theirs.isValid())
        return;
    // The answer was written somewhere between sending and receiving; the middle is off by half the exchange
    // at most.
    const auto halfway = (m_clock.monotonicMs() - sentAt) / 2;
    m_clockOffsetMs = m_clock.nowUtc().addMSecs(-halfway).msecsTo(theirs);
    if (!m_clockHeard) {
        m_clockHeard = true;
        Q_EMIT clockHeardChanged();
    }
}

void Client::openSession(Tokens tokens)
{
    ++m_generation;
    ++m_tokenSerial;
    m_tokens = std::move(tokens);
    m_refreshKey.clear();
}

void Client::closeSession()
{
    ++m_generation;
    m_tokens = {};
    m_refreshKey.clear();
    m_refreshing = false;
    for (auto& waiter : std::exchange(m_waiters, {}))
        waiter(fail(ErrorCode::SessionExpired));
}

void Client::refreshThen(QObject* context, Waiter waiter)
{
    if (!hasSession())
        return waiter(fail(ErrorCode::SessionExpired));
    m_waiters.push_back(
        [guard = QPointer<QObject>(context), waiter = std::move(waiter)](Result<domain::Done> result) {
            if (guard)
                waiter(std::move(result));
        });
    if (m_refreshing)
        return;
    m_refreshing = true;
    if (m_refreshKey.isEmpty())
        m_refreshKey = m_rng.hex(16).toLatin1();

    HttpRequest request;
    request.method = Method::Post;
    request.path = "/v1/session/refresh";
    request.headers = { { "Content-Type", "application/json" }, { "Idempotency-Key", m_refreshKey } };
    request.secretBody = wire::encode(wire::RefreshRequest { m_tokens.refresh.clone() });
    request.secretAnswer = true;
    const auto generation = m_generation;
    domain::onFinished<HttpResponse>(
        call({ std::move(request), false, 2, true }), this, [this, generation](Result<HttpResponse> answer) {
            if (generation == m_generation)
                refreshEnded(std::move(answer));
        });
}

void Client::refreshEnded(Result<HttpResponse> answer)
{
    m_refreshing = false;
    const auto outcome = [&]() -> Result<domain::Done> {
        if (!answer)
            return fail(answer.error());
        auto session = wire::decodeSessionResponse(answer->secretBody.view());
        if (!session)
            return fail(session.error());
        m_tokens = { std::move(session->accessToken), std::move(session->refreshToken) };
        ++m_tokenSerial;
        m_refreshKey.clear();
        return domain::Done {};
    }();
    const bool over = !outcome && !outcome.error().retryable && !isOutage(outcome.error())
        && outcome.error().code != ErrorCode::ProtocolError && outcome.error().code != ErrorCode::Cancelled;
    if (over) {
        closeSession();
        Q_EMIT sessionExpired();
        return;
    }
    for (auto& waiter : std::exchange(m_waiters, {}))
        waiter(outcome);
}

} // namespace peraku::remote
