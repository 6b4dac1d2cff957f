#include "names.h"

#include <QSet>

#include <archive.h>
#include <archive_entry.h>
#include <container/zip.h>
#include <memory>

namespace peraku::container {

using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr qsizetype blockBytes = 64 * 1024;

struct ArchiveDeleter {
    void operator()(archive* handle) const { archive_read_free(handle); }
};
using ArchivePtr = std::unique_ptr<archive, ArchiveDeleter>;

auto malformed(const QString& why)
{
    return fail(ErrorCode::EvidenceMalformed, why);
}

Result<QByteArray> bytesOf(archive* handle, qsizetype atMost)
{
    QByteArray bytes;
    QByteArray block(blockBytes, Qt::Uninitialized);
    for (;;) {
        const auto read = archive_read_data(handle, block.data(), std::size_t(block.size()));
        if (read == 0)
            return bytes;
        if (read < 0)
            return malformed(QStringLiteral("a file in the container is damaged or encrypted"));
        // What a header claims is not believed: the bytes themselves are counted.
        if (bytes.size() + read > atMost)
            return fail(ErrorCode::TooLarge, QStringLiteral("container"));
        bytes.append(block.constData(), read);
    }
}

} // namespace

Result<QList<File>> readZip(const QByteArray& zip, const ZipLimits& limits)
{
    const ArchivePtr handle(archive_read_new());
    // The central directory counts, as it does for everyone who opens the file by its end.
    if (!handle || archive_read_support_format_zip_seekable(handle.get()) != ARCHIVE_OK)
        return fail(ErrorCode::Internal, QStringLiteral("container reader"));
    if (archive_read_open_memory(handle.get(), zip.constData(), std::size_t(zip.size())) != ARCHIVE_OK)
        return malformed(QStringLiteral("not a ZIP file"));
    QList<File> files;
    QSet<QString> names;
    qsizetype total = 0;
    archive_entry* entry = nullptr;
    for (;;) {
        const int status = archive_read_next_header(handle.get(), &entry);
        if (status == ARCHIVE_EOF)
            break;
        // A warning means headers that contradict each other, or a name that nobody here can read.
        if (status != ARCHIVE_OK)
            return malformed(QStringLiteral("not a sound ZIP file"));
        const char* utf8 = archive_entry_pathname_utf8(entry);
        auto name = QString::fromUtf8(utf8 ? utf8 : "");
        const bool folder = archive_entry_filetype(entry) == AE_IFDIR;
        if (folder && name.endsWith(QLatin1Char('/')))
            name.chop(1);
        if (const auto problem = nameProblem(name); !problem.isEmpty())
            return malformed(problem);
        if (names.contains(name.toLower()))
            return malformed(QStringLiteral("a file name comes twice"));
        names.insert(name.toLower());
        if (names.size() > limits.files)
            return fail(ErrorCode::TooLarge, QStringLiteral("container files"));
        if (folder)
            continue;
        if (archive_entry_filetype(entry) != AE_IFREG)
            return malformed(QStringLiteral("the container holds a link or a device"));
        const auto room = std::min(limits.fileBytes, limits.totalBytes - total);
        auto bytes = bytesOf(handle.get(), room);
        if (!bytes)
            return fail(bytes.error());
        total += bytes->size();
        files.append({ name, std::move(*bytes) });
    }
    if (files.isEmpty())
        return malformed(QStringLiteral("an empty container"));
    return files;
}

} // namespace peraku::container
