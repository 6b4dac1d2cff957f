#include "routes.h"

namespace peraku::treasury {

const QList<Route>& routes()
{
    static const QList<Route> table {
        { "GET", "/v1/health", Access::Public, Work::Own, health },
        { "POST", "/v1/session", Access::Public, Work::Own, logIn },
        { "POST", "/v1/session/refresh", Access::Public, Work::Own, refreshSession },
        { "DELETE", "/v1/session", Access::NewOfficer, Work::Own, logOut },
        { "GET", "/v1/me", Access::NewOfficer, Work::Own, me },
        { "POST", "/v1/me/password", Access::NewOfficer, Work::Own, changePassword },
        { "GET", "/v1/me/signing-profile", Access::Officer, Work::Read, signingProfile },
        { "PUT", "/v1/me/signing-profile", Access::Officer, Work::Keyed, setSigningProfile },
        { "POST", "/v1/me/phones", Access::Officer, Work::Own, requestPhone },
        { "POST", "/v1/me/phones/*/removal", Access::Officer, Work::Own, removePhone },
        { "POST", "/v1/phone/enrolment", Access::Public, Work::Own, enrolPhone },
        { "GET", "/v1/phone/messages", Access::Public, Work::Own, phoneMessages },
        { "GET", "/v1/media", Access::Officer, Work::Read, media },
        { "GET", "/v1/reference", Access::Officer, Work::Own, reference },
        { "GET", "/v1/changes", Access::Officer, Work::Read, changes },
        { "GET", "/v1/vouchers/*", Access::Officer, Work::Read, readVoucher },
        { "PUT", "/v1/vouchers/*", Access::Officer, Work::Keyed, saveDraft },
        { "DELETE", "/v1/vouchers/*", Access::Officer, Work::Keyed, discardDraft },
        { "POST", "/v1/vouchers/*/submission", Access::Officer, Work::Keyed, submitVoucher },
        { "POST", "/v1/vouchers/*/decisions", Access::Officer, Work::Keyed, decide },
        { "GET", "/v1/vouchers/*/history", Access::Officer, Work::Read, readHistory },
        { "GET", "/v1/vouchers/*/signatures", Access::Officer, Work::Read, readSignatures },
        { "GET", "/v1/vouchers/*/print.pdf", Access::Officer, Work::Own, printVoucher },
        { "GET", "/v1/me/certificates", Access::Officer, Work::Read, readHeldCertificates },
        { "POST", "/v1/me/roaming/*/pin", Access::Officer, Work::Own, changeRoamingPin },
        { "GET", "/v1/requests", Access::Officer, Work::Read, readRequests },
        { "POST", "/v1/requests", Access::Officer, Work::Own, sendRequest },
        { "GET", "/v1/requests/*", Access::Officer, Work::Read, readRequest },
        { "POST", "/v1/requests/*/decision", Access::Officer, Work::Keyed, decideRequest },
        { "POST", "/v1/requests/*/confirmation", Access::Officer, Work::Keyed, sendConfirmationAgain },
        { "GET", "/v1/confirmations/*", Access::Public, Work::Own, readConfirmation },
        { "POST", "/v1/confirmations/*", Access::Public, Work::Own, confirmEmail },
        { "GET", "/v1/vouchers/*/evidence.asice", Access::Officer, Work::Read, readEvidence },
        { "PUT", "/v1/attachments/*", Access::Officer, Work::Own, storeAttachment },
        { "GET", "/v1/attachments/*", Access::Officer, Work::Read, readAttachment },
        { "POST", "/v1/signing-intents", Access::Officer, Work::Own, signingIntents },
        { "GET", "/csc/v2/info", Access::Public, Work::Own, roamingInfo },
        { "POST", "/csc/v2/info", Access::Public, Work::Own, roamingInfo },
        { "POST", "/csc/v2/credentials/*", Access::Officer, Work::Own, roaming },
        { "POST", "/csc/v2/signatures/*", Access::Officer, Work::Own, roaming },
        { "GET", "/pki/root.crt", Access::Public, Work::Own, rootCertificate },
        { "GET", "/pki/issuing.crt", Access::Public, Work::Own, issuingCertificate },
        { "GET", "/pki/root.crl", Access::Public, Work::Own, rootCrl },
        { "GET", "/pki/issuing.crl", Access::Public, Work::Own, issuingCrl },
        { "POST", "/pki/ocsp", Access::Public, Work::Own, ocsp },
        { "POST", "/pki/tsa", Access::Public, Work::Own, timestamp },
    };
    return table;
}

} // namespace peraku::treasury
