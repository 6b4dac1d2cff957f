#include <signing/certificate.h>
#include <signing/openssl.h>

namespace peraku::signing {

using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr int lineLength = 64;

QByteArray toPem(const QList<QByteArray>& ders, const QByteArray& label)
{
    QByteArray pem;
    for (const auto& der : ders) {
        pem += "-----BEGIN " + label + "-----\n";
        const auto text = der.toBase64();
        for (qsizetype at = 0; at < text.size(); at += lineLength)
            pem += text.mid(at, lineLength) + '\n';
        pem += "-----END " + label + "-----\n";
    }
    return pem;
}

/** DER of each block with that label; nullopt if one is cut or is no base64. */
std::optional<QList<QByteArray>> fromPem(const QByteArray& pem, const QByteArray& label)
{
    const auto begin = "-----BEGIN " + label + "-----";
    const auto end = "-----END " + label + "-----";
    QList<QByteArray> ders;
    for (auto at = pem.indexOf(begin); at >= 0; at = pem.indexOf(begin, at)) {
        at += begin.size();
        const auto stop = pem.indexOf(end, at);
        if (stop < 0)
            return std::nullopt;
        auto text = pem.mid(at, stop - at);
        text.replace('\n', "").replace('\r', "").replace(' ', "");
        const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
        if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok)
            return std::nullopt;
        ders.append(*decoded);
        at = stop + end.size();
    }
    return ders;
}

} // namespace

QByteArray certificatesToPem(const QList<QByteArray>& ders)
{
    return toPem(ders, "CERTIFICATE");
}

QByteArray crlsToPem(const QList<QByteArray>& ders)
{
    return toPem(ders, "X509 CRL");
}

Result<QList<QByteArray>> certificatesFromPem(const QByteArray& pem)
{
    const auto ders = fromPem(pem, "CERTIFICATE");
    if (!ders || ders->isEmpty())
        return fail(ErrorCode::CertificateMalformed, QStringLiteral("no PEM certificate"));
    for (const auto& der : *ders) {
        if (!parseCertificate(der))
            return fail(ErrorCode::CertificateMalformed, QStringLiteral("PEM block is no certificate"));
    }
    return *ders;
}

Result<QList<QByteArray>> crlsFromPem(const QByteArray& pem)
{
    const auto ders = fromPem(pem, "X509 CRL");
    if (!ders || ders->isEmpty())
        return fail(ErrorCode::CrlMissing, QStringLiteral("no PEM revocation list"));
    for (const auto& der : *ders) {
        if (!parseCrl(der))
            return fail(ErrorCode::CrlMissing, QStringLiteral("PEM block is no revocation list"));
    }
    return *ders;
}

} // namespace peraku::signing
