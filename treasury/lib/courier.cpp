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

QString signingMatter(const domain::Ic& officer)
{
    return QStringLiteral("sign/") + officer.digits();
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
    supersede(message.officer);
    if (wantsApp && !phones.isEmpty()) {
        const std::lock_guard lock(m_mutex);
        const auto now = m_clock.nowUtc();
        dropLapsed(now);
        if (m_shown.size() >= mostWaiting)
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
    if (auto taken = mail(signingMatter(message.officer), std::move(letter), code, message.emailExpiresAt);
        !taken)
        return fail(taken.error());
    return CodeDelivery { OtpChannel::Email, address->profile.maskedEmail, message.nonceId,
        message.emailExpiresAt, resendSeconds };
}

Result<Done> Courier::mail(
    const QString& matter, Mail mail, const SecureBuffer& code, const QDateTime& expiresAt)
{
    const std::lock_guard lock(m_mutex);
    const auto now = m_clock.nowUtc();
    dropLapsed(now);
    std::erase_if(m_letters, [&](const Letter& each) { return each.matter == matter; });
    if (m_letters.size() >= mostWaiting)
        return fail(tooMany());
    m_letters.push_back({ matter, std::move(mail), code.clone(), now, expiresAt, now, 0 });
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
        if (message.code.isEmpty())
            continue;
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

void Courier::supersede(const domain::Ic& officer)
{
    const std::lock_guard lock(m_mutex);
    const auto matter = signingMatter(officer);
    std::erase_if(m_letters, [&](const Letter& each) { return each.matter == matter; });
    // Only the code goes: that no phone fetched it still counts.
    for (auto& shown : m_shown) {
        if (shown.officer == officer)
            shown.message.code = SecureBuffer();
    }
}

void Courier::dropLapsed(const QDateTime& now)
{
    std::erase_if(m_letters, [&](const Letter& each) { return each.expiresAt <= now; });
    std::erase_if(m_shown, [&](const Shown& each) { return each.message.expiresAt <= now; });
}

std::optional<Courier::Letter> Courier::takeDue(const QDateTime& round)
{
    const std::lock_guard lock(m_mutex);
    dropLapsed(m_clock.nowUtc());
    const auto due = std::find_if(
        m_letters.begin(), m_letters.end(), [&](const Letter& each) { return each.nextAttempt <= round; });
    if (due == m_letters.end())
        return std::nullopt;
    auto letter = std::move(*due);
    m_letters.erase(due);
    return letter;
}

void Courier::putBack(Letter letter)
{
    const std::lock_guard lock(m_mutex);
    const bool superseded = std::any_of(m_letters.cbegin(), m_letters.cend(),
        [&](const Letter& each) { return each.matter == letter.matter; });
    if (!superseded)
        m_letters.push_back(std::move(letter));
}

Result<Done> Courier::deliver(Mailer& mailer)
{
    Result<Done> outcome = Done {};
    // One after the other and sent without the lock: a slow mail host holds up nobody who brings the next
    // code, and what ends meanwhile is not sent.
    const auto round = m_clock.nowUtc();
    while (auto letter = takeDue(round)) {
        letter->mail.code = &letter->code;
        const auto sent = mailer.send(letter->mail, letter->writtenAt);
        letter->mail.code = nullptr;
        if (sent)
            continue;
        outcome = fail(sent.error());
        if (!sent.error().retryable)
            continue;
        const auto wait = firstRetrySeconds << std::min(letter->attempts++, longestRetryDoubling);
        letter->nextAttempt = m_clock.nowUtc().addSecs(wait);
        putBack(std::move(*letter));
    }
    return outcome;
}

} // namespace peraku::treasury
