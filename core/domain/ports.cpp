#include <domain/ports.h>

namespace peraku::domain {

QByteArray Rng::bytes(qsizetype size)
{
    QByteArray out(size, Qt::Uninitialized);
    fill(out.data(), size);
    return out;
}

QString Rng::hex(qsizetype size)
{
    return QString::fromLatin1(bytes(size).toHex());
}

Async<OtpDelivery> Signer::requestOtp(RawSignRequest)
{
    return readyError<OtpDelivery>(
        { ErrorCode::MediumUnsupported, QStringLiteral("the key needs no code"), {}, false, 0 });
}

Async<Done> Signer::changePin(const QString&, secret::SecureBuffer, secret::SecureBuffer)
{
    return readyError<Done>(
        { ErrorCode::MediumUnsupported, QStringLiteral("the PIN is kept elsewhere"), {}, false, 0 });
}

} // namespace peraku::domain
