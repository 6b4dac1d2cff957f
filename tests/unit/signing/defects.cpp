#include "defects.h"

namespace peraku::tests {

using support::CertificateSpec;
using support::CrlSpec;
using support::Issued;
using support::TestKey;

Scene::Scene()
    : officer(pki.officer())
    , trust(pki.material())
    , options(optionsAt(pki.now))
    , chain({ pki.issuing.der })
{
}

void reissue(Scene& s, const std::function<void(CertificateSpec&)>& change, TestKey key)
{
    auto spec = s.pki.officerSpec();
    change(spec);
    s.officer = support::issue(spec, support::testKey(key), &s.pki.issuing);
}

void reissueAuthority(Scene& s, const std::function<void(CertificateSpec&)>& change, TestKey key)
{
    auto spec = s.pki.issuingSpec();
    change(spec);
    const auto subject = support::testKey(key, key == TestKey::Rsa2048 ? 101 : 0);
    s.pki.issuing = support::issue(spec, subject, &s.pki.root);
    s.officer = s.pki.officer();
    s.trust = s.pki.material();
    s.chain = { s.pki.issuing.der };
}

void relist(Scene& s, const std::function<void(CrlSpec&)>& change, const support::KeyPtr& key)
{
    auto spec = s.pki.crlSpec();
    change(spec);
    s.trust = s.pki.material(
        { support::makeCrl(spec, s.pki.issuing, key), support::makeCrl(s.pki.crlSpec(), s.pki.root) });
}

void revokeOfficer(Scene& s, const QDateTime& at, int reason, const QDateTime& invalidSince)
{
    relist(s, [&](CrlSpec& c) { c.entries.append({ s.officer.serial, at, reason, invalidSince }); });
}

Issued subordinate(Scene& s, const char* constraints)
{
    CertificateSpec spec = s.pki.issuingSpec();
    spec.subject.last().bytes = "Peraku Test Sub";
    spec.serial = 50;
    spec.set("basicConstraints", constraints);
    return support::issue(spec, support::testKey(TestKey::Rsa2048, 110), &s.pki.issuing);
}

void signBelow(Scene& s, const Issued& authority)
{
    s.officer = support::issue(s.pki.officerSpec(), support::testKey(TestKey::P256), &authority);
    s.chain = { authority.der, s.pki.issuing.der };
    s.trust.crls.append(support::makeCrl(s.pki.crlSpec(), authority));
}

} // namespace peraku::tests
