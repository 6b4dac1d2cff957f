#include "office.h"

#include <QTest>

using namespace peraku;
using namespace peraku::test;
using namespace Qt::StringLiterals;
using domain::ErrorCode;
using domain::KeyKind;

class TestCscAuthorise : public QObject, OfficeTest {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { open(); }
    void init() { passTime(); }
    void challenge_message_comesFromTheStatements();
    void challenge_byApp_livesShorter();
    void challenge_undelivered_isSaidAndCostsNothing();
    void challenge_tooSoonOrTooOften_waits();
    void challenge_withoutIntent_isRefused();
    void authorise_badRequest_isRefused_data();
    void authorise_badRequest_isRefused();
    void authorise_numberAsString_isTaken();
    void authorise_wrongPinOrCode_isNotTold();
    void authorise_otherHashes_leaveTheCode();
    void authorise_lapsedCode_isRefused();
    void authorise_tooOften_waitsAndKeepsTheCode();
    void authorise_inTheBackground_givesItsSadOnce();
    void authorise_wrongInTheBackground_isToldByTheHandle();
};

void TestCscAuthorise::challenge_message_comesFromTheStatements()
{
    auto papers = m_office->papers(aminah, m_id, 2);
    const QByteArray digest(32, 'p');
    const auto attributes = m_office->attributesOf(aminah, m_id, digest, signing::SignatureForm::Pades);
    papers.documents.append(QJsonObject { { u"kind"_s, u"pdf"_s }, { u"name"_s, u"a\u202Eb.pdf"_s },
        { u"sha256"_s, QString::fromLatin1(digest.toBase64()) },
        { u"signedAttributes"_s, QString::fromLatin1(attributes.toBase64()) } });
    papers.hashes.append(signing::sha256(attributes));
    const auto code = m_office->codeFor(aminah, m_id, papers);
    QCOMPARE(code.size(), 6);
    const auto& message = m_office->courier.last;
    QCOMPARE(message.officer, aminah);
    domain::Money total;
    for (qsizetype i = 0; i < 2; ++i) {
        const auto statement = *domain::parseStatement(QByteArray::fromBase64(
            papers.documents.at(i).toObject().value(u"statement"_s).toString().toLatin1()));
        QVERIFY(message.before.contains(statement.voucherNumber));
        QVERIFY(message.before.contains(statement.content.total()->display()));
        if (const auto* payment = statement.content.payment())
            QVERIFY(message.before.contains(payment->payee.name));
        total = *total.plus(*statement.content.total());
    }
    QVERIFY(message.before.contains(total.display()));
    QVERIFY(message.before.contains(u"\\u{202E}"_s));
    QVERIFY(message.before.indexOf(u"menandatangani"_s) < message.before.indexOf(u"signs these"_s));
    QVERIFY(
        !(message.before + message.after + message.subject + message.summary).contains(QLatin1String(code)));
    QCOMPARE(message.emailExpiresAt, m_office->clock.nowUtc().addSecs(300));
    QCOMPARE(message.appExpiresAt, m_office->clock.nowUtc().addSecs(120));
}

void TestCscAuthorise::challenge_byApp_livesShorter()
{
    m_office->courier.channel = domain::OtpChannel::App;
    const auto papers = m_office->papers(aminah, m_id);
    const auto code = m_office->codeFor(aminah, m_id, papers);
    m_office->courier.channel = domain::OtpChannel::Email;
    m_office->clock.ahead += 121;
    QCOMPARE(m_office->authorise(aminah, m_id, papers, code).error(), u"invalid_otp"_s);
    const auto again = m_office->codeFor(aminah, m_id, papers);
    m_office->clock.ahead += 299;
    QCOMPARE(m_office->authorise(aminah, m_id, papers, again).status, 200);
}

