#include "evidencefolder.h"

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
        return fail(
            ErrorCode::StorageFailed, QLatin1String(name) + QStringLiteral(": ") + file.errorString());
    return Done {};
}

Result<QByteArray> readFile(const QDir& folder, const char* name)
{
    QFile file(folder.filePath(QLatin1String(name)));
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestFile)
        return fail(ErrorCode::InvalidInput, QLatin1String(name));
    return file.readAll();
}

struct Part {
    const char* name;
    QByteArray signing::EvidenceFiles::*member;
};
constexpr Part parts[] = { { "statement.json", &signing::EvidenceFiles::statement },
    { "signature.p7s", &signing::EvidenceFiles::signature }, { "chain.pem", &signing::EvidenceFiles::chain },
    { "crl.pem", &signing::EvidenceFiles::crl }, { "ca.pem", &signing::EvidenceFiles::ca } };

QString stepFolder(const domain::SignatureRecord& record)
{
    // Voided certifications of earlier revisions stand beside those that count.
    const auto step = QString::number(record.step);
    return record.voided ? QStringLiteral("%1-void-r%2").arg(step).arg(record.contentRevision) : step;
}

} // namespace

Result<QString> writeEvidence(
    const QString& directory, const domain::SignatureRecord& record, const signing::EvidenceFiles& files)
{
    const QDir folder(QDir(directory).filePath(stepFolder(record)));
    if (folder.exists() && !folder.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("the folder is not empty"), { folder.path() });
    if (!folder.mkpath(QStringLiteral(".")))
        return fail(ErrorCode::StorageFailed, QStringLiteral("the folder cannot be made"));
    for (const auto& part : parts) {
        if (auto written = writeFile(folder, part.name, files.*part.member); !written)
            return fail(written.error());
    }
    return folder.path();
}

Result<signing::EvidenceFiles> readEvidence(const QString& path)
{
    const QDir folder(path);
    if (!folder.exists())
        return fail(ErrorCode::NotFound, QStringLiteral("evidence folder"));
    signing::EvidenceFiles files;
    for (const auto& part : parts) {
        auto bytes = readFile(folder, part.name);
        if (!bytes)
            return fail(bytes.error());
        files.*part.member = std::move(*bytes);
    }
    return files;
}

} // namespace peraku::services
