#include <support/tokenbench.h>

using namespace peraku;
using namespace peraku::domain;
using namespace peraku::support;

/** A signature from the order to the log-out, by every key and scheme that the desk uses. */
class TestSigning : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void key_givesASignatureThatHolds_data();
    void key_givesASignatureThatHolds();
    void token_isLoggedInForTheSignatureAndOutAfter();
    void severalDigests_areSignedUnderOneLogIn();
    void leftOverLogIn_doesNotStandInForThePin();
    void alwaysAuthenticateKey_isGivenThePinForEachSignature();
    void alwaysAuthenticateKey_refusesAWrongPinOnceAndSignsAfter();
    void secondToken_signsWithItsOwnKey();
    void certificateWithoutItsKey_saysKeyMissing();
    void schemeThatTheTokenLacks_isRefusedBeforeAnyLogIn();
    void order_isRefusedWithoutTouchingTheToken_data();
    void order_isRefusedWithoutTouchingTheToken();
    void signature_isGivenWhileTheInventoryIsReadAnew();

private:
    std::unique_ptr<TokenBench> m_bench;
};

void TestSigning::initTestCase()
{
    m_bench = std::make_unique<TokenBench>();
    QVERIFY(!m_bench->addToken("ujian", { TestKey::Rsa2048, TestKey::Rsa3072, TestKey::P256, TestKey::P384 })
                 .isEmpty());
}

void TestSigning::key_givesASignatureThatHolds_data()
{
    QTest::addColumn<int>("keyBits");
    QTest::addColumn<bool>("pss");
    QTest::addColumn<int>("digestBits");
    for (const int digestBits : { 256, 384 }) {
        for (const int keyBits : { 2048, 3072 }) {
            QTest::addRow("RSA-%d v1.5 SHA-%d", keyBits, digestBits) << keyBits << false << digestBits;
            QTest::addRow("RSA-%d PSS SHA-%d", keyBits, digestBits) << keyBits << true << digestBits;
        }
        for (const int keyBits : { 256, 384 })
            QTest::addRow("P-%d SHA-%d", keyBits, digestBits) << keyBits << false << digestBits;
    }
}

void TestSigning::key_givesASignatureThatHolds()
{
    QFETCH(int, keyBits);
    QFETCH(bool, pss);
    QFETCH(int, digestBits);
    m_bench->plan({});
    const auto credential = m_bench->credential(keyBits);
    const auto made = m_bench->sign(credential, TokenBench::userCode, pss, digestBits);
    QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    QVERIFY(TokenBench::hold(*made, credential, pss, digestBits));
    auto bent = *made;
    bent[0][bent[0].size() / 2] ^= 1;
    QVERIFY(!TokenBench::hold(bent, credential, pss, digestBits));
}

void TestSigning::token_isLoggedInForTheSignatureAndOutAfter()
{
    const auto credential = m_bench->credential();
    m_bench->plan({});
    QVERIFY(m_bench->sign(credential));
    QByteArrayList order;
    const auto lines = m_bench->log();
    for (const auto& line : lines) {
        const auto call = line.split(' ').first();
        if (QByteArrayList {
                "C_OpenSession", "C_Login", "C_SignInit", "C_Sign", "C_Logout", "C_CloseSession" }
                .contains(call))
            order.append(line.split(' ').first() + ' ' + line.split(' ').last());
    }
    QCOMPARE(order,
        (QByteArrayList { "C_OpenSession 0x0", "C_Login 0x0", "C_SignInit 0x0", "C_Sign 0x0", "C_Logout 0x0",
            "C_CloseSession 0x0" }));
}

void TestSigning::severalDigests_areSignedUnderOneLogIn()
{
    const auto credential = m_bench->credential();
    m_bench->plan({});
    const auto made = m_bench->sign(credential, TokenBench::userCode, false, 256, 5);
    QVERIFY(made);
    QCOMPARE(made->size(), 5);
    QVERIFY(TokenBench::hold(*made, credential));
    QCOMPARE(m_bench->logged("C_Login"), 1);
}

void TestSigning::leftOverLogIn_doesNotStandInForThePin()
{
    const auto credential = m_bench->credential();
    // Neither the log-out nor the end of the session reach the token, so it stays logged in.
    m_bench->plan("fail C_Logout 5 1\nfail C_CloseSession 5 1");
    QVERIFY(m_bench->sign(credential));
    const auto refused = m_bench->sign(credential, "9999999");
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::WrongPin);
    QVERIFY(m_bench->sign(credential));
    QCOMPARE(m_bench->logged("C_Login"), 3);
}

