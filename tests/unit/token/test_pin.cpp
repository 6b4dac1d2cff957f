#include <support/tokenbench.h>

#include <QSignalSpy>

using namespace peraku;
using namespace peraku::domain;
using namespace peraku::support;

/** What happens to the PIN: never tried twice by itself, never tried in vain, typed at a pad where there is
 * one. */
class TestPin : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void wrongPin_isTriedOnceAndTheStateIsToldAnew();
    void wrongPins_leadThroughFinalTryToLocked();
    void rightPin_restoresTheState();
    void refusal_isTriedOnceAndNeverAgain_data();
    void refusal_isTriedOnceAndNeverAgain();
    void pinPad_asksAtTheReaderAndCountsDown();
    void pinPad_isGivenNoPinEvenIfOneIsTyped();
    void pinPad_thatIsCancelledThere_endsWithCancelled();
    void pinPad_thatNobodyTypesAt_endsAfterTheCountdown();
    void pinPad_cancelledAtTheDesk_endsAtOnceAndServesAgain();
    void cancelledOrder_thatStillWaits_isNeverStarted();

private:
    std::unique_ptr<TokenBench> m_bench;
};

void TestPin::init()
{
    m_bench = std::make_unique<TokenBench>();
    QVERIFY(!m_bench->addToken("ujian", { TestKey::P256 }).isEmpty());
}

void TestPin::wrongPin_isTriedOnceAndTheStateIsToldAnew()
{
    m_bench->plan("tries 3");
    const auto credential = m_bench->credential();
    QSignalSpy told(&m_bench->signer(), &Signer::inventoryChanged);
    const auto refused = m_bench->sign(credential, "1111111");
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::WrongPin);
    QCOMPARE(m_bench->logged("C_Login"), 1);
    QVERIFY(told.count() > 0 || told.wait(2000));
    QCOMPARE(m_bench->credential().pinState, PinState::CountLow);
}

void TestPin::wrongPins_leadThroughFinalTryToLocked()
{
    m_bench->plan("tries 3");
    const auto credential = m_bench->credential();
    const QList<std::pair<ErrorCode, PinState>> expected { { ErrorCode::WrongPin, PinState::CountLow },
        { ErrorCode::WrongPin, PinState::FinalTry }, { ErrorCode::PinLocked, PinState::Locked },
        { ErrorCode::PinLocked, PinState::Locked } };
    for (const auto& [code, state] : expected) {
        const auto refused = m_bench->sign(credential, "1111111");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, code);
        QCOMPARE(m_bench->credential().pinState, state);
    }
    QCOMPARE(m_bench->logged("C_Login"), 4);
    QCOMPARE(m_bench->credential().unusable->code, ErrorCode::PinLocked);
}

void TestPin::rightPin_restoresTheState()
{
    m_bench->plan("tries 3");
    QVERIFY(!m_bench->sign(m_bench->credential(), "1111111"));
    const auto credential = m_bench->credential();
    QCOMPARE(credential.pinState, PinState::CountLow);
    QSignalSpy told(&m_bench->signer(), &Signer::inventoryChanged);
    QVERIFY(m_bench->sign(credential));
    QVERIFY(told.count() > 0 || told.wait(2000));
    QCOMPARE(m_bench->credential().pinState, PinState::Good);
}

void TestPin::refusal_isTriedOnceAndNeverAgain_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<int>("expected");
    QTest::newRow("incorrect") << QByteArray("a0") << int(ErrorCode::WrongPin);
    QTest::newRow("invalid") << QByteArray("a1") << int(ErrorCode::WrongPin);
    QTest::newRow("length") << QByteArray("a2") << int(ErrorCode::PinLengthWrong);
    QTest::newRow("expired") << QByteArray("a3") << int(ErrorCode::PinMustChange);
    QTest::newRow("locked") << QByteArray("a4") << int(ErrorCode::PinLocked);
    QTest::newRow("already logged in") << QByteArray("100") << int(ErrorCode::SignatureFailed);
    QTest::newRow("another logged in") << QByteArray("104") << int(ErrorCode::SignatureFailed);
    QTest::newRow("PIN not set") << QByteArray("102") << int(ErrorCode::PinMustChange);
    QTest::newRow("cancelled") << QByteArray("50") << int(ErrorCode::Cancelled);
}

