#include "requeststore.h"

#include "sql.h"

#include <wire/requests.h>

#include <QJsonArray>
#include <QJsonDocument>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;
using domain::MediumRequest;

template <typename... Args>
Result<QList<StoredRequest>> RequestStore::select(const char* text, const Args&... args)
{
    QList<StoredRequest> found;
    QList<QByteArray> bodies;
    auto read = sql::each(
        *m_connection, text,
        [&](sql::Row& row) {
            bodies.append(row.blob(0));
            found.append({ {}, row.text(1), row.blob(2), row.blob(3) });
        },
        args...);
    if (!read)
        return fail(read.error());
    for (qsizetype i = 0; i < found.size(); ++i) {
        auto request = wire::decodeRequest(bodies.at(i));
        if (!request)
            return fail(ErrorCode::StorageCorrupt, QStringLiteral("request: ") + request.error().detail);
        found[i].request = std::move(*request);
    }
    return found;
}

template <typename... Args>
Result<QList<MediumRequest>> RequestStore::selectRequests(const char* text, const Args&... args)
{
    auto stored = select(text, args...);
    if (!stored)
        return fail(stored.error());
    QList<MediumRequest> requests;
    for (auto& each : *stored)
        requests.append(std::move(each.request));
    return requests;
}

Result<Done> RequestStore::insert(const StoredRequest& stored)
{
    // The column "applicant" holds whom it is about: the same officer but for an administrator's report.
    const auto& request = stored.request;
    return sql::run(*m_connection,
        "INSERT INTO medium_request (id, state, applicant, office, created_at, body, credential, pin_hash, "
        "answer_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        request.id.value(), toWire(request.state), request.about().ic.digits(),
        request.about().office.value(), request.createdAt.toMSecsSinceEpoch(), wire::encode(request),
        stored.credential, stored.pinHash, stored.answerHash);
}

Result<Done> RequestStore::update(const StoredRequest& stored)
{
    return sql::run(*m_connection,
        "UPDATE medium_request SET state = ?, body = ?, credential = ?, pin_hash = ? WHERE id = ?",
        toWire(stored.request.state), wire::encode(stored.request), stored.credential, stored.pinHash,
        stored.request.id.value());
}

Result<std::optional<StoredRequest>> RequestStore::find(const domain::RequestId& id)
{
    auto found = select(
        "SELECT body, credential, pin_hash, answer_hash FROM medium_request WHERE id = ?", id.value());
    if (!found)
        return fail(found.error());
    return found->isEmpty() ? std::optional<StoredRequest>() : std::optional(std::move(found->first()));
}

Result<QList<MediumRequest>> RequestStore::visibleTo(const domain::Officer& officer)
{
    QJsonArray offices;
    if (officer.has(domain::Role::Administrator)) {
        offices.append(officer.office.value());
        for (const auto& office : officer.servedOffices)
            offices.append(office.value());
    }
    return selectRequests(
        "SELECT body, credential, pin_hash, answer_hash FROM medium_request WHERE applicant = ? "
        "OR office IN (SELECT value FROM json_each(?)) ORDER BY created_at DESC, id LIMIT 500",
        officer.ic.digits(), QString::fromUtf8(QJsonDocument(offices).toJson(QJsonDocument::Compact)));
}

Result<QList<MediumRequest>> RequestStore::open()
{
    return selectRequests(
        "SELECT body, credential, pin_hash, answer_hash FROM medium_request "
        "WHERE state IN ('awaiting-email', 'submitted', 'confirmed') ORDER BY created_at, id");
}

Result<QList<StoredRequest>> RequestStore::openOf(const domain::Ic& about)
{
    return select("SELECT body, credential, pin_hash, answer_hash FROM medium_request WHERE applicant = ? "
                  "AND state IN ('awaiting-email', 'submitted', 'confirmed')",
        about.digits());
}

Result<qint64> RequestStore::openBy(const domain::Ic& sender)
{
    return sql::value(*m_connection,
        "SELECT count(*) FROM medium_request, (SELECT ? AS sender, ? AS incident) "
        "WHERE state IN ('awaiting-email', 'submitted') AND json_valid(CAST(body AS TEXT)) "
        "AND json_extract(CAST(body AS TEXT), '$.applicant.ic') = sender "
        "AND json_extract(CAST(body AS TEXT), '$.kind') <> incident",
        sender.digits(), toWire(domain::RequestKind::Incident));
}

