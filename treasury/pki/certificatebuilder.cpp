#include "certificatebuilder.h"

#include <openssl/conf.h>

namespace peraku::pki {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

tl::unexpected<domain::Error> failed(const char* where)
{
    return fail(sslError(ErrorCode::SignatureFailed, where));
}

Result<X509NamePtr> nameOf(const QList<DnPart>& parts)
{
    X509NamePtr name(X509_NAME_new());
    for (const auto& part : parts) {
        const auto value = part.value.toUtf8();
        // The string type is chosen by OpenSSL: PrintableString where the standard asks for it, else
        // UTF8String.
        if (!name
            || X509_NAME_add_entry_by_txt(
                   name.get(), part.field, MBSTRING_UTF8, signing::uchars(value), int(value.size()), -1, 0)
                != 1)
            return fail(sslError(ErrorCode::InvalidInput, part.field));
    }
    return name;
}

Result<Done> addExtensions(X509* certificate, X509* issuer, const QList<ExtensionSpec>& extensions)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    // Policies are looked up in a configuration even where their OID stands in the value; an empty one will
    // do.
    const signing::OpensslPtr<CONF, NCONF_free> configuration(NCONF_new(nullptr));
    X509V3_set_nconf(&context, configuration.get());
    for (const auto& spec : extensions) {
        const ExtensionPtr extension(
            X509V3_EXT_conf_nid(nullptr, &context, spec.nid, spec.value.constData()));
        if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1)
            return fail(sslError(ErrorCode::InvalidInput, OBJ_nid2sn(spec.nid)));
    }
    return Done {};
}

} // namespace

const EVP_MD* digestFor(EVP_PKEY* key)
{
    return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC && EVP_PKEY_get_bits(key) > 256 ? EVP_sha384()
                                                                                    : EVP_sha256();
}

Result<X509Ptr> buildCertificate(
    const CertificateSpec& spec, EVP_PKEY* subjectKey, X509* issuer, EVP_PKEY* issuerKey)
{
    auto subject = nameOf(spec.subject);
    if (!subject)
        return fail(subject.error());
    X509Ptr certificate(X509_new());
    const auto serial = integerOf(spec.serial);
    const auto from = asn1Time(spec.notBefore);
    const auto until = asn1Time(spec.notAfter);
    if (!certificate || !serial || !from || !until)
        return failed("certificate");
    const X509_NAME* issuerName = issuer ? X509_get_subject_name(issuer) : subject->get();
    if (X509_set_version(certificate.get(), X509_VERSION_3) != 1
        || X509_set_serialNumber(certificate.get(), serial.get()) != 1
        || X509_set_subject_name(certificate.get(), subject->get()) != 1
        || X509_set_issuer_name(certificate.get(), issuerName) != 1
        || X509_set1_notBefore(certificate.get(), from.get()) != 1
        || X509_set1_notAfter(certificate.get(), until.get()) != 1
        || X509_set_pubkey(certificate.get(), subjectKey) != 1)
        return failed("certificate fields");
    if (auto added = addExtensions(certificate.get(), issuer ? issuer : certificate.get(), spec.extensions);
        !added)
        return fail(added.error());
    if (X509_sign(certificate.get(), issuerKey, digestFor(issuerKey)) <= 0)
        return failed("X509_sign");
    return certificate;
}

Result<QByteArray> buildCrl(X509* issuer, EVP_PKEY* issuerKey, const QList<CrlLine>& lines, qint64 number,
    const QDateTime& thisUpdate, const QDateTime& nextUpdate)
{
    const X509CrlPtr crl(X509_CRL_new());
    const auto from = asn1Time(thisUpdate);
    const auto until = asn1Time(nextUpdate);
    const Asn1IntegerPtr crlNumber(ASN1_INTEGER_new());
    if (!crl || !from || !until || !crlNumber || ASN1_INTEGER_set_int64(crlNumber.get(), number) != 1
        || X509_CRL_set_version(crl.get(), X509_CRL_VERSION_2) != 1
        || X509_CRL_set_issuer_name(crl.get(), X509_get_subject_name(issuer)) != 1
        || X509_CRL_set1_lastUpdate(crl.get(), from.get()) != 1
        || X509_CRL_set1_nextUpdate(crl.get(), until.get()) != 1)
        return failed("CRL");
    for (const auto& line : lines) {
        RevokedPtr revoked(X509_REVOKED_new());
        const auto serial = integerOf(line.serial);
        const auto at = asn1Time(line.at);
        if (!revoked || !serial || !at || X509_REVOKED_set_serialNumber(revoked.get(), serial.get()) != 1
            || X509_REVOKED_set_revocationDate(revoked.get(), at.get()) != 1)
            return failed("CRL entry");
        // RFC 5280, 5.3.1: the reason is left out rather than saying "unspecified".
        if (line.reason != RevocationReason::Unspecified) {
            const EnumeratedPtr reason(ASN1_ENUMERATED_new());
            if (!reason || ASN1_ENUMERATED_set(reason.get(), long(line.reason)) != 1
                || X509_REVOKED_add1_ext_i2d(revoked.get(), NID_crl_reason, reason.get(), 0, 0) != 1)
                return failed("CRL reason");
        }
        if (X509_CRL_add0_revoked(crl.get(), revoked.get()) != 1)
            return failed("CRL entry");
        static_cast<void>(revoked.release()); // owned by the CRL from here
    }
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, nullptr, nullptr, crl.get(), 0);
    X509V3_set_ctx_nodb(&context);
    const ExtensionPtr keyId(
        X509V3_EXT_conf_nid(nullptr, &context, NID_authority_key_identifier, "keyid:always"));
    if (!keyId || X509_CRL_add_ext(crl.get(), keyId.get(), -1) != 1
        || X509_CRL_add1_ext_i2d(crl.get(), NID_crl_number, crlNumber.get(), 0, 0) != 1)
        return failed("CRL extensions");
    X509_CRL_sort(crl.get());
    if (X509_CRL_sign(crl.get(), issuerKey, digestFor(issuerKey)) <= 0)
        return failed("X509_CRL_sign");
    auto der = signing::derOf(crl.get(), i2d_X509_CRL);
    if (der.isEmpty())
        return failed("i2d_X509_CRL");
    return der;
}

Result<EvpKeyPtr> acceptablePublicKey(const QByteArray& subjectPublicKeyInfo)
{
    const unsigned char* cursor = signing::uchars(subjectPublicKeyInfo);
    EvpKeyPtr key(d2i_PUBKEY(nullptr, &cursor, long(subjectPublicKeyInfo.size())));
    if (!key || cursor != signing::uchars(subjectPublicKeyInfo) + subjectPublicKeyInfo.size())
        return fail(sslError(ErrorCode::InvalidInput, "public key"));
    if (EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA && EVP_PKEY_get_bits(key.get()) >= 2048)
        return key;
    if (EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_EC) {
        char group[64] = {};
        if (EVP_PKEY_get_group_name(key.get(), group, sizeof group, nullptr) == 1) {
            const int curve = OBJ_sn2nid(group);
            if (curve == NID_X9_62_prime256v1 || curve == NID_secp384r1)
                return key;
        }
    }
    return fail(ErrorCode::InvalidInput,
        QStringLiteral("public key: RSA from 2048 bits, P-256 or P-384 is asked for"));
}

} // namespace peraku::pki
