#include "pdfdocument.h"

#include <cstdlib>
#include <zlib.h>

namespace peraku::signing::pdf {

using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr qsizetype maxInflatedBytes = 32 * 1024 * 1024;

auto malformed(const char* part)
{
    return fail(ErrorCode::EvidenceMalformed, QLatin1String(part));
}

Result<QByteArray> inflated(QByteArrayView deflated)
{
    z_stream stream = {};
    if (inflateInit(&stream) != Z_OK)
        return fail(ErrorCode::Internal, QStringLiteral("zlib"));
    const std::unique_ptr<z_stream, int (*)(z_stream*)> guard(&stream, inflateEnd);
    QByteArray input = deflated.toByteArray();
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = uInt(input.size());
    QByteArray out;
    int status = Z_OK;
    while (status == Z_OK) {
        const auto had = out.size();
        if (had == maxInflatedBytes)
            return malformed("PDF stream is too large");
        out.resize(std::min(maxInflatedBytes, std::max<qsizetype>(16 * 1024, had * 2)));
        stream.next_out = reinterpret_cast<Bytef*>(out.data() + had);
        stream.avail_out = uInt(out.size() - had);
        status = inflate(&stream, Z_NO_FLUSH);
        out.truncate(out.size() - stream.avail_out);
    }
    if (status != Z_STREAM_END)
        return malformed("PDF stream cannot be inflated");
    return out;
}

unsigned char paeth(int left, int up, int upLeft)
{
    const int estimate = left + up - upLeft;
    const int toLeft = std::abs(estimate - left);
    const int toUp = std::abs(estimate - up);
    const int toUpLeft = std::abs(estimate - upLeft);
    if (toLeft <= toUp && toLeft <= toUpLeft)
        return static_cast<unsigned char>(left);
    return static_cast<unsigned char>(toUp <= toUpLeft ? up : upLeft);
}

/** Undoes the filters of PNG (RFC 2083, 6) on rows of one-byte pixels. */
Result<QByteArray> unpredicted(const QByteArray& rows, qsizetype columns)
{
    if (rows.size() % (columns + 1) != 0)
        return malformed("PDF stream predictor");
    QByteArray out;
    out.reserve(rows.size());
    QByteArray above(columns, '\0');
    for (qsizetype at = 0; at < rows.size(); at += columns + 1) {
        const int filter = rows[at];
        QByteArray row = rows.mid(at + 1, columns);
        for (qsizetype i = 0; i < columns; ++i) {
            const auto byte = [](const QByteArray& from, qsizetype index) {
                return index < 0 ? 0 : int(static_cast<unsigned char>(from[index]));
            };
            const int left = byte(row, i - 1);
            const int up = byte(above, i);
            int add = 0;
            switch (filter) {
            case 0:
                break;
            case 1:
                add = left;
                break;
            case 2:
                add = up;
                break;
            case 3:
                add = (left + up) / 2;
                break;
            case 4:
                add = paeth(left, up, byte(above, i - 1));
                break;
            default:
                return malformed("PDF stream predictor");
            }
            row[i] = char(byte(row, i) + add);
        }
        out += row;
        above = row;
    }
    return out;
}

const Value& onlyOf(const Value& value)
{
    return value.isArray() && value.items.size() == 1 ? value.items.first() : value;
}

} // namespace

Result<QByteArray> decodedStream(const Value& stream)
{
    if (!stream.stream)
        return malformed("PDF stream is missing");
    const auto& filter = onlyOf(stream["Filter"]);
    if (filter.kind == Value::Kind::Null)
        return stream.stream->toByteArray();
    if (!filter.isName("FlateDecode"))
        return malformed("PDF stream filter");
    auto bytes = inflated(*stream.stream);
    const auto& parameters = onlyOf(stream["DecodeParms"]);
    const auto& predictor = parameters["Predictor"];
    if (!bytes || predictor.kind == Value::Kind::Null || predictor.integer == 1)
        return bytes;
    const auto one = [&](const char* name, qint64 usual) {
        const auto& value = parameters[name];
        return value.kind == Value::Kind::Null || value.integer == usual;
    };
    const auto& columns = parameters["Columns"];
    const auto width = columns.kind == Value::Kind::Null ? 1 : columns.integerWithin(1, 4096);
    if (!predictor.integerWithin(10, 15) || !one("Colors", 1) || !one("BitsPerComponent", 8) || !width)
        return malformed("PDF stream predictor");
    return unpredicted(*bytes, *width);
}

} // namespace peraku::signing::pdf
