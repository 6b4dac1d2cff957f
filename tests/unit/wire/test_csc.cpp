#include <wire/csc.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace peraku;
using domain::ErrorCode;
using secret::SecureBuffer;
namespace csc = wire::csc;

namespace {

QJsonObject objectOf(const SecureBuffer& body)
{
    return QJsonDocument::fromJson({ reinterpret_cast<const char*>(body.bytes()), qsizetype(body.size()) })
        .object();
}
SecureBuffer secretOf(const char* text)
{
    return SecureBuffer::copyOf(std::string_view(text));
}
std::span<const std::byte> bytesOf(const QByteArray& text)
{
    return std::as_bytes(std::span(text.constData(), std::size_t(text.size())));
}

} // namespace

class TestCscCodec : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void expression_isEvaluated_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QStringList>("given");
        QTest::addColumn<int>("holds"); // -1 = cannot be read
        const QStringList pin { "PIN" }, code { "OTP" }, both { "PIN", "OTP" };
        QTest::newRow("one") << "PIN" << pin << 1;
        QTest::newRow("one missing") << "PIN" << code << 0;
        QTest::newRow("both") << "PIN AND OTP" << both << 1;
        QTest::newRow("half") << "PIN AND OTP" << pin << 0;
        QTest::newRow("either") << "PIN OR OTP" << code << 1;
        QTest::newRow("exactly one") << "PIN XOR OTP" << both << 0;
        QTest::newRow("brackets") << "(PIN AND OTP) OR BIO" << both << 1;
        QTest::newRow("brackets matter") << "PIN AND (BIO OR OTP)" << both << 1;
        QTest::newRow("tight brackets") << "(PIN)AND(OTP)" << both << 1;
        QTest::newRow("empty") << "" << both << -1;
        QTest::newRow("no operator") << "PIN OTP" << both << -1;
        QTest::newRow("dangling") << "PIN AND" << both << -1;
        QTest::newRow("open") << "(PIN AND OTP" << both << -1;
        QTest::newRow("closed") << "PIN AND OTP)" << both << -1;
        QTest::newRow("only brackets") << "()" << both << -1;
        QTest::newRow("deep") << QString(100, '(') + "PIN" + QString(100, ')') << both << -1;
    }
    void expression_isEvaluated()
    {
        QFETCH(QString, expression);
        QFETCH(QStringList, given);
        QFETCH(int, holds);
        const auto value = csc::satisfied(expression, given);
        QCOMPARE(value ? int(*value) : -1, holds);
    }

    void demandsPinAndCode_onlyWhereBothAreNeeded_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<bool>("demands");
        QTest::newRow("both") << "PIN AND OTP" << true;
        QTest::newRow("either") << "PIN OR OTP" << false;
        QTest::newRow("PIN") << "PIN" << false;
        QTest::newRow("code") << "OTP" << false;
        QTest::newRow("a third too") << "PIN AND OTP AND BIO" << false;
        QTest::newRow("unreadable") << "PIN AND" << false;
    }
    void demandsPinAndCode_onlyWhereBothAreNeeded()
    {
        QFETCH(QString, expression);
        QFETCH(bool, demands);
        csc::CredentialInfo info;
        info.explicitMode = true;
        info.expression = expression;
        info.objects = { { "PIN", csc::AuthObject::Kind::Pin }, { "OTP", csc::AuthObject::Kind::Code } };
        QCOMPARE(info.demandsPinAndCode(), demands);
        info.explicitMode = false;
        QVERIFY(!info.demandsPinAndCode());
    }

    void authorize_carriesSecretsUnchanged()
    {
        csc::AuthorizeRequest request { "cred", { QByteArray(32, 'h') }, csc::oid::sha256,
            { "PIN", secretOf("a\"b\\c\x01") }, { "OTP", secretOf("123456") }, "intent" };
        const auto v2 = objectOf(csc::encode(request, csc::Dialect::V2));
        const auto data = v2["authData"].toArray();
        QCOMPARE(data.size(), 2);
        QCOMPARE(data[0].toObject(), (QJsonObject { { "id", "PIN" }, { "value", "a\"b\\c\x01" } }));
        QCOMPARE(data[1].toObject(), (QJsonObject { { "id", "OTP" }, { "value", "123456" } }));
        QCOMPARE(v2["numSignatures"], 1);
        QCOMPARE(v2["hashes"].toArray().size(), 1);
        QCOMPARE(v2["hashAlgorithmOID"], csc::oid::sha256);
        QCOMPARE(v2["clientData"], "intent");
        const auto v1 = objectOf(csc::encode(request, csc::Dialect::V1));
        QCOMPARE(v1["PIN"], "a\"b\\c\x01");
        QCOMPARE(v1["OTP"], "123456");
        QCOMPARE(v1["hash"].toArray().size(), 1);
        QVERIFY(!v1.contains("authData") && !v1.contains("hashes"));
    }

    void signHash_namesItsMembersAsTheDialectDoes()
    {
        csc::HashRequest request { "cred", secretOf("sad"), { "h1", "h2" }, csc::oid::sha256,
            csc::oid::rsaPss, "params", {} };
        const auto v2 = objectOf(csc::encode(request, csc::Dialect::V2));
        QCOMPARE(v2["SAD"], "sad");
        QCOMPARE(v2["hashes"].toArray(), (QJsonArray { "aDE=", "aDI=" }));
        QCOMPARE(v2["signAlgoParams"], "cGFyYW1z");
        QVERIFY(!v2.contains("clientData"));
        const auto v1 = objectOf(csc::encode(request, csc::Dialect::V1));
        QCOMPARE(v1["hash"].toArray(), (QJsonArray { "aDE=", "aDI=" }));
        QCOMPARE(v1["hashAlgo"], csc::oid::sha256);
    }

    void authorization_sizesAreChecked()
    {
        QVERIFY(csc::decodeAuthorization(bytesOf("{\"SAD\":\"" + QByteArray(16 * 1024, 's') + "\"}")));
        for (const auto& body : { "{\"SAD\":\"" + QByteArray(16 * 1024 + 1, 's') + "\"}",
                 QByteArray(R"({"SAD":"a","SAD":"b"})"), QByteArray(R"({"SAD":"a","expiresIn":-1})"),
                 QByteArray("{\"handle\":\"" + QByteArray(1001, 'h') + "\"}") }) {
            const auto decoded = csc::decodeAuthorization(bytesOf(body));
            QVERIFY2(!decoded, body.left(40));
            QCOMPARE(decoded.error().code, ErrorCode::ProtocolError);
        }
    }

    void certificateStatus_andTokens_areRead()
    {
        const auto info = csc::decodeCredentialInfo(
            R"({"key":{"status":"disabled","algo":["1.2.840.10045.4.3.2"]},"cert":{"status":"suspended",
            "certificates":["ZGVy"]},"auth":{"mode":"explicit","expression":"PIN AND CODE","objects":[
            {"type":"Password","id":"PIN"},{"type":"Password","id":"CODE","generator":"totp"},
            {"type":"ChallengeResponseOOB","id":"PUSH"}]},"multisign":"1"})",
            "cred");
        QVERIFY2(info, info ? "" : qPrintable(info.error().detail));
        QCOMPARE(info->id, "cred");
        QVERIFY(!info->keyEnabled);
        QCOMPARE(info->certificateStatus, csc::CertificateStatus::Suspended);
        QCOMPARE(info->find(csc::AuthObject::Kind::Generated)->id, "CODE");
        QVERIFY(!info->find(csc::AuthObject::Kind::Code));
        QVERIFY(info->demandsPinAndCode());
    }

    void credential_wrongNumbers_areRefused_data()
    {
        QTest::addColumn<QByteArray>("multisign");
        for (const auto* value :
            { "0", "-1", "1.5", "\"many\"", "\"\"", "\"1e3\"", "1000001", "null", "true" })
            QTest::newRow(value) << QByteArray(value);
    }
    void credential_wrongNumbers_areRefused()
    {
        QFETCH(QByteArray, multisign);
        const auto info = csc::decodeCredentialInfo(
            R"({"key":{"status":"enabled","algo":[]},"cert":{"certificates":[]},"auth":{"mode":"explicit"},"multisign":)"
                + multisign + '}',
            "cred");
        QVERIFY(!info);
        QCOMPARE(info.error().detail, "multisign");
    }
};

QTEST_APPLESS_MAIN(TestCscCodec)
#include "test_csc.moc"
