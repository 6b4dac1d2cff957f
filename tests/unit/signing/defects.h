#pragma once

#include "corpus.h"

/** How a sound scene is spoilt. */
namespace peraku::tests {

/** The officer's certificate anew. */
void reissue(Scene& s, const std::function<void(support::CertificateSpec&)>& change,
    support::TestKey key = support::TestKey::P256);
/** The issuing authority anew, with a list of its own and the officer below it. */
void reissueAuthority(Scene& s, const std::function<void(support::CertificateSpec&)>& change,
    support::TestKey key = support::TestKey::Rsa2048);
/** The issuing authority's list anew, signed by `key` where it is not its own. */
void relist(
    Scene& s, const std::function<void(support::CrlSpec&)>& change, const support::KeyPtr& key = nullptr);
void revokeOfficer(Scene& s, const QDateTime& at, int reason = -1, const QDateTime& invalidSince = {});
/** An authority below the issuing one. */
support::Issued subordinate(Scene& s, const char* constraints);
/** The officer anew, below that authority. */
void signBelow(Scene& s, const support::Issued& authority);

} // namespace peraku::tests
