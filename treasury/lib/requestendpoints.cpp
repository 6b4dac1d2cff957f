#include "digest.h"
#include "idempotency.h"
#include "replies.h"
#include "requestdesk.h"
#include "requestmail.h"
#include "routes.h"

#include <domain/pinrules.h>

#include <algorithm>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::Finding;
using domain::MediumRequest;
using domain::RequestId;

MediumDoors doorsOf(const Context& context)
{
    return { context.ports.certificates, context.credentials };
}

RequestDesk deskOf(const Context& context, Connection& connection, const QDateTime& now)
{
    return RequestDesk({ connection, context.config, context.reference, context.ports.rng, doorsOf(context),
        now, context.courier.get() });
}

namespace {

QList<Finding> pinFindingsOf(const secret::SecureBuffer& pin, const domain::Ic& ic, const char* field)
{
    QList<Finding> findings;
    for (const auto& key : domain::pinFindings(pin, ic))
        findings.append({ QLatin1String(field), domain::Severity::Error, key, {} });
    return findings;
}

QList<Finding> findingsOf(const wire::RequestBody& body, const domain::Ic& ic)
{
    auto findings = requestFindings(body.request);
    if (body.request.needsPin())
        findings += pinFindingsOf(body.pin, ic, "pin");
    if (body.request.isApplication() && body.securityAnswer.isEmpty())
        findings.append({ QStringLiteral("securityAnswer"), domain::Severity::Error,
            QStringLiteral("finding.answer-missing"), {} });
    return findings;
}

/** The answer that this key got before, if any; a key with another request is refused. */
Result<std::optional<Response>> replayed(
    const Call& call, Connection& connection, const QString& key, const QByteArray& fingerprint)
{
    auto known = IdempotencyRecords(connection).find(call.officer().ic, key);
    if (!known)
        return domain::fail(known.error());
    if (!*known)
        return std::optional<Response>();
    return std::optional((*known)->request == fingerprint
            ? std::move((*known)->response)
            : preconditionReply(Precondition::IdempotencyKeyReused));
}

/** 429 where a budget is spent. */
Response refusal(const domain::Error& error)
{
    return error.code == ErrorCode::ServerBusy && error.retryAfterSeconds > 0
        ? preconditionReply(Precondition::TooManyRequests, error.detail, error.retryAfterSeconds)
        : problemReply(error);
}

/** Leaves a trace of a PIN that was wrong, also where the officer looks. */
Response refusedPin(Call& call, const QString& credential, const domain::Error& error)
{
    auto& context = call.context;
    if (error.code != ErrorCode::WrongPin)
        return refusal(error);
    const auto refused = context.credentials->refusedPins(credential);
    if (!refused)
        return problemReply(refused.error());
    const auto all = context.credentials->credentialsOf(call.officer().ic);
    if (!all)
        return problemReply(all.error());
    const bool locked = std::any_of(all->begin(), all->end(), [&](const RoamingCredential& each) {
        return each.id == credential && each.state == RoamingState::Locked;
    });
    const auto& address = call.officer().email;
    auto noted = context.database->write([&](Connection& connection) {
        Ledger ledger(connection);
        auto done = ledger.audit({ call.now, call.officer().ic.digits(),
            locked ? QStringLiteral("roaming.locked") : QStringLiteral("roaming.pin-refused"), credential, {},
            call.request.clientAddress });
        if (done && (locked || *refused == 2) && !address.isEmpty())
            done = ledger.queueMail(refusedPinMail(address, locked), call.now);
        return done;
    });
    return problemReply(noted ? error : noted.error());
}

Response sendNew(Call& call, const wire::RequestBody& body, const QString& key, const QByteArray& fingerprint)
{
    auto& context = call.context;
    const auto admitted = context.database->read([&](Connection& connection) {
        return deskOf(call.context, connection, call.now).admit(call.officer(), body.request);
    });
    if (!admitted)
        return refusal(admitted.error());
    const auto prepared = prepareRequest(
        *admitted, call.officer().ic, body, doorsOf(call.context), context.config, context.ports.rng);
    if (!prepared)
        return problemReply(prepared.error());
    auto response = context.database->write([&](Connection& connection) {
        // A repetition may have come in while the PIN was stretched.
        auto before = replayed(call, connection, key, fingerprint);
        if (!before)
            return problemReply(before.error());
        if (*before)
            return std::move(**before);
        auto desk = deskOf(call.context, connection, call.now);
        auto request = desk.admit(call.officer(), body.request);
        if (request)
            request = desk.submit(call.officer(), std::move(*request), *prepared);
        if (!request)
            return refusal(request.error());
        auto reply = jsonReply(201, wire::encode(*request));
        if (auto kept
            = IdempotencyRecords(connection).keep(call.officer().ic, key, fingerprint, reply, call.now);
            !kept)
            return problemReply(kept.error());
        return reply;
    });
    return response ? std::move(*response) : problemReply(response.error());
}

} // namespace

