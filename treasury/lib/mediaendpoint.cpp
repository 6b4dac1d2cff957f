#include "mediapolicy.h"
#include "phones.h"
#include "replies.h"
#include "routes.h"

#include <wire/media.h>

#include <algorithm>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::SigningMedium;

namespace {

Result<domain::MediaGrants> grantsFor(Call& call, int processNo)
{
    const auto& officer = call.officer();
    const auto policy = mediaPolicyInForce(*call.connection, call.context.config);
    if (!policy)
        return domain::fail(policy.error());
    const auto profile = Phones(*call.connection).profileOf(officer);
    if (!profile)
        return domain::fail(profile.error());
    const auto registered = Officers(*call.connection).certificatesOf(officer.ic);
    if (!registered)
        return domain::fail(registered.error());
    const auto roaming = roamingCertificates(call.context.credentials, officer.ic, false);
    const auto usable = roamingCertificates(call.context.credentials, officer.ic, true);
    if (!roaming || !usable)
        return domain::fail(roaming ? usable.error() : roaming.error());
    const bool token = std::any_of(
        registered->cbegin(), registered->cend(), [&](const auto& name) { return !roaming->contains(name); });

    domain::MediaGrants media;
    media.officer = officer.ic;
    media.processNo = processNo;
    for (const auto medium : { SigningMedium::Token, SigningMedium::Softcert, SigningMedium::Roaming,
             SigningMedium::RoamingOtp }) {
        const bool held = medium == SigningMedium::Token
            ? token
            : medium == SigningMedium::RoamingOtp && !usable->isEmpty();
        auto refusal = mediumRefusal(*policy, officer, processNo, medium);
        media.grants.append({ medium, held, !refusal, refusal });
    }
    const auto* tokenGrant = media.find(SigningMedium::Token);
    media.preferred = tokenGrant->allowed && (token || usable->isEmpty()) ? SigningMedium::Token
                                                                          : SigningMedium::RoamingOtp;
    media.channel = profile->phones.isEmpty() ? domain::OtpChannel::Email : profile->channel;
    media.maskedEmail = profile->maskedEmail;
    media.roamingOnlyProcesses = policy->roamingOnlyProcesses;
    return media;
}

} // namespace

Response media(Call& call)
{
    const auto asked = call.request.queryValue("process");
    bool number = true;
    const int processNo = asked.isEmpty() ? 0 : asked.toInt(&number);
    if (!number || processNo < 0 || processNo > domain::limits::processNo)
        return problemReply({ ErrorCode::InvalidInput, QStringLiteral("process"), {}, false, 0 });
    const auto grants = grantsFor(call, processNo);
    return grants ? jsonReply(200, wire::encode(*grants)) : problemReply(grants.error());
}

} // namespace peraku::treasury
