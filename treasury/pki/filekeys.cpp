#include "pemkey.h"

#include <pki/filekeys.h>
#include <pki/softkeys.h>

#include <QFile>

namespace peraku::pki {

using domain::ErrorCode;
using domain::fail;

QString FileKeys::path(const QString& label) const
{
    return m_folder + QLatin1Char('/') + label + QStringLiteral(".key");
}

domain::Result<PrivateKey> FileKeys::find(const QString& label)
{
    const QMutexLocker lock(&m_mutex);
    if (!QFile::exists(path(label)))
        return fail(ErrorCode::KeyMissing, label);
    return readKey(path(label), &m_passphrase);
}

domain::Result<PrivateKey> FileKeys::generate(const QString& label, KeyAlgorithm algorithm)
{
    const QMutexLocker lock(&m_mutex);
    if (QFile::exists(path(label)))
        return fail(ErrorCode::InvalidInput, QStringLiteral("key label taken: ") + label);
    auto key = SoftKeys::make(algorithm);
    if (!key)
        return key;
    if (auto written = writeKey(path(label), key->get(), &m_passphrase); !written)
        return fail(written.error());
    return key;
}

} // namespace peraku::pki
