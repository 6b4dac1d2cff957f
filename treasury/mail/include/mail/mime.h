#pragma once

#include <treasury/ports.h>

#include <QByteArray>

namespace peraku::mail {

/** Whether SMTP can take it as one mailbox: printable ASCII, one '@' with something on both sides, no
 * brackets. */
bool isAddress(const QString& text);

/**
 * The message as it is transmitted: headers and body, lines ended by CRLF. `id` is the left side of the
 * Message-ID. InvalidInput, final, if `to` is no address.
 */
domain::Result<secret::SecureBuffer> mimeMessage(
    const treasury::Mail& mail, const QString& from, const QDateTime& at, const QString& id);

} // namespace peraku::mail
