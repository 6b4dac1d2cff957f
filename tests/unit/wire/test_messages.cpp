#include <support/jsonvariants.h>
#include <support/samples.h>
#include <wire/messages.h>

#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace peraku;
using namespace peraku::wire;
using domain::Error;
using domain::ErrorCode;

namespace {

QList<domain::SignatureRecord> sampleSignatures()
{
    test::Samples samples(71);
    const auto voucher = samples.voucher(domain::VoucherState::Posted);
    return { { voucher.id, 1, 1, samples.officer(domain::Role::Checker).ref(), domain::SigningMedium::Token,
                 "{\"a\":1}", QByteArray(200, '\x30'), {},
                 QDateTime(QDate(2026, 6, 1), QTime(2, 3, 4, 5), Qt::UTC), true, {}, {}, {}, {} },
        { voucher.id, 2, 2, samples.officer(domain::Role::Approver).ref(), domain::SigningMedium::RoamingOtp,
            "{}", "\x30\x01", "\x30\x02", QDateTime(QDate(2026, 6, 2), QTime(2, 3, 4), Qt::UTC), false,
            QStringLiteral("00ff"), "\x30\x03", "\x30\x04",
            QDateTime(QDate(2026, 6, 2), QTime(2, 3, 5), Qt::UTC) } };
}

/** Cuts and wrong kinds are refused, or read as something that reads the same again. */
template <typename Decode, typename Encode>
void tryDamage(const QByteArray& body, Decode decode, Encode encodeAgain, int leastRefused)
{
    QVERIFY(decode(body));
    for (qsizetype size = 0; size < body.size(); ++size)
        QVERIFY2(!decode(body.left(size)), qPrintable(QString::number(size)));
    int refused = 0;
    test::variants(QJsonDocument::fromJson(body).object(), [&](const QJsonValue& changed) {
        if (!changed.isObject())
            return;
        const auto decoded = decode(QJsonDocument(changed.toObject()).toJson(QJsonDocument::Compact));
        if (!decoded)
            ++refused;
        else
            QVERIFY(decode(encodeAgain(*decoded)).has_value());
    });
    QVERIFY2(refused >= leastRefused, qPrintable(QString::number(refused)));
}

} // namespace

