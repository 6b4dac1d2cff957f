#pragma once

#include <domain/result.h>

#include <QNetworkReply>

#include <optional>

namespace peraku::remote {

/** The one place where Qt's network errors become the catalogue's; nullopt where a whole HTTP answer stands,
 * whatever its status. */
std::optional<domain::Error> networkError(QNetworkReply::NetworkError error, int status, const QString& text);

/** The error of an HTTP status whose body is no problem document. */
domain::Error statusError(int status);

} // namespace peraku::remote
