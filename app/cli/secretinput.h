#pragma once

#include <domain/result.h>
#include <secret/securebuffer.h>

#include <QString>

namespace peraku::cli {

/** Reads one line from a file descriptor that the caller inherited; the line end is not part of it. */
domain::Result<secret::SecureBuffer> readSecretFrom(int descriptor);

/** Asks at the terminal without echo; InvalidInput if there is no terminal. */
domain::Result<secret::SecureBuffer> askSecret(const QString& prompt);

} // namespace peraku::cli
