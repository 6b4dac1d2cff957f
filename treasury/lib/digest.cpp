#include "digest.h"

#include <QtEndian>

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace peraku::treasury {

QByteArray sha256(const QByteArray& bytes)
{
    QByteArray digest(32, '\0');
    unsigned size = 0;
    EVP_Digest(bytes.constData(), size_t(bytes.size()), reinterpret_cast<unsigned char*>(digest.data()),
        &size, EVP_sha256(), nullptr);
    return digest;
}

QByteArray hmacSha256(const QByteArray& key, const QByteArray& message)
{
    QByteArray tag(32, '\0');
    unsigned size = 0;
    HMAC(EVP_sha256(), key.constData(), int(key.size()),
        reinterpret_cast<const unsigned char*>(message.constData()), size_t(message.size()),
        reinterpret_cast<unsigned char*>(tag.data()), &size);
    return tag;
}

QByteArray auditHash(const QByteArray& previous, const QStringList& fields)
{
    QByteArray message = previous;
    for (const auto& field : fields) {
        const auto text = field.toUtf8();
        char length[4];
        qToBigEndian(quint32(text.size()), length);
        message.append(length, 4).append(text);
    }
    return sha256(message);
}

} // namespace peraku::treasury
