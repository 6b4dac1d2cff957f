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

namespace {

QByteArrayList statementsOf(const QList<BatchItem>& items)
{
    QByteArrayList statements;
    for (const auto& item : items)
        statements.append(item.bytes);
    return statements;
}

RawSignRequest orderOf(const BatchPlan& plan, int chunk)
{
    RawSignRequest order;
    order.credentialId = plan.credential.id;
    order.scheme = SignatureScheme::Ecdsa;
    const auto items = plan.chunk(chunk);
    for (const auto& item : items) {
        const auto hash = QCryptographicHash::hash(item.bytes, QCryptographicHash::Sha256);
        order.digests.append(hash);
        order.documents.append({ SigningDocument::Kind::Statement, item.bytes, {}, hash });
    }
    return order;
}

bool is(const secret::SecureBuffer& typed, const QByteArray& right)
{
    return equalConstantTime(
        typed, secret::SecureBuffer::copyOf(std::string_view(right.constData(), std::size_t(right.size()))));
}

} // namespace

Async<OtpDelivery> FakeBatch::requestOtp(const BatchPlan& plan, int chunk)
{
    ++otpCalls;
    if (signer)
        return signer->requestOtp(orderOf(plan, chunk));
    if (heldOtp) {
        heldOtp->start();
        return heldOtp->future();
    }
    if (refuseOtp)
        return readyError<OtpDelivery>(*refuseOtp);
    code = QByteArray::number(271828 + otpCalls);
    m_codeIsFor = statementsOf(plan.chunk(chunk));
    m_codeEnds = m_desk.clock.now.addSecs(300);
    return ready<OtpDelivery>(OtpDelivery { OtpChannel::Email, QStringLiteral("p***k@contoh.my"),
        QStringLiteral("n-%1").arg(otpCalls), m_codeEnds, 30 });
}

std::optional<Error> FakeBatch::refusal(const Credential& credential, const SigningSecrets& secrets)
{
    const bool pin = credential.pinPad || is(secrets.pin, "123456");
    if (!credential.needsOtp)
        return pin ? std::nullopt : std::optional(Error { ErrorCode::WrongPin, {}, {}, true, 0 });
    const auto sent = std::exchange(code, {});
    if (sent.isEmpty() || m_codeIsFor != statementsOf(m_items) || m_desk.clock.now >= m_codeEnds)
        return Error { ErrorCode::AuthorisationLapsed, {}, {}, false, 0 };
    if (!pin || !is(secrets.otp, sent))
        return Error { ErrorCode::AuthorisationRefused, {}, {}, false, 0 };
    return std::nullopt;
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
    if (!signer) {
        begin(refusal(plan.credential, secrets));
        return future;
    }
    onFinished<RawSignatures>(signer->sign(orderOf(plan, chunk), std::move(secrets)), this,
        [this](
            const Result<RawSignatures>& made) { begin(made ? std::nullopt : std::optional(made.error())); });
    return future;
}

void FakeBatch::begin(std::optional<Error> refused)
{
    if (refused)
        end(std::move(refused));
    else
        QTimer::singleShot(0, this, [this] { next(); });
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
    QTimer::singleShot(paceMs, this, [this] { next(); });
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
