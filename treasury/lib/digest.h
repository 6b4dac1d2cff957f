#pragma once

#include <QByteArray>
#include <QStringList>

namespace peraku::treasury {

/** SHA-256 of bytes, 32 bytes. */
QByteArray sha256(const QByteArray& bytes);
/** HMAC-SHA256, 32 bytes. */
QByteArray hmacSha256(const QByteArray& key, const QByteArray& message);
/** The hash of an audit row: SHA-256 over the previous row's hash and the fields, each preceded by its
 * length. */
QByteArray auditHash(const QByteArray& previous, const QStringList& fields);

} // namespace peraku::treasury
