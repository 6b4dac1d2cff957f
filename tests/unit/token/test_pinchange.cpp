#include <support/tokenbench.h>

#include <QSignalSpy>

using namespace peraku;
using namespace peraku::domain;
using namespace peraku::support;

/** A new PIN for a token: what holds afterwards, what a refusal costs, and what a bad day leaves behind. */
class TestPinChange : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void rightPin_replacesItForEveryLaterSignature();
    void wrongPin_costsOneTryAndLeavesTheOldOne();
    void lastWrongTry_locksTheToken();
    void length_isJudgedBeforeATryIsUsed_data();
    void length_isJudgedBeforeATryIsUsed();
    void refusal_isTriedOnceAndTheOldPinHolds_data();
    void refusal_isTriedOnceAndTheOldPinHolds();
    void tokenThatMustChange_isGoodAfterwards();
    void pinPad_isGivenNothingAndAsksThere();
    void pulledToken_isToldAndTheOldPinHolds();
    void moduleThatHangs_isEndedByTheWatchdog();
    void cancelledOrder_endsAtOnce();

private:
    Result<Done> change(
        const Credential& credential, const QByteArray& current, const QByteArray& replacement)
    {
        return waited(
            m_bench->signer().changePin(credential.id, secret::SecureBuffer::copyOf(current.toStdString()),
                secret::SecureBuffer::copyOf(replacement.toStdString())));
    }
    static constexpr auto fresh = "9182736";
    std::unique_ptr<TokenBench> m_bench;
};

void TestPinChange::init()
{
    m_bench = std::make_unique<TokenBench>();
    QVERIFY(!m_bench->addToken("ujian", { TestKey::P256 }).isEmpty());
}

void TestPinChange::rightPin_replacesItForEveryLaterSignature()
{
    const auto credential = m_bench->credential();
    QSignalSpy told(&m_bench->signer(), &Signer::inventoryChanged);
    const auto changed = change(credential, TokenBench::userCode, fresh);
    QVERIFY2(changed, changed ? "" : qPrintable(changed.error().detail));
    QVERIFY(told.count() > 0);
    QCOMPARE(m_bench->logged("C_SetPIN"), 1);
    QCOMPARE(m_bench->logged("C_Login"), 0);
    QVERIFY(m_bench->sign(credential, fresh));
    const auto refused = m_bench->sign(credential, TokenBench::userCode);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::WrongPin);
}

void TestPinChange::wrongPin_costsOneTryAndLeavesTheOldOne()
{
    m_bench->plan("tries 3");
    const auto credential = m_bench->credential();
    const auto refused = change(credential, "1111111", fresh);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::WrongPin);
    QCOMPARE(m_bench->logged("C_SetPIN"), 1);
    QCOMPARE(m_bench->credential().pinState, PinState::CountLow);
    QVERIFY(m_bench->sign(credential));
}

void TestPinChange::lastWrongTry_locksTheToken()
{
    m_bench->plan("tries 1");
    const auto credential = m_bench->credential();
    const auto refused = change(credential, "1111111", fresh);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::PinLocked);
    QCOMPARE(m_bench->credential().pinState, PinState::Locked);
}

void TestPinChange::length_isJudgedBeforeATryIsUsed_data()
{
    QTest::addColumn<QByteArray>("current");
    QTest::addColumn<QByteArray>("replacement");
    QTest::newRow("new too short") << QByteArray(TokenBench::userCode) << QByteArray("123");
    QTest::newRow("new empty") << QByteArray(TokenBench::userCode) << QByteArray();
    QTest::newRow("new too long") << QByteArray(TokenBench::userCode) << QByteArray(257, '7');
    QTest::newRow("current empty") << QByteArray() << QByteArray("9182736");
}

void TestPinChange::length_isJudgedBeforeATryIsUsed()
{
    QFETCH(QByteArray, current);
    QFETCH(QByteArray, replacement);
    m_bench->plan("tries 3");
    const auto credential = m_bench->credential();
    const auto refused = change(credential, current, replacement);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::PinLengthWrong);
    QCOMPARE(m_bench->logged("C_SetPIN"), 0);
    QCOMPARE(m_bench->credential().pinState, PinState::Good);
}

