#pragma once

#include "support.h"

#include <pki/responders.h>
#include <support/memoryfolder.h>

#ifdef PERAKU_HOUSE_IN_HSM
#include <support/softhsm.h>

/** Keys in a token of its own, all tokens of the program in one HSM. */
class HouseKeys : public peraku::pki::KeyProvider {
public:
    HouseKeys()
        : m_token(makeToken())
    {
    }
    peraku::domain::Result<peraku::pki::PrivateKey> find(const QString& label) override
    {
        return m_token.find(label);
    }
    peraku::domain::Result<peraku::pki::PrivateKey> generate(
        const QString& label, peraku::pki::KeyAlgorithm algorithm) override
    {
        return m_token.generate(label, algorithm);
    }

private:
    static peraku::hsm::Token makeToken()
    {
        static peraku::support::SoftHsm store;
        static auto module = store.load();
        static int count = 0;
        const auto label = QStringLiteral("house %1").arg(++count);
        store.make(module, label);
        return store.open(module, label);
    }
    peraku::hsm::Token m_token;
};
#else
using HouseKeys = peraku::pki::SoftKeys;
#endif

inline const peraku::domain::Ic officerIc = *peraku::domain::Ic::parse(QStringLiteral("850312145678"));

/** An authority in a folder of its own, its files as openssl wants them. */
struct House {
    peraku::support::MemoryFolder dir;
    MovingClock clock;
    HouseKeys keys;
    std::unique_ptr<peraku::pki::CertificateAuthority> authority;

    House()
    {
        peraku::pki::AuthorityProfile profile;
        profile.caKeys = peraku::pki::KeyAlgorithm::P256;
        auto made = peraku::pki::CertificateAuthority::create(path("register.db"), profile, keys, clock);
        if (!made)
            qFatal("%s", qPrintable(made.error().detail));
        authority = std::move(*made);
    }
    QString path(const char* name) const { return dir.filePath(QLatin1String(name)); }

    peraku::domain::Result<peraku::pki::RegisterEntry> issue(
        peraku::pki::KeyAlgorithm algorithm = peraku::pki::KeyAlgorithm::P256,
        peraku::pki::OfficerCertificateOptions options = {})
    {
        auto key = peraku::pki::SoftKeys::make(algorithm);
        if (!key)
            return peraku::domain::fail(key.error());
        auto publicKey = peraku::pki::publicKeyDer(*key);
        if (!publicKey)
            return peraku::domain::fail(publicKey.error());
        return authority->issueOfficer(
            { officerIc, QStringLiteral("Nurul Aina binti Razak"),
                QStringLiteral("Pejabat Perbendaharaan Negeri"), QStringLiteral("aina@ptj.invalid") },
            *publicKey, options);
    }
    /** Writes officer.pem, root.pem, issuing.pem and the CRLs of this moment. */
    bool write(const QByteArray& officer)
    {
        const auto rootCrl = authority->rootCrl();
        const auto issuingCrl = authority->issuingCrl();
        return rootCrl && issuingCrl && put(path("officer.pem"), peraku::pki::pem(officer))
            && put(path("root.pem"), peraku::pki::pem(authority->rootCertificate()))
            && put(path("issuing.pem"), peraku::pki::pem(authority->issuingCertificate()))
            && put(path("crls.pem"),
                peraku::pki::pem(*rootCrl, "X509 CRL") + peraku::pki::pem(*issuingCrl, "X509 CRL"));
    }
    Said verify()
    {
        return openssl(
            { QStringLiteral("verify"), QStringLiteral("-x509_strict"), QStringLiteral("-crl_check_all"),
                QStringLiteral("-policy_check"), QStringLiteral("-CAfile"), QStringLiteral("root.pem"),
                QStringLiteral("-untrusted"), QStringLiteral("issuing.pem"), QStringLiteral("-CRLfile"),
                QStringLiteral("crls.pem"), QStringLiteral("officer.pem") },
            dir.path());
    }
    /** Asks our responder by openssl's own request and lets openssl judge the answer. */
    Said ocsp()
    {
        auto asked
            = openssl({ QStringLiteral("ocsp"), QStringLiteral("-issuer"), QStringLiteral("issuing.pem"),
                          QStringLiteral("-cert"), QStringLiteral("officer.pem"), QStringLiteral("-reqout"),
                          QStringLiteral("req.der") },
                dir.path());
        if (!asked.good())
            return asked;
        if (!put(path("resp.der"), peraku::pki::OcspResponder(*authority).respond(take(path("req.der")))))
            return {};
        // Without the nonce of the request in the answer, or with another, the command fails.
        return openssl(
            { QStringLiteral("ocsp"), QStringLiteral("-reqin"), QStringLiteral("req.der"),
                QStringLiteral("-respin"), QStringLiteral("resp.der"), QStringLiteral("-resp_text"),
                QStringLiteral("-CAfile"), QStringLiteral("root.pem"), QStringLiteral("-verify_other"),
                QStringLiteral("issuing.pem") },
            dir.path());
    }
};
