#include "world.h"

#include <domain/canonical.h>

#include <QtTest>

using namespace peraku;
using namespace peraku::test;
using namespace peraku::domain;

using Change = std::function<void(SigningStatement&, World&)>;
Q_DECLARE_METATYPE(Change)

/** Each thing that a certification must not say, refused for its own reason; and who may do what in which
 * state. */
class TestDecisions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void certification_sayingAnythingElse_isRefused_data();
    void certification_sayingAnythingElse_isRefused();
    void certification_signedBytes_mustBeCanonical();
    void certification_badSignature_changesNothing();
    void certification_withdrawnCertificate_isRefused();
    void certification_ofAnotherCertificate_isRefused();
    void roles_inEveryState_data();
    void roles_inEveryState();
    void reason_missingOrUnknown_isRefused_data();
    void reason_missingOrUnknown_isRefused();
    void medium_thatNeverSigns_isRefused_data();
    void medium_thatNeverSigns_isRefused();
};

void TestDecisions::certification_sayingAnythingElse_isRefused_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("problem");
    const QString mismatch = QStringLiteral("statement-mismatch");
    const auto row = [&](const char* name, const QString& problem, Change change) {
        QTest::newRow(name) << change << problem;
    };
    row("voucher", mismatch, [](auto& s, auto& w) { s.voucherId = w.newId(); });
    row("number", mismatch, [](auto& s, auto&) { s.voucherNumber += QLatin1Char('1'); });
    row("content revision", mismatch, [](auto& s, auto&) { ++s.contentRevision; });
    row("process", QStringLiteral("statement-malformed"), [](auto& s, auto&) { ++s.processNo; });
    row("step", mismatch, [](auto& s, auto&) { ++s.step; });
    row("step kind", mismatch, [](auto& s, auto&) { s.stepKind = StepKind::SecondCertification; });
    row("amount", mismatch, [](auto& s, auto&) { s.content.lines[0].amount = Money::fromSen(1); });
    row("payee's account", mismatch, [](auto& s, auto&) {
        std::get<PaymentDetails>(s.content.details).payee.bankAccount = QStringLiteral("999999999");
    });
    row("narration", mismatch, [](auto& s, auto&) { s.content.narration += QLatin1Char(' '); });
    row("attachment", mismatch, [](auto& s, auto&) { s.content.attachments.clear(); });
    row("preparer", mismatch, [](auto& s, auto&) { s.preparer.name = QStringLiteral("Orang Lain"); });
    row("earlier signature", mismatch,
        [](auto& s, auto&) { s.earlierSignatures = { Sha256Hex(QString(64, QLatin1Char('a'))) }; });
    row("signer", mismatch, [](auto& s, auto& w) { s.signerIc = w.approver.ic; });
    row("statements version", mismatch, [](auto& s, auto&) { s.statementsVersion = QStringLiteral("0"); });
    row("six minutes ahead", QStringLiteral("clock-skew"),
        [](auto& s, auto&) { s.time = s.time.addSecs(6 * 60); });
    row("older than a day", QStringLiteral("clock-skew"),
        [](auto& s, auto&) { s.time = s.time.addSecs(-25 * 3600); });
    row("unregistered certificate", QStringLiteral("certificate-wrong-officer"),
        [](auto& s, auto&) { s.signerCertificate = Sha256Hex(QString(64, QLatin1Char('b'))); });
    row("another officer's certificate", QStringLiteral("certificate-wrong-officer"),
        [](auto& s, auto& w) { s.signerCertificate = w.certificateOf(w.approver); });
}

void TestDecisions::certification_sayingAnythingElse_isRefused()
{
    QFETCH(Change, change);
    QFETCH(QString, problem);
    World world;
    const auto voucher = world.submitted(world.clerk, world.paymentContent(World::officeA));
    auto statement = world.statement(voucher, world.checker);
    change(statement, world);
    const auto response = world.certify(voucher, statement, world.checker);
    QCOMPARE(problemType(response), problem);
    QCOMPARE(response.status, 422);
    QCOMPARE(world.read(voucher.id, world.clerk), voucher);
    world.certified(voucher, world.checker);
}

