#include "certification.h"

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;
using domain::Result;
using domain::SigningStatement;

namespace {

QList<domain::Sha256Hex> earlierSignatures(const domain::Voucher& voucher)
{
    QList<domain::Sha256Hex> hashes;
    for (const auto& entry : voucher.history) {
        if (entry.action == domain::HistoryAction::Certified && !entry.voided)
            hashes.append(entry.signatureHash);
    }
    return hashes;
}

} // namespace

Result<SigningStatement> checkStatement(const QByteArray& bytes, const domain::Voucher& voucher, int step,
    domain::StepKind stepKind, const domain::Officer& signer, const QDateTime& now, StatementWindow window)
{
    auto statement = domain::parseStatement(bytes);
    if (!statement)
        return statement;
    struct Comparison {
        bool same;
        const char* member;
    };
    const Comparison comparisons[] = {
        { statement->voucherId == voucher.id, "voucher" },
        { statement->voucherNumber == voucher.number, "number" },
        { statement->contentRevision == voucher.contentRevision, "contentRevision" },
        { statement->processNo == voucher.content.processNo, "process" },
        { statement->step == step, "step" },
        { statement->stepKind == stepKind, "stepKind" },
        { statement->content == voucher.content, "content" },
        { statement->preparer == voucher.preparer, "preparer" },
        { statement->earlierSignatures == earlierSignatures(voucher), "earlierSignatures" },
        { statement->signerIc == signer.ic, "signer" },
        { statement->statementsVersion == QLatin1String(domain::currentStatementsVersion),
            "statementsVersion" },
    };
    for (const auto& comparison : comparisons) {
        if (!comparison.same)
            return fail(ErrorCode::StatementMismatch, QLatin1String(comparison.member));
    }
    if (statement->time > now.addSecs(window.aheadSeconds))
        return fail(ErrorCode::ClockSkew, QStringLiteral("statement is ahead of the treasury's time"));
    if (statement->time < now.addSecs(-qint64(window.maxAgeSeconds)))
        return fail(ErrorCode::ClockSkew, QStringLiteral("statement is older than the policy allows"));
    return statement;
}

} // namespace peraku::treasury
