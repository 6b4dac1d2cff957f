#pragma once

#include <pki/keys.h>

#include <QMap>
#include <QMutex>

namespace peraku::pki {

/** Keys in this process's memory, gone with it: for tests and for the officers of invented history, never for
 * an authority that serves. */
class SoftKeys : public KeyProvider {
public:
    domain::Result<PrivateKey> find(const QString& label) override;
    domain::Result<PrivateKey> generate(const QString& label, KeyAlgorithm algorithm) override;

    /** A key that nobody looks up again. */
    static domain::Result<PrivateKey> make(KeyAlgorithm algorithm);

private:
    QMutex m_mutex;
    QMap<QString, PrivateKey> m_keys;
};

} // namespace peraku::pki
