#pragma once

#include <QByteArray>
#include <QList>

namespace peraku::services {

inline constexpr char certificateLabel[] = "CERTIFICATE";
inline constexpr char crlLabel[] = "X509 CRL";

/** "-----BEGIN label-----" around base64 in lines of 64. */
QByteArray toPem(const QByteArray& der, const char* label);

/** Every block of that label, in order; a block that is not base64 is left out. */
QList<QByteArray> fromPem(const QByteArray& pem, const char* label);

} // namespace peraku::services
