#pragma once

#include <pki/register.h>
#include <sqlite/database.h>

#include <QList>

#include <functional>
#include <memory>

namespace peraku::pki {

struct StoredCrl {
    qint64 number = 0;
    QByteArray der;
    QDateTime thisUpdate;
    QDateTime nextUpdate;
    qint64 registerVersion = 0; ///< Of the register that it speaks of.
};

/** The authority's SQLite file; one thread at a time. */
class RegisterStore {
public:
    /** Makes the file if there is none. */
    static domain::Result<std::unique_ptr<RegisterStore>> open(const QString& path);

    /** Runs `work` in one transaction: committed if it succeeds, else rolled back. */
    domain::Result<domain::Done> transaction(const std::function<domain::Result<domain::Done>()>& work);

    domain::Result<QByteArray> meta(const QString& key); ///< Empty if unset.
    domain::Result<domain::Done> setMeta(const QString& key, const QByteArray& value);

    domain::Result<domain::Done> insert(const RegisterEntry& entry);
    domain::Result<domain::Done> update(const RegisterEntry& entry);
    domain::Result<std::optional<RegisterEntry>> find(const QString& serialHex);
    domain::Result<QList<RegisterEntry>> ofIc(const domain::Ic& ic);
    domain::Result<QList<RegisterEntry>> ofKind(CertificateKind kind);
    domain::Result<QList<RegisterEntry>> all();
    domain::Result<QList<RegisterEntry>> notGood();

    /** Adds to a durable counter that begins at 0 and gives its value before. */
    domain::Result<qint64> advance(const QString& counter, qint64 by);
    domain::Result<qint64> counter(const QString& counter);

    domain::Result<std::optional<StoredCrl>> crl(const QString& authority);
    domain::Result<domain::Done> setCrl(const QString& authority, const StoredCrl& crl);

private:
    explicit RegisterStore(std::unique_ptr<sqlite::Database> database)
        : m_database(std::move(database))
    {
    }
    std::unique_ptr<sqlite::Database> m_database;
};

} // namespace peraku::pki
