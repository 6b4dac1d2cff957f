#pragma once

#include "courier.h"
#include "database.h"
#include "ledger.h"
#include "loginguard.h"
#include "officers.h"
#include "phoneenrolments.h"
#include "sessions.h"

#include <domain/process.h>
#include <domain/reference.h>
#include <treasury/config.h>
#include <treasury/request.h>
#include <treasury/treasury.h>
#include <treasury/voucherbook.h>

namespace peraku::treasury {

/** What every endpoint works with; made once, read-only afterwards but for what guards itself. */
struct Context {
    Config config;
    Ports ports;
    std::unique_ptr<Database> database;
    domain::ProcessCatalogue catalogue;
    domain::ReferenceData reference;
    QByteArray referenceBody;
    QByteArray referenceTag; ///< ETag
    quint64 feedEpoch = 0;
    QByteArray cursorKey;
    AddressLimiter addresses { 1 };
    QByteArray
        unknownOfficerHash; ///< Makes a log-in without an officer as slow as one with a wrong password.
    RoamingEndpoints* roaming = nullptr; ///< Null: this treasury offers none.
    std::unique_ptr<Courier> courier = nullptr;
    std::unique_ptr<PhoneEnrolments> enrolments = nullptr;
    AddressLimiter phones { 60 }; ///< Looks for messages a minute, by phone.
    RoamingAdministration* credentials = nullptr; ///< Null = no officer has a roaming credential.
};

/** One request on its way through an endpoint. */
struct Call {
    Context& context;
    const Request& request;
    QDateTime now; ///< UTC; the same throughout the call.
    QStringList args; ///< The variable parts of the path.
    OfficerAccount caller; ///< Empty for public endpoints.
    qint64 session = 0;
    QByteArray device; ///< Hash of the device that the session began at; empty = none was told.
    Connection* connection
        = nullptr; ///< A reader, or the writer inside a transaction; null where the endpoint takes its own.

    /** False where a restart may undo what was done, so that a kept answer would claim too much. */
    bool keepsAnswer = true;

    const domain::Officer& officer() const { return caller.officer; }
    Ledger ledger() const { return Ledger(*connection); }
};

/** The token of "Authorization: Bearer ..."; empty without one. */
QByteArray bearerOf(const Request& request);

} // namespace peraku::treasury
