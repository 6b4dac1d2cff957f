#pragma once

#include <domain/ids.h>
#include <domain/result.h>

#include <QByteArray>
#include <QList>

namespace peraku::treasury {

/**
 * What the operator allows during the change-over from tokens to Roaming + OTP (G14): both media, roaming
 * alone for some processes or offices (the signer's own office counts), or the token switched off altogether.
 */
struct MediaPolicy {
    bool tokenEnabled = true;
    QList<int> roamingOnlyProcesses; ///< Rows of the process catalogue.
    QList<domain::OfficeCode> roamingOnlyOffices;
    bool operator==(const MediaPolicy&) const = default;

    QByteArray toJson() const;
    /** InvalidInput names the member that is wrong. */
    static domain::Result<MediaPolicy> fromJson(const QByteArray& json);
};

/** The policy in force. Opens the database read-only, also while it is served. */
domain::Result<MediaPolicy> mediaPolicy(const QString& databasePath);

} // namespace peraku::treasury