void TestPin::refusal_isTriedOnceAndNeverAgain()
{
    QFETCH(QByteArray, code);
    QFETCH(int, expected);
    const auto credential = m_bench->credential();
    m_bench->plan("fail C_Login " + code + " 0");
    const auto refused = m_bench->sign(credential);
    QVERIFY(!refused);
    QCOMPARE(int(refused.error().code), expected);
    QCOMPARE(m_bench->logged("C_Login"), 1);
}

void TestPin::pinPad_asksAtTheReaderAndCountsDown()
{
    m_bench->start({}, 20'000, 5'000);
    m_bench->plan("pinpad");
    const auto credential = m_bench->credential();
    QVERIFY(credential.pinPad);
    QList<int> seconds;
    QObject::connect(&m_bench->signer(), &Signer::pinPadCountdown, &m_bench->signer(),
        [&seconds](int left) { seconds.append(left); });
    auto signing = m_bench->signing(credential, {});
    QTRY_COMPARE_WITH_TIMEOUT(seconds, (QList<int> { 5, 4, 3 }), 4'000);
    m_bench->typeAtPad(TokenBench::userCode);
    const auto made = waited(signing);
    QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    QVERIFY(TokenBench::hold(*made, credential));
    QCOMPARE(seconds.last(), 0);
}

void TestPin::pinPad_isGivenNoPinEvenIfOneIsTyped()
{
    m_bench->plan("pinpad");
    const auto credential = m_bench->credential();
    m_bench->typeAtPad(TokenBench::userCode);
    // The shim refuses a log-in that brings a PIN along.
    QVERIFY(m_bench->sign(credential, "1111111"));
}

void TestPin::pinPad_thatIsCancelledThere_endsWithCancelled()
{
    m_bench->plan("pinpad");
    const auto credential = m_bench->credential();
    m_bench->typeAtPad({});
    const auto refused = m_bench->sign(credential, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Cancelled);
    QCOMPARE(m_bench->logged("C_Login"), 1);
}

void TestPin::pinPad_thatNobodyTypesAt_endsAfterTheCountdown()
{
    m_bench->start({}, 20'000, 2'000);
    m_bench->plan("pinpad");
    const auto credential = m_bench->credential();
    QElapsedTimer clock;
    clock.start();
    const auto refused = m_bench->sign(credential, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::PinPadTimeout);
    QVERIFY2(
        clock.elapsed() >= 1'900 && clock.elapsed() < 6'000, qPrintable(QString::number(clock.elapsed())));
    m_bench->plan({});
    QVERIFY(m_bench->sign(m_bench->credential()));
}

void TestPin::pinPad_cancelledAtTheDesk_endsAtOnceAndServesAgain()
{
    m_bench->plan("pinpad");
    const auto credential = m_bench->credential();
    QSignalSpy countdown(&m_bench->signer(), &Signer::pinPadCountdown);
    auto signing = m_bench->signing(credential, {});
    QTRY_COMPARE(m_bench->logged("C_OpenSession"), 2); // The inventory's and this order's.
    signing.cancel();
    QTRY_VERIFY(signing.isFinished());
    QCOMPARE(countdown.last().first().toInt(), 0);
    m_bench->plan({});
    const auto made = m_bench->sign(m_bench->credential());
    QVERIFY(made);
    QVERIFY(TokenBench::hold(*made, credential));
}

void TestPin::cancelledOrder_thatStillWaits_isNeverStarted()
{
    m_bench->plan("pinpad");
    const auto credential = m_bench->credential();
    auto first = m_bench->signing(credential, {});
    auto second = m_bench->signing(credential, {});
    second.cancel();
    m_bench->typeAtPad(TokenBench::userCode);
    QVERIFY(waited(first));
    QTRY_VERIFY(second.isFinished());
    QTest::qWait(100);
    QCOMPARE(m_bench->logged("C_Login"), 1);
}

QTEST_GUILESS_MAIN(TestPin)
#include "test_pin.moc"
