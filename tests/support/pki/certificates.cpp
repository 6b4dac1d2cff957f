#include "asn1.h"

#include <support/pki.h>

#include <algorithm>

namespace peraku::support {

namespace {

void setName(X509_NAME* name, const QList<NamePart>& parts)
{
    for (const auto& part : parts)
        require(
            X509_NAME_add_entry_by_NID(name, part.nid, part.type,
                reinterpret_cast<const unsigned char*>(part.bytes.constData()), int(part.bytes.size()), -1, 0)
                == 1,
            "name");
}

void addExtension(X509* certificate, X509* issuer, const QByteArray& name, const QByteArray& value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    // Some extensions are only read beside a configuration, even an empty one.
    const signing::OpensslPtr<CONF, NCONF_free> configuration(NCONF_new(nullptr));
    X509V3_set_nconf(&context, configuration.get());
    X509_EXTENSION* extension
        = X509V3_EXT_nconf(configuration.get(), &context, name.constData(), value.constData());
    require(extension != nullptr, name.constData());
    require(X509_add_ext(certificate, extension, -1) == 1, "extension");
    X509_EXTENSION_free(extension);
}

} // namespace

CertificateSpec& CertificateSpec::drop(const char* extension)
{
    extensions.removeIf([extension](const auto& pair) { return pair.first == extension; });
    return *this;
}

CertificateSpec& CertificateSpec::set(const char* extension, const char* value)
{
    drop(extension);
    extensions.append(qMakePair(QByteArray(extension), QByteArray(value)));
    return *this;
}

Issued issue(const CertificateSpec& spec, const KeyPtr& key, const Issued* issuer)
{
    const signing::X509Ptr certificate(X509_new());
    const auto parent = issuer ? signing::parseCertificate(issuer->der) : nullptr;
    X509* issuing = parent ? parent.get() : certificate.get();
    require(X509_set_version(certificate.get(), X509_VERSION_3) == 1, "version");
    require(ASN1_INTEGER_set_int64(X509_get_serialNumber(certificate.get()), spec.serial) == 1, "serial");
    const auto from = asn1Time(spec.notBefore);
    const auto to = asn1Time(spec.notAfter);
    require(X509_set1_notBefore(certificate.get(), from.get()) == 1
            && X509_set1_notAfter(certificate.get(), to.get()) == 1,
        "validity");
    const signing::X509NamePtr name(X509_NAME_new());
    setName(name.get(), spec.subject);
    require(X509_set_subject_name(certificate.get(), name.get()) == 1, "subject");
    require(X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuing)) == 1, "issuer");
    require(X509_set_pubkey(certificate.get(), key.get()) == 1, "key");
    if (spec.keyIdentifiers) {
        addExtension(certificate.get(), issuing, "subjectKeyIdentifier", "hash");
        if (issuer)
            addExtension(certificate.get(), issuing, "authorityKeyIdentifier", "keyid:always");
    }
    for (const auto& [extension, value] : spec.extensions)
        addExtension(certificate.get(), issuing, extension, value);
    EVP_PKEY* signer = issuer ? issuer->key.get() : key.get();
    const EVP_MD* digest
        = EVP_PKEY_get_base_id(signer) == EVP_PKEY_ED25519 ? nullptr : EVP_get_digestbyname(spec.digest);
    require(X509_sign(certificate.get(), signer, digest) > 0, "signature");
    return { signing::derOf(certificate.get(), i2d_X509), key, spec.serial };
}

} // namespace peraku::support
