#include "courier.h"
#include "digest.h"
#include "requestdesk.h"
#include "requestmail.h"
#include "sessions.h"

/** The link and the code that confirm an application's e-mail address; neither is ever written to a file. */
namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;
using domain::MediumRequest;
using domain::Officer;
using domain::RequestId;
using domain::RequestState;

namespace {

constexpr std::size_t codeDigits = 6;

QByteArray rawOf(const secret::SecureBuffer& secret)
{
    return QByteArray::fromRawData(reinterpret_cast<const char*>(secret.bytes()), qsizetype(secret.size()));
}

QByteArray macOf(const QByteArray& token, const secret::SecureBuffer& code)
{
    return hmacSha256(token, rawOf(code));
}

/** What of one application waits for the mail host; that of a later one takes its place. */
QString matterOf(const MediumRequest& request, const char* what)
{
    return QStringLiteral("confirm/%1/%2/%3/%4")
        .arg(
            request.applicant.ic.digits(), toWire(request.kind), toWire(request.medium), QLatin1String(what));
}

} // namespace

Result<Done> RequestDesk::sendLink(const MediumRequest& request, RequestStore::Link link)
{
    if (!m_parts.courier)
        return fail(ErrorCode::Internal, QStringLiteral("no courier"));
    const auto token = newToken(m_parts.rng);
    const auto code = newDigits(m_parts.rng, codeDigits);
    link.codeMac = macOf(rawOf(token), code);
    link.sentAt = m_parts.now;
    ++link.sendings;
    auto done = m_store.addLink(tokenHash(token), link);
    // Whoever sits at the officer's desk must not get a certificate in their name behind their back.
    if (done && link.sendings == 1 && !request.registeredEmail.isEmpty())
        done = m_ledger.queueMail(appliedMail(request, request.registeredEmail), m_parts.now);
    // Last: what the courier has is not taken back with the transaction.
    if (done)
        done = m_parts.courier->mail(matterOf(request, "link"),
            linkMail(request, m_parts.config.publicUrl + QStringLiteral("/v1/confirmations/")), token,
            request.confirmBy);
    if (done)
        done = m_parts.courier->mail(matterOf(request, "code"), codeMail(request), code, request.confirmBy);
    return done;
}

Result<MediumRequest> RequestDesk::sendAgain(const Officer& applicant, const RequestId& id)
{
    auto stored = m_store.find(id);
    if (!stored)
        return fail(stored.error());
    if (!*stored || (*stored)->request.applicant.ic != applicant.ic)
        return fail(ErrorCode::NotFound, QStringLiteral("request"));
    const auto& request = (*stored)->request;
    if (request.state != RequestState::AwaitingEmail)
        return fail(ErrorCode::RequestMoved, QStringLiteral("the address is not waited for"));
    const auto link = m_store.linkOf(id);
    if (!link)
        return fail(link.error());
    if (!*link || (*link)->expiresAt <= m_parts.now)
        return fail(ErrorCode::LinkLapsed);
    const auto& config = m_parts.config;
    const auto freeAt = (*link)->sendings < config.confirmationSendings
        ? (*link)->sentAt.addSecs(config.confirmationResendSeconds)
        : (*link)->expiresAt;
    if (freeAt > m_parts.now)
        return fail(domain::Error { ErrorCode::ServerBusy, QStringLiteral("confirmation"), {}, true,
            int(m_parts.now.secsTo(freeAt)) });
    auto done = m_store.dropLinks(id);
    if (done)
        done = audit(applicant.ic.digits(), "request.sent-again", request);
    if (done)
        done = sendLink(request, **link);
    if (!done)
        return fail(done.error());
    return request;
}

Result<QString> RequestDesk::otherAddress(const MediumRequest& request)
{
    return m_ledger.emailOf(request.applicant.ic).map([&](const std::optional<QString>& known) {
        const auto address = known.value_or(QString());
        return address.compare(request.email, Qt::CaseInsensitive) == 0 ? QString() : address;
    });
}

Result<std::optional<wire::Confirmation>> RequestDesk::confirmation(const QByteArray& token)
{
    auto link = m_store.link(sha256(token));
    if (!link)
        return fail(link.error());
    if (!*link || (*link)->expiresAt <= m_parts.now || (*link)->failures >= m_parts.config.confirmationTries)
        return std::optional<wire::Confirmation>();
    auto stored = m_store.find((*link)->request);
    if (!stored)
        return fail(stored.error());
    if (!*stored)
        return std::optional<wire::Confirmation>();
    const auto& request = (*stored)->request;
    return std::optional(
        wire::Confirmation { request.kind, maskedAddress(request.email), (*link)->expiresAt });
}

Result<RequestDesk::CodeOutcome> RequestDesk::confirmEmail(
    const QByteArray& token, const secret::SecureBuffer& code)
{
    const auto name = sha256(token);
    auto link = m_store.link(name);
    if (!link)
        return fail(link.error());
    if (!*link || (*link)->expiresAt <= m_parts.now || (*link)->failures >= m_parts.config.confirmationTries)
        return CodeOutcome::LinkOver;
    auto stored = m_store.find((*link)->request);
    if (!stored)
        return fail(stored.error());
    if (!*stored || (*stored)->request.state != RequestState::AwaitingEmail)
        return CodeOutcome::LinkOver;
    auto& request = (*stored)->request;
    // So few tries teach nothing by the time that a comparison takes.
    if (macOf(token, code) != (*link)->codeMac) {
        auto counted = m_store.countFailure(name);
        const bool dead = (*link)->failures + 1 >= m_parts.config.confirmationTries;
        if (counted && dead)
            counted = drop(std::move(**stored), RequestState::Lapsed);
        if (!counted)
            return fail(counted.error());
        return dead ? CodeOutcome::LinkOver : CodeOutcome::Wrong;
    }
    request.state = RequestState::Submitted;
    auto done = m_store.update(**stored);
    if (done)
        done = m_store.dropLinks(request.id);
    if (done)
        done = audit(request.applicant.ic.digits(), "request.email-confirmed", request);
    if (done)
        done = announce(request);
    if (!done)
        return fail(done.error());
    return CodeOutcome::Accepted;
}

} // namespace peraku::treasury
