#include "../actor.h"
#include "deskruns.h"

#include <domain/workflow.h>
#include <sqlite/query.h>

#include <resources/resources.h>
#include <signal.h>

using namespace peraku;
using namespace peraku::domain;
using namespace peraku::test;

/** Batches from the real desk (peraku-cli, peraku-token over SoftHSM) against a real treasuryd. */
class TestBatchJourney : public QObject, protected DeskRuns {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void forty_oneChangedAndOneOverTheLimit_othersAreCertifiedOnce();
    void wrongPin_stopsTheBatchWithNothingSigned();
    void deskKilledInTheMiddle_certifiesEachOnceInTheEnd();
    void treasurySilentInTheMiddle_certifiesEachOnce_data();
    void treasurySilentInTheMiddle_certifiesEachOnce();
    void roaming_severalParts_takeANewCodeEach_andAWrongOneStopsTheRest();

private:
    static QStringList certify(const char* medium, const QStringList& what)
    {
        return QStringList { QStringLiteral("certify"), QStringLiteral("--medium"), QLatin1String(medium) }
        + what;
    }
    QStringList submitted(int count, qint64 sen = 12345);
    /** How many signings the roaming service has done in the background. */
    int signedInTheBackground() const;
    Voucher read(const QString& id) const;
    /** How often the voucher's present content was certified. */
    int certifications(const QString& id) const;
    const TreasuryProcess::DemoOfficer* officer(const char* persona) const;

    std::unique_ptr<HttpClient> m_client;
    std::unique_ptr<Actor> m_clerk;
};

void TestBatchJourney::initTestCase()
{
    resources::registerAll();
    TreasuryProcess::Options options;
    options.vouchers = 20;
    options.hsm = true;
    start(options);
    if (QTest::currentTestFailed())
        return;
    m_client = std::make_unique<HttpClient>(m_treasury->port(), m_treasury->caFile(), nullptr);
    QVERIFY(officer("penyedia") && officer("penyemak"));
    m_clerk = std::make_unique<Actor>(*m_client, *officer("penyedia"), QByteArray());
    QCOMPARE(m_clerk->upload(Actor::document(), "application/pdf").status / 100, 2);
}

const TreasuryProcess::DemoOfficer* TestBatchJourney::officer(const char* persona) const
{
    const auto ic = m_people.value(QLatin1String(persona)).ic;
    for (const auto& each : m_treasury->officers()) {
        if (each.officer.ic.digits() == ic)
            return &each;
    }
    return nullptr;
}

QStringList TestBatchJourney::submitted(int count, qint64 sen)
{
    const auto reference = m_clerk->reference();
    QStringList ids;
    for (int i = 0; i < count; ++i) {
        const auto id = randomHex(16);
        const auto saved = m_clerk->saveNew(id, m_clerk->payment(reference, sen));
        if (saved.status != 201)
            qFatal("draft: %d %s", saved.status, saved.body.constData());
        const auto answer = m_clerk->change("POST", "/v1/vouchers/" + id + "/submission", {}, 1);
        if (answer.status != 200)
            qFatal("submission: %d %s", answer.status, answer.body.constData());
        ids.append(QString::fromLatin1(id));
    }
    return ids;
}

Voucher TestBatchJourney::read(const QString& id) const
{
    const auto voucher = wire::decodeVoucher(m_clerk->get("/v1/vouchers/" + id.toLatin1()).body);
    if (!voucher)
        qFatal("%s", qPrintable(voucher.error().detail));
    return *voucher;
}

int TestBatchJourney::signedInTheBackground() const
{
    const auto file
        = sqlite::Database::openReadOnly(m_treasury->dataDirectory() + QStringLiteral("/roaming.db"));
    int count = -1;
    const auto counted = file ? sqlite::each(**file, "SELECT count(*) FROM operation WHERE kind = 'sign'",
                             [&](sqlite::Statement& row) { count = int(row.integer(0)); })
                              : tl::make_unexpected(file.error());
    if (!counted)
        qFatal("%s", qPrintable(counted.error().text));
    return count;
}