void TestCscAuthorise::challenge_undelivered_isSaidAndCostsNothing()
{
    const auto papers = m_office->papers(aminah, m_id);
    m_office->courier.failure = domain::Error { ErrorCode::OtpUndeliverable, {}, {}, true, 0 };
    const auto intent = m_office->call(
        "signing-intents", aminah, { { u"credentialID"_s, m_id }, { u"documents"_s, papers.documents } });
    const QJsonObject wanted { { u"credentialID"_s, m_id }, { u"authObjectID"_s, u"OTP"_s },
        { u"clientData"_s, intent.text("intentID") } };
    const auto failed = m_office->call("credentials/getChallenge", aminah, wanted);
    m_office->courier.failure.reset();
    QCOMPARE(failed.status, 503);
    QCOMPARE(failed.text("code"), u"error.otp-undeliverable"_s);
    const auto sent = m_office->call("credentials/getChallenge", aminah, wanted);
    QCOMPARE(sent.status, 200);
    QCOMPARE(sent.text("channel"), u"email"_s);
    QCOMPARE(sent.text("maskedTarget"), u"a***h@example.my"_s);
    QCOMPARE(sent.text("challenge"), m_office->courier.last.nonceId);
    QCOMPARE(sent.body.value(u"resendAfter"_s).toInt(), 30);
}

void TestCscAuthorise::challenge_tooSoonOrTooOften_waits()
{
    const auto papers = m_office->papers(aminah, m_id);
    const auto ask = [&] {
        const auto intent = m_office->call(
            "signing-intents", aminah, { { u"credentialID"_s, m_id }, { u"documents"_s, papers.documents } });
        return m_office->call("credentials/getChallenge", aminah,
            { { u"credentialID"_s, m_id }, { u"authObjectID"_s, u"OTP"_s },
                { u"clientData"_s, intent.text("intentID") } });
    };
    QCOMPARE(ask().status, 200);
    m_office->clock.ahead += 10;
    const auto soon = ask();
    QCOMPARE(soon.status, 429);
    QCOMPARE(soon.retryAfter, 20);
    for (int i = 1; i < 10; ++i) {
        m_office->clock.ahead += 31;
        QCOMPARE(ask().status, 200);
    }
    m_office->clock.ahead += 31;
    const auto often = ask();
    QCOMPARE(often.status, 429);
    QVERIFY(often.retryAfter > 3000);
    m_office->clock.ahead += often.retryAfter;
    const auto papersLater = m_office->papers(aminah, m_id);
    const auto sad = m_office->sadFor(aminah, m_id, papersLater);
    QVERIFY(!sad.isEmpty());
    // A good authorisation ends the waiting: the next part of a batch goes on at once.
    QVERIFY(!m_office->codeFor(aminah, m_id, papers).isEmpty());
}

void TestCscAuthorise::challenge_withoutIntent_isRefused()
{
    const auto theirs = m_office->call("signing-intents", badrul,
        { { u"credentialID"_s, m_badruls },
            { u"documents"_s, m_office->papers(badrul, m_badruls).documents } });
    const int sent = m_office->courier.count;
    for (const auto& data : { QString(), u"x"_s, theirs.text("intentID") }) {
        const auto refused = m_office->call("credentials/getChallenge", aminah,
            { { u"credentialID"_s, m_id }, { u"authObjectID"_s, u"OTP"_s }, { u"clientData"_s, data } });
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.text("code"), u"error.authorisation-lapsed"_s);
    }
    const auto pin = m_office->call(
        "credentials/getChallenge", aminah, { { u"credentialID"_s, m_id }, { u"authObjectID"_s, u"PIN"_s } });
    QCOMPARE(pin.status, 400);
    QCOMPARE(m_office->courier.count, sent);
}

