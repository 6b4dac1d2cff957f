#pragma once

#include <signing/cades.h>

#include <QByteArrayView>
#include <QDateTime>
#include <QString>

#include <memory>
#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/pkcs7.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

/**
 * The one public header that shows OpenSSL's types: for those who hold keys themselves (HSM, certification
 * authority, tests). Everyone else works with DER.
 */
namespace peraku::signing {

template <auto Free> struct OpensslDeleter {
    template <typename T> void operator()(T* object) const { Free(object); }
};
template <typename T, auto Free> using OpensslPtr = std::unique_ptr<T, OpensslDeleter<Free>>;

using X509Ptr = OpensslPtr<X509, X509_free>;
using X509CrlPtr = OpensslPtr<X509_CRL, X509_CRL_free>;
using X509StorePtr = OpensslPtr<X509_STORE, X509_STORE_free>;
using X509StoreCtxPtr = OpensslPtr<X509_STORE_CTX, X509_STORE_CTX_free>;
using X509AlgorPtr = OpensslPtr<X509_ALGOR, X509_ALGOR_free>;
using X509NamePtr = OpensslPtr<X509_NAME, X509_NAME_free>;
using EvpKeyPtr = OpensslPtr<EVP_PKEY, EVP_PKEY_free>;
using EvpKeyCtxPtr = OpensslPtr<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using EvpMdCtxPtr = OpensslPtr<EVP_MD_CTX, EVP_MD_CTX_free>;
using CmsPtr = OpensslPtr<CMS_ContentInfo, CMS_ContentInfo_free>;
using Asn1TimePtr = OpensslPtr<ASN1_TIME, ASN1_TIME_free>;
using Asn1IntegerPtr = OpensslPtr<ASN1_INTEGER, ASN1_INTEGER_free>;
using BignumPtr = OpensslPtr<BIGNUM, BN_free>;
using BioPtr = OpensslPtr<BIO, BIO_free_all>;
using OcspRequestPtr = OpensslPtr<OCSP_REQUEST, OCSP_REQUEST_free>;
using OcspResponsePtr = OpensslPtr<OCSP_RESPONSE, OCSP_RESPONSE_free>;
using OcspBasicPtr = OpensslPtr<OCSP_BASICRESP, OCSP_BASICRESP_free>;
using TsRequestPtr = OpensslPtr<TS_REQ, TS_REQ_free>;
using TsResponsePtr = OpensslPtr<TS_RESP, TS_RESP_free>;

/** A stack whose elements belong to someone else. */
struct X509StackDeleter {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using X509StackPtr = std::unique_ptr<STACK_OF(X509), X509StackDeleter>;

/** Exactly one DER certificate or CRL of reasonable size, else null; leaves OpenSSL's error queue empty. */
X509Ptr parseCertificate(const QByteArray& der);
X509CrlPtr parseCrl(const QByteArray& der);
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

// Between OpenSSL's values and Qt's.
inline const unsigned char* uchars(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
/** UTC; invalid for a malformed time. */
QDateTime toDateTime(const ASN1_TIME* time);
/** Upper-case hex without leading zero octets. */
QString serialHex(const ASN1_INTEGER* serial);
/** RFC 4514, UTF-8. */
QString dnText(const X509_NAME* name);

/**
 * The raw signature of a digest by a key in this process or in an HSM: RSA as modulus-size octets (PSS: salt
 * as long as the digest), ECDSA as DER. SignatureFailed, MechanismMissing.
 */
domain::Result<QByteArray> signDigest(EVP_PKEY* key, const SigningProfile& profile, const QByteArray& digest);

/** prepareCades(), signDigest() and completeCades() in one. */
domain::Result<QByteArray> signCades(const CadesRequest& request, EVP_PKEY* key);

} // namespace peraku::signing
