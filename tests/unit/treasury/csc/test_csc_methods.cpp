#include "office.h"

#include <QTest>

using namespace peraku;
using namespace peraku::test;
using namespace Qt::StringLiterals;
using domain::KeyKind;

class TestCscMethods : public QObject, OfficeTest {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { open(); }
    void init() { passTime(); }
    void info_namesMethods_withoutClaimingScal2();
    void list_ownCredentialsOnly();
    void list_onlyValid_leavesOutWhatCannotSign();
    void credentialInfo_eachDetail_fitsTheKey();
    void intent_statements_giveTextOfTheirOwn();
    void intent_whatDoesNotFit_isRefused_data();
    void intent_whatDoesNotFit_isRefused();
    void malformedBodies_areRefused_data();
    void malformedBodies_areRefused();
    void timestamp_digest_isStamped();
};

void TestCscMethods::info_namesMethods_withoutClaimingScal2()
{
    const auto info = m_office->call("info", {}, { { u"lang"_s, u"ms"_s } });
    QCOMPARE(info.status, 200);
    const auto methods = info.body.value(u"methods"_s).toArray();
    for (const auto* name : { "info", "credentials/list", "credentials/info", "credentials/getChallenge",
             "credentials/authorize", "credentials/authorizeCheck", "credentials/extendTransaction",
             "signatures/signHash", "signatures/signPolling", "signatures/timestamp" })
        QVERIFY2(methods.contains(QLatin1String(name)), name);
    QVERIFY(!methods.contains(u"signing-intents"_s));
    QVERIFY(info.text("specs").startsWith(u'2'));
    QCOMPARE(m_office->call("signatures/signDoc", aminah, {}).status, 501);
}

void TestCscMethods::list_ownCredentialsOnly()
{
    const auto list = m_office->call("credentials/list", aminah, {});
    QCOMPARE(list.status, 200);
    const auto ids = list.body.value(u"credentialIDs"_s).toArray();
    QVERIFY(ids.contains(m_id));
    QVERIFY(!ids.contains(m_badruls));
    QVERIFY(!list.body.contains(u"credentialInfos"_s));
    QCOMPARE(m_office->call("credentials/list", aminah, { { u"userID"_s, aminah.digits() } }).status, 200);
    QCOMPARE(m_office->call("credentials/list", aminah, { { u"userID"_s, badrul.digits() } }).status, 400);
    const auto nobody = Office::ic("900101145002");
    QVERIFY(
        m_office->call("credentials/list", nobody, {}).body.value(u"credentialIDs"_s).toArray().isEmpty());
    QCOMPARE(m_office->call("credentials/info", aminah, { { u"credentialID"_s, m_badruls } }).status, 400);
}

void TestCscMethods::list_onlyValid_leavesOutWhatCannotSign()
{
    const auto suspended = enrol();
    QVERIFY(m_office->service->suspend(suspended));
    const auto all = m_office->call("credentials/list", aminah,
        { { u"credentialInfo"_s, true }, { u"authInfo"_s, true }, { u"certInfo"_s, true } });
    const auto infos = all.body.value(u"credentialInfos"_s).toArray();
    QCOMPARE(infos.size(), all.body.value(u"credentialIDs"_s).toArray().size());
    bool seen = false;
    for (const auto& each : infos) {
        const auto info = each.toObject();
        if (info.value(u"credentialID"_s).toString() != suspended)
            continue;
        seen = true;
        QCOMPARE(info.value(u"key"_s).toObject().value(u"status"_s).toString(), u"disabled"_s);
        QCOMPARE(info.value(u"cert"_s).toObject().value(u"status"_s).toString(), u"suspended"_s);
    }
    QVERIFY(seen);
    const auto valid = m_office->call("credentials/list", aminah, { { u"onlyValid"_s, true } });
    QVERIFY(valid.body.value(u"credentialIDs"_s).toArray().contains(m_id));
    QVERIFY(!valid.body.value(u"credentialIDs"_s).toArray().contains(suspended));
}

