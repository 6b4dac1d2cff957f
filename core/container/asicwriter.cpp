#include "asicnames.h"

#include <QCryptographicHash>
#include <QXmlStreamWriter>

#include <algorithm>
#include <container/asic.h>

namespace peraku::container {

using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

QString mediaTypeOf(const QString& name)
{
    static const struct {
        const char* ending;
        const char* type;
    } known[] = { { ".asics", asicSimpleType }, { ".json", "application/json" },
        { ".pem", "application/x-pem-file" }, { ".crl", "application/pkix-crl" },
        { ".crt", "application/pkix-cert" }, { ".ors", "application/ocsp-response" },
        { ".pdf", "application/pdf" } };
    for (const auto& each : known) {
        if (name.endsWith(QLatin1String(each.ending)))
            return QLatin1String(each.type);
    }
    return QStringLiteral("application/octet-stream");
}

bool isDocumentName(const QString& name)
{
    return name != QLatin1String(mimetypeName) && !name.startsWith(QLatin1String(metaFolder));
}

} // namespace

Result<QByteArray> packAsicSimple(const File& document, const QByteArray& cms)
{
    if (!isDocumentName(document.name) || document.name.contains(QLatin1Char('/')))
        return fail(ErrorCode::InvalidInput, QStringLiteral("container document name"));
    return writeZip(
        { { QLatin1String(mimetypeName), asicSimpleType }, document, { QLatin1String(signatureName), cms } });
}

QByteArray asicManifest(const QList<File>& files)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    const auto asic = QLatin1String(asicNamespace);
    const auto dsig = QLatin1String(dsigNamespace);
    xml.writeStartDocument();
    xml.writeNamespace(asic, QStringLiteral("asic"));
    xml.writeNamespace(dsig, QStringLiteral("ds"));
    xml.writeStartElement(asic, QStringLiteral("ASiCManifest"));
    xml.writeEmptyElement(asic, QStringLiteral("SigReference"));
    xml.writeAttribute(QStringLiteral("URI"), QLatin1String(signatureName));
    xml.writeAttribute(QStringLiteral("MimeType"), QStringLiteral("application/x-pkcs7-signature"));
    for (const auto& file : files) {
        xml.writeStartElement(asic, QStringLiteral("DataObjectReference"));
        xml.writeAttribute(QStringLiteral("URI"), file.name);
        xml.writeAttribute(QStringLiteral("MimeType"), mediaTypeOf(file.name));
        xml.writeEmptyElement(dsig, QStringLiteral("DigestMethod"));
        xml.writeAttribute(QStringLiteral("Algorithm"), QLatin1String(sha256Uri));
        xml.writeTextElement(dsig, QStringLiteral("DigestValue"),
            QString::fromLatin1(QCryptographicHash::hash(file.bytes, QCryptographicHash::Sha256).toBase64()));
        xml.writeEndElement();
    }
    xml.writeEndDocument();
    return bytes;
}

Result<QByteArray> packAsicExtended(const QList<File>& files, const QByteArray& cms)
{
    const auto isDocument = [](const File& file) { return isDocumentName(file.name); };
    if (files.isEmpty() || !std::all_of(files.begin(), files.end(), isDocument))
        return fail(ErrorCode::InvalidInput, QStringLiteral("container document name"));
    QList<File> all { { QLatin1String(mimetypeName), asicExtendedType } };
    all += files;
    all.append({ QLatin1String(manifestName), asicManifest(files) });
    all.append({ QLatin1String(signatureName), cms });
    return writeZip(all);
}

} // namespace peraku::container
