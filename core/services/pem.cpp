#include "pem.h"

namespace peraku::services {

QByteArray toPem(const QByteArray& der, const char* label)
{
    constexpr qsizetype lineLength = 64;
    const auto base64 = der.toBase64();
    QByteArray pem = QByteArray("-----BEGIN ") + label + "-----\n";
    for (qsizetype at = 0; at < base64.size(); at += lineLength)
        pem += base64.mid(at, lineLength) + '\n';
    return pem + "-----END " + label + "-----\n";
}

QList<QByteArray> fromPem(const QByteArray& pem, const char* label)
{
    const QByteArray begin = QByteArray("-----BEGIN ") + label + "-----";
    const QByteArray end = QByteArray("-----END ") + label + "-----";
    QList<QByteArray> blocks;
    for (qsizetype at = pem.indexOf(begin); at >= 0; at = pem.indexOf(begin, at)) {
        const auto from = at + begin.size();
        const auto to = pem.indexOf(end, from);
        if (to < 0)
            break;
        auto text = pem.mid(from, to - from);
        text.replace('\n', "").replace('\r', "").replace(' ', "");
        const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
        if (decoded)
            blocks.append(*decoded);
        at = to + end.size();
    }
    return blocks;
}

} // namespace peraku::services
