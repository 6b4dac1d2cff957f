#include <domain/task.h>
#include <remote/backoff.h>
#include <remote/cscclient.h>

#include <algorithm>

namespace peraku::remote {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;
namespace csc = wire::csc;

namespace {

constexpr int accepted = 202;
constexpr qsizetype mostCredentials = 500;

/** Ends when the time is over or when nobody waits any more. */
class Pause : public QObject {
public:
    Pause(domain::Scheduler& scheduler, qint64 milliseconds, QObject* parent)
        : QObject(parent)
    {
        m_promise.start();
        connect(&m_watcher, &QFutureWatcherBase::canceled, this, [this] { end(); });
        m_watcher.setFuture(m_promise.future());
        scheduler.after(milliseconds, this, [this] { end(); });
    }
    ~Pause() override { end(); }
    Async<Done> future() { return m_promise.future(); }

private:
    void end()
    {
        if (std::exchange(m_ended, true))
            return;
        m_promise.addResult(Result<Done>(Done {}));
        m_promise.finish();
        deleteLater();
    }
    QPromise<Result<Done>> m_promise;
    QFutureWatcher<Result<Done>> m_watcher;
    bool m_ended = false;
};

Call callOf(QByteArray path)
{
    Call call;
    call.request.method = Method::Post;
    call.request.path = std::move(path);
    call.request.headers = { { "Content-Type", "application/json" } };
    // An officer waits for it in front of the screen.
    call.probe = true;
    return call;
}

} // namespace

CscClient::CscClient(Client& client, domain::Clock& clock, domain::Scheduler& scheduler, Options options)
    : m_client(client)
    , m_clock(clock)
    , m_scheduler(scheduler)
    , m_options(std::move(options))
{
}

Async<HttpResponse> CscClient::post(const char* method, const QByteArray& body)
{
    auto call = callOf(m_path + '/' + method);
    call.request.body = body;
    return m_client.call(std::move(call));
}

Async<HttpResponse> CscClient::postSecret(const char* method, secret::SecureBuffer body, bool secretAnswer)
{
    auto call = callOf(m_path + '/' + method);
    call.request.secretBody = std::move(body);
    call.request.secretAnswer = secretAnswer;
    return m_client.call(std::move(call));
}

Async<csc::ServiceInfo> CscClient::info()
{
    if (m_info)
        return domain::ready<Info>(*m_info);
    return askInfo(m_options.path.isEmpty() ? QByteArrayList { "/csc/v2", "/csc/v1" }
                                            : QByteArrayList { m_options.path });
}

Async<csc::ServiceInfo> CscClient::askInfo(QByteArrayList paths)
{
    m_path = paths.takeFirst();
    return domain::then<HttpResponse>(post("info", csc::encodeInfoRequest()), this,
        [this, paths](Result<HttpResponse> answer) -> Async<Info> {
            if (!answer && answer.error().code == ErrorCode::NotFound && !paths.isEmpty())
                return askInfo(paths);
            auto info = answer ? csc::decodeInfo(answer->body) : Result<Info>(fail(answer.error()));
            if (info)
                m_info = *info;
            return domain::ready<Info>(std::move(info));
        });
}

template <typename T, typename Step> Async<T> CscClient::withInfo(Step step)
{
    return domain::andThen<Info>(
        info(), this, [step = std::move(step)](const Info& info) mutable -> Async<T> { return step(info); });
}

Async<QList<csc::CredentialInfo>> CscClient::credentials(const QString& userId)
{
    return withInfo<QList<csc::CredentialInfo>>(
        [this, userId](const Info&) { return pages(userId, {}, {}); });
}

Async<QList<csc::CredentialInfo>> CscClient::pages(
    const QString& userId, const QString& page, QStringList ids)
{
    const auto body = csc::encodeCredentialList(m_info->dialect(), userId, page);
    return domain::andThen<HttpResponse>(post("credentials/list", body), this,
        [this, userId, ids](const HttpResponse& answer) -> Async<QList<csc::CredentialInfo>> {
            auto list = csc::decodeCredentialList(answer.body);
            if (!list)
                return domain::readyError<QList<csc::CredentialInfo>>(list.error());
            if (!list->infos.isEmpty())
                return domain::ready<QList<csc::CredentialInfo>>(list->infos);
            const auto all = ids + list->ids;
            // A page that brings nothing ends it, or a provider could send the desk round for ever.
            if (!list->nextPage.isEmpty() && !list->ids.isEmpty() && all.size() < mostCredentials)
                return pages(userId, list->nextPage, all);
            return details(all, {});
        });
}

Async<QList<csc::CredentialInfo>> CscClient::details(QStringList ids, QList<csc::CredentialInfo> known)
{
    if (ids.isEmpty())
        return domain::ready<QList<csc::CredentialInfo>>(known);
    const auto id = ids.takeFirst();
    return domain::andThen<HttpResponse>(post("credentials/info", csc::encodeCredentialInfoRequest(id)), this,
        [this, id, ids, known](const HttpResponse& answer) mutable -> Async<QList<csc::CredentialInfo>> {
            auto info = csc::decodeCredentialInfo(answer.body, id);
            if (!info)
                return domain::readyError<QList<csc::CredentialInfo>>(info.error());
            return details(ids, known << *info);
        });
}

Async<csc::Intent> CscClient::announce(
    const QString& credentialId, const QList<domain::SigningDocument>& documents)
{
    auto call = callOf("/v1/signing-intents");
    call.request.body = csc::encodeIntent(credentialId, documents);
    return domain::andThen<HttpResponse>(m_client.call(std::move(call)), this,
        [](const HttpResponse& answer) { return csc::decodeIntent(answer.body); });
}

Async<csc::Challenge> CscClient::challenge(
    const QString& credentialId, const QString& objectId, const QString& clientData)
{
    return withInfo<csc::Challenge>(
        [this, credentialId, objectId, clientData](const Info& info) -> Async<csc::Challenge> {
            const bool challenges = info.offers("credentials/getChallenge");
            if (!challenges && !info.offers("credentials/sendOTP"))
                return domain::readyError<csc::Challenge>({ ErrorCode::MediumUnsupported,
                    QStringLiteral("neither getChallenge nor sendOTP"), {}, false, 0 });
            const auto body = csc::encodeChallengeRequest(
                challenges ? csc::Dialect::V2 : csc::Dialect::V1, credentialId, objectId, clientData);
            return domain::andThen<HttpResponse>(
                post(challenges ? "credentials/getChallenge" : "credentials/sendOTP", body), this,
                [](const HttpResponse& answer) { return csc::decodeChallenge(answer.body); });
        });
}

Async<csc::Authorization> CscClient::authorize(csc::AuthorizeRequest request)
{
    auto body = std::make_shared<csc::AuthorizeRequest>(std::move(request));
    return withInfo<csc::Authorization>([this, body](const Info& info) {
        const auto since = m_clock.monotonicMs();
        auto asked = postSecret("credentials/authorize", csc::encode(*body, info.dialect()), true);
        *body = {};
        return domain::andThen<HttpResponse>(asked, this,
            [this, since](HttpResponse answer) { return awaitSad(std::move(answer), {}, since); });
    });
}

Async<csc::Authorization> CscClient::awaitSad(HttpResponse answer, const QString& handle, qint64 since)
{
    auto decoded = csc::decodeAuthorization(answer.secretBody.view());
    const bool pending = answer.status == accepted && (decoded || !handle.isEmpty());
    if (!pending && decoded && decoded->sad.isEmpty())
        return domain::readyError<csc::Authorization>(
            { ErrorCode::ProtocolError, QStringLiteral("SAD"), {}, false, 0 });
    if (!pending)
        return domain::ready<csc::Authorization>(std::move(decoded));
    const auto next = decoded && !decoded->handle.isEmpty() ? decoded->handle : handle;
    return domain::andThen<Done>(pause(since, pollingMs), this, [this, next, since](Done) {
        const auto body = csc::encodeAuthorizeCheck(next);
        auto asked = postSecret("credentials/authorizeCheck",
            secret::SecureBuffer::copyOf(std::string_view(body.constData(), std::size_t(body.size()))), true);
        return domain::andThen<HttpResponse>(asked, this,
            [this, next, since](HttpResponse checked) { return awaitSad(std::move(checked), next, since); });
    });
}

Async<csc::Authorization> CscClient::extend(csc::HashRequest request)
{
    auto body = std::make_shared<csc::HashRequest>(std::move(request));
    return withInfo<csc::Authorization>([this, body](const Info& info) -> Async<csc::Authorization> {
        auto asked = postSecret("credentials/extendTransaction", csc::encode(*body, info.dialect()), true);
        *body = {};
        return domain::andThen<HttpResponse>(
            asked, this, [](const HttpResponse& answer) -> Result<csc::Authorization> {
                auto extended = csc::decodeAuthorization(answer.secretBody.view());
                if (extended && extended->sad.isEmpty())
                    return fail(ErrorCode::ProtocolError, QStringLiteral("SAD"));
                return extended;
            });
    });
}

Async<QList<QByteArray>> CscClient::signHash(csc::HashRequest request)
{
    auto body = std::make_shared<csc::HashRequest>(std::move(request));
    return withInfo<QList<QByteArray>>([this, body](const Info& info) {
        const auto since = m_clock.monotonicMs();
        const auto count = body->hashes.size();
        body->asynchronous = info.asynchronous && count >= asynchronousFrom;
        auto asked = postSecret("signatures/signHash", csc::encode(*body, info.dialect()), false);
        *body = {};
        return domain::andThen<HttpResponse>(asked, this, [this, count, since](HttpResponse answer) {
            return awaitSignatures(std::move(answer), {}, count, since);
        });
    });
}

Async<QList<QByteArray>> CscClient::awaitSignatures(
    HttpResponse answer, const QString& responseId, qsizetype count, qint64 since)
{
    using Made = QList<QByteArray>;
    auto decoded = csc::decodeSignatures(answer.body);
    const bool running = answer.status == accepted && !responseId.isEmpty();
    if (!decoded && !running)
        return domain::readyError<Made>(decoded.error());
    const auto next = decoded && !decoded->responseId.isEmpty() ? decoded->responseId : responseId;
    if (decoded && decoded->responseId.isEmpty()) {
        if (decoded->made.size() != count)
            return domain::readyError<Made>({ ErrorCode::ProtocolError,
                QStringLiteral("%1 signatures for %2 hashes").arg(decoded->made.size()).arg(count), {}, false,
                0 });
        return domain::ready<Made>(decoded->made);
    }
    return pollSignatures(next, count, since);
}

Async<QList<QByteArray>> CscClient::pollSignatures(const QString& responseId, qsizetype count, qint64 since)
{
    const auto patience = pollingMs + count * perSignatureMs;
    return domain::andThen<Done>(pause(since, patience), this, [this, responseId, count, since](Done) {
        auto asked = post("signatures/signPolling", csc::encodeSignPolling(responseId));
        return domain::then<HttpResponse>(
            asked, this, [this, responseId, count, since](Result<HttpResponse> polled) {
                if (polled)
                    return awaitSignatures(std::move(*polled), responseId, count, since);
                // Polling spends nothing: what was made while the line was down is still to be had.
                return isOutage(polled.error()) ? pollSignatures(responseId, count, since)
                                                : domain::readyError<QList<QByteArray>>(polled.error());
            });
    });
}

Async<QByteArray> CscClient::timestamp(
    const QByteArray& hash, const QString& hashAlgorithm, const QByteArray& nonce)
{
    return withInfo<QByteArray>([this, hash, hashAlgorithm, nonce](const Info&) {
        return domain::andThen<HttpResponse>(
            post("signatures/timestamp", csc::encodeTimestamp(hash, hashAlgorithm, nonce)), this,
            [](const HttpResponse& answer) { return csc::decodeTimestamp(answer.body); });
    });
}

Async<Done> CscClient::pause(qint64 since, qint64 patience)
{
    const auto waited = m_clock.monotonicMs() - since;
    if (waited >= patience)
        return domain::readyError<Done>(
            { ErrorCode::Timeout, QStringLiteral("the provider took too long"), {}, true, 0 });
    if (waited >= 1'000)
        Q_EMIT waiting(int(waited / 1'000));
    // Half as long again as it has taken so far: quick answers are met quickly, slow ones seldom asked for.
    const auto next = std::clamp(waited / 2, firstPollMs, longestPollMs);
    return (new Pause(m_scheduler, next, this))->future();
}

} // namespace peraku::remote
