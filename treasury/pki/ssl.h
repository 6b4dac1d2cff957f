#pragma once

#include <domain/result.h>

#include <QByteArray>
#include <QDateTime>

#include <memory>
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace peraku::pki {

template <auto Free> struct Releaser {
    template <typename T> void operator()(T* object) const { Free(object); }
};
template <typename T, auto Free> using Owned = std::unique_ptr<T, Releaser<Free>>;

using X509Ptr = Owned<X509, X509_free>;
using NamePtr = Owned<X509_NAME, X509_NAME_free>;
using ExtensionPtr = Owned<X509_EXTENSION, X509_EXTENSION_free>;
using CrlPtr = Owned<X509_CRL, X509_CRL_free>;
using RevokedPtr = Owned<X509_REVOKED, X509_REVOKED_free>;
using PkeyPtr = Owned<EVP_PKEY, EVP_PKEY_free>;
using IntegerPtr = Owned<ASN1_INTEGER, ASN1_INTEGER_free>;
using EnumeratedPtr = Owned<ASN1_ENUMERATED, ASN1_ENUMERATED_free>;
using TimePtr = Owned<ASN1_TIME, ASN1_TIME_free>;
using ObjectPtr = Owned<ASN1_OBJECT, ASN1_OBJECT_free>;
using BignumPtr = Owned<BIGNUM, BN_free>;
using BioPtr = Owned<BIO, BIO_free_all>;
using OcspRequestPtr = Owned<OCSP_REQUEST, OCSP_REQUEST_free>;
using OcspResponsePtr = Owned<OCSP_RESPONSE, OCSP_RESPONSE_free>;
using OcspBasicPtr = Owned<OCSP_BASICRESP, OCSP_BASICRESP_free>;
using OcspIdPtr = Owned<OCSP_CERTID, OCSP_CERTID_free>;
using TsContextPtr = Owned<TS_RESP_CTX, TS_RESP_CTX_free>;
/** A stack whose certificates belong to someone else. */
struct StackReleaser {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using BorrowedCertificates = std::unique_ptr<STACK_OF(X509), StackReleaser>;
using TsResponsePtr = Owned<TS_RESP, TS_RESP_free>;

/** DER of an OpenSSL object by its i2d function; empty if encoding fails. */
template <typename T, typename Encode> QByteArray derOf(T* object, Encode encode)
{
    unsigned char* out = nullptr;
    const int size = encode(object, &out);
    if (size <= 0)
        return {};
    QByteArray der(reinterpret_cast<const char*>(out), size);
    OPENSSL_free(out);
    return der;
}

inline const unsigned char* bytesOf(const QByteArray& array)
{
    return reinterpret_cast<const unsigned char*>(array.constData());
}

/** The oldest error of this thread's OpenSSL queue as an Error; empties the queue. */
domain::Error sslError(domain::ErrorCode code, const char* where);

/** Reads one DER object and refuses bytes after it. */
X509Ptr certificateFromDer(const QByteArray& der);
TimePtr asn1Time(const QDateTime& utc);
QDateTime dateTimeOf(const ASN1_TIME* time);
IntegerPtr integerOf(const QByteArray& bigEndian);
QByteArray bigEndianOf(const ASN1_INTEGER* integer);
QString readableName(const X509_NAME* name);

} // namespace peraku::pki
