#pragma once

#include <QByteArray>

#include <p11-kit/pkcs11.h>

namespace peraku::hsm {

// Attributes only point at their values, which therefore never are temporaries.
inline CK_ATTRIBUTE bytes(CK_ATTRIBUTE_TYPE type, const QByteArray& value)
{
    return { type, const_cast<char*>(value.constData()), CK_ULONG(value.size()) };
}
template <typename T> CK_ATTRIBUTE scalar(CK_ATTRIBUTE_TYPE type, T& value)
{
    return { type, &value, sizeof value };
}

} // namespace peraku::hsm
