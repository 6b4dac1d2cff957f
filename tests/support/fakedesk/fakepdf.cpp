#include "fakedesk.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

namespace peraku::fake {

using namespace domain;

namespace {

QByteArray sha256(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

Error finding(const char* key)
{
    return { ErrorCode::InvalidInput, QLatin1String(key), {}, false, 0 };
}

} // namespace

services::SignedPdf FakePdf::signedOf(const services::FrozenPdf& pdf) const
{
    return { pdf.target, pdf.bytes + "\n% signed", m_desk.report(true) };
}

Async<services::FrozenPdf> FakePdf::freeze(const QString& path, const Credential&)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return readyError<services::FrozenPdf>(finding("finding.pdf-unreadable"));
    const auto bytes = file.readAll();
    if (!bytes.startsWith("%PDF-"))
        return readyError<services::FrozenPdf>(finding("finding.pdf-malformed"));
    const auto target = QFileInfo(path).path() + QLatin1Char('/') + QFileInfo(path).completeBaseName()
        + QStringLiteral("-signed.pdf");
    return ready<services::FrozenPdf>(services::FrozenPdf {
        path, target, bytes, sha256(bytes), sha256(bytes + QByteArray::number(++m_frozen)), 2, 1 });
}

Async<OtpDelivery> FakePdf::requestOtp(const services::FrozenPdf&)
{
    return ready<OtpDelivery>(OtpDelivery {});
}

Async<services::SignedPdf> FakePdf::sign(const services::FrozenPdf& pdf, SigningSecrets)
{
    return ready<services::SignedPdf>(signedOf(pdf));
}

Async<Done> FakePdf::save(const services::SignedPdf& pdf)
{
    QFile file(pdf.target);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return readyError<Done>(finding("finding.file-exists"));
    file.write(pdf.bytes);
    return ready<Done>(Done {});
}

} // namespace peraku::fake
