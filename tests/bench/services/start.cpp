#include "phases.h"

#include <remote/transport.h>
#include <services/composition.h>
#include <services/systemports.h>
#include <support/pki.h>
#include <ui/mainwindow.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QMainWindow>
#include <QStandardItemModel>
#include <QTableView>

#include <resources/resources.h>

namespace peraku::bench {

namespace {

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
    domain::Async<domain::RawSignatures> sign(domain::RawSignRequest, domain::SigningSecrets) override
    {
        return domain::readyError<domain::RawSignatures>(
            { domain::ErrorCode::TokenMissing, {}, {}, false, 0 });
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

} // namespace

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

    test::Samples samples(seed);
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
    auto entered = desk.session.logIn(samples.officer(domain::Role::Checker).ic, password());
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

} // namespace peraku::bench