void TestCscAuthorise::authorise_badRequest_isRefused_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("value");
    const auto hash = QString::fromLatin1(QByteArray(32, 'x').toBase64());
    QTest::newRow("credentialID missing") << u"credentialID"_s << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("credentialID of another type") << u"credentialID"_s << QJsonValue(5);
    QTest::newRow("numSignatures missing") << u"numSignatures"_s << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("numSignatures 0") << u"numSignatures"_s << QJsonValue(0);
    QTest::newRow("numSignatures fraction") << u"numSignatures"_s << QJsonValue(1.5);
    QTest::newRow("numSignatures word") << u"numSignatures"_s << QJsonValue(u"one"_s);
    QTest::newRow("numSignatures too high") << u"numSignatures"_s << QJsonValue(101);
    QTest::newRow("numSignatures of other hashes") << u"numSignatures"_s << QJsonValue(2);
    QTest::newRow("hashes missing") << u"hashes"_s << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("hashes empty") << u"hashes"_s << QJsonValue(QJsonArray());
    QTest::newRow("hashes no base64") << u"hashes"_s << QJsonValue(QJsonArray { u"*"_s });
    QTest::newRow("hashes short") << u"hashes"_s << QJsonValue(QJsonArray { u"YQ=="_s });
    QTest::newRow("hashes twice") << u"hashes"_s << QJsonValue(QJsonArray { hash, hash });
    QTest::newRow("hash algorithm missing") << u"hashAlgorithmOID"_s << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("SHA-1") << u"hashAlgorithmOID"_s << QJsonValue(u"1.3.14.3.2.26"_s);
    QTest::newRow("authData missing") << u"authData"_s << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("authData without a code")
        << u"authData"_s
        << QJsonValue(QJsonArray { QJsonObject { { u"id"_s, u"PIN"_s }, { u"value"_s, u"1"_s } } });
    QTest::newRow("description too long") << u"description"_s << QJsonValue(QString(501, u'd'));
    QTest::newRow("operation mode") << u"operationMode"_s << QJsonValue(u"Z"_s);
}

void TestCscAuthorise::authorise_badRequest_isRefused()
{
    QFETCH(QString, member);
    QFETCH(QJsonValue, value);
    const auto papers = m_office->papers(aminah, m_id);
    const auto code = m_office->codeFor(aminah, m_id, papers);
    const auto before = m_office->credential(aminah, m_id).failures;
    auto body = Office::authorisation(m_id, papers, code);
    body.insert(member, value);
    if (value.isUndefined())
        body.remove(member);
    const auto refused = m_office->call("credentials/authorize", aminah, body);
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.error(), u"invalid_request"_s);
    QCOMPARE(m_office->credential(aminah, m_id).failures, before);
    // A mistaken call costs neither code nor try.
    QCOMPARE(m_office->authorise(aminah, m_id, papers, code).status, 200);
}

void TestCscAuthorise::authorise_numberAsString_isTaken()
{
    const auto papers = m_office->papers(aminah, m_id);
    auto body = Office::authorisation(m_id, papers, m_office->codeFor(aminah, m_id, papers));
    body.insert(u"numSignatures"_s, u"1"_s);
    body.insert(u"unknownMember"_s, QJsonObject { { u"a"_s, 1 } });
    const auto granted = m_office->call("credentials/authorize", aminah, body);
    QCOMPARE(granted.status, 200);
    QCOMPARE(granted.text("SAD").size(), 64);
    QCOMPARE(granted.body.value(u"expiresIn"_s).toInt(), 300);
}

void TestCscAuthorise::authorise_wrongPinOrCode_isNotTold()
{
    const auto id = enrol();
    QJsonObject answers[2];
    for (int i = 0; i < 2; ++i) {
        const auto papers = m_office->papers(aminah, id);
        auto code = m_office->codeFor(aminah, id, papers);
        if (i == 0)
            code[5] = code.at(5) == '0' ? '1' : '0';
        const auto refused = m_office->authorise(aminah, id, papers, code, i == 1 ? "000001" : "739164");
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.error(), u"invalid_authentication_data"_s);
        answers[i] = refused.body;
        m_office->clock.ahead += 31;
    }
    QCOMPARE(answers[0], answers[1]);
    QCOMPARE(m_office->credential(aminah, id).failures, 2);
}

