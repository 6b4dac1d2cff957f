#include "batchplanning.h"

#include "mediumpolicy.h"
#include "voucherreader.h"

#include <domain/summary.h>

#include <algorithm>

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;
using domain::Voucher;
using domain::VoucherId;

BatchPlanning::BatchPlanning(Workspace& workspace, const Certification& certification, MediaService* media,
    QList<VoucherId> ids, domain::Credential credential, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_certification(certification)
    , m_media(media)
    , m_ids(std::move(ids))
{
    m_plan.chunkSize = std::clamp(credential.multisign, 1, BatchService::largest);
    m_plan.credential = std::move(credential);
    m_promise.start();
}

BatchPlanning::~BatchPlanning()
{
    end(fail(ErrorCode::Cancelled));
}

Async<BatchPlan> BatchPlanning::start()
{
    auto future = m_promise.future();
    next();
    return future;
}

void BatchPlanning::next()
{
    if (m_promise.isCanceled() || m_done == m_ids.size()) {
        end(std::move(m_plan));
        deleteLater();
        return;
    }
    const auto id = m_ids.at(m_done);
    domain::onFinished<Voucher>(readTreasuryVoucher(m_workspace, id), this,
        [this, id](Result<Voucher> voucher) { take(id, std::move(voucher)); });
}

void BatchPlanning::take(const VoucherId& id, Result<Voucher> voucher)
{
    if (!voucher || m_refusals.contains(voucher->content.processNo))
        return add(id, std::move(voucher));
    using Grants = std::optional<domain::MediaGrants>;
    const auto process = voucher->content.processNo;
    domain::onFinished<Grants>(grantsFor(m_media, process, this), this,
        [this, id, process, voucher = std::move(voucher)](Result<Grants> granted) mutable {
            m_refusals.insert(process, refusalOf(granted.value_or(Grants {}), m_plan.credential.medium));
            add(id, std::move(voucher));
        });
}

void BatchPlanning::add(const VoucherId& id, Result<Voucher> voucher)
{
    BatchItem item;
    item.voucher = id;
    if (voucher) {
        const auto summary = domain::summaryOf(*voucher);
        item.number = summary.number;
        item.counterparty = summary.counterparty;
        item.total = summary.total;
    }
    auto review = voucher ? m_certification.freeze(*voucher, m_plan.credential)
                          : Result<Review>(fail(voucher.error()));
    if (const auto refusal = voucher ? m_refusals.value(voucher->content.processNo) : std::optional<Error>();
        review && refusal)
        review = fail(*refusal);
    const auto sum = m_plan.total.plus(item.total);
    if (review && !sum)
        review = fail(ErrorCode::TooLarge, QStringLiteral("total of the batch"));
    if (review) {
        item.bytes = review->bytes;
        item.baseRevision = review->baseRevision;
        m_plan.total = *sum;
        m_plan.items.append(item);
    } else {
        item.setAside = review.error();
        m_plan.setAside.append(item);
    }
    ++m_done;
    Q_EMIT progressed({ int(m_done), int(m_ids.size()), -1 });
    next();
}

void BatchPlanning::end(Result<BatchPlan> result)
{
    if (std::exchange(m_ended, true))
        return;
    m_promise.addResult(std::move(result));
    m_promise.finish();
}

} // namespace peraku::services
