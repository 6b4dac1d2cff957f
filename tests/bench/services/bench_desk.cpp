#include "reconcile.h"
#include "storevault.h"

#include <domain/workflow.h>
#include <remote/transport.h>
#include <services/composition.h>
#include <services/systemports.h>
#include <sqlite/database.h>
#include <store/officerfiles.h>
#include <support/pki.h>
#include <support/samples.h>
#include <ui/mainwindow.h>

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QMainWindow>
#include <QProcess>
#include <QStandardItemModel>
#include <QTableView>
#include <QTemporaryDir>

#include <cstdio>
#include <ctime>
#include <openssl/rand.h>
#include <resources/resources.h>
#include <simdjson.h>

/**
 * What the desk costs with many vouchers: first pull, delta, start, index, search, memory. Figures are CPU
 * time (user and system) of one run, against a floor measured in the same run. Each phase is a process of
 * its own, so that memory is the phase's own. `bench_desk [vouchers]`; 100,000 unless told.
 */
using namespace peraku;

namespace {

constexpr int pageSize = 500;
constexpr auto password = "Bangku#2026-uji";

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

double cpuMs()
{
    return double(std::clock()) * 1e3 / double(CLOCKS_PER_SEC);
}
/** Pages of this process that stand in memory, in MiB. */
double residentMiB()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const auto& line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').value(0).toDouble() / 1024;
    }
    return 0;
}

[[noreturn]] void giveUp(const char* what)
{
    std::fprintf(stderr, "bench_desk: %s failed\n", what);
    std::exit(1);
}
template <typename T> T must(const domain::Result<T>& result, const char* what)
{
    if (!result)
        giveUp(what);
    return *result;
}
template <typename T> T must(services::Async<T> done, const char* what)
{
    for (int turn = 0; turn < 1000 && !done.isFinished(); ++turn)
        QCoreApplication::processEvents();
    if (!done.isFinished())
        giveUp(what);
    return must(done.takeResult(), what);
}

secret::SecureBuffer secretText()
{
    return secret::SecureBuffer::copyOf(std::string_view(password));
}

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

/** An officer who waits for a part of what is there, as a checker of one office does. */
domain::Officer officerOf(test::Samples& samples)
{
    return samples.officer(domain::Role::Checker);
}

struct Desk {
    TrueRng rng;
    FixedClock clock;
    Inline executor;
    std::shared_ptr<services::Vault> vault;

