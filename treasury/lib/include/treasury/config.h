#pragma once

#include <wire/messages.h>

namespace peraku::treasury {

/** What an operator may set; the defaults are those of the reference treasury. */
struct Config {
    int accessTokenSeconds = 15 * 60;
    int refreshTokenSeconds = 14 * 24 * 3600; ///< A session ends when it was not refreshed for so long.
    int refreshReplaySeconds
        = 60; ///< A refresh whose answer was lost may be repeated with its key for so long.
    int lockAfterFailures = 5;
    int lockSeconds = 15 * 60; ///< First lock; doubles with every further failure, up to a day.
    int loginsPerMinutePerAddress = 30;
    int scryptLogN = 15; ///< Cost of the password hash: N = 2^15, r = 8, p = 1 (32 MiB).
    int clockAheadSeconds = 5 * 60; ///< A statement may be so far in the treasury's future.
    int idempotencyDays = 400;
    int payDelaySeconds = 0; ///< Earliest payment after posting.
    int orphanAttachmentDays = 30; ///< An upload that no voucher names is dropped after so long.
    int mailRetrySeconds = 30; ///< Wait after a mail's first failure; doubles up to an hour.
    int mailGiveUpDays = 3; ///< A mail that nobody took for so long is given up.
    int failedMailDays = 30; ///< A mail that was given up stays visible for so long.
    int readers = 4; ///< Read-only connections; 0 = everything through the writer.
    qint64 attachmentQuotaBytes = 500LL * 1024 * 1024; ///< Uploads of one officer that no voucher names.
    int confirmationHours = 24; ///< Life of the link that confirms an e-mail address.
    int openRequests
        = 20; ///< That one officer has sent and nobody decided on; reports of incidents not counted.
    int applicationsPerDay = 5; ///< Of one officer: each mails to an address that nobody has confirmed yet.
    int confirmationSendings = 5; ///< Links to the address of one application.
    int confirmationResendSeconds = 60; ///< Between two of them.
    int confirmationTries = 5; ///< Wrong codes after which the link is dead.
    QString publicUrl = QStringLiteral("https://127.0.0.1:8443"); ///< Where officers reach the treasury.
    wire::Policy policy;
};

} // namespace peraku::treasury
