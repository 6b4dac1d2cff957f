#pragma once

#include "connection.h"

#include <domain/media.h>
#include <domain/officer.h>
#include <domain/result.h>

#include <optional>

namespace peraku::treasury {

using domain::Done;
using domain::Result;

/** The phones that show codes, and which way each officer wants them; inside the caller's transaction. */
class Phones {
public:
    explicit Phones(Connection& connection)
        : m_connection(&connection)
    {
    }
    Result<domain::SigningProfile> profileOf(const domain::Officer& officer);
    Result<Done> setChannel(const domain::Ic& ic, domain::OtpChannel channel);

    Result<Done> add(const domain::Ic& ic, const domain::Phone& phone, const QByteArray& tokenHash);
    /** False if the officer has no such phone. */
    Result<bool> remove(const domain::Ic& ic, const QString& id);
    struct Owner {
        domain::Ic ic;
        QString phone;
        QDateTime lastSeen; ///< UTC
    };
    Result<std::optional<Owner>> byToken(const QByteArray& tokenHash);
    Result<Done> markSeen(const QString& id, const QDateTime& at);

private:
    Connection* m_connection;
};

} // namespace peraku::treasury
