#pragma once

#include <domain/ports.h>
#include <remote/backoff.h>
#include <remote/transport.h>

#include <functional>
#include <vector>

namespace peraku::remote {

/** A request with what the client must know about it. */
struct Call {
    HttpRequest request;
    bool authorised = true; ///< Carries the access token; a 401 refreshes it once and replays.
    int attempts = 1; ///< Tries in all, for requests that may be repeated (GET, or with an Idempotency-Key).
    bool probe = false; ///< The officer asked for it now: goes through an open circuit breaker.
};

/** Tokens of a session as they arrive from the treasury. */
struct Tokens {
    secret::SecureBuffer access;
    secret::SecureBuffer refresh;
};

/**
 * Speaks the treasury's protocol over a transport: knows its answers from other people's (Peraku-Api), turns
 * problem documents into Errors, keeps the session's tokens and the clock's offset, repeats what may be
 * repeated. Lives in the GUI thread.
 */
class Client : public QObject {
    Q_OBJECT
public:
    /** Who is at the other end: our treasury, or a signing provider that only speaks the CSC's API. */
    enum class Peer { Treasury, Provider };
    Client(Transport& transport, domain::Clock& clock, domain::Rng& rng, domain::Scheduler& scheduler,
        Peer peer = Peer::Treasury);
    ~Client() override;

    /** A 2xx or 304 answer of a treasury; everything else is an Error. */
    domain::Async<HttpResponse> call(Call call);

    void openSession(Tokens tokens);
    /** Wipes the tokens; calls that wait for a refresh end with SessionExpired. */
    void closeSession();
    /** A provider that wants no token has none to lose. */
    bool hasSession() const { return m_peer == Peer::Provider || !m_tokens.access.isEmpty(); }

    /** The treasury's time minus ours, milliseconds; 0 until it was heard. */
    qint64 clockOffsetMs() const { return m_clockOffsetMs; }
    bool clockHeard() const { return m_clockHeard; }

    CircuitBreaker& breaker() { return m_breaker; }
    domain::Rng& rng() { return m_rng; }

Q_SIGNALS:
    /** The treasury no longer knows the session; log in again. */
    void sessionExpired();
    void clockHeardChanged();
    /** A call ended without a good answer; `path` may name vouchers. */
    void callFailed(const QByteArray& path, const peraku::domain::Error& error);

private:
    friend class CallRun;
    using Waiter = std::function<void(domain::Result<domain::Done>)>;
    void refreshThen(QObject* context, Waiter waiter);
    void refreshEnded(domain::Result<HttpResponse> answer);
    domain::Result<HttpResponse> judge(domain::Result<HttpResponse> answer, qint64 sentAt);
    void hearClock(const HttpResponse& response, qint64 sentAt);

    domain::Result<domain::Done> recognise(const HttpResponse& answer) const;

    Transport& m_transport;
    domain::Clock& m_clock;
    domain::Rng& m_rng;
    domain::Scheduler& m_scheduler;
    Peer m_peer;
    CircuitBreaker m_breaker;
    Tokens m_tokens;
    QByteArray m_refreshKey; ///< Kept while a refresh may have been taken without our hearing of it.
    std::vector<Waiter> m_waiters;
    bool m_refreshing = false;
    int m_tokenSerial = 0; ///< Tells a call that its 401 is about a token that was replaced meanwhile.
    int m_generation = 0; ///< Counts sessions, so that a late refresh never revives a closed one.
    qint64 m_clockOffsetMs = 0;
    bool m_clockHeard = false;
};

/** Whether repeating it cannot do a thing twice. */
bool isRepeatable(const HttpRequest& request);

} // namespace peraku::remote