void TestPinChange::refusal_isTriedOnceAndTheOldPinHolds_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<int>("expected");
    QTest::newRow("incorrect") << QByteArray("a0") << int(ErrorCode::WrongPin);
    QTest::newRow("the new one is not taken") << QByteArray("a1") << int(ErrorCode::PinRuleBroken);
    QTest::newRow("length") << QByteArray("a2") << int(ErrorCode::PinLengthWrong);
    QTest::newRow("locked") << QByteArray("a4") << int(ErrorCode::PinLocked);
    QTest::newRow("write protected") << QByteArray("e2") << int(ErrorCode::PinChangeFailed);
    QTest::newRow("not supported") << QByteArray("54") << int(ErrorCode::PinChangeFailed);
    QTest::newRow("general error") << QByteArray("5") << int(ErrorCode::PinChangeFailed);
    QTest::newRow("removed") << QByteArray("32") << int(ErrorCode::TokenRemoved);
}

void TestPinChange::refusal_isTriedOnceAndTheOldPinHolds()
{
    QFETCH(QByteArray, code);
    QFETCH(int, expected);
    const auto credential = m_bench->credential();
    m_bench->plan("fail C_SetPIN " + code + " 0");
    const auto refused = change(credential, TokenBench::userCode, fresh);
    QVERIFY(!refused);
    QCOMPARE(int(refused.error().code), expected);
    QCOMPARE(m_bench->logged("C_SetPIN"), 1);
    m_bench->plan({});
    QVERIFY(m_bench->sign(m_bench->credential()));
}

void TestPinChange::tokenThatMustChange_isGoodAfterwards()
{
    m_bench->plan("flags 80000"); // CKF_USER_PIN_TO_BE_CHANGED
    const auto credential = m_bench->credential();
    QCOMPARE(credential.pinState, PinState::MustChange);
    QVERIFY(credential.unusable);
    QVERIFY(change(credential, TokenBench::userCode, fresh));
    m_bench->plan({});
    QCOMPARE(m_bench->credential().pinState, PinState::Good);
    QVERIFY(m_bench->sign(m_bench->credential(), fresh));
}

void TestPinChange::pinPad_isGivenNothingAndAsksThere()
{
    m_bench->plan("pinpad");
    const auto credential = m_bench->credential();
    QSignalSpy countdown(&m_bench->signer(), &Signer::pinPadCountdown);
    auto changing = m_bench->signer().changePin(credential.id,
        secret::SecureBuffer::copyOf(std::string_view("1111111")),
        secret::SecureBuffer::copyOf(std::string_view("2222222")));
    m_bench->typeAtPad(QByteArray(TokenBench::userCode) + ' ' + fresh);
    const auto changed = waited(changing);
    QVERIFY2(changed, changed ? "" : qPrintable(changed.error().detail));
    QVERIFY(countdown.count() > 0);
    m_bench->plan({});
    QVERIFY(m_bench->sign(m_bench->credential(), fresh));
}

void TestPinChange::pulledToken_isToldAndTheOldPinHolds()
{
    const auto credential = m_bench->credential();
    m_bench->plan("pull C_SetPIN 1");
    const auto refused = change(credential, TokenBench::userCode, fresh);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::TokenRemoved);
    m_bench->plan({});
    QVERIFY(m_bench->sign(m_bench->credential()));
}

void TestPinChange::moduleThatHangs_isEndedByTheWatchdog()
{
    m_bench->start({}, 1'000);
    const auto credential = m_bench->credential();
    m_bench->plan("hang C_SetPIN 1");
    const auto refused = change(credential, TokenBench::userCode, fresh);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::ModuleHung);
}

void TestPinChange::cancelledOrder_endsAtOnce()
{
    m_bench->plan("pinpad");
    const auto credential = m_bench->credential();
    auto changing = m_bench->signer().changePin(credential.id, {}, {});
    QTRY_COMPARE(m_bench->logged("C_OpenSession"), 2);
    changing.cancel();
    QTRY_VERIFY(changing.isFinished());
    m_bench->plan({});
    QVERIFY(m_bench->sign(m_bench->credential()));
}

QTEST_GUILESS_MAIN(TestPinChange)
#include "test_pinchange.moc"
