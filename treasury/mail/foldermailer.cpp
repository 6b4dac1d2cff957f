#include <QDir>
#include <QSaveFile>

#include <mail/foldermailer.h>
#include <mail/mime.h>

namespace peraku::mail {

using domain::Error;
using domain::ErrorCode;
using domain::fail;

domain::Result<domain::Done> FolderMailer::send(const treasury::Mail& mail, const QDateTime& at)
{
    const auto id = m_rng->hex(8);
    const auto message = mimeMessage(mail, QStringLiteral("no-reply@peraku.invalid"), at, id);
    if (!message)
        return fail(message.error());
    const auto stamp = at.toUTC().toString(QStringLiteral("yyyyMMdd'T'HHmmsszzz"));
    QSaveFile file(QStringLiteral("%1/%2-%3.eml").arg(m_folder, stamp, id));
    const auto* bytes = reinterpret_cast<const char*>(message->bytes());
    if (!QDir().mkpath(m_folder) || !file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
        || file.write(bytes, qint64(message->size())) != qint64(message->size()) || !file.commit())
        return fail(Error { ErrorCode::StorageFailed, file.errorString(), {}, true, 0 });
    return domain::Done {};
}

} // namespace peraku::mail
