#pragma once

#include <domain/result.h>

#include <QByteArray>
#include <QList>
#include <QString>

namespace peraku::container {

/** A file in an archive. */
struct File {
    QString name; ///< Relative, with '/' between its parts.
    QByteArray bytes;
    bool operator==(const File&) const = default;
};

/** What an archive from outside may ask of us. */
struct ZipLimits {
    int files = 2000;
    qsizetype fileBytes = 32 * 1024 * 1024; ///< Of one file, unpacked.
    qsizetype totalBytes = 128 * 1024 * 1024; ///< Of all files, unpacked.
};

/**
 * A ZIP of stored files in the given order: no extra field, no data descriptor, times of 1980, so that equal
 * files give equal bytes. Names are of ASCII letters, digits and "._-/". InvalidInput for a name that
 * readZip() would refuse or that comes twice; TooLarge over the limits of a ZIP without the 64-bit extension.
 * Thread-safe.
 */
domain::Result<QByteArray> writeZip(const QList<File>& files);

/**
 * The files of a ZIP in the order of their places; folders are left out. EvidenceMalformed for anything that
 * is not one sound ZIP of plain files: cut or damaged, encrypted, links, names that leave the folder or come
 * twice (whatever the case of their letters). TooLarge over `limits`. Thread-safe.
 */
domain::Result<QList<File>> readZip(const QByteArray& zip, const ZipLimits& limits = {});

} // namespace peraku::container
