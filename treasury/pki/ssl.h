#pragma once

#include <domain/result.h>
#include <signing/openssl.h>

#include <openssl/bn.h>

namespace peraku::pki {

using signing::Asn1IntegerPtr;
using signing::Asn1TimePtr;
using signing::BignumPtr;
using signing::BioPtr;
using signing::EvpKeyPtr;
using signing::OcspBasicPtr;
using signing::OcspRequestPtr;
using signing::OcspResponsePtr;
using signing::TsResponsePtr;
using signing::X509CrlPtr;
using signing::X509NamePtr;
using signing::X509Ptr;
using signing::X509StackPtr;

// What only an authority makes.
using ExtensionPtr = signing::OpensslPtr<X509_EXTENSION, X509_EXTENSION_free>;
using RevokedPtr = signing::OpensslPtr<X509_REVOKED, X509_REVOKED_free>;
using EnumeratedPtr = signing::OpensslPtr<ASN1_ENUMERATED, ASN1_ENUMERATED_free>;
using ObjectPtr = signing::OpensslPtr<ASN1_OBJECT, ASN1_OBJECT_free>;
using OcspIdPtr = signing::OpensslPtr<OCSP_CERTID, OCSP_CERTID_free>;
using TsContextPtr = signing::OpensslPtr<TS_RESP_CTX, TS_RESP_CTX_free>;

/** The oldest error of this thread's OpenSSL queue as an Error; empties the queue. */
domain::Error sslError(domain::ErrorCode code, const char* where);

Asn1TimePtr asn1Time(const QDateTime& utc);
Asn1IntegerPtr integerOf(const QByteArray& bigEndian);
QByteArray bigEndianOf(const ASN1_INTEGER* integer);

} // namespace peraku::pki
