#include "ssl.h"

#include <array>
#include <ctime>
#include <openssl/err.h>

namespace peraku::pki {

domain::Error sslError(domain::ErrorCode code, const char* where)
{
    std::array<char, 256> text {};
    const auto first = ERR_get_error();
    if (first != 0)
        ERR_error_string_n(first, text.data(), text.size());
    ERR_clear_error();
    return { code, QLatin1String(where) + QLatin1String(": ") + QString::fromLatin1(text.data()), {}, false,
        0 };
}

Asn1TimePtr asn1Time(const QDateTime& utc)
{
    // RFC 5280: UTCTime through 2049, GeneralizedTime after; ASN1_TIME_set chooses.
    return Asn1TimePtr(ASN1_TIME_set(nullptr, time_t(utc.toSecsSinceEpoch())));
}

Asn1IntegerPtr integerOf(const QByteArray& bigEndian)
{
    const BignumPtr number(BN_bin2bn(signing::uchars(bigEndian), int(bigEndian.size()), nullptr));
    return Asn1IntegerPtr(number ? BN_to_ASN1_INTEGER(number.get(), nullptr) : nullptr);
}

QByteArray bigEndianOf(const ASN1_INTEGER* integer)
{
    const BignumPtr number(ASN1_INTEGER_to_BN(integer, nullptr));
    if (!number)
        return {};
    QByteArray bytes(BN_num_bytes(number.get()), '\0');
    BN_bn2bin(number.get(), reinterpret_cast<unsigned char*>(bytes.data()));
    return bytes;
}

} // namespace peraku::pki
