#pragma once

#include <domain/requests.h>
#include <treasury/ports.h>

namespace peraku::treasury {

// What the treasury writes about requests, in Malay and English; plain text.

/** The link's token goes behind `address`, as the mail's code. */
Mail linkMail(const domain::MediumRequest& request, const QString& address);
/** The code travels apart from the link, so that one message alone confirms nothing. */
Mail codeMail(const domain::MediumRequest& request);
Mail waitingMail(const domain::MediumRequest& request, const QString& to);
/** What became of it, and what to do now. */
Mail outcomeMail(const domain::MediumRequest& request, const QString& to);

/** "a***n@office.gov.my" */
QString maskedAddress(const QString& address);

/** To the officer's registered address, where an application names another. */
Mail appliedMail(const domain::MediumRequest& request, const QString& registered);
/** Somebody with the officer's session tried to change the PIN and did not know it. */
Mail refusedPinMail(const QString& to, bool locked);

} // namespace peraku::treasury
