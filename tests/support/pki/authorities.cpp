#include "asn1.h"

#include <support/pki.h>

namespace peraku::support {

namespace {

QList<NamePart> authorityName(const QByteArray& commonName)
{
    return { { NID_countryName, "MY", V_ASN1_PRINTABLESTRING },
        { NID_organizationName, "Perbendaharaan Ujian", V_ASN1_UTF8STRING },
        { NID_commonName, commonName, V_ASN1_UTF8STRING } };
}

} // namespace

TestPki::TestPki(const QDateTime& at)
    : now(at)
{
    root = issue(rootSpec(), testKey(TestKey::Rsa2048, 100));
    issuing = issue(issuingSpec(), testKey(TestKey::Rsa2048, 101), &root);
    tsa = issue(tsaSpec(), testKey(TestKey::P256, 102), &issuing);
    ocsp = issue(ocspSpec(), testKey(TestKey::P256, 103), &issuing);
}

CertificateSpec TestPki::rootSpec() const
{
    return { authorityName("Peraku Test Root"), 1, now.addYears(-5), now.addYears(15),
        { { "basicConstraints", "critical,CA:TRUE" }, { "keyUsage", "critical,keyCertSign,cRLSign" } } };
}

CertificateSpec TestPki::issuingSpec() const
{
    return { authorityName("Peraku Test Issuing"), 2, now.addYears(-4), now.addYears(6),
        { { "basicConstraints", "critical,CA:TRUE,pathlen:0" },
            { "keyUsage", "critical,keyCertSign,cRLSign" } } };
}

CertificateSpec TestPki::officerSpec(const QByteArray& ic, qint64 serial) const
{
    return { { { NID_countryName, "MY", V_ASN1_PRINTABLESTRING },
                 { NID_commonName, "Pegawai Ujian", V_ASN1_UTF8STRING },
                 { NID_serialNumber, ic, V_ASN1_PRINTABLESTRING } },
        serial, now.addYears(-1), now.addYears(1),
        { { "basicConstraints", "critical,CA:FALSE" },
            { "keyUsage", "critical,nonRepudiation,digitalSignature" },
            { "certificatePolicies", "1.3.6.1.4.1.99999.2" } } };
}

CertificateSpec TestPki::tsaSpec() const
{
    return { authorityName("Peraku Test TSA"), 3, now.addYears(-2), now.addYears(3),
        { { "basicConstraints", "critical,CA:FALSE" },
            { "keyUsage", "critical,digitalSignature,nonRepudiation" },
            { "extendedKeyUsage", "critical,timeStamping" } } };
}

CertificateSpec TestPki::ocspSpec() const
{
    return { authorityName("Peraku Test OCSP"), 4, now.addYears(-2), now.addYears(3),
        { { "basicConstraints", "critical,CA:FALSE" }, { "keyUsage", "critical,digitalSignature" },
            { "extendedKeyUsage", "OCSPSigning" }, { "noCheck", "ignored" } } };
}

CrlSpec TestPki::crlSpec() const
{
    CrlSpec spec;
    spec.thisUpdate = now.addSecs(-3600);
    spec.nextUpdate = now.addSecs(23 * 3600);
    return spec;
}

Issued TestPki::officer(TestKey kind, const QByteArray& ic, qint64 serial) const
{
    return issue(officerSpec(ic, serial), testKey(kind), &issuing);
}

signing::TrustMaterial TestPki::material() const
{
    return material({ makeCrl(crlSpec(), issuing), makeCrl(crlSpec(), root) });
}

signing::TrustMaterial TestPki::material(const QList<QByteArray>& crls) const
{
    return { { root.der }, { issuing.der }, crls };
}

std::shared_ptr<const signing::TrustStore> TestPki::trust() const
{
    const auto store = signing::TrustStore::create(material());
    require(store.has_value(), "trust");
    return *store;
}

} // namespace peraku::support