void TestDecisions::certification_signedBytes_mustBeCanonical()
{
    World world;
    const auto voucher = world.submitted(world.clerk, world.paymentContent(World::officeA));
    wire::DecisionBody body;
    body.statement = canonicalBytes(world.statement(voucher, world.checker)).value() + ' ';
    body.signature = FakeVerifier::sign(body.statement);
    const auto response = world.send("POST", "/v1/vouchers/" + voucher.id.value().toLatin1() + "/decisions",
        world.checker, wire::encode(body), voucher.revision);
    QCOMPARE(problemType(response), QStringLiteral("statement-malformed"));
}

void TestDecisions::certification_badSignature_changesNothing()
{
    World world;
    const auto voucher = world.submitted(world.clerk, world.paymentContent(World::officeA));
    world.verifier.failure = Error { ErrorCode::CertificateRevoked, {}, {}, false, 0 };
    const auto response = world.certify(voucher, world.statement(voucher, world.checker), world.checker);
    QCOMPARE(problemType(response), QStringLiteral("certificate-revoked"));
    QCOMPARE(world.read(voucher.id, world.clerk), voucher);
    world.verifier.failure.reset();
    world.certified(voucher, world.checker);
}

void TestDecisions::certification_withdrawnCertificate_isRefused()
{
    World world;
    const auto voucher = world.submitted(world.clerk, world.paymentContent(World::officeA));
    QVERIFY(world.admin()->withdrawCertificate(world.certificateOf(world.checker)).has_value());
    world.reopen();
    const auto response = world.certify(voucher, world.statement(voucher, world.checker), world.checker);
    QCOMPARE(problemType(response), QStringLiteral("certificate-revoked"));
}

void TestDecisions::certification_ofAnotherCertificate_isRefused()
{
    World world;
    const auto voucher = world.submitted(world.clerk, world.paymentContent(World::officeA));
    world.verifier.certificate = Sha256Hex(QString(64, QLatin1Char('c')));
    const auto response = world.certify(voucher, world.statement(voucher, world.checker), world.checker);
    QCOMPARE(problemType(response), QStringLiteral("statement-mismatch"));
}

