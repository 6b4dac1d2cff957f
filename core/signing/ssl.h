#pragma once

#include <domain/result.h>

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <openssl/cms.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

namespace peraku::signing {

template <auto Free>
struct Release {
    template <typename T>
    void operator()(T* object) const
    {
        Free(object);
    }
};
template <typename T, auto Free>
using Owned = std::unique_ptr<T, Release<Free>>;

inline void freeCertificates(STACK_OF(X509) * stack) { sk_X509_pop_free(stack, X509_free); }

using X509Ptr = Owned<X509, X509_free>;
using CrlPtr = Owned<X509_CRL, X509_CRL_free>;
using StorePtr = Owned<X509_STORE, X509_STORE_free>;
using StoreContextPtr = Owned<X509_STORE_CTX, X509_STORE_CTX_free>;
using StackPtr = Owned<STACK_OF(X509), freeCertificates>;
using CmsPtr = Owned<CMS_ContentInfo, CMS_ContentInfo_free>;
using PkeyContextPtr = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using BioPtr = Owned<BIO, BIO_free_all>;

inline const unsigned char* bytesOf(const QByteArray& array) { return reinterpret_cast<const unsigned char*>(array.constData()); }

/** Reads one DER object and refuses bytes after it; null if it cannot. */
template <typename T, auto Free, typename Decode>
Owned<T, Free> fromDer(const QByteArray& der, Decode decode)
{
    const auto* at = bytesOf(der);
    Owned<T, Free> object(decode(nullptr, &at, long(der.size())));
    if (object && at != bytesOf(der) + der.size())
        object.reset();
    return object;
}
inline X509Ptr certificateFromDer(const QByteArray& der) { return fromDer<X509, X509_free>(der, d2i_X509); }
inline CmsPtr cmsFromDer(const QByteArray& der) { return fromDer<CMS_ContentInfo, CMS_ContentInfo_free>(der, d2i_CMS_ContentInfo); }

template <typename T, typename Encode>
QByteArray derOf(T* object, Encode encode)
{
    unsigned char* out = nullptr;
    const int size = encode(object, &out);
    if (size <= 0)
        return {};
    QByteArray der(reinterpret_cast<const char*>(out), size);
    OPENSSL_free(out);
    return der;
}

QByteArray digestOf(const QByteArray& bytes, const EVP_MD* digest);
QDateTime timeOf(const ASN1_TIME* time);
/** The oldest reason in OpenSSL's queue of this thread, as text; empties the queue. */
QString reasonOfFailure();

} // namespace peraku::signing