int TestBatchJourney::certifications(const QString& id) const
{
    const auto voucher = read(id);
    const auto entries = std::count_if(voucher.history.begin(), voucher.history.end(),
        [](const HistoryEntry& entry) { return entry.action == HistoryAction::Certified; });
    return entries == voucher.certifiedSteps ? int(entries) : -1;
}

void TestBatchJourney::forty_oneChangedAndOneOverTheLimit_othersAreCertifiedOnce()
{
    auto ids = submitted(40);
    QCOMPARE(run("penyemak", { QStringLiteral("sync") }).exit, 0);
    const auto limit = officer("penyemak")->officer.limit;
    QVERIFY(limit);
    const auto tooMuch = submitted(1, limit->sen() + 1).first();
    QCOMPARE(run("penyemak", { QStringLiteral("sync") }).exit, 0);
    // Behind the checker's back the preparer takes one away.
    const auto changed = ids.at(7);
    wire::DecisionBody cancel;
    cancel.action = Action::Cancel;
    for (const auto& code : m_clerk->reference().reasons) {
        if (code.forCancel)
            cancel.reason = { code.code, QStringLiteral("tersilap hantar") };
    }
    const auto cancelled = m_clerk->change("POST", "/v1/vouchers/" + changed.toLatin1() + "/decisions",
        wire::encode(cancel), read(changed).revision);
    QVERIFY2(cancelled.status == 200, cancelled.body.constData());

    const auto ran = run("penyemak",
        certify("token", QStringList { QStringLiteral("--offline") } + ids + QStringList { tooMuch }));
    QVERIFY2(ran.exit == 5, ran.errors);
    QCOMPARE(ran.json.value(QStringLiteral("certified")).toInt(), 40);
    QCOMPARE(ran.json.value(QStringLiteral("setAside")).toInt(), 1);
    const auto entries = ran.json.value(QStringLiteral("vouchers")).toArray();
    QCOMPARE(entries.size(), 41);
    const auto last = entries.last().toObject();
    QCOMPARE(last.value(QStringLiteral("id")).toString(), tooMuch);
    QCOMPARE(last.value(QStringLiteral("result")).toString(), QStringLiteral("setAside"));

    run("penyemak", { QStringLiteral("sync") });
    const auto rows
        = run("penyemak", { QStringLiteral("outbox") }).json.value(QStringLiteral("rows")).toArray();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first().toObject().value(QStringLiteral("state")).toString(), QStringLiteral("conflict"));
    for (const auto& id : std::as_const(ids))
        QCOMPARE(certifications(id), id == changed ? 0 : 1);
    QCOMPARE(certifications(tooMuch), 0);
}

void TestBatchJourney::wrongPin_stopsTheBatchWithNothingSigned()
{
    const auto ids = submitted(3);
    auto& pin = m_people[QStringLiteral("penyemak")].pin;
    const auto right = std::exchange(pin, "000000");
    const auto ran = run("penyemak", certify("token", ids));
    pin = right;
    QVERIFY2(ran.exit == 12, ran.errors);
    QCOMPARE(ran.json.value(QStringLiteral("failed")).toInt(), 3);
    for (const auto& id : ids)
        QCOMPARE(certifications(id), 0);
    QCOMPARE(run("penyemak", certify("token", ids)).exit, 0);
}

