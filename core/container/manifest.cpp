#include "manifest.h"

#include "asicnames.h"

#include <QUrl>
#include <QXmlStreamReader>

#include <optional>

namespace peraku::container {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr qsizetype mostLines = 2000;
constexpr qsizetype largestManifest = 2 * 1024 * 1024;

auto malformed(const QString& why)
{
    return fail(ErrorCode::EvidenceMalformed, why);
}

std::optional<QCryptographicHash::Algorithm> algorithmOf(QStringView uri)
{
    if (uri == QLatin1String(sha256Uri))
        return QCryptographicHash::Sha256;
    if (uri == QLatin1String(sha384Uri))
        return QCryptographicHash::Sha384;
    if (uri == QLatin1String(sha512Uri))
        return QCryptographicHash::Sha512;
    return std::nullopt;
}

QString nameOf(const QXmlStreamReader& xml)
{
    return QUrl::fromPercentEncoding(xml.attributes().value(QLatin1String("URI")).toUtf8());
}

bool isElement(const QXmlStreamReader& xml, const char* space, const char* name)
{
    return xml.namespaceUri() == QLatin1String(space) && xml.name() == QLatin1String(name);
}

Result<ManifestLine> readLine(QXmlStreamReader& xml)
{
    ManifestLine line;
    line.name = nameOf(xml);
    bool hasAlgorithm = false;
    while (xml.readNextStartElement()) {
        if (isElement(xml, dsigNamespace, "DigestMethod")) {
            const auto algorithm = algorithmOf(xml.attributes().value(QLatin1String("Algorithm")));
            if (!algorithm)
                return malformed(QStringLiteral("the manifest uses a digest that is not accepted"));
            line.algorithm = *algorithm;
            hasAlgorithm = true;
            xml.skipCurrentElement();
        } else if (isElement(xml, dsigNamespace, "DigestValue")) {
            const auto text = xml.readElementText().simplified().remove(QLatin1Char(' ')).toLatin1();
            line.digest
                = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors).decoded;
        } else {
            xml.skipCurrentElement();
        }
    }
    if (!hasAlgorithm || line.digest.size() != QCryptographicHash::hashLength(line.algorithm))
        return malformed(QStringLiteral("the manifest names a file without its digest"));
    return line;
}

} // namespace

Result<Manifest> readManifest(const QByteArray& bytes)
{
    if (bytes.size() > largestManifest || bytes.contains("<!DOCTYPE"))
        return malformed(QStringLiteral("the manifest is not readable"));
    Manifest manifest;
    QXmlStreamReader xml(bytes);
    if (!xml.readNextStartElement() || !isElement(xml, asicNamespace, "ASiCManifest"))
        return malformed(QStringLiteral("the manifest is not readable"));
    while (xml.readNextStartElement()) {
        if (isElement(xml, asicNamespace, "SigReference") && manifest.signature.isEmpty()) {
            manifest.signature = nameOf(xml);
            xml.skipCurrentElement();
        } else if (isElement(xml, asicNamespace, "DataObjectReference")) {
            auto line = readLine(xml);
            if (!line)
                return fail(line.error());
            if (manifest.lines.size() == mostLines)
                return fail(ErrorCode::TooLarge, QStringLiteral("manifest"));
            manifest.lines.append(std::move(*line));
        } else {
            xml.skipCurrentElement();
        }
    }
    if (xml.hasError() || manifest.signature.isEmpty() || manifest.lines.isEmpty())
        return malformed(QStringLiteral("the manifest is not readable"));
    return manifest;
}

} // namespace peraku::container
