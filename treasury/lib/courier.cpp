#include "courier.h"

#include "officers.h"
#include "phones.h"

#include <algorithm>

namespace peraku::treasury {

using domain::Done;
using domain::Error;
using domain::ErrorCode;
using domain::fail;
using domain::OtpChannel;
using domain::Result;
using secret::SecureBuffer;

namespace {

constexpr int resendSeconds = 30;
constexpr int firstRetrySeconds = 2;
constexpr int longestRetryDoubling = 3;
constexpr std::size_t mostWaiting = 5000; ///< Of each kind; about twenty codes a second for four minutes.
constexpr std::size_t mostOnAPhone = 20;

struct Address {
    QString email;
    domain::SigningProfile profile;
};

Result<Address> addressOf(Database& database, const domain::Ic& ic)
{
    return database.read([&](Connection& connection) -> Result<Address> {
        auto account = Officers(connection).find(ic);
        if (!account)
            return fail(account.error());
        if (!*account)
            return fail(ErrorCode::NotFound, QStringLiteral("officer"));
        auto profile = Phones(connection).profileOf((*account)->officer);
        if (!profile)
            return fail(profile.error());
        return Address { (*account)->officer.email, std::move(*profile) };
    });
}

Error tooMany()
{
    return { ErrorCode::ServerBusy, QStringLiteral("codes"), {}, true, firstRetrySeconds };
}

} // namespace

Courier::Courier(Database& database, domain::Clock& clock, domain::Rng& rng)
    : m_database(database)
    , m_clock(clock)
    , m_rng(rng)
{
}

Result<CodeDelivery> Courier::send(const CodeMessage& message, const SecureBuffer& code)
{
    const auto address = addressOf(m_database, message.officer);
    if (!address)
        return fail(address.error());
    const auto& phones = address->profile.phones;
    const bool wantsApp = address->email.isEmpty()
        || (address->profile.channel == OtpChannel::App && !isAway(message.officer));
    if (wantsApp && !phones.isEmpty()) {
        const std::lock_guard lock(m_mutex);
        const auto now = m_clock.nowUtc();
        dropLapsed(now);
        const auto shown = std::count_if(m_shown.cbegin(), m_shown.cend(),
            [&](const Shown& each) { return each.officer == message.officer; });
        if (m_shown.size() >= mostWaiting || std::size_t(shown) >= mostOnAPhone)
            return fail(tooMany());
        m_shown.push_back({ message.officer,
            { m_rng.hex(8), code.clone(), message.subject, message.summary, message.nonceId, now,
                message.appExpiresAt } });
        QStringList names;
        for (const auto& phone : phones)
            names.append(phone.name);
        return CodeDelivery { OtpChannel::App, names.join(QStringLiteral(", ")), message.nonceId,
            message.appExpiresAt, resendSeconds };
    }
    if (address->email.isEmpty())
        return fail(ErrorCode::OtpUndeliverable, QStringLiteral("neither phone nor e-mail"));
    Mail letter { address->email, message.subject, message.before, nullptr, message.after };
    if (auto taken = mail(std::move(letter), code, message.emailExpiresAt); !taken)
        return fail(taken.error());
    return CodeDelivery { OtpChannel::Email, address->profile.maskedEmail, message.nonceId,
        message.emailExpiresAt, resendSeconds };
}

Result<Done> Courier::mail(Mail mail, const SecureBuffer& code, const QDateTime& expiresAt)
{
    const std::lock_guard lock(m_mutex);
    const auto now = m_clock.nowUtc();
    dropLapsed(now);
    if (m_letters.size() >= mostWaiting)
        return fail(tooMany());
    m_letters.push_back({ std::move(mail), code.clone(), now, expiresAt, now, 0 });
    return Done {};
}

std::vector<wire::PhoneMessage> Courier::messagesFor(const domain::Ic& officer)
{
    const std::lock_guard lock(m_mutex);
    dropLapsed(m_clock.nowUtc());
    std::vector<wire::PhoneMessage> messages;
    for (auto& [owner, message, seen] : m_shown) {
        if (owner != officer)
            continue;
        seen = true;
        messages.push_back({ message.id, message.code.clone(), message.subject, message.summary,
            message.nonceId, message.sentAt, message.expiresAt });
    }
    return messages;
}

bool Courier::isAway(const domain::Ic& officer)
{
    const std::lock_guard lock(m_mutex);
    dropLapsed(m_clock.nowUtc());
    return std::any_of(m_shown.cbegin(), m_shown.cend(),
        [&](const Shown& each) { return each.officer == officer && !each.seen; });
}

void Courier::forget(const domain::Ic& officer)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_shown, [&](const Shown& each) { return each.officer == officer; });
}

void Courier::dropLapsed(const QDateTime& now)
{
    std::erase_if(m_letters, [&](const Letter& each) { return each.expiresAt <= now; });
    std::erase_if(m_shown, [&](const Shown& each) { return each.message.expiresAt <= now; });
}

std::vector<Courier::Letter> Courier::takeDue(const QDateTime& now)
{
    const std::lock_guard lock(m_mutex);
    dropLapsed(now);
    std::vector<Letter> due;
    const auto waiting = std::stable_partition(
        m_letters.begin(), m_letters.end(), [&](const Letter& each) { return each.nextAttempt > now; });
    std::move(waiting, m_letters.end(), std::back_inserter(due));
    m_letters.erase(waiting, m_letters.end());
    return due;
}

Result<Done> Courier::deliver(Mailer& mailer)
{
    Result<Done> outcome = Done {};
    // Sent without the lock: a slow mail host holds up nobody who brings the next code.
    for (auto& letter : takeDue(m_clock.nowUtc())) {
        letter.mail.code = &letter.code;
        const auto sent = mailer.send(letter.mail, letter.writtenAt);
        letter.mail.code = nullptr;
        if (sent)
            continue;
        outcome = fail(sent.error());
        if (!sent.error().retryable)
            continue;
        const auto wait = firstRetrySeconds << std::min(letter.attempts++, longestRetryDoubling);
        letter.nextAttempt = m_clock.nowUtc().addSecs(wait);
        const std::lock_guard lock(m_mutex);
        m_letters.push_back(std::move(letter));
    }
    return outcome;
}

} // namespace peraku::treasury
