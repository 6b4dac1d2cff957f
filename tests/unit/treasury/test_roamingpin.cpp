#include "mediumworld.h"

#include <QTest>

using namespace peraku;
using namespace peraku::domain;
using namespace peraku::test;
using treasury::RoamingState;

/** How officers change the PIN of a roaming certificate, and what becomes of wrong ones. */
class TestRoamingPin : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void roamingPin_isChangedOnceAKeyAndByTheRules();
    void refusedPin_isAuditedMailedAndLimited();
};

namespace {

treasury::Response changePin(
    MediumWorld& world, const Officer& officer, const char* from, const char* to, const QByteArray& key)
{
    auto asked = world.request(
        "POST", "/v1/me/roaming/" + world.keys.credentials.first().id.toLatin1() + "/pin", officer);
    asked.headers.insert("content-type", "application/json");
    asked.headers.insert("idempotency-key", key);
    asked.secretBody
        = wire::encode(wire::PasswordChangeRequest { secret::SecureBuffer::copyOf(std::string_view(from)),
            secret::SecureBuffer::copyOf(std::string_view(to)) });
    return world.handle(asked);
}

} // namespace

void TestRoamingPin::roamingPin_isChangedOnceAKeyAndByTheRules()
{
    MediumWorld world;
    const auto application = world.submittedApplication(world.clerk);
    QCOMPARE(world.decide(world.administratorOfA, application, RequestAction::Confirm).status, 200);
    const auto change = [&](const Officer& officer, const char* from, const char* to, const QByteArray& key) {
        return changePin(world, officer, from, to, key);
    };
    QCOMPARE(change(world.clerk, MediumWorld::goodDigits, "987654", world.key()).status, 422);
    QCOMPARE(change(world.clerk, MediumWorld::goodDigits, MediumWorld::goodDigits, world.key()).status, 422);
    QCOMPARE(world.keys.pinChanges, 0);
    const auto wrong = change(world.clerk, "111222", "640295", world.key());
    QCOMPARE(wrong.status, 422);
    QCOMPARE(problemType(wrong), QStringLiteral("wrong-pin"));
    const auto key = world.key();
    QCOMPARE(change(world.clerk, MediumWorld::goodDigits, "640295", key).status, 204);
    QCOMPARE(change(world.clerk, MediumWorld::goodDigits, "640295", key).status, 204);
    QCOMPARE(world.keys.pinChanges, 3);
    // The same key with another PIN is no repetition.
    const auto other = change(world.clerk, "640295", "274016", key);
    QCOMPARE(other.status, 422);
    QCOMPARE(problemType(other), QStringLiteral("wrong-pin"));
    QCOMPARE(change(world.otherClerk, "640295", "274016", world.key()).status, 404);
}

void TestRoamingPin::refusedPin_isAuditedMailedAndLimited()
{
    MediumWorld world;
    const auto application = world.submittedApplication(world.clerk);
    QCOMPARE(world.decide(world.administratorOfA, application, RequestAction::Confirm).status, 200);
    world.mails();
    const auto refused = [&] { return changePin(world, world.clerk, "111222", "640295", world.key()); };
    QCOMPARE(problemType(refused()), QStringLiteral("wrong-pin"));
    QVERIFY(world.mails().isEmpty());
    QCOMPARE(problemType(refused()), QStringLiteral("wrong-pin"));
    auto mails = world.mails();
    QCOMPARE(mails.size(), 1);
    QCOMPARE(mails.first().to, world.clerk.email);
    QCOMPARE(problemType(refused()), QStringLiteral("wrong-pin"));
    QVERIFY(world.mails().isEmpty());
    world.keys.locksAfter = 4;
    QCOMPARE(problemType(refused()), QStringLiteral("wrong-pin"));
    mails = world.mails();
    QCOMPARE(mails.size(), 1);
    QVERIFY(mails.first().text.contains(QStringLiteral("dikunci")));
    QCOMPARE(problemType(refused()), QStringLiteral("credential-locked"));
    world.keys.credentials.first().state = RoamingState::Active;
    QCOMPARE(problemType(refused()), QStringLiteral("wrong-pin"));
    const auto waits = refused();
    QCOMPARE(waits.status, 429);
    QCOMPARE(waits.header("Retry-After"), QByteArray("3600"));
    QCOMPARE(world.number("SELECT count(*) FROM audit WHERE action = 'roaming.pin-refused'"), 4);
    QCOMPARE(world.number("SELECT count(*) FROM audit WHERE action = 'roaming.locked'"), 1);
}

QTEST_GUILESS_MAIN(TestRoamingPin)
#include "test_roamingpin.moc"
