#pragma once

#include <pki/authority.h>
#include <secret/securebuffer.h>

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
    QString keyFiles() const { return root + QStringLiteral("/keys"); } ///< Without an HSM.
    QString passphraseFile() const
    {
        return root + QStringLiteral("/keys/passphrase");
    } ///< Of the key files; mode 0600.
    QString rootPem() const { return root + QStringLiteral("/pki/root.pem"); } ///< What clients pin.
    QString issuingPem() const { return root + QStringLiteral("/pki/issuing.pem"); }
    QString tlsCertificate() const
    {
        return root + QStringLiteral("/tls/server.pem");
    } ///< Server and issuing certificate.
    QString tlsKey() const { return root + QStringLiteral("/tls/server.key"); } ///< PEM, mode 0600.
    QString roaming() const { return root + QStringLiteral("/roaming.db"); } ///< Of the roaming service.
    QString mail() const { return root + QStringLiteral("/mail"); }
};

/**
 * The token of an HSM that holds the authority's keys. The folder remembers module and labels (not the PINs)
 * from its making, so that later all may be left empty.
 */
struct HsmAccess {
    QString module; ///< Path of the PKCS#11 module; empty for a new folder = keys in files.
    QString token; ///< Its label.
    secret::SecureBuffer pin;
    /** Another token of the module for what token() gives, so that officers' keys lie apart from the
     * authority's and neither slows the other; empty for a new folder = the same token. */
    QString roamingToken = {};
    secret::SecureBuffer roamingPin = {}; ///< Empty = the other token's.
};

struct InitOptions {
    AuthorityProfile profile;
    QStringList tlsNames { QStringLiteral("localhost"), QStringLiteral("127.0.0.1") };
    HsmAccess hsm;
};

/**
 * Makes the folder of a treasury: the authority's keys (in the HSM's token, which exists already, or in
 * files), certification authorities, TLS key and certificate. Does nothing where a finished one stands and
 * finishes an interrupted one; InvalidInput for a folder that holds something else. Errors of the HSM as
 * hsm::Module has them.
 */
domain::Result<DataFolder> initTreasury(
    const QString& directory, const InitOptions& options, domain::Clock& clock, domain::Rng& rng);

/** The authority of an initialised folder with its HSM logged in; keeps both alive. */
class OpenedPki {
public:
    /** InvalidInput if `hsm` names another token than the folder's, WrongPin if the HSM wants a PIN and none
     * was given. */
    static domain::Result<std::unique_ptr<OpenedPki>> open(
        const DataFolder& folder, domain::Clock& clock, const HsmAccess& hsm = {});
    ~OpenedPki();
    CertificateAuthority& authority();
    /** The HSM's token for officers' keys; null for keys in files. */
    hsm::Token* token();

private:
    struct Private;
    explicit OpenedPki(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace peraku::pki
