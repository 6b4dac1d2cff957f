#include "officers.h"

#include "sql.h"

#include <wire/messages.h>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;
using domain::Ic;

Result<std::optional<OfficerAccount>> Officers::find(const Ic& ic)
{
    std::optional<OfficerAccount> found;
    QByteArray body;
    auto read = sql::each(
        *m_connection,
        "SELECT body, password, must_change, active, epoch, recovery FROM officer WHERE ic = ?",
        [&](sql::Row& row) {
            body = row.blob(0);
            found = OfficerAccount { {}, row.text(1).toLatin1(), row.integer(2) != 0, row.integer(3) != 0,
                quint32(row.integer(4)), row.blob(5) };
        },
        ic.digits());
    if (!read)
        return fail(read.error());
    if (found) {
        auto officer = wire::decodeOfficer(body);
        if (!officer)
            return fail(ErrorCode::StorageCorrupt, QStringLiteral("officer: ") + officer.error().detail);
        found->officer = *officer;
    }
    return found;
}

Result<QList<domain::Officer>> Officers::all()
{
    QList<QByteArray> bodies;
    auto read = sql::each(*m_connection, "SELECT body FROM officer ORDER BY ic",
        [&](sql::Row& row) { bodies.append(row.blob(0)); });
    if (!read)
        return fail(read.error());
    QList<domain::Officer> officers;
    for (const auto& body : bodies) {
        auto officer = wire::decodeOfficer(body);
        if (!officer)
            return fail(ErrorCode::StorageCorrupt, QStringLiteral("officer: ") + officer.error().detail);
        officers.append(*officer);
    }
    return officers;
}

Result<Done> Officers::insert(const OfficerAccount& account)
{
    return sql::run(*m_connection,
        "INSERT INTO officer (ic, body, password, must_change, active, recovery) VALUES (?, ?, ?, ?, ?, ?)",
        account.officer.ic.digits(), wire::encode(account.officer), QString::fromLatin1(account.passwordHash),
        account.mustChange, account.active, account.recovery);
}

Result<Done> Officers::updateBody(const domain::Officer& officer)
{
    return sql::run(*m_connection, "UPDATE officer SET body = ?, epoch = epoch + 1 WHERE ic = ?",
        wire::encode(officer), officer.ic.digits());
}

Result<Done> Officers::setPassword(const Ic& ic, const QByteArray& hash, bool mustChange)
{
    return sql::run(*m_connection, "UPDATE officer SET password = ?, must_change = ? WHERE ic = ?",
        QString::fromLatin1(hash), mustChange, ic.digits());
}

Result<Done> Officers::setActive(const Ic& ic, bool active)
{
    return sql::run(*m_connection, "UPDATE officer SET active = ? WHERE ic = ?", active, ic.digits());
}

Result<Done> Officers::registerCertificate(
    const Ic& ic, const domain::Sha256Hex& name, const QByteArray& der, const QDateTime& at)
{
    return sql::run(*m_connection,
        "INSERT INTO certificate (sha256, ic, der, active, registered_at) VALUES (?, ?, ?, 1, ?) "
        "ON CONFLICT (sha256) DO UPDATE SET active = 1 WHERE ic = excluded.ic",
        name.value(), ic.digits(), der, at.toMSecsSinceEpoch());
}

Result<QList<domain::Sha256Hex>> Officers::certificatesOf(const Ic& ic)
{
    QList<domain::Sha256Hex> names;
    auto read = sql::each(
        *m_connection, "SELECT sha256 FROM certificate WHERE ic = ? AND active = 1",
        [&](sql::Row& row) { names.append(domain::Sha256Hex(row.text(0))); }, ic.digits());
    if (!read)
        return fail(read.error());
    return names;
}

Result<bool> Officers::withdrawCertificate(const domain::Sha256Hex& name)
{
    auto known = sql::value(*m_connection, "SELECT count(*) FROM certificate WHERE sha256 = ?", name.value());
    if (!known)
        return fail(known.error());
    if (auto written
        = sql::run(*m_connection, "UPDATE certificate SET active = 0 WHERE sha256 = ?", name.value());
        !written)
        return fail(written.error());
    return *known == 1;
}

Result<bool> Officers::move(const domain::Sha256Hex& name, CertificateStanding from, CertificateStanding to)
{
    bool moved = false;
    auto written = sql::each(
        *m_connection, "UPDATE certificate SET active = ?3 WHERE sha256 = ?1 AND active = ?2 RETURNING 1",
        [&](sql::Row&) { moved = true; }, name.value(), int(from), int(to));
    if (!written)
        return fail(written.error());
    return moved;
}

Result<bool> Officers::suspendCertificate(const domain::Sha256Hex& name)
{
    return move(name, CertificateStanding::Good, CertificateStanding::Suspended);
}

Result<bool> Officers::releaseCertificate(const domain::Sha256Hex& name)
{
    return move(name, CertificateStanding::Suspended, CertificateStanding::Good);
}

} // namespace peraku::treasury