class TestWireMessages : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void officer_roundTrips()
    {
        test::Samples samples(72);
        for (const auto role : { domain::Role::Preparer, domain::Role::Checker, domain::Role::Approver,
                 domain::Role::Receiver, domain::Role::Auditor, domain::Role::Administrator }) {
            const auto officer = samples.officer(role);
            QVERIFY(*decodeOfficer(encode(officer)) == officer);
        }
        tryDamage(
            encode(samples.officer(domain::Role::Checker)), decodeOfficer,
            [](const auto& value) { return encode(value); }, 40);
    }

    void reference_roundTrips()
    {
        auto reference = test::sampleReference();
        QVERIFY(*decodeReference(encode(reference)) == reference);
        reference.values = reference.values.mid(0, 1);
        reference.offices = reference.offices.mid(0, 1);
        reference.mask.segments = reference.mask.segments.mid(0, 1);
        tryDamage(
            encode(reference), decodeReference, [](const auto& value) { return encode(value); }, 150);
    }

    void reference_unusablePattern_refused()
    {
        auto reference = test::sampleReference();
        reference.mask.segments[0].pattern = QStringLiteral("^[A-Z{3$");
        QVERIFY(!decodeReference(encode(reference)));
        reference = test::sampleReference();
        reference.banks[0].accountMin = 20;
        QVERIFY(!decodeReference(encode(reference)));
    }

    void draft_roundTrips_andRefusesUnknownMembers()
    {
        const auto content = test::Samples(73).payment();
        const auto body = encode(DraftBody { content });
        QVERIFY(decodeDraftBody(body)->content == content);
        QVERIFY(decodeDraftBody(encode(DraftBody {}))->content == domain::VoucherContent());
        QVERIFY(
            !decodeDraftBody(QByteArray(body).replace("{\"content\"", "{\"state\":\"posted\",\"content\"")));
        tryDamage(
            body, decodeDraftBody, [](const auto& value) { return encode(value); }, 200);
    }

    void decision_roundTrips()
    {
        const DecisionBody certify { domain::Action::Certify, {}, domain::SigningMedium::RoamingOtp,
            "{\"type\":\"x\"}", QByteArray("\x30\x00\xff", 3), QStringLiteral("00ff") };
        const auto read = decodeDecisionBody(encode(certify));
        QVERIFY(read);
        QCOMPARE(read->action, certify.action);
        QCOMPARE(read->medium, certify.medium);
        QCOMPARE(read->statement, certify.statement);
        QCOMPARE(read->signature, certify.signature);
        QCOMPARE(read->nonceId, certify.nonceId);
        for (const auto action : { domain::Action::Query, domain::Action::Cancel }) {
            const DecisionBody decision { action, { QStringLiteral("X01"), QStringLiteral("Sebab") }, {}, {},
                {}, {} };
            QVERIFY(decodeDecisionBody(encode(decision))->reason == decision.reason);
        }
        tryDamage(
            encode(certify), decodeDecisionBody, [](const auto& value) { return encode(value); }, 25);
    }

    void decision_notADecision_refused_data()
    {
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char* name, const char* body) { QTest::newRow(name) << QByteArray(body); };
        row("post", R"({"action":"post","reason":{"code":"a","text":"b"}})");
        row("pay", R"({"action":"pay"})");
        row("submit", R"({"action":"submit"})");
        row("certify with a reason",
            R"({"action":"certify","medium":"token","statement":"","signature":"","reason":{"code":"a","text":"b"}})");
        row("query with a signature",
            R"({"action":"query","reason":{"code":"a","text":"b"},"signature":""})");
        row("unknown member in reason", R"({"action":"query","reason":{"code":"a","text":"b","c":1}})");
        row("medium", R"({"action":"certify","medium":"pen","statement":"","signature":""})");
        row("base64", R"({"action":"certify","medium":"token","statement":"***","signature":""})");
    }
    void decision_notADecision_refused()
    {
        QFETCH(QByteArray, body);
        QVERIFY2(!decodeDecisionBody(body), "it was accepted");
    }

    void signatures_roundTrip()
    {
        QVERIFY(*decodeSignatures(encode(sampleSignatures())) == sampleSignatures());
        QVERIFY(decodeSignatures(encode(QList<domain::SignatureRecord>()))->isEmpty());
        tryDamage(
            encode(sampleSignatures()), decodeSignatures, [](const auto& value) { return encode(value); },
            150);
    }

    void problem_everyErrorCode_comesBackAsItself()
    {
        QSet<QString> uris;
        for (int code = 0; code <= int(ErrorCode::TooLarge); ++code) {
            const Error error { static_cast<ErrorCode>(code), QStringLiteral("detail"),
                { QStringLiteral("RM1.00") }, false, 0 };
            const auto problem = toProblem(error);
            QVERIFY(problem.status >= 400 && problem.status < 600);
            QVERIFY(!uris.contains(problem.type));
            uris.insert(problem.type);
            const auto read = decodeProblem(encode(problem));
            QVERIFY(read);
            QVERIFY(*read == problem);
            const auto back = toError(*read);
            QCOMPARE(back.code, error.code);
            QCOMPARE(back.args, error.args);
            QCOMPARE(back.retryable, problem.status >= 500);
            // A fault inside says nothing of the inside.
            QCOMPARE(back.detail.isEmpty(), problem.status >= 500);
        }
    }

    void problem_unknownType_goesByStatus_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<bool>("retryable");
        const auto row = [](int status, ErrorCode code, bool retryable) {
            QTest::addRow("%d", status) << status << code << retryable;
        };
        row(400, ErrorCode::InvalidInput, false);
        row(401, ErrorCode::SessionExpired, false);
        row(403, ErrorCode::NotAllowed, false);
        row(404, ErrorCode::NotFound, false);
        row(408, ErrorCode::Timeout, true);
        row(409, ErrorCode::Conflict, false);
        row(410, ErrorCode::CursorGone, false);
        row(412, ErrorCode::Conflict, false);
        row(413, ErrorCode::TooLarge, false);
        row(418, ErrorCode::InvalidInput, false);
        row(422, ErrorCode::InvalidInput, false);
        row(426, ErrorCode::VersionTooOld, false);
        row(428, ErrorCode::InvalidInput, false);
        row(429, ErrorCode::ServerBusy, true);
        row(500, ErrorCode::ServerFailed, true);
        row(502, ErrorCode::ServerFailed, true);
        row(503, ErrorCode::ServerBusy, true);
        row(504, ErrorCode::Timeout, true);
    }
    void problem_unknownType_goesByStatus()
    {
        QFETCH(int, status);
        Problem problem;
        problem.type = QStringLiteral("about:blank");
        problem.status = status;
        const auto error = toError(problem);
        QTEST(error.code, "code");
        QTEST(error.retryable, "retryable");
    }

    void problem_findings_roundTrip()
    {
        const QList<domain::Finding> findings { { QStringLiteral("lines[0].account"), domain::Severity::Error,
                                                    QStringLiteral("finding.segment-unknown"),
                                                    { QStringLiteral("Kod akaun") } },
            { QStringLiteral("date"), domain::Severity::Warning, QStringLiteral("finding.date-prior-year"),
                {} } };
        const auto problem = toProblem({ ErrorCode::ValidationFailed, {}, {}, false, 0 }, findings);
        QCOMPARE(problem.status, 422);
        QCOMPARE(decodeProblem(encode(problem))->findings, findings);
        tryDamage(
            encode(problem), decodeProblem, [](const auto& value) { return encode(value); }, 30);
    }
};

QTEST_GUILESS_MAIN(TestWireMessages)
#include "test_messages.moc"