void TestBatchJourney::deskKilledInTheMiddle_certifiesEachOnceInTheEnd()
{
    const auto ids = submitted(60);
    int inTheMiddle = 0;
    for (const int delayMs : { 20, 60, 120, 200, 300 }) {
        QProcess process;
        begin(process, "penyemak", certify("token", { QStringLiteral("--all-waiting") }));
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += process.readAllStandardError()).contains(" vouchers, RM")
                || process.state() == QProcess::NotRunning,
            60'000);
        QTest::qWait(delayMs);
        process.kill();
        QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished());
        const auto queued = run("penyemak", { QStringLiteral("outbox"), QStringLiteral("--offline") })
                                .json.value(QStringLiteral("rows"))
                                .toArray()
                                .size();
        int done = 0;
        for (const auto& id : ids) {
            QVERIFY(certifications(id) >= 0);
            done += certifications(id);
        }
        inTheMiddle += queued + done > 0 && queued + done < ids.size() ? 1 : 0;
    }
    QVERIFY2(inTheMiddle > 0, "no kill fell into the middle of a batch");
    run("penyemak", certify("token", { QStringLiteral("--all-waiting") }));
    for (const auto& id : ids)
        QCOMPARE(certifications(id), 1);
    QCOMPARE(run("penyemak", { QStringLiteral("audit") }).exit, 0);
}

void TestBatchJourney::treasurySilentInTheMiddle_certifiesEachOnce_data()
{
    QTest::addColumn<int>("afterTheCodeMs");
    QTest::newRow("while PIN and code are checked") << 30;
    QTest::newRow("while it signs, stamps or takes decisions") << 400;
}

void TestBatchJourney::treasurySilentInTheMiddle_certifiesEachOnce()
{
    QFETCH(int, afterTheCodeMs);
    const auto ids = submitted(30);
    const auto pid = pid_t(m_treasury->processId());
    // Longer than the desk waits for a timestamp, as a laptop that sleeps for a moment.
    constexpr int silenceMs = 5'000;
    bool silent = false;
    QTimer watch;
    connect(&watch, &QTimer::timeout, this, [&] {
        if (m_codes.isEmpty())
            return;
        watch.stop();
        QTimer::singleShot(afterTheCodeMs, &watch, [&] { silent = ::kill(pid, SIGSTOP) == 0; });
        QTimer::singleShot(afterTheCodeMs + silenceMs, &watch, [pid] { ::kill(pid, SIGCONT); });
    });
    watch.start(10);
    const auto ran = run("penyemak", certify("roaming", ids));
    ::kill(pid, SIGCONT);
    QVERIFY2(ran.exit == 0, ran.errors);
    QVERIFY(silent);
    for (const auto& id : ids)
        QCOMPARE(certifications(id), 1);
}

void TestBatchJourney::roaming_severalParts_takeANewCodeEach_andAWrongOneStopsTheRest()
{
    // The treasury lets a key sign 100 under one code.
    const auto ids = submitted(205);
    const int before = signedInTheBackground();
    m_typed = { {}, {}, "000000" };
    const auto ran = run("penyemak", certify("roaming", ids));
    m_typed.clear();
    QVERIFY2(ran.exit == 12, ran.errors);
    QCOMPARE(ran.json.value(QStringLiteral("certified")).toInt(), 200);
    QCOMPARE(ran.json.value(QStringLiteral("failed")).toInt(), 5);
    QCOMPARE(QSet<QByteArray>(m_codes.begin(), m_codes.end()).size(), 3);
    QVERIFY2(m_lastMail.contains(read(ids.last()).number), qPrintable(m_lastMail));
    for (qsizetype i = 0; i < ids.size(); ++i)
        QCOMPARE(certifications(ids.at(i)), i < 200 ? 1 : 0);
    // The desk asked for each part in the background and polled for it.
    QCOMPARE(signedInTheBackground() - before, 2);
    // They came with their timestamps: the treasury had none to add.
    const auto records
        = wire::decodeSignatures(m_clerk->get("/v1/vouchers/" + ids.first().toLatin1() + "/signatures").body);
    QVERIFY(records && records->size() == 1);
    QVERIFY(records->first().timestampAt.isValid() && records->first().stamped.isEmpty());
    const auto rest = run("penyemak", certify("token", ids.mid(200)));
    QVERIFY2(rest.exit == 0, rest.errors);
    for (const auto& id : ids)
        QCOMPARE(certifications(id), 1);
}

QTEST_GUILESS_MAIN(TestBatchJourney)
#include "test_batchjourney.moc"
