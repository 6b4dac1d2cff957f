#include "auditedrows.h"

#include "digest.h"

#include <QtEndian>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;

namespace {

struct Table {
    const char* what;
    QByteArray select; ///< The first column is the subject.
    int columns;
};

const Table& signatures()
{
    static const Table table { "signature",
        "SELECT voucher || '/' || content_revision || '/' || step, signer, medium, statement, cms, "
        "cms_sha256, crl, received_at, voided, nonce_id, ocsp, stamped, timestamp_at FROM signature ",
        13 };
    return table;
}

const Table& requests()
{
    static const Table table { "request",
        "SELECT id, state, applicant, office, created_at, body, credential, pin_hash, answer_hash "
        "FROM medium_request ",
        9 };
    return table;
}

CoveredRow rowOf(const Table& table, const sql::Row& row)
{
    QByteArray message;
    for (int column = 0; column < table.columns; ++column) {
        const auto value = row.blob(column);
        // No value at all is not the same as an empty one.
        const auto size = row.isNull(column) ? ~quint32(0) : quint32(value.size());
        char length[4];
        qToBigEndian(size, length);
        message.append(length, sizeof length).append(value);
    }
    return { table.what, row.text(0), sha256(message) };
}

template <typename... Args>
Result<Done> auditOne(Connection& connection, const Table& table, const QByteArray& where, AuditEntry entry,
    const Args&... args)
{
    bool found = false;
    auto done = sql::each(
        connection, (table.select + where).constData(),
        [&](sql::Row& row) {
            const auto covered = rowOf(table, row);
            entry.subject = covered.subject;
            entry.digest = covered.digest;
            found = true;
        },
        args...);
    if (done && !found)
        done = fail(ErrorCode::StorageCorrupt, QStringLiteral("a row to audit is missing"));
    return done ? Ledger(connection).audit(entry) : done;
}

} // namespace

Result<Done> auditSignature(Connection& connection, const SignatureKey& key, AuditEntry entry)
{
    return auditOne(connection, signatures(), "WHERE voucher = ? AND content_revision = ? AND step = ?",
        std::move(entry), key.voucher, key.contentRevision, key.step);
}

Result<Done> auditRequest(Connection& connection, const domain::RequestId& id, AuditEntry entry)
{
    return auditOne(connection, requests(), "WHERE id = ?", std::move(entry), id.value());
}

Result<Done> eachCoveredRow(Connection& connection, const std::function<void(const CoveredRow&)>& take)
{
    Result<Done> done = Done {};
    for (const auto* table : { &signatures(), &requests() }) {
        if (done)
            done = sql::each(
                connection, table->select.constData(), [&](sql::Row& row) { take(rowOf(*table, row)); });
    }
    return done;
}

Result<Done> coverRows(Connection& connection, const QDateTime& now)
{
    const auto covered = sql::value(connection, "SELECT EXISTS (SELECT 1 FROM audit WHERE action = ?)",
        QString::fromLatin1(coverageAction));
    if (!covered)
        return fail(covered.error());
    if (*covered)
        return Done {};
    QList<CoveredRow> rows;
    auto done = eachCoveredRow(connection, [&](const CoveredRow& row) { rows.append(row); });
    Ledger ledger(connection);
    const auto note = [&](const QString& action, const QString& subject, const QByteArray& digest) {
        if (done)
            done = ledger.audit({ now, QStringLiteral("treasury"), action, subject, digest, {} });
    };
    for (const auto& row : rows)
        note(QLatin1String(row.what) + QStringLiteral(".adopted"), row.subject, row.digest);
    note(QLatin1String(coverageAction), {}, {});
    return done;
}

} // namespace peraku::treasury
