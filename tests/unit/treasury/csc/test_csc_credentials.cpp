#include "office.h"

#include <QFile>
#include <QTest>

using namespace peraku;
using namespace peraku::test;
using namespace Qt::StringLiterals;
using domain::ErrorCode;
using domain::KeyKind;
using support::pinOf;
using treasury::RoamingState;

Q_DECLARE_METATYPE(peraku::domain::KeyKind)

class TestCscCredentials : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        secret::hardenProcess();
        m_office = std::make_unique<Office>();
    }
    void prepare_brokenPinRule_makesNoKey_data();
    void prepare_brokenPinRule_makesNoKey();
    void prepare_eachKind_isPendingUntilItsCertificate_data();
    void prepare_eachKind_isPendingUntilItsCertificate();
    void activate_anothersCertificate_isRefused();
    void changePin_rightAndWrong_countAndCarryOn();
    void changePin_brokenRule_costsNoTry();
    void changePin_goodSignatures_renewNoTries();
    void changePin_sameKeyAgain_costsNoTryOnlyWithTheNewPin();
    void unblock_lockedCredential_beginsAnew();
    void unblockWithHash_onlyTakesRecords();
    void suspend_andResume_keepALock();
    void end_isFinal();
    void discard_pendingCredential_destroysItsKey();
    void discard_credentialWithACertificate_isRefused();
    void reopen_keepsPinsAndKeys();
    void file_isPrivate_andHoldsNoPin();
    void open_anotherToken_knowsNoPins();

private:
    std::unique_ptr<Office> m_office;
};

void TestCscCredentials::prepare_brokenPinRule_makesNoKey_data()
{
    QTest::addColumn<QByteArray>("pin");
    QTest::addColumn<QString>("finding");
    QTest::newRow("short") << QByteArray("12345") << u"finding.pin-digits"_s;
    QTest::newRow("run") << QByteArray("123456") << u"finding.pin-run"_s;
    QTest::newRow("repeat") << QByteArray("121212") << u"finding.pin-repeat"_s;
    QTest::newRow("birth date") << QByteArray("850214") << u"finding.pin-personal"_s;
}

void TestCscCredentials::prepare_brokenPinRule_makesNoKey()
{
    QFETCH(QByteArray, pin);
    QFETCH(QString, finding);
    const auto before = m_office->service->allCredentials()->size();
    const auto prepared = m_office->service->prepare(aminah, KeyKind::Ec, pinOf(pin.constData()));
    QVERIFY(!prepared);
    QCOMPARE(prepared.error().code, ErrorCode::PinRuleBroken);
    QCOMPARE(prepared.error().detail, finding);
    QCOMPARE(m_office->service->allCredentials()->size(), before);
}

void TestCscCredentials::prepare_eachKind_isPendingUntilItsCertificate_data()
{
    QTest::addColumn<KeyKind>("kind");
    QTest::newRow("RSA") << KeyKind::Rsa;
    QTest::newRow("EC") << KeyKind::Ec;
}

void TestCscCredentials::prepare_eachKind_isPendingUntilItsCertificate()
{
    QFETCH(KeyKind, kind);
    auto& service = *m_office->service;
    const auto prepared = service.prepare(aminah, kind, pinOf("739164"));
    QVERIFY(prepared);
    QCOMPARE(prepared->state, RoamingState::Pending);
    const auto hidden = m_office->call("credentials/info", aminah, { { u"credentialID"_s, prepared->id } });
    QCOMPARE(hidden.status, 400);
    const auto issued
        = m_office->authority->issueOfficer({ aminah, u"A"_s, u"P"_s, {} }, prepared->publicKey);
    QVERIFY(issued);
    QVERIFY(service.activate(prepared->id, issued->der));
    const auto active = m_office->credential(aminah, prepared->id);
    QCOMPARE(active.state, RoamingState::Active);
    QCOMPARE(active.keyKind, kind);
    QCOMPARE(active.certificate, issued->der);
    QCOMPARE(service.activate(prepared->id, issued->der).error().code, ErrorCode::WrongState);
}

void TestCscCredentials::activate_anothersCertificate_isRefused()
{
    auto& service = *m_office->service;
    const auto mine = *service.prepare(aminah, KeyKind::Ec, pinOf("739164"));
    const auto other = *service.prepare(aminah, KeyKind::Ec, pinOf("739164"));
    const auto wrongOfficer
        = *m_office->authority->issueOfficer({ badrul, u"B"_s, u"P"_s, {} }, mine.publicKey);
    const auto wrongKey = *m_office->authority->issueOfficer({ aminah, u"A"_s, u"P"_s, {} }, other.publicKey);
    QCOMPARE(service.activate(mine.id, wrongOfficer.der).error().code, ErrorCode::CertificateWrongOfficer);
    QCOMPARE(service.activate(mine.id, wrongKey.der).error().code, ErrorCode::CertificateMalformed);
    QCOMPARE(service.activate(mine.id, "x").error().code, ErrorCode::CertificateMalformed);
    QCOMPARE(service.activate(u"none"_s, wrongKey.der).error().code, ErrorCode::NotFound);
}

