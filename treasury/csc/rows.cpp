#include "rows.h"

#include <algorithm>
#include <utility>

namespace peraku::csc {

using domain::fail;
using domain::KeyKind;

namespace {

constexpr qsizetype digestBytes = 32;

constexpr std::pair<RoamingState, const char*> stateNames[]
    = { { RoamingState::Pending, "pending" }, { RoamingState::Active, "active" },
          { RoamingState::Suspended, "suspended" }, { RoamingState::Ended, "ended" } };

QString nameOf(RoamingState state)
{
    for (const auto& [each, name] : stateNames) {
        if (each == state)
            return QLatin1String(name);
    }
    return {};
}

RoamingState stateOf(const QString& name)
{
    for (const auto& [each, text] : stateNames) {
        if (name == QLatin1String(text))
            return each;
    }
    return RoamingState::Ended;
}

const QByteArray columns = QByteArrayLiteral(
    "SELECT id, ic, state, kind, public_key, certificate, failures, created_at, key_label, pin, good_at FROM "
    "credential ");
const QByteArray byId = columns + "WHERE id = ?";
const QByteArray byOfficer = columns + "WHERE ic = ? ORDER BY created_at, id";
const QByteArray everyOne = columns + "ORDER BY created_at, id";

CredentialRow rowOf(const Row& row, int lockAfter)
{
    CredentialRow found;
    auto& credential = found.credential;
    credential.id = row.text(0);
    credential.officer = domain::Ic::parse(row.text(1)).value_or(domain::Ic());
    credential.state = stateOf(row.text(2));
    credential.keyKind = row.text(3) == QLatin1String("ec") ? KeyKind::Ec : KeyKind::Rsa;
    credential.publicKey = row.blob(4);
    credential.certificate = row.blob(5);
    credential.failures = int(row.integer(6));
    credential.createdAt = QDateTime::fromMSecsSinceEpoch(row.integer(7), Qt::UTC);
    found.keyLabel = row.text(8);
    found.pinRecord = row.blob(9);
    found.goodAt = QDateTime::fromMSecsSinceEpoch(row.integer(10), Qt::UTC);
    if (credential.state == RoamingState::Active && credential.failures >= lockAfter)
        credential.state = RoamingState::Locked;
    return found;
}

} // namespace

Result<std::optional<CredentialRow>> Credentials::find(const QString& id)
{
    return m_session->one(
        byId.constData(), [&](Row& row) { return rowOf(row, m_lockAfter); }, id);
}

Result<QList<RoamingCredential>> Credentials::of(const domain::Ic& officer)
{
    QList<RoamingCredential> found;
    auto read = m_session->each(
        byOfficer.constData(), [&](Row& row) { found.append(rowOf(row, m_lockAfter).credential); },
        officer.digits());
    if (!read)
        return fail(read.error());
    return found;
}

Result<QList<RoamingCredential>> Credentials::all()
{
    QList<RoamingCredential> found;
    auto read = m_session->each(
        everyOne.constData(), [&](Row& row) { found.append(rowOf(row, m_lockAfter).credential); });
    if (!read)
        return fail(read.error());
    return found;
}

Result<Done> Credentials::insert(const CredentialRow& row)
{
    const auto& credential = row.credential;
    return m_session->run(
        "INSERT INTO credential (id, ic, state, kind, key_label, public_key, certificate, pin, created_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        credential.id, credential.officer.digits(), nameOf(credential.state),
        credential.keyKind == KeyKind::Ec ? QStringLiteral("ec") : QStringLiteral("rsa"), row.keyLabel,
        credential.publicKey, credential.certificate, row.pinRecord,
        credential.createdAt.toMSecsSinceEpoch());
}

Result<Done> Credentials::activate(const QString& id, const QByteArray& certificate)
{
    return m_session->run(
        "UPDATE credential SET state = 'active', certificate = ?2 WHERE id = ?1", id, certificate);
}

Result<Done> Credentials::setState(const QString& id, RoamingState state)
{
    return m_session->run("UPDATE credential SET state = ?2 WHERE id = ?1", id, nameOf(state));
}

Result<Done> Credentials::setPin(const QString& id, const QByteArray& pinRecord, bool forgetFailures)
{
    return m_session->run(
        "UPDATE credential SET pin = ?2, failures = CASE ?3 WHEN 1 THEN 0 ELSE failures END WHERE id = ?1",
        id, pinRecord, forgetFailures);
}

Result<Done> Credentials::countFailure(const QString& id)
{
    return m_session->run("UPDATE credential SET failures = failures + 1 WHERE id = ?", id);
}

Result<Done> Credentials::forgiveFailure(const QString& id)
{
    return m_session->run("UPDATE credential SET failures = MAX (failures - 1, 0) WHERE id = ?", id);
}

Result<Done> Credentials::clearFailures(const QString& id)
{
    return m_session->run("UPDATE credential SET failures = 0 WHERE id = ?", id);
}

Result<Done> Credentials::noteGood(const QString& id, const QDateTime& at)
{
    return m_session->run("UPDATE credential SET good_at = ?2 WHERE id = ?1", id, at.toMSecsSinceEpoch());
}

Result<Done> note(Session& session, const Event& event)
{
    return session.run("INSERT INTO event (at, credential, action, nonce, count) VALUES (?, ?, ?, ?, ?)",
        event.at.toMSecsSinceEpoch(), event.credential, QString::fromLatin1(event.action), event.nonce,
        event.count);
}

QByteArray hashSet(QList<QByteArray> hashes)
{
    std::sort(hashes.begin(), hashes.end());
    return hashes.join();
}

QList<QByteArray> hashesOf(const QByteArray& set)
{
    QList<QByteArray> hashes;
    for (qsizetype i = 0; i + digestBytes <= set.size(); i += digestBytes)
        hashes.append(set.mid(i, digestBytes));
    return hashes;
}

} // namespace peraku::csc
