#include "phoneenrolments.h"

#include "sessions.h"

namespace peraku::treasury {

using domain::Error;
using domain::ErrorCode;
using domain::fail;
using secret::SecureBuffer;

namespace {

constexpr int lifeSeconds = 10 * 60;
constexpr int tries = 5;
constexpr int mostAnHour = 5;
constexpr int hourSeconds = 3600;
constexpr std::size_t codeDigits = 8;

} // namespace

domain::Result<PhoneEnrolments::Begun> PhoneEnrolments::begin(
    const domain::Ic& officer, const QString& phone, const QDateTime& now)
{
    const std::lock_guard lock(m_mutex);
    const auto hourAgo = now.addSecs(-hourSeconds);
    std::erase_if(m_waiting, [&](const auto& entry) { return entry.second.begun.last() <= hourAgo; });
    auto& waiting = m_waiting[officer.digits()];
    waiting.begun.removeIf([&](const QDateTime& each) { return each <= hourAgo; });
    if (waiting.begun.size() >= mostAnHour)
        return fail(Error { ErrorCode::ServerBusy, QStringLiteral("enrolments"), {}, true,
            int(hourAgo.secsTo(waiting.begun.first())) + 1 });
    waiting.begun.append(now);
    waiting.phone = phone;
    waiting.code = newDigits(m_rng, codeDigits);
    waiting.expiresAt = now.addSecs(lifeSeconds);
    waiting.triesLeft = tries;
    return Begun { waiting.code.clone(), waiting.expiresAt };
}

domain::Result<QString> PhoneEnrolments::redeem(
    const domain::Ic& officer, const SecureBuffer& code, const QDateTime& now)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_waiting.find(officer.digits());
    if (found == m_waiting.end() || found->second.code.isEmpty() || found->second.expiresAt <= now)
        return fail(ErrorCode::LinkLapsed);
    auto& waiting = found->second;
    const bool right = equalConstantTime(waiting.code, code);
    if (right || --waiting.triesLeft == 0)
        waiting.code.clear();
    if (!right)
        return fail(ErrorCode::OtpRefused);
    return waiting.phone;
}

} // namespace peraku::treasury
