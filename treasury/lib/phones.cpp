#include "phones.h"

#include "sql.h"

namespace peraku::treasury {

using domain::fail;
using domain::Ic;
using domain::OtpChannel;

namespace {

QDateTime timeOf(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

} // namespace

Result<domain::SigningProfile> Phones::profileOf(const domain::Officer& officer)
{
    domain::SigningProfile profile;
    profile.maskedEmail = domain::maskedEmail(officer.email);
    auto read = sql::each(
        *m_connection, "SELECT channel FROM signing_profile WHERE ic = ?",
        [&](sql::Row& row) {
            profile.channel = domain::fromWire<OtpChannel>(row.text(0)).value_or(OtpChannel::Email);
        },
        officer.ic.digits());
    if (read)
        read = sql::each(
            *m_connection,
            "SELECT id, name, enrolled_at, last_seen FROM phone WHERE ic = ? ORDER BY enrolled_at, id",
            [&](sql::Row& row) {
                profile.phones.append(
                    { row.text(0), row.text(1), timeOf(row.integer(2)), timeOf(row.integer(3)) });
            },
            officer.ic.digits());
    if (!read)
        return fail(read.error());
    return profile;
}

Result<Done> Phones::setChannel(const Ic& ic, OtpChannel channel)
{
    return sql::run(*m_connection,
        "INSERT INTO signing_profile (ic, channel) VALUES (?1, ?2) ON CONFLICT (ic) DO UPDATE SET channel = "
        "?2",
        ic.digits(), domain::toWire(channel));
}

Result<Done> Phones::add(const Ic& ic, const domain::Phone& phone, const QByteArray& tokenHash)
{
    return sql::run(*m_connection,
        "INSERT INTO phone (id, ic, name, token_hash, enrolled_at, last_seen) VALUES (?, ?, ?, ?, ?, ?)",
        phone.id, ic.digits(), phone.name, tokenHash, phone.enrolledAt.toMSecsSinceEpoch(),
        phone.lastSeen.toMSecsSinceEpoch());
}

Result<bool> Phones::remove(const Ic& ic, const QString& id)
{
    auto known
        = sql::value(*m_connection, "SELECT count(*) FROM phone WHERE id = ? AND ic = ?", id, ic.digits());
    if (!known)
        return fail(known.error());
    if (auto done = sql::run(*m_connection, "DELETE FROM phone WHERE id = ? AND ic = ?", id, ic.digits());
        !done)
        return fail(done.error());
    return *known == 1;
}

Result<std::optional<Phones::Owner>> Phones::byToken(const QByteArray& tokenHash)
{
    std::optional<Owner> owner;
    auto read = sql::each(
        *m_connection,
        "SELECT p.ic, p.id, p.last_seen FROM phone p JOIN officer o ON o.ic = p.ic "
        "WHERE p.token_hash = ? AND o.active = 1",
        [&](sql::Row& row) {
            owner = Owner { Ic::parse(row.text(0)).value_or(Ic()), row.text(1), timeOf(row.integer(2)) };
        },
        tokenHash);
    if (!read)
        return fail(read.error());
    return owner;
}

Result<Done> Phones::markSeen(const QString& id, const QDateTime& at)
{
    return sql::run(*m_connection, "UPDATE phone SET last_seen = ? WHERE id = ?", at.toMSecsSinceEpoch(), id);
}

} // namespace peraku::treasury
