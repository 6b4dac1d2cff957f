#pragma once

#include "verdictcache.h"

#include <signing/verify.h>

namespace peraku::signing {

/** The report of a signature over `content`. For a signature in a PDF `pdfTime` is its /M, which stands for
 * the signingTime attribute that such a signature lacks. */
domain::VerificationReport checkSignedContent(const QByteArray& cms, const QByteArray& content,
    const ChainSource& chains, const VerifyOptions& options,
    const std::optional<QDateTime>& pdfTime = std::nullopt);

} // namespace peraku::signing
