#include "fakebatch.h"

#include "fakedesk.h"

#include <domain/statement.h>
#include <domain/summary.h>

#include <QCryptographicHash>
#include <QTimer>

namespace peraku::fake {

using namespace domain;
using services::BatchItem;
using services::BatchOutcome;
using services::BatchPlan;
using services::Review;

Async<BatchPlan> FakeBatch::plan(const QList<VoucherId>& ids, const Credential& credential)
{
    if (refusePlan)
        return readyError<BatchPlan>(*refusePlan);
    BatchPlan plan;
    plan.credential = credential;
    plan.chunkSize = std::min(credential.multisign, largest);
    for (const auto& id : ids) {
        const auto summary = summaryOf(*m_desk.find(id));
        BatchItem item { id, summary.number, summary.counterparty, summary.total, {}, 0, {} };
        const auto frozen = m_desk.certify.freezeNow(id, credential);
        if (!frozen) {
            item.setAside = frozen.error();
            plan.setAside.append(item);
            continue;
        }
        item.bytes = frozen->bytes;
        item.baseRevision = frozen->baseRevision;
        plan.total = *plan.total.plus(item.total);
        plan.items.append(item);
    }
    return ready<BatchPlan>(plan);
}

Result<Review> FakeBatch::review(const BatchItem& item, const Credential& credential) const
{
    const auto parsed = parseStatement(item.bytes);
    if (!parsed)
        return fail(parsed.error());
    return Review { item.bytes, *parsed, QCryptographicHash::hash(item.bytes, QCryptographicHash::Sha256),
        dataHeader(*parsed), credential, item.baseRevision };
}

Async<OtpDelivery> FakeBatch::requestOtp(const BatchPlan&, int)
{
    return ready<OtpDelivery>(OtpDelivery { OtpChannel::Email, QStringLiteral("p***k@contoh.my"),
        QStringLiteral("n-1"), m_desk.clock.now.addSecs(300), 30 });
}

Async<BatchOutcome> FakeBatch::sign(const BatchPlan& plan, int chunk, SigningSecrets secrets)
{
    ++signCalls;
    m_items = plan.chunk(chunk);
    m_outcome = {};
    m_stopping = false;
    m_promise = std::make_unique<QPromise<Result<BatchOutcome>>>();
    m_promise->start();
    auto future = m_promise->future();
    if (!equalConstantTime(secrets.pin, secret::SecureBuffer::copyOf(std::string_view("123456")))
        && !plan.credential.pinPad)
        end(Error { ErrorCode::WrongPin, {}, {}, true, 0 });
    else
        QTimer::singleShot(0, this, [this] { next(); });
    return future;
}

void FakeBatch::next()
{
    const auto at = m_outcome.results.size();
    if (m_stopping)
        return end(Error { ErrorCode::Cancelled, {}, {}, false, 0 });
    if (at == stopAfter) {
        stopAfter = -1;
        return end(failure);
    }
    if (at == m_items.size())
        return end({});
    const auto& item = m_items.at(at);
    auto* voucher = m_desk.find(item.voucher);
    if (item.voucher == changed) {
        changed = {};
        m_outcome.results.append(
            { item.voucher, item.number, Error { ErrorCode::Conflict, {}, {}, false, 0 } });
    } else {
        const auto step = m_desk.decisions.check(*voucher, Action::Certify);
        *voucher = Workflow::apply(*voucher, Action::Certify, *step, m_desk.session.who.ref(),
            m_desk.clock.now, {}, Sha256Hex(QString(64, QLatin1Char('b'))));
        m_desk.changed(voucher->id);
        m_outcome.results.append({ item.voucher, item.number, {} });
    }
    const int done = int(at) + 1;
    Q_EMIT progressed({ done, int(m_items.size()), (int(m_items.size()) - done) / 2 });
    QTimer::singleShot(0, this, [this] { next(); });
}

void FakeBatch::end(std::optional<Error> stopped)
{
    for (auto i = m_outcome.results.size(); i < m_items.size(); ++i)
        m_outcome.results.append({ m_items.at(i).voucher, m_items.at(i).number, stopped });
    m_outcome.stopped = std::move(stopped);
    m_promise->addResult(m_outcome);
    m_promise->finish();
}

void FakeBatch::stop()
{
    m_stopping = true;
}

} // namespace peraku::fake
