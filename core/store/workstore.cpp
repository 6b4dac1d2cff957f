#include "failures.h"
#include "metatable.h"
#include "workfile.h"
#include "workslots.h"
#include "worktransaction.h"

#include <sqlite/database.h>
#include <store/workstore.h>

namespace peraku::store {

using domain::ErrorCode;
using domain::fail;

WorkStore::WorkStore(
    QString directory, std::unique_ptr<sqlite::Database> database, bool readOnly, Sealer sealer)
    : m_directory(std::move(directory))
    , m_database(std::move(database))
    , m_readOnly(readOnly)
    , m_sealer(std::move(sealer))
{
}

WorkStore::~WorkStore() = default;

Result<std::unique_ptr<WorkStore>> WorkStore::unlocked(
    QString directory, std::unique_ptr<sqlite::Database> database, bool readOnly, Sealer sealer)
{
    std::unique_ptr<WorkStore> store(
        new WorkStore(std::move(directory), std::move(database), readOnly, std::move(sealer)));
    const auto head = readHead(*store->m_database, store->m_sealer);
    if (!head && head.error().code != ErrorCode::SealBroken)
        return fail(head.error());
    const auto counted = countedHead(*store->m_database);
    if (!counted)
        return fail(counted.error());
    const bool fresh = counted->generation == 0 && counted->auditLines == 0;
    if (head && (head->generation > 0 || fresh)) {
        store->m_head = *head;
        store->m_head.auditLines = std::max(head->auditLines, counted->auditLines);
        return store;
    }
    // The drafts are worth more than the chain: they are opened, the broken chain is told, and a gap in it
    // keeps it from ever looking whole again.
    store->m_unreadable = 1;
    store->m_head = { counted->generation, counted->auditLines + 1, {} };
    return store;
}

Result<Done> WorkStore::rewrap(const secret::SecureBuffer& password)
{
    if (m_readOnly)
        return fail(ErrorCode::StorageTooNew, QStringLiteral("work.db"));
    const auto wrapped = wrapForPassword(m_sealer.key()->bytes, password, m_sealer.rng());
    if (!wrapped)
        return fail(wrapped.error());
    const auto written
        = m_database->transaction([&] { return writeSlot(*m_database, passwordSlot, *wrapped); });
    if (!written)
        return failed(written.error());
    // A password that leaked must not open the backups for ever.
    const auto ours = readMeta(*m_database, databaseIdName);
    for (const auto& path : backupFiles(m_directory)) {
        auto backup = sqlite::Database::open(path, sqlite::Durability::Extra);
        if (!backup || !ours || readMeta(**backup, databaseIdName) != *ours)
            continue;
        if (!(*backup)->transaction([&] { return writeSlot(**backup, passwordSlot, *wrapped); }))
            qWarning("a backup of work.db keeps its former key slot");
    }
    return Done {};
}

Result<Done> WorkStore::keepRecoverable(const secret::SecureBuffer& recovery)
{
    const auto slot = readSlot(*m_database, recoverySlot);
    if (!slot && slot.error().code != ErrorCode::NotFound)
        return fail(slot.error());
    if (slot) {
        const auto key = unwrapByRecovery(*slot, recovery);
        if (key && secret::equalConstantTime(*key, m_sealer.key()->bytes))
            return Done {};
    }
    if (m_readOnly)
        return fail(ErrorCode::StorageTooNew, QStringLiteral("work.db"));
    const auto wrapped = wrapForRecovery(m_sealer.key()->bytes, recovery, m_sealer.rng());
    if (!wrapped)
        return fail(wrapped.error());
    const auto written
        = m_database->transaction([&] { return writeSlot(*m_database, recoverySlot, *wrapped); });
    if (!written)
        return failed(written.error());
    return Done {};
}

Result<WorkContents> WorkStore::load()
{
    WorkContents contents;
    contents.unreadable = m_unreadable;
    std::optional<sqlite::Failure> failure;
    const auto each = [&](const char* sql, const auto& use) {
        if (failure)
            return;
        auto statement = m_database->prepare(sql);
        auto read = statement ? statement->forEach([&] { use(*statement); })
                              : sqlite::Outcome<sqlite::Nothing>(tl::unexpected(statement.error()));
        if (!read)
            failure = read.error();
    };
    // What cannot be opened is counted and left alone; the rest of the officer's work goes on.
    const auto opened = [&](const QByteArray& sealed, const QByteArray& place, const auto& keep) {
        if (auto body = m_sealer.open(sealed, place))
            keep(std::move(*body));
        else
            ++contents.unreadable;
    };
    each("SELECT version, body FROM account", [&](const sqlite::Statement& row) {
        opened(row.blob(1), accountPlace(row.integer(0)),
            [&](QByteArray body) { contents.account = std::move(body); });
    });
    each("SELECT id, voucher, state, version, body FROM outbox ORDER BY id",
        [&](const sqlite::Statement& row) {
            WorkRow read { row.integer(0), domain::VoucherId(row.text(1)), int(row.integer(2)), {} };
            opened(row.blob(4), outboxPlace(read, row.integer(3)), [&](QByteArray body) {
                read.body = std::move(body);
                contents.outbox.append(read);
            });
        });
    each("SELECT voucher, version, body FROM draft ORDER BY voucher", [&](const sqlite::Statement& row) {
        WorkRow read { 0, domain::VoucherId(row.text(0)), 0, {} };
        opened(row.blob(2), draftPlace(read.voucher, row.integer(1)), [&](QByteArray body) {
            read.body = std::move(body);
            contents.drafts.append(read);
        });
    });
    each("SELECT sha256 FROM attachment",
        [&](const sqlite::Statement& row) { contents.attachments.append(domain::Sha256Hex(row.text(0))); });
    if (failure)
        return failed(*failure);
    return contents;
}

Result<QList<qint64>> WorkStore::commit(const WorkBatch& batch)
{
    if (m_readOnly)
        return fail(ErrorCode::StorageTooNew, QStringLiteral("work.db"));
    WorkTransaction transaction(*m_database, m_sealer, m_head);
    auto ids = transaction.run(batch);
    if (ids)
        m_head = transaction.head();
    return ids;
}

Result<QByteArray> WorkStore::outboxBody(qint64 id)
{
    auto statement = m_database->prepare("SELECT voucher, state, version, body FROM outbox WHERE id = ?");
    if (!statement)
        return failed(statement.error());
    const auto row = statement->bind(1, id).step();
    if (!row)
        return failed(row.error());
    if (!*row)
        return fail(ErrorCode::NotFound, QStringLiteral("outbox row"));
    const WorkRow place { id, domain::VoucherId(statement->text(0)), int(statement->integer(1)), {} };
    return m_sealer.open(statement->blob(3), outboxPlace(place, statement->integer(2)));
}

Result<QByteArray> WorkStore::attachment(const domain::Sha256Hex& sha256)
{
    auto statement = m_database->prepare("SELECT version, body FROM attachment WHERE sha256 = ?");
    if (!statement)
        return failed(statement.error());
    const auto row = statement->bind(1, sha256.value()).step();
    if (!row)
        return failed(row.error());
    if (!*row)
        return fail(ErrorCode::NotFound, QStringLiteral("attachment"));
    return m_sealer.open(statement->blob(1), attachmentPlace(sha256, statement->integer(0)));
}

Result<qint64> WorkStore::verifyAudit()
{
    const auto head = readHead(*m_database, m_sealer);
    if (!head)
        return fail(head.error());
    auto statement = m_database->prepare("SELECT id, chain, body FROM audit ORDER BY id");
    if (!statement)
        return failed(statement.error());
    WorkHead walked;
    bool whole = true;
    const auto read = statement->forEach([&] {
        const auto sealed = statement->blob(2);
        walked.auditChain = chained(walked.auditChain, sealed);
        ++walked.auditLines;
        whole = whole && statement->integer(0) == walked.auditLines && statement->blob(1) == walked.auditChain
            && m_sealer.open(sealed, auditPlace(walked.auditLines)).has_value();
    });
    if (!read)
        return failed(read.error());
    const auto counted = countedHead(*m_database);
    if (!counted)
        return fail(counted.error());
    // A head that is older than what it heads was put back.
    whole = whole && counted->generation <= head->generation;
    if (!whole || walked.auditLines != head->auditLines || walked.auditChain != head->auditChain)
        return fail(ErrorCode::SealBroken, QStringLiteral("audit"));
    return walked.auditLines;
}

Result<Done> WorkStore::backUp()
{
    if (m_readOnly || m_backedUp == m_head.generation)
        return Done {};
    auto kept = backUpWorkFile(*m_database, m_directory);
    if (kept)
        m_backedUp = m_head.generation;
    return kept;
}

} // namespace peraku::store
