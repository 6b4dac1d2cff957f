#include "modulehost.h"

#include "ckrmap.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace peraku::token {

using domain::ErrorCode;
using domain::fail;

namespace {

// A lost process is missed within the two seconds in which a plug is noticed; one that dies each time rests
// longer and longer.
constexpr int firstReviveMs = 500;
constexpr int lastReviveMs = 5 * 60'000;

/** After such an answer the process is of no more use: the module did not start, or stopped. */
bool endsModule(ErrorCode code)
{
    return code == ErrorCode::ModuleNotFound || code == ErrorCode::ModuleFailed
        || code == ErrorCode::ModuleCrashed;
}

/** What ends an operation well. */
Answer answerTo(Operation operation)
{
    switch (operation) {
    case Operation::Inventory:
        return Answer::Inventory;
    case Operation::Sign:
        return Answer::Signed;
    case Operation::ChangePin:
        return Answer::PinChanged;
    }
    return Answer::Failure;
}

} // namespace

ModuleHost::ModuleHost(QString helper, QString module, QObject* parent)
    : QObject(parent)
    , m_helper(std::move(helper))
    , m_module(std::move(module))
    , m_reviveMs(firstReviveMs)
{
    m_revive.setSingleShot(true);
    connect(&m_revive, &QTimer::timeout, this, &ModuleHost::slotsChanged);
    m_watchdog.setSingleShot(true);
    m_tick.setInterval(1000);
    connect(&m_watchdog, &QTimer::timeout, this, &ModuleHost::expire);
    connect(&m_tick, &QTimer::timeout, this, [this] { Q_EMIT countdown(qMax(0, --m_secondsLeft)); });
}

ModuleHost::~ModuleHost()
{
    dropProcess();
}

quint64 ModuleHost::perform(
    Request request, secret::SecureBuffer pin, int timeoutMs, bool countdown, Handler handler, Sink sink)
{
    const auto number = ++m_lastNumber;
    m_waiting.push_back({ number, std::move(request), std::move(pin), timeoutMs, countdown,
        std::move(handler), std::move(sink) });
    if (!m_running)
        next();
    return number;
}

void ModuleHost::cancel(quint64 number)
{
    if (m_running && m_running->number == number) {
        abandon({ ErrorCode::Cancelled, {}, {}, false, 0 });
        return;
    }
    const auto found = std::find_if(
        m_waiting.begin(), m_waiting.end(), [number](const Job& job) { return job.number == number; });
    if (found == m_waiting.end())
        return;
    const auto handler = std::move(found->handler);
    m_waiting.erase(found);
    handler(fail(ErrorCode::Cancelled));
}

bool ModuleHost::start()
{
    if (m_process && m_process->state() != QProcess::NotRunning)
        return true;
    dropProcess();
    m_revive.stop();
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::SeparateChannels);
    m_process->setStandardErrorFile(QProcess::nullDevice());
    QString secretHandle;
    if (!m_secrets.prepare(*m_process, secretHandle))
        return false;
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &ModuleHost::readOutput);
    connect(m_process.get(), &QProcess::finished, this, &ModuleHost::processEnded);
    // Queued, because a failed start may be told from within start().
    connect(
        m_process.get(), &QProcess::errorOccurred, this,
        [this, process = m_process.get()](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart && process == m_process.get())
                processEnded();
        },
        Qt::QueuedConnection);
    connect(m_process.get(), &QProcess::started, this, [this] { m_secrets.started(); });
    m_process->start(m_helper, { m_module, secretHandle });
    return true;
}

