#pragma once

#include "context.h"

namespace peraku::treasury {

enum class Access {
    Public,
    Officer,
    NewOfficer
}; ///< Also while the officer's password must still be changed.
enum class Work {
    Own, ///< The endpoint opens what it needs.
    Read, ///< Gets a read-only connection.
    Keyed
}; ///< Runs in a write transaction behind its Idempotency-Key; committed if the answer is a success.

struct Route {
    const char* method;
    const char* pattern; ///< '*' stands for one variable segment.
    Access access;
    Work work;
    Response (*run)(Call&);
};

/** Every operation of openapi.yaml. */
const QList<Route>& routes();

// sessionendpoints.cpp
Response logIn(Call& call);
Response refreshSession(Call& call);
Response logOut(Call& call);
/** 429 where the address tried too often: log-ins, links and enrolments of phones share one budget. */
std::optional<Response> hurried(Call& call);
// passwordendpoint.cpp
Response changePassword(Call& call);
/** Has the officer confirm with the password, counted like a log-in; an answer where it was not right. */
std::optional<Response> confirmPassword(Call& call, const secret::SecureBuffer& given);
// phoneendpoints.cpp
Response signingProfile(Call& call);
Response setSigningProfile(Call& call);
Response requestPhone(Call& call);
Response removePhone(Call& call);
Response enrolPhone(Call& call);
Response phoneMessages(Call& call);
// mediaendpoint.cpp
Response media(Call& call);
// referenceendpoints.cpp
Response health(Call& call);
Response me(Call& call);
Response reference(Call& call);
Response rootCertificate(Call& call);
Response issuingCertificate(Call& call);
Response rootCrl(Call& call);
Response issuingCrl(Call& call);
Response ocsp(Call& call);
Response timestamp(Call& call);
// feedendpoint.cpp
Response changes(Call& call);
// voucherendpoints.cpp
Response readVoucher(Call& call);
Response readHistory(Call& call);
Response readSignatures(Call& call);
Response saveDraft(Call& call);
Response discardDraft(Call& call);
Response submitVoucher(Call& call);
Response decide(Call& call);
// roamingendpoints.cpp
Response roamingInfo(Call& call);
Response roaming(Call& call);
Response signingIntents(Call& call);
/** Turns a problem document into the error of the CSC API, which knows no other. */
void speakCsc(Response& response);
/** The voucher of the path if the caller may see it; what is hidden looks like what does not exist. */
tl::expected<domain::Voucher, Response> visibleVoucher(Call& call, Ledger& ledger);
// printendpoint.cpp
Response printVoucher(Call& call);
// requestendpoints.cpp
Response sendRequest(Call& call);
Response readRequests(Call& call);
Response readRequest(Call& call);
Response decideRequest(Call& call);
Response sendConfirmationAgain(Call& call);
Response readHeldCertificates(Call& call);
Response changeRoamingPin(Call& call);
// confirmationendpoints.cpp
Response readConfirmation(Call& call);
Response confirmEmail(Call& call);
// evidencecontainer.cpp
Response readEvidence(Call& call);
// attachmentendpoints.cpp
Response storeAttachment(Call& call);
Response readAttachment(Call& call);

} // namespace peraku::treasury
