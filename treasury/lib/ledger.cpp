#include "ledger.h"

#include "auditedrows.h"
#include "digest.h"
#include "officers.h"
#include "sql.h"

#include <domain/statement.h>
#include <wire/messages.h>

#include <QJsonArray>
#include <QJsonDocument>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;
using domain::Ic;
using domain::OfficeCode;
using domain::Sha256Hex;
using domain::SignatureRecord;
using domain::Voucher;
using domain::VoucherId;

namespace {
domain::SigningMedium mediumOf(const QString& word)
{
    using domain::SigningMedium;
    for (const auto medium : { SigningMedium::Softcert, SigningMedium::Roaming, SigningMedium::RoamingOtp }) {
        if (toWire(medium) == word)
            return medium;
    }
    return SigningMedium::Token;
}
} // namespace

Result<std::optional<StoredVoucher>> Ledger::find(const VoucherId& id)
{
    std::optional<StoredVoucher> found;
    auto read = sql::each(
        *m_connection, "SELECT sequence, revision, deleted, body FROM voucher WHERE id = ?",
        [&](sql::Row& row) {
            found
                = StoredVoucher { id, row.integer(0), int(row.integer(1)), row.integer(2) != 0, row.blob(3) };
        },
        id.value());
    if (!read)
        return fail(read.error());
    return found;
}

Result<std::optional<Voucher>> Ledger::voucher(const VoucherId& id)
{
    auto stored = find(id);
    if (!stored)
        return fail(stored.error());
    if (!*stored || (*stored)->deleted)
        return std::optional<Voucher>();
    auto voucher = wire::decodeVoucher((*stored)->body);
    if (!voucher)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("voucher body: ") + voucher.error().detail);
    return std::optional<Voucher>(*voucher);
}

Result<qint64> Ledger::nextSequence()
{
    return sql::value(*m_connection,
        "INSERT INTO counter (name, last) VALUES ('feed', 1) ON CONFLICT (name) DO UPDATE SET last = last + "
        "1 RETURNING last");
}

Result<int> Ledger::nextInSeries(const QString& name)
{
    auto next = sql::value(*m_connection,
        "INSERT INTO counter (name, last) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET last = last + 1 "
        "RETURNING last",
        QString(QStringLiteral("series/") + name));
    if (!next)
        return fail(next.error());
    return int(*next);
}

Result<Done> Ledger::insert(const Voucher& voucher, const QByteArray& body)
{
    auto sequence = nextSequence();
    if (!sequence)
        return fail(sequence.error());
    auto written = sql::run(*m_connection,
        "INSERT INTO voucher (id, sequence, revision, state, kind, office, preparer, body) VALUES (?, ?, ?, "
        "?, ?, ?, ?, ?)",
        voucher.id.value(), *sequence, voucher.revision, toWire(voucher.state),
        toWire(voucher.content.kind()), voucher.content.office.value(), voucher.preparer.ic.digits(), body);
    if (!written)
        return written;
    return useAttachments(voucher);
}

Result<Done> Ledger::update(const Voucher& voucher, const QByteArray& body)
{
    auto sequence = nextSequence();
    if (!sequence)
        return fail(sequence.error());
    std::optional<QString> number;
    if (!voucher.number.isEmpty())
        number = voucher.number;
    std::optional<qint64> posted;
    if (voucher.state == domain::VoucherState::Posted)
        posted = voucher.updatedAt.toMSecsSinceEpoch();
    // The row's own office before this statement runs is the one that the officers of the feed knew.
    auto written = sql::run(*m_connection,
        "UPDATE voucher SET sequence = ?1, revision = ?2, state = ?3, kind = ?4, number = ?5, body = ?6, "
        "former_offices = CASE WHEN office = ?7 THEN former_offices ELSE former_offices || office || ' ' "
        "END, office = ?7, "
        "posted_at = coalesce(?8, posted_at) WHERE id = ?9",
        *sequence, voucher.revision, toWire(voucher.state), toWire(voucher.content.kind()), number, body,
        voucher.content.office.value(), posted, voucher.id.value());
    if (!written)
        return written;
    return useAttachments(voucher);
}

Result<Done> Ledger::bury(const Voucher& voucher)
{
    auto sequence = nextSequence();
    if (!sequence)
        return fail(sequence.error());
    auto written = sql::run(*m_connection,
        "UPDATE voucher SET sequence = ?, revision = ?, deleted = 1, body = x'' WHERE id = ?", *sequence,
        voucher.revision + 1, voucher.id.value());
    if (!written)
        return written;
    return sql::run(*m_connection, "DELETE FROM attachment_use WHERE voucher = ?", voucher.id.value());
}

