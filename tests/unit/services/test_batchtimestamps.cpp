#include "signingoffice.h"

#include <signing/timestamp.h>
#include <signing/truststore.h>

using namespace peraku;
using namespace peraku::test;
using services::BatchOutcome;

/** A batch's signatures bear timestamps where the authority answers, and wait for nobody where it does not.
 */
class TestBatchTimestamps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sign_authorityAnswers_stampsEachSignature_data()
    {
        QTest::addColumn<bool>("atOnce");
        QTest::newRow("signature by signature") << false;
        QTest::newRow("all at the end") << true;
    }
    void sign_authorityAnswers_stampsEachSignature()
    {
        QFETCH(bool, atOnce);
        SigningOffice office(20);
        office.pki.stamps = true;
        office.signer.atOnce = atOnce;
        QVERIFY(allCertified(office.sign(office.plan())));
        QCOMPARE(stamped(office), 20);
        QCOMPARE(asked(office), 20);
        QCOMPARE(office.certifiedAtTheTreasury(), 20);
    }

    void sign_authorityRefuses_signaturesAreStoredWithoutAndTheTreasuryTakesThem()
    {
        SigningOffice office(20);
        QVERIFY(allCertified(office.sign(office.plan())));
        QCOMPARE(stamped(office), 0);
        QCOMPARE(office.certifiedAtTheTreasury(), 20);
    }

    void sign_authoritySilent_waitsOnceForAFewAndThenAsksNobody()
    {
        SigningOffice office(40);
        auto& transport = office.checker->transport;
        transport.silent = "/pki/tsa";
        auto signing = office.signing(office.plan());
        QTRY_COMPARE(office.signer.orders, 1);
        QTRY_VERIFY(transport.unanswered > 0);
        QTest::qWait(50);
        // Others are not held up one after the other: those in flight wait together.
        const int together = transport.unanswered;
        QVERIFY2(together > 1 && together <= 8, qPrintable(QString::number(together)));
        const auto began = office.world.clock.monotonicMs();
        office.checker->scheduler.advance(services::Patience::usualWaitMs);
        const auto outcome = await(std::move(signing));
        QVERIFY(outcome && allCertified(*outcome));
        QCOMPARE(office.world.clock.monotonicMs() - began, services::Patience::usualWaitMs);
        QCOMPARE(transport.unanswered, together);
        QCOMPARE(stamped(office), 0);
        transport.silent.clear();
        QCOMPARE(office.certifiedAtTheTreasury(), 40);
    }

    void sign_authorityBackAfterTheQuietPeriod_stampsAgain()
    {
        SigningOffice office(12);
        auto& transport = office.checker->transport;
        transport.silent = "/pki/tsa";
        const auto first = office.ids.mid(0, 6);
        auto signing = office.signing(office.plan(first));
        QTRY_VERIFY(transport.unanswered > 0);
        QTest::qWait(50);
        office.checker->scheduler.advance(services::Patience::usualWaitMs);
        QVERIFY(allCertified(*await(std::move(signing))));
        transport.silent.clear();
        office.pki.stamps = true;
        office.world.clock.advance(services::Patience::restMs);
        QVERIFY(allCertified(office.sign(office.plan(office.ids.mid(6)))));
        QCOMPARE(stamped(office), 6);
    }

    void sign_slowAuthority_isAskedOnlySoLongAfterTheLastSignature()
    {
        SigningOffice office(40);
        office.pki.stamps = true;
        office.signer.atOnce = true;
        // Each answer takes three seconds by the desk's clock.
        office.checker->transport.beforeAnswer = [&](const QByteArray& path) {
            if (path == "/pki/tsa")
                office.world.clock.advance(3'000);
        };
        QVERIFY(allCertified(office.sign(office.plan())));
        QVERIFY2(stamped(office) >= 6 && stamped(office) < 40, qPrintable(QString::number(stamped(office))));
        QCOMPARE(office.certifiedAtTheTreasury(), 40);
    }

    void sign_stoppedWhileTheAuthorityIsSilent_keepsWhatWasSigned()
    {
        SigningOffice office(40);
        auto& transport = office.checker->transport;
        transport.silent = "/pki/tsa";
        office.signer.afterEach = [&](int made) {
            if (made == 12)
                office.batch->stop();
        };
        auto signing = office.signing(office.plan());
        QTRY_VERIFY(transport.unanswered > 0);
        QTest::qWait(50);
        office.checker->scheduler.advance(services::Patience::usualWaitMs);
        const auto outcome = await(std::move(signing));
        QVERIFY(outcome && outcome->stopped);
        QCOMPARE(certified(*outcome), 12);
        transport.silent.clear();
        QCOMPARE(office.certifiedAtTheTreasury(), 12);
    }

private:
    static int certified(const BatchOutcome& outcome)
    {
        return int(std::count_if(outcome.results.begin(), outcome.results.end(),
            [](const services::BatchResult& result) { return !result.error; }));
    }
    static bool allCertified(const BatchOutcome& outcome)
    {
        return !outcome.stopped && certified(outcome) == outcome.results.size();
    }
    static int asked(const SigningOffice& office)
    {
        return int(office.checker->transport.log.count("POST /pki/tsa"));
    }
    /** How many of the signatures in the outbox have a timestamp that holds. */
    static int stamped(const SigningOffice& office)
    {
        const auto& trust = office.checker->trust.material();
        const auto store = services::trustStoreOf(trust);
        SigningOffice::require(store);
        int count = 0;
        for (const auto& parcel : office.files.parcels) {
            const auto body = wire::decodeDecisionBody(parcel.body);
            if (!body || body->signature.isEmpty())
                continue;
            const auto time = signing::timestampOf(body->signature, **store, {}, office.world.clock.nowUtc());
            count += time && *time == office.pki.pki.now ? 1 : 0;
        }
        return count;
    }
};

QTEST_GUILESS_MAIN(TestBatchTimestamps)
#include "test_batchtimestamps.moc"