void TestCscCredentials::changePin_rightAndWrong_countAndCarryOn()
{
    auto& service = *m_office->service;
    const auto id = m_office->enrol(aminah);
    QCOMPARE(service.changePin(id, aminah, pinOf("000000"), pinOf("902718"), {}).error().code,
        ErrorCode::WrongPin);
    QCOMPARE(m_office->credential(aminah, id).failures, 1);
    QVERIFY(service.changePin(id, aminah, pinOf("739164"), pinOf("902718"), {}));
    // Only a good signature forgets; a good PIN merely costs nothing.
    QCOMPARE(m_office->credential(aminah, id).failures, 1);
    QCOMPARE(service.changePin(id, aminah, pinOf("739164"), pinOf("902718"), {}).error().code,
        ErrorCode::WrongPin);
    QVERIFY(service.changePin(id, aminah, pinOf("902718"), pinOf("739164"), {}));
    QCOMPARE(service.changePin(id, badrul, pinOf("739164"), pinOf("902718"), {}).error().code,
        ErrorCode::NotFound);
    for (int i = 2; i < 5; ++i)
        QCOMPARE(service.changePin(id, aminah, pinOf("000000"), pinOf("902718"), {}).error().code,
            ErrorCode::WrongPin);
    QCOMPARE(service.changePin(id, aminah, pinOf("739164"), pinOf("902718"), {}).error().code,
        ErrorCode::CredentialLocked);
    QCOMPARE(m_office->credential(aminah, id).state, RoamingState::Locked);
}

void TestCscCredentials::changePin_brokenRule_costsNoTry()
{
    const auto id = m_office->enrol(aminah);
    const auto changed = m_office->service->changePin(id, aminah, pinOf("000000"), pinOf("111111"), {});
    QCOMPARE(changed.error().code, ErrorCode::PinRuleBroken);
    QCOMPARE(m_office->credential(aminah, id).failures, 0);
}

void TestCscCredentials::changePin_goodSignatures_renewNoTries()
{
    auto& office = *m_office;
    const auto id = office.enrol(aminah);
    for (int i = 0; i < 5; ++i) {
        office.clock.ahead += 3600;
        QCOMPARE(office.service->changePin(id, aminah, pinOf("000000"), pinOf("902718"), {}).error().code,
            ErrorCode::WrongPin);
        const auto papers = office.papers(aminah, id);
        QCOMPARE(office.sign(aminah, id, papers, office.sadFor(aminah, id, papers)).status, 200);
        QCOMPARE(office.credential(aminah, id).failures, 0);
    }
    QCOMPARE(*office.service->refusedPins(id), 5);
    const auto refused = office.service->changePin(id, aminah, pinOf("739164"), pinOf("902718"), {}).error();
    QCOMPARE(refused.code, ErrorCode::ServerBusy);
    QVERIFY(refused.retryAfterSeconds > 19 * 3600 && refused.retryAfterSeconds <= 20 * 3600 + 1);
    office.clock.ahead += refused.retryAfterSeconds;
    QVERIFY(office.service->changePin(id, aminah, pinOf("739164"), pinOf("902718"), {}));
}

void TestCscCredentials::changePin_sameKeyAgain_costsNoTryOnlyWithTheNewPin()
{
    auto& service = *m_office->service;
    const auto id = m_office->enrol(aminah);
    const auto key = u"00112233445566778899aabbccddeeff"_s;
    QVERIFY(service.changePin(id, aminah, pinOf("739164"), pinOf("902718"), key));
    QVERIFY(service.changePin(id, aminah, pinOf("739164"), pinOf("902718"), key));
    QCOMPARE(m_office->credential(aminah, id).failures, 0);
    // The key is no way to try PINs for nothing.
    for (int i = 1; i <= 2; ++i) {
        QCOMPARE(service.changePin(id, aminah, pinOf("902718"), pinOf("640295"), key).error().code,
            ErrorCode::WrongPin);
        QCOMPARE(m_office->credential(aminah, id).failures, i);
    }
    QCOMPARE(*service.refusedPins(id), 2);
}

void TestCscCredentials::unblock_lockedCredential_beginsAnew()
{
    auto& service = *m_office->service;
    const auto id = m_office->enrol(aminah);
    for (int i = 0; i < 5; ++i)
        QVERIFY(!service.changePin(id, aminah, pinOf("000000"), pinOf("902718"), {}));
    QCOMPARE(m_office->credential(aminah, id).state, RoamingState::Locked);
    QCOMPARE(service.unblock(id, pinOf("850214")).error().code, ErrorCode::PinRuleBroken);
    QVERIFY(service.unblock(id, pinOf("902718")));
    QCOMPARE(m_office->credential(aminah, id).state, RoamingState::Active);
    QCOMPARE(m_office->credential(aminah, id).failures, 0);
    QVERIFY(service.changePin(id, aminah, pinOf("902718"), pinOf("739164"), {}));
}

