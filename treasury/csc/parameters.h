#pragma once

#include "refusal.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace peraku::csc {

/**
 * The members of a request; remembers the first thing that is wrong, so that a method reads as a list of its
 * parameters. Unknown members are ignored, as the API asks. Not thread-safe.
 */
class Parameters {
public:
    explicit Parameters(QJsonObject object)
        : m_object(std::move(object))
    {
    }

    QString text(const char* name, qsizetype longest = 255);
    QString optionalText(const char* name, qsizetype longest = 255);
    /** One of the words; the first of them if absent. */
    QString word(const char* name, const QStringList& words);
    /** A number, or its digits in a string, as some clients send it. */
    qint64 integer(const char* name);
    qint64 optionalInteger(const char* name, qint64 least, qint64 most, qint64 otherwise);
    bool flag(const char* name); ///< False if absent.
    QByteArray optionalBase64(const char* name, qsizetype longest);
    bool has(const char* name) const { return m_object.contains(QLatin1String(name)); }
    QJsonValue value(const char* name) const { return m_object.value(QLatin1String(name)); }

    /** SHA-256 digests in base64, 1..most, none of them twice. */
    QList<QByteArray> hashes(int most);

    void wrong(Refusal refusal);
    const std::optional<Refusal>& refusal() const { return m_refusal; }

private:
    QJsonObject m_object;
    std::optional<Refusal> m_refusal;
};

/** The bytes of strict base64; nullopt for anything else. */
std::optional<QByteArray> fromBase64(const QJsonValue& value, qsizetype longest);

} // namespace peraku::csc
