#include "office.h"

#include <sqlite/query.h>

#include <QFile>
#include <QTest>

#include <algorithm>
#include <thread>
#include <vector>

using namespace peraku;
using namespace peraku::test;
using namespace Qt::StringLiterals;
using domain::KeyKind;
using treasury::RoamingState;

class TestCscAttacks : public QObject, OfficeTest {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        if (!m_office)
            open();
        passTime();
    }
    void codes_tenThousandTries_atMostFiveAreEvaluated();
    void code_sixtyFourThreads_oneWins();
    void codes_parallelWrong_neverPassTheLimit();
    void sad_hundredReplays_areRefused();
    void sad_sixtyFourThreads_oneSigns();
    void code_newer_voidsTheEarlier();
    void code_ofAnotherIntent_isRefused();
    void code_boundToOtherHashesInTheFile_isRefused();
    void code_underWayWhileSuspended_isRefused();
    void lock_survivesARestart();
    void lock_countedBeforeTheAnswer_survivesAKill();
    void anothersThings_areNotFound();
    void interruptedWork_isAnsweredAsFailed();
    void newKeys_neverDisturbLiveOnes();
    void codes_areSpreadEvenly();

private:
    template <typename Work> static void inThreads(int count, Work work)
    {
        std::vector<std::thread> threads;
        for (int i = 0; i < count; ++i)
            threads.emplace_back([&work, i] { work(i); });
        for (auto& thread : threads)
            thread.join();
    }
    /** How often a PIN and a code were looked at. */
    int evaluated(const QString& id) { return m_office->credential(aminah, id).failures; }
    static QByteArray guess(int number) { return QByteArray::number(number).rightJustified(6, '0'); }
    /** A code that is certainly not the one sent. */
    static QByteArray wrong(const QByteArray& code)
    {
        auto other = code;
        other[5] = code.at(5) == '0' ? '1' : '0';
        return other;
    }
};

void TestCscAttacks::codes_tenThousandTries_atMostFiveAreEvaluated()
{
    const auto id = m_office->enrol(aminah);
    const auto papers = m_office->papers(aminah, id);
    int passed = 0;
    int told = 0;
    QByteArray sent;
    for (int i = 0; i < 10'000; ++i) {
        // The attacker has the PIN and asks for a new code whenever the last is burned.
        if (i % 100 == 0) {
            m_office->clock.ahead += 400;
            sent = m_office->codeFor(aminah, id, papers);
        }
        auto code = guess(i);
        if (code == sent)
            code = wrong(code);
        const auto answer = m_office->authorise(aminah, id, papers, code);
        passed += answer.status == 200 ? 1 : 0;
        told += answer.error() == u"invalid_authentication_data"_s ? 1 : 0;
    }
    QCOMPARE(passed, 0);
    QCOMPARE(told, 5);
    QCOMPARE(evaluated(id), 5);
    QCOMPARE(m_office->credential(aminah, id).state, RoamingState::Locked);
    QVERIFY(m_office->codeFor(aminah, id, papers).isEmpty());
}

void TestCscAttacks::code_sixtyFourThreads_oneWins()
{
    const auto id = m_office->enrol(aminah);
    const auto papers = m_office->papers(aminah, id);
    const auto code = m_office->codeFor(aminah, id, papers);
    std::atomic<int> wins { 0 };
    std::atomic<int> refused { 0 };
    inThreads(64, [&](int) {
        const auto answer = m_office->authorise(aminah, id, papers, code);
        ++(answer.status == 200 ? wins : refused);
    });
    QCOMPARE(wins.load(), 1);
    QCOMPARE(refused.load(), 63);
    QCOMPARE(evaluated(id), 0);
}

void TestCscAttacks::codes_parallelWrong_neverPassTheLimit()
{
    const auto id = m_office->enrol(aminah);
    const auto papers = m_office->papers(aminah, id);
    int told = 0;
    for (int round = 0; round < 7; ++round) {
        m_office->clock.ahead += 400;
        const auto code = m_office->codeFor(aminah, id, papers);
        if (code.isEmpty())
            continue;
        std::atomic<int> looked { 0 };
        inThreads(16, [&](int) {
            looked += m_office->authorise(aminah, id, papers, wrong(code)).error()
                == u"invalid_authentication_data"_s;
        });
        QCOMPARE(looked.load(), 1);
        told += looked;
    }
    QCOMPARE(told, 5);
    QCOMPARE(m_office->credential(aminah, id).state, RoamingState::Locked);
}

