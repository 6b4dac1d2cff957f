#pragma once

#include "connection.h"

#include <domain/ports.h>
#include <domain/result.h>
#include <secret/securebuffer.h>
#include <treasury/config.h>

#include <optional>

namespace peraku::treasury {

using domain::Done;
using domain::Result;

/** 256 random bits as lower-case hex. */
secret::SecureBuffer newToken(domain::Rng& rng);
/** So many decimal digits, each as likely as any other. */
secret::SecureBuffer newDigits(domain::Rng& rng, std::size_t count);
/** What is kept of a token. */
QByteArray tokenHash(const secret::SecureBuffer& token);

/** The two tokens as the desk gets them; the treasury keeps their hashes only. */
struct TokenPair {
    secret::SecureBuffer access;
    secret::SecureBuffer refresh;
};

/** Sessions and their tokens, inside the caller's transaction. A refresh token that comes twice ends its
 * session. */
class Sessions {
public:
    Sessions(Connection& connection, const Config& config, domain::Rng& rng)
        : m_connection(&connection)
        , m_config(&config)
        , m_rng(&rng)
    {
    }

    /** `device` is the hash of the device's name; empty = none was told. */
    Result<TokenPair> begin(
        const domain::Ic& ic, const QString& address, const QByteArray& device, const QDateTime& now);

    struct Live {
        qint64 session = 0;
        domain::Ic ic;
        QByteArray device; ///< As begin() was told.
    };
    /** The session that an access token opens now, if any. */
    Result<std::optional<Live>> find(const QByteArray& accessToken, const QDateTime& now);

    struct Refreshed {
        std::optional<TokenPair> tokens; ///< None: refused.
        domain::Ic ic;
        bool reused = false; ///< A used token came again and its session was ended.
    };
    /** `key` is the request's Idempotency-Key: with it a lost answer can be asked for again, for a minute. */
    Result<Refreshed> refresh(
        const secret::SecureBuffer& refreshToken, const QString& key, const QDateTime& now);

    Result<Done> end(qint64 session);
    Result<Done> endOthers(const domain::Ic& ic, qint64 kept);
    Result<Done> endAll(const domain::Ic& ic);
    Result<Done> expire(const QDateTime& now);

private:
    Result<TokenPair> issue(qint64 session, const QDateTime& now);

    Connection* m_connection;
    const Config* m_config;
    domain::Rng* m_rng;
};

} // namespace peraku::treasury
