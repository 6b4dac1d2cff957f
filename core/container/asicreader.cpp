#include "asicnames.h"
#include "manifest.h"

#include <QHash>
#include <QtEndian>

#include <container/asic.h>

namespace peraku::container {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr qsizetype nameOffset = 30; ///< Of the first file's name in a ZIP.

auto malformed(const QString& why)
{
    return fail(ErrorCode::EvidenceMalformed, why);
}

quint16 u16(const QByteArray& bytes, qsizetype at)
{
    return qFromLittleEndian<quint16>(bytes.constData() + at);
}

/** `mimetype` stands first, stored and without an extra field, so that tools know the file by its first
 * bytes (EN 319 162-1, A.1). */
Result<bool> kindOf(const QByteArray& zip, const QList<File>& files)
{
    const QByteArray name(mimetypeName);
    if (zip.size() < nameOffset + name.size() || files.first().name != QLatin1String(mimetypeName)
        || u16(zip, 8) != 0 || u16(zip, 26) != name.size() || u16(zip, 28) != 0
        || zip.mid(nameOffset, name.size()) != name)
        return malformed(QStringLiteral("mimetype is not the first file, stored and plain"));
    const auto& type = files.first().bytes;
    if (type != asicSimpleType && type != asicExtendedType)
        return malformed(QStringLiteral("not an ASiC container"));
    return type == asicExtendedType;
}

const File* find(const QList<File>& files, const QString& name)
{
    for (const auto& file : files) {
        if (file.name == name)
            return &file;
    }
    return nullptr;
}

bool isMeta(const File& file, const char* part, const char* ending)
{
    return file.name.startsWith(QLatin1String(metaFolder)) && file.name.contains(QLatin1String(part))
        && file.name.endsWith(QLatin1String(ending), Qt::CaseInsensitive);
}

Result<AsicSignature> signatureBy(const QList<File>& files, const File& manifestFile)
{
    const auto manifest = readManifest(manifestFile.bytes);
    if (!manifest)
        return fail(manifest.error());
    const auto* signature = find(files, manifest->signature);
    if (!signature)
        return malformed(QStringLiteral("the signature that the manifest names is missing"));
    AsicSignature found { signature->name, signature->bytes, manifestFile, {}, {} };
    for (const auto& line : manifest->lines) {
        const auto* file = find(files, line.name);
        const bool same = file && QCryptographicHash::hash(file->bytes, line.algorithm) == line.digest;
        (same ? found.covered : found.broken).append(line.name);
    }
    return found;
}

Result<Done> readExtended(Asic& asic, const QList<File>& files)
{
    for (const auto& file : files) {
        if (!isMeta(file, "ASiCManifest", ".xml"))
            continue;
        auto signature = signatureBy(files, file);
        if (!signature)
            return fail(signature.error());
        // Timestamps over a manifest (*.tst) protect, but they do not sign.
        if (signature->name.endsWith(QLatin1String(".p7s"), Qt::CaseInsensitive))
            asic.signatures.append(std::move(*signature));
    }
    return Done {};
}

Result<Done> readSimple(Asic& asic, const QList<File>& files)
{
    if (asic.documents.size() != 1)
        return malformed(QStringLiteral("an ASiC-S holds exactly one document"));
    const auto& document = asic.documents.first();
    if (const auto* signature = find(files, QLatin1String(signatureName)))
        asic.signatures.append({ signature->name, signature->bytes, document, { document.name }, {} });
    return Done {};
}

} // namespace

bool looksLikeZip(const QByteArray& bytes)
{
    return bytes.startsWith("PK\x03\x04");
}

Result<Asic> readAsic(const QByteArray& bytes)
{
    if (bytes.size() > maxAsicBytes)
        return fail(ErrorCode::TooLarge, QStringLiteral("container"));
    const auto files = looksLikeZip(bytes) ? readZip(bytes)
                                           : Result<QList<File>>(malformed(QStringLiteral("not a ZIP file")));
    if (!files)
        return fail(files.error());
    const auto extended = kindOf(bytes, *files);
    if (!extended)
        return fail(extended.error());
    Asic asic;
    asic.extended = *extended;
    for (const auto& file : files->sliced(1)) {
        if (!file.name.startsWith(QLatin1String(metaFolder)))
            asic.documents.append(file);
    }
    const auto read = asic.extended ? readExtended(asic, *files) : readSimple(asic, *files);
    if (!read)
        return fail(read.error());
    if (asic.signatures.isEmpty())
        return malformed(QStringLiteral("the container holds no CAdES signature"));
    for (const auto& document : asic.documents) {
        bool covered = false;
        for (const auto& signature : asic.signatures)
            covered = covered || signature.covered.contains(document.name)
                || signature.broken.contains(document.name);
        if (!covered)
            asic.uncovered.append(document.name);
    }
    return asic;
}

} // namespace peraku::container
