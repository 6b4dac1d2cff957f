#include <http/server.h>
#include <zlib.h>

namespace peraku::treasury::http {

QByteArray gzip(const QByteArray& plain)
{
    // Level 3 takes a third of the time of the default for a tenth more bytes on voucher pages.
    constexpr int level = 3;
    constexpr int gzipWindow = 15 + 16;
    z_stream stream {};
    if (deflateInit2(&stream, level, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray packed(qsizetype(deflateBound(&stream, uLong(plain.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.constData()));
    stream.avail_in = uInt(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = uInt(packed.size());
    const int outcome = deflate(&stream, Z_FINISH);
    packed.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    if (outcome != Z_STREAM_END || packed.size() >= plain.size())
        return {};
    return packed;
}

bool acceptsGzip(const QByteArray& acceptEncoding)
{
    for (const auto& part : acceptEncoding.split(',')) {
        const auto pieces = part.split(';');
        const auto name = pieces.first().trimmed().toLower();
        if (name != "gzip" && name != "*")
            continue;
        if (pieces.size() < 2)
            return true;
        const auto weight = pieces.at(1).trimmed();
        return !weight.startsWith("q=") || weight.mid(2).toDouble() > 0;
    }
    return false;
}

} // namespace peraku::treasury::http
