#include "evidencefolder.h"

#include "wholefile.h"

#include <domain/statement.h>

#include <QDir>
#include <QFile>

#include <container/asic.h>

namespace peraku::services {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr qint64 largestFile = 32 * 1024 * 1024;

Result<Done> writeFile(const QDir& folder, const QString& name, const QByteArray& bytes)
{
    const auto written = writeWhole(folder.filePath(name), bytes);
    if (!written)
        return fail(written.error().code, name + QStringLiteral(": ") + written.error().detail);
    return written;
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
constexpr Part parts[] = { { statementName, &signing::EvidenceFiles::statement },
    { "signature.p7s", &signing::EvidenceFiles::signature }, { "chain.pem", &signing::EvidenceFiles::chain },
    { "crl.pem", &signing::EvidenceFiles::crl }, { "ca.pem", &signing::EvidenceFiles::ca } };

/** The voucher's number as a file's name; its id where it has none. */
QString baseName(const domain::SignatureRecord& record)
{
    const auto statement = domain::parseStatement(record.statement);
    auto name = statement ? statement->voucherNumber : QString();
    for (auto& c : name) {
        if (!c.isLetterOrNumber() && c != QLatin1Char('-'))
            c = QLatin1Char('-');
    }
    return name.isEmpty() ? record.voucher.value() : name;
}

Result<QString> writeNew(const QString& directory, const QString& name, const QByteArray& bytes)
{
    const QDir folder(directory);
    if (folder.exists(name))
        return fail(
            ErrorCode::InvalidInput, QStringLiteral("the file is there already"), { folder.filePath(name) });
    if (!folder.mkpath(QStringLiteral(".")))
        return fail(ErrorCode::StorageFailed, QStringLiteral("the folder cannot be made"));
    if (auto written = writeFile(folder, name, bytes); !written)
        return fail(written.error());
    return folder.filePath(name);
}

} // namespace

Result<QStringList> writeContainers(const QString& directory, const QList<domain::SignatureRecord>& records)
{
    QStringList paths;
    for (const auto& record : records) {
        const auto packed
            = container::packAsicSimple({ QLatin1String(statementName), record.statement }, record.lasting());
        if (!packed)
            return fail(packed.error());
        const auto written = writeNew(
            directory, QStringLiteral("%1-%2.asics").arg(baseName(record), record.evidenceName()), *packed);
        if (!written)
            return fail(written.error());
        paths.append(*written);
    }
    return paths;
}

Result<QString> writeSealed(
    const QString& directory, const domain::SignatureRecord& record, const QByteArray& container)
{
    if (const auto asic = container::readAsic(container); !asic || !asic->extended)
        return fail(ErrorCode::ProtocolError, QStringLiteral("not a sealed container"));
    return writeNew(directory, baseName(record) + QStringLiteral(".asice"), container);
}

Result<QString> writeEvidence(
    const QString& directory, const domain::SignatureRecord& record, const signing::EvidenceFiles& files)
{
    const QDir folder(QDir(directory).filePath(record.evidenceName()));
    if (folder.exists() && !folder.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("the folder is not empty"), { folder.path() });
    if (!folder.mkpath(QStringLiteral(".")))
        return fail(ErrorCode::StorageFailed, QStringLiteral("the folder cannot be made"));
    for (const auto& part : parts) {
        if (auto written = writeFile(folder, QLatin1String(part.name), files.*part.member); !written)
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
