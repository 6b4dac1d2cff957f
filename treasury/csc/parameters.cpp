#include "parameters.h"

#include <QJsonArray>

#include <limits>

namespace peraku::csc {

void Parameters::wrong(Refusal refusal)
{
    if (!m_refusal)
        m_refusal = std::move(refusal);
}

QString Parameters::text(const char* name, qsizetype longest)
{
    if (!value(name).isString())
        wrong(Refusal::parameter("string", name));
    return optionalText(name, longest);
}

QString Parameters::optionalText(const char* name, qsizetype longest)
{
    const auto found = value(name);
    auto text = found.toString();
    if (!found.isUndefined() && !found.isString())
        wrong(Refusal::parameter("string", name));
    else if (text.size() > longest)
        wrong(Refusal::invalid(name));
    return text;
}

QString Parameters::word(const char* name, const QStringList& words)
{
    if (!has(name))
        return words.first();
    auto text = optionalText(name);
    if (!words.contains(text))
        wrong(Refusal::invalid(name));
    return text;
}

qint64 Parameters::integer(const char* name)
{
    constexpr double largest = 1e15;
    const auto found = value(name);
    const auto number = found.toDouble();
    bool whole
        = found.isDouble() && number >= -largest && number <= largest && double(qint64(number)) == number;
    auto integer = whole ? qint64(number) : 0;
    if (found.isString() && found.toString().size() <= 15)
        integer = found.toString().toLongLong(&whole);
    if (!whole)
        wrong(Refusal::parameter("integer", name));
    return integer;
}

qint64 Parameters::optionalInteger(const char* name, qint64 least, qint64 most, qint64 otherwise)
{
    if (!has(name))
        return otherwise;
    const auto number = integer(name);
    if (number < least || number > most)
        wrong(Refusal::invalid(name));
    return number;
}

bool Parameters::flag(const char* name)
{
    const auto found = value(name);
    if (!found.isUndefined() && !found.isBool())
        wrong(Refusal::parameter("boolean", name));
    return found.toBool();
}

QByteArray Parameters::optionalBase64(const char* name, qsizetype longest)
{
    if (!has(name))
        return {};
    const auto bytes = fromBase64(value(name), longest);
    if (!bytes)
        wrong(Refusal::invalid(name));
    return bytes.value_or(QByteArray());
}

QList<QByteArray> Parameters::hashes(int most)
{
    constexpr qsizetype digestBytes = 32;
    QList<QByteArray> digests;
    if (!value("hashes").isArray()) {
        wrong(Refusal::parameter("array", "hashes"));
        return digests;
    }
    const auto items = value("hashes").toArray();
    if (items.isEmpty())
        wrong(Refusal::request(QStringLiteral("Empty hash array")));
    if (items.size() > most)
        wrong(Refusal::request(QStringLiteral("Too many hashes: at most %1").arg(most)));
    for (const auto& item : items) {
        const auto digest = fromBase64(item, 2 * digestBytes);
        if (!digest)
            wrong(Refusal::request(QStringLiteral("Invalid Base64 hash string parameter")));
        else if (digest->size() != digestBytes)
            wrong(Refusal::request(QStringLiteral("Invalid digest value length")));
        else if (digests.contains(*digest))
            wrong(Refusal::request(QStringLiteral("The same hash stands twice")));
        if (m_refusal)
            return digests;
        digests.append(*digest);
    }
    return digests;
}

std::optional<QByteArray> fromBase64(const QJsonValue& value, qsizetype longest)
{
    if (!value.isString())
        return std::nullopt;
    const auto text = value.toString();
    if (text.size() > (longest + 2) / 3 * 4)
        return std::nullopt;
    const auto [bytes, status]
        = QByteArray::fromBase64Encoding(text.toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
    if (status != QByteArray::Base64DecodingStatus::Ok || bytes.isEmpty() || bytes.size() > longest)
        return std::nullopt;
    return bytes;
}

} // namespace peraku::csc
