#pragma once

#include <domain/chargeline.h>
#include <domain/ic.h>
#include <domain/ids.h>
#include <domain/money.h>

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>
#include <variant>

namespace peraku::domain {

enum class VoucherKind { Payment, Journal };
enum class PaymentType {
    WithOrder, ///< Dengan pesanan: an order number is required.
    WithoutOrder
};
enum class PaymentMode { Eft, Cheque };
/** Reasons for which a journal is raised. */
enum class JournalType { Correction, Transfer, Accrual, Reversal };

struct Invoice {
    QString number;
    QDate date;
    Money amount;
    bool operator==(const Invoice&) const = default;
};

struct Payee {
    QString name;
    QString registrationId; ///< Company number or IC digits.
    QString bankCode;
    QString bankAccount;
    bool operator==(const Payee&) const = default;
};

struct PaymentDetails {
    PaymentType type = PaymentType::WithoutOrder;
    Payee payee;
    PaymentMode mode = PaymentMode::Eft;
    QList<Invoice> invoices;
    QString orderNumber;
    QString contractNumber;
    QDate documentsReceived; ///< Starts the 14 days of Treasury Instruction 103(a).
    bool operator==(const PaymentDetails&) const = default;
};

struct JournalDetails {
    JournalType type = JournalType::Correction;
    QString period; ///< "yyyy-MM"
    QString reason;
    QString referenceVoucher; ///< Number of the voucher that it corrects; may be empty.
    bool operator==(const JournalDetails&) const = default;
};

struct Attachment {
    QString fileName; ///< Without a path.
    QString mediaType; ///< "application/pdf", "image/jpeg", "image/png"
    qint64 size = 0; ///< Bytes.
    Sha256Hex sha256;
    bool operator==(const Attachment&) const = default;
};

/** What the preparer fills in; the whole of it is signed. */
struct VoucherContent {
    int processNo = 0; ///< Row of the process catalogue, 1..50.
    OfficeCode office;
    QDate date;
    QString narration;
    QList<ChargeLine> lines;
    std::variant<PaymentDetails, JournalDetails> details;
    QList<Attachment> attachments;

    VoucherKind kind() const;
    const PaymentDetails* payment() const { return std::get_if<PaymentDetails>(&details); }
    const JournalDetails* journal() const { return std::get_if<JournalDetails>(&details); }
    PaymentDetails* payment() { return std::get_if<PaymentDetails>(&details); }
    JournalDetails* journal() { return std::get_if<JournalDetails>(&details); }
    /** Sum of the debit lines; nullopt if it overflows. */
    std::optional<Money> total() const;
    std::optional<Money> totalOf(Side side) const;
    bool operator==(const VoucherContent&) const = default;
};

enum class VoucherState {
    Draft,
    Submitted, ///< Waits for the first step.
    Certified, ///< certifiedSteps steps are done, more to come.
    Queried, ///< Returned to the preparer.
    Cancelled,
    Posted,
    Paid
};

/** Who did something; the name is as the treasury knew it then. */
struct OfficerRef {
    Ic ic;
    QString name;
    QString post; ///< Jawatan.
    OfficeCode office;
    bool operator==(const OfficerRef&) const = default;
};

enum class HistoryAction { Created, Edited, Submitted, Certified, Queried, Cancelled, Posted, Paid };

/** One line of a voucher's history. */
struct HistoryEntry {
    HistoryAction action = HistoryAction::Created;
    int step = 0; ///< 1-based step of the process for Certified, else 0.
    int revision = 0;
    OfficerRef actor;
    QDateTime at; ///< UTC.
    QString reasonCode; ///< For Queried and Cancelled.
    QString reasonText;
    /** For Certified: SHA-256 of the .p7s; the signature itself comes from the treasury's signature endpoint.
     */
    Sha256Hex signatureHash;
    bool voided = false; ///< A later query voided this certification.
    bool operator==(const HistoryEntry&) const = default;
};

struct PaymentRecord {
    QString reference; ///< EFT or cheque number.
    QDate date;
    bool operator==(const PaymentRecord&) const = default;
};

/** A voucher as treasury and desk exchange it. */
struct Voucher {
    VoucherId id;
    int revision = 0; ///< Counts every accepted change; the ETag.
    int contentRevision = 0; ///< Counts submissions; what is signed.
    QString number; ///< Given on submission, empty before.
    VoucherState state = VoucherState::Draft;
    int certifiedSteps = 0;
    VoucherContent content;
    OfficerRef preparer;
    QDateTime createdAt; ///< UTC.
    QDateTime updatedAt; ///< UTC.
    QDateTime submittedAt; ///< UTC; invalid before submission. Inbox age counts from here.
    QList<HistoryEntry> history;
    std::optional<PaymentRecord> paid;
    bool operator==(const Voucher&) const = default;
};

// Stable wire names ("with-order", "certified" ...); fromWire gives nullopt for an unknown word.
QString toWire(VoucherKind value);
QString toWire(PaymentType value);
QString toWire(PaymentMode value);
QString toWire(JournalType value);
QString toWire(VoucherState value);
QString toWire(HistoryAction value);
QString toWire(Side value);
template <> std::optional<VoucherKind> fromWire(QStringView word);
template <> std::optional<PaymentType> fromWire(QStringView word);
template <> std::optional<PaymentMode> fromWire(QStringView word);
template <> std::optional<JournalType> fromWire(QStringView word);
template <> std::optional<VoucherState> fromWire(QStringView word);
template <> std::optional<HistoryAction> fromWire(QStringView word);
template <> std::optional<Side> fromWire(QStringView word);

} // namespace peraku::domain