void TestDecisions::roles_inEveryState_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("actor");
    QTest::addColumn<QString>("action");
    QTest::addColumn<int>("status");
    struct Row {
        const char* actor;
        // edit, submit, certify, query, cancel; 200 allowed, 403 forbidden, 404 invisible, 409 not in this
        // state
        int draft[5], submitted[5], certified[5], queried[5], posted[5];
    };
    const Row rows[] = {
        { "clerk", { 200, 200, 409, 409, 200 }, { 409, 409, 403, 403, 200 }, { 409, 409, 403, 403, 403 },
            { 200, 200, 409, 409, 200 }, { 409, 409, 409, 409, 409 } },
        { "otherClerk", { 403, 403, 409, 409, 403 }, { 409, 409, 403, 403, 403 }, { 409, 409, 403, 403, 403 },
            { 403, 403, 409, 409, 403 }, { 409, 409, 409, 409, 409 } },
        { "checker", { 403, 403, 409, 409, 403 }, { 409, 409, 200, 200, 200 }, { 409, 409, 403, 403, 403 },
            { 403, 403, 409, 409, 403 }, { 409, 409, 409, 409, 409 } },
        { "approver", { 403, 403, 409, 409, 403 }, { 409, 409, 403, 403, 403 }, { 409, 409, 200, 200, 200 },
            { 403, 403, 409, 409, 403 }, { 409, 409, 409, 409, 409 } },
        { "poorApprover", { 403, 403, 409, 409, 403 }, { 409, 409, 403, 200, 200 },
            { 409, 409, 403, 200, 200 }, { 403, 403, 409, 409, 403 }, { 409, 409, 409, 409, 409 } },
        { "auditor", { 404, 404, 404, 404, 404 }, { 409, 409, 403, 403, 403 }, { 409, 409, 403, 403, 403 },
            { 403, 403, 409, 409, 403 }, { 409, 409, 409, 409, 409 } },
        { "administrator", { 404, 404, 404, 404, 404 }, { 409, 409, 403, 403, 403 },
            { 409, 409, 403, 403, 403 }, { 403, 403, 409, 409, 403 }, { 409, 409, 409, 409, 409 } },
        { "clerkOfB", { 404, 404, 404, 404, 404 }, { 404, 404, 404, 404, 404 }, { 404, 404, 404, 404, 404 },
            { 404, 404, 404, 404, 404 }, { 404, 404, 404, 404, 404 } },
        { "checkerOfB", { 404, 404, 404, 404, 404 }, { 404, 404, 404, 404, 404 }, { 404, 404, 404, 404, 404 },
            { 404, 404, 404, 404, 404 }, { 404, 404, 404, 404, 404 } },
        { "checkerOfBoth", { 404, 404, 404, 404, 404 }, { 409, 409, 200, 200, 200 },
            { 409, 409, 403, 403, 403 }, { 403, 403, 409, 409, 403 }, { 409, 409, 409, 409, 409 } },
    };
    static constexpr const char* actions[] = { "edit", "submit", "certify", "query", "cancel" };
    for (const auto& row : rows) {
        const std::pair<const char*, const int*> states[]
            = { { "draft", row.draft }, { "submitted", row.submitted }, { "certified", row.certified },
                  { "queried", row.queried }, { "posted", row.posted } };
        for (const auto& [state, statuses] : states) {
            for (int i = 0; i < 5; ++i)
                QTest::addRow("%s %s %s", state, row.actor, actions[i])
                    << QString::fromLatin1(state) << QString::fromLatin1(row.actor)
                    << QString::fromLatin1(actions[i]) << statuses[i];
        }
    }
}

void TestDecisions::roles_inEveryState()
{
    QFETCH(QString, state);
    QFETCH(QString, actor);
    QFETCH(QString, action);
    QFETCH(int, status);
    World world;
    const QMap<QString, Officer> officers { { QStringLiteral("clerk"), world.clerk },
        { QStringLiteral("otherClerk"), world.otherClerk }, { QStringLiteral("checker"), world.checker },
        { QStringLiteral("approver"), world.approver },
        { QStringLiteral("poorApprover"), world.poorApprover }, { QStringLiteral("auditor"), world.auditor },
        { QStringLiteral("administrator"), world.administrator },
        { QStringLiteral("clerkOfB"), world.clerkOfB }, { QStringLiteral("checkerOfB"), world.checkerOfB },
        { QStringLiteral("checkerOfBoth"), world.checkerOfBoth } };
    const auto officer = officers.value(actor);
    const auto content = world.paymentContent(World::officeA);
    auto voucher = state == QLatin1String("draft") ? world.draft(world.clerk, content)
                                                   : world.submitted(world.clerk, content);
    const auto path = "/v1/vouchers/" + voucher.id.value().toLatin1();
    if (state == QLatin1String("draft")) {
        auto upload
            = world.request("PUT", "/v1/attachments/" + content.attachments.first().sha256.value().toLatin1(),
                world.clerk, world.attachmentBytes());
        upload.headers.insert("content-type", "application/pdf");
        QCOMPARE(world.handle(upload).status, 201);
    }
    wire::DecisionBody reasoned;
    reasoned.action = Action::Query;
    reasoned.reason = { QStringLiteral("K01"), QStringLiteral("Dokumen kurang") };
    if (state == QLatin1String("certified") || state == QLatin1String("posted"))
        voucher = world.certified(voucher, world.checker);
    if (state == QLatin1String("posted"))
        voucher = world.certified(voucher, world.approver);
    if (state == QLatin1String("queried")) {
        QCOMPARE(
            world.send("POST", path + "/decisions", world.checker, wire::encode(reasoned), voucher.revision)
                .status,
            200);
        voucher = world.read(voucher.id, world.clerk);
    }

    treasury::Response response;
    if (action == QLatin1String("edit")) {
        response
            = world.send("PUT", path, officer, wire::encode(wire::DraftBody { content }), voucher.revision);
    } else if (action == QLatin1String("submit")) {
        response = world.send("POST", path + "/submission", officer, {}, voucher.revision);
    } else if (action == QLatin1String("certify")) {
        auto statement = world.statement(voucher, officer);
        statement.step = std::max(1, statement.step);
        statement.contentRevision = std::max(1, statement.contentRevision);
        if (statement.signerCertificate.isEmpty())
            statement.signerCertificate = Sha256Hex(QString(64, QLatin1Char('0')));
        response = world.certify(voucher, statement, officer);
    } else {
        reasoned.action = action == QLatin1String("query") ? Action::Query : Action::Cancel;
        reasoned.reason.code
            = action == QLatin1String("query") ? QStringLiteral("K01") : QStringLiteral("B01");
        response = world.send("POST", path + "/decisions", officer, wire::encode(reasoned), voucher.revision);
    }
    QVERIFY2(response.status == status, response.body.constData());
}