void TestCscAttacks::sad_hundredReplays_areRefused()
{
    const auto id = m_office->enrol(aminah);
    const auto papers = m_office->papers(aminah, id, 3);
    const auto sad = m_office->sadFor(aminah, id, papers);
    QCOMPARE(m_office->sign(aminah, id, papers, sad).status, 200);
    for (int i = 0; i < 100; ++i) {
        const auto replay = m_office->sign(aminah, id, papers, sad);
        QCOMPARE(replay.status, 400);
        QVERIFY(!replay.body.contains(u"signatures"_s));
    }
}

void TestCscAttacks::sad_sixtyFourThreads_oneSigns()
{
    const auto id = m_office->enrol(aminah);
    const auto papers = m_office->papers(aminah, id);
    const auto sad = m_office->sadFor(aminah, id, papers);
    std::atomic<int> wins { 0 };
    inThreads(64, [&](int i) {
        // One of the threads tries to get a fresh SAD out of it instead.
        const auto answer = i == 0 ? m_office->call("credentials/extendTransaction", aminah,
                                { { u"credentialID"_s, id }, { u"SAD"_s, sad } })
                                   : m_office->sign(aminah, id, papers, sad);
        wins += answer.status == 200 ? 1 : 0;
    });
    QCOMPARE(wins.load(), 1);
}

void TestCscAttacks::code_newer_voidsTheEarlier()
{
    const auto id = m_office->enrol(aminah);
    const auto papers = m_office->papers(aminah, id);
    const auto first = m_office->codeFor(aminah, id, papers);
    QByteArray second;
    do {
        m_office->clock.ahead += 400;
        second = m_office->codeFor(aminah, id, papers);
    } while (second == first);
    QCOMPARE(m_office->authorise(aminah, id, papers, first).error(), u"invalid_authentication_data"_s);
    // And the try burned the newer, too.
    QCOMPARE(m_office->authorise(aminah, id, papers, second).error(), u"invalid_otp"_s);
}

void TestCscAttacks::code_ofAnotherIntent_isRefused()
{
    const auto id = m_office->enrol(aminah);
    const auto shown = m_office->papers(aminah, id, 2);
    const auto hidden = m_office->papers(aminah, id, 2);
    const auto code = m_office->codeFor(aminah, id, shown);
    QVERIFY(m_office->authorise(aminah, id, hidden, code).status != 200);
    Papers more = shown;
    more.hashes += hidden.hashes;
    QVERIFY(m_office->authorise(aminah, id, more, code).status != 200);
    const auto sad = m_office->authorise(aminah, id, shown, code).text("SAD");
    QVERIFY(!sad.isEmpty());
    for (const auto& changed : { hidden, more })
        QCOMPARE(
            m_office->sign(aminah, id, changed, sad).description(), u"Hash is not authorized by the SAD"_s);
    QCOMPARE(m_office->sign(aminah, id, shown, sad).status, 200);
}

void TestCscAttacks::code_boundToOtherHashesInTheFile_isRefused()
{
    const auto id = m_office->enrol(aminah);
    const auto shown = m_office->papers(aminah, id);
    const auto hidden = m_office->papers(aminah, id);
    const auto code = m_office->codeFor(aminah, id, shown);
    // Whoever writes to the file lacks the HSM's key that bound the code.
    m_office->close();
    {
        const auto file = *sqlite::Database::open(m_office->file(), sqlite::Durability::SharedLog);
        QVERIFY(sqlite::run(*file, "UPDATE challenge SET hashes = ? WHERE hashes = ?", hidden.hashes.first(),
            shown.hashes.first()));
    }
    m_office->open();
    QCOMPARE(m_office->authorise(aminah, id, hidden, code).error(), u"invalid_authentication_data"_s);
}

void TestCscAttacks::code_underWayWhileSuspended_isRefused()
{
    auto options = Office::fast();
    options.scryptLogN = 16; // some 200 ms between burning the code and the answer
    m_office.reset(); // a process loads the HSM's module once
    Office office(options);
    const auto id = office.enrol(aminah);
    const auto papers = office.papers(aminah, id);
    const auto code = office.codeFor(aminah, id, papers);
    Answer answer;
    std::atomic<bool> answered { false };
    std::thread desk([&] {
        answer = office.authorise(aminah, id, papers, code);
        answered = true;
    });
    while (office.credential(aminah, id).failures == 0 && !answered)
        QThread::msleep(1);
    const auto suspended = office.service->suspend(id);
    desk.join();
    QVERIFY(suspended);
    QCOMPARE(answer.text("code"), u"error.credential-suspended"_s);
}

