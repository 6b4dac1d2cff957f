#pragma once

#include <domain/ports.h>
#include <support/pki.h>

#include <memory>

namespace peraku::bench {

/** Where the key of a batch is, and what its signatures cost by themselves. */
class BatchKeys {
public:
    virtual ~BatchKeys() = default;
    virtual const support::TestPki& pki() const = 0;
    virtual const char* userCode() const = 0; ///< PIN
    virtual const char* oneTimeCode() const { return ""; }
    virtual domain::Signer& signer() = 0;
    /** CPU of so many bare signatures of such a key, in milliseconds. */
    virtual double rawMs(int count) = 0;
    /** CPU so far that is the batch's without being this process's (positive), or this process's without
     * being the batch's (negative). */
    virtual double besidesMs() const = 0;
    /** Whether the raw signatures are in what is counted. */
    virtual bool signsHere() const = 0;
};

/** RSA-2048 in SoftHSM2 behind peraku-token. */
std::unique_ptr<BatchKeys> tokenKeys();
/** RSA-2048 at a provider over HTTP, which signs in a thread of its own. */
std::unique_ptr<BatchKeys> roamingKeys(domain::Clock& clock, domain::Rng& rng, domain::Scheduler& scheduler);

} // namespace peraku::bench
