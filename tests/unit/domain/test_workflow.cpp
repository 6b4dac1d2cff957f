#include <domain/workflow.h>
#include <support/samples.h>

#include <QTest>

using namespace peraku::domain;
using namespace peraku;

namespace {

/**
 * Who may do what, when. Columns are officers, rows are state and action on a journal with all three steps;
 * the cell is the state that it leads to, or why it is refused: "state" (does not apply any more), "no"
 * (role, office or no limit), "seg" (took an earlier step), "limit" (over the authority limit).
 *
 *   own      the preparer, who holds no other role      ownall   the preparer, if they held every role
 *   prep     another preparer                           check    a checker          appr   an approver recv
 * a receiver first    checker, approver and receiver in one, who signed Perakuan 1 where one was signed poor
 * checker and approver with a limit of 1 sen nolim    checker and approver without a limit far      checker,
 * approver and receiver of an office that it does not serve audit    an auditor admin    an administrator
 */
constexpr auto matrix = R"(
state      action   own       ownall    prep  check     appr      recv      first     poor      nolim     far   audit admin
draft      edit     draft     draft     no    no        no        no        no        no        no        no    no    no
draft      submit   submitted submitted no    no        no        no        no        no        no        no    no    no
draft      certify  state     state     state state     state     state     state     state     state     state state state
draft      query    state     state     state state     state     state     state     state     state     state state state
draft      cancel   cancelled cancelled no    no        no        no        no        no        no        no    no    no
draft      post     no        no        no    no        no        no        no        no        no        no    no    no
draft      pay      no        no        no    no        no        no        no        no        no        no    no    no
submitted  edit     state     state     state state     state     state     state     state     state     state state state
submitted  submit   state     state     state state     state     state     state     state     state     state state state
submitted  certify  no        seg       no    certified no        no        certified limit     no        no    no    no
submitted  query    no        seg       no    queried   no        no        queried   queried   queried   no    no    no
submitted  cancel   cancelled cancelled no    cancelled no        no        cancelled cancelled cancelled no    no    no
submitted  post     no        no        no    no        no        no        no        no        no        no    no    no
submitted  pay      no        no        no    no        no        no        no        no        no        no    no    no
certified1 edit     state     state     state state     state     state     state     state     state     state state state
certified1 submit   state     state     state state     state     state     state     state     state     state state state
certified1 certify  no        seg       no    no        certified no        seg       limit     no        no    no    no
certified1 query    no        seg       no    no        queried   no        seg       queried   queried   no    no    no
certified1 cancel   no        seg       no    no        cancelled no        seg       cancelled cancelled no    no    no
certified1 post     no        no        no    no        no        no        no        no        no        no    no    no
certified1 pay      no        no        no    no        no        no        no        no        no        no    no    no
certified2 edit     state     state     state state     state     state     state     state     state     state state state
certified2 submit   state     state     state state     state     state     state     state     state     state state state
certified2 certify  no        seg       no    no        no        certified seg       no        no        no    no    no
certified2 query    no        seg       no    no        no        queried   seg       no        no        no    no    no
certified2 cancel   no        no        no    no        no        no        no        no        no        no    no    no
certified2 post     no        no        no    no        no        no        no        no        no        no    no    no
certified2 pay      no        no        no    no        no        no        no        no        no        no    no    no
queried    edit     queried   queried   no    no        no        no        no        no        no        no    no    no
queried    submit   submitted submitted no    no        no        no        no        no        no        no    no    no
queried    certify  state     state     state state     state     state     state     state     state     state state state
queried    query    state     state     state state     state     state     state     state     state     state state state
queried    cancel   cancelled cancelled no    no        no        no        no        no        no        no    no    no
queried    post     no        no        no    no        no        no        no        no        no        no    no    no
queried    pay      no        no        no    no        no        no        no        no        no        no    no    no
cancelled  edit     state     state     state state     state     state     state     state     state     state state state
cancelled  submit   state     state     state state     state     state     state     state     state     state state state
cancelled  certify  state     state     state state     state     state     state     state     state     state state state
cancelled  query    state     state     state state     state     state     state     state     state     state state state
cancelled  cancel   state     state     state state     state     state     state     state     state     state state state
cancelled  post     no        no        no    no        no        no        no        no        no        no    no    no
cancelled  pay      no        no        no    no        no        no        no        no        no        no    no    no
posted     edit     state     state     state state     state     state     state     state     state     state state state
posted     submit   state     state     state state     state     state     state     state     state     state state state
posted     certify  state     state     state state     state     state     state     state     state     state state state
posted     query    state     state     state state     state     state     state     state     state     state state state
posted     cancel   state     state     state state     state     state     state     state     state     state state state
posted     post     no        no        no    no        no        no        no        no        no        no    no    no
posted     pay      no        no        no    no        no        no        no        no        no        no    no    no
paid       edit     state     state     state state     state     state     state     state     state     state state state
paid       submit   state     state     state state     state     state     state     state     state     state state state
paid       certify  state     state     state state     state     state     state     state     state     state state state
paid       query    state     state     state state     state     state     state     state     state     state state state
paid       cancel   state     state     state state     state     state     state     state     state     state state state
paid       post     no        no        no    no        no        no        no        no        no        no    no    no
paid       pay      no        no        no    no        no        no        no        no        no        no    no    no
)";

