#include "core.h"

namespace peraku::csc {

using domain::ErrorCode;
using domain::fail;
using domain::Ic;
using secret::SecureBuffer;

namespace {

constexpr qint64 minuteMs = 60 * 1000;
constexpr qint64 dayMs = 24 * 60 * minuteMs;

/** A try that was counted, still to be evaluated. */
struct Attempt {
    CredentialRow row;
    bool repeated = false; ///< A change was made under this key before.
};

Result<qint64> eventsSince(Session& session, const QString& id, const char* action, qint64 sinceMs)
{
    return session.number("SELECT COUNT(*) FROM event WHERE credential = ? AND action = ? AND at > ?", id,
        QString::fromLatin1(action), sinceMs);
}

/** Since when refused tries count: a day, or the unblocking. */
Result<qint64> budgetBegin(Session& session, const QString& id, const QDateTime& now)
{
    return session.number("SELECT MAX(at, ?2) FROM (SELECT COALESCE(MAX(at), 0) AS at FROM event WHERE "
                          "credential = ?1 AND action = 'unblocked')",
        id, now.toMSecsSinceEpoch() - dayMs);
}

/** Seconds until the next try; 0 = now. What was neither good nor in vain counts for a day. */
Result<int> waitFor(const ServiceOptions& options, Session& session, const QString& id, const QDateTime& now)
{
    const auto nowMs = now.toMSecsSinceEpoch();
    const auto recent = eventsSince(session, id, "pin-tried", nowMs - minuteMs);
    if (!recent)
        return fail(recent.error());
    if (*recent >= options.authorisationsPerMinute)
        return int(minuteMs / 1000);
    const auto begin = budgetBegin(session, id, now);
    if (!begin)
        return fail(begin.error());
    auto spent = eventsSince(session, id, "pin-tried", *begin);
    for (const char* action : { "pin-changed", "pin-untried" }) {
        const auto forgiven = eventsSince(session, id, action, *begin);
        if (!forgiven)
            return fail(forgiven.error());
        spent = spent.map([&](qint64 tries) { return tries - *forgiven; });
    }
    if (!spent)
        return fail(spent.error());
    if (*spent < options.pinChangesPerDay)
        return 0;
    const auto oldest = session.number(
        "SELECT MIN(at) FROM event WHERE credential = ? AND action = 'pin-tried' AND at > ?", id, *begin);
    return oldest.map([&](qint64 at) { return int((at + dayMs - nowMs) / 1000 + 1); });
}

/** Counts the try as failed, before anyone looks at a PIN. */
Result<Attempt> begin(Core& core, Session& session, const QString& id, const Ic& officer, const QString& key)
{
    auto credentials = core.credentials(session);
    auto found = credentials.find(id);
    if (!found)
        return fail(found.error());
    if (!*found || (*found)->credential.officer != officer)
        return fail(ErrorCode::NotFound, QStringLiteral("credential"));
    if ((*found)->credential.state == RoamingState::Locked)
        return fail(ErrorCode::CredentialLocked);
    if ((*found)->credential.state != RoamingState::Active)
        return fail(ErrorCode::WrongState);
    const auto now = core.ports.clock.nowUtc();
    const auto wait = waitFor(core.options, session, id, now);
    if (!wait)
        return fail(wait.error());
    if (*wait > 0)
        return fail(
            domain::Error { ErrorCode::ServerBusy, QStringLiteral("changes of the PIN"), {}, true, *wait });
    const auto before = session.number("SELECT COUNT(*) FROM event WHERE credential = ? AND action = "
                                       "'pin-changed' AND nonce = ? AND nonce <> ''",
        id, key);
    if (!before)
        return fail(before.error());
    if (auto counted = credentials.countFailure(id); !counted)
        return fail(counted.error());
    if (auto noted = note(session, { now, id, "pin-tried", key }); !noted)
        return fail(noted.error());
    return Attempt { std::move(**found), *before > 0 };
}

/** The try costs nothing. */
Result<Done> forgive(Core& core, Session& session, const QString& id, const char* action, const QString& key)
{
    if (auto forgiven = core.credentials(session).forgiveFailure(id); !forgiven)
        return forgiven;
    return note(session, { core.ports.clock.nowUtc(), id, action, key });
}

} // namespace

Result<Done> Service::changePin(const QString& id, const Ic& officer, const SecureBuffer& current,
    const SecureBuffer& replacement, const QString& key)
{
    auto& core = *m_core;
    // The rules first: a new PIN that cannot be taken must not cost a try.
    const auto record = hashPin(officer, replacement);
    if (!record)
        return fail(record.error());
    const auto attempt
        = core.store->write([&](Session& session) { return begin(core, session, id, officer, key); });
    if (!attempt)
        return fail(attempt.error());
    // Compared only after it was counted, so that a known key is no way to try PINs.
    const auto matches = core.pins.matches(attempt->row.pinRecord, attempt->repeated ? replacement : current);
    if (!matches) {
        std::ignore = core.store->write(
            [&](Session& session) { return forgive(core, session, id, "pin-untried", key); });
        return fail(matches.error());
    }
    if (!*matches) {
        const auto noted = core.store->write([&](Session& session) {
            return note(session, { core.ports.clock.nowUtc(), id, "pin-refused", key });
        });
        return noted ? fail(ErrorCode::WrongPin) : fail(noted.error());
    }
    return core.store->write([&](Session& session) -> Result<Done> {
        if (attempt->repeated)
            return forgive(core, session, id, "pin-untried", key);
        auto credentials = core.credentials(session);
        const auto now = credentials.find(id);
        if (!now)
            return fail(now.error());
        // Another PIN that came in between must not be undone by one that knew the old only.
        if (!*now || (*now)->pinRecord != attempt->row.pinRecord)
            return fail(ErrorCode::Conflict);
        if (auto set = credentials.setPin(id, *record, false); !set)
            return set;
        return forgive(core, session, id, "pin-changed", key);
    });
}

Result<int> Service::refusedPins(const QString& id)
{
    return m_core->store
        ->read([&](Session& session) -> Result<qint64> {
            const auto begin = budgetBegin(session, id, m_core->ports.clock.nowUtc());
            return begin ? eventsSince(session, id, "pin-refused", *begin) : begin;
        })
        .map([](qint64 count) { return int(count); });
}

} // namespace peraku::csc