    explicit Desk(store::OfficerFiles files)
        : vault(services::makeStoreVault(
            std::move(files), { {}, clock, rng, executor, executor, executor, executor }))
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

int pull(const QString& root, int count)
{
    test::Samples samples(7);
    const auto officer = officerOf(samples);
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
    auto files = store::createOfficerFiles(folder, secretText(), secretText(), rng);
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

class Unreachable : public remote::Transport {
public:
    domain::Async<remote::HttpResponse> send(remote::HttpRequest) override
    {
        return domain::readyError<remote::HttpResponse>({ domain::ErrorCode::Offline, {}, {}, true, 0 });
    }
};
class NoToken : public domain::Signer {
public:
    domain::Async<domain::MediumInventory> inventory(const domain::Ic&) override
    {
        return domain::ready<domain::MediumInventory>(domain::MediumInventory {});
    }
    domain::Async<QList<QByteArray>> sign(domain::RawSignRequest, secret::SecureBuffer) override
    {
        return domain::readyError<QList<QByteArray>>({ domain::ErrorCode::TokenMissing, {}, {}, false, 0 });
    }
};

/** Sees the first time that a table with rows is painted. */
class FirstPaint : public QObject {
public:
    bool seen = false;

    bool eventFilter(QObject* object, QEvent* event) override
    {
        if (event->type() == QEvent::Paint) {
            const auto* view = qobject_cast<QTableView*>(object->parent());
            seen = seen || (view && view->model() && view->model()->rowCount() > 0);
        }
        return false;
    }
};

void runUntil(const std::function<bool()>& done, const char* what)
{
    QElapsedTimer timer;
    timer.start();
    while (!done()) {
        if (timer.elapsed() > 60'000)
            giveUp(what);
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    }
}

/** A bare window with fifty painted rows: what any Qt program pays. */
double floorOfStart()
{
    const auto begun = cpuMs();
    QMainWindow window;
    auto* table = new QTableView(&window);
    QStandardItemModel model(50, 8);
    for (int row = 0; row < 50; ++row) {
        for (int column = 0; column < 8; ++column)
            model.setItem(row, column, new QStandardItem(QStringLiteral("BB/27010101/2026/%1").arg(row)));
    }
    table->setModel(&model);
    window.setCentralWidget(table);
    window.resize(1366, 768);
    window.show();
    FirstPaint paint;
    table->viewport()->installEventFilter(&paint);
    runUntil([&] { return paint.seen; }, "floor paint");
    return cpuMs() - begun;
}

int start(const QString& root)
{
    const auto& application = *qobject_cast<QApplication*>(QCoreApplication::instance());
    resources::registerAll();
    const auto floor = floorOfStart();
    QFile anchor(root + QStringLiteral("/ca.pem"));
    if (!anchor.open(QIODevice::WriteOnly))
        giveUp("anchor");
    anchor.write("-----BEGIN CERTIFICATE-----\n" + support::TestPki().root.der.toBase64()
        + "\n-----END CERTIFICATE-----\n");
    anchor.close();

    services::SystemPorts ports;
    Unreachable network;
    NoToken token;
    services::DeskOptions options;
    options.serverUrl = QUrl(QStringLiteral("https://treasury.invalid"));
    options.caFile = anchor.fileName();
    options.dataDir = root;
    options.catalogueCsv = resources::processCatalogueCsv();
    auto made = services::makeDesk(options,
        { ports.clock, ports.rng, ports.scheduler, ports.workers, ports.workWriter, ports.cacheWriter,
            ports.cacheReader, token, &network, nullptr });
    if (!made)
        giveUp("desk");
    auto desk = (*made)->desk();
    QSettings settings(root + QStringLiteral("/desk.ini"), QSettings::IniFormat);
    ui::DesktopDoor door;
    ui::Theme theme(const_cast<QApplication&>(application));
    ui::Language language;
    ui::Context context { desk, door, theme, language, settings, QStringLiteral("treasury.invalid") };
    ui::MainWindow window(context);
    window.resize(1366, 768);
    window.show();
    FirstPaint paint;
    const_cast<QApplication&>(application).installEventFilter(&paint);

    test::Samples samples(7);
    double begun = 0;
    QElapsedTimer wall;
    bool ready = false;
    QObject::connect(
        &desk.session, &services::SessionService::stateChanged, &window,
        [&] {
            begun = cpuMs();
            wall.start();
        },
        Qt::DirectConnection);
    QObject::connect(
        &desk.vouchers, &services::VoucherList::indexBecameReady, &window, [&] { ready = true; });
    auto entered = desk.session.logIn(officerOf(samples).ic, secretText());
    runUntil([&] { return paint.seen; }, "first paint");
    std::printf(
        "log-in answered to first painted rows: %.0f ms CPU, %.0f ms wall, %.0f MiB; floor (bare window, 50 "
        "rows) %.0f ms; %.1f x\n",
        cpuMs() - begun, double(wall.nsecsElapsed()) / 1e6, residentMiB(), floor, (cpuMs() - begun) / floor);
    runUntil([&] { return ready; }, "index");
    std::printf("until the index stands: %.0f ms CPU, %.0f ms wall, %.0f MiB\n", cpuMs() - begun,
        double(wall.nsecsElapsed()) / 1e6, residentMiB());

    const auto timed = [&](const char* name, const services::ListQuery& query) {
        QElapsedTimer timer;
        timer.start();
        const auto found = desk.vouchers.query(query);
        std::printf("  %-34s %8.2f ms  %lld rows\n", name, double(timer.nsecsElapsed()) / 1e6,
            qlonglong(found.size()));
    };
    services::ListQuery query;
    query.list = services::ListKind::All;
    timed("all, by age", query);
    for (const auto* typed : { "k", "ke", "ken", "kenari", "kenari 1", "zz" }) {
        query.text = QString::fromLatin1(typed);
        timed((QByteArray("typed: ") + typed).constData(), query);
    }
    query.text.clear();
    for (const auto sort : { services::ListQuery::Sort::Amount, services::ListQuery::Sort::Counterparty,
             services::ListQuery::Sort::Number }) {
        query.sort = sort;
        timed("by another column", query);
    }
    query.list = services::ListKind::Inbox;
    query.sort = services::ListQuery::Sort::Age;
    timed("inbox", query);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments.at(1) == QLatin1String("pull"))
        return pull(arguments.at(2), arguments.at(3).toInt());
    if (arguments.size() == 3 && arguments.at(1) == QLatin1String("start"))
        return start(arguments.at(2));
    const QTemporaryDir folder;
    const auto count = arguments.value(1, QStringLiteral("100000"));
    for (const auto& phase : { QStringList { QStringLiteral("pull"), folder.path(), count },
             QStringList { QStringLiteral("start"), folder.path() } }) {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedChannels);
        process.start(arguments.at(0), phase);
        if (!process.waitForFinished(-1) || process.exitCode() != 0
            || process.exitStatus() != QProcess::NormalExit)
            return 1;
    }
    return 0;
}
