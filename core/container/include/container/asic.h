#pragma once

#include <QStringList>

#include <container/zip.h>

/**
 * Containers of ETSI EN 319 162-1 with CAdES signatures: ASiC-S (one file, signed) and ASiC-E (several files
 * under a signed list of their digests). Nothing here looks into a signature.
 */
namespace peraku::container {

inline constexpr char asicSimpleType[] = "application/vnd.etsi.asic-s+zip";
inline constexpr char asicExtendedType[] = "application/vnd.etsi.asic-e+zip";
inline constexpr qsizetype maxAsicBytes = 64 * 1024 * 1024; ///< The largest container that is looked at.

/** The document beside META-INF/signature.p7s. `cms` is a detached signature over the document, in DER. */
domain::Result<QByteArray> packAsicSimple(const File& document, const QByteArray& cms);

/** META-INF/ASiCManifest.xml over the files, SHA-256: what the seal of an ASiC-E signs. */
QByteArray asicManifest(const QList<File>& files);
/** `cms` is a detached signature over asicManifest(files), in DER. */
domain::Result<QByteArray> packAsicExtended(const QList<File>& files, const QByteArray& cms);

/** A signature in a container, with what it is over. */
struct AsicSignature {
    QString name; ///< "META-INF/signature.p7s"
    QByteArray cms;
    File content; ///< The signed bytes: the document of an ASiC-S, the manifest of an ASiC-E.
    QStringList covered; ///< The files that it speaks for, as they stand in the container.
    QStringList broken; ///< Named by its manifest, but changed or missing.
    bool operator==(const AsicSignature&) const = default;
};

struct Asic {
    bool extended = false;
    QList<File> documents; ///< Everything outside META-INF.
    QList<AsicSignature> signatures; ///< At least one.
    QStringList uncovered; ///< Documents that no signature speaks for.
    bool operator==(const Asic&) const = default;
};

/** Whether the bytes begin as a ZIP does. */
bool looksLikeZip(const QByteArray& bytes);

/**
 * Takes a container apart. EvidenceMalformed, with what is wrong in detail, for anything that is not one:
 * `mimetype` missing, not first, not stored or of another kind, no CAdES signature, a manifest that cannot be
 * read, an ASiC-S with other than one document; TooLarge. Thread-safe.
 */
domain::Result<Asic> readAsic(const QByteArray& bytes);

} // namespace peraku::container
