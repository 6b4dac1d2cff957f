#pragma once

#include <signing/openssl.h>
#include <signing/truststore.h>

#include <vector>

namespace peraku::signing {

/** A revocation list with the authorities of the store under whose key it verifies. */
struct KnownCrl {
    X509CrlPtr crl;
    std::vector<const X509*> signers;
};

struct TrustStore::Private {
    TrustMaterial material;
    X509StorePtr store;
    std::vector<X509Ptr> roots;
    std::vector<X509Ptr> intermediates;
    std::vector<KnownCrl> crls;
};

} // namespace peraku::signing
