#include <signing/certificate.h>

#include "ssl.h"

namespace peraku::signing {

using domain::CertificateFacts;
using domain::ErrorCode;
using domain::fail;
using domain::KeyKind;
using domain::Result;

namespace {

    QString nameText(const X509_NAME* name)
    {
        const BioPtr bio(BIO_new(BIO_s_mem()));
        // RFC 4514 order, but other scripts stay readable.
        if (!bio || X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) < 0)
            return {};
        char* data = nullptr;
        const long size = BIO_get_mem_data(bio.get(), &data);
        return QString::fromUtf8(data, qsizetype(size));
    }

    /** The only value of an attribute; empty if it is missing, repeated or holds a zero byte (a name that pretends to be shorter). */
    QString entryOf(const X509_NAME* name, int nid)
    {
        const int at = X509_NAME_get_index_by_NID(name, nid, -1);
        if (at < 0 || X509_NAME_get_index_by_NID(name, nid, at) >= 0)
            return {};
        unsigned char* utf8 = nullptr;
        const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
        if (size < 0)
            return {};
        const auto text = QString::fromUtf8(reinterpret_cast<const char*>(utf8), size);
        OPENSSL_free(utf8);
        return text.contains(QChar(u'\0')) ? QString() : text;
    }

    QString serialText(const X509* certificate)
    {
        const Owned<BIGNUM, BN_free> number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
        if (!number)
            return {};
        char* hex = BN_bn2hex(number.get());
        const auto text = QString::fromLatin1(hex);
        OPENSSL_free(hex);
        return text;
    }

    std::optional<domain::Ic> icOf(const X509_NAME* name)
    {
        for (const int nid : { NID_serialNumber, NID_surname }) {
            if (const auto ic = domain::Ic::parse(entryOf(name, nid)))
                return ic;
        }
        return std::nullopt;
    }

} // namespace

Result<CertificateFacts> certificateFacts(const QByteArray& der)
{
    const auto certificate = certificateFromDer(der);
    if (!certificate)
        return fail(ErrorCode::CertificateMalformed, reasonOfFailure());
    const auto* key = X509_get0_pubkey(certificate.get());
    if (!key)
        return fail(ErrorCode::CertificateMalformed, QStringLiteral("public key"));
    CertificateFacts facts;
    facts.der = der;
    facts.sha256 = domain::Sha256Hex(QString::fromLatin1(digestOf(der, EVP_sha256()).toHex()));
    const auto* subject = X509_get_subject_name(certificate.get());
    facts.subjectDn = nameText(subject);
    facts.commonName = entryOf(subject, NID_commonName);
    facts.issuerDn = nameText(X509_get_issuer_name(certificate.get()));
    facts.serialHex = serialText(certificate.get());
    facts.ic = icOf(subject);
    facts.notBefore = timeOf(X509_get0_notBefore(certificate.get()));
    facts.notAfter = timeOf(X509_get0_notAfter(certificate.get()));
    const int kind = EVP_PKEY_get_base_id(key);
    facts.keyKind = kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS ? KeyKind::Rsa : kind == EVP_PKEY_EC ? KeyKind::Ec : KeyKind::Other;
    facts.keyBits = EVP_PKEY_get_bits(key);
    // Without the extension every usage is allowed; a signature that binds must say so.
    facts.nonRepudiation = X509_get_extension_flags(certificate.get()) & EXFLAG_KUSAGE
        && X509_get_key_usage(certificate.get()) & KU_NON_REPUDIATION;
    facts.certificateAuthority = X509_check_ca(certificate.get()) > 0;
    if (!facts.notBefore.isValid() || !facts.notAfter.isValid())
        return fail(ErrorCode::CertificateMalformed, QStringLiteral("validity"));
    return facts;
}

} // namespace peraku::signing
