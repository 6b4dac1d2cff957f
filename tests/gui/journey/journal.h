#pragma once

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace peraku::journey {

/** What happened, step by step, for people (standard output) and for programs (journey.json). */
class Journal {
public:
    explicit Journal(QString directory)
        : m_directory(std::move(directory))
    {
    }
    const QString& directory() const { return m_directory; }
    void add(const QString& step, const QString& role, const QString& ic, const QString& voucher,
        const QString& before, const QString& after, const QDateTime& began, const QJsonObject& more = {});
    /** False if the file cannot be written. */
    bool write(bool whole, const QString& problem) const;

private:
    QString m_directory;
    QJsonArray m_steps;
};

} // namespace peraku::journey
