#include "auditedrows.h"
#include "database.h"
#include "digest.h"
#include "sql.h"

#include <domain/canonical.h>
#include <treasury/audit.h>

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

/** Reads the chain row by row and remembers what the rest of the database must look like. */
class ChainWalker {
public:
    explicit ChainWalker(const QList<AuditHead>& heads)
    {
        for (const auto& head : heads)
            m_heads.insert(head.sequence, head);
    }
    void take(sql::Row& row)
    {
        const auto sequence = row.integer(0);
        if (sequence != m_report.head.sequence + 1)
            fault(QStringLiteral("row %1 follows row %2").arg(sequence).arg(m_report.head.sequence));
        QStringList fields { QString::number(sequence) };
        for (int column = 1; column <= 6; ++column)
            fields.append(row.text(column));
        const auto stored = row.blob(7);
        if (auditHash(m_previous, fields) != stored)
            fault(QStringLiteral("row %1 does not match its hash").arg(sequence));
        if (const auto head = m_heads.constFind(sequence); head != m_heads.constEnd() && head->hash != stored)
            fault(QStringLiteral("row %1 is not the one whose head was kept").arg(sequence));
        const auto& action = fields.at(3);
        if (action.startsWith(QLatin1String("voucher.")))
            m_vouchers.insert(fields.at(4), fields.at(5));
        else if (action.startsWith(QLatin1String("signature."))
            || action.startsWith(QLatin1String("request.")))
            m_rows.insert(nameOf(action.section(QLatin1Char('.'), 0, 0), fields.at(4)), fields.at(5));
        else if (action == QLatin1String(coverageAction))
            m_covered = true;
        m_previous = stored;
        m_report.head = { sequence, stored, QDateTime::fromString(fields.at(1), Qt::ISODateWithMs) };
        ++m_report.rows;
    }
    void finish()
    {
        if (!m_heads.isEmpty() && m_heads.lastKey() > m_report.head.sequence)
            fault(QStringLiteral("the chain ends at row %1, a kept head names row %2")
                      .arg(m_report.head.sequence)
                      .arg(m_heads.lastKey()));
    }
    /** A voucher is sound if its bytes are those of its last audit row; a tombstone has neither. */
    void takeVoucher(sql::Row& row)
    {
        const auto id = row.text(0);
        const auto body = row.blob(1);
        const auto found = body.isEmpty() ? QString() : QString::fromLatin1(sha256(body).toHex());
        if (const auto expected = m_vouchers.constFind(id);
            expected == m_vouchers.constEnd() || *expected != found)
            fault(QStringLiteral("voucher %1 is not as it was audited").arg(id));
        m_vouchers.remove(id);
    }
    void finishVouchers()
    {
        for (auto left = m_vouchers.cbegin(); left != m_vouchers.cend(); ++left)
            fault(QStringLiteral("voucher %1 was audited and is missing").arg(left.key()));
    }
    /** A covered row is sound if its last audit row has its digest. */
    void takeRow(const CoveredRow& row)
    {
        const auto name = nameOf(QLatin1String(row.what), row.subject);
        if (m_covered && m_rows.value(name) != QString::fromLatin1(row.digest.toHex()))
            fault(QStringLiteral("%1 is not as it was audited").arg(name));
        m_rows.remove(name);
    }
    void finishRows()
    {
        for (auto left = m_rows.cbegin(); left != m_rows.cend(); ++left)
            fault(QStringLiteral("%1 was audited and is missing").arg(left.key()));
    }
    void fault(const QString& text) { m_report.faults.append(text); }
    AuditReport& report() { return m_report; }

private:
    static QString nameOf(const QString& what, const QString& subject)
    {
        return what + QLatin1Char(' ') + subject;
    }
    AuditReport m_report;
    QByteArray m_previous = QByteArray(32, '\0');
    QMap<qint64, AuditHead> m_heads;
    QHash<QString, QString> m_vouchers;
    QHash<QString, QString> m_rows; ///< Digests of covered rows.
    bool m_covered = false; ///< Else the treasury was not opened since rows are covered.
};

} // namespace