Result<QList<Voucher>> Ledger::payable(const QDateTime& postedBefore, int atMost)
{
    QList<QByteArray> bodies;
    auto read = sql::each(
        *m_connection,
        "SELECT body FROM voucher WHERE state = 'posted' AND kind = 'payment' AND posted_at <= ? ORDER BY "
        "posted_at, sequence LIMIT ?",
        [&](sql::Row& row) { bodies.append(row.blob(0)); }, postedBefore.toMSecsSinceEpoch(), atMost);
    if (!read)
        return fail(read.error());
    QList<Voucher> vouchers;
    for (const auto& body : bodies) {
        auto voucher = wire::decodeVoucher(body);
        if (!voucher)
            return fail(ErrorCode::StorageCorrupt, QStringLiteral("voucher body: ") + voucher.error().detail);
        vouchers.append(*voucher);
    }
    return vouchers;
}

// ---- signatures ----

Result<Done> Ledger::addSignature(const SignatureRecord& record)
{
    const auto crlHash = sha256(record.crl);
    auto kept = sql::run(
        *m_connection, "INSERT OR IGNORE INTO crl (sha256, der) VALUES (?, ?)", crlHash, record.crl);
    if (!kept)
        return kept;
    const auto signer = QJsonDocument(domain::toJson(record.signer)).toJson(QJsonDocument::Compact);
    kept = sql::run(*m_connection,
        "INSERT INTO signature (voucher, content_revision, step, signer, medium, statement, cms, cms_sha256, "
        "crl, received_at, nonce_id, ocsp, timestamp_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        record.voucher.value(), record.contentRevision, record.step, signer, toWire(record.medium),
        record.statement, record.cms, sha256(record.cms), crlHash, record.receivedAt.toMSecsSinceEpoch(),
        record.nonceId, record.ocsp,
        record.timestampAt.isValid() ? std::optional(record.timestampAt.toMSecsSinceEpoch()) : std::nullopt);
    if (!kept)
        return kept;
    return auditSignature(*m_connection, { record.voucher.value(), record.contentRevision, record.step },
        { record.receivedAt, record.signer.ic.digits(), QStringLiteral("signature.kept"), {}, {},
            record.nonceId });
}

Result<Done> Ledger::voidSignatures(const VoucherId& id, const Ic& actor, const QDateTime& at)
{
    QList<SignatureKey> voided;
    auto done = sql::each(
        *m_connection,
        "UPDATE signature SET voided = 1 WHERE voucher = ? AND voided = 0 RETURNING content_revision, step",
        [&](sql::Row& row) {
            voided.append({ id.value(), row.integer(0), row.integer(1) });
        },
        id.value());
    for (const auto& key : voided) {
        if (done)
            done = auditSignature(
                *m_connection, key, { at, actor.digits(), QStringLiteral("signature.voided"), {}, {}, {} });
    }
    return done;
}

Result<QList<SignatureRecord>> Ledger::signatures(const VoucherId& id)
{
    QList<SignatureRecord> records;
    std::optional<domain::Error> broken;
    auto read = sql::each(
        *m_connection,
        "SELECT s.content_revision, s.step, s.signer, s.medium, s.statement, s.cms, c.der, s.received_at, "
        "s.voided, s.nonce_id, s.ocsp, s.stamped, s.timestamp_at "
        "FROM signature s JOIN crl c ON c.sha256 = s.crl WHERE s.voucher = ? ORDER BY s.content_revision, "
        "s.step",
        [&](sql::Row& row) {
            const auto signer = domain::officerRefFromJson(QJsonDocument::fromJson(row.blob(2)).object());
            if (!signer) {
                broken = signer.error();
                return;
            }
            SignatureRecord record;
            record.voucher = id;
            record.contentRevision = int(row.integer(0));
            record.step = int(row.integer(1));
            record.signer = *signer;
            record.medium = mediumOf(row.text(3));
            record.statement = row.blob(4);
            record.cms = row.blob(5);
            record.crl = row.blob(6);
            record.receivedAt = QDateTime::fromMSecsSinceEpoch(row.integer(7), Qt::UTC);
            record.voided = row.integer(8) != 0;
            record.nonceId = row.text(9);
            record.ocsp = row.blob(10);
            record.stamped = row.blob(11);
            if (!row.isNull(12))
                record.timestampAt = QDateTime::fromMSecsSinceEpoch(row.integer(12), Qt::UTC);
            records.append(record);
        },
        id.value());
    if (!read)
        return fail(read.error());
    if (broken)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("signature record: ") + broken->detail);
    return records;
}

Result<std::optional<ErrorCode>> Ledger::certificateObstacle(const Sha256Hex& certificate, const Ic& ic)
{
    std::optional<ErrorCode> obstacle = ErrorCode::CertificateWrongOfficer;
    auto read = sql::each(
        *m_connection, "SELECT active FROM certificate WHERE sha256 = ? AND ic = ?",
        [&](sql::Row& row) {
            switch (CertificateStanding(row.integer(0))) {
            case CertificateStanding::Good:
                obstacle.reset();
                break;
            case CertificateStanding::Suspended:
                obstacle = ErrorCode::CredentialSuspended;
                break;
            case CertificateStanding::Withdrawn:
                obstacle = ErrorCode::CertificateRevoked;
                break;
            }
        },
        certificate.value(), ic.digits());
    if (!read)
        return fail(read.error());
    return obstacle;
}

