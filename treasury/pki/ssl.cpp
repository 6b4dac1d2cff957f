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

X509Ptr certificateFromDer(const QByteArray& der)
{
    const unsigned char* cursor = bytesOf(der);
    X509Ptr certificate(d2i_X509(nullptr, &cursor, long(der.size())));
    if (certificate && cursor != bytesOf(der) + der.size())
        certificate.reset();
    return certificate;
}

TimePtr asn1Time(const QDateTime& utc)
{
    // RFC 5280: UTCTime through 2049, GeneralizedTime after; ASN1_TIME_set chooses.
    return TimePtr(ASN1_TIME_set(nullptr, time_t(utc.toSecsSinceEpoch())));
}

QDateTime dateTimeOf(const ASN1_TIME* time)
{
    std::tm parts {};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
        QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC);
}

IntegerPtr integerOf(const QByteArray& bigEndian)
{
    const BignumPtr number(BN_bin2bn(bytesOf(bigEndian), int(bigEndian.size()), nullptr));
    return IntegerPtr(number ? BN_to_ASN1_INTEGER(number.get(), nullptr) : nullptr);
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

QString readableName(const X509_NAME* name)
{
    const BioPtr out(BIO_new(BIO_s_mem()));
    if (!out
        || X509_NAME_print_ex(out.get(), name, 0,
               (XN_FLAG_RFC2253 | ASN1_STRFLGS_UTF8_CONVERT) & ~ulong(ASN1_STRFLGS_ESC_MSB))
            < 0)
        return {};
    char* text = nullptr;
    const long size = BIO_get_mem_data(out.get(), &text);
    return QString::fromUtf8(text, size);
}

} // namespace peraku::pki
