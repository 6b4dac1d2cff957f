#include "algorithm.h"
#include "certificatefacts.h"

#include <signing/certificate.h>
#include <signing/digest.h>
#include <signing/openssl.h>

namespace peraku::signing {

using domain::CertificateFacts;
using domain::ErrorCode;
using domain::fail;
using domain::Ic;
using domain::KeyKind;
using domain::Result;

namespace {

auto malformed(const char* why)
{
    return fail(ErrorCode::CertificateMalformed, QLatin1String(why));
}

std::optional<QString> textOf(const ASN1_STRING* string)
{
    unsigned char* utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(&utf8, string);
    if (size < 0)
        return std::nullopt;
    auto text = QString::fromUtf8(reinterpret_cast<const char*>(utf8), size);
    OPENSSL_free(utf8);
    // A NUL would make some readers see a shorter name than others.
    if (text.contains(QChar(0)))
        return std::nullopt;
    return text;
}

/** The value of an attribute that may stand once; nullopt = malformed or repeated, empty = absent. */
std::optional<QString> onlyEntry(const X509_NAME* name, int nid)
{
    const int at = X509_NAME_get_index_by_NID(name, nid, -1);
    if (at < 0)
        return QString();
    if (X509_NAME_get_index_by_NID(name, nid, at) >= 0)
        return std::nullopt;
    return textOf(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
}

bool allReadable(const X509_NAME* name)
{
    for (int i = 0; i < X509_NAME_entry_count(name); ++i) {
        if (!textOf(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, i))))
            return false;
    }
    return true;
}

std::optional<Ic> twelveDigits(const QString& text)
{
    if (text.size() != 12)
        return std::nullopt;
    return Ic::parse(text);
}

} // namespace

Result<CertificateFacts> factsOf(X509* certificate, const QByteArray& der)
{
    const X509_NAME* subject = X509_get_subject_name(certificate);
    if (!allReadable(subject) || !allReadable(X509_get_issuer_name(certificate)))
        return malformed("unreadable text in a name");
    const auto commonName = onlyEntry(subject, NID_commonName);
    if (!commonName)
        return malformed("more than one common name");
    const auto serialNumber = onlyEntry(subject, NID_serialNumber);
    const auto surname = onlyEntry(subject, NID_surname);
    if (!serialNumber || !surname)
        return malformed("more than one subject serial number or surname");
    EVP_PKEY* key = X509_get0_pubkey(certificate);
    if (!key)
        return malformed("public key");

    CertificateFacts facts;
    facts.der = der;
    facts.sha256 = sha256Hex(der);
    facts.subjectDn = dnText(subject);
    facts.issuerDn = dnText(X509_get_issuer_name(certificate));
    facts.commonName = *commonName;
    facts.serialHex = serialHex(X509_get0_serialNumber(certificate));
    facts.ic = twelveDigits(*serialNumber);
    if (!facts.ic && serialNumber->isEmpty())
        facts.ic = twelveDigits(*surname);
    facts.notBefore = toDateTime(X509_get0_notBefore(certificate));
    facts.notAfter = toDateTime(X509_get0_notAfter(certificate));
    if (!facts.notBefore.isValid() || !facts.notAfter.isValid())
        return malformed("validity");
    const int kind = EVP_PKEY_get_base_id(key);
    facts.keyKind = kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS ? KeyKind::Rsa
        : kind == EVP_PKEY_EC                                        ? KeyKind::Ec
                                                                     : KeyKind::Other;
    facts.keyBits = EVP_PKEY_get_bits(key);
    // X509_get_key_usage gives all bits where the extension is absent; absence is no permission here.
    facts.nonRepudiation = X509_get_ext_by_NID(certificate, NID_key_usage, -1) >= 0
        && (X509_get_key_usage(certificate) & KU_NON_REPUDIATION);
    facts.certificateAuthority = X509_check_ca(certificate) > 0;
    return facts;
}

Result<CertificateFacts> certificateFacts(const QByteArray& der)
{
    const auto certificate = parseCertificate(der);
    if (!certificate)
        return malformed("not one DER certificate");
    return factsOf(certificate.get(), der);
}

Result<CrlFacts> crlFacts(const QByteArray& der)
{
    const auto crl = parseCrl(der);
    if (!crl)
        return fail(ErrorCode::CrlMissing, QStringLiteral("not one DER revocation list"));
    CrlFacts facts;
    facts.issuerDn = dnText(X509_CRL_get_issuer(crl.get()));
    facts.thisUpdate = toDateTime(X509_CRL_get0_lastUpdate(crl.get()));
    facts.nextUpdate = toDateTime(X509_CRL_get0_nextUpdate(crl.get()));
    if (!facts.thisUpdate.isValid())
        return fail(ErrorCode::CrlMissing, QStringLiteral("thisUpdate"));
    const Asn1IntegerPtr number(
        static_cast<ASN1_INTEGER*>(X509_CRL_get_ext_d2i(crl.get(), NID_crl_number, nullptr, nullptr)));
    if (number)
        facts.numberHex = serialHex(number.get());
    const auto* entries = X509_CRL_get_REVOKED(crl.get());
    facts.revoked = entries ? sk_X509_REVOKED_num(entries) : 0;
    return facts;
}

} // namespace peraku::signing
