#include <support/tokenbench.h>

using namespace peraku;
using namespace peraku::domain;
using namespace peraku::support;

/** What the desk learns of readers, tokens and certificates before anyone types a PIN. */
class TestInventory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachSlot_isListedWithUsableOrTheReason();
    void emptyReader_saysNoToken();
    void certificate_isJudgedForTheOfficer_data();
    void certificate_isJudgedForTheOfficer();
    void unreadableToken_saysSoAndOthersStayUsable_data();
    void unreadableToken_saysSoAndOthersStayUsable();
    void pinState_isKnownBeforeAnyPrompt_data();
    void pinState_isKnownBeforeAnyPrompt();
    void tokenWithoutPkcs1_asksForPss();
    void severalFittingCertificates_areAllOffered();
    void sameTokenThroughTwoModules_isOneCredential();
    void brokenModule_isReportedBesideAWorkingOne_data();
    void brokenModule_isReportedBesideAWorkingOne();
    void moduleThatRefusesLocking_stillServes();
    void noModuleAtAll_saysSo();
};

namespace {

SlotStatus slotOf(const MediumInventory& inventory, const QString& serial)
{
    for (const auto& slot : inventory.slotStatus) {
        if (slot.tokenSerial == serial)
            return slot;
    }
    return {};
}

} // namespace

void TestInventory::eachSlot_isListedWithUsableOrTheReason()
{
    TokenBench bench;
    const auto good = bench.addToken("baik", { TestKey::P256, TestKey::Rsa2048 });
    const auto bare = bench.tokens.add("kosong", TokenBench::userCode, {});
    bench.plan("blank");
    const auto found = bench.inventory();
    QCOMPARE(found.slotStatus.size(), 3);
    QVERIFY(found.moduleErrors.isEmpty());

    const auto usable = slotOf(found, good);
    QVERIFY(!usable.unusable);
    QCOMPARE(usable.certificates, 2);
    QCOMPARE(usable.tokenLabel, QStringLiteral("baik"));
    QCOMPARE(usable.pinState, PinState::Good);
    QCOMPARE(slotOf(found, bare).unusable->code, ErrorCode::TokenNotUsable);
    const auto blank = slotOf(found, {});
    QCOMPARE(blank.unusable->code, ErrorCode::TokenBlank);
    QCOMPARE(blank.pinState, PinState::Unknown);
    QCOMPARE(bench.logged("C_Login"), 0);
}

void TestInventory::emptyReader_saysNoToken()
{
    TokenBench bench;
    bench.addToken("keluar", { TestKey::P256 });
    bench.plan("out *");
    const auto found = bench.inventory();
    QCOMPARE(found.slotStatus.size(), 1);
    QCOMPARE(found.slotStatus.first().unusable->code, ErrorCode::TokenMissing);
    QVERIFY(found.slotStatus.first().tokenLabel.isEmpty());
    QVERIFY(found.credentials.isEmpty());
}

void TestInventory::certificate_isJudgedForTheOfficer_data()
{
    QTest::addColumn<QString>("defect");
    QTest::addColumn<int>("expected");
    QTest::newRow("expired") << "expired" << int(ErrorCode::CertificateExpired);
    QTest::newRow("not yet valid") << "future" << int(ErrorCode::CertificateNotYetValid);
    QTest::newRow("digitalSignature only") << "usage" << int(ErrorCode::CertificateWrongUsage);
    QTest::newRow("authority") << "authority" << int(ErrorCode::CertificateWrongUsage);
    QTest::newRow("another officer's") << "officer" << int(ErrorCode::CertificateWrongOfficer);
    QTest::newRow("no IC at all") << "nobody" << int(ErrorCode::CertificateWrongOfficer);
}