const Reason goodReason { QStringLiteral("X01"), QStringLiteral("Sebab yang cukup") };

QString wordOf(const Result<Transition>& result)
{
    if (result)
        return toWire(result->state);
    switch (result.error().code) {
    case ErrorCode::WrongState:
        return QStringLiteral("state");
    case ErrorCode::NotAllowed:
        return QStringLiteral("no");
    case ErrorCode::DutySegregation:
        return QStringLiteral("seg");
    case ErrorCode::OverLimit:
        return QStringLiteral("limit");
    default:
        return errorKey(result.error().code);
    }
}

struct Cast {
    QMap<QString, Officer> officers;
    Voucher draft;

    Cast()
    {
        test::Samples samples(11);
        const QList<Role> signers { Role::Checker, Role::Approver, Role::Receiver };
        const auto add = [&](const char* name, Role role) -> Officer& {
            return officers[QLatin1String(name)] = samples.officer(role);
        };
        add("own", Role::Preparer);
        officers[QStringLiteral("ownall")] = officers.value(QStringLiteral("own"));
        officers[QStringLiteral("ownall")].roles = QList<Role> { Role::Preparer } + signers;
        officers[QStringLiteral("ownall")].limit = Money::fromSen(INT64_MAX);
        add("prep", Role::Preparer);
        add("check", Role::Checker);
        add("appr", Role::Approver);
        add("recv", Role::Receiver);
        add("first", Role::Checker).roles = signers;
        auto& poor = add("poor", Role::Checker);
        poor.roles = { Role::Checker, Role::Approver };
        poor.limit = Money::fromSen(1);
        auto& nolim = add("nolim", Role::Checker);
        nolim.roles = { Role::Checker, Role::Approver };
        nolim.limit.reset();
        auto& far = add("far", Role::Checker);
        far.roles = signers;
        far.office = OfficeCode(QStringLiteral("27010303"));
        add("audit", Role::Auditor);
        add("admin", Role::Administrator);
        draft = samples.draft(VoucherKind::Journal, officers.value(QStringLiteral("own")));
    }
};

} // namespace

class TestWorkflow : public QObject {
    Q_OBJECT
    ProcessCatalogue m_catalogue = test::sampleCatalogue();
    Workflow m_workflow { m_catalogue };
    Cast m_cast;

