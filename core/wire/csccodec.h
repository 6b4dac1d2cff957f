#pragma once

#include "codec.h"

#include <wire/csc.h>

/** What the codecs of the signing API share. */
namespace peraku::wire::csc {

inline constexpr qsizetype longestId = 256;
inline constexpr qsizetype longestText = 1000;

/** Base64 strings of a list, none of them empty. */
QList<QByteArray> bytesList(JsonFields& fields, const char* key, qsizetype maxItems, qsizetype maxBytes);
void putOptional(QJsonObject& object, const char* key, const QString& text);

/** Reads an object body field by field; the last refusal wins over the value. */
template <typename T, typename Read> Result<T> decoded(const QByteArray& body, Read read)
{
    auto object = objectOf(body);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    T value = read(fields);
    if (fields.error())
        return fail(*fields.error());
    return value;
}

} // namespace peraku::wire::csc