void TestInventory::certificate_isJudgedForTheOfficer()
{
    QFETCH(QString, defect);
    QFETCH(int, expected);
    TokenBench bench;
    auto spec
        = bench.pki.officerSpec(defect == QLatin1String("officer") ? "790202146002" : TokenBench::officerIc);
    if (defect == QLatin1String("expired"))
        spec.notAfter = bench.clock.now.addSecs(-1);
    if (defect == QLatin1String("future"))
        spec.notBefore = bench.clock.now.addSecs(1);
    if (defect == QLatin1String("usage"))
        spec.set("keyUsage", "critical,digitalSignature");
    if (defect == QLatin1String("authority"))
        spec.set("basicConstraints", "critical,CA:TRUE")
            .set("keyUsage", "critical,nonRepudiation,keyCertSign");
    if (defect == QLatin1String("nobody"))
        spec.subject = { { NID_commonName, "Tiada IC" } };
    const auto serial = bench.addToken("ujian", spec);
    QVERIFY(!serial.isEmpty());

    const auto found = bench.inventory();
    QCOMPARE(found.credentials.size(), 1);
    QCOMPARE(int(found.credentials.first().unusable->code), expected);
    QCOMPARE(int(slotOf(found, serial).unusable->code), expected);
    QCOMPARE(slotOf(found, serial).certificates, 1);
}

void TestInventory::unreadableToken_saysSoAndOthersStayUsable_data()
{
    QTest::addColumn<QByteArray>("plan");
    QTest::addColumn<int>("expected");
    QTest::newRow("slot info") << QByteArray("fail C_GetSlotInfo 5 1") << int(ErrorCode::TokenUnreadable);
    QTest::newRow("not recognised") << QByteArray("fail C_GetTokenInfo e1 3")
                                    << int(ErrorCode::TokenUnreadable);
    QTest::newRow("no session") << QByteArray("fail C_OpenSession b1 1") << int(ErrorCode::TokenUnreadable);
    QTest::newRow("objects") << QByteArray("fail C_FindObjects 30 1") << int(ErrorCode::TokenRemoved);
    QTest::newRow("attribute") << QByteArray("fail C_GetAttributeValue 5 1")
                               << int(ErrorCode::TokenUnreadable);
    QTest::newRow("pulled while read")
        << QByteArray("fail C_GetAttributeValue 32 1") << int(ErrorCode::TokenRemoved);
}

void TestInventory::unreadableToken_saysSoAndOthersStayUsable()
{
    QFETCH(QByteArray, plan);
    QFETCH(int, expected);
    TokenBench bench;
    bench.addToken("pertama", { TestKey::P256 });
    bench.addToken("kedua", { TestKey::P256 });
    bench.plan(plan);
    const auto found = bench.inventory();
    QCOMPARE(found.slotStatus.size(), 2);
    QList<int> reasons;
    for (const auto& slot : found.slotStatus)
        reasons.append(slot.unusable ? int(slot.unusable->code) : -1);
    QVERIFY2(reasons.contains(expected) && reasons.contains(-1),
        qPrintable(QStringLiteral("%1 %2").arg(reasons[0]).arg(reasons[1])));
    QCOMPARE(found.credentials.size(), 1);
}

void TestInventory::pinState_isKnownBeforeAnyPrompt_data()
{
    QTest::addColumn<QByteArray>("plan");
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("reason");
    QTest::newRow("good") << QByteArray("tries 3") << int(PinState::Good) << -1;
    QTest::newRow("low") << QByteArray("flags 10000") << int(PinState::CountLow) << -1;
    QTest::newRow("final") << QByteArray("flags 30000") << int(PinState::FinalTry) << -1;
    QTest::newRow("locked") << QByteArray("flags 40000") << int(PinState::Locked)
                            << int(ErrorCode::PinLocked);
    QTest::newRow("must change") << QByteArray("flags 80000") << int(PinState::MustChange)
                                 << int(ErrorCode::PinMustChange);
}