    Officer officer(const char* name) const { return m_cast.officers.value(QLatin1String(name)); }
    Voucher after(const Voucher& voucher, Action action, const char* name, const Reason& reason = {}) const
    {
        const auto actor = officer(name);
        const auto transition = m_workflow.check(voucher, action, actor, reason);
        if (!transition)
            qFatal("%s by %s: %s", qPrintable(toWire(action)), name, qPrintable(wordOf(transition)));
        return Workflow::apply(voucher, action, *transition, actor.ref(),
            QDateTime::fromMSecsSinceEpoch(1'000'000, Qt::UTC), reason);
    }
    Voucher inState(const QString& state) const
    {
        auto voucher = m_cast.draft;
        if (state == QLatin1String("draft"))
            return voucher;
        voucher = after(voucher, Action::Submit, "own");
        if (state == QLatin1String("submitted"))
            return voucher;
        if (state == QLatin1String("queried"))
            return after(voucher, Action::Query, "check", goodReason);
        if (state == QLatin1String("cancelled"))
            return after(voucher, Action::Cancel, "own", goodReason);
        voucher = after(voucher, Action::Certify, "first");
        if (state == QLatin1String("certified1"))
            return voucher;
        voucher = after(voucher, Action::Certify, "appr");
        if (state == QLatin1String("certified2"))
            return voucher;
        voucher = after(voucher, Action::Certify, "recv");
        voucher = Workflow::apply(
            voucher, Action::Post, *m_workflow.checkSystem(voucher, Action::Post), {}, voucher.updatedAt);
        if (state
            == QLatin1String("paid")) // A journal is never paid; the state alone is what the row is about.
            voucher.state = VoucherState::Paid;
        return voucher;
    }

private Q_SLOTS:
    void matrix_roleStateAction_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("who");
        QTest::addColumn<QString>("outcome");
        const auto lines = QString::fromLatin1(matrix).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        const auto names = lines.first().split(QLatin1Char(' '), Qt::SkipEmptyParts);
        for (const auto& line : lines.mid(1)) {
            const auto cells = line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
            for (qsizetype i = 2; i < names.size(); ++i)
                QTest::newRow(
                    qPrintable(QStringList({ cells.at(0), cells.at(1), names.at(i) }).join(QLatin1Char(' '))))
                    << cells.at(0) << cells.at(1) << names.at(i) << cells.at(i);
        }
    }
    void matrix_roleStateAction()
    {
        QFETCH(QString, state);
        QFETCH(QString, action);
        QFETCH(QString, who);
        QVERIFY(m_cast.officers.contains(who));
        QTEST(wordOf(m_workflow.check(
                  inState(state), *fromWire<Action>(action), m_cast.officers.value(who), goodReason)),
            "outcome");
    }

    void matrix_isComplete()
    {
        const auto lines = QString::fromLatin1(matrix).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size() - 1, 8 * 7); // states, with certified at step 1 and 2, by actions
        QCOMPARE(
            lines.first().split(QLatin1Char(' '), Qt::SkipEmptyParts).size() - 2, m_cast.officers.size());
    }

    void reason_missingOrShort_refused_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("none") << ""
                              << "" << false;
        QTest::newRow("code only") << "X01"
                                   << "" << false;
        QTest::newRow("text only") << ""
                                   << "Sebab" << false;
        QTest::newRow("four letters") << "X01"
                                      << "abcd" << false;
        QTest::newRow("blanks do not count") << "X01"
                                             << "  ab   " << false;
        QTest::newRow("five letters") << "X01"
                                      << "abcde" << true;
    }
    void reason_missingOrShort_refused()
    {
        QFETCH(QString, code);
        QFETCH(QString, text);
        QFETCH(bool, good);
        const auto voucher = inState(QStringLiteral("submitted"));
        for (const auto action : { Action::Query, Action::Cancel }) {
            const auto result = m_workflow.check(voucher, action, officer("check"), { code, text });
            QCOMPARE(result.has_value(), good);
            if (!good)
                QCOMPARE(result.error().code, ErrorCode::ReasonMissing);
        }
        QCOMPARE(
            m_workflow.check(m_cast.draft, Action::Cancel, officer("own"), { code, text }).has_value(), good);
    }

    void query_voidsCertifications_andResubmissionStartsAnew()
    {
        auto voucher = inState(QStringLiteral("certified1"));
        voucher = after(voucher, Action::Query, "appr", goodReason);
        QCOMPARE(voucher.state, VoucherState::Queried);
        QCOMPARE(voucher.certifiedSteps, 0);
        QCOMPARE(voucher.contentRevision, 1);
        QCOMPARE(voucher.history.last().reasonText, goodReason.text);
        int voided = 0;
        for (const auto& entry : voucher.history)
            voided += entry.action == HistoryAction::Certified && entry.voided ? 1 : 0;
        QCOMPARE(voided, 1);
        voucher = after(voucher, Action::Submit, "own");
        QCOMPARE(voucher.contentRevision, 2);
        QCOMPARE(m_workflow.nextStepKind(voucher), std::optional(StepKind::FirstCertification));
        // The signature of the first round no longer binds its officer to a step.
        voucher = after(voucher, Action::Certify, "check");
        voucher = after(voucher, Action::Certify, "first");
        QCOMPARE(m_workflow.nextStepKind(voucher), std::optional(StepKind::Acknowledgement));
    }

    void limit_isInclusive_andCountsDebits()
    {
        auto voucher = inState(QStringLiteral("submitted"));
        auto checker = officer("check");
        checker.limit = voucher.content.total();
        QVERIFY(m_workflow.check(voucher, Action::Certify, checker));
        checker.limit = checker.limit->minus(Money::fromSen(1));
        const auto refused = m_workflow.check(voucher, Action::Certify, checker);
        QCOMPARE(refused.error().code, ErrorCode::OverLimit);
        QCOMPARE(refused.error().args, QStringList { checker.limit->display() });
        voucher.content.lines.append({ {}, Side::Debit, Money::fromSen(INT64_MAX) });
        checker.limit = Money::fromSen(INT64_MAX);
        QCOMPARE(m_workflow.check(voucher, Action::Certify, checker).error().code, ErrorCode::OverLimit);
    }

    void servedOffice_countsAsOwn()
    {
        auto far = officer("far");
        const auto voucher = inState(QStringLiteral("certified2"));
        QVERIFY(!m_workflow.check(voucher, Action::Certify, far));
        far.servedOffices = { voucher.content.office };
        QVERIFY(m_workflow.check(voucher, Action::Certify, far));
    }

    void submit_processNobodySignsOrOfAnotherKind_refused_data()
    {
        QTest::addColumn<int>("process");
        QTest::newRow("no steps") << 29;
        QTest::newRow("assets") << 1;
        QTest::newRow("payroll") << 44;
        QTest::newRow("payment process for a journal") << 22;
        QTest::newRow("unknown") << 0;
    }
    void submit_processNobodySignsOrOfAnotherKind_refused()
    {
        QFETCH(int, process);
        auto voucher = m_cast.draft;
        voucher.content.processNo = process;
        QCOMPARE(m_workflow.check(voucher, Action::Submit, officer("own")).error().code,
            ErrorCode::ValidationFailed);
        voucher.state = VoucherState::Submitted;
        if (process == 29)
            QVERIFY(!m_workflow.checkSystem(voucher, Action::Post));
    }

    void system_postsAfterTheLastStepOnly_andPaysPaymentsOnly()
    {
        for (const char* state :
            { "draft", "submitted", "certified1", "certified2", "queried", "cancelled", "posted", "paid" }) {
            QVERIFY2(!m_workflow.checkSystem(inState(QLatin1String(state)), Action::Post), state);
            QVERIFY2(!m_workflow.checkSystem(inState(QLatin1String(state)), Action::Pay), state);
        }
        const auto signedOff = after(inState(QStringLiteral("certified2")), Action::Certify, "recv");
        QCOMPARE(wordOf(m_workflow.checkSystem(signedOff, Action::Post)), QStringLiteral("posted"));
        QVERIFY(!m_workflow.checkSystem(signedOff, Action::Pay));
        for (const auto action :
            { Action::Edit, Action::Submit, Action::Certify, Action::Query, Action::Cancel })
            QVERIFY(!m_workflow.checkSystem(signedOff, action));
        const auto payment = test::Samples(12).voucher(VoucherState::Posted);
        QCOMPARE(wordOf(m_workflow.checkSystem(payment, Action::Pay)), QStringLiteral("paid"));
    }

    void waitsFor_isTheInbox()
    {
        const auto waiting = [&](const char* state) {
            QStringList names;
            for (auto it = m_cast.officers.cbegin(); it != m_cast.officers.cend(); ++it) {
                if (m_workflow.waitsFor(inState(QLatin1String(state)), it.value()))
                    names += it.key();
            }
            return names.join(QLatin1Char(' '));
        };
        QCOMPARE(waiting("draft"), QString());
        QCOMPARE(waiting("submitted"), QStringLiteral("check first"));
        QCOMPARE(waiting("certified1"), QStringLiteral("appr"));
        QCOMPARE(waiting("certified2"), QStringLiteral("recv"));
        QCOMPARE(waiting("queried"), QStringLiteral("own ownall"));
        QCOMPARE(waiting("cancelled"), QString());
        QCOMPARE(waiting("posted"), QString());
    }

    void maySee_ownOfficeAuditorsAndAdministrators()
    {
        QVERIFY(Workflow::maySee(m_cast.draft, officer("own")));
        QVERIFY(Workflow::maySee(m_cast.draft, officer("check")));
        QVERIFY(!Workflow::maySee(m_cast.draft, officer("far")));
        auto audit = officer("audit");
        audit.office = OfficeCode(QStringLiteral("27010303"));
        QVERIFY(Workflow::maySee(m_cast.draft, audit));
    }
};

QTEST_GUILESS_MAIN(TestWorkflow)
#include "test_workflow.moc"
