#pragma once

#include <domain/officer.h>
#include <domain/reference.h>
#include <domain/result.h>
#include <domain/validation.h>
#include <domain/workflow.h>
#include <treasury/ports.h>

#include <QDateTime>
#include <QList>

#include <functional>
#include <optional>

namespace peraku::treasury {

class Ledger;

/** A certification as it came in. */
struct Certification {
    QByteArray statement;
    QByteArray cms;
    domain::SigningMedium medium = domain::SigningMedium::Token;
    /** Why this medium is not accepted for that certificate; not asked where it is empty. */
    std::function<std::optional<domain::Error>(const domain::Sha256Hex& certificate)> mediumRefusal = {};
    /** Of a roaming signature, the transaction whose code released this digest to the key; empty for media
     * that have none. */
    std::function<domain::Result<QString>(const QByteArray& attributesDigest)> nonceOf = {};
};

/** A refused operation, with the findings where the content is what is wrong. */
struct Refusal {
    domain::Error error;
    QList<domain::Finding> findings;
};
template <typename T> using Outcome = tl::expected<T, Refusal>;

/**
 * The treasury's rules over its vouchers: each operation checks everything, writes voucher, feed position,
 * signature, audit row and mail, and gives the voucher as it then stands. It runs inside the caller's
 * transaction and is not thread-safe; the HTTP endpoints and the import of demo data use the same one.
 */
class VoucherBook {
public:
    VoucherBook(Ledger& ledger, const domain::ProcessCatalogue& catalogue, domain::ReferenceData reference,
        int clockAheadSeconds, int signatureMaxAgeMinutes);

    Outcome<domain::Voucher> create(const domain::VoucherId& id, const domain::VoucherContent& content,
        const domain::Officer& preparer, const QDateTime& at);
    Outcome<domain::Voucher> edit(const domain::Voucher& voucher, const domain::VoucherContent& content,
        const domain::Officer& actor, const QDateTime& at);
    /** Only a draft that was never submitted; leaves a tombstone in the feed. */
    Outcome<domain::Done> discard(
        const domain::Voucher& voucher, const domain::Officer& actor, const QDateTime& at);
    /** Validates the whole content, checks that attachments were uploaded, gives the number; posts at once
     * where nobody signs. */
    Outcome<domain::Voucher> submit(
        const domain::Voucher& voucher, const domain::Officer& actor, const QDateTime& at);
    /**
     * Compares the signed bytes with the voucher, then has the signature verified by `verifier` (null only
     * for data made by this very process), stores it with `crl` or the verifier's CRL, moves the voucher on
     * and posts it at the last step.
     */
    Outcome<domain::Voucher> certify(const domain::Voucher& voucher, const Certification& certification,
        const domain::Officer& actor, const QDateTime& at, SignatureVerifier* verifier,
        const QByteArray& crl = {});
    Outcome<domain::Voucher> query(const domain::Voucher& voucher, const domain::Reason& reason,
        const domain::Officer& actor, const QDateTime& at);
    Outcome<domain::Voucher> cancel(const domain::Voucher& voucher, const domain::Reason& reason,
        const domain::Officer& actor, const QDateTime& at);
    /** Pays a posted payment voucher with the next EFT or cheque number. */
    Outcome<domain::Voucher> pay(const domain::Voucher& voucher, const QDateTime& at);

    const domain::ReferenceData& reference() const { return m_reference; }

private:
    Outcome<domain::Transition> checkDraft(
        const domain::Voucher& voucher, const domain::Officer& actor) const;
    Outcome<domain::Done> checkAttachments(const domain::VoucherContent& content);
    /** Writes the voucher as it now stands with its audit row. */
    Outcome<domain::Voucher> settle(domain::Voucher voucher, const char* auditAction, const QString& actor,
        const QDateTime& at, const QString& detail = {});
    Outcome<domain::Voucher> postIfComplete(domain::Voucher voucher, const QDateTime& at);
    Outcome<domain::Voucher> withReason(const domain::Voucher& voucher, domain::Action action,
        const domain::Reason& reason, const domain::Officer& actor, const QDateTime& at);
    domain::Result<domain::Done> tellPreparer(
        const domain::Voucher& voucher, bool query, const domain::Reason& reason, const QDateTime& at);

    Ledger& m_ledger;
    const domain::ProcessCatalogue& m_catalogue;
    domain::Workflow m_workflow;
    domain::ReferenceData m_reference;
    int m_clockAheadSeconds;
    int m_signatureMaxAgeMinutes;
};

} // namespace peraku::treasury
