#include "evidencefolder.h"

#include "pem.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace peraku::services {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

    constexpr qint64 largestFile = 32 * 1024 * 1024;

    Result<Done> writeFile(const QDir& folder, const char* name, const QByteArray& bytes)
    {
        QSaveFile file(folder.filePath(QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
            return fail(ErrorCode::StorageFailed, QLatin1String(name) + QStringLiteral(": ") + file.errorString());
        return Done {};
    }

    Result<QByteArray> readFile(const QDir& folder, const char* name)
    {
        QFile file(folder.filePath(QLatin1String(name)));
        if (!file.open(QIODevice::ReadOnly) || file.size() > largestFile)
            return fail(ErrorCode::InvalidInput, QLatin1String(name));
        return file.readAll();
    }

    Result<QList<QByteArray>> readPem(const QDir& folder, const char* name, const char* label)
    {
        const auto bytes = readFile(folder, name);
        if (!bytes)
            return fail(bytes.error());
        auto blocks = fromPem(*bytes, label);
        if (blocks.isEmpty())
            return fail(ErrorCode::InvalidInput, QLatin1String(name));
        return blocks;
    }

    QString stepFolder(const domain::SignatureRecord& record)
    {
        // Voided certifications of earlier revisions stand beside those that count.
        const auto step = QString::number(record.step);
        return record.voided ? QStringLiteral("%1-void-r%2").arg(step).arg(record.contentRevision) : step;
    }

} // namespace

Result<QString> writeEvidence(const QString& directory, const domain::SignatureRecord& record, const TrustMaterial& trust)
{
    QDir folder(QDir(directory).filePath(stepFolder(record)));
    if (folder.exists() && !folder.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("the folder is not empty"), { folder.path() });
    if (!folder.mkpath(QStringLiteral(".")))
        return fail(ErrorCode::StorageFailed, QStringLiteral("the folder cannot be made"));

    QByteArray anchors;
    for (const auto& root : trust.roots)
        anchors += toPem(root, certificateLabel);
    const auto issuingCrl = record.crl.isEmpty() ? trust.issuingCrl : record.crl;
    const QByteArray crls = toPem(issuingCrl, crlLabel) + toPem(trust.rootCrl, crlLabel);
    const std::pair<const char*, QByteArray> files[] = { { "statement.json", record.statement }, { "signature.p7s", record.cms },
        { "chain.pem", toPem(trust.issuingCertificate, certificateLabel) }, { "crl.pem", crls }, { "ca.pem", anchors } };
    for (const auto& [name, bytes] : files) {
        if (auto written = writeFile(folder, name, bytes); !written)
            return fail(written.error());
    }
    return folder.path();
}

Result<EvidenceFiles> readEvidence(const QString& path)
{
    const QDir folder(path);
    if (!folder.exists())
        return fail(ErrorCode::NotFound, QStringLiteral("evidence folder"));
    const auto statement = readFile(folder, "statement.json");
    const auto cms = readFile(folder, "signature.p7s");
    const auto chain = readPem(folder, "chain.pem", certificateLabel);
    const auto crls = readPem(folder, "crl.pem", crlLabel);
    for (const auto* file : { &statement, &cms }) {
        if (!*file)
            return fail(file->error());
    }
    for (const auto* file : { &chain, &crls }) {
        if (!*file)
            return fail(file->error());
    }
    return EvidenceFiles { *statement, *cms, *chain, *crls };
}

} // namespace peraku::services