void TestCscAttacks::lock_survivesARestart()
{
    const auto id = m_office->enrol(aminah);
    for (int i = 0; i < 5; ++i) {
        m_office->clock.ahead += 400;
        const auto papers = m_office->papers(aminah, id);
        const auto code = m_office->codeFor(aminah, id, papers);
        QCOMPARE(
            m_office->authorise(aminah, id, papers, wrong(code)).error(), u"invalid_authentication_data"_s);
        m_office->close();
        m_office->open();
        QCOMPARE(evaluated(id), i + 1);
    }
    const auto papers = m_office->papers(aminah, id);
    const auto locked = m_office->authorise(aminah, id, papers, "123456");
    QCOMPARE(locked.description(), u"Credential locked"_s);
    QCOMPARE(locked.text("code"), u"error.credential-locked"_s);
}

void TestCscAttacks::lock_countedBeforeTheAnswer_survivesAKill()
{
    // What a kill leaves is what the file and its log hold at that moment.
    const auto id = m_office->enrol(aminah);
    const auto papers = m_office->papers(aminah, id);
    const auto code = m_office->codeFor(aminah, id, papers);
    QVERIFY(m_office->authorise(aminah, id, papers, wrong(code)).status != 200);
    const auto copy = m_office->folder.filePath(u"killed.db"_s);
    for (const auto& suffix : { QString(), u"-wal"_s }) {
        if (QFile::exists(m_office->file() + suffix))
            QVERIFY(QFile::copy(m_office->file() + suffix, copy + suffix));
    }
    const auto after = support::SoftHsm::need(csc::Service::open(copy, m_office->options,
        { m_office->clock, m_office->rng, *m_office->token, m_office->courier, *m_office->endpoints,
            *m_office->endpoints }));
    const auto held = support::SoftHsm::need(after->credentialsOf(aminah));
    const auto found
        = std::find_if(held.begin(), held.end(), [&](const auto& each) { return each.id == id; });
    QVERIFY(found != held.end());
    QCOMPARE(found->failures, 1);
}

void TestCscAttacks::anothersThings_areNotFound()
{
    const auto id = m_office->enrol(aminah);
    const auto papers = m_office->papers(aminah, id);
    const auto code = m_office->codeFor(aminah, id, papers);
    QCOMPARE(m_office->authorise(badrul, id, papers, code).text("code"), u"error.not-found"_s);
    QCOMPARE(m_office->authorise(badrul, m_badruls, papers, code).error(), u"invalid_otp"_s);
    const auto sad = m_office->authorise(aminah, id, papers, code).text("SAD");
    QCOMPARE(m_office->sign(badrul, id, papers, sad).text("code"), u"error.not-found"_s);
    QCOMPARE(m_office->sign(badrul, m_badruls, papers, sad).description(), u"Invalid parameter SAD"_s);
    const auto other = m_office->enrol(aminah);
    QCOMPARE(m_office->sign(aminah, other, papers, sad).description(), u"Invalid parameter SAD"_s);
    QCOMPARE(m_office
                 ->call("credentials/extendTransaction", badrul,
                     { { u"credentialID"_s, m_badruls }, { u"SAD"_s, sad } })
                 .status,
        400);
    QCOMPARE(m_office->sign(aminah, id, papers, sad).status, 200);
    QCOMPARE(m_office->service->changePin(id, badrul, support::pinOf("739164"), support::pinOf("902718"), {})
                 .error()
                 .code,
        domain::ErrorCode::NotFound);
}

