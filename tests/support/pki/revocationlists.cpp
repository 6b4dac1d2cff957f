#include "asn1.h"

#include <support/pki.h>

namespace peraku::support {

namespace {

void addEntry(X509_CRL* crl, const CrlEntry& entry)
{
    X509_REVOKED* revoked = X509_REVOKED_new();
    const signing::Asn1IntegerPtr serial(ASN1_INTEGER_new());
    require(ASN1_INTEGER_set_int64(serial.get(), entry.serial) == 1, "serial");
    const auto at = asn1Time(entry.at);
    require(X509_REVOKED_set_serialNumber(revoked, serial.get()) == 1
            && X509_REVOKED_set_revocationDate(revoked, at.get()) == 1,
        "entry");
    if (entry.reason >= 0) {
        ASN1_ENUMERATED* reason = ASN1_ENUMERATED_new();
        require(ASN1_ENUMERATED_set(reason, entry.reason) == 1
                && X509_REVOKED_add1_ext_i2d(revoked, NID_crl_reason, reason, 0, X509V3_ADD_DEFAULT) == 1,
            "reason");
        ASN1_ENUMERATED_free(reason);
    }
    if (entry.invalidSince.isValid()) {
        ASN1_GENERALIZEDTIME* since
            = ASN1_GENERALIZEDTIME_set(nullptr, entry.invalidSince.toSecsSinceEpoch());
        require(X509_REVOKED_add1_ext_i2d(revoked, NID_invalidity_date, since, 0, X509V3_ADD_DEFAULT) == 1,
            "invalidity");
        ASN1_GENERALIZEDTIME_free(since);
    }
    require(X509_CRL_add0_revoked(crl, revoked) == 1, "entry");
}

void addExtension(X509_CRL* crl, X509* issuer, const QByteArray& name, const QByteArray& value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, nullptr, nullptr, crl, 0);
    // Some extensions are only read beside a configuration, even an empty one.
    const signing::OpensslPtr<CONF, NCONF_free> configuration(NCONF_new(nullptr));
    X509V3_set_nconf(&context, configuration.get());
    X509_EXTENSION* extension
        = X509V3_EXT_nconf(configuration.get(), &context, name.constData(), value.constData());
    require(extension != nullptr, name.constData());
    require(X509_CRL_add_ext(crl, extension, -1) == 1, "extension");
    X509_EXTENSION_free(extension);
}

} // namespace

QByteArray makeCrl(const CrlSpec& spec, const Issued& issuer, const KeyPtr& key)
{
    const signing::X509CrlPtr crl(X509_CRL_new());
    const auto certificate = signing::parseCertificate(issuer.der);
    require(X509_CRL_set_version(crl.get(), X509_CRL_VERSION_2) == 1, "version");
    require(X509_CRL_set_issuer_name(crl.get(), X509_get_subject_name(certificate.get())) == 1, "issuer");
    const auto from = asn1Time(spec.thisUpdate);
    require(X509_CRL_set1_lastUpdate(crl.get(), from.get()) == 1, "thisUpdate");
    if (spec.nextUpdate.isValid()) {
        const auto to = asn1Time(spec.nextUpdate);
        require(X509_CRL_set1_nextUpdate(crl.get(), to.get()) == 1, "nextUpdate");
    }
    for (const auto& entry : spec.entries)
        addEntry(crl.get(), entry);
    const signing::Asn1IntegerPtr number(ASN1_INTEGER_new());
    require(ASN1_INTEGER_set(number.get(), spec.number) == 1
            && X509_CRL_add1_ext_i2d(crl.get(), NID_crl_number, number.get(), 0, X509V3_ADD_DEFAULT) == 1,
        "number");
    addExtension(crl.get(), certificate.get(), "authorityKeyIdentifier", "keyid:always");
    for (const auto& [name, value] : spec.extensions)
        addExtension(crl.get(), certificate.get(), name, value);
    require(X509_CRL_sort(crl.get()) == 1, "order");
    EVP_PKEY* signer = key ? key.get() : issuer.key.get();
    require(X509_CRL_sign(crl.get(), signer, EVP_get_digestbyname(spec.digest)) > 0, "signature");
    return encoded(crl.get(), i2d_X509_CRL);
}

} // namespace peraku::support
