#include <signing/certificate.h>
#include <signing/openssl.h>

#include <QTimeZone>

#include <openssl/err.h>

namespace peraku::signing {

X509Ptr parseCertificate(const QByteArray& der)
{
    if (der.isEmpty() || der.size() > maxCertificateBytes)
        return nullptr;
    ERR_set_mark();
    const unsigned char* at = uchars(der);
    X509Ptr certificate(d2i_X509(nullptr, &at, long(der.size())));
    ERR_pop_to_mark();
    if (!certificate || at != uchars(der) + der.size())
        return nullptr;
    return certificate;
}

X509CrlPtr parseCrl(const QByteArray& der)
{
    if (der.isEmpty() || der.size() > maxCrlBytes)
        return nullptr;
    ERR_set_mark();
    const unsigned char* at = uchars(der);
    X509CrlPtr crl(d2i_X509_CRL(nullptr, &at, long(der.size())));
    ERR_pop_to_mark();
    if (!crl || at != uchars(der) + der.size())
        return nullptr;
    return crl;
}

QDateTime toDateTime(const ASN1_TIME* time)
{
    tm parts {};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
        QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC);
}

QString serialHex(const ASN1_INTEGER* serial)
{
    const BignumPtr number(ASN1_INTEGER_to_BN(serial, nullptr));
    if (!number)
        return {};
    char* text = BN_bn2hex(number.get());
    auto out = QString::fromLatin1(text);
    OPENSSL_free(text);
    return out;
}

QString dnText(const X509_NAME* name)
{
    const BioPtr out(BIO_new(BIO_s_mem()));
    if (!name || !out
        || X509_NAME_print_ex(
               out.get(), name, 0, (XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) | ASN1_STRFLGS_UTF8_CONVERT)
            < 0)
        return {};
    char* text = nullptr;
    const long size = BIO_get_mem_data(out.get(), &text);
    return QString::fromUtf8(text, qsizetype(size));
}

} // namespace peraku::signing
