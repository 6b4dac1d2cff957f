#pragma once

#include "connection.h"

#include <domain/officer.h>
#include <domain/reference.h>
#include <domain/result.h>
#include <domain/verification.h>
#include <domain/voucher.h>
#include <treasury/ports.h>

#include <optional>

namespace peraku::treasury {

using domain::Done;
using domain::Result;

/** A voucher as the database holds it: the encoded form that goes out, and the columns that decide who sees
 * it. */
struct StoredVoucher {
    domain::VoucherId id;
    qint64 sequence = 0;
    int revision = 0;
    bool deleted = false;
    QByteArray body;
};

/** What one row of the audit says; the digest is of the bytes that the action left behind. */
struct AuditEntry {
    QDateTime at;
    QString actor; ///< IC digits, or "treasury".
    QString action;
    QString subject; ///< Voucher id, IC, certificate hash ...
    QByteArray digest; ///< SHA-256, or empty.
    QString detail;
};

/** Every statement that reads or writes vouchers and what hangs on them, over one connection and inside the
 * caller's transaction. */
class Ledger {
public:
    explicit Ledger(Connection& connection)
        : m_connection(&connection)
    {
    }

    // vouchers
    Result<std::optional<StoredVoucher>> find(const domain::VoucherId& id);
    Result<std::optional<domain::Voucher>> voucher(const domain::VoucherId& id);
    Result<Done> insert(const domain::Voucher& voucher, const QByteArray& body);
    Result<Done> update(const domain::Voucher& voucher, const QByteArray& body);
    Result<Done> bury(const domain::Voucher& voucher);
    Result<QList<domain::Voucher>> payable(const QDateTime& postedBefore, int atMost);
    /** The next number of a gapless series, from 1. */
    Result<int> nextInSeries(const QString& name);

    // signatures
    Result<Done> addSignature(const domain::SignatureRecord& record);
    Result<Done> voidSignatures(const domain::VoucherId& id, const domain::Ic& actor, const QDateTime& at);
    Result<QList<domain::SignatureRecord>> signatures(const domain::VoucherId& id);
    /** Why the officer may not sign with it: CertificateWrongOfficer where it was never theirs,
     * CertificateRevoked, CredentialSuspended; nullopt where nothing stands against it. */
    Result<std::optional<domain::ErrorCode>> certificateObstacle(
        const domain::Sha256Hex& certificate, const domain::Ic& ic);

    // attachments
    struct StoredAttachment {
        QString mediaType;
        qint64 size = 0;
        QString uploader;
    };
    Result<std::optional<StoredAttachment>> attachment(const domain::Sha256Hex& name);
    Result<QByteArray> attachmentBytes(const domain::Sha256Hex& name);
    Result<Done> addAttachment(const domain::Sha256Hex& name, const QString& mediaType,
        const QByteArray& bytes, const domain::Ic& uploader, const QDateTime& at);
    Result<qint64> unusedBytesOf(const domain::Ic& uploader);
    Result<QList<domain::VoucherId>> usersOf(const domain::Sha256Hex& name);
    Result<Done> useAttachments(const domain::Voucher& voucher);

    // mail and audit
    Result<Done> queueMail(const Mail& mail, const QDateTime& at);
    Result<std::optional<QString>> emailOf(const domain::Ic& ic);
    Result<Done> audit(const AuditEntry& entry);

    Connection& connection() { return *m_connection; }

private:
    Result<qint64> nextSequence();
    Connection* m_connection;
};

} // namespace peraku::treasury