QByteArray AuditHead::toJson() const
{
    const QJsonObject object { { QStringLiteral("sequence"), sequence },
        { QStringLiteral("hash"), QString::fromLatin1(hash.toHex()) },
        { QStringLiteral("at"), at.toUTC().toString(Qt::ISODateWithMs) } };
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<AuditHead> AuditHead::fromJson(const QByteArray& json)
{
    const auto value = domain::parseStrictJson(json);
    if (!value)
        return fail(value.error());
    const auto object = value->toObject();
    AuditHead head { object.value(QStringLiteral("sequence")).toInteger(-1),
        QByteArray::fromHex(object.value(QStringLiteral("hash")).toString().toLatin1()),
        QDateTime::fromString(object.value(QStringLiteral("at")).toString(), Qt::ISODateWithMs) };
    if (head.sequence < 0 || head.hash.size() != 32 || !head.at.isValid())
        return fail(ErrorCode::InvalidInput, QStringLiteral("audit head"));
    return head;
}

Result<AuditReport> verifyAudit(const QString& databasePath, const QList<AuditHead>& knownHeads)
{
    auto database = Database::open(databasePath, Database::Mode::ReadOnly, 1);
    if (!database)
        return fail(database.error());
    ChainWalker walker(knownHeads);
    auto read = (*database)->read([&](Connection& connection) -> Result<domain::Done> {
        auto done = sql::each(connection,
            "SELECT sequence, at, actor, action, subject, digest, detail, hash FROM audit ORDER BY sequence",
            [&](sql::Row& row) { walker.take(row); });
        walker.finish();
        if (done)
            done = sql::each(
                connection, "SELECT id, body FROM voucher", [&](sql::Row& row) { walker.takeVoucher(row); });
        walker.finishVouchers();
        if (done)
            done = eachCoveredRow(connection, [&](const CoveredRow& row) { walker.takeRow(row); });
        walker.finishRows();
        if (done)
            done = sql::each(connection, "SELECT sha256, der FROM crl", [&](sql::Row& row) {
                if (sha256(row.blob(1)) != row.blob(0))
                    walker.fault(
                        QStringLiteral("CRL %1 was changed").arg(QString::fromLatin1(row.blob(0).toHex())));
            });
        if (done)
            done = sql::each(
                connection, "SELECT voucher, step, cms, cms_sha256 FROM signature", [&](sql::Row& row) {
                    if (sha256(row.blob(2)) != row.blob(3))
                        walker.fault(QStringLiteral("signature %1 of voucher %2 was changed")
                                         .arg(row.integer(1))
                                         .arg(row.text(0)));
                });
        if (done)
            done = sql::each(connection,
                "SELECT a.subject, a.detail FROM audit a WHERE a.action = 'voucher.certified' AND NOT EXISTS "
                "(SELECT 1 FROM signature s "
                "WHERE s.voucher = a.subject AND lower(hex(s.cms_sha256)) = substr(a.detail, -64))",
                [&](sql::Row& row) {
                    walker.fault(
                        QStringLiteral("voucher %1 lacks the audited %2").arg(row.text(0), row.text(1)));
                });
        return done;
    });
    if (!read)
        return fail(read.error());
    return walker.report();
}

Result<AuditHead> auditHead(const QString& databasePath)
{
    auto database = Database::open(databasePath, Database::Mode::ReadOnly, 1);
    if (!database)
        return fail(database.error());
    AuditHead head;
    auto read = (*database)->read([&](Connection& connection) {
        return sql::each(connection, "SELECT sequence, hash, at FROM audit ORDER BY sequence DESC LIMIT 1",
            [&](sql::Row& row) {
                head = { row.integer(0), row.blob(1), QDateTime::fromString(row.text(2), Qt::ISODateWithMs) };
            });
    });
    if (!read)
        return fail(read.error());
    return head;
}

} // namespace peraku::treasury