void TestDecisions::reason_missingOrUnknown_isRefused_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("text");
    QTest::newRow("no code") << QString() << QStringLiteral("Dokumen kurang");
    QTest::newRow("no text") << QStringLiteral("K01") << QString();
    QTest::newRow("four characters") << QStringLiteral("K01") << QStringLiteral("abcd");
    QTest::newRow("spaces") << QStringLiteral("K01") << QStringLiteral("        ");
    QTest::newRow("unknown code") << QStringLiteral("X99") << QStringLiteral("Dokumen kurang");
    QTest::newRow("a code for cancelling") << QStringLiteral("B01") << QStringLiteral("Dokumen kurang");
}

void TestDecisions::reason_missingOrUnknown_isRefused()
{
    QFETCH(QString, code);
    QFETCH(QString, text);
    World world;
    const auto voucher = world.submitted(world.clerk, world.paymentContent(World::officeA));
    wire::DecisionBody body;
    body.action = Action::Query;
    body.reason = { code, text };
    const auto response = world.send("POST", "/v1/vouchers/" + voucher.id.value().toLatin1() + "/decisions",
        world.checker, wire::encode(body), voucher.revision);
    QCOMPARE(response.status, 422);
    QCOMPARE(problemType(response), QStringLiteral("reason-missing"));
    QCOMPARE(world.read(voucher.id, world.clerk).state, VoucherState::Submitted);
}

void TestDecisions::medium_thatNeverSigns_isRefused_data()
{
    QTest::addColumn<SigningMedium>("medium");
    QTest::addColumn<bool>("tokenEnabled");
    QTest::newRow("softcert") << SigningMedium::Softcert << true;
    QTest::newRow("roaming without OTP") << SigningMedium::Roaming << true;
    QTest::newRow("token switched off") << SigningMedium::Token << false;
}

void TestDecisions::medium_thatNeverSigns_isRefused()
{
    QFETCH(SigningMedium, medium);
    QFETCH(bool, tokenEnabled);
    auto config = World::fastConfig();
    config.policy.tokenEnabled = tokenEnabled;
    World world(config);
    const auto voucher = world.submitted(world.clerk, world.paymentContent(World::officeA));
    auto body = wire::decodeDecisionBody(world.certifyBody(world.statement(voucher, world.checker))).value();
    body.medium = medium;
    const auto response = world.send("POST", "/v1/vouchers/" + voucher.id.value().toLatin1() + "/decisions",
        world.checker, wire::encode(body), voucher.revision);
    QCOMPARE(response.status, 403);
}

QTEST_GUILESS_MAIN(TestDecisions)
#include "test_decisions.moc"
