#include "sessions.h"

#include "digest.h"
#include "sql.h"

namespace peraku::treasury {

using domain::fail;
using domain::Ic;
using secret::SecureBuffer;

namespace {

constexpr int tokenBytes = 32;

} // namespace

QByteArray tokenHash(const SecureBuffer& token)
{
    return sha256(
        QByteArray::fromRawData(reinterpret_cast<const char*>(token.bytes()), qsizetype(token.size())));
}

SecureBuffer newToken(domain::Rng& rng)
{
    static constexpr char digits[] = "0123456789abcdef";
    SecureBuffer raw(tokenBytes);
    rng.fill(raw.data(), tokenBytes);
    SecureBuffer text(tokenBytes * 2);
    for (int i = 0; i < tokenBytes; ++i) {
        text.bytes()[2 * i] = static_cast<unsigned char>(digits[raw.bytes()[i] >> 4]);
        text.bytes()[2 * i + 1] = static_cast<unsigned char>(digits[raw.bytes()[i] & 15]);
    }
    return text;
}

SecureBuffer newDigits(domain::Rng& rng, std::size_t count)
{
    constexpr unsigned fairBytes = 250; // The largest multiple of ten that a byte holds.
    SecureBuffer digits(count);
    for (std::size_t i = 0; i < count;) {
        unsigned char byte = 0;
        rng.fill(&byte, 1);
        if (byte < fairBytes)
            digits.bytes()[i++] = static_cast<unsigned char>('0' + byte % 10);
        secret::wipe(&byte, 1);
    }
    return digits;
}

Result<TokenPair> Sessions::issue(qint64 session, const QDateTime& now)
{
    TokenPair pair { newToken(*m_rng), newToken(*m_rng) };
    auto written
        = sql::run(*m_connection, "INSERT INTO access_token (hash, session, expires_at) VALUES (?, ?, ?)",
            tokenHash(pair.access), session, now.addSecs(m_config->accessTokenSeconds).toMSecsSinceEpoch());
    if (written)
        written = sql::run(*m_connection,
            "INSERT INTO refresh_token (hash, session, expires_at) VALUES (?, ?, ?)", tokenHash(pair.refresh),
            session, now.addSecs(m_config->refreshTokenSeconds).toMSecsSinceEpoch());
    if (!written)
        return fail(written.error());
    return pair;
}

Result<TokenPair> Sessions::begin(
    const Ic& ic, const QString& address, const QByteArray& device, const QDateTime& now)
{
    auto session = sql::value(*m_connection,
        "INSERT INTO session (ic, created_at, address, device) VALUES (?, ?, ?, ?) RETURNING id", ic.digits(),
        now.toMSecsSinceEpoch(), address, device);
    if (!session)
        return fail(session.error());
    return issue(*session, now);
}

Result<std::optional<Sessions::Live>> Sessions::find(const QByteArray& accessToken, const QDateTime& now)
{
    std::optional<Live> live;
    auto read = sql::each(
        *m_connection,
        "SELECT s.id, s.ic, s.device FROM access_token a JOIN session s ON s.id = a.session WHERE a.hash = ? "
        "AND "
        "a.expires_at > ? AND s.revoked = 0",
        [&](sql::Row& row) {
            live = Live { row.integer(0), Ic::parse(row.text(1)).value_or(Ic()), row.blob(2) };
        },
        sha256(accessToken), now.toMSecsSinceEpoch());
    if (!read)
        return fail(read.error());
    return live;
}

Result<Sessions::Refreshed> Sessions::refresh(
    const SecureBuffer& refreshToken, const QString& key, const QDateTime& now)
{
    struct Token {
        qint64 session = 0;
        std::optional<qint64> usedAt;
        QString usedKey;
        QByteArray successor;
        bool live = false;
    };
    std::optional<Token> token;
    Refreshed answer;
    const auto hash = tokenHash(refreshToken);
    auto read = sql::each(
        *m_connection,
        "SELECT r.session, r.used_at, coalesce(r.used_key, ''), coalesce(r.successor, x''), r.expires_at > "
        "?2 AND s.revoked = 0, s.ic "
        "FROM refresh_token r JOIN session s ON s.id = r.session WHERE r.hash = ?1",
        [&](sql::Row& row) {
            token = Token { row.integer(0), {}, row.text(2), row.blob(3), row.integer(4) != 0 };
            if (!row.isNull(1))
                token->usedAt = row.integer(1);
            answer.ic = Ic::parse(row.text(5)).value_or(Ic());
        },
        hash, now.toMSecsSinceEpoch());
    if (!read)
        return fail(read.error());
    if (!token || !token->live)
        return answer;

    if (token->usedAt) {
        const bool soon
            = now.toMSecsSinceEpoch() - *token->usedAt <= qint64(m_config->refreshReplaySeconds) * 1000;
        auto untouched = sql::value(*m_connection,
            "SELECT count(*) FROM refresh_token WHERE hash = ? AND used_at IS NULL", token->successor);
        if (!untouched)
            return fail(untouched.error());
        if (key.isEmpty() || key != token->usedKey || !soon || *untouched != 1) {
            answer.reused = true;
            if (auto ended = end(token->session); !ended)
                return fail(ended.error());
            return answer;
        }
        // The answer was lost: what it carried is void, this one takes its place.
        if (auto dropped
            = sql::run(*m_connection, "DELETE FROM refresh_token WHERE hash = ?", token->successor);
            !dropped)
            return fail(dropped.error());
    }
    auto written = sql::run(*m_connection, "DELETE FROM access_token WHERE session = ?", token->session);
    if (!written)
        return fail(written.error());
    auto pair = issue(token->session, now);
    if (!pair)
        return fail(pair.error());
    written = sql::run(*m_connection,
        "UPDATE refresh_token SET used_at = coalesce(used_at, ?), used_key = ?, successor = ? WHERE hash = ?",
        now.toMSecsSinceEpoch(), key, tokenHash(pair->refresh), hash);
    if (!written)
        return fail(written.error());
    answer.tokens = std::move(*pair);
    return answer;
}

Result<Done> Sessions::end(qint64 session)
{
    return sql::run(*m_connection, "UPDATE session SET revoked = 1 WHERE id = ?", session);
}

Result<Done> Sessions::endOthers(const Ic& ic, qint64 kept)
{
    return sql::run(
        *m_connection, "UPDATE session SET revoked = 1 WHERE ic = ? AND id <> ?", ic.digits(), kept);
}

Result<Done> Sessions::endAll(const Ic& ic)
{
    return endOthers(ic, -1);
}

Result<Done> Sessions::expire(const QDateTime& now)
{
    auto written
        = sql::run(*m_connection, "DELETE FROM access_token WHERE expires_at <= ?", now.toMSecsSinceEpoch());
    if (written)
        written = sql::run(
            *m_connection, "DELETE FROM refresh_token WHERE expires_at <= ?", now.toMSecsSinceEpoch());
    if (written)
        written = sql::run(*m_connection,
            "DELETE FROM session WHERE NOT EXISTS (SELECT 1 FROM refresh_token r WHERE r.session = "
            "session.id)");
    return written;
}

} // namespace peraku::treasury
