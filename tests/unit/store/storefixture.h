#pragma once

#include <sqlite/database.h>
#include <store/officerfiles.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <openssl/rand.h>

namespace peraku::test {

using namespace peraku::store;

class TrueRng : public domain::Rng {
public:
    void fill(void* data, qsizetype size) override
    {
        RAND_bytes(static_cast<unsigned char*>(data), int(size));
    }
};

inline secret::SecureBuffer secretOf(const char* text)
{
    return secret::SecureBuffer::copyOf(std::string_view(text));
}
inline domain::VoucherId voucherId(int number)
{
    return domain::VoucherId(QStringLiteral("%1").arg(number, 32, 16, QLatin1Char('0')));
}
inline WorkRow draftRow(int number, const QByteArray& body)
{
    return { 0, voucherId(number), 0, body };
}

/** One officer's folder, opened and closed as the desk does. */
class Folder {
public:
    static constexpr int quick = 10; ///< log2 of scrypt's N.
    static constexpr auto goodPassword = "Rahsia#2026-baik";
    static constexpr auto recoverySecret = "what the treasury keeps for this officer";

    explicit Folder(const QString& path = {})
        : m_given(path)
    {
    }
    QString path() const { return m_given.isEmpty() ? m_own.path() : m_given; }
    QString file(const char* name) const { return QDir(path()).filePath(QString::fromLatin1(name)); }
    static QDateTime now() { return QDateTime(QDate(2026, 3, 2), QTime(9, 0), Qt::UTC); }

    Result<OfficerFiles> create()
    {
        return createOfficerFiles(path(), secretOf(goodPassword), secretOf(recoverySecret), rng, quick);
    }
    Result<OfficerFiles> open(const char* password = goodPassword)
    {
        return openOfficerFiles(path(), secretOf(password), rng, now());
    }
    Result<OfficerFiles> recover(const char* password, const char* recovery = recoverySecret)
    {
        return recoverOfficerFiles(path(), secretOf(password), secretOf(recovery), rng, now());
    }
    /** Changes the closed work.db behind the program's back. */
    bool tamper(const char* sql, const char* name = "work.db")
    {
        auto database = sqlite::Database::open(file(name), sqlite::Durability::Extra);
        return database && (*database)->execute(sql).has_value();
    }
    QStringList names() const { return QDir(path()).entryList(QDir::Files, QDir::Name); }

    TrueRng rng;

private:
    QTemporaryDir m_own;
    QString m_given;
};

/** A page that follows what the cache holds. */
inline Result<Done> applyNext(
    CacheStore& cache, const QList<CacheRow>& rows, const QList<domain::VoucherId>& gone, const QString& next)
{
    const auto from = cache.cursor();
    return from ? cache.applyPage(rows, gone, *from, next) : domain::fail(from.error());
}

inline Result<QList<qint64>> saveDraft(OfficerFiles& files, int number, const QByteArray& body)
{
    WorkBatch batch;
    batch.putDrafts = { draftRow(number, body) };
    batch.audit = "saved " + QByteArray::number(number);
    return files.work->commit(batch);
}

} // namespace peraku::test
