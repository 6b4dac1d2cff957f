#include "signingoffice.h"

#include <QSignalSpy>

using namespace peraku;
using namespace peraku::test;
using services::BatchOutcome;

namespace {

int failures(const BatchOutcome& outcome, ErrorCode code)
{
    return int(std::count_if(outcome.results.begin(), outcome.results.end(),
        [code](const services::BatchResult& result) { return result.error && result.error->code == code; }));
}

int certified(const BatchOutcome& outcome)
{
    return int(std::count_if(outcome.results.begin(), outcome.results.end(),
        [](const services::BatchResult& result) { return !result.error; }));
}

QList<VoucherId> failed(const BatchOutcome& outcome)
{
    QList<VoucherId> ids;
    for (const auto& result : outcome.results) {
        if (result.error)
            ids.append(result.voucher);
    }
    return ids;
}

} // namespace

class TestBatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plan_mixedVouchers_setsExceptionsAsideWithTheirReasons()
    {
        SigningOffice office(3);
        const auto overLimit = office.submit(200'000'000);
        const auto queried = office.submit();
        const auto pending = office.submit();
        SigningOffice::require(await(office.clerk.sync.syncNow()));
        SigningOffice::require(await(office.checker->sync.syncNow()));
        SigningOffice::require(await(office.checker->decisions.query(
            queried, { QStringLiteral("Q01"), QStringLiteral("dokumen kurang") })));
        SigningOffice::require(await(office.checker->sync.syncNow()));
        office.checker->transport.reachable = false;
        SigningOffice::require(await(office.checker->decisions.query(
            pending, { QStringLiteral("Q01"), QStringLiteral("dokumen kurang") })));
        const VoucherId unknown(QStringLiteral("00112233445566778899aabbccddeeff"));

        QSignalSpy progress(office.batch.get(), &services::BatchService::progressed);
        const auto plan
            = office.plan(office.ids + QList { overLimit, queried, pending, unknown, office.ids.first() });
        QCOMPARE(plan.items.size(), 3);
        QCOMPARE(plan.total, Money::fromSen(3 * 12345));
        QCOMPARE(plan.chunks(), 1);
        QMap<VoucherId, ErrorCode> reasons;
        for (const auto& item : plan.setAside)
            reasons.insert(item.voucher, item.setAside->code);
        QCOMPARE(reasons,
            (QMap<VoucherId, ErrorCode> { { overLimit, ErrorCode::OverLimit },
                { queried, ErrorCode::WrongState }, { pending, ErrorCode::WrongState },
                { unknown, ErrorCode::NotFound } }));
        QCOMPARE(progress.size(), 7);
        const auto shown = office.batch->review(plan.items.first(), plan.credential);
        QVERIFY(shown);
        QCOMPARE(shown->statement.voucherId, office.ids.first());
        QCOMPARE(shown->bytes, plan.items.first().bytes);
    }

    void plan_processThatTheMediumMayNotSign_isSetAside()
    {
        SigningOffice office(2);
        treasury::MediaPolicy policy;
        policy.roamingOnlyProcesses = { office.clerk.submittable().content.processNo };
        SigningOffice::require(office.world.treasury->setMediaPolicy(policy));
        const auto plan = office.plan();
        QCOMPARE(plan.items.size(), 0);
        QCOMPARE(plan.setAside.size(), 2);
        QCOMPARE(plan.setAside.first().setAside->code, ErrorCode::MediumSwitchedOff);
        QCOMPARE(plan.total, Money());
    }

    void plan_credentialThatCannotSign_isRefusedAsAWhole()
    {
        SigningOffice office(1);
        auto credential = office.signer.credential;
        credential.certificate.ic = Ic::parse(QString::fromLatin1(clerkIc));
        const auto refused = await(office.batch->plan(office.ids, credential));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::CertificateWrongOfficer);
    }

    void sign_manyVouchers_certifiesEachOnce_data()
    {
        QTest::addColumn<bool>("atOnce");
        QTest::newRow("signature by signature") << false;
        QTest::newRow("all at the end") << true;
    }
    void sign_manyVouchers_certifiesEachOnce()
    {
        QFETCH(bool, atOnce);
        SigningOffice office(40);
        office.signer.atOnce = atOnce;
        office.signer.afterEach = [&](int) { office.world.clock.advance(1'000); };
        QSignalSpy used(office.batch.get(), &services::Batch::signedWith);
        const auto plan = office.plan();
        QList<services::BatchProgress> progress;
        connect(office.batch.get(), &services::BatchService::progressed, office.batch.get(),
            [&](const services::BatchProgress& now) { progress.append(now); });
        const auto outcome = office.sign(plan);
        QVERIFY(!outcome.stopped);
        QCOMPARE(certified(outcome), 40);
        QCOMPARE(office.signer.orders, 1);
        QCOMPARE(used.size(), 1);
        QCOMPARE(progress.size(), 40);
        QCOMPARE(progress.last(), (services::BatchProgress { 40, 40, 0 }));
        if (!atOnce)
            QVERIFY2(progress.at(19).secondsLeft >= 19 && progress.at(19).secondsLeft <= 41,
                qPrintable(QString::number(progress.at(19).secondsLeft)));
        for (const auto& id : std::as_const(office.ids))
            QCOMPARE(office.decisions(id), 1);
        const auto& audit = office.files.audit;
        QCOMPARE(
            std::count_if(audit.begin(), audit.end(),
                [](const services::AuditLine& line) { return line.action == QLatin1String("certified"); }),
            40);
        QCOMPARE(office.certifiedAtTheTreasury(), 40);
    }

    void sign_voucherThatChangedMeanwhile_isSetAsideAlone()
    {
        SigningOffice office(6);
        const auto plan = office.plan();
        // The clerk takes one back, and the checker's desk hears of it before the PIN.
        SigningOffice::require(await(office.clerk.decisions.cancel(
            office.ids.at(2), { QStringLiteral("Q01"), QStringLiteral("tersilap") })));
        SigningOffice::require(await(office.clerk.sync.syncNow()));
        SigningOffice::require(await(office.checker->sync.syncNow()));
        QSignalSpy progress(office.batch.get(), &services::BatchService::progressed);
        const auto wrong = office.sign(plan, "999999");
        // Nothing that was set aside passes for work that is done.
        QVERIFY(wrong.stopped);
        for (const auto& told : std::as_const(progress))
            QCOMPARE(told.first().value<services::BatchProgress>().done,
                told.first().value<services::BatchProgress>().failed);
        const auto outcome = office.sign(plan);
        QCOMPARE(progress.last().first().value<services::BatchProgress>(),
            (services::BatchProgress { 6, 6, 0, 1 }));
        QCOMPARE(certified(outcome), 5);
        QCOMPARE(outcome.results.at(2).error->code, ErrorCode::Conflict);
        QCOMPARE(office.signer.digests.size(), 5);
        QCOMPARE(office.certifiedAtTheTreasury(), 5);
    }

    void sign_voucherThatChangesWhileTheKeySigns_isNotStored()
    {
        SigningOffice office(6);
        const auto plan = office.plan();
        office.signer.atOnce = true;
        office.signer.afterEach = [&](int made) {
            if (made == 1)
                ++office.files.cache[office.ids.at(4)].change.voucher.revision;
        };
        const auto outcome = office.sign(plan);
        QCOMPARE(certified(outcome), 5);
        QCOMPARE(outcome.results.at(4).error->code, ErrorCode::Conflict);
        QCOMPARE(office.decisions(office.ids.at(4)), 0);
    }

    void sign_wrongPin_stopsTheBatchAtOnce()
    {
        SigningOffice office(5);
        const auto plan = office.plan();
        const auto outcome = office.sign(plan, "000000");
        QCOMPARE(outcome.stopped->code, ErrorCode::WrongPin);
        QCOMPARE(failures(outcome, ErrorCode::WrongPin), 5);
        QCOMPARE(office.signer.orders, 1);
        QVERIFY(office.checker->outbox.rows().isEmpty());
        // The same plan serves for the next try.
        QCOMPARE(certified(office.sign(plan)), 5);
    }

    void sign_tokenPulled_keepsWhatWasSigned_andTheRestIsTriedAgain()
    {
        SigningOffice office(40);
        office.signer.stopAfter = 17;
        const auto outcome = office.sign(office.plan());
        QCOMPARE(outcome.stopped->code, ErrorCode::TokenRemoved);
        QCOMPARE(certified(outcome), 17);
        QCOMPARE(failures(outcome, ErrorCode::TokenRemoved), 23);
        office.signer.stopAfter = -1;
        const auto rest = office.plan(failed(outcome));
        QCOMPARE(rest.items.size(), 23);
        QCOMPARE(certified(office.sign(rest)), 23);
        QCOMPARE(office.certifiedAtTheTreasury(), 40);
    }

    void sign_badSignature_failsAlone()
    {
        SigningOffice office(10);
        office.signer.spoiled = 3;
        const auto outcome = office.sign(office.plan());
        QVERIFY(!outcome.stopped);
        QCOMPARE(outcome.results.at(3).error->code, ErrorCode::SignatureFailed);
        QCOMPARE(certified(outcome), 9);
        QCOMPARE(office.decisions(office.ids.at(3)), 0);
    }

    void sign_revokedCertificate_endsTheBatchWithNothingStored()
    {
        SigningOffice office(20);
        office.pki.revoked = true;
        office.start(); // Fetches the revocation list anew.
        const auto plan = office.plan();
        const auto outcome = office.sign(plan);
        QVERIFY(outcome.stopped);
        QCOMPARE(outcome.stopped->code, ErrorCode::CertificateRevoked);
        QCOMPARE(certified(outcome), 0);
        QVERIFY(office.checker->outbox.rows().isEmpty());
    }

    void stop_inTheMiddle_storesWhatWasSigned()
    {
        SigningOffice office(20);
        office.signer.afterEach = [&](int made) {
            if (made == 9)
                office.batch->stop();
        };
        const auto outcome = office.sign(office.plan());
        QCOMPARE(outcome.stopped->code, ErrorCode::Cancelled);
        QCOMPARE(certified(outcome), 9);
        QCOMPARE(office.checker->outbox.rows().size(), 9);
    }

    void stop_beforeTheKeyWasAsked_asksItNot()
    {
        SigningOffice office(3);
        auto signing = office.signing(office.plan());
        office.batch->stop();
        const auto outcome = await(signing);
        QCOMPARE(failures(*outcome, ErrorCode::Cancelled), 3);
        QCOMPARE(office.signer.orders, 0);
    }

    void sign_whileAnotherIsSigned_isRefused()
    {
        SigningOffice office(3);
        const auto plan = office.plan();
        auto first = office.signing(plan);
        const auto second = await(office.signing(plan));
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::WrongState);
        QCOMPARE(certified(*await(first)), 3);
    }

    void sign_fullDisk_endsTheBatch()
    {
        SigningOffice office(20);
        const auto plan = office.plan();
        office.files.refuses = [&](const services::WorkChange&) { return office.files.parcels.size() >= 4; };
        const auto outcome = office.sign(plan);
        QCOMPARE(outcome.stopped->code, ErrorCode::StorageFull);
        QCOMPARE(certified(outcome), 4);
        QVERIFY(failures(outcome, ErrorCode::StorageFull) == 16);
    }

    void sign_officerLogsOut_endsTheBatch()
    {
        SigningOffice office(20);
        office.signer.afterEach = [&](int made) {
            if (made == 5)
                office.checker->workspace.close();
        };
        const auto outcome = office.sign(office.plan());
        QVERIFY(outcome.stopped);
        QVERIFY(certified(outcome) <= 5);
    }

    void program_thatEndsInTheMiddle_leavesEachVoucherUntouchedOrQueuedOnce()
    {
        SigningOffice office(40);
        for (const int end : { 1, 7, 20, 39 }) {
            int made = 0;
            office.signer.afterEach = [&made](int signatures) { made = signatures; };
            auto signing = office.signing(office.plan());
            QTRY_VERIFY(made >= end || signing.isFinished());
            office.signer.afterEach = {};
            office.start(); // What was in flight is gone with the program that held it.
            for (const auto& id : std::as_const(office.ids))
                QVERIFY(office.decisions(id) <= 1);
        }
        const auto rest = office.plan();
        QVERIFY(rest.items.size() < 40);
        QCOMPARE(rest.items.size() + rest.setAside.size(), 40);
        if (!rest.items.isEmpty())
            QCOMPARE(certified(office.sign(rest)), rest.items.size());
        QCOMPARE(office.certifiedAtTheTreasury(), 40);
    }

    void chunks_needACodeEachForExactlyTheirDigests()
    {
        SigningOffice office(7);
        office.signer.credential.needsOtp = true;
        office.signer.credential.multisign = 3;
        const auto plan = office.plan();
        QCOMPARE(plan.chunks(), 3);
        for (int chunk = 0; chunk < 3; ++chunk) {
            QVERIFY(await(office.batch->requestOtp(plan, chunk)));
            QCOMPARE(certified(office.sign(plan, KeySigner::userCode, chunk)), chunk < 2 ? 3 : 1);
            QCOMPARE(office.signer.announced, office.signer.digests);
        }
        QCOMPARE(office.certifiedAtTheTreasury(), 7);
        QVERIFY(!await(office.signing(plan, KeySigner::userCode, 3)));
    }
};

QTEST_GUILESS_MAIN(TestBatch)
#include "test_batch.moc"
