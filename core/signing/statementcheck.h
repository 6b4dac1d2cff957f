#pragma once

#include <signing/verify.h>

namespace peraku::signing {

struct StatementFinding {
    std::optional<domain::Error>
        identity; ///< IC of the certificate, of the statement and of the officer expected.
    std::optional<domain::Error> statement;
    QString detail;
};

/** Whether the signed bytes are a statement by this very signer about what was expected. */
StatementFinding checkStatement(
    const QByteArray& content, const domain::CertificateFacts& signer, const VerifyOptions& options);

} // namespace peraku::signing
