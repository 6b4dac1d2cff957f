#include <domain/workflow.h>
#include <support/samples.h>

#include <QSet>
#include <QTest>

#include <rapidcheck.h>

using namespace peraku::domain;
using namespace peraku;

namespace {

struct Move {
    Action action = Action::Edit;
    int actor = 0;
    bool reasonGiven = false;
};

/** Mostly moves that go forward, so that many random walks reach the end. */
rc::Gen<Move> anyMove(int officers)
{
    return rc::gen::apply(
        [](Action action, int actor, bool reasonGiven) {
            return Move { action, actor, reasonGiven };
        },
        rc::gen::weightedElement<Action>(
            { { 2, Action::Edit }, { 6, Action::Submit }, { 30, Action::Certify }, { 2, Action::Query },
                { 1, Action::Cancel }, { 1, Action::Post }, { 1, Action::Pay } }),
        rc::gen::inRange(0, officers), rc::gen::arbitrary<bool>());
}

} // namespace

/** Whatever people try in whatever order, these hold. */
class TestWorkflowLaws : public QObject {
    Q_OBJECT
    ProcessCatalogue m_catalogue = test::sampleCatalogue();
    Workflow m_workflow { m_catalogue };

    QList<Officer> people() const
    {
        test::Samples samples(21);
        QList<Officer> people { samples.officer(Role::Preparer), samples.officer(Role::Checker),
            samples.officer(Role::Approver), samples.officer(Role::Receiver), samples.officer(Role::Checker),
            samples.officer(Role::Approver), samples.officer(Role::Auditor) };
        people[0].roles = { Role::Preparer, Role::Checker, Role::Approver, Role::Receiver };
        people[0].limit = Money::fromSen(INT64_MAX);
        people[4].roles = { Role::Checker, Role::Approver, Role::Receiver };
        people[5].limit = Money::fromSen(10);
        return people;
    }

    static void demandLaws(const Voucher& voucher, const ProcessCatalogue& catalogue)
    {
        QSet<QString> signers { voucher.preparer.ic.digits() };
        int standing = 0;
        int submissions = 0;
        int revision = 0;
        for (const auto& entry : voucher.history) {
            RC_ASSERT(entry.revision == revision + 1);
            revision = entry.revision;
            submissions += entry.action == HistoryAction::Submitted ? 1 : 0;
            if (entry.action == HistoryAction::Certified && !entry.voided) {
                RC_ASSERT(!signers.contains(entry.actor.ic.digits()));
                signers.insert(entry.actor.ic.digits());
                RC_ASSERT(entry.step == ++standing);
            }
            if (entry.action == HistoryAction::Queried || entry.action == HistoryAction::Cancelled)
                RC_ASSERT(!entry.reasonCode.isEmpty() && entry.reasonText.size() >= 5);
        }
        RC_ASSERT(voucher.revision == revision);
        RC_ASSERT(voucher.contentRevision == submissions);
        RC_ASSERT(standing == voucher.certifiedSteps);
        const auto steps = catalogue.find(voucher.content.processNo)->steps.size();
        if (voucher.state == VoucherState::Posted || voucher.state == VoucherState::Paid)
            RC_ASSERT(standing == steps);
        if (voucher.state == VoucherState::Queried || voucher.state == VoucherState::Draft
            || voucher.state == VoucherState::Submitted)
            RC_ASSERT(standing == 0);
        if (voucher.state == VoucherState::Paid)
            RC_ASSERT(voucher.content.payment() != nullptr);
    }

private Q_SLOTS:
    void anySequenceOfActions_keepsTheLaws()
    {
        const auto officers = people();
        int posted = 0;
        int queriedAfterSignature = 0;
        int refusedForDuty = 0;
        QVERIFY(rc::check("random walks", [&] {
            const auto kind = *rc::gen::element(VoucherKind::Payment, VoucherKind::Journal);
            const auto moves
                = *rc::gen::resize(100, rc::gen::container<std::vector<Move>>(anyMove(int(officers.size()))));
            auto voucher = test::Samples(22).draft(kind, officers.first());
            QDateTime now(QDate(2026, 6, 1), QTime(8, 0), Qt::UTC);
            for (const auto& move : moves) {
                now = now.addSecs(60);
                const auto before = voucher;
                const auto& actor = officers.at(move.actor);
                const auto reason = move.reasonGiven
                    ? Reason { QStringLiteral("X01"), QStringLiteral("Sebab") }
                    : Reason {};
                const bool system = move.action == Action::Post || move.action == Action::Pay;
                RC_ASSERT(!system || !m_workflow.check(voucher, move.action, actor, reason));
                const auto transition = system ? m_workflow.checkSystem(voucher, move.action)
                                               : m_workflow.check(voucher, move.action, actor, reason);
                if (!transition) {
                    refusedForDuty += transition.error().code == ErrorCode::DutySegregation ? 1 : 0;
                    continue;
                }
                if (move.action == Action::Certify) {
                    RC_ASSERT(actor.has(roleFor(*m_workflow.nextStepKind(voucher))));
                    RC_ASSERT(transition->step == m_workflow.nextStep(voucher));
                    RC_ASSERT(m_workflow.waitsFor(voucher, actor));
                    if (*m_workflow.nextStepKind(voucher) != StepKind::Acknowledgement)
                        RC_ASSERT(*voucher.content.total() <= *actor.limit);
                }
                voucher = Workflow::apply(
                    voucher, move.action, *transition, system ? OfficerRef() : actor.ref(), now, reason);
                demandLaws(voucher, m_catalogue);
                RC_ASSERT(voucher.revision == before.revision + 1);
                RC_ASSERT(voucher.contentRevision
                    == before.contentRevision + (move.action == Action::Submit ? 1 : 0));
                RC_ASSERT(before.state != VoucherState::Cancelled && before.state != VoucherState::Paid);
                RC_ASSERT(voucher.history.size() == before.history.size() + 1);
                if (move.action == Action::Query) {
                    RC_ASSERT(transition->voidsCertifications);
                    queriedAfterSignature += before.certifiedSteps > 0 ? 1 : 0;
                }
            }
            posted += voucher.state == VoucherState::Posted || voucher.state == VoucherState::Paid ? 1 : 0;
        }));
        // Walks that never get anywhere would prove nothing.
        QVERIFY2(posted > 0, "no walk reached the end");
        QVERIFY2(queriedAfterSignature > 0, "no walk voided a signature");
        QVERIFY2(refusedForDuty > 0, "segregation of duties was never tried");
    }

    void everySample_keepsTheLaws_andRepeats()
    {
        const auto vouchers = test::Samples(23).vouchers(140);
        QCOMPARE(vouchers, test::Samples(23).vouchers(140));
        QVERIFY(vouchers != test::Samples(24).vouchers(140));
        QVERIFY(rc::check("samples",
            [&] { demandLaws(vouchers.at(*rc::gen::inRange<qsizetype>(0, vouchers.size())), m_catalogue); }));
    }
};

QTEST_GUILESS_MAIN(TestWorkflowLaws)
#include "test_workflowlaws.moc"
