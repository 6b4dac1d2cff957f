#pragma once

#include <domain/result.h>

#include <QString>

namespace peraku::cli {

/** What peraku-cli's exit status means; stable, for scripts. */
enum class Exit {
    Done = 0,
    Failed = 1, ///< Anything without a code of its own.
    Usage = 2,
    Queued = 3, ///< Kept in the outbox; the treasury was not reached.
    NotFound = 4,
    Refused = 5, ///< By a rule: role, duty, limit, state, reason.
    Invalid = 6, ///< The input or the voucher's content is not valid.
    Conflict = 7, ///< The voucher changed meanwhile.
    LogIn = 8, ///< Wrong password, locked, inactive, lapsed.
    Unreachable = 9, ///< Offline, time-out, busy, failing.
    NotTrusted = 10, ///< TLS refused, or the answer is not a treasury's.
    Token = 11, ///< No usable token, module failed, signature failed.
    WrongPin = 12,
    Certificate = 13, ///< Expired, revoked, of another officer ...
    NotVerified = 14, ///< A signature or statement does not hold.
    Storage = 15,
    AnotherInstance = 75, ///< The desk, or another peraku-cli, works as this officer.
    Cancelled = 130,
};

Exit exitFor(domain::ErrorCode code);

/** The table for --help, one line a code. */
QString exitTable();

} // namespace peraku::cli
