#include "samples.h"

#include <domain/statement.h>
#include <signing/foreign.h>
#include <signing/openssl.h>
#include <support/statement.h>

#include <QTest>

#include <functional>

using namespace peraku;
using namespace peraku::tests;
using domain::CheckId;
using domain::CheckOutcome;
using domain::ErrorCode;
using domain::SigningStatement;
using signing::VerifyOptions;
using support::statementOf;
using support::TestPki;

class TestStatement : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void verifyCades_soundStatement_isValid();
    void verifyCades_mismatch_isRefusedForItsReason_data();
    void verifyCades_mismatch_isRefusedForItsReason();
    void verifyAny_plainCmsOverAnothersStatement_isRefused();
    void verifyCades_signedNonsense_isNoStatement_data();
    void verifyCades_signedNonsense_isNoStatement();

private:
    QByteArray bytesOf(const SigningStatement& statement)
    {
        const auto bytes = domain::canonicalBytes(statement);
        return bytes ? *bytes : QByteArray();
    }
    VerifyOptions options() const
    {
        auto all = optionsAt(m_pki.now);
        all.contentIsStatement = true;
        all.expectedIc = domain::Ic::parse(QStringLiteral("800101145001"));
        all.expectedVoucher = domain::VoucherId(QStringLiteral("00112233445566778899aabbccddeeff"));
        all.expectedContentRevision = 2;
        all.expectedStep = 1;
        return all;
    }
    TestPki m_pki;
    support::Issued m_officer = m_pki.officer();
};

using Change = std::function<void(SigningStatement&, VerifyOptions&)>;
Q_DECLARE_METATYPE(Change)

void TestStatement::verifyCades_soundStatement_isValid()
{
    const auto bytes = bytesOf(statementOf(m_pki, m_officer));
    QVERIFY(!bytes.isEmpty());
    const auto cms = signedBy(m_pki, m_officer, { domain::SignatureScheme::Ecdsa, 256 }, bytes);
    const auto report = signing::verifyCades(cms, bytes, *m_pki.trust(), options());
    QVERIFY2(report.valid(), qPrintable(explain(report)));
    signing::VerdictCache cache(m_pki.trust());
    QCOMPARE(signing::verifyCades(cms, bytes, cache, options()), report);
}

void TestStatement::verifyCades_mismatch_isRefusedForItsReason_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<CheckId>("line");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("detail");
    const auto add = [](const char* name, Change change, CheckId line, ErrorCode code, const char* detail) {
        QTest::newRow(name) << change << line << code << QString::fromLatin1(detail);
    };
    add(
        "another voucher",
        [](auto& s, auto&) { s.voucherId = domain::VoucherId(QString(32, QLatin1Char('a'))); },
        CheckId::Statement, ErrorCode::StatementMismatch, "statement is about another voucher");
    add(
        "another revision", [](auto& s, auto&) { s.contentRevision = 3; }, CheckId::Statement,
        ErrorCode::StatementMismatch, "statement is about another revision");
    add(
        "another step", [](auto&, auto& o) { o.expectedStep = 2; }, CheckId::Statement,
        ErrorCode::StatementMismatch, "statement is about another step");
    add(
        "another signer named",
        [](auto& s, auto&) { s.signerIc = *domain::Ic::parse(QStringLiteral("900202145002")); },
        CheckId::SignerIdentity, ErrorCode::CertificateWrongOfficer, "statement names another signer");
    add(
        "another certificate named",
        [](auto& s, auto&) { s.signerCertificate = domain::Sha256Hex(QString(64, QLatin1Char('0'))); },
        CheckId::SignerIdentity, ErrorCode::CertificateWrongOfficer, "statement names another certificate");
    add(
        "another officer expected",
        [](auto&, auto& o) { o.expectedIc = domain::Ic::parse(QStringLiteral("900202145002")); },
        CheckId::SignerIdentity, ErrorCode::CertificateWrongOfficer,
        "certificate belongs to another officer");
}

void TestStatement::verifyCades_mismatch_isRefusedForItsReason()
{
    QFETCH(Change, change);
    QFETCH(CheckId, line);
    QFETCH(ErrorCode, code);
    QFETCH(QString, detail);
    auto statement = statementOf(m_pki, m_officer);
    auto wanted = options();
    change(statement, wanted);
    const auto bytes = bytesOf(statement);
    const auto cms = signedBy(m_pki, m_officer, { domain::SignatureScheme::Ecdsa, 256 }, bytes);
    const auto report = signing::verifyCades(cms, bytes, *m_pki.trust(), wanted);
    QVERIFY(!report.valid());
    QCOMPARE(report.find(line)->outcome, CheckOutcome::Failed);
    QCOMPARE(report.firstFailure()->code, code);
    QCOMPARE(report.firstFailure()->detail, detail);
}

void TestStatement::verifyAny_plainCmsOverAnothersStatement_isRefused()
{
    const auto other = m_pki.officer(support::TestKey::P256, "900202145002", 1002);
    for (const support::Issued* signer :
        std::initializer_list<const support::Issued*> { &m_officer, &other }) {
        const auto bytes = bytesOf(statementOf(m_pki, m_officer));
        const signing::BioPtr content(BIO_new_mem_buf(bytes.constData(), int(bytes.size())));
        const auto certificate = signing::parseCertificate(signer->der);
        const signing::CmsPtr cms(CMS_sign(
            certificate.get(), signer->key.get(), nullptr, content.get(), CMS_BINARY | CMS_DETACHED));
        QVERIFY(cms);
        auto lenient = optionsAt(m_pki.now);
        lenient.contentIsStatement = true;
        const auto report = signing::verifyAny(
            signing::derOf(cms.get(), i2d_CMS_ContentInfo), bytes, *m_pki.trust(), lenient)
                                .first();
        QCOMPARE(report.find(CheckId::SignerIdentity)->outcome,
            signer == &m_officer ? CheckOutcome::Passed : CheckOutcome::Failed);
        QCOMPARE(report.valid(), signer == &m_officer);
    }
}

void TestStatement::verifyCades_signedNonsense_isNoStatement_data()
{
    QTest::addColumn<QByteArray>("content");
    const auto bytes = bytesOf(statementOf(m_pki, m_officer));
    QTest::newRow("not JSON") << QByteArray("Saya setuju");
    QTest::newRow("another JSON") << QByteArray("{}");
    QTest::newRow("a line feed behind") << QByteArray(bytes + "\n");
    QTest::newRow("a space inside") << QByteArray(bytes).insert(1, ' ');
    QTest::newRow("a member twice") << QByteArray(bytes).insert(1, "\"type\":\"peraku.statement.v1\",");
}

void TestStatement::verifyCades_signedNonsense_isNoStatement()
{
    QFETCH(QByteArray, content);
    const auto cms = signedBy(m_pki, m_officer, { domain::SignatureScheme::Ecdsa, 256 }, content);
    const auto report = signing::verifyCades(cms, content, *m_pki.trust(), options());
    QVERIFY(!report.valid());
    QCOMPARE(report.find(CheckId::Signature)->outcome, CheckOutcome::Passed);
    QCOMPARE(report.find(CheckId::Statement)->outcome, CheckOutcome::Failed);
}

QTEST_GUILESS_MAIN(TestStatement)
#include "test_statement.moc"
