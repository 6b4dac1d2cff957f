#include "names.h"

#include <QSet>
#include <QtEndian>

#include <algorithm>
#include <container/zip.h>
#include <limits>
#include <zlib.h>

namespace peraku::container {

using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

// APPNOTE.TXT 4.3: local file header, central directory header, end of central directory.
constexpr quint32 localSignature = 0x04034b50;
constexpr quint32 centralSignature = 0x02014b50;
constexpr quint32 endSignature = 0x06054b50;
constexpr quint16 versionNeeded = 10; ///< 1.0: stored files.
constexpr quint16 firstDay = (1 << 5) | 1; ///< 1 January 1980

class Bytes {
public:
    Bytes& u16(quint16 value) { return append(value); }
    Bytes& u32(quint32 value) { return append(value); }
    Bytes& raw(const QByteArray& bytes)
    {
        m_bytes += bytes;
        return *this;
    }
    const QByteArray& all() const { return m_bytes; }

private:
    template <typename T> Bytes& append(T value)
    {
        const T little = qToLittleEndian(value);
        m_bytes.append(reinterpret_cast<const char*>(&little), sizeof little);
        return *this;
    }
    QByteArray m_bytes;
};

/** The part that a file's two headers have in common, from "version needed" to "extra field length". */
QByteArray commonHeader(const File& file)
{
    const auto size = quint32(file.bytes.size());
    const auto crc
        = quint32(crc32(0, reinterpret_cast<const Bytef*>(file.bytes.constData()), uInt(file.bytes.size())));
    return Bytes()
        .u16(versionNeeded)
        .u16(0) // no flags: sizes stand here, not in a data descriptor
        .u16(0) // stored
        .u16(0)
        .u16(firstDay)
        .u32(crc)
        .u32(size)
        .u32(size)
        .u16(quint16(file.name.size()))
        .u16(0)
        .all();
}

bool isPlain(const QString& name)
{
    return std::all_of(name.begin(), name.end(), [](QChar c) {
        return (c >= QLatin1Char('a') && c <= QLatin1Char('z'))
            || (c >= QLatin1Char('A') && c <= QLatin1Char('Z'))
            || (c >= QLatin1Char('0') && c <= QLatin1Char('9')) || c == QLatin1Char('.')
            || c == QLatin1Char('_') || c == QLatin1Char('-') || c == QLatin1Char('/');
    });
}

} // namespace

Result<QByteArray> writeZip(const QList<File>& files)
{
    constexpr auto most32 = qint64(std::numeric_limits<quint32>::max());
    if (files.size() > std::numeric_limits<quint16>::max())
        return fail(ErrorCode::TooLarge, QStringLiteral("container files"));
    QSet<QString> names;
    Bytes body;
    Bytes directory;
    for (const auto& file : files) {
        if (!isPlain(file.name) || !nameProblem(file.name).isEmpty() || names.contains(file.name.toLower()))
            return fail(ErrorCode::InvalidInput, QStringLiteral("container file name"));
        names.insert(file.name.toLower());
        const qint64 offset = body.all().size();
        if (file.bytes.size() >= most32 || offset + file.bytes.size() >= most32)
            return fail(ErrorCode::TooLarge, QStringLiteral("container"));
        const auto common = commonHeader(file);
        const auto name = file.name.toLatin1();
        body.u32(localSignature).raw(common).raw(name).raw(file.bytes);
        directory.u32(centralSignature)
            .u16(versionNeeded)
            .raw(common)
            .u16(0) // no comment
            .u16(0) // first disk
            .u16(0)
            .u32(0)
            .u32(quint32(offset))
            .raw(name);
    }
    const auto offset = quint32(body.all().size());
    const auto count = quint16(files.size());
    body.raw(directory.all())
        .u32(endSignature)
        .u16(0)
        .u16(0)
        .u16(count)
        .u16(count)
        .u32(quint32(directory.all().size()))
        .u32(offset)
        .u16(0);
    return body.all();
}

} // namespace peraku::container
