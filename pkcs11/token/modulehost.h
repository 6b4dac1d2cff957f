#pragma once

#include "protocol.h"
#include "secretpipe.h"

#include <domain/result.h>

#include <QObject>
#include <QProcess>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>

namespace peraku::token {

/** One module's process: starts it, gives it one operation at a time, ends it when it hangs, starts a new one
 * when it is gone. */
class ModuleHost : public QObject {
    Q_OBJECT
public:
    using Handler = std::function<void(domain::Result<Reply>)>;
    using Sink = std::function<void(const QByteArray& signature)>;

    ModuleHost(QString helper, QString module, QObject* parent = nullptr);
    ~ModuleHost() override;

    const QString& module() const { return m_module; }
    /** `timeoutMs` is for each signature, or for the whole of another operation; `countdown` announces the
     * seconds left, as for a PIN pad. Every request is answered exactly once, unless the host dies; `sink`
     * gets each signature before that. Gives the request's number. */
    quint64 perform(Request request, secret::SecureBuffer pin, int timeoutMs, bool countdown, Handler handler,
        Sink sink = {});
    /** Answers that request with Cancelled now, if it is not answered yet; ends the process that works on
     * it. */
    void cancel(quint64 number);

Q_SIGNALS:
    /** A token came or went; or the process that would have told so is gone, and asking starts a new one. */
    void slotsChanged();
    void countdown(int secondsLeft);

private:
    struct Job {
        quint64 number = 0;
        Request request;
        secret::SecureBuffer pin;
        int timeoutMs = 0;
        bool countdown = false;
        Handler handler;
        Sink sink;
        qsizetype signatures = 0; ///< Given so far.
    };
    void next();
    bool start();
    void readOutput();
    /** False for an answer that nobody asked for. */
    bool take(Reply reply);
    bool takeSignature(const QByteArray& signature);
    void processEnded();
    void expire();
    void finish(domain::Result<Reply> result);
    void dropProcess();
    /** Ends the process and what it works on, and has the desk ask again before long. */
    void abandon(domain::Error error);

    QString m_helper;
    QString m_module;
    std::unique_ptr<QProcess> m_process;
    SecretPipe m_secrets;
    QByteArray m_buffer;
    std::deque<Job> m_waiting;
    std::unique_ptr<Job> m_running;
    QTimer m_watchdog;
    QTimer m_tick;
    QTimer m_revive;
    int m_reviveMs;
    int m_secondsLeft = 0;
    quint64 m_lastNumber = 0;
};

} // namespace peraku::token
