#include "ssl.h"

#include <openssl/err.h>

#include <ctime>

namespace peraku::signing {

QByteArray digestOf(const QByteArray& bytes, const EVP_MD* digest)
{
    QByteArray out(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    if (EVP_Digest(bytes.constData(), size_t(bytes.size()), reinterpret_cast<unsigned char*>(out.data()), &size, digest, nullptr) != 1)
        return {};
    out.truncate(qsizetype(size));
    return out;
}

QDateTime timeOf(const ASN1_TIME* time)
{
    std::tm parts {};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday), QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC);
}

QString reasonOfFailure()
{
    const auto code = ERR_get_error();
    const auto* reason = ERR_reason_error_string(code);
    ERR_clear_error();
    return reason ? QString::fromLatin1(reason) : QString();
}

} // namespace peraku::signing