void ModuleHost::next()
{
    if (m_running || m_waiting.empty())
        return;
    m_running = std::make_unique<Job>(std::move(m_waiting.front()));
    m_waiting.pop_front();
    if (!QFileInfo(m_helper).isExecutable()) {
        finish(fail(ErrorCode::ModuleFailed, QStringLiteral("peraku-token is missing")));
        return;
    }
    if (!start()) {
        finish(fail(ErrorCode::ModuleFailed, QStringLiteral("no pipe")));
        return;
    }
    m_watchdog.start(m_running->timeoutMs);
    if (m_running->countdown) {
        m_secondsLeft = m_running->timeoutMs / 1000;
        m_tick.start();
        Q_EMIT countdown(m_secondsLeft);
    }
    const bool sent
        = m_process->write(framed(encode(m_running->request))) > 0 && m_secrets.send(m_running->pin);
    m_running->pin.clear();
    if (!sent)
        abandon({ ErrorCode::ModuleCrashed, QStringLiteral("write"), {}, true, 0 });
}

void ModuleHost::readOutput()
{
    m_buffer += m_process->readAllStandardOutput();
    bool broken = false;
    while (auto payload = takeFrame(m_buffer, broken)) {
        auto reply = decodeReply(*payload);
        if (!reply || !take(std::move(*reply))) {
            broken = true;
            break;
        }
        if (!m_process)
            return;
    }
    if (broken)
        abandon({ ErrorCode::ModuleCrashed, QStringLiteral("broken frame"), {}, true, 0 });
}

bool ModuleHost::take(Reply reply)
{
    if (reply.answer == Answer::SlotsChanged) {
        Q_EMIT slotsChanged();
        return true;
    }
    if (!m_running)
        return true;
    if (reply.answer == Answer::Signature)
        return takeSignature(reply.signature);
    if (reply.answer == Answer::Failure) {
        auto error = toError(reply.failure);
        if (error.code == ErrorCode::ModuleNotFound)
            error.detail = QFileInfo(m_module).fileName();
        if (endsModule(error.code))
            dropProcess();
        finish(fail(std::move(error)));
        return true;
    }
    if (reply.answer != answerTo(m_running->request.operation)
        || m_running->signatures != m_running->request.order.digests.size())
        return false;
    m_reviveMs = firstReviveMs;
    finish(std::move(reply));
    return true;
}

bool ModuleHost::takeSignature(const QByteArray& signature)
{
    if (++m_running->signatures > m_running->request.order.digests.size())
        return false;
    m_watchdog.start(m_running->timeoutMs);
    if (m_running->countdown) {
        // Most keys ask once; only one that asks for each signature makes the officer wait again.
        m_secondsLeft = m_running->timeoutMs / 1000;
        m_tick.start();
        Q_EMIT countdown(0);
    }
    // The one who is told may end this very order.
    const auto sink = m_running->sink;
    if (sink)
        sink(signature);
    return true;
}

void ModuleHost::processEnded()
{
    abandon({ ErrorCode::ModuleCrashed, QFileInfo(m_module).fileName(), {}, true, 0 });
}

void ModuleHost::expire()
{
    const bool pinPad = m_running && m_running->countdown;
    abandon({ pinPad ? ErrorCode::PinPadTimeout : ErrorCode::ModuleHung, QFileInfo(m_module).fileName(), {},
        true, 0 });
}

void ModuleHost::finish(domain::Result<Reply> result)
{
    m_watchdog.stop();
    if (m_tick.isActive()) {
        m_tick.stop();
        Q_EMIT countdown(0);
    }
    if (auto job = std::exchange(m_running, nullptr))
        job->handler(std::move(result));
    next();
}

void ModuleHost::abandon(domain::Error error)
{
    dropProcess();
    m_revive.start(m_reviveMs);
    m_reviveMs = std::min(2 * m_reviveMs, lastReviveMs);
    finish(fail(std::move(error)));
}

void ModuleHost::dropProcess()
{
    m_secrets.close();
    m_buffer.clear();
    if (!m_process)
        return;
    auto* process = m_process.release();
    process->disconnect(this);
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
        return;
    }
    // The dying process is collected when it has gone; nothing waits for it here.
    connect(process, &QProcess::finished, process, &QObject::deleteLater);
    process->kill();
}

} // namespace peraku::token
