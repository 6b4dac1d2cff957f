#include <support/tokenbench.h>

#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace peraku;
using namespace peraku::domain;
using namespace peraku::support;

/** Tokens that come and go, and modules that stop. */
class TestPlugging : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plug_isNoticedBothWays_data();
    void plug_isNoticedBothWays();
    void otherToken_inTheSameReaderIsNoticed_data();
    void otherToken_inTheSameReaderIsNoticed();
    void tokenPulledInMidSignature_endsClearlyAndSignsAfterRePlugging();
    void tokenPulledInMidOrder_givesWhatWasSigned();
    void orderThatIsCancelled_hasGivenItsSignaturesByThen();
    void slowOrder_isWatchedPerSignature();
    void tokenPulled_leavesTheOtherOneUsable();
    void module_thatDiedUnasked_isMissedAndStartedAnew();
    void module_thatDiesAtEachStart_isAskedLessAndLess();
    void module_thatHangsOnce_isEndedByTheWatchdogAndServesAgain();
    void desk_thatGoesAway_leavesNoProcessBehind();
    void desk_thatIsKilled_leavesNoHangingProcessBehind();
};

namespace {

constexpr int noticedMs = 10'000; // Half a second where nothing else runs.

/** Processes peraku-token whose parent is this test. */
QStringList helpers()
{
    QProcess list;
    list.start(QStringLiteral("ps"),
        { QStringLiteral("-o"), QStringLiteral("stat=,comm="), QStringLiteral("--ppid"),
            QString::number(QCoreApplication::applicationPid()) });
    list.waitForFinished();
    return QString::fromUtf8(list.readAll())
        .split(QLatin1Char('\n'))
        .filter(QStringLiteral("peraku-token"))
        .filter(QRegularExpression(QStringLiteral("^[^Z]")));
}

void addModes()
{
    QTest::addColumn<QByteArray>("mode");
    QTest::newRow("module that waits for events") << QByteArray();
    QTest::newRow("module that must be polled") << QByteArray("poll\n");
}

} // namespace

void TestPlugging::plug_isNoticedBothWays_data()
{
    addModes();
}

void TestPlugging::plug_isNoticedBothWays()
{
    QFETCH(QByteArray, mode);
    TokenBench bench;
    bench.addToken("ujian", { TestKey::P256 });
    bench.plan(mode);
    QCOMPARE(bench.inventory().credentials.size(), 1);
    QTest::qWait(200);
    for (const bool out : { true, false, true, false }) {
        QSignalSpy noticed(&bench.signer(), &Signer::inventoryChanged);
        bench.plan(mode + (out ? "out *" : ""));
        QVERIFY2(noticed.wait(noticedMs), out ? "out" : "in");
        QCOMPARE(bench.inventory().credentials.size(), out ? 0 : 1);
    }
    QVERIFY(bench.sign(bench.credential()));
}

void TestPlugging::otherToken_inTheSameReaderIsNoticed_data()
{
    addModes();
}

void TestPlugging::otherToken_inTheSameReaderIsNoticed()
{
    QFETCH(QByteArray, mode);
    TokenBench bench;
    const auto first = bench.addToken("pertama", { TestKey::P256 });
    const auto second = bench.addToken("kedua", { TestKey::P384 });
    bench.plan(mode + "out " + second.toLatin1());
    const auto before = bench.credential(256);
    QTest::qWait(200);
    QSignalSpy noticed(&bench.signer(), &Signer::inventoryChanged);
    bench.plan(mode + "out " + first.toLatin1());
    QVERIFY(noticed.wait(noticedMs));
    QTRY_COMPARE(bench.credential(384).mediumSerial, second);
    const auto refused = bench.sign(before);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::TokenRemoved);
    QVERIFY(bench.sign(bench.credential(384)));
}

void TestPlugging::tokenPulledInMidSignature_endsClearlyAndSignsAfterRePlugging()
{
    TokenBench bench;
    bench.addToken("ujian", { TestKey::P256 });
    const auto credential = bench.credential();
    for (int round = 0; round < 3; ++round) {
        bench.plan("pull C_Sign 1");
        const auto refused = bench.sign(credential);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::TokenRemoved);
        QCOMPARE(bench.logged("C_SignInit"), 1);
        QVERIFY(bench.inventory().credentials.isEmpty());
        bench.plan({});
        const auto made = bench.sign(bench.credential());
        QVERIFY(made);
        QVERIFY(TokenBench::hold(*made, credential));
    }
}

