#include "secretjson.h"

#include "objectwalk.h"

#include <secret/writer.h>

#include <algorithm>
#include <charconv>
#include <string_view>

namespace peraku::wire {

using domain::ErrorCode;
using domain::fail;
using domain::Result;
using secret::SecureBuffer;
using Sink = secret::Writer;

namespace {

constexpr std::size_t largestSecretBody = 64 * 1024;

void putUtf8(Sink& sink, unsigned code)
{
    if (code < 0x80) {
        sink.put(char(code));
    } else if (code < 0x800) {
        sink.put(char(0xc0 | (code >> 6)));
        sink.put(char(0x80 | (code & 0x3f)));
    } else if (code < 0x10000) {
        sink.put(char(0xe0 | (code >> 12)));
        sink.put(char(0x80 | ((code >> 6) & 0x3f)));
        sink.put(char(0x80 | (code & 0x3f)));
    } else {
        sink.put(char(0xf0 | (code >> 18)));
        sink.put(char(0x80 | ((code >> 12) & 0x3f)));
        sink.put(char(0x80 | ((code >> 6) & 0x3f)));
        sink.put(char(0x80 | (code & 0x3f)));
    }
}

bool hex4(std::string_view text, std::size_t at, unsigned& unit)
{
    if (at + 4 > text.size())
        return false;
    const auto* begin = text.data() + at;
    const auto [stop, error] = std::from_chars(begin, begin + 4, unit, 16);
    return error == std::errc() && stop == begin + 4;
}

/** The value of a JSON string given without its quotes. */
Result<SecureBuffer> unescaped(std::string_view text)
{
    Sink sink(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (static_cast<unsigned char>(text[i]) < 0x20)
            return brokenJson("control character");
        if (text[i] != '\\') {
            sink.put(text[i]);
            continue;
        }
        static constexpr std::string_view names = "\"\\/bfnrt";
        static constexpr std::string_view values = "\"\\/\b\f\n\r\t";
        const char c = text[++i];
        if (const auto known = names.find(c); known != std::string_view::npos) {
            sink.put(values[known]);
            continue;
        }
        unsigned unit = 0;
        if (c != 'u' || !hex4(text, i + 1, unit))
            return brokenJson("escape");
        i += 4;
        if (unit >= 0xd800 && unit < 0xe000) {
            unsigned low = 0;
            if (unit >= 0xdc00 || text.substr(i + 1, 2) != "\\u" || !hex4(text, i + 3, low) || low < 0xdc00
                || low > 0xdfff)
                return brokenJson("lone surrogate");
            i += 6;
            unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
        }
        putUtf8(sink, unit);
    }
    return sink.finish();
}

Result<domain::Done> readSecret(JsonWalker& walker, std::string_view name, SplitObject& split)
{
    const auto text = walker.string();
    if (!text)
        return brokenJson("secret");
    auto plain = unescaped(*text);
    if (!plain)
        return fail(plain.error());
    if (!split.secrets.emplace(std::string(name), std::move(*plain)).second)
        return brokenJson("duplicate member");
    return domain::Done {};
}

void putQuoted(Sink& sink, const SecureBuffer& secret)
{
    sink.put('"');
    for (const auto byte : secret.view()) {
        static constexpr char digits[] = "0123456789abcdef";
        const auto c = static_cast<unsigned char>(byte);
        if (c == '"' || c == '\\') {
            sink.put('\\');
            sink.put(char(c));
        } else if (c < 0x20) {
            sink.put("\\u00");
            sink.put(digits[c >> 4]);
            sink.put(digits[c & 15]);
        } else {
            sink.put(char(c));
        }
    }
    sink.put('"');
}

} // namespace

Result<SecureBuffer> SplitObject::take(const std::string& name)
{
    const auto found = secrets.find(name);
    if (found == secrets.end())
        return fail(ErrorCode::ProtocolError, QString::fromStdString(name));
    return std::move(found->second);
}

Result<SplitObject> splitSecrets(std::span<const std::byte> body, std::initializer_list<const char*> names)
{
    if (body.size() > largestSecretBody)
        return fail(ErrorCode::TooLarge);
    SplitObject split;
    split.rest = "{";
    const auto walked = walkObject(body, [&](std::string_view name, JsonWalker& walker) {
        const bool secret = std::find(names.begin(), names.end(), name) != names.end();
        return secret ? readSecret(walker, name, split) : copyMember(walker, name, split.rest);
    });
    if (!walked)
        return fail(walked.error());
    split.rest += '}';
    return split;
}

Result<SplitObject> secretsOnly(std::span<const std::byte> body, std::initializer_list<const char*> names)
{
    auto split = splitSecrets(body, names);
    if (split && split->rest != "{}")
        return fail(ErrorCode::ProtocolError, QStringLiteral("unknown member in body"));
    return split;
}

SecureBuffer joinPieces(const QList<SecretPiece>& pieces)
{
    constexpr std::size_t worstEscape = 6;
    std::size_t capacity = 0;
    for (const auto& piece : pieces)
        capacity
            += std::size_t(piece.text.size()) + (piece.secret ? piece.secret->size() * worstEscape + 2 : 0);
    Sink sink(capacity);
    for (const auto& piece : pieces) {
        sink.put({ piece.text.constData(), std::size_t(piece.text.size()) });
        if (piece.secret)
            putQuoted(sink, *piece.secret);
    }
    return sink.finish();
}

SecureBuffer joinSecrets(
    std::initializer_list<std::pair<const char*, const SecureBuffer*>> secrets, const QByteArray& rest)
{
    QList<SecretPiece> pieces;
    const char* separator = "{";
    for (const auto& [name, value] : secrets) {
        pieces.append({ QByteArray(separator) + '"' + name + "\":", value });
        separator = ",";
    }
    pieces.append({ rest.size() > 2 ? separator + rest.mid(1) : QByteArray("}") });
    return joinPieces(pieces);
}

} // namespace peraku::wire