Result<RequestStore::Recent> RequestStore::applicationsSince(
    const domain::Ic& applicant, const QDateTime& since)
{
    Recent recent;
    auto read = sql::each(
        *m_connection,
        "SELECT count(*), coalesce(min(created_at), 0) FROM medium_request WHERE applicant = ? AND "
        "created_at > "
        "? AND json_extract(CAST(body AS TEXT), '$.kind') IN (?, ?)",
        [&](sql::Row& row) {
            recent = { int(row.integer(0)), QDateTime::fromMSecsSinceEpoch(row.integer(1), Qt::UTC) };
        },
        applicant.digits(), since.toMSecsSinceEpoch(), toWire(domain::RequestKind::NewCertificate),
        toWire(domain::RequestKind::Renewal));
    if (!read)
        return fail(read.error());
    return recent;
}

Result<Done> RequestStore::addSuspension(const domain::RequestId& request, const Suspension& suspension)
{
    return sql::run(*m_connection,
        "INSERT INTO suspension (request, certificate, authority, credential) VALUES (?, ?, ?, ?)",
        request.value(), suspension.certificate.value(), suspension.authority, suspension.credential);
}

Result<std::optional<RequestStore::Suspension>> RequestStore::suspension(
    const domain::RequestId& request, const domain::Sha256Hex& certificate)
{
    std::optional<Suspension> found;
    auto read = sql::each(
        *m_connection, "SELECT authority, credential FROM suspension WHERE request = ? AND certificate = ?",
        [&](sql::Row& row) {
            found = Suspension { certificate, row.integer(0) != 0, row.integer(1) != 0 };
        },
        request.value(), certificate.value());
    if (!read)
        return fail(read.error());
    return found;
}

Result<Done> RequestStore::addLink(const QByteArray& tokenHash, const Link& link)
{
    return sql::run(*m_connection,
        "INSERT INTO confirmation (token, request, code, expires_at, failures, sendings, sent_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        tokenHash, link.request.value(), link.codeMac, link.expiresAt.toMSecsSinceEpoch(), link.failures,
        link.sendings, link.sentAt.toMSecsSinceEpoch());
}

template <typename... Args>
Result<std::optional<RequestStore::Link>> RequestStore::oneLink(const char* where, const Args&... args)
{
    std::optional<Link> found;
    const auto text = QByteArrayLiteral(
                          "SELECT request, code, expires_at, failures, sendings, sent_at FROM confirmation ")
        + where;
    auto read = sql::each(
        *m_connection, text.constData(),
        [&](sql::Row& row) {
            const auto timeOf
                = [&](int column) { return QDateTime::fromMSecsSinceEpoch(row.integer(column), Qt::UTC); };
            found = Link { domain::RequestId(row.text(0)), row.blob(1), timeOf(2), int(row.integer(3)),
                int(row.integer(4)), timeOf(5) };
        },
        args...);
    if (!read)
        return fail(read.error());
    return found;
}

Result<std::optional<RequestStore::Link>> RequestStore::link(const QByteArray& tokenHash)
{
    return oneLink("WHERE token = ?", tokenHash);
}

Result<std::optional<RequestStore::Link>> RequestStore::linkOf(const domain::RequestId& request)
{
    return oneLink("WHERE request = ?", request.value());
}

Result<Done> RequestStore::countFailure(const QByteArray& tokenHash)
{
    return sql::run(
        *m_connection, "UPDATE confirmation SET failures = failures + 1 WHERE token = ?", tokenHash);
}

Result<Done> RequestStore::dropLinks(const domain::RequestId& request)
{
    return sql::run(*m_connection, "DELETE FROM confirmation WHERE request = ?", request.value());
}

Result<QList<domain::RequestId>> RequestStore::unconfirmedAt(const QDateTime& now)
{
    QList<domain::RequestId> over;
    auto read = sql::each(
        *m_connection, "SELECT DISTINCT request FROM confirmation WHERE expires_at <= ?",
        [&](sql::Row& row) { over.append(domain::RequestId(row.text(0))); }, now.toMSecsSinceEpoch());
    if (!read)
        return fail(read.error());
    return over;
}

} // namespace peraku::treasury