void TestCscCredentials::unblockWithHash_onlyTakesRecords()
{
    auto& service = *m_office->service;
    const auto id = m_office->enrol(aminah);
    QCOMPARE(service.hashPin(aminah, pinOf("123456")).error().code, ErrorCode::PinRuleBroken);
    const auto record = service.hashPin(aminah, pinOf("902718"));
    QVERIFY(record);
    QVERIFY(!record->contains("902718"));
    QCOMPARE(service.unblockWithHash(id, "902718").error().code, ErrorCode::InvalidInput);
    QVERIFY(service.unblockWithHash(id, *record));
    QVERIFY(service.changePin(id, aminah, pinOf("902718"), pinOf("739164"), {}));
}

void TestCscCredentials::suspend_andResume_keepALock()
{
    auto& service = *m_office->service;
    const auto id = m_office->enrol(aminah);
    for (int i = 0; i < 5; ++i)
        QVERIFY(!service.changePin(id, aminah, pinOf("000000"), pinOf("902718"), {}));
    QCOMPARE(service.resume(id).error().code, ErrorCode::WrongState);
    QVERIFY(service.suspend(id));
    QCOMPARE(m_office->credential(aminah, id).state, RoamingState::Suspended);
    QCOMPARE(service.suspend(id).error().code, ErrorCode::WrongState);
    QVERIFY(service.resume(id));
    QCOMPARE(m_office->credential(aminah, id).state, RoamingState::Locked);
}

void TestCscCredentials::end_isFinal()
{
    auto& service = *m_office->service;
    const auto id = m_office->enrol(aminah);
    QVERIFY(service.end(id));
    for (const auto& refused :
        { service.end(id), service.suspend(id), service.resume(id), service.unblock(id, pinOf("902718")),
            service.changePin(id, aminah, pinOf("739164"), pinOf("902718"), {}) }) {
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::WrongState);
    }
}

void TestCscCredentials::discard_pendingCredential_destroysItsKey()
{
    auto& service = *m_office->service;
    const auto prepared = service.prepare(aminah, KeyKind::Ec, pinOf("739164")).value();
    const auto label = u"roaming-"_s + prepared.id;
    QVERIFY(m_office->token->find(label));
    QVERIFY(service.discard(prepared.id));
    QCOMPARE(m_office->token->find(label).error().code, ErrorCode::KeyMissing);
    QCOMPARE(m_office->credential(aminah, prepared.id).state, RoamingState::Ended);
    QCOMPARE(service.discard(prepared.id).error().code, ErrorCode::WrongState);
    QCOMPARE(service.discard(u"nobody"_s).error().code, ErrorCode::NotFound);
}

void TestCscCredentials::discard_credentialWithACertificate_isRefused()
{
    auto& service = *m_office->service;
    const auto id = m_office->enrol(aminah);
    QCOMPARE(service.discard(id).error().code, ErrorCode::WrongState);
    QVERIFY(service.suspend(id));
    QCOMPARE(service.discard(id).error().code, ErrorCode::WrongState);
    QVERIFY(service.end(id));
    QCOMPARE(service.discard(id).error().code, ErrorCode::WrongState);
    QVERIFY(m_office->token->find(u"roaming-"_s + id));
}

void TestCscCredentials::reopen_keepsPinsAndKeys()
{
    const auto id = m_office->enrol(aminah);
    m_office->close();
    m_office->open();
    QVERIFY(m_office->service->changePin(id, aminah, pinOf("739164"), pinOf("902718"), {}));
    const auto papers = m_office->papers(aminah, id);
    const auto code = m_office->codeFor(aminah, id, papers);
    const auto sad = m_office->authorise(aminah, id, papers, code, "902718").text("SAD");
    QCOMPARE(m_office->sign(aminah, id, papers, sad).status, 200);
}

void TestCscCredentials::file_isPrivate_andHoldsNoPin()
{
    m_office->enrol(aminah, KeyKind::Ec, "8051937246");
    for (const auto& suffix : { QString(), u"-wal"_s }) {
        QFile file(m_office->file() + suffix);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(int(file.permissions()
                     & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)),
            0);
        QVERIFY(!file.readAll().contains("8051937246"));
    }
}

void TestCscCredentials::open_anotherToken_knowsNoPins()
{
    const auto id = m_office->enrol(aminah);
    m_office->hsm.make(m_office->module, u"other"_s);
    const auto other = m_office->hsm.open(m_office->module, u"other"_s);
    m_office->close();
    {
        const auto stranger = support::SoftHsm::need(csc::Service::open(m_office->file(), m_office->options,
            { m_office->clock, m_office->rng, other, m_office->courier, *m_office->endpoints,
                *m_office->endpoints }));
        QCOMPARE(stranger->changePin(id, aminah, pinOf("739164"), pinOf("902718"), {}).error().code,
            ErrorCode::WrongPin);
    }
    m_office->open();
    QVERIFY(m_office->service->changePin(id, aminah, pinOf("739164"), pinOf("902718"), {}));
}

QTEST_GUILESS_MAIN(TestCscCredentials)
#include "test_csc_credentials.moc"
