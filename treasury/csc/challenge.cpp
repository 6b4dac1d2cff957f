#include "codes.h"
#include "message.h"
#include "methods.h"

#include <algorithm>

namespace peraku::csc {

using domain::ErrorCode;
using treasury::RoamingReply;

namespace {

constexpr qint64 hourMs = 3600 * 1000;

struct Intent {
    QByteArray hashes;
    IntentText text;
};

Outcome<Intent> intentOf(Session& session, const QString& id, const QString& credential, const QDateTime& now)
{
    auto intent = session.one(
        "SELECT hashes, subject, malay, english, summary FROM intent WHERE id = ? AND credential = ? AND "
        "expires_at "
        "> ?",
        [](Row& row) {
            return Intent { row.blob(0), { row.text(1), row.text(2), row.text(3), row.text(4) } };
        },
        id, credential, now.toMSecsSinceEpoch());
    if (!intent)
        return refuse(intent.error());
    if (!*intent)
        return refuse(
            Refusal::request(QStringLiteral("clientData names no signing intent of this credential: "
                                            "declare what is to be signed first"),
                ErrorCode::AuthorisationLapsed));
    return std::move(**intent);
}

/** Seconds to wait, 0 if another code may go out now. Codes before the last good authorisation do not count.
 */
Result<int> waitFor(
    const ServiceOptions& options, Session& session, const CredentialRow& row, const QDateTime& now)
{
    const auto nowMs = now.toMSecsSinceEpoch();
    const auto since = std::max(row.goodAt.toMSecsSinceEpoch(), nowMs - hourMs);
    QList<qint64> sent;
    auto read = session.each(
        "SELECT sent_at FROM challenge WHERE credential = ? AND sent_at > ? ORDER BY sent_at",
        [&](Row& each) { sent.append(each.integer(0)); }, row.credential.id, since);
    if (!read)
        return domain::fail(read.error());
    qint64 freeAt = 0;
    if (!sent.isEmpty())
        freeAt = sent.last() + qint64(options.resendSeconds) * 1000;
    if (sent.size() >= options.challengesPerHour)
        freeAt = std::max(freeAt, sent.at(sent.size() - options.challengesPerHour) + hourMs);
    return freeAt > nowMs ? int((freeAt - nowMs + 999) / 1000) : 0;
}

} // namespace

Outcome<RoamingReply> getChallenge(Core& core, Call& call)
{
    const auto id = call.parameters.text("credentialID");
    const auto object = call.parameters.text("authObjectID");
    const auto intentId = call.parameters.optionalText("clientData");
    if (call.parameters.refusal())
        return refuse(*call.parameters.refusal());
    if (object != QLatin1String("OTP"))
        return refuse(Refusal::invalid("authObjectID"));
    const auto row = core.usable(id, call.officer, call.now);
    if (!row)
        return refuse(row.error());

    const auto nonce = core.ports.rng.hex(16);
    const auto code = newCode(core.ports.rng);
    const auto emailExpires = call.now.addSecs(core.options.emailCodeSeconds);
    const auto appExpires = call.now.addSecs(core.options.appCodeSeconds);
    // Stored before it is sent: what is in the officer's hands is known here, whatever happens in between.
    const auto intent = core.store->write([&](Session& session) -> Outcome<Intent> {
        auto found = intentOf(session, intentId, id, call.now);
        if (!found)
            return found;
        const auto wait = waitFor(core.options, session, *row, call.now);
        if (!wait)
            return refuse(wait.error());
        if (*wait > 0)
            return refuse(Refusal::tooMany(*wait));
        const auto record = core.pins.codeRecord(code, id, nonce, found->hashes);
        if (!record)
            return refuse(record.error());
        auto written = session.run("UPDATE challenge SET state = 2 WHERE credential = ? AND state = 0", id);
        if (written)
            written
                = session.run("INSERT INTO challenge (nonce, credential, hashes, code, sent_at, expires_at) "
                              "VALUES (?, ?, ?, ?, ?, ?)",
                    nonce, id, found->hashes, *record, call.now.toMSecsSinceEpoch(),
                    appExpires.toMSecsSinceEpoch());
        if (written)
            written = note(session, { call.now, id, "challenged", nonce, found->hashes.size() / 32 });
        if (!written)
            return refuse(written.error());
        return found;
    });
    if (!intent)
        return refuse(intent.error());
    const auto delivery = core.ports.courier.send(
        codeMessage(call.officer, intent->text, nonce, emailExpires, appExpires), code);
    if (!delivery) {
        // Nobody has this code; it must not stand in the way of the next.
        auto dropped = core.store->write(
            [&](Session& session) { return session.run("DELETE FROM challenge WHERE nonce = ?", nonce); });
        if (!dropped)
            return refuse(dropped.error());
        return refuse({ 503, "temporarily_unavailable",
            QStringLiteral("The one-time code could not be delivered"), ErrorCode::OtpUndeliverable });
    }
    const auto expires = delivery->channel == domain::OtpChannel::App ? appExpires : emailExpires;
    auto kept = core.store->write([&](Session& session) {
        return session.run(
            "UPDATE challenge SET expires_at = ? WHERE nonce = ?", expires.toMSecsSinceEpoch(), nonce);
    });
    if (!kept)
        return refuse(kept.error());
    return reply(200,
        { { QStringLiteral("challenge"), nonce },
            { QStringLiteral("channel"), domain::toWire(delivery->channel) },
            { QStringLiteral("maskedTarget"), delivery->maskedTarget },
            { QStringLiteral("expiresAt"), expires.toUTC().toString(Qt::ISODate) },
            { QStringLiteral("resendAfter"), core.options.resendSeconds } });
}

} // namespace peraku::csc