void TestPlugging::tokenPulledInMidOrder_givesWhatWasSigned()
{
    TokenBench bench;
    bench.addToken("ujian", { TestKey::P256 });
    const auto credential = bench.credential();
    for (const int nth : { 2, 25, 50 }) {
        bench.plan("pull C_Sign " + QByteArray::number(nth));
        QSignalSpy progress(&bench.signer(), &Signer::progressed);
        const auto answer = waited(bench.signing(credential, TokenBench::userCode, false, 256, 50));
        QVERIFY(answer && answer->stopped);
        QCOMPARE(answer->stopped->code, ErrorCode::TokenRemoved);
        QCOMPARE(answer->made.size(), nth - 1);
        QVERIFY(TokenBench::hold(answer->made, credential));
        QCOMPARE(progress.size(), nth - 1);
        QCOMPARE(progress.last().first().toInt(), nth - 1);
        QCOMPARE(bench.logged("C_Login"), 1);
    }
    bench.plan("pull C_Logout 1");
    const auto whole = waited(bench.signing(credential, TokenBench::userCode, false, 256, 50));
    QVERIFY(whole && !whole->stopped);
    QCOMPARE(whole->made.size(), 50);
}

void TestPlugging::orderThatIsCancelled_hasGivenItsSignaturesByThen()
{
    TokenBench bench;
    bench.addToken("ujian", { TestKey::P256 });
    const auto credential = bench.credential();
    bench.plan("hang C_Sign 5");
    RawSignRequest request { credential.id, SignatureScheme::Ecdsa, 256, {} };
    for (int i = 0; i < 50; ++i)
        request.digests.append(TokenBench::digest(i));
    QList<QByteArray> given;
    request.onSignature = [&given](const QByteArray& signature) { given.append(signature); };
    auto signing = bench.signer().sign(request, { secret::SecureBuffer::copyOf(TokenBench::userCode), {} });
    QTRY_COMPARE(given.size(), 4);
    signing.cancel();
    QTRY_VERIFY(signing.isFinished());
    QVERIFY(TokenBench::hold(given, credential));
    QTRY_COMPARE(helpers().size(), 0);
    bench.plan({});
    QVERIFY(bench.sign(credential));
    QCOMPARE(given.size(), 4);
}

void TestPlugging::slowOrder_isWatchedPerSignature()
{
    TokenBench bench;
    bench.addToken("ujian", { TestKey::P256 });
    bench.start({}, 1'500);
    const auto credential = bench.credential();
    bench.plan("slow C_Sign 300");
    const auto answer = waited(bench.signing(credential, TokenBench::userCode, false, 256, 8));
    QVERIFY2(answer && !answer->stopped, "longer than the watchdog in all, shorter each");
    QCOMPARE(answer->made.size(), 8);
}

void TestPlugging::tokenPulled_leavesTheOtherOneUsable()
{
    TokenBench bench;
    const auto first = bench.addToken("pertama", { TestKey::P256 });
    bench.addToken("kedua", { TestKey::P384 });
    const auto pulled = bench.credential(256);
    const auto left = bench.credential(384);
    bench.plan("out " + first.toLatin1());
    const auto refused = bench.sign(pulled);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::TokenRemoved);
    const auto made = bench.sign(left);
    QVERIFY(made);
    QVERIFY(TokenBench::hold(*made, left));
}

