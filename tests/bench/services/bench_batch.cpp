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

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <ctime>
#include <module.h>
#include <resources/resources.h>

/**
 * What a batch costs over the raw C_Sign of the same token in the same run, in the real windows over the real
 * store: CPU of desk and peraku-token together, memory before and after, and the longest that the GUI thread
 * works on one event. `bench_batch [vouchers]`; 500 unless told.
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
    double longest = 0;

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (m_inside)
            return QApplication::notify(receiver, event);
        m_inside = true;
        const auto begun = threadMs();
        const bool taken = QApplication::notify(receiver, event);
        longest = std::max(longest, threadMs() - begun);
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

/** CPU of the processes peraku-token that this one has started. */
double helpersMs()
{
    double sum = 0;
    QFile children(QStringLiteral("/proc/self/task/%1/children").arg(QCoreApplication::applicationPid()));
    if (!children.open(QIODevice::ReadOnly))
        return 0;
    for (const auto& pid : children.readAll().split(' ')) {
        clockid_t id {};
        timespec now {};
        if (pid.toInt() > 0 && ::clock_getcpuclockid(pid.toInt(), &id) == 0 && ::clock_gettime(id, &now) == 0)
            sum += double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
    }
    return sum;
}

/** The floor: so many raw signatures in one session. */
double rawMs(int count)
{
    token::Module module;
    if (!module.load(support::SoftTokens::module()))
        giveUp("module");
    auto* functions = module.functions();
    CK_SLOT_ID slots[8];
    CK_ULONG found = 8;
    CK_SESSION_HANDLE session = 0;
    CK_OBJECT_HANDLE key = 0;
    CK_OBJECT_CLASS keys = CKO_PRIVATE_KEY;
    CK_ATTRIBUTE wanted { CKA_CLASS, &keys, sizeof keys };
    CK_MECHANISM mechanism { CKM_RSA_PKCS, nullptr, 0 };
    auto code = secret::SecureBuffer::copyOf(support::TokenBench::userCode);
    auto data = token::digestInfo(support::TokenBench::digest(0));
    functions->C_GetSlotList(CK_TRUE, slots, &found);
    if (functions->C_OpenSession(slots[0], CKF_SERIAL_SESSION, nullptr, nullptr, &session) != CKR_OK
        || functions->C_Login(session, CKU_USER, code.bytes(), code.size()) != CKR_OK
        || functions->C_FindObjectsInit(session, &wanted, 1) != CKR_OK
        || functions->C_FindObjects(session, &key, 1, &found) != CKR_OK || found != 1
        || functions->C_FindObjectsFinal(session) != CKR_OK)
        giveUp("raw session");
    const auto begun = cpuMs();
    for (int i = 0; i < count; ++i) {
        unsigned char signature[512];
        CK_ULONG size = sizeof signature;
        if (functions->C_SignInit(session, &mechanism, key) != CKR_OK
            || functions->C_Sign(session, reinterpret_cast<unsigned char*>(data.data()),
                   CK_ULONG(data.size()), signature, &size)
                != CKR_OK)
            giveUp("raw signature");
    }
    const auto taken = cpuMs() - begun;
    functions->C_Finalize(nullptr);
    return taken;
}

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

int run(Watched& application, int count)
{
    resources::registerAll();
    support::TokenBench tokens;
    tokens.addToken("bench", { support::TestKey::Rsa2048 });
    const auto floor = rawMs(count);
    PkiDay clock(tokens.pki.now);
    tokens.clock.now = tokens.pki.now;
    auto& signer = tokens.start({ support::SoftTokens::module() });

    const QTemporaryDir root;
    services::SystemPorts ports;
    test::Samples samples(seed);
    auto officer = samples.officer(domain::Role::Checker);
    officer.ic = *domain::Ic::parse(QString::fromLatin1(support::TokenBench::officerIc));
    fill(root.path(), officer, count, ports, clock, samples);
    const auto anchor = root.filePath(QStringLiteral("ca.pem"));
    write(anchor, signing::certificatesToPem({ tokens.pki.root.der }));
    QDir(root.path()).mkpath(QStringLiteral("pki"));
    write(root.filePath(QStringLiteral("pki/issuing.crt")), tokens.pki.issuing.der);
    write(root.filePath(QStringLiteral("pki/root.crl")), makeCrl(tokens.pki.crlSpec(), tokens.pki.root));
    write(
        root.filePath(QStringLiteral("pki/issuing.crl")), makeCrl(tokens.pki.crlSpec(), tokens.pki.issuing));

    Unreachable network;
    services::DeskOptions options;
    options.serverUrl = QUrl(QStringLiteral("https://treasury.invalid"));
    options.caFile = anchor;
    options.dataDir = root.path();
    options.catalogueCsv = resources::processCatalogueCsv();
    auto made = services::makeDesk(options,
        { clock, ports.rng, ports.scheduler, ports.workers, ports.workWriter, ports.cacheWriter,
            ports.cacheReader, signer, &network, nullptr });
    if (!made)
        giveUp("desk");
    auto desk = (*made)->desk();
    QSettings settings(root.filePath(QStringLiteral("desk.ini")), QSettings::IniFormat);
    ui::DesktopDoor door;
    ui::Theme theme(application);
    ui::Language language;
    ui::Context context { desk, door, theme, language, settings, QStringLiteral("treasury.invalid") };
    ui::MainWindow window(context);
    window.resize(1366, 768);
    window.show();
    must(desk.session.logIn(officer.ic, password()), "log-in");
    runUntil([&] { return desk.vouchers.indexReady(); }, "index");
    QList<domain::VoucherId> ids;
    for (const auto key : desk.vouchers.query({}))
        ids.append(desk.vouchers.row(key).id);
    const auto credential = must(signer.inventory(officer.ic), "token").credentials.value(0);

    application.longest = 0;
    const auto plan = must(desk.batch.plan(ids, credential), "plan");
    if (plan.items.size() != count)
        giveUp("not all can be signed");
    const auto planLongest = std::exchange(application.longest, 0);
    const auto before = residentMiB();
    const auto begun = cpuMs() + helpersMs();
    QElapsedTimer wall;
    wall.start();
    const auto outcome
        = must(desk.batch.sign(plan, 0, { secret::SecureBuffer::copyOf(support::TokenBench::userCode), {} }),
            "sign");
    const auto taken = cpuMs() + helpersMs() - begun;
    for (const auto& result : outcome.results) {
        if (result.error)
            giveUp(qPrintable(domain::errorKey(result.error->code)));
    }
    std::printf("batch of %d, RSA-2048: %.0f ms CPU, %.1f s wall; raw C_Sign %.0f ms CPU; %.2f x, %.2f ms "
                "besides the signature each\n",
        count, taken, double(wall.elapsed()) / 1e3, floor, taken / floor, (taken - floor) / count);
    std::printf(
        "memory %.0f MiB before, %.0f after with %d in the outbox; GUI thread's longest event %.1f ms "
        "planning, %.1f ms signing\n",
        before, residentMiB(), desk.outbox.pendingCount(), planLongest, application.longest);
    return 0;
}

} // namespace

} // namespace peraku::bench

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    peraku::bench::Watched application(argc, argv);
    return peraku::bench::run(
        application, QCoreApplication::arguments().value(1, QStringLiteral("500")).toInt());
}
