#pragma once

#include "context.h"
#include "routes.h"

#include <treasury/treasury.h>

namespace peraku::treasury {

struct Treasury::Private {
    Context context;

    Response dispatch(const Request& request, const QDateTime& now);
    Response serve(const Route& route, Call& call);
    Response serveKeyed(const Route& route, Call& call);
    /** Fills in who calls; an answer if they may not. */
    std::optional<Response> identify(const Route& route, Call& call);
};

// mailqueue.cpp
/** Drops mail that was given up long ago; inside the caller's transaction. */
Result<Done> expireMail(Connection& connection, const Config& config, const QDateTime& now);

} // namespace peraku::treasury
