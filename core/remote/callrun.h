#pragma once

#include <remote/client.h>

#include <QFutureWatcher>

#include <optional>

namespace peraku::remote {

/** One call from its first try to its last; deletes itself when it has ended. */
class CallRun : public QObject {
    Q_OBJECT
public:
    CallRun(Client& client, Call call);
    ~CallRun() override;
    domain::Async<HttpResponse> start();

private:
    void attempt();
    void answered(domain::Result<HttpResponse> answer);
    void end(domain::Result<HttpResponse> answer);

    Client& m_client;
    Call m_call;
    QPromise<domain::Result<HttpResponse>> m_promise;
    QFutureWatcher<domain::Result<HttpResponse>> m_cancelWatcher;
    domain::Async<HttpResponse> m_inFlight;
    Backoff m_backoff;
    int m_failures = 0;
    int m_tokenSerial = 0;
    std::optional<int> m_session; ///< The session that it was first sent in.
    bool m_refreshed = false;
    bool m_ended = false;
};

} // namespace peraku::remote
