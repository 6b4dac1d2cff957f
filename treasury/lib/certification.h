#pragma once

#include <domain/officer.h>
#include <domain/process.h>
#include <domain/result.h>
#include <domain/statement.h>
#include <domain/voucher.h>

namespace peraku::treasury {

/** How far a statement's time may lie from the treasury's. */
struct StatementWindow {
    int aheadSeconds = 0;
    int maxAgeSeconds = 0;
};

/**
 * Whether the signed bytes say exactly what this officer's certification of this voucher must say now:
 * voucher, content, revision, step, process, preparer, earlier signatures, signer, wording and time.
 * StatementMismatch names the member in detail; ClockSkew; StatementMalformed.
 */
domain::Result<domain::SigningStatement> checkStatement(const QByteArray& bytes,
    const domain::Voucher& voucher, int step, domain::StepKind stepKind, const domain::Officer& signer,
    const QDateTime& now, StatementWindow window);

} // namespace peraku::treasury
