#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QDateTime>
#include <QString>

#include <openssl/asn1.h>

/** Between OpenSSL's values and Qt's. */
namespace peraku::signing {

inline const unsigned char* uchars(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
/** UTC; invalid for a malformed time. */
QDateTime toDateTime(const ASN1_TIME* time);
/** Upper-case hex without leading zero octets. */
QString serialHex(const ASN1_INTEGER* serial);
/** RFC 4514, UTF-8. */
QString dnText(const X509_NAME* name);

} // namespace peraku::signing