void TestCscAuthorise::authorise_otherHashes_leaveTheCode()
{
    const auto papers = m_office->papers(aminah, m_id, 2);
    const auto code = m_office->codeFor(aminah, m_id, papers);
    Papers fewer = papers;
    fewer.hashes.removeLast();
    Papers others = m_office->papers(aminah, m_id, 2);
    for (const auto& wrong : { fewer, others })
        QCOMPARE(m_office->authorise(aminah, m_id, wrong, code).error(), u"invalid_otp"_s);
    Papers turned = papers;
    turned.hashes.swapItemsAt(0, 1);
    QCOMPARE(m_office->authorise(aminah, m_id, turned, code).status, 200);
}

void TestCscAuthorise::authorise_lapsedCode_isRefused()
{
    const auto papers = m_office->papers(aminah, m_id);
    const auto code = m_office->codeFor(aminah, m_id, papers);
    m_office->clock.ahead += 301;
    const auto refused = m_office->authorise(aminah, m_id, papers, code);
    QCOMPARE(refused.error(), u"invalid_otp"_s);
    QCOMPARE(refused.text("code"), u"error.otp-refused"_s);
}

void TestCscAuthorise::authorise_tooOften_waitsAndKeepsTheCode()
{
    const auto id = enrol();
    const auto papers = m_office->papers(aminah, id);
    for (int i = 0; i < m_office->options.authorisationsPerMinute; ++i)
        QVERIFY(!m_office->sadFor(aminah, id, papers).isEmpty());
    const auto code = m_office->codeFor(aminah, id, papers);
    const auto slowed = m_office->authorise(aminah, id, papers, code);
    QCOMPARE(slowed.status, 429);
    QCOMPARE(slowed.retryAfter, 60);
    m_office->clock.ahead += 60;
    QCOMPARE(m_office->authorise(aminah, id, papers, code).status, 200);
}

void TestCscAuthorise::authorise_inTheBackground_givesItsSadOnce()
{
    const auto papers = m_office->papers(aminah, m_id);
    auto body = Office::authorisation(m_id, papers, m_office->codeFor(aminah, m_id, papers));
    body.insert(u"operationMode"_s, u"A"_s);
    const auto accepted = m_office->call("credentials/authorize", aminah, body);
    QCOMPARE(accepted.status, 202);
    const QJsonObject handle { { u"handle"_s, accepted.text("handle") } };
    QCOMPARE(m_office->call("credentials/authorizeCheck", badrul, handle).status, 400);
    const auto checked = m_office->settled("credentials/authorizeCheck", aminah, handle);
    QCOMPARE(checked.status, 200);
    QCOMPARE(m_office->call("credentials/authorizeCheck", aminah, handle).status, 400);
    QCOMPARE(m_office->sign(aminah, m_id, papers, checked.text("SAD")).status, 200);
}

void TestCscAuthorise::authorise_wrongInTheBackground_isToldByTheHandle()
{
    const auto papers = m_office->papers(aminah, m_id);
    auto body = Office::authorisation(m_id, papers, m_office->codeFor(aminah, m_id, papers), "000001");
    body.insert(u"operationMode"_s, u"A"_s);
    const auto accepted = m_office->call("credentials/authorize", aminah, body);
    const auto checked = m_office->settled(
        "credentials/authorizeCheck", aminah, { { u"handle"_s, accepted.text("handle") } });
    QCOMPARE(checked.status, 400);
    QCOMPARE(checked.error(), u"invalid_authentication_data"_s);
    m_office->clock.ahead += 31;
    const auto good = m_office->papers(aminah, m_id);
    QCOMPARE(m_office->sign(aminah, m_id, good, m_office->sadFor(aminah, m_id, good)).status, 200);
}

QTEST_GUILESS_MAIN(TestCscAuthorise)
#include "test_csc_authorise.moc"