void TestCscMethods::credentialInfo_eachDetail_fitsTheKey()
{
    const auto rsa = enrol(KeyKind::Rsa);
    for (const auto& [id, curve] : { std::pair(m_id, true), std::pair(rsa, false) }) {
        const auto info = m_office->call("credentials/info", aminah,
            { { u"credentialID"_s, id }, { u"certificates"_s, u"chain"_s }, { u"certInfo"_s, true },
                { u"authInfo"_s, true } });
        QCOMPARE(info.status, 200);
        const auto key = info.body.value(u"key"_s).toObject();
        QCOMPARE(key.contains(u"curve"_s), curve);
        QCOMPARE(key.value(u"len"_s).toInt(), curve ? 256 : 2048);
        const auto cert = info.body.value(u"cert"_s).toObject();
        QCOMPARE(cert.value(u"status"_s).toString(), u"valid"_s);
        QCOMPARE(cert.value(u"certificates"_s).toArray().size(), 3);
        QCOMPARE(cert.value(u"validFrom"_s).toString().size(), 15);
        QVERIFY(cert.value(u"subjectDN"_s).toString().contains(aminah.digits()));
        const auto auth = info.body.value(u"auth"_s).toObject();
        QCOMPARE(auth.value(u"expression"_s).toString(), u"PIN AND OTP"_s);
        QCOMPARE(auth.value(u"mode"_s).toString(), u"explicit"_s);
        QCOMPARE(auth.value(u"objects"_s).toArray().size(), 2);
        QCOMPARE(info.text("SCAL"), u"1"_s);
        QCOMPARE(info.body.value(u"multisign"_s).toInt(), 100);
    }
    const auto bare = m_office->call(
        "credentials/info", aminah, { { u"credentialID"_s, m_id }, { u"certificates"_s, u"none"_s } });
    QVERIFY(!bare.body.value(u"cert"_s).toObject().contains(u"certificates"_s));
    QVERIFY(!bare.body.contains(u"auth"_s));
    QCOMPARE(
        m_office
            ->call("credentials/info", aminah, { { u"credentialID"_s, m_id }, { u"certificates"_s, u"x"_s } })
            .status,
        400);
}

void TestCscMethods::intent_statements_giveTextOfTheirOwn()
{
    const auto papers = m_office->papers(aminah, m_id, 3);
    const auto intent = m_office->call(
        "signing-intents", aminah, { { u"credentialID"_s, m_id }, { u"documents"_s, papers.documents } });
    QCOMPARE(intent.status, 201);
    QCOMPARE(intent.text("intentID").size(), 32);
    QVERIFY(intent.text("summary").startsWith(u"3 dokumen, jumlah RM"_s));
    QVERIFY(QDateTime::fromString(intent.text("expiresAt"), Qt::ISODate) > m_office->clock.nowUtc());
}

void TestCscMethods::intent_whatDoesNotFit_isRefused_data()
{
    QTest::addColumn<QString>("credential");
    QTest::addColumn<QJsonArray>("documents");
    QTest::addColumn<QString>("code");
    const auto papers = m_office->papers(aminah, m_id);
    const auto good = papers.documents.first().toObject();
    const auto with = [&](const char* member, const QJsonValue& value) {
        auto changed = good;
        changed.insert(QLatin1String(member), value);
        return QJsonArray { changed };
    };
    const auto statement = QByteArray::fromBase64(good.value(u"statement"_s).toString().toLatin1());
    const auto base64 = [](const QByteArray& bytes) { return QString::fromLatin1(bytes.toBase64()); };
    const auto foreign = m_office->papers(badrul, m_badruls).documents;
    const auto other = m_office->papers(aminah, m_id).documents.first().toObject();
    QJsonArray hundredAndOne;
    for (int i = 0; i < 101; ++i)
        hundredAndOne.append(good);
    QTest::newRow("another's credential") << m_badruls << foreign << u"error.not-found"_s;
    QTest::newRow("no credential") << u"x"_s << papers.documents << u"error.not-found"_s;
    QTest::newRow("another's statement") << m_id << foreign << u"error.statement-mismatch"_s;
    QTest::newRow("no documents") << m_id << QJsonArray() << u"error.invalid-input"_s;
    QTest::newRow("too many") << m_id << hundredAndOne << u"error.too-large"_s;
    QTest::newRow("twice") << m_id << QJsonArray { good, good } << u"error.invalid-input"_s;
    QTest::newRow("no object") << m_id << QJsonArray { 5 } << u"error.invalid-input"_s;
    QTest::newRow("unknown kind") << m_id << with("kind", u"xml"_s) << u"error.invalid-input"_s;
    QTest::newRow("statement is no base64") << m_id << with("statement", u"*"_s) << u"error.invalid-input"_s;
    QTest::newRow("statement with a space")
        << m_id << with("statement", base64(statement + ' ')) << u"error.statement-malformed"_s;
    QTest::newRow("attributes of another statement")
        << m_id << with("signedAttributes", other.value(u"signedAttributes"_s))
        << u"error.statement-mismatch"_s;
    QTest::newRow("attributes of another certificate")
        << m_id
        << with("signedAttributes",
               base64(m_office->attributesOf(badrul, m_badruls, signing::sha256(statement))))
        << u"error.signature-invalid"_s;
    QTest::newRow("attributes are none")
        << m_id << with("signedAttributes", base64("1234")) << u"error.signature-malformed"_s;
    const QJsonObject pdf {
        { u"kind"_s, u"pdf"_s }, { u"name"_s, u"baucar.pdf"_s }, { u"sha256"_s, base64(QByteArray(32, 'p')) },
        { u"signedAttributes"_s,
            base64(m_office->attributesOf(aminah, m_id, QByteArray(32, 'p'), signing::SignatureForm::Pades)) }
    };
    auto shortHash = pdf;
    shortHash.insert(u"sha256"_s, base64(QByteArray(31, 'p')));
    auto otherHash = pdf;
    otherHash.insert(u"sha256"_s, base64(QByteArray(32, 'q')));
    QTest::newRow("short hash of a PDF") << m_id << QJsonArray { shortHash } << u"error.invalid-input"_s;
    QTest::newRow("another hash of a PDF")
        << m_id << QJsonArray { otherHash } << u"error.statement-mismatch"_s;
    const auto statementDigest = signing::sha256(statement);
    auto hiddenVoucher = pdf;
    hiddenVoucher.insert(u"sha256"_s, base64(statementDigest));
    hiddenVoucher.insert(u"signedAttributes"_s, good.value(u"signedAttributes"_s));
    QTest::newRow("a voucher that calls itself a PDF")
        << m_id << QJsonArray { hiddenVoucher } << u"error.signature-malformed"_s;
    QTest::newRow("statement without a time of signing")
        << m_id
        << with("signedAttributes",
               base64(m_office->attributesOf(aminah, m_id, statementDigest, signing::SignatureForm::Pades)))
        << u"error.statement-mismatch"_s;
    m_office->clock.ahead += 1;
    QTest::newRow("statement of another time than its signature")
        << m_id << with("signedAttributes", base64(m_office->attributesOf(aminah, m_id, statementDigest)))
        << u"error.statement-mismatch"_s;
    QTest::newRow("a good PDF") << m_id << QJsonArray { pdf } << QString();
}