void TestSigning::alwaysAuthenticateKey_isGivenThePinForEachSignature()
{
    TokenBench bench;
    bench.addToken("ujian", { TestKey::P256, TestKey::Rsa2048 }, true);
    const auto credential = bench.credential(2048);
    bench.plan({});
    const auto made = bench.sign(credential, TokenBench::userCode, false, 256, 3);
    QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    QVERIFY(TokenBench::hold(*made, credential));
    QCOMPARE(bench.logged("C_Login "), 1);
    QCOMPARE(bench.logged("C_LoginContext"), 3);
}

void TestSigning::alwaysAuthenticateKey_refusesAWrongPinOnceAndSignsAfter()
{
    TokenBench bench;
    bench.addToken("ujian", { TestKey::P256 }, true);
    const auto credential = bench.credential();
    // The token takes the PIN for the log-in but not for the signature, as when a PIN pad is mistyped.
    bench.plan("fail C_LoginContext a0 1");
    const auto refused = bench.sign(credential);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::WrongPin);
    QCOMPARE(bench.logged("C_LoginContext"), 1);
    QCOMPARE(bench.logged("C_Sign "), 0);
    const auto made = bench.sign(credential);
    QVERIFY(made);
    QVERIFY(TokenBench::hold(*made, credential));
}

void TestSigning::secondToken_signsWithItsOwnKey()
{
    TokenBench bench;
    bench.addToken("pertama", { TestKey::P256 });
    bench.addToken("kedua", { TestKey::P384 });
    for (const int keyBits : { 384, 256, 384 }) {
        const auto credential = bench.credential(keyBits);
        const auto made = bench.sign(credential);
        QVERIFY(made);
        QVERIFY(TokenBench::hold(*made, credential));
    }
}

void TestSigning::certificateWithoutItsKey_saysKeyMissing()
{
    TokenBench bench;
    bench.addToken("ujian", bench.pki.officerSpec(), TestKey::P256, false);
    const auto refused = bench.sign(bench.credential());
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::KeyMissing);
    QCOMPARE(bench.logged("C_Logout"), 1);
}

void TestSigning::schemeThatTheTokenLacks_isRefusedBeforeAnyLogIn()
{
    const auto credential = m_bench->credential();
    m_bench->plan({});
    RawSignRequest request { credential.id, SignatureScheme::Ecdsa, 512, { QByteArray(64, 'x') } };
    const auto refused
        = waited(m_bench->signer().sign(request, { secret::SecureBuffer::copyOf(TokenBench::userCode), {} }));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::MechanismMissing);
    QCOMPARE(m_bench->logged("C_Login"), 0);
}

void TestSigning::order_isRefusedWithoutTouchingTheToken_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<int>("digests");
    QTest::addColumn<bool>("known");
    QTest::addColumn<int>("expected");
    QTest::newRow("no PIN") << QByteArray() << 1 << true << int(ErrorCode::PinLengthWrong);
    QTest::newRow("endless PIN") << QByteArray(257, '1') << 1 << true << int(ErrorCode::PinLengthWrong);
    QTest::newRow("nothing to sign") << QByteArray("2468135") << 0 << true << int(ErrorCode::InvalidInput);
    QTest::newRow("unknown credential")
        << QByteArray("2468135") << 1 << false << int(ErrorCode::TokenRemoved);
}

void TestSigning::order_isRefusedWithoutTouchingTheToken()
{
    QFETCH(QByteArray, typed);
    QFETCH(int, digests);
    QFETCH(bool, known);
    QFETCH(int, expected);
    auto credential = m_bench->credential();
    if (!known)
        credential.id = QStringLiteral("nobody:00");
    m_bench->plan({});
    const auto refused = m_bench->sign(credential, typed, false, 256, digests);
    QVERIFY(!refused);
    QCOMPARE(int(refused.error().code), expected);
    QCOMPARE(m_bench->logged("C_"), 0);
}

void TestSigning::signature_isGivenWhileTheInventoryIsReadAnew()
{
    const auto credential = m_bench->credential();
    auto reading = m_bench->signer().inventory(*Ic::parse(QString::fromLatin1(TokenBench::officerIc)));
    auto signing = m_bench->signing(credential);
    QVERIFY(waited(reading));
    QVERIFY(waited(signing));
}

QTEST_GUILESS_MAIN(TestSigning)
#include "test_signing.moc"
