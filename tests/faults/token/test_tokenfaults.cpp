#include <support/tokenbench.h>

using namespace peraku;
using namespace peraku::domain;
using namespace peraku::support;

/**
 * Every call of a signature × what a token or its module can do wrong: the officer is told the right thing,
 * the PIN is never tried twice, the token is as it was, and the same desk signs right after. What an
 * order of many signed before it failed is kept. Without PERAKU_LONG=1 a slice of the cases runs, another one
 * for each call.
 */
class TestTokenFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void call_thatFails_leavesDeskAndTokenWhole_data();
    void call_thatFails_leavesDeskAndTokenWhole();
    void call_thatFailsInAnOrderOfFifty_keepsWhatWasSigned_data();
    void call_thatFailsInAnOrderOfFifty_keepsWhatWasSigned();

private:
    std::unique_ptr<TokenBench> m_bench;
    Credential m_plain;
    Credential m_always;
    MediumInventory m_before;
};

namespace {

constexpr int succeeds = -1;
constexpr int watchdogMs = 3'000;

/** In the order of a signature. */
const QByteArrayList calls { "C_GetSlotList", "C_GetTokenInfo", "C_OpenSession", "C_FindObjectsInit",
    "C_FindObjects", "C_GetAttributeValue", "C_FindObjectsFinal", "C_GetSessionInfo", "C_Login", "C_SignInit",
    "C_LoginContext", "C_Sign", "C_Logout", "C_CloseSession" };

struct Answer {
    const char* code;
    ErrorCode means;
};
// Written down once more, apart from the program's own map: PKCS#11 2.40, section 5.1.
constexpr Answer answers[] = {
    { "1", ErrorCode::Cancelled },
    { "2", ErrorCode::SignatureFailed },
    { "3", ErrorCode::TokenRemoved },
    { "5", ErrorCode::SignatureFailed },
    { "6", ErrorCode::SignatureFailed },
    { "7", ErrorCode::SignatureFailed },
    { "21", ErrorCode::SignatureFailed },
    { "30", ErrorCode::TokenRemoved },
    { "31", ErrorCode::SignatureFailed },
    { "32", ErrorCode::TokenRemoved },
    { "50", ErrorCode::Cancelled },
    { "54", ErrorCode::ModuleFailed },
    { "60", ErrorCode::TokenRemoved },
    { "63", ErrorCode::MechanismMissing },
    { "68", ErrorCode::KeyMissing },
    { "70", ErrorCode::MechanismMissing },
    { "82", ErrorCode::TokenRemoved },
    { "90", ErrorCode::SignatureFailed },
    { "91", ErrorCode::SignatureFailed },
    { "a0", ErrorCode::WrongPin },
    { "a3", ErrorCode::PinMustChange },
    { "a4", ErrorCode::PinLocked },
    { "b0", ErrorCode::TokenRemoved },
    { "b1", ErrorCode::SignatureFailed },
    { "b3", ErrorCode::TokenRemoved },
    { "e0", ErrorCode::TokenRemoved },
    { "e1", ErrorCode::TokenUnreadable },
    { "101", ErrorCode::SignatureFailed },
    { "190", ErrorCode::ModuleCrashed },
    { "200", ErrorCode::Cancelled },
    { "80000001", ErrorCode::SignatureFailed },
};

/** The signature is made by then. */
bool tidiesUp(const QByteArray& call)
{
    return call == "C_Logout" || call == "C_CloseSession";
}

} // namespace

void TestTokenFaults::initTestCase()
{
    m_bench = std::make_unique<TokenBench>();
    QVERIFY(!m_bench->addToken("biasa", { TestKey::P256 }).isEmpty());
    QVERIFY(!m_bench->addToken("teliti", { TestKey::P384 }, true).isEmpty());
    m_bench->start({}, watchdogMs);
    m_plain = m_bench->credential(256);
    m_always = m_bench->credential(384);
    m_before = m_bench->inventory();
}

