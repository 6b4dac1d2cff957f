#pragma once

#include "chain.h"

namespace peraku::signing {

/** When a path is judged. */
struct JudgedTime {
    QDateTime at; ///< UTC; the time that counts for validity and revocation.
    QDateTime now; ///< UTC; lists from after this are not believed.
    /** Somebody trustworthy saw the signature at `at`, so that a later revocation does not undo it. */
    bool trusted = false;
    /** A compromised key may have signed at any time: for those who give the trusted times themselves. */
    bool compromiseIsRetroactive = false;
};

struct ChainVerdict {
    std::optional<domain::Error> path; ///< Authorities: form, trust, their validity.
    std::optional<domain::Error> revocation;
    std::optional<domain::Error> validity; ///< The certificate's own.
    QString revocationText; ///< The lists that were asked, for details.
    QByteArray issuerCrl; ///< DER of the list that spoke for the certificate itself.

    std::optional<domain::Error> first() const;
};

ChainVerdict judge(const Chain& chain, const JudgedTime& time, const PathPolicy& policy);

} // namespace peraku::signing
