#pragma once

#include <pki/authority.h>

#include <QStringList>

#include <memory>

namespace peraku::pki {

/** The names inside a treasury's data folder. */
struct DataFolder {
    QString root;

    QString marker() const
    {
        return root + QStringLiteral("/peraku-treasury.json");
    } ///< Says that the folder is ours.
    QString database() const
    {
        return root + QStringLiteral("/treasury.db");
    } ///< libtreasury's; made by treasury::Admin::open.
    QString certificateRegister() const { return root + QStringLiteral("/pki/register.db"); }
    QString hsmConfig() const { return root + QStringLiteral("/hsm/softhsm2.conf"); }
    QString hsmTokens() const { return root + QStringLiteral("/hsm/tokens"); }
    QString hsmPin() const { return root + QStringLiteral("/hsm/pin"); } ///< Mode 0600.
    QString rootPem() const { return root + QStringLiteral("/pki/root.pem"); } ///< What clients pin.
    QString issuingPem() const { return root + QStringLiteral("/pki/issuing.pem"); }
    QString tlsCertificate() const
    {
        return root + QStringLiteral("/tls/server.pem");
    } ///< Server and issuing certificate.
    QString tlsKey() const { return root + QStringLiteral("/tls/server.key"); } ///< PEM, mode 0600.
    QString mail() const { return root + QStringLiteral("/mail"); }
};

struct InitOptions {
    AuthorityProfile profile;
    QStringList tlsNames { QStringLiteral("localhost"), QStringLiteral("127.0.0.1") };
    QString hsmModule; ///< PKCS#11 module; empty = SoftHSM2 where the distribution puts it.
};

/**
 * Makes the folder of a treasury: HSM token with a random PIN, certification authorities, TLS key and
 * certificate. Does nothing where a finished one stands and finishes an interrupted one; InvalidInput for a
 * folder that holds something else.
 */
domain::Result<DataFolder> initTreasury(
    const QString& directory, const InitOptions& options, domain::Clock& clock, domain::Rng& rng);

/** The authority of an initialised folder with its HSM logged in; keeps both alive. */
class OpenedPki {
public:
    static domain::Result<std::unique_ptr<OpenedPki>> open(
        const DataFolder& folder, domain::Clock& clock, const QString& hsmModule = {});
    ~OpenedPki();
    CertificateAuthority& authority();

private:
    struct Private;
    explicit OpenedPki(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace peraku::pki
