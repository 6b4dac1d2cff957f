#include "loginguard.h"

#include "sql.h"

#include <algorithm>
#include <cmath>

namespace peraku::treasury {

using domain::fail;
using domain::Ic;

namespace {
constexpr qint64 dayMs = 24LL * 3600 * 1000;
constexpr qsizetype largestTable = 10000;
} // namespace

Result<QByteArray> LoginGuard::counted(const Try& tried)
{
    const auto known
        = sql::value(*m_connection, "SELECT EXISTS (SELECT 1 FROM known_device WHERE ic = ? AND device = ?)",
            tried.ic.digits(), tried.device);
    if (!known)
        return fail(known.error());
    return *known ? tried.device : QByteArray();
}

Result<LoginGuard::Admission> LoginGuard::reserve(const Try& tried, const QDateTime& now)
{
    const auto device = counted(tried);
    if (!device)
        return fail(device.error());
    const qint64 nowMs = now.toMSecsSinceEpoch();
    qint64 failures = 0;
    qint64 lockedUntil = 0;
    auto read = sql::each(
        *m_connection, "SELECT failures, locked_until FROM login_failure WHERE ic = ? AND device = ?",
        [&](sql::Row& row) {
            failures = row.integer(0);
            lockedUntil = row.integer(1);
        },
        tried.ic.digits(), *device);
    if (!read)
        return fail(read.error());
    if (lockedUntil > nowMs)
        return Admission { false, int((lockedUntil - nowMs + 999) / 1000), false };

    ++failures;
    const auto beyond = failures - m_config->lockAfterFailures;
    const bool locks = beyond >= 0;
    if (locks) {
        const auto doubled = qint64(m_config->lockSeconds) * 1000 * (1LL << std::min<qint64>(beyond, 10));
        lockedUntil = nowMs + std::min(doubled, dayMs);
    }
    auto written = sql::run(*m_connection,
        "INSERT INTO login_failure (ic, device, failures, locked_until, last_at) VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT (ic, device) DO UPDATE SET failures = ?3, locked_until = ?4, last_at = ?5",
        tried.ic.digits(), *device, failures, lockedUntil, nowMs);
    if (!written)
        return fail(written.error());
    return Admission { true, 0, locks };
}

Result<Done> LoginGuard::succeed(const Try& tried, const QDateTime& now)
{
    const auto device = counted(tried);
    if (!device)
        return fail(device.error());
    auto done = sql::run(
        *m_connection, "DELETE FROM login_failure WHERE ic = ? AND device = ?", tried.ic.digits(), *device);
    if (!done || tried.device.isEmpty())
        return done;
    done = sql::run(*m_connection,
        "INSERT INTO known_device (ic, device, last_at) VALUES (?1, ?2, ?3) "
        "ON CONFLICT (ic, device) DO UPDATE SET last_at = ?3",
        tried.ic.digits(), tried.device, now.toMSecsSinceEpoch());
    if (done)
        done = sql::run(*m_connection,
            "DELETE FROM known_device WHERE ic = ?1 AND device NOT IN (SELECT device FROM known_device "
            "WHERE ic = ?1 ORDER BY last_at DESC, device LIMIT ?2)",
            tried.ic.digits(), knownDevices);
    return done;
}

Result<Done> LoginGuard::unlock(const Ic& ic)
{
    return sql::run(*m_connection, "DELETE FROM login_failure WHERE ic = ?", ic.digits());
}

Result<Done> LoginGuard::expire(const QDateTime& now)
{
    return sql::run(*m_connection, "DELETE FROM login_failure WHERE last_at < ? AND locked_until < ?",
        now.toMSecsSinceEpoch() - 30 * dayMs, now.toMSecsSinceEpoch());
}

int AddressLimiter::take(const QString& address, qint64 monotonicMs)
{
    const std::lock_guard lock(m_mutex);
    // A flood of addresses must not fill the memory; forgetting the full buckets is harmless.
    if (m_buckets.size() > largestTable)
        m_buckets.removeIf([&](const auto& entry) { return monotonicMs - entry.value().at > 60000; });
    const auto perMs = m_perMinute / 60000.0;
    auto found = m_buckets.find(address);
    if (found == m_buckets.end())
        found = m_buckets.insert(address, { double(m_perMinute), monotonicMs });
    found->tokens = std::min(double(m_perMinute), found->tokens + double(monotonicMs - found->at) * perMs);
    found->at = monotonicMs;
    if (found->tokens >= 1) {
        found->tokens -= 1;
        return 0;
    }
    return std::max(1, int(std::ceil((1 - found->tokens) / perMs / 1000)));
}

} // namespace peraku::treasury
