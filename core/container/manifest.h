#pragma once

#include <domain/result.h>

#include <QByteArray>
#include <QCryptographicHash>
#include <QList>
#include <QString>

namespace peraku::container {

/** What an ASiCManifest says of one file. */
struct ManifestLine {
    QString name;
    QCryptographicHash::Algorithm algorithm = QCryptographicHash::Sha256;
    QByteArray digest;
};
struct Manifest {
    QString signature; ///< Name of the file that signs it.
    QList<ManifestLine> lines;
};

/** EvidenceMalformed for anything that is not one, with a document type, or with a digest that no longer
 * proves anything. */
domain::Result<Manifest> readManifest(const QByteArray& xml);

} // namespace peraku::container
