#include "batchdialog.h"

#include <algorithm>

namespace peraku::ui {

using services::BatchOutcome;

std::optional<BatchRemains> BatchDialog::remains() const
{
    if (m_results.isEmpty() && !isSigning())
        return std::nullopt;
    BatchRemains remains { m_plan, m_results, {} };
    for (auto& item : remains.plan.items)
        item.bytes.clear();
    if (isSigning())
        remains.running = m_outcome;
    return remains;
}

void BatchDialog::resume(const BatchRemains& remains)
{
    m_interrupted = true;
    m_plan = remains.plan;
    m_results = remains.results;
    m_ids.clear();
    for (const auto& item : std::as_const(m_plan.items))
        m_ids.append(item.voucher);
    if (!remains.running)
        return showInterrupted();
    m_busy = true;
    m_outcome = *remains.running;
    m_listening = std::make_unique<QObject>();
    turnTo(ProgressPage);
    domain::onFinished<BatchOutcome>(
        m_outcome, m_listening.get(), [this](const domain::Result<BatchOutcome>& answer) {
            m_busy = false;
            if (answer)
                merge(*answer);
            showInterrupted();
        });
}

void BatchDialog::showInterrupted()
{
    // A signature that was being stored as the desk locked may stand although nobody heard of it.
    const auto waiting = m_context.desk.outbox.rows();
    for (const auto& item : std::as_const(m_plan.items)) {
        const bool stands = std::any_of(waiting.begin(), waiting.end(), [&](const services::OutboxRow& row) {
            return row.voucher == item.voucher && row.action == domain::Action::Certify
                && row.state != services::OutboxState::NeedsAttention
                && row.state != services::OutboxState::Conflict;
        });
        if (stands)
            m_results.insert(item.voucher, { item.voucher, item.number, {} });
    }
    showResults();
    turnTo(ResultPage);
}

} // namespace peraku::ui
