#include "failures.h"
#include "metatable.h"
#include "workfile.h"
#include "worktransaction.h"

#include <store/workstore.h>

#include <QFile>
#include <QHash>
#include <QSet>

#include <algorithm>
#include <tuple>

namespace peraku::store {

using sqlite::Database;
using sqlite::Statement;

namespace {

/** A copy of the damaged file with its journal, so that the evidence itself is never written to. */
class SalvageCopy {
public:
    SalvageCopy(const QString& damaged, QString path)
        : m_path(std::move(path))
    {
        clear();
        if (QFile::copy(damaged, m_path) && copyJournal(damaged)) {
            if (auto opened = Database::open(m_path, sqlite::Durability::Extra))
                m_database = std::move(*opened);
        }
    }
    ~SalvageCopy()
    {
        m_database.reset();
        clear();
    }
    Database* database() const { return m_database.get(); }

private:
    bool copyJournal(const QString& damaged) const
    {
        const auto journal = damaged + QLatin1String("-journal");
        return !QFile::exists(journal) || QFile::copy(journal, m_path + QLatin1String("-journal"));
    }
    void clear() const
    {
        for (const auto* suffix : { "", "-journal" })
            QFile::remove(m_path + QLatin1String(suffix));
    }
    QString m_path;
    std::unique_ptr<Database> m_database;
};

/** Reads a table from both ends, each until a damaged page stops it. */
template <typename Use> void readWhatCanBeRead(Database& database, const char* columns, const Use& use)
{
    for (const auto* order : { " ORDER BY rowid", " ORDER BY rowid DESC" }) {
        const auto sql = QByteArray(columns) + order;
        auto statement = database.prepare(sql.constData());
        if (statement)
            std::ignore = statement->forEach([&] { use(*statement); });
    }
}

/** The versions of the rows that stand in a table already. */
Result<QHash<QString, qint64>> versionsOf(Database& database, const char* sql)
{
    QHash<QString, qint64> versions;
    auto statement = database.prepare(sql);
    if (!statement)
        return failed(statement.error());
    if (auto read = statement->forEach([&] { versions.insert(statement->text(0), statement->integer(1)); });
        !read)
        return failed(read.error());
    return versions;
}

} // namespace

Result<int> WorkStore::salvage(const QString& damagedFile)
{
    const SalvageCopy copy(damagedFile, workPath(m_directory) + QLatin1String(".salvaging"));
    if (!copy.database())
        return 0;
    auto& damaged = *copy.database();
    const auto ours = readMeta(*m_database, databaseIdName);
    if (!ours)
        return failed(ours.error());
    const auto outbox = versionsOf(*m_database, "SELECT CAST(id AS TEXT), version FROM outbox");
    const auto drafts = versionsOf(*m_database, "SELECT voucher, version FROM draft");
    const auto attachments = versionsOf(*m_database, "SELECT sha256, version FROM attachment");
    for (const auto* read : { &outbox, &drafts, &attachments }) {
        if (!*read)
            return domain::fail(read->error());
    }
    // Only a record whose seal opens under the place where it stood is taken, so a damaged one never is.
    WorkBatch batch;
    batch.salvage = true;
    QSet<qint64> takenRows;
    QSet<QString> takenDrafts;
    readWhatCanBeRead(
        damaged, "SELECT id, voucher, state, version, body FROM outbox", [&](const Statement& row) {
            WorkRow read { row.integer(0), domain::VoucherId(row.text(1)), int(row.integer(2)), {} };
            if (takenRows.contains(read.id) || row.integer(3) <= outbox->value(QString::number(read.id), -1))
                return;
            if (auto body = m_sealer.open(row.blob(4), outboxPlace(read, row.integer(3)))) {
                read.body = std::move(*body);
                takenRows.insert(read.id);
                batch.putOutbox.append(read);
            }
        });
    readWhatCanBeRead(damaged, "SELECT voucher, version, body FROM draft", [&](const Statement& row) {
        WorkRow read { 0, domain::VoucherId(row.text(0)), 0, {} };
        if (takenDrafts.contains(read.voucher.value())
            || row.integer(1) <= drafts->value(read.voucher.value(), -1))
            return;
        if (auto body = m_sealer.open(row.blob(2), draftPlace(read.voucher, row.integer(1)))) {
            read.body = std::move(*body);
            takenDrafts.insert(read.voucher.value());
            batch.putDrafts.append(read);
        }
    });
    int taken = int(batch.putOutbox.size() + batch.putDrafts.size());
    QList<QPair<domain::Sha256Hex, QByteArray>> files;
    readWhatCanBeRead(damaged, "SELECT sha256, version, body FROM attachment", [&](const Statement& row) {
        const domain::Sha256Hex name(row.text(0));
        if (attachments->contains(name.value())
            || std::any_of(
                files.cbegin(), files.cend(), [&](const auto& file) { return file.first == name; }))
            return;
        if (auto body = m_sealer.open(row.blob(2), attachmentPlace(name, row.integer(1))))
            files.append({ name, std::move(*body) });
    });
    // Documents first: an outbox row never stands without them.
    for (const auto& file : files) {
        WorkBatch one;
        one.salvage = true;
        one.putAttachment = file;
        if (auto put = commit(one); !put)
            return domain::fail(put.error());
        ++taken;
    }
    if (batch.putOutbox.isEmpty() && batch.putDrafts.isEmpty())
        return taken;
    if (auto put = commit(batch); !put)
        return domain::fail(put.error());
    return taken;
}

} // namespace peraku::store
