#include <secret/writer.h>

#include <QLocale>

#include <algorithm>
#include <mail/mime.h>

namespace peraku::mail {

using domain::ErrorCode;
using domain::fail;
using secret::SecureBuffer;
using secret::Writer;

namespace {

constexpr qsizetype encodedWordBytes = 45; ///< RFC 2047: a word, with its frame, has at most 75 characters.
constexpr int quotedLine = 75; ///< RFC 2045: 76 characters with the soft break.
constexpr int plainLine = 900; ///< RFC 5322: under 998 octets.
constexpr qsizetype addressLimit = 254;

bool isPrintable(QChar c)
{
    return c.unicode() >= 0x20 && c.unicode() < 0x7f;
}

/** A header value: line ends never reach it, so that no text can add headers; other scripts as RFC 2047
 * words. */
QByteArray headerValue(const QString& text)
{
    const auto line = text.simplified();
    if (std::all_of(line.cbegin(), line.cend(), isPrintable))
        return line.toLatin1();
    QByteArrayList words;
    QByteArray word;
    for (const auto codePoint : line.toUcs4()) {
        const auto bytes = QString::fromUcs4(reinterpret_cast<const char32_t*>(&codePoint), 1).toUtf8();
        if (word.size() + bytes.size() > encodedWordBytes)
            words.append(std::exchange(word, {}));
        word += bytes;
    }
    words.append(word);
    for (auto& each : words)
        each = "=?UTF-8?B?" + each.toBase64() + "?=";
    return words.join("\r\n ");
}

/** Text, code and the rest as they are read, lines ended by '\n'. */
SecureBuffer bodyOf(const treasury::Mail& mail)
{
    const auto normal = [](QString text) {
        return text.replace(QLatin1String("\r\n"), QLatin1String("\n"))
            .replace(QLatin1Char('\r'), QLatin1Char('\n'))
            .toUtf8();
    };
    const auto before = normal(mail.text);
    const auto after = normal(mail.after);
    Writer writer(std::size_t(before.size() + after.size()) + (mail.code ? mail.code->size() : 0) + 1);
    writer.put({ before.constData(), std::size_t(before.size()) });
    if (mail.code)
        writer.put(textOf(*mail.code));
    writer.put({ after.constData(), std::size_t(after.size()) });
    auto body = writer.finish();
    if (body.isEmpty() || body.data()[body.size() - 1] != std::byte { '\n' })
        body.insert(body.size(), std::byte { '\n' });
    return body;
}

bool isSevenBit(std::string_view body)
{
    int column = 0;
    return std::all_of(body.begin(), body.end(), [&](char c) {
        column = c == '\n' ? 0 : column + 1;
        return column < plainLine && (c == '\n' || c == '\t' || isPrintable(QLatin1Char(c)));
    });
}

void putQuoted(Writer& writer, std::string_view body)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    int column = 0;
    for (std::size_t i = 0; i < body.size(); ++i) {
        const char c = body[i];
        if (c == '\n') {
            writer.put("\r\n");
            column = 0;
            continue;
        }
        const bool endsLine = i + 1 == body.size() || body[i + 1] == '\n';
        const bool plain = isPrintable(QLatin1Char(c)) && c != '=' && !(c == ' ' && endsLine);
        const int width = plain ? 1 : 3;
        if (column + width > quotedLine) {
            writer.put("=\r\n");
            column = 0;
        }
        column += width;
        if (plain) {
            writer.put(c);
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        writer.put('=');
        writer.put(digits[byte >> 4]);
        writer.put(digits[byte & 15]);
    }
}

void putPlain(Writer& writer, std::string_view body)
{
    for (const char c : body) {
        if (c == '\n')
            writer.put('\r');
        writer.put(c);
    }
}

} // namespace

bool isAddress(const QString& text)
{
    const auto at = text.indexOf(QLatin1Char('@'));
    return text.size() <= addressLimit && at > 0 && at + 1 < text.size() && text.count(QLatin1Char('@')) == 1
        && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
               return isPrintable(c) && c != u' ' && c != u'<' && c != u'>' && c != u',' && c != u';'
                   && c != u'"';
           });
}

domain::Result<SecureBuffer> mimeMessage(
    const treasury::Mail& mail, const QString& from, const QDateTime& at, const QString& id)
{
    if (!isAddress(mail.to))
        return fail(ErrorCode::InvalidInput, QStringLiteral("recipient"));
    const auto date = QLocale::c().toString(at.toUTC(), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss '+0000'"));
    const auto body = bodyOf(mail);
    const bool sevenBit = isSevenBit(textOf(body));
    const auto head = "From: Perbendaharaan <" + from.toLatin1() + ">\r\nTo: " + mail.to.toLatin1()
        + "\r\nSubject: " + headerValue(mail.subject) + "\r\nDate: " + date.toLatin1() + "\r\nMessage-ID: <"
        + id.toLatin1() + from.mid(from.indexOf(QLatin1Char('@'))).toLatin1()
        + ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; "
          "charset=utf-8\r\n"
          "Content-Transfer-Encoding: "
        + (sevenBit ? "7bit" : "quoted-printable") + "\r\n\r\n";

    constexpr std::size_t worstEscape = 4; // "=C3" and its share of the soft breaks.
    Writer writer(std::size_t(head.size()) + body.size() * worstEscape + 2);
    writer.put({ head.constData(), std::size_t(head.size()) });
    if (sevenBit)
        putPlain(writer, textOf(body));
    else
        putQuoted(writer, textOf(body));
    return writer.finish();
}

} // namespace peraku::mail
