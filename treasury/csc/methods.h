#pragma once

#include "core.h"
#include "parameters.h"

#include <wire/cscrequest.h>

namespace peraku::csc {

/** One call on its way through a method. */
struct Call {
    domain::Ic officer;
    QDateTime now; ///< UTC; the same throughout the call.
    Parameters& parameters;
    wire::CscRequest& request; ///< SAD and authentication data.
};
using Method = Outcome<treasury::RoamingReply> (*)(Core& core, Call& call);

// service.cpp
Outcome<treasury::RoamingReply> info(Core& core, Call& call);
// credentials.cpp
Outcome<treasury::RoamingReply> listCredentials(Core& core, Call& call);
Outcome<treasury::RoamingReply> showCredential(Core& core, Call& call);
// intents.cpp
Outcome<treasury::RoamingReply> declareIntent(Core& core, Call& call);
// challenge.cpp
Outcome<treasury::RoamingReply> getChallenge(Core& core, Call& call);
// authorise.cpp
Outcome<treasury::RoamingReply> authorise(Core& core, Call& call);
Outcome<treasury::RoamingReply> checkAuthorisation(Core& core, Call& call);
Outcome<treasury::RoamingReply> extendTransaction(Core& core, Call& call);
// sign.cpp
Outcome<treasury::RoamingReply> signHash(Core& core, Call& call);
Outcome<treasury::RoamingReply> pollSignature(Core& core, Call& call);
// timestamp.cpp
Outcome<treasury::RoamingReply> timestamp(Core& core, Call& call);

/** What a SAD stands for. */
struct Authorisation {
    QString credential;
    QString nonce;
    QByteArray hashes; ///< hashSet()
    QDateTime begunAt;
};
/** Burns the call's SAD, which must be for exactly these hashes (if given), in the caller's transaction. */
Outcome<Authorisation> burnSad(Core& core, Session& session, const Call& call, const QString& credential,
    const std::optional<QByteArray>& hashes);

/** Of work in the background. */
enum OperationState { Running = 0, Granted = 1, Finished = 2, Failed = 3 };

inline constexpr auto sha256Oid = "2.16.840.1.101.3.4.2.1";

} // namespace peraku::csc