void TestCscMethods::intent_whatDoesNotFit_isRefused()
{
    QFETCH(QString, credential);
    QFETCH(QJsonArray, documents);
    QFETCH(QString, code);
    const auto intent = m_office->call(
        "signing-intents", aminah, { { u"credentialID"_s, credential }, { u"documents"_s, documents } });
    QCOMPARE(intent.text("code"), code);
    QCOMPARE(intent.status, code.isEmpty() ? 201 : 400);
}

void TestCscMethods::malformedBodies_areRefused_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    for (const auto* method : { "credentials/authorize", "signatures/signHash", "signing-intents" }) {
        const QByteArray name(method);
        QTest::addRow("%s: no JSON", method) << name << QByteArray("x");
        QTest::addRow("%s: array", method) << name << QByteArray("[]");
        QTest::addRow("%s: trailing", method) << name << QByteArray("{}x");
        QTest::addRow("%s: twice", method)
            << name << QByteArray("{\"credentialID\":\"a\",\"credentialID\":\"b\"}");
    }
    QTest::newRow("two SADs") << QByteArray("signatures/signHash")
                              << QByteArray("{\"SAD\":\"a\",\"SAD\":\"b\"}");
    QTest::newRow("two authData") << QByteArray("credentials/authorize")
                                  << QByteArray("{\"authData\":[],\"authData\":[]}");
    QTest::newRow("two values") << QByteArray("credentials/authorize")
                                << QByteArray(
                                       "{\"authData\":[{\"id\":\"PIN\",\"value\":\"1\",\"value\":\"2\"}]}");
    QTest::newRow("authData no array")
        << QByteArray("credentials/authorize") << QByteArray("{\"authData\":{}}");
    QTest::newRow("authData number") << QByteArray("credentials/authorize")
                                     << QByteArray("{\"authData\":[{\"id\":\"PIN\",\"value\":739164}]}");
    QTest::newRow("too large") << QByteArray("credentials/list")
                               << "{\"clientData\":\"" + QByteArray(70'000, 'x') + "\"}";
}

void TestCscMethods::malformedBodies_areRefused()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    const auto refused = m_office->raw(method.constData(), aminah, body);
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.error(), u"invalid_request"_s);
}

void TestCscMethods::timestamp_digest_isStamped()
{
    const auto digest = signing::sha256("isi");
    const QJsonObject body { { u"hash"_s, QString::fromLatin1(digest.toBase64()) },
        { u"hashAlgo"_s, u"2.16.840.1.101.3.4.2.1"_s }, { u"nonce"_s, u"0123456789ABCDEF"_s } };
    const auto stamped = m_office->call("signatures/timestamp", aminah, body);
    QCOMPARE(stamped.status, 200);
    const auto token = QByteArray::fromBase64(stamped.text("timestamp").toLatin1());
    QVERIFY(token.contains(digest));
    QVERIFY(token.contains(QByteArray::fromHex("0123456789ABCDEF")));
    for (const auto& [name, value] : { std::pair(u"hash"_s, u"YQ=="_s),
             std::pair(u"hashAlgo"_s, u"1.3.14.3.2.26"_s), std::pair(u"nonce"_s, u"xyz"_s) }) {
        auto wrong = body;
        wrong.insert(name, value);
        QCOMPARE(m_office->call("signatures/timestamp", aminah, wrong).status, 400);
    }
}

QTEST_GUILESS_MAIN(TestCscMethods)
#include "test_csc_methods.moc"
