#include <signing/digest.h>
#include <signing/openssl.h>

namespace peraku::signing {

QByteArray digestOf(const QByteArray& bytes, int bits)
{
    const EVP_MD* md = bits == 256 ? EVP_sha256()
        : bits == 384              ? EVP_sha384()
        : bits == 512              ? EVP_sha512()
                                   : nullptr;
    if (!md)
        return {};
    QByteArray out(bits / 8, Qt::Uninitialized);
    if (EVP_Digest(bytes.constData(), std::size_t(bytes.size()), reinterpret_cast<unsigned char*>(out.data()),
            nullptr, md, nullptr)
        != 1)
        return {};
    return out;
}

QByteArray sha256(const QByteArray& bytes)
{
    return digestOf(bytes, 256);
}

domain::Sha256Hex sha256Hex(const QByteArray& bytes)
{
    return domain::Sha256Hex(QString::fromLatin1(sha256(bytes).toHex()));
}

QString dataHash(const QByteArray& bytes)
{
    return QString::fromLatin1(sha256(bytes).toBase64());
}

QString libraryVersion()
{
    return QString::fromLatin1(OpenSSL_version(OPENSSL_VERSION_STRING));
}

} // namespace peraku::signing
