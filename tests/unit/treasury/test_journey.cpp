#include "world.h"

#include <QtTest>

using namespace peraku;
using namespace peraku::test;
using namespace peraku::domain;

/** A voucher's way through the treasury and back, everything allowed. */
class TestJourney : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void payment_certifiedTwice_isPostedAndPaid()
    {
        World world;
        auto voucher = world.submitted(world.clerk, world.paymentContent(World::officeA));
        QCOMPARE(voucher.number, QStringLiteral("BB/A0010001/2026/000001"));
        QCOMPARE(voucher.contentRevision, 1);
        QCOMPARE(voucher.state, VoucherState::Submitted);
        voucher = world.certified(voucher, world.checker);
        QCOMPARE(voucher.state, VoucherState::Certified);
        voucher = world.certified(voucher, world.approver);
        QCOMPARE(voucher.state, VoucherState::Posted);
        QCOMPARE(voucher.history.last().action, HistoryAction::Posted);

        const auto paid = world.treasury->payDue();
        QVERIFY(paid.has_value());
        QCOMPARE(*paid, 1);
        voucher = world.read(voucher.id, world.clerk);
        QCOMPARE(voucher.state, VoucherState::Paid);
        QCOMPARE(voucher.paid->reference, QStringLiteral("EFT/2026/00000001"));
        QCOMPARE(voucher.paid->date, QDate(2026, 3, 2));
        QCOMPARE(world.treasury->payDue().value(), 0);
    }

    void journal_withAcknowledgement_isPostedNeverPaid()
    {
        World world;
        auto voucher = world.submitted(world.clerk, world.journalContent(World::officeA));
        QCOMPARE(voucher.number, QStringLiteral("BJ/A0010001/2026/000001"));
        for (const auto& officer : { world.checker, world.approver, world.receiver })
            voucher = world.certified(voucher, officer);
        QCOMPARE(voucher.state, VoucherState::Posted);
        QCOMPARE(world.treasury->payDue().value(), 0);
    }

    void numbers_afterRefusedSubmissions_haveNoGap()
    {
        World world;
        QCOMPARE(world.submitted(world.clerk, world.paymentContent(World::officeA)).number.right(6),
            QStringLiteral("000001"));
        auto broken = world.paymentContent(World::officeA);
        broken.narration.clear();
        const auto draft = world.draft(world.clerk, broken);
        const auto refused = world.send("POST", "/v1/vouchers/" + draft.id.value().toLatin1() + "/submission",
            world.clerk, {}, draft.revision);
        QCOMPARE(refused.status, 422);
        QCOMPARE(problemType(refused), QStringLiteral("validation-failed"));
        QVERIFY(refused.body.contains("narration"));
        QCOMPARE(world.submitted(world.clerk, world.paymentContent(World::officeA)).number.right(6),
            QStringLiteral("000002"));
        QCOMPARE(world.submitted(world.clerkOfB, world.paymentContent(World::officeB)).number,
            QStringLiteral("BB/B0020002/2026/000001"));
    }

    void query_thenResubmission_asksEverySignatureAgain()
    {
        World world;
        auto voucher = world.certified(
            world.submitted(world.clerk, world.paymentContent(World::officeA)), world.checker);
        wire::DecisionBody body;
        body.action = Action::Query;
        body.reason = { QStringLiteral("K01"), QStringLiteral("Invois tidak dilampirkan") };
        const auto path = "/v1/vouchers/" + voucher.id.value().toLatin1();
        const auto queried
            = world.send("POST", path + "/decisions", world.approver, wire::encode(body), voucher.revision);
        QCOMPARE(queried.status, 200);
        voucher = world.read(voucher.id, world.clerk);
        QCOMPARE(voucher.state, VoucherState::Queried);
        QCOMPARE(voucher.certifiedSteps, 0);
        QCOMPARE(voucher.history.last().reasonText, body.reason.text);

        auto amended = voucher.content;
        amended.narration = QStringLiteral("Bekalan alat tulis, dengan invois");
        QCOMPARE(
            world.send("PUT", path, world.clerk, wire::encode(wire::DraftBody { amended }), voucher.revision)
                .status,
            200);
        QCOMPARE(world.send("POST", path + "/submission", world.clerk, {}, voucher.revision + 1).status, 200);
        const auto again = world.read(voucher.id, world.clerk);
        QCOMPARE(again.number, voucher.number);
        QCOMPARE(again.contentRevision, 2);
        world.certified(world.certified(again, world.checker), world.approver);

        const auto records = wire::decodeSignatures(world.get(path + "/signatures", world.auditor).body);
        QVERIFY(records.has_value());
        QCOMPARE(records->size(), 3);
        QCOMPARE(records->at(0).voided, true);
        QCOMPARE(records->at(1).voided, false);
        QCOMPARE(records->at(2).crl, QByteArray("crl"));
    }

    void query_ofSubmission_mailsThePreparer()
    {
        struct Catcher : treasury::Mailer {
            QList<treasury::Mail> mails;
            Result<Done> send(const treasury::Mail& mail, const QDateTime&) override
            {
                mails.append(mail);
                return Done {};
            }
        } catcher;
        World world;
        const auto voucher = world.submitted(world.clerk, world.paymentContent(World::officeA));
        wire::DecisionBody body;
        body.action = Action::Query;
        body.reason = { QStringLiteral("K01"), QStringLiteral("Invois tidak dilampirkan") };
        QCOMPARE(world
                     .send("POST", "/v1/vouchers/" + voucher.id.value().toLatin1() + "/decisions",
                         world.checker, wire::encode(body), voucher.revision)
                     .status,
            200);
        QCOMPARE(world.treasury->deliverMail(catcher).value(), 1);
        QCOMPARE(catcher.mails.first().to, world.clerk.email);
        QVERIFY(catcher.mails.first().subject.contains(voucher.number));
        QCOMPARE(world.treasury->deliverMail(catcher).value(), 0);
    }

    void draft_discarded_leavesATombstoneOnly()
    {
        World world;
        const auto voucher = world.draft(world.clerk, world.paymentContent(World::officeA));
        const auto path = "/v1/vouchers/" + voucher.id.value().toLatin1();
        QCOMPARE(world.send("DELETE", path, world.otherClerk, {}, voucher.revision).status, 403);
        QCOMPARE(world.send("DELETE", path, world.clerk, {}, voucher.revision).status, 204);
        QCOMPARE(world.get(path, world.clerk).status, 404);
        QCOMPARE(world.send("PUT", path, world.clerk, wire::encode(wire::DraftBody { voucher.content }), -1)
                     .status,
            412);
    }

    void submission_withoutUpload_isRefused()
    {
        World world;
        const auto voucher = world.draft(world.clerk, world.paymentContent(World::officeA));
        const auto response
            = world.send("POST", "/v1/vouchers/" + voucher.id.value().toLatin1() + "/submission", world.clerk,
                {}, voucher.revision);
        QCOMPARE(response.status, 422);
        QVERIFY(response.body.contains("finding.attachment-not-uploaded"));
    }
};

QTEST_GUILESS_MAIN(TestJourney)
#include "test_journey.moc"
