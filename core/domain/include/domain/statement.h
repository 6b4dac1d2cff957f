#pragma once

#include <domain/process.h>
#include <domain/result.h>
#include <domain/voucher.h>

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QList>

namespace peraku::domain {

class JsonText;

/** What an officer signs: the whole voucher and the circumstances of the certification. */
struct SigningStatement {
    static constexpr auto type = "peraku.statement.v1";

    int processNo = 0;
    int step = 0; ///< 1-based.
    StepKind stepKind = StepKind::FirstCertification;
    VoucherId voucherId;
    QString voucherNumber;
    int contentRevision = 0;
    VoucherContent content;
    OfficerRef preparer;
    QList<Sha256Hex> earlierSignatures; ///< SHA-256 of each earlier step's .p7s, in step order.
    Ic signerIc;
    Sha256Hex signerCertificate; ///< SHA-256 of the DER certificate.
    QString statementsVersion; ///< Which wording of the four statements was shown.
    QDateTime time; ///< UTC, whole seconds; the desk's clock corrected by the treasury's offset.

    bool operator==(const SigningStatement&) const = default;
};

/** Version of the four statements on the signing screen; changes with their wording. */
inline constexpr auto currentStatementsVersion = "1";

/** The canonical bytes (JCS) of a statement: the content that is signed. */
Result<QByteArray> canonicalBytes(const SigningStatement& statement);
/** The only decoder of signed bytes: strict, and refuses bytes that are not canonical. */
Result<SigningStatement> parseStatement(const QByteArray& bytes);

/** "Data Header" of the signing screen: document number, content revision and the signer's IC. */
QString dataHeader(const SigningStatement& statement);

// JSON codec of voucher values, used by the statement and by the wire.
/** Canonical, so that statements and answers are written by the same lines. */
void writeJson(JsonText& out, const VoucherContent& content);
void writeJson(JsonText& out, const OfficerRef& ref);
/** The same as a tree, for those who add members of their own. */
QJsonObject toJson(const VoucherContent& content);
Result<VoucherContent> contentFromJson(const QJsonObject& object);
QJsonObject toJson(const OfficerRef& ref);
Result<OfficerRef> officerRefFromJson(const QJsonObject& object);

} // namespace peraku::domain
