#include "digest.h"
#include "passwords.h"
#include "replies.h"
#include "routes.h"

#include <wire/messages.h>

namespace peraku::treasury {

using domain::ErrorCode;

namespace {

domain::Error errorOf(ErrorCode code, const QString& detail = {})
{
    return { code, detail, {}, false, 0 };
}

Response sessionReply(int status, const Context& context, TokenPair tokens, const OfficerAccount& account,
    bool withRecovery, const QDateTime& now)
{
    wire::SessionResponse body;
    body.accessToken = std::move(tokens.access);
    body.expiresIn = context.config.accessTokenSeconds;
    body.refreshToken = std::move(tokens.refresh);
    body.officer = account.officer;
    body.passwordMustChange = account.mustChange;
    if (withRecovery)
        body.recoverySecret = account.recovery;
    body.policy = context.config.policy;
    body.serverTime = now;
    Response response;
    response.status = status;
    response.addHeader("Content-Type", "application/json");
    response.addHeader("Cache-Control", "no-store");
    response.secretBody = wire::encode(body);
    return response;
}

domain::Result<Done> recordFailure(
    Call& call, const domain::Ic& ic, const std::optional<OfficerAccount>& account, bool locksNow)
{
    return call.context.database->write([&](Connection& connection) -> domain::Result<Done> {
        Ledger ledger(connection);
        auto written = ledger.audit({ call.now, ic.digits(),
            locksNow ? QStringLiteral("account.locked") : QStringLiteral("login.failed"), ic.digits(), {},
            call.request.clientAddress });
        if (written && locksNow && account && !account->officer.email.isEmpty())
            written = ledger.queueMail(
                { account->officer.email, QStringLiteral("Akaun dikunci / account locked"),
                    QStringLiteral(
                        "Terlalu banyak kata laluan salah. / Too many wrong passwords for your account.\n") },
                call.now);
        return written;
    });
}

} // namespace

std::optional<Response> hurried(Call& call)
{
    auto& context = call.context;
    const int wait = context.addresses.take(call.request.clientAddress, context.ports.clock.monotonicMs());
    if (wait == 0)
        return std::nullopt;
    return preconditionReply(Precondition::TooManyRequests, {}, wait);
}

Response logIn(Call& call)
{
    auto& context = call.context;
    if (auto refused = hurried(call))
        return std::move(*refused);
    auto body = wire::decodeLoginRequest(call.request.secretBody.view());
    if (!body)
        return problemReply(body.error());

    // Whoever reads the treasury's file must not learn the names by which devices are known.
    const LoginGuard::Try tried { body->ic,
        body->device.isEmpty() ? QByteArray() : sha256(body->device.toLatin1()) };
    auto admission = context.database->write([&](Connection& connection) {
        return LoginGuard(connection, context.config).reserve(tried, call.now);
    });
    if (!admission)
        return problemReply(admission.error());
    if (!admission->admitted) {
        auto locked = errorOf(ErrorCode::AccountLocked);
        locked.args = { QString::number((admission->retryAfterSeconds + 59) / 60) };
        locked.retryAfterSeconds = admission->retryAfterSeconds;
        return problemReply(locked);
    }
    auto account
        = context.database->read([&](Connection& connection) { return Officers(connection).find(body->ic); });
    if (!account)
        return problemReply(account.error());
    const bool matches
        = scryptMatches(*account ? (*account)->passwordHash : context.unknownOfficerHash, body->password);
    if (!matches || !*account) {
        if (auto recorded = recordFailure(call, body->ic, *account, admission->locksNow); !recorded)
            return problemReply(recorded.error());
        return problemReply(errorOf(ErrorCode::WrongPassword));
    }
    if (!(*account)->active)
        return problemReply(errorOf(ErrorCode::AccountInactive));

    auto tokens = context.database->write([&](Connection& connection) -> domain::Result<TokenPair> {
        if (auto cleared = LoginGuard(connection, context.config).succeed(tried, call.now); !cleared)
            return domain::fail(cleared.error());
        if (auto audited = Ledger(connection)
                               .audit({ call.now, body->ic.digits(), QStringLiteral("session.begun"),
                                   body->ic.digits(), {}, call.request.clientAddress });
            !audited)
            return domain::fail(audited.error());
        return Sessions(connection, context.config, context.ports.rng)
            .begin(body->ic, call.request.clientAddress, tried.device, call.now);
    });
    if (!tokens)
        return problemReply(tokens.error());
    return sessionReply(201, context, std::move(*tokens), **account, true, call.now);
}

Response refreshSession(Call& call)
{
    auto& context = call.context;
    auto body = wire::decodeRefreshRequest(call.request.secretBody.view());
    if (!body)
        return problemReply(body.error());
    const auto key = QString::fromLatin1(call.request.header("idempotency-key"));
    auto refreshed
        = context.database->write([&](Connection& connection) -> domain::Result<Sessions::Refreshed> {
              auto outcome = Sessions(connection, context.config, context.ports.rng)
                                 .refresh(body->refreshToken, key, call.now);
              if (outcome && outcome->reused) {
                  auto audited
                      = Ledger(connection)
                            .audit({ call.now, outcome->ic.digits(), QStringLiteral("session.reuse-detected"),
                                outcome->ic.digits(), {}, call.request.clientAddress });
                  if (!audited)
                      return domain::fail(audited.error());
              }
              return outcome;
          });
    if (!refreshed)
        return problemReply(refreshed.error());
    if (!refreshed->tokens)
        return unauthorisedReply();
    auto account = context.database->read(
        [&](Connection& connection) { return Officers(connection).find(refreshed->ic); });
    if (!account)
        return problemReply(account.error());
    if (!*account || !(*account)->active)
        return problemReply(errorOf(ErrorCode::AccountInactive));
    return sessionReply(200, context, std::move(*refreshed->tokens), **account, false, call.now);
}

Response logOut(Call& call)
{
    auto& context = call.context;
    auto ended = context.database->write([&](Connection& connection) -> domain::Result<Done> {
        auto written = Sessions(connection, context.config, context.ports.rng).end(call.session);
        if (written)
            written = Ledger(connection)
                          .audit({ call.now, call.officer().ic.digits(), QStringLiteral("session.ended"),
                              call.officer().ic.digits(), {}, {} });
        return written;
    });
    return ended ? emptyReply(204) : problemReply(ended.error());
}

} // namespace peraku::treasury
