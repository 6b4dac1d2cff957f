#include "phases.h"
#include "reconcile.h"
#include "storevault.h"

#include <domain/workflow.h>
#include <sqlite/database.h>
#include <store/officerfiles.h>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>

#include <openssl/rand.h>
#include <simdjson.h>

namespace peraku::bench {

namespace {

constexpr int pageSize = 500;

class TrueRng : public domain::Rng {
public:
    void fill(void* data, qsizetype size) override
    {
        RAND_bytes(static_cast<unsigned char*>(data), int(size));
    }
};
class FixedClock : public domain::Clock {
public:
    QDateTime nowUtc() const override { return QDateTime(QDate(2026, 11, 2), QTime(1, 0), Qt::UTC); }
    qint64 monotonicMs() const override { return 0; }
};
class Inline : public domain::Executor {
public:
    void post(std::function<void()> work) override { work(); }
};

QByteArray page(const QList<domain::Voucher>& vouchers, qsizetype from, int revisionStep)
{
    QList<wire::Change> changes;
    for (auto i = from; i < std::min(from + pageSize, vouchers.size()); ++i) {
        wire::Change change;
        change.voucher = vouchers.at(i);
        change.voucher.revision += revisionStep;
        change.id = change.voucher.id;
        change.revision = change.voucher.revision;
        change.raw = wire::encode(change.voucher);
        changes.append(change);
    }
    return qCompress(wire::encodePage(changes, domain::FeedCursor(QString::number(from)),
                         from + pageSize < vouchers.size()),
        6);
}

struct Desk {
    TrueRng rng;
    FixedClock clock;
    Inline executor;
    std::shared_ptr<services::Vault> vault;

    explicit Desk(store::OfficerFiles files)
        : vault(services::makeStoreVault(
            std::move(files), { {}, clock, rng, executor, executor, executor }, nullptr))
    {
    }
};

/** One page as the sync takes it: decode, compare, apply. */
services::PageRows take(services::Vault& vault, const QByteArray& packed, const domain::Officer& officer,
    const domain::Workflow& workflow)
{
    auto decoded = wire::decodeChangesPage(qUncompress(packed));
    if (!decoded)
        giveUp("decoding");
    QList<domain::VoucherId> ids;
    for (const auto& change : decoded->changes)
        ids.append(change.id);
    const auto held = must(vault.revisions(ids), "revisions");
    auto plan = services::reconcile(held, std::move(*decoded), officer, workflow);
    plan.from = must(vault.cursor(), "cursor");
    services::PageRows rows { {}, plan.deletions };
    for (const auto& upsert : plan.upserts)
        rows.rows.append(upsert.summary);
    must(vault.applyPage(std::move(plan)), "apply");
    return rows;
}

double floorOfPull(const QList<QByteArray>& pages, const QString& folder)
{
    const auto begun = cpuMs();
    auto database
        = sqlite::Database::open(folder + QStringLiteral("/floor.db"), sqlite::Durability::Rebuildable);
    if (!database || !(*database)->execute("CREATE TABLE v(id TEXT PRIMARY KEY, body BLOB)"))
        giveUp("floor");
    simdjson::dom::parser parser;
    for (const auto& packed : pages) {
        const auto body = qUncompress(packed);
        const simdjson::padded_string padded(body.constData(), std::size_t(body.size()));
        simdjson::dom::array changes;
        if (parser.parse(padded)["changes"].get(changes) != simdjson::SUCCESS)
            giveUp("floor parse");
        const auto written = (*database)->transaction([&]() -> sqlite::Outcome<sqlite::Nothing> {
            for (const auto change : changes) {
                std::string_view id;
                if (change["id"].get(id) != simdjson::SUCCESS)
                    giveUp("floor id");
                const auto raw = simdjson::minify(change);
                auto insert = (*database)->prepare("INSERT INTO v(id, body) VALUES(?, ?)");
                insert->bind(1, QString::fromUtf8(id.data(), qsizetype(id.size())))
                    .bind(2, QByteArray::fromRawData(raw.data(), qsizetype(raw.size())));
                if (auto done = insert->run(); !done)
                    return done;
            }
            return sqlite::Nothing {};
        });
        if (!written)
            giveUp("floor insert");
    }
    return cpuMs() - begun;
}

} // namespace

int pull(const QString& root, int count)
{
    test::Samples samples(seed);
    const auto officer = samples.officer(domain::Role::Checker);
    const auto catalogue = test::sampleCatalogue();
    const domain::Workflow workflow(catalogue);
    const auto vouchers = samples.vouchers(count);
    QList<QByteArray> pages;
    qint64 json = 0;
    qint64 wire = 0;
    for (qsizetype from = 0; from < vouchers.size(); from += pageSize) {
        pages.append(page(vouchers, from, 0));
        wire += pages.last().size();
        json += qUncompress(pages.last()).size();
    }
    std::printf("vouchers %d, pages %lld, JSON %.1f MB, deflated %.1f MB\n", count, qlonglong(pages.size()),
        double(json) / 1e6, double(wire) / 1e6);

    TrueRng rng;
    const auto folder = must(store::officerFolder(root, officer.ic.digits().toUtf8(), rng), "folder");
    QDir().mkpath(folder);
    const auto floor = floorOfPull(pages, root);
    auto files = store::createOfficerFiles(folder, password(), password(), rng);
    if (!files)
        giveUp("files");
    Desk desk(std::move(*files));
    services::WorkChange logIn;
    logIn.account
        = services::Account { officer, { 30, 60, 15, true }, false, QDateTime::currentDateTimeUtc() };
    must(desk.vault->commit(logIn), "account");
    const auto begun = cpuMs();
    QElapsedTimer wall;
    wall.start();
    double decoding = 0;
    for (const auto& packed : pages)
        take(*desk.vault, packed, officer, workflow);
    const auto ours = cpuMs() - begun;
    std::printf(
        "first pull: %.0f ms CPU, %.0f ms wall; floor (inflate, simdjson, plain insert) %.0f ms; %.2f x\n",
        ours, double(wall.elapsed()), floor, ours / floor);
    for (const auto& packed : pages) {
        const auto start = cpuMs();
        const auto decoded = wire::decodeChangesPage(qUncompress(packed));
        decoding += cpuMs() - start;
    }
    std::printf("  of it inflate and decode %.0f ms\n", decoding);

    const int changed = std::min(1000, count / 2);
    QList<domain::Voucher> newest(vouchers.end() - changed, vouchers.end());
    QList<domain::Voucher> scattered;
    for (int i = 0; i < changed; ++i)
        scattered.append(vouchers.at(qsizetype(i) * (count / changed)));
    const auto delta = [&](const char* name, const QList<domain::Voucher>& some, int step) {
        QList<QByteArray> few;
        for (qsizetype from = 0; from < some.size(); from += pageSize)
            few.append(page(some, from, step));
        const auto start = cpuMs();
        for (const auto& packed : few)
            take(*desk.vault, packed, officer, workflow);
        std::printf("delta of %d, %s: %.0f ms CPU\n", changed, name, cpuMs() - start);
    };
    delta("newest", newest, 1);
    delta("scattered", scattered, 2);
    desk.vault.reset();
    std::printf("cache.db %.1f MiB\n", double(QFile(folder + QStringLiteral("/cache.db")).size()) / 1048576);
    return 0;
}

} // namespace peraku::bench