void TestInventory::pinState_isKnownBeforeAnyPrompt()
{
    QFETCH(QByteArray, plan);
    QFETCH(int, state);
    QFETCH(int, reason);
    TokenBench bench;
    bench.addToken("ujian", { TestKey::P256 });
    bench.plan(plan);
    const auto credential = bench.credential();
    QCOMPARE(int(credential.pinState), state);
    QCOMPARE(credential.unusable ? int(credential.unusable->code) : -1, reason);
    QCOMPARE(bench.logged("C_Login"), 0);
}

void TestInventory::tokenWithoutPkcs1_asksForPss()
{
    TokenBench bench;
    bench.addToken("ujian", { TestKey::Rsa2048 });
    QVERIFY(!bench.credential(2048).pssOnly);
    bench.plan("nopkcs1");
    const auto credential = bench.credential(2048);
    QVERIFY(credential.pssOnly);
    QVERIFY(!credential.unusable);
}

void TestInventory::severalFittingCertificates_areAllOffered()
{
    TokenBench bench;
    bench.addToken("pertama", { TestKey::P256, TestKey::Rsa2048 });
    bench.addToken("kedua", { TestKey::P384 });
    const auto found = bench.inventory();
    QCOMPARE(found.credentials.size(), 3);
    QSet<QString> ids;
    for (const auto& credential : found.credentials) {
        QVERIFY(!credential.unusable);
        QVERIFY(credential.id.startsWith(credential.mediumSerial + QLatin1Char(':')));
        ids.insert(credential.id);
    }
    QCOMPARE(ids.size(), 3);
}

void TestInventory::sameTokenThroughTwoModules_isOneCredential()
{
    TokenBench bench;
    bench.addToken("ujian", { TestKey::P256 });
    bench.start({ SoftTokens::module(), QStringLiteral(PERAKU_SHIM) });
    const auto found = bench.inventory();
    QCOMPARE(found.credentials.size(), 1);
    QVERIFY(bench.sign(found.credentials.first()));
    QCOMPARE(bench.logged("C_Login"), 0); // The first module serves it.
}

void TestInventory::brokenModule_isReportedBesideAWorkingOne_data()
{
    QTest::addColumn<QString>("module");
    QTest::addColumn<int>("expected");
    QTest::newRow("missing") << "/nowhere/libtoken.so" << int(ErrorCode::ModuleNotFound);
    QTest::newRow("not a module") << QStringLiteral("/usr/lib/x86_64-linux-gnu/libz.so.1")
                                  << int(ErrorCode::ModuleFailed);
    QTest::newRow("not a library") << QStringLiteral("/etc/hostname") << int(ErrorCode::ModuleFailed);
}

void TestInventory::brokenModule_isReportedBesideAWorkingOne()
{
    QFETCH(QString, module);
    QFETCH(int, expected);
    TokenBench bench;
    bench.addToken("ujian", { TestKey::P256 });
    bench.start({ module, QStringLiteral(PERAKU_SHIM) });
    const auto found = bench.inventory();
    QCOMPARE(found.moduleErrors.size(), 1);
    QCOMPARE(int(found.moduleErrors.first().code), expected);
    if (found.moduleErrors.first().code == ErrorCode::ModuleNotFound)
        QCOMPARE(found.moduleErrors.first().detail, QFileInfo(module).fileName());
    QCOMPARE(found.credentials.size(), 1);
    QVERIFY(bench.sign(found.credentials.first()));
}

void TestInventory::moduleThatRefusesLocking_stillServes()
{
    TokenBench bench;
    bench.addToken("ujian", { TestKey::P256 });
    bench.plan("fail C_Initialize a 1");
    const auto credential = bench.credential();
    QVERIFY(bench.sign(credential));
    QCOMPARE(bench.logged("C_Initialize"), 2);
}

void TestInventory::noModuleAtAll_saysSo()
{
    PkiClock clock;
    token::TokenSigner signer(token::TokenOptions { {}, clock, nullptr });
    const auto found = waited(signer.inventory({}));
    QCOMPARE(found->moduleErrors.first().code, ErrorCode::ModuleNotFound);
}

QTEST_GUILESS_MAIN(TestInventory)
#include "test_inventory.moc"
