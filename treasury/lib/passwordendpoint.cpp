#include "idempotency.h"
#include "passwords.h"
#include "replies.h"
#include "routes.h"

#include <treasury/admin.h>
#include <wire/messages.h>

namespace peraku::treasury {

using domain::ErrorCode;

namespace {

domain::Error errorOf(ErrorCode code)
{
    return { code, {}, {}, false, 0 };
}

QList<domain::Finding> findingsOf(const wire::PasswordChangeRequest& body)
{
    auto keys = passwordFindings(body.replacement);
    if (equalConstantTime(body.current, body.replacement))
        keys += QStringLiteral("finding.password-same");
    QList<domain::Finding> findings;
    for (const auto& key : keys)
        findings.append({ QStringLiteral("replacement"), domain::Severity::Error, key, {} });
    return findings;
}

/** The key's record cannot hold a hash of the passwords; that the wanted password is in force already shows a
 * repetition. */
Response wrongCurrent(Call& call, const wire::PasswordChangeRequest& body, const QString& key)
{
    auto record = call.context.database->read(
        [&](Connection& connection) { return IdempotencyRecords(connection).find(call.officer().ic, key); });
    if (!record)
        return problemReply(record.error());
    if (*record && (*record)->request == IdempotencyRecords::fingerprint(call.request)
        && scryptMatches(call.caller.passwordHash, body.replacement))
        return std::move((*record)->response);
    return problemReply(errorOf(ErrorCode::WrongPassword));
}

LoginGuard::Try tryOf(const Call& call)
{
    return { call.officer().ic, call.device };
}

/** Counts a try of the caller's password before anyone looks at it; an answer while the account is locked. */
std::optional<Response> reserveTry(Call& call)
{
    auto admission = call.context.database->write([&](Connection& connection) {
        return LoginGuard(connection, call.context.config).reserve(tryOf(call), call.now);
    });
    if (!admission)
        return problemReply(admission.error());
    if (admission->admitted)
        return std::nullopt;
    auto locked = errorOf(ErrorCode::AccountLocked);
    locked.retryAfterSeconds = admission->retryAfterSeconds;
    return problemReply(locked);
}

} // namespace

std::optional<Response> confirmPassword(Call& call, const secret::SecureBuffer& given)
{
    if (auto refused = reserveTry(call))
        return refused;
    const auto& ic = call.officer().ic;
    const bool right = scryptMatches(call.caller.passwordHash, given);
    auto noted = call.context.database->write([&](Connection& connection) {
        return right ? LoginGuard(connection, call.context.config).succeed(tryOf(call), call.now)
                     : Ledger(connection)
                           .audit({ call.now, ic.digits(), QStringLiteral("password.refused"), ic.digits(),
                               {}, call.request.clientAddress });
    });
    if (!noted)
        return problemReply(noted.error());
    return right ? std::nullopt : std::optional(problemReply(errorOf(ErrorCode::WrongPassword)));
}

Response changePassword(Call& call)
{
    auto& context = call.context;
    const auto& ic = call.officer().ic;
    const auto key = IdempotencyRecords::keyOf(call.request);
    if (key.isEmpty())
        return preconditionReply(Precondition::IdempotencyKeyRequired);
    auto body = wire::decodePasswordChangeRequest(call.request.secretBody.view());
    if (!body)
        return problemReply(body.error());
    if (auto refused = reserveTry(call))
        return std::move(*refused);
    if (!scryptMatches(call.caller.passwordHash, body->current))
        return wrongCurrent(call, *body, key);
    if (const auto findings = findingsOf(*body); !findings.isEmpty()) {
        auto cleared = context.database->write([&](Connection& connection) {
            return LoginGuard(connection, context.config).succeed(tryOf(call), call.now);
        });
        return cleared ? problemReply(errorOf(ErrorCode::ValidationFailed), findings)
                       : problemReply(cleared.error());
    }
    const auto hash = scryptHash(body->replacement, context.config.scryptLogN, context.ports.rng);
    if (!hash)
        return problemReply(hash.error());

    auto response = context.database->write([&](Connection& connection) {
        auto reply = emptyReply(204);
        auto written = Officers(connection).setPassword(ic, *hash, false);
        if (written)
            written = Sessions(connection, context.config, context.ports.rng).endOthers(ic, call.session);
        if (written)
            written = LoginGuard(connection, context.config).succeed(tryOf(call), call.now);
        if (written)
            written = IdempotencyRecords(connection)
                          .keep(ic, key, IdempotencyRecords::fingerprint(call.request), reply, call.now);
        if (written)
            written = Ledger(connection)
                          .audit({ call.now, ic.digits(), QStringLiteral("password.changed"), ic.digits(), {},
                              {} });
        return written ? std::move(reply) : problemReply(written.error());
    });
    return response ? std::move(*response) : problemReply(response.error());
}

} // namespace peraku::treasury