void TestTokenFaults::call_thatFails_leavesDeskAndTokenWhole_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("order");
    QTest::addColumn<int>("expected");
    const bool all = qEnvironmentVariableIsSet("PERAKU_LONG");
    int number = 0;
    for (const auto& call : calls) {
        ++number; // Shifts the slice from call to call.
        const auto row = [&](const QByteArray& order, int expected) {
            if (all || ++number % 5 == 0)
                QTest::addRow("%s", order.constData()) << call << order << expected;
        };
        // Every slot is asked for its token, in no order: one that answers would still sign.
        const QByteArray which = call == "C_GetTokenInfo" ? " 0" : " 1";
        for (const auto& answer : answers)
            row("fail " + call + ' ' + answer.code + which, tidiesUp(call) ? succeeds : int(answer.means));
        row("pull " + call + " 1", tidiesUp(call) ? succeeds : int(ErrorCode::TokenRemoved));
        row("crash " + call + " 1", int(ErrorCode::ModuleCrashed));
        row("hang " + call + " 1", int(ErrorCode::ModuleHung));
    }
}

void TestTokenFaults::call_thatFails_leavesDeskAndTokenWhole()
{
    QFETCH(QByteArray, call);
    QFETCH(QByteArray, order);
    QFETCH(int, expected);
    const auto& credential = call == "C_LoginContext" ? m_always : m_plain;
    m_bench->plan(order);
    const auto answer = m_bench->sign(credential);
    const int got = answer ? succeeds : int(answer.error().code);
    QVERIFY2(got == expected, qPrintable(answer ? QStringLiteral("signed") : errorKey(answer.error().code)));
    QVERIFY(!answer || TokenBench::hold(*answer, credential));
    QVERIFY(m_bench->logged("C_Login ") <= 1);
    QVERIFY(m_bench->logged("C_LoginContext") <= 1);

    m_bench->plan({});
    const auto again = m_bench->sign(credential);
    QVERIFY2(again, again ? "" : qPrintable(errorKey(again.error().code) + again.error().detail));
    QVERIFY(TokenBench::hold(*again, credential));
    QVERIFY(m_bench->inventory() == m_before);
}

void TestTokenFaults::call_thatFailsInAnOrderOfFifty_keepsWhatWasSigned_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("order");
    QTest::addColumn<int>("nth");
    QTest::addColumn<int>("expected");
    const bool all = qEnvironmentVariableIsSet("PERAKU_LONG");
    int number = 0;
    for (const QByteArray call : { "C_SignInit", "C_LoginContext", "C_Sign" }) {
        for (const int nth : { 2, 25, 50 }) {
            const auto row = [&](const QByteArray& order, ErrorCode expected) {
                if (all || ++number % 5 == 0)
                    QTest::addRow("%s", order.constData()) << call << order << nth << int(expected);
            };
            const auto which = ' ' + QByteArray::number(nth);
            // Every answer of a call means the same here as in an order of one; these are of each kind.
            for (const auto& answer : answers) {
                if (QByteArrayList { "5", "30", "32", "a0", "190", "200" }.contains(answer.code))
                    row("fail " + call + ' ' + answer.code + which, answer.means);
            }
            row("pull " + call + which, ErrorCode::TokenRemoved);
            row("crash " + call + which, ErrorCode::ModuleCrashed);
            row("hang " + call + which, ErrorCode::ModuleHung);
        }
    }
}

void TestTokenFaults::call_thatFailsInAnOrderOfFifty_keepsWhatWasSigned()
{
    QFETCH(QByteArray, call);
    QFETCH(QByteArray, order);
    QFETCH(int, nth);
    QFETCH(int, expected);
    constexpr int digests = 50;
    m_bench->plan(order);
    const auto answer = waited(m_bench->signing(m_always, TokenBench::userCode, false, 256, digests));
    const auto reason = !answer ? std::optional(answer.error()) : answer->stopped;
    QVERIFY(reason);
    QVERIFY2(int(reason->code) == expected, qPrintable(errorKey(reason->code)));
    QCOMPARE(answer ? answer->made.size() : 0, nth - 1);
    QVERIFY(!answer || TokenBench::hold(answer->made, m_always));
    QCOMPARE(m_bench->logged("C_Login "), 1);
    QVERIFY(m_bench->logged("C_LoginContext") <= nth);

    m_bench->plan({});
    QVERIFY(m_bench->sign(m_always));
    QVERIFY(m_bench->inventory() == m_before);
}

QTEST_GUILESS_MAIN(TestTokenFaults)
#include "test_tokenfaults.moc"
