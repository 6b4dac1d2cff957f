#include <domain/ports.h>

#include <array>

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

QString toWire(SigningMedium medium)
{
    static constexpr std::array words { "token", "softcert", "roaming", "roaming-otp" };
    return QLatin1String(words.at(std::size_t(medium)));
}

} // namespace peraku::domain
