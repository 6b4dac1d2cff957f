#pragma once

#include <domain/result.h>

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>

namespace peraku::domain {

/** RFC 8785 (JCS): sorted by UTF-16 code units, ECMAScript numbers, minimal escapes. Refuses lone surrogates
 * and non-finite numbers. */
Result<QByteArray> canonicalJson(const QJsonValue& value);

/**
 * Strict JSON reader for signed and received structures: UTF-8 only, duplicate keys, trailing bytes, depth
 * over `maxDepth`, sizes over `maxBytes` and objects of more than 1000 members are refused.
 */
Result<QJsonValue> parseStrictJson(
    const QByteArray& bytes, qsizetype maxBytes = 8 * 1024 * 1024, int maxDepth = 32);

/** Control and bidirectional-formatting characters shown as "\u{202E}", so that text cannot pretend to be
 * other text. */
QString escapedForDisplay(const QString& text);

} // namespace peraku::domain
