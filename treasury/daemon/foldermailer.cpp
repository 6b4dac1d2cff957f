#include "foldermailer.h"

#include <QDir>
#include <QLocale>
#include <QSaveFile>

#include <algorithm>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;

namespace {

/** A header value: line ends never reach it, so that no text can add headers; other scripts as RFC 2047
 * words. */
QByteArray headerValue(const QString& text)
{
    auto line = text.simplified();
    const bool ascii = std::all_of(
        line.cbegin(), line.cend(), [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; });
    return ascii ? line.toLatin1() : "=?UTF-8?B?" + line.toUtf8().toBase64() + "?=";
}

} // namespace

domain::Result<domain::Done> FolderMailer::send(const Mail& mail, const QDateTime& at)
{
    if (!QDir().mkpath(m_folder))
        return fail(ErrorCode::StorageFailed, QStringLiteral("mail folder"));
    const auto id = m_rng->hex(8);
    const auto name = at.toUTC().toString(QStringLiteral("yyyyMMdd'T'HHmmsszzz")) + QLatin1Char('-') + id
        + QStringLiteral(".eml");
    QByteArray body = mail.text.toUtf8();
    body.replace("\r\n", "\n").replace('\n', "\r\n");
    const QByteArray date
        = QLocale::c().toString(at.toUTC(), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss '+0000'")).toLatin1();
    QSaveFile file(m_folder + QLatin1Char('/') + name);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::StorageFailed, file.errorString());
    file.write("From: Perbendaharaan <no-reply@peraku.invalid>\r\nTo: " + headerValue(mail.to)
        + "\r\nSubject: " + headerValue(mail.subject) + "\r\nDate: " + date + "\r\nMessage-ID: <"
        + id.toLatin1()
        + "@peraku.invalid>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; "
          "charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + body);
    if (!file.commit())
        return fail(ErrorCode::StorageFailed, file.errorString());
    return domain::Done {};
}

} // namespace peraku::treasury
