#pragma once

#include <domain/ids.h>

#include <QByteArray>
#include <QString>

namespace peraku::signing {

/** SHA-256 of the bytes, 32 bytes. All of this header is thread-safe. */
QByteArray sha256(const QByteArray& bytes);
/** SHA-256 as it names certificates, attachments and signatures. */
domain::Sha256Hex sha256Hex(const QByteArray& bytes);
/** SHA-256, SHA-384 or SHA-512 by their size in bits; empty for any other size. */
QByteArray digestOf(const QByteArray& bytes, int bits);
/** "Data Hash" of the signing screen: base64 of the SHA-256. */
QString dataHash(const QByteArray& bytes);

/** Version of the cryptographic library that this process runs with. */
QString libraryVersion();

} // namespace peraku::signing