Response sendRequest(Call& call)
{
    const auto key = IdempotencyRecords::keyOf(call.request);
    if (key.isEmpty())
        return preconditionReply(Precondition::IdempotencyKeyRequired);
    const auto body = wire::decodeRequestBody(call.request.secretBody.view());
    if (!body)
        return problemReply(body.error());
    // The fingerprint holds nothing of PIN and answer, of which no fast hash may be kept.
    const auto fingerprint
        = sha256(call.request.method + '\n' + call.request.path + '\n' + wire::encode(body->request));
    auto before = call.context.database->read(
        [&](Connection& connection) { return replayed(call, connection, key, fingerprint); });
    if (!before)
        return problemReply(before.error());
    if (*before)
        return std::move(**before);
    if (const auto findings = findingsOf(*body, call.officer().ic); !findings.isEmpty())
        return problemReply({ ErrorCode::ValidationFailed, {}, {}, false, 0 }, findings);
    return sendNew(call, *body, key, fingerprint);
}

Response readRequests(Call& call)
{
    auto requests = RequestStore(*call.connection).visibleTo(call.officer());
    return requests ? jsonReply(200, wire::encode(*requests)) : problemReply(requests.error());
}

Response readRequest(Call& call)
{
    auto stored = RequestStore(*call.connection).find(RequestId(call.args.first()));
    if (!stored)
        return problemReply(stored.error());
    if (!*stored || !maySee((*stored)->request, call.officer()))
        return problemReply({ ErrorCode::NotFound, QStringLiteral("request"), {}, false, 0 });
    return jsonReply(200, wire::encode((*stored)->request));
}

Response decideRequest(Call& call)
{
    const auto decision = wire::decodeRequestDecision(call.request.body);
    if (!decision)
        return problemReply(decision.error());
    auto decided = deskOf(call.context, *call.connection, call.now)
                       .decide(call.officer(), RequestId(call.args.first()), *decision);
    return decided ? jsonReply(200, wire::encode(*decided)) : problemReply(decided.error());
}

Response sendConfirmationAgain(Call& call)
{
    // Links and codes are lost with a restart.
    call.keepsAnswer = false;
    auto request = deskOf(call.context, *call.connection, call.now)
                       .sendAgain(call.officer(), RequestId(call.args.first()));
    return request ? jsonReply(200, wire::encode(*request)) : refusal(request.error());
}

Response readHeldCertificates(Call& call)
{
    auto certificates = deskOf(call.context, *call.connection, call.now).certificatesOf(call.officer().ic);
    return certificates ? jsonReply(200, wire::encode(*certificates)) : problemReply(certificates.error());
}

Response changeRoamingPin(Call& call)
{
    auto& context = call.context;
    const auto& ic = call.officer().ic;
    const auto key = IdempotencyRecords::keyOf(call.request);
    if (key.isEmpty())
        return preconditionReply(Precondition::IdempotencyKeyRequired);
    auto* roaming = context.credentials;
    if (!roaming)
        return problemReply({ ErrorCode::RoamingMissing, {}, {}, false, 0 });
    const auto body = wire::decodePasswordChangeRequest(call.request.secretBody.view());
    if (!body)
        return problemReply(body.error());
    // The fingerprint knows no PIN: whether a repetition is one, the roaming service finds out.
    const auto fingerprint = IdempotencyRecords::fingerprint(call.request);
    auto before = context.database->read(
        [&](Connection& connection) { return IdempotencyRecords(connection).find(ic, key); });
    if (!before)
        return problemReply(before.error());
    if (*before && (*before)->request != fingerprint)
        return preconditionReply(Precondition::IdempotencyKeyReused);
    auto findings = pinFindingsOf(body->replacement, ic, "replacement");
    if (equalConstantTime(body->current, body->replacement))
        findings.append({ QStringLiteral("replacement"), domain::Severity::Error,
            QStringLiteral("finding.pin-same"), {} });
    if (!findings.isEmpty())
        return problemReply({ ErrorCode::ValidationFailed, {}, {}, false, 0 }, findings);
    const auto credential = call.args.first();
    if (auto changed = roaming->changePin(credential, ic, body->current, body->replacement, key); !changed)
        return refusedPin(call, credential, changed.error());
    if (*before)
        return std::move((*before)->response);
    auto response = context.database->write([&](Connection& connection) {
        auto reply = emptyReply(204);
        auto kept = IdempotencyRecords(connection).keep(ic, key, fingerprint, reply, call.now);
        if (kept)
            kept = Ledger(connection)
                       .audit({ call.now, ic.digits(), QStringLiteral("roaming.pin-changed"), credential, {},
                           {} });
        return kept ? std::move(reply) : problemReply(kept.error());
    });
    return response ? std::move(*response) : problemReply(response.error());
}

} // namespace peraku::treasury
