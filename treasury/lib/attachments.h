#pragma once

#include <QByteArray>
#include <QString>

namespace peraku::treasury {

/** The media type that the bytes begin like: application/pdf, image/png or image/jpeg; empty for anything
 * else. */
QString sniffMediaType(const QByteArray& bytes);

} // namespace peraku::treasury
