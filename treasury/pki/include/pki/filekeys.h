#pragma once

#include <pki/keys.h>
#include <secret/securebuffer.h>

#include <QMutex>

namespace peraku::pki {

/** Keys in PEM files (PKCS#8, AES-256 under a passphrase, mode 0600) of one folder: where a treasury is tried
 * without an HSM. */
class FileKeys : public KeyProvider {
public:
    FileKeys(QString folder, secret::SecureBuffer passphrase)
        : m_folder(std::move(folder))
        , m_passphrase(std::move(passphrase))
    {
    }
    domain::Result<PrivateKey> find(const QString& label) override;
    domain::Result<PrivateKey> generate(const QString& label, KeyAlgorithm algorithm) override;

private:
    QString path(const QString& label) const;
    QMutex m_mutex;
    QString m_folder;
    secret::SecureBuffer m_passphrase;
};

} // namespace peraku::pki
