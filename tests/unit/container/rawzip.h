#pragma once

#include <QtEndian>

#include <container/zip.h>
#include <zlib.h>

/** ZIP files that the product would never write, to hold its reader against. */
namespace peraku::test {

struct RawFile {
    QByteArray name;
    QByteArray bytes;
    bool deflated = false;
    QByteArray extra = {}; ///< Of the local header.
    quint32 mode = 0; ///< Unix file mode; 0 = made by a system without them.
    quint16 flags = 0;
    QByteArray localName = {}; ///< Where the local header says another name.
    int wrongCrc = 0; ///< Added to the checksum.
};

template <typename T> void put(QByteArray& bytes, T value)
{
    value = qToLittleEndian(value);
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

inline QByteArray deflated(const QByteArray& bytes)
{
    z_stream stream = {};
    deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(qsizetype(deflateBound(&stream, uLong(bytes.size()))), '\0');
    QByteArray in = bytes;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = uInt(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return out;
}

inline QByteArray rawZip(const QList<RawFile>& files)
{
    QByteArray body;
    QByteArray directory;
    for (const auto& file : files) {
        const auto data = file.deflated ? deflated(file.bytes) : file.bytes;
        const auto crc = quint32(
            crc32(0, reinterpret_cast<const Bytef*>(file.bytes.constData()), uInt(file.bytes.size())));
        const auto header = [&](QByteArray& out, const QByteArray& name, qsizetype extra) {
            put<quint16>(out, 20);
            put<quint16>(out, file.flags);
            put<quint16>(out, file.deflated ? 8 : 0);
            put<quint32>(out, 33 << 16);
            put<quint32>(out, crc + quint32(file.wrongCrc));
            put<quint32>(out, quint32(data.size()));
            put<quint32>(out, quint32(file.bytes.size()));
            put<quint16>(out, quint16(name.size()));
            put<quint16>(out, quint16(extra));
        };
        const auto offset = quint32(body.size());
        const auto localName = file.localName.isEmpty() ? file.name : file.localName;
        put<quint32>(body, 0x04034b50);
        header(body, localName, file.extra.size());
        body += localName + file.extra + data;
        put<quint32>(directory, 0x02014b50);
        put<quint16>(directory, file.mode ? 0x0314 : 20);
        header(directory, file.name, 0);
        put<quint16>(directory, 0);
        put<quint16>(directory, 0);
        put<quint16>(directory, 0);
        put<quint32>(directory, file.mode << 16);
        put<quint32>(directory, offset);
        directory += file.name;
    }
    const auto offset = quint32(body.size());
    body += directory;
    put<quint32>(body, 0x06054b50);
    put<quint32>(body, 0);
    put<quint16>(body, quint16(files.size()));
    put<quint16>(body, quint16(files.size()));
    put<quint32>(body, quint32(directory.size()));
    put<quint32>(body, offset);
    put<quint16>(body, 0);
    return body;
}

} // namespace peraku::test