void TestPlugging::module_thatDiedUnasked_isMissedAndStartedAnew()
{
    TokenBench bench;
    bench.addToken("ujian", { TestKey::P256 });
    const auto credential = bench.credential();
    QSignalSpy missed(&bench.signer(), &Signer::inventoryChanged);
    QTest::qWait(200);
    missed.clear();
    // In polling mode the module is called without an order of the desk, and may die of it.
    bench.start();
    bench.plan("poll\ncrash C_GetTokenInfo 6");
    QCOMPARE(bench.inventory().credentials.size(), 1);
    QSignalSpy told(&bench.signer(), &Signer::inventoryChanged);
    QTRY_VERIFY_WITH_TIMEOUT(bench.logged("C_GetTokenInfo crashes") > 0, 5'000);
    QVERIFY(told.count() > 0 || told.wait(noticedMs));
    bench.plan({});
    QVERIFY(bench.sign(credential));
}

void TestPlugging::module_thatDiesAtEachStart_isAskedLessAndLess()
{
    TokenBench bench;
    bench.addToken("ujian", { TestKey::P256 });
    bench.plan("crash C_Initialize 0");
    auto& signer = bench.start();
    int asked = 0;
    QObject::connect(&signer, &Signer::inventoryChanged, &signer, [&] {
        ++asked;
        signer.inventory({});
    });
    const auto found = bench.inventory();
    QCOMPARE(found.moduleErrors.first().code, ErrorCode::ModuleCrashed);
    QTest::qWait(4'000);
    QVERIFY2(asked >= 2 && asked <= 3, qPrintable(QString::number(asked))); // After 0.5 s, 1 s, 2 s.
    bench.plan({});
    QTRY_COMPARE_WITH_TIMEOUT(bench.inventory().credentials.size(), 1, 5'000);
}

void TestPlugging::module_thatHangsOnce_isEndedByTheWatchdogAndServesAgain()
{
    TokenBench bench;
    bench.addToken("ujian", { TestKey::P256 });
    bench.start({}, 1'500);
    const auto credential = bench.credential();
    QCOMPARE(helpers().size(), 1);
    bench.plan("hang C_Sign 1");
    QElapsedTimer clock;
    clock.start();
    const auto refused = bench.sign(credential);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::ModuleHung);
    QVERIFY(clock.elapsed() >= 1'400 && clock.elapsed() < 6'000);
    QTRY_COMPARE(helpers().size(), 0);
    bench.plan({});
    const auto made = bench.sign(credential);
    QVERIFY(made);
    QVERIFY(TokenBench::hold(*made, credential));
}

void TestPlugging::desk_thatGoesAway_leavesNoProcessBehind()
{
    TokenBench bench;
    bench.addToken("ujian", { TestKey::P256 });
    const auto credential = bench.credential();
    bench.plan("hang C_Sign 1");
    auto signing = bench.signing(credential);
    QTRY_COMPARE(bench.logged("C_Sign hangs"), 1);
    QCOMPARE(helpers().size(), 1);
    bench.start(); // Destroys the signer that was there.
    QTRY_VERIFY(signing.isFinished());
    QTRY_COMPARE(helpers().size(), 0);
}

void TestPlugging::desk_thatIsKilled_leavesNoHangingProcessBehind()
{
    TokenBench bench;
    bench.plan("hang C_Initialize 1");
    int told[2];
    QCOMPARE(::pipe(told), 0);
    const auto helper = QCoreApplication::applicationDirPath().toUtf8() + "/peraku-token";
    // A process between this one and peraku-token stands for the desk: it has no time to end anything.
    const pid_t desk = ::fork();
    if (desk == 0) {
        int requests[2];
        if (::pipe(requests) != 0)
            ::_exit(1);
        const pid_t started = ::fork();
        if (started == 0) {
            ::dup2(requests[0], 0);
            ::execl(helper.constData(), "peraku-token", PERAKU_SHIM, "3", nullptr);
            ::_exit(127);
        }
        if (::write(told[1], &started, sizeof started) == sizeof started)
            ::pause();
        ::_exit(1);
    }
    pid_t started = 0;
    QCOMPARE(::read(told[0], &started, sizeof started), ssize_t(sizeof started));
    QTRY_COMPARE(bench.logged("C_Initialize hangs"), 1);
    ::kill(desk, SIGKILL);
    ::waitpid(desk, nullptr, 0);
    const auto alive = [started] {
        QFile state(QStringLiteral("/proc/%1/stat").arg(started));
        return state.open(QIODevice::ReadOnly) && !state.readAll().contains(") Z ");
    };
    QTRY_VERIFY(!alive());
}

QTEST_GUILESS_MAIN(TestPlugging)
#include "test_plugging.moc"
