#include "batchkeys.h"
#include "phases.h"
#include "reconcile.h"
#include "storevault.h"

#include <domain/workflow.h>
#include <remote/transport.h>
#include <services/composition.h>
#include <services/systemports.h>
#include <signing/certificate.h>
#include <store/officerfiles.h>
#include <support/tokenbench.h>
#include <ui/mainwindow.h>
#include <ui/secretedit.h>

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <ctime>
#include <resources/resources.h>

/**
 * What a batch costs over the raw signatures of the same key in the same run, in the real dialog over the
 * real store: CPU of the desk (and peraku-token, not a provider), memory at the 50th voucher and at the end,
 * and the longest that the GUI thread works on one event. `bench_batch [vouchers] [roaming]`; 500 by token
 * unless told. The treasury is out of reach: nothing is stamped or sent meanwhile.
 */
namespace peraku::bench {

namespace {

double threadMs()
{
    timespec now {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

/** Notes the event that the GUI thread works on longest. */
class Watched : public QApplication {
public:
    using QApplication::QApplication;
    struct Stretch {
        double milliseconds = 0;
        QByteArray what;
    };
    Stretch longest;

    bool notify(QObject* receiver, QEvent* event) override
    {
        // Qt asks here for every thread's events, the provider's too.
        if (m_inside || QThread::currentThread() != thread())
            return QApplication::notify(receiver, event);
        m_inside = true;
        // The receiver may be gone afterwards.
        const QByteArray name = QByteArray(receiver->metaObject()->className()) + ' '
            + receiver->objectName().toUtf8() + ", event " + QByteArray::number(event->type());
        const auto begun = threadMs();
        const bool taken = QApplication::notify(receiver, event);
        if (const auto spent = threadMs() - begun; spent > longest.milliseconds)
            longest = { spent, name };
        m_inside = false;
        return taken;
    }

private:
    bool m_inside = false;
};

class PkiDay : public domain::Clock {
public:
    explicit PkiDay(const QDateTime& day)
        : m_day(day)
    {
        m_timer.start();
    }
    QDateTime nowUtc() const override { return m_day; }
    qint64 monotonicMs() const override { return m_timer.elapsed() + 1; }

private:
    QDateTime m_day;
    QElapsedTimer m_timer;
};

class Unreachable : public remote::Transport {
public:
    domain::Async<remote::HttpResponse> send(remote::HttpRequest) override
    {
        return domain::readyError<remote::HttpResponse>({ domain::ErrorCode::Offline, {}, {}, true, 0 });
    }
};

/** The officer's files as an earlier log-in and pull left them. */
void fill(const QString& root, const domain::Officer& officer, int count, services::SystemPorts& ports,
    domain::Clock& clock, test::Samples& samples)
{
    const auto folder = must(store::officerFolder(root, officer.ic.digits().toUtf8(), ports.rng), "folder");
    QDir().mkpath(folder);
    auto files = store::createOfficerFiles(folder, password(), password(), ports.rng);
    if (!files)
        giveUp("files");
    const auto vault = services::makeStoreVault(std::move(*files),
        { {}, clock, ports.rng, ports.workWriter, ports.cacheWriter, ports.cacheReader }, nullptr);
    services::WorkChange logIn;
    logIn.account = services::Account { officer, { 30, 60, 15, true }, false, clock.nowUtc() };
    must(vault->commit(logIn), "account");
    const auto catalogue = test::sampleCatalogue();
    const domain::Workflow workflow(catalogue);
    wire::ChangesPage page;
    for (int made = 0; made < count;) {
        wire::Change change;
        change.voucher = samples.voucher(domain::VoucherState::Submitted);
        if (!workflow.check(change.voucher, domain::Action::Certify, officer))
            continue;
        ++made;
        change.id = change.voucher.id;
        change.revision = change.voucher.revision;
        change.raw = wire::encode(change.voucher);
        page.changes.append(change);
    }
    page.next = domain::FeedCursor(QStringLiteral("1"));
    auto plan = services::reconcile({}, std::move(page), officer, workflow);
    plan.from = must(vault->cursor(), "cursor");
    must(vault->applyPage(std::move(plan)), "page");
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        giveUp("file");
}

template <typename T> T* shown(const QWidget& window, const char* name)
{
    for (auto* widget : window.findChildren<T*>(QLatin1String(name))) {
        if (widget->isVisible())
            return widget;
    }
    return nullptr;
}

/** What the officer does, through the widgets. */
class Officer {
public:
    Officer(ui::MainWindow& window, const BatchKeys& keys)
        : m_window(window)
        , m_keys(keys)
    {
    }
    void chooseAll()
    {
        press(Qt::Key_1, Qt::ControlModifier);
        press(Qt::Key_A, Qt::ControlModifier);
        press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        runUntil([&] { return shown<QTableView>(m_window, "batchItems") != nullptr; }, "review");
    }
    int reviewed() const { return shown<QTableView>(m_window, "batchItems")->model()->rowCount(); }
    void signAll()
    {
        shown<QPushButton>(m_window, "batchNext")->click();
        while (!over()) {
            // Given once for all parts.
            if (auto* pin = shown<ui::SecretEdit>(m_window, "pin"); pin && pin->isEnabled())
                QTest::keyClicks(pin, QLatin1String(m_keys.userCode()));
            if (auto* code = shown<ui::SecretEdit>(m_window, "otp")) {
                runUntil([&] { return code->isEnabled(); }, "code");
                QTest::keyClicks(code, QLatin1String(m_keys.oneTimeCode()));
            }
            shown<QPushButton>(m_window, "batchSign")->click();
            // Looking for widgets costs more than a signature does.
            QElapsedTimer sinceLook;
            sinceLook.start();
            runUntil(
                [&] {
                    if (sinceLook.elapsed() < 50)
                        return false;
                    sinceLook.start();
                    return over() || shown<QPushButton>(m_window, "batchSign");
                },
                "signatures");
        }
        if (shown<QPushButton>(m_window, "batchRetry"))
            giveUp(qPrintable(shown<QLabel>(m_window, "batchResultText")->text()));
    }

private:
    bool over() const { return shown<QLabel>(m_window, "batchResult") != nullptr; }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers)
    {
        auto* focus = m_window.focusWidget();
        QTest::keyClick(focus ? focus : static_cast<QWidget*>(&m_window), key, modifiers);
    }

    ui::MainWindow& m_window;
    const BatchKeys& m_keys;
};

int run(Watched& application, int count, bool roaming)
{
    resources::registerAll();
    services::SystemPorts ports;
    PkiDay clock(support::TestPki().now);
    const auto keys = roaming ? roamingKeys(clock, ports.rng, ports.scheduler) : tokenKeys();
    const auto& pki = keys->pki();
    const auto floor = keys->rawMs(count);

    const QTemporaryDir root;
    test::Samples samples(seed);
    auto officer = samples.officer(domain::Role::Checker);
    officer.ic = *domain::Ic::parse(QString::fromLatin1(support::TokenBench::officerIc));
    fill(root.path(), officer, count, ports, clock, samples);
    const auto anchor = root.filePath(QStringLiteral("ca.pem"));
    write(anchor, signing::certificatesToPem({ pki.root.der }));
    QDir(root.path()).mkpath(QStringLiteral("pki"));
    write(root.filePath(QStringLiteral("pki/issuing.crt")), pki.issuing.der);
    write(root.filePath(QStringLiteral("pki/root.crl")), makeCrl(pki.crlSpec(), pki.root));
    write(root.filePath(QStringLiteral("pki/issuing.crl")), makeCrl(pki.crlSpec(), pki.issuing));

    Unreachable network;
    services::DeskOptions options;
    options.serverUrl = QUrl(QStringLiteral("https://treasury.invalid"));
    options.caFile = anchor;
    options.dataDir = root.path();
    options.catalogueCsv = resources::processCatalogueCsv();
    auto made = services::makeDesk(options,
        { clock, ports.rng, ports.scheduler, ports.workers, ports.workWriter, ports.cacheWriter,
            ports.cacheReader, keys->signer(), &network, nullptr });
    if (!made)
        giveUp("desk");
    auto desk = (*made)->desk();
    QSettings settings(root.filePath(QStringLiteral("desk.ini")), QSettings::IniFormat);
    settings.setValue(QStringLiteral("language"), QStringLiteral("en"));
    ui::DesktopDoor door;
    ui::Theme theme(application);
    ui::Language language;
    ui::Context context { desk, door, theme, language, settings, QStringLiteral("treasury.invalid") };
    ui::MainWindow window(context);
    window.resize(1366, 768);
    window.show();
    must(desk.session.logIn(officer.ic, password()), "log-in");
    runUntil([&] { return desk.vouchers.indexReady(); }, "index");

    Officer hands(window, *keys);
    application.longest = Watched::Stretch();
    hands.chooseAll();
    if (hands.reviewed() != count)
        giveUp("not all can be signed");
    const auto planning = std::exchange(application.longest, Watched::Stretch());
    double early = 0;
    int certified = 0;
    QObject::connect(&desk.batch, &services::BatchService::progressed, &window, [&] {
        if (++certified == std::min(50, count / 2))
            early = residentMiB();
    });
    const auto begun = cpuMs() + keys->besidesMs();
    QElapsedTimer wall;
    wall.start();
    hands.signAll();
    const auto ours = cpuMs() + keys->besidesMs() - begun;
    const auto taken = keys->signsHere() ? ours : ours + floor;
    std::printf("batch of %d by %s, RSA-2048, through the dialog: %.0f ms CPU, %.1f s wall; raw signatures "
                "%.0f ms CPU; %.2f x, %.2f ms besides the signature each\n",
        count, roaming ? "roaming" : "token", taken, double(wall.elapsed()) / 1e3, floor, taken / floor,
        (taken - floor) / count);
    std::printf("memory %.1f MiB at the 50th, %.1f at the end with %d in the outbox; GUI thread's longest "
                "event %.1f ms planning (%s), %.1f ms signing (%s)\n",
        early, residentMiB(), desk.outbox.pendingCount(), planning.milliseconds, planning.what.constData(),
        application.longest.milliseconds, application.longest.what.constData());
    return 0;
}

} // namespace

} // namespace peraku::bench

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    peraku::bench::Watched application(argc, argv);
    return peraku::bench::run(application,
        QCoreApplication::arguments().value(1, QStringLiteral("500")).toInt(),
        QCoreApplication::arguments().value(2) == QLatin1String("roaming"));
}
