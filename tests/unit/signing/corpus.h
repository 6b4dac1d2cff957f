#pragma once

#include "samples.h"

#include <functional>
#include <vector>

namespace peraku::tests {

/** Everything that a bad certificate, list or chain of the corpus is judged with. */
struct Scene {
    support::TestPki pki;
    support::Issued officer; ///< Who signs.
    signing::TrustMaterial trust;
    signing::VerifyOptions options;
    QList<QByteArray> chain; ///< Embedded beside the signer's certificate.

    Scene();
};

/** One defect, the line that must fail and why. */
struct BadCase {
    const char* name;
    domain::CheckId line;
    domain::ErrorCode code;
    const char* detail;
    std::function<void(Scene&)> spoil;
};

const std::vector<BadCase>& badCases();

} // namespace peraku::tests
