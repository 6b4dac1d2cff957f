#pragma once

#include "connection.h"

#include <domain/ic.h>
#include <domain/result.h>
#include <treasury/request.h>

#include <optional>

namespace peraku::treasury {

using domain::Done;
using domain::Result;

/** The answers that keyed requests got, so that a repeated one gets the same again; inside the caller's
 * transaction. */
class IdempotencyRecords {
public:
    explicit IdempotencyRecords(Connection& connection)
        : m_connection(&connection)
    {
    }
    /** 32 hex digits, lower or upper case; empty for anything else. */
    static QString keyOf(const Request& request);
    /** What must be the same for a repetition: method, path, preconditions and body. */
    static QByteArray fingerprint(const Request& request);

    struct Record {
        QByteArray request; ///< fingerprint()
        Response response;
    };
    Result<std::optional<Record>> find(const domain::Ic& ic, const QString& key);
    Result<Done> keep(const domain::Ic& ic, const QString& key, const QByteArray& fingerprint,
        const Response& response, const QDateTime& now);
    Result<Done> expire(const QDateTime& olderThan);

private:
    Connection* m_connection;
};

} // namespace peraku::treasury
