#pragma once

#include <signing/openssl.h>

#include <QDateTime>

#include <stdexcept>

namespace peraku::support {

/** A test that cannot make its material must not go on. */
inline void require(bool ok, const char* what)
{
    if (!ok)
        throw std::runtime_error(what);
}

inline signing::Asn1TimePtr asn1Time(const QDateTime& time)
{
    signing::Asn1TimePtr out(ASN1_TIME_set(nullptr, time.toSecsSinceEpoch()));
    require(out != nullptr, "time");
    return out;
}

template <typename T, typename Encode> QByteArray encoded(T* object, Encode encode)
{
    auto der = signing::derOf(object, encode);
    require(!der.isEmpty(), "encoding");
    return der;
}

} // namespace peraku::support