void TestCscAttacks::interruptedWork_isAnsweredAsFailed()
{
    // Without a thread to do it the work stays undone, as a kill leaves it.
    auto options = Office::fast();
    options.workers = 0;
    m_office.reset(); // a process loads the HSM's module once
    Office office(options);
    const auto id = office.enrol(aminah);
    const auto papers = office.papers(aminah, id);
    const auto sad = office.sadFor(aminah, id, papers);
    auto body = Office::signature(id, papers, sad);
    body.insert(u"operationMode"_s, u"A"_s);
    const auto accepted = office.call("signatures/signHash", aminah, body);
    QCOMPARE(accepted.status, 200);
    const QJsonObject question { { u"requestID"_s, accepted.text("responseID") } };
    QCOMPARE(office.call("signatures/signPolling", aminah, question).status, 202);
    const auto other = office.papers(aminah, id);
    auto wanted = Office::authorisation(id, other, office.codeFor(aminah, id, other));
    wanted.insert(u"operationMode"_s, u"A"_s);
    const auto handle = office.call("credentials/authorize", aminah, wanted).text("handle");
    QVERIFY(!handle.isEmpty());
    office.close();
    office.open();
    const auto failed = office.call("signatures/signPolling", aminah, question);
    QCOMPARE(failed.status, 503);
    QCOMPARE(failed.error(), u"temporarily_unavailable"_s);
    QCOMPARE(office.call("credentials/authorizeCheck", aminah, { { u"handle"_s, handle } }).status, 503);
    // The SAD stays spent, and the try that nobody evaluated stays counted.
    QCOMPARE(office.sign(aminah, id, papers, sad).status, 400);
    QCOMPARE(office.credential(aminah, id).failures, 1);
}

void TestCscAttacks::newKeys_neverDisturbLiveOnes()
{
    constexpr int officers = 3;
    std::vector<QString> ids;
    std::vector<Papers> papers;
    for (int i = 0; i < officers; ++i) {
        ids.push_back(m_office->enrol(aminah, i == 0 ? KeyKind::Rsa : KeyKind::Ec));
        papers.push_back(m_office->papers(aminah, ids.back(), 100));
    }
    std::vector<QString> sads;
    for (int i = 0; i < officers; ++i)
        sads.push_back(m_office->sadFor(aminah, ids[std::size_t(i)], papers[std::size_t(i)]));
    std::atomic<int> good { 0 };
    std::atomic<int> made { 0 };
    inThreads(officers + 1, [&](int i) {
        if (i == officers) {
            for (int n = 0; n < 6; ++n)
                made += m_office->service->prepare(
                            badrul, n % 3 == 0 ? KeyKind::Rsa : KeyKind::Ec, support::pinOf("739164"))
                    ? 1
                    : 0;
            return;
        }
        const auto at = std::size_t(i);
        const auto body = Office::signature(
            ids[at], papers[at], sads[at], i == 0 ? "1.2.840.113549.1.1.11" : "1.2.840.10045.4.3.2");
        const auto signatures
            = m_office->call("signatures/signHash", aminah, body).body.value(u"signatures"_s).toArray();
        for (qsizetype n = 0; n < signatures.size(); ++n) {
            const auto statement = QByteArray::fromBase64(
                papers[at].documents.at(n).toObject().value(u"statement"_s).toString().toLatin1());
            const auto prepared = m_office->prepared(aminah, ids[at], signing::sha256(statement));
            good += signing::completeCades(
                        prepared, QByteArray::fromBase64(signatures.at(n).toString().toLatin1()))
                ? 1
                : 0;
        }
    });
    QCOMPARE(made.load(), 6);
    QCOMPARE(good.load(), officers * 100);
}

void TestCscAttacks::codes_areSpreadEvenly()
{
    auto options = Office::fast();
    options.resendSeconds = 0;
    options.challengesPerHour = 100'000;
    m_office.reset(); // a process loads the HSM's module once
    Office office(options);
    const auto id = office.enrol(aminah);
    const auto papers = office.papers(aminah, id);
    const auto intent = office.call(
        "signing-intents", aminah, { { u"credentialID"_s, id }, { u"documents"_s, papers.documents } });
    int first[10] = {};
    constexpr int rounds = 1000;
    for (int i = 0; i < rounds; ++i) {
        office.call("credentials/getChallenge", aminah,
            { { u"credentialID"_s, id }, { u"authObjectID"_s, u"OTP"_s },
                { u"clientData"_s, intent.text("intentID") } });
        QCOMPARE(office.courier.lastCode.size(), 6);
        ++first[office.courier.lastCode.at(0) - '0'];
    }
    // 100 each; 60 and 150 are beyond four standard deviations.
    for (const int count : first)
        QVERIFY2(count > 60 && count < 150, qPrintable(QString::number(count)));
}

QTEST_GUILESS_MAIN(TestCscAttacks)
#include "test_csc_attacks.moc"