// ---- attachments ----

Result<std::optional<Ledger::StoredAttachment>> Ledger::attachment(const Sha256Hex& name)
{
    std::optional<StoredAttachment> found;
    auto read = sql::each(
        *m_connection, "SELECT media_type, size, uploader FROM attachment WHERE sha256 = ?",
        [&](sql::Row& row) {
            found = StoredAttachment { row.text(0), row.integer(1), row.text(2) };
        },
        name.value());
    if (!read)
        return fail(read.error());
    return found;
}

Result<QByteArray> Ledger::attachmentBytes(const Sha256Hex& name)
{
    QByteArray bytes;
    auto read = sql::each(
        *m_connection, "SELECT bytes FROM attachment WHERE sha256 = ?",
        [&](sql::Row& row) { bytes = row.blob(0); }, name.value());
    if (!read)
        return fail(read.error());
    return bytes;
}

Result<Done> Ledger::addAttachment(const Sha256Hex& name, const QString& mediaType, const QByteArray& bytes,
    const Ic& uploader, const QDateTime& at)
{
    return sql::run(*m_connection,
        "INSERT OR IGNORE INTO attachment (sha256, media_type, size, uploader, uploaded_at, bytes) VALUES "
        "(?, ?, ?, ?, ?, ?)",
        name.value(), mediaType, qint64(bytes.size()), uploader.digits(), at.toMSecsSinceEpoch(), bytes);
}

Result<qint64> Ledger::unusedBytesOf(const Ic& uploader)
{
    return sql::value(*m_connection,
        "SELECT coalesce(sum(size), 0) FROM attachment a WHERE uploader = ? "
        "AND NOT EXISTS (SELECT 1 FROM attachment_use u WHERE u.sha256 = a.sha256)",
        uploader.digits());
}

Result<QList<VoucherId>> Ledger::usersOf(const Sha256Hex& name)
{
    QList<VoucherId> users;
    auto read = sql::each(
        *m_connection, "SELECT voucher FROM attachment_use WHERE sha256 = ?",
        [&](sql::Row& row) { users.append(VoucherId(row.text(0))); }, name.value());
    if (!read)
        return fail(read.error());
    return users;
}

Result<Done> Ledger::useAttachments(const Voucher& voucher)
{
    auto cleared
        = sql::run(*m_connection, "DELETE FROM attachment_use WHERE voucher = ?", voucher.id.value());
    for (const auto& attachment : voucher.content.attachments) {
        if (!cleared)
            break;
        cleared
            = sql::run(*m_connection, "INSERT OR IGNORE INTO attachment_use (sha256, voucher) VALUES (?, ?)",
                attachment.sha256.value(), voucher.id.value());
    }
    return cleared;
}

// ---- mail and audit ----

Result<Done> Ledger::queueMail(const Mail& mail, const QDateTime& at)
{
    return sql::run(*m_connection,
        "INSERT INTO mail (recipient, subject, text, queued_at) VALUES (?, ?, ?, ?)", mail.to, mail.subject,
        mail.text, at.toMSecsSinceEpoch());
}

Result<std::optional<QString>> Ledger::emailOf(const Ic& ic)
{
    std::optional<QString> email;
    auto read = sql::each(
        *m_connection, "SELECT body FROM officer WHERE ic = ?",
        [&](sql::Row& row) {
            if (const auto officer = wire::decodeOfficer(row.blob(0)); officer && !officer->email.isEmpty())
                email = officer->email;
        },
        ic.digits());
    if (!read)
        return fail(read.error());
    return email;
}

Result<Done> Ledger::audit(const AuditEntry& entry)
{
    qint64 last = 0;
    QByteArray previous(32, '\0');
    auto read = sql::each(
        *m_connection, "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1", [&](sql::Row& row) {
            last = row.integer(0);
            previous = row.blob(1);
        });
    if (!read)
        return read;
    const auto at = entry.at.toUTC().toString(Qt::ISODateWithMs);
    const auto digest = QString::fromLatin1(entry.digest.toHex());
    const auto hash = auditHash(previous,
        { QString::number(last + 1), at, entry.actor, entry.action, entry.subject, digest, entry.detail });
    return sql::run(*m_connection,
        "INSERT INTO audit (sequence, at, actor, action, subject, digest, detail, hash) VALUES (?, ?, ?, ?, "
        "?, ?, ?, ?)",
        last + 1, at, entry.actor, entry.action, entry.subject, digest, entry.detail, hash);
}

} // namespace peraku::treasury
