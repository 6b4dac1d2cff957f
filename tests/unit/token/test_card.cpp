#include <support/cardservice.h>
#include <support/pivcard.h>
#include <support/tokenbench.h>

#include <QSignalSpy>

using namespace peraku;
using namespace peraku::domain;
using namespace peraku::support;

/** The whole real stack below the desk: peraku-token, OpenSC, pcscd, a virtual reader with a PIV card. */
class TestCard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void card_isPluggedSignsIsPulledAndSignsAgain();
    void wrongPin_usesOneTryAndTheNextSignatureHolds();

private:
    bool plugged(PivCard& card);
    std::unique_ptr<TokenBench> m_bench;
    std::unique_ptr<CardService> m_service;
};

namespace {
constexpr int settleMs = 10'000;
constexpr auto code = "246813";
} // namespace

void TestCard::initTestCase()
{
    m_bench = std::make_unique<TokenBench>();
    m_service = std::make_unique<CardService>();
    if (const auto reason = m_service->start(); !reason.isEmpty())
        QSKIP(qPrintable(QStringLiteral("no smart-card service here: ") + reason));
    m_bench->start({ QStringLiteral(PERAKU_OPENSC) });
}

/** Plugs the card in and waits until the desk is told and sees its two certificates. */
bool TestCard::plugged(PivCard& card)
{
    QSignalSpy told(&m_bench->signer(), &Signer::inventoryChanged);
    card.plug(m_service->readerPort());
    return (told.count() > 0 || told.wait(settleMs))
        && QTest::qWaitFor([this] { return m_bench->inventory().credentials.size() == 2; }, settleMs);
}

void TestCard::card_isPluggedSignsIsPulledAndSignsAgain()
{
    QVERIFY(m_bench->inventory().credentials.isEmpty());
    QCOMPARE(m_bench->inventory().slotStatus.first().unusable->code, ErrorCode::TokenMissing);
    PivCard card(code);
    card.put(PivCard::Slot::Signature, m_bench->pki.officer(TestKey::Rsa2048));
    card.put(PivCard::Slot::Authentication, m_bench->pki.officer(TestKey::P256, TokenBench::officerIc, 1001));
    for (int round = 1; round <= 2; ++round) {
        QVERIFY(plugged(card));
        for (const int keyBits : { 2048, 256 }) {
            const auto credential = m_bench->credential(keyBits);
            QVERIFY(!credential.unusable);
            const auto made = m_bench->sign(credential, code);
            QVERIFY2(made, made ? "" : qPrintable(errorKey(made.error().code) + made.error().detail));
            QVERIFY(TokenBench::hold(*made, credential));
        }
        QCOMPARE(card.signatures(), 2 * round);
        const auto credential = m_bench->credential(2048);
        QSignalSpy told(&m_bench->signer(), &Signer::inventoryChanged);
        card.pull();
        QVERIFY(told.wait(settleMs));
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->inventory().credentials.isEmpty(), settleMs);
        const auto refused = m_bench->sign(credential, code);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::TokenRemoved);
    }
}

void TestCard::wrongPin_usesOneTryAndTheNextSignatureHolds()
{
    PivCard card(code);
    card.put(PivCard::Slot::Signature, m_bench->pki.officer(TestKey::Rsa2048));
    card.put(PivCard::Slot::Authentication, m_bench->pki.officer(TestKey::P256, TokenBench::officerIc, 1001));
    QVERIFY(plugged(card));
    const auto credential = m_bench->credential(2048);
    const auto refused = m_bench->sign(credential, "999999");
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::WrongPin);
    QCOMPARE(card.tries(), 2);
    const auto made = m_bench->sign(credential, code);
    QVERIFY2(made, made ? "" : qPrintable(errorKey(made.error().code) + made.error().detail));
    QVERIFY(TokenBench::hold(*made, credential));
    QCOMPARE(card.tries(), 3);
    card.pull();
}

QTEST_GUILESS_MAIN(TestCard)
#include "test_card.moc"
