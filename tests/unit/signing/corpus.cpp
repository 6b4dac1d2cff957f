#include "corpus.h"

#include "defects.h"

namespace peraku::tests {

using domain::CheckId;
using domain::ErrorCode;
using support::CertificateSpec;
using support::CrlSpec;
using support::TestKey;

namespace {

constexpr auto path = CheckId::CertificatePath;
constexpr auto usage = CheckId::KeyUsage;
constexpr auto revocation = CheckId::Revocation;
constexpr auto untrusted = ErrorCode::CertificateUntrusted;
constexpr auto wrongUsage = ErrorCode::CertificateWrongUsage;

std::vector<BadCase> certificateCases()
{
    return {
        { "expired", CheckId::Time, ErrorCode::CertificateExpired, "certificate has expired",
            [](Scene& s) { reissue(s, [&](CertificateSpec& c) { c.notAfter = s.pki.now.addSecs(-1); }); } },
        { "not yet valid", CheckId::Time, ErrorCode::CertificateNotYetValid, "certificate is not yet valid",
            [](Scene& s) { reissue(s, [&](CertificateSpec& c) { c.notBefore = s.pki.now.addSecs(1); }); } },
        { "digitalSignature only", usage, wrongUsage, "keyUsage without nonRepudiation",
            [](Scene& s) {
                reissue(s, [](CertificateSpec& c) { c.set("keyUsage", "critical,digitalSignature"); });
            } },
        { "keyEncipherment only", usage, wrongUsage, "keyUsage without nonRepudiation",
            [](Scene& s) { reissue(s, [](CertificateSpec& c) { c.set("keyUsage", "keyEncipherment"); }); } },
        { "no keyUsage", usage, wrongUsage, "keyUsage missing",
            [](Scene& s) { reissue(s, [](CertificateSpec& c) { c.drop("keyUsage"); }); } },
        { "server certificate", usage, wrongUsage, "extendedKeyUsage is for other things",
            [](Scene& s) {
                reissue(s, [](CertificateSpec& c) { c.set("extendedKeyUsage", "serverAuth"); });
            } },
        { "timestamping certificate", usage, wrongUsage, "extendedKeyUsage is for other things",
            [](Scene& s) {
                reissue(s, [](CertificateSpec& c) { c.set("extendedKeyUsage", "critical,timeStamping"); });
            } },
        { "code signing and OCSP", usage, wrongUsage, "extendedKeyUsage is for other things",
            [](Scene& s) {
                reissue(s, [](CertificateSpec& c) { c.set("extendedKeyUsage", "codeSigning,OCSPSigning"); });
            } },
        { "an authority signs itself", usage, wrongUsage, "an authority's certificate",
            [](Scene& s) {
                reissue(s, [](CertificateSpec& c) {
                    c.set("basicConstraints", "critical,CA:TRUE");
                    c.set("keyUsage", "critical,keyCertSign,nonRepudiation");
                });
            } },
        { "RSA-1024", path, untrusted, "RSA key under 2048 bits",
            [](Scene& s) {
                reissue(
                    s, [](CertificateSpec&) {}, TestKey::Rsa1024);
            } },
        { "RSA-2048 where the policy asks for 3072", path, untrusted, "RSA key under 3072 bits",
            [](Scene& s) { s.options.path.minimumRsaBits = 3072; } },
        { "P-224", path, untrusted, "curve not accepted",
            [](Scene& s) {
                reissue(
                    s, [](CertificateSpec&) {}, TestKey::P224);
            } },
        { "secp256k1", path, untrusted, "curve not accepted",
            [](Scene& s) {
                reissue(
                    s, [](CertificateSpec&) {}, TestKey::Secp256k1);
            } },
        { "SHA-1", path, untrusted, "weak digest in a certificate",
            [](Scene& s) { reissue(s, [](CertificateSpec& c) { c.digest = "SHA1"; }); } },
        { "unknown critical extension", path, untrusted, "unknown critical extension",
            [](Scene& s) {
                reissue(s, [](CertificateSpec& c) { c.set("1.3.6.1.4.1.99999.9", "critical,ASN1:NULL"); });
            } },
        { "policy of another purpose", path, untrusted, "certificate policy not accepted",
            [](Scene& s) {
                s.options.path.policies = QStringList { QStringLiteral("1.3.6.1.4.1.99999.7") };
            } },
        { "no policy where one is asked for", path, untrusted, "certificate policy not accepted",
            [](Scene& s) {
                s.options.path.policies = QStringList { QStringLiteral("1.3.6.1.4.1.99999.2") };
                reissue(s, [](CertificateSpec& c) { c.drop("certificatePolicies"); });
            } },
        { "another officer", CheckId::SignerIdentity, ErrorCode::CertificateWrongOfficer,
            "certificate belongs to another officer",
            [](Scene& s) {
                s.options.expectedIc = domain::Ic::parse(QStringLiteral("800101145001"));
                s.officer = s.pki.officer(TestKey::P256, "900202145002");
            } },
        { "no IC", CheckId::SignerIdentity, ErrorCode::CertificateWrongOfficer, "certificate bears no IC",
            [](Scene& s) {
                s.options.expectedIc = domain::Ic::parse(QStringLiteral("800101145001"));
                reissue(s, [](CertificateSpec& c) { c.subject.removeLast(); });
            } },
        { "IC with a name behind it", CheckId::SignerIdentity, ErrorCode::CertificateWrongOfficer,
            "certificate bears no IC",
            [](Scene& s) {
                s.options.expectedIc = domain::Ic::parse(QStringLiteral("800101145001"));
                reissue(s, [](CertificateSpec& c) { c.subject.last().bytes = "800101145001 ALI"; });
            } },
        { "another certificate of the same officer", CheckId::SignerIdentity,
            ErrorCode::CertificateWrongOfficer, "not the certificate that was expected",
            [](Scene& s) {
                s.options.expectedCertificate = signing::sha256Hex(s.officer.der);
                s.officer = s.pki.officer(TestKey::P256, "800101145001", 1001);
            } },
        { "two ICs", CheckId::Signature, ErrorCode::CertificateMalformed,
            "more than one subject serial number or surname",
            [](Scene& s) { reissue(s, [](CertificateSpec& c) { c.subject.append(c.subject.last()); }); } },
        { "two common names", CheckId::Signature, ErrorCode::CertificateMalformed,
            "more than one common name",
            [](Scene& s) {
                reissue(s, [](CertificateSpec& c) {
                    c.subject.append({ NID_commonName, "Orang Lain", V_ASN1_UTF8STRING });
                });
            } },
        { "NUL in the common name", CheckId::Signature, ErrorCode::CertificateMalformed,
            "unreadable text in a name",
            [](Scene& s) {
                reissue(s, [](CertificateSpec& c) { c.subject[1].bytes = QByteArray("Pegawai\0 Lain", 13); });
            } },
        { "NUL in a BMPString", CheckId::Signature, ErrorCode::CertificateMalformed,
            "unreadable text in a name",
            [](Scene& s) {
                reissue(s, [](CertificateSpec& c) {
                    c.subject[1] = { NID_commonName, QByteArray("\0A\0\0\0B", 6), V_ASN1_BMPSTRING };
                });
            } },
    };
}

std::vector<BadCase> pathCases()
{
    return {
        { "unknown issuer", path, untrusted, "issuer is not known",
            [](Scene& s) {
                support::TestPki other(s.pki.now);
                auto spec = other.issuingSpec();
                spec.subject.last().bytes = "Some Other Issuing";
                const auto stranger
                    = support::issue(spec, support::testKey(TestKey::Rsa2048, 120), &other.root);
                s.officer = support::issue(s.pki.officerSpec(), support::testKey(TestKey::P256), &stranger);
                s.chain.clear();
            } },
        { "another root", path, untrusted, "root is not pinned",
            [](Scene& s) {
                auto spec = s.pki.rootSpec();
                spec.subject.last().bytes = "Some Other Root";
                const auto root = support::issue(spec, support::testKey(TestKey::Rsa2048, 121));
                const auto issuing
                    = support::issue(s.pki.issuingSpec(), support::testKey(TestKey::Rsa2048, 122), &root);
                s.officer = support::issue(s.pki.officerSpec(), support::testKey(TestKey::P256), &issuing);
                s.chain = { issuing.der, root.der };
            } },
        { "look-alike root of the same name", path, untrusted, "root is not pinned",
            [](Scene& s) {
                const auto root = support::issue(s.pki.rootSpec(), support::testKey(TestKey::Rsa2048, 121));
                const auto issuing
                    = support::issue(s.pki.issuingSpec(), support::testKey(TestKey::Rsa2048, 122), &root);
                s.officer = support::issue(s.pki.officerSpec(), support::testKey(TestKey::P256), &issuing);
                s.chain = { issuing.der, root.der };
            } },
        { "look-alike issuing authority", path, untrusted, "issuer is not known",
            [](Scene& s) {
                auto fake = s.pki.issuing;
                fake.key = support::testKey(TestKey::Rsa2048, 123);
                fake = support::issue(s.pki.issuingSpec(), fake.key, &s.pki.issuing);
                s.officer = support::issue(s.pki.officerSpec(), support::testKey(TestKey::P256), &fake);
                s.chain.clear();
            } },
        { "forged signature under the true issuer's name and key id", path, untrusted,
            "certificate signature does not verify",
            [](Scene& s) {
                auto forger = s.pki.issuing;
                forger.key = support::testKey(TestKey::Rsa2048, 124);
                s.officer = support::issue(s.pki.officerSpec(), support::testKey(TestKey::P256), &forger);
            } },
        { "self-signed", path, untrusted, "root is not pinned",
            [](Scene& s) {
                s.officer = support::issue(s.pki.officerSpec(), support::testKey(TestKey::P256));
                s.chain.clear();
            } },
        { "issuer is an officer", path, untrusted, "issuer is not an authority",
            [](Scene& s) {
                const auto middle = s.pki.officer(TestKey::P256, "900202145002", 51);
                auto spec = s.pki.officerSpec();
                s.officer = support::issue(spec, support::testKey(TestKey::P256, 5), &middle);
                s.chain = { middle.der, s.pki.issuing.der };
            } },
        { "issuer without keyCertSign", path, untrusted, "issuer is not an authority",
            [](Scene& s) {
                reissueAuthority(s, [](CertificateSpec& c) { c.set("keyUsage", "critical,cRLSign"); });
            } },
        { "path length exceeded", path, untrusted, "path length exceeded",
            [](Scene& s) { signBelow(s, subordinate(s, "critical,CA:TRUE")); } },
        { "name constraint", path, untrusted, "name constraint violated",
            [](Scene& s) {
                reissueAuthority(s, [](CertificateSpec& c) {
                    c.set("nameConstraints", "critical,permitted;email:contoh.gov.my");
                });
                reissue(s, [](CertificateSpec& c) { c.set("subjectAltName", "email:pegawai@lain.example"); });
            } },
        { "excluded name", path, untrusted, "name constraint violated",
            [](Scene& s) {
                reissueAuthority(s, [](CertificateSpec& c) {
                    c.set("nameConstraints", "critical,excluded;email:lain.example");
                });
                reissue(s, [](CertificateSpec& c) { c.set("subjectAltName", "email:pegawai@lain.example"); });
            } },
        { "expired authority", path, ErrorCode::CertificateExpired, "authority has expired",
            [](Scene& s) {
                reissueAuthority(s, [&](CertificateSpec& c) { c.notAfter = s.pki.now.addSecs(-60); });
            } },
        { "authority not yet valid", path, ErrorCode::CertificateNotYetValid, "authority is not yet valid",
            [](Scene& s) {
                reissueAuthority(s, [&](CertificateSpec& c) { c.notBefore = s.pki.now.addSecs(60); });
            } },
        { "authority with SHA-1", path, untrusted, "weak digest in a certificate",
            [](Scene& s) { reissueAuthority(s, [](CertificateSpec& c) { c.digest = "SHA1"; }); } },
        { "authority with RSA-1024", path, untrusted, "RSA key under 2048 bits",
            [](Scene& s) {
                reissueAuthority(
                    s, [](CertificateSpec&) {}, TestKey::Rsa1024);
            } },
        { "embedded certificate of someone else", path, untrusted, "embedded certificate outside the path",
            [](Scene& s) { s.chain.append(s.pki.officer(TestKey::P256, "900202145002", 52).der); } },
        { "embedded certificate twice", path, untrusted, "embedded certificate outside the path",
            [](Scene& s) { s.chain.append(s.pki.issuing.der); } },
    };
}

std::vector<BadCase> revocationCases()
{
    return {
        { "revoked yesterday", revocation, ErrorCode::CertificateRevoked, "certificate is revoked",
            [](Scene& s) { revokeOfficer(s, s.pki.now.addDays(-1)); } },
        { "revoked with a date to come", revocation, ErrorCode::CertificateRevoked, "certificate is revoked",
            [](Scene& s) { revokeOfficer(s, s.pki.now.addDays(1)); } },
        { "on hold", revocation, ErrorCode::CertificateRevoked, "certificate is revoked",
            [](Scene& s) { revokeOfficer(s, s.pki.now.addDays(-1), 6); } },
        { "revoked before it was received", revocation, ErrorCode::CertificateRevoked,
            "certificate is revoked",
            [](Scene& s) {
                s.options.trustedTime = s.pki.now.addSecs(600);
                s.options.now = s.pki.now.addSecs(1200);
                revokeOfficer(s, s.pki.now.addSecs(599));
            } },
        { "invalid since before it was received", revocation, ErrorCode::CertificateRevoked,
            "certificate is revoked",
            [](Scene& s) {
                s.options.trustedTime = s.pki.now.addSecs(600);
                s.options.now = s.pki.now.addSecs(1200);
                revokeOfficer(s, s.pki.now.addSecs(900), 1, s.pki.now.addDays(-3));
            } },
        { "duplicate serial number of a revoked one", revocation, ErrorCode::CertificateRevoked,
            "certificate is revoked",
            [](Scene& s) {
                revokeOfficer(s, s.pki.now.addDays(-1));
                s.officer = s.pki.officer(TestKey::P384);
            } },
        { "revoked authority", revocation, ErrorCode::CertificateRevoked, "authority is revoked",
            [](Scene& s) {
                auto spec = s.pki.crlSpec();
                spec.entries.append({ s.pki.issuing.serial, s.pki.now.addDays(-1), -1, {} });
                s.trust = s.pki.material(
                    { support::makeCrl(s.pki.crlSpec(), s.pki.issuing), support::makeCrl(spec, s.pki.root) });
            } },
        { "no CRL at all", revocation, ErrorCode::CrlMissing, "no CRL of the issuing authority",
            [](Scene& s) { s.trust.crls.clear(); } },
        { "no CRL of the root", revocation, ErrorCode::CrlMissing, "no CRL of the issuing authority",
            [](Scene& s) { s.trust.crls.removeLast(); } },
        { "CRL expired", revocation, ErrorCode::CrlStale, "CRL has expired",
            [](Scene& s) {
                relist(s, [&](CrlSpec& c) {
                    c.thisUpdate = s.pki.now.addDays(-2);
                    c.nextUpdate = s.pki.now.addSecs(-1);
                });
            } },
        { "CRL of the root expired", revocation, ErrorCode::CrlStale, "CRL has expired",
            [](Scene& s) {
                auto spec = s.pki.crlSpec();
                spec.nextUpdate = s.pki.now.addSecs(-1);
                s.trust = s.pki.material(
                    { support::makeCrl(s.pki.crlSpec(), s.pki.issuing), support::makeCrl(spec, s.pki.root) });
            } },
        { "CRL older than the policy", revocation, ErrorCode::CrlStale, "CRL is older than 24 hours",
            [](Scene& s) {
                s.options.path.maxCrlAgeHours = 24;
                relist(s, [&](CrlSpec& c) { c.thisUpdate = s.pki.now.addSecs(-25 * 3600); });
            } },
        { "CRL from the future", revocation, ErrorCode::CrlStale, "CRL is not yet valid",
            [](Scene& s) { relist(s, [&](CrlSpec& c) { c.thisUpdate = s.pki.now.addSecs(3600); }); } },
        { "CRL without nextUpdate", revocation, ErrorCode::CrlStale, "CRL without nextUpdate",
            [](Scene& s) { relist(s, [](CrlSpec& c) { c.nextUpdate = {}; }); } },
        { "CRL signed by another key", revocation, ErrorCode::CrlMissing,
            "CRL is not signed by the issuing authority",
            [](Scene& s) {
                relist(
                    s, [](CrlSpec&) {}, support::testKey(TestKey::Rsa2048, 125));
            } },
        { "CRL of an authority that may not sign CRLs", revocation, ErrorCode::CrlMissing,
            "issuer may not sign CRLs",
            [](Scene& s) {
                reissueAuthority(s, [](CertificateSpec& c) { c.set("keyUsage", "critical,keyCertSign"); });
            } },
        { "CRL with SHA-1", revocation, ErrorCode::CrlMissing, "weak digest in a CRL",
            [](Scene& s) { relist(s, [](CrlSpec& c) { c.digest = "SHA1"; }); } },
        { "delta CRL", revocation, ErrorCode::CrlMissing, "CRL is only a delta",
            [](Scene& s) {
                relist(s, [](CrlSpec& c) {
                    c.extensions.append(
                        qMakePair(QByteArray("deltaCRL"), QByteArray("critical,DER:02:01:01")));
                });
            } },
        { "CRL for authorities only", revocation, ErrorCode::CrlMissing,
            "CRL does not cover this certificate",
            [](Scene& s) {
                relist(s, [](CrlSpec& c) {
                    c.extensions.append(qMakePair(
                        QByteArray("issuingDistributionPoint"), QByteArray("critical,onlyCA:TRUE")));
                });
            } },
        { "CRL of another place", revocation, ErrorCode::CrlMissing, "CRL does not cover this certificate",
            [](Scene& s) {
                reissue(s, [](CertificateSpec& c) {
                    c.set("crlDistributionPoints", "URI:http://pki.example/officers-1.crl");
                });
                relist(s, [](CrlSpec& c) {
                    c.extensions.append(qMakePair(QByteArray("issuingDistributionPoint"),
                        QByteArray("critical,fullname:URI:http://pki.example/officers-2.crl")));
                });
            } },
        { "CRL with an unknown critical extension", revocation, ErrorCode::CrlMissing,
            "CRL has an unknown critical extension",
            [](Scene& s) {
                relist(s, [](CrlSpec& c) {
                    c.extensions.append(
                        qMakePair(QByteArray("1.3.6.1.4.1.99999.9"), QByteArray("critical,ASN1:NULL")));
                });
            } },
    };
}

std::vector<BadCase> timeCases()
{
    return {
        { "claimed time in the future", CheckId::Time, ErrorCode::ClockSkew,
            "claimed time lies in the future", [](Scene& s) { s.options.now = s.pki.now.addSecs(-301); } },
        { "claimed time before the certificate", CheckId::Time, ErrorCode::CertificateNotYetValid,
            "claimed time is before the certificate",
            [](Scene& s) {
                reissue(s, [&](CertificateSpec& c) { c.notBefore = s.pki.now.addSecs(301); });
                s.options.now = s.pki.now.addSecs(1000);
            } },
        { "timestamp asked for but absent", CheckId::Time, ErrorCode::TimestampMissing, "timestamp pending",
            [](Scene& s) { s.options.timestamp = signing::TimestampPolicy::Required; } },
    };
}

} // namespace

const std::vector<BadCase>& badCases()
{
    static const auto all = [] {
        std::vector<BadCase> cases;
        for (auto part : { certificateCases(), pathCases(), revocationCases(), timeCases() })
            cases.insert(cases.end(), part.begin(), part.end());
        return cases;
    }();
    return all;
}

} // namespace peraku::tests
