#include "deskfixture.h"
#include "media.h"

#include <QSignalSpy>

using namespace peraku;
using namespace peraku::test;
using services::Media;
using treasury::MediaPolicy;

/** The look-up of media over the real treasury: the desk follows the policy while it runs. */
class TestMedia : public QObject {
    Q_OBJECT
private:
    static bool tokenAllowed(const MediaGrants& grants) { return grants.find(SigningMedium::Token)->allowed; }

private Q_SLOTS:
    void policy_switchedWhileLoggedIn_isSeenAtTheNextPull()
    {
        World world;
        MemoryFiles files;
        TestDesk desk(world, files);
        Media media(desk.session, desk.sync, desk.client, desk.workspace);
        QSignalSpy changed(&media, &Media::changed);
        QVERIFY(desk.logIn(checkerIc));
        QTRY_VERIFY(media.lastHeard().has_value());
        QVERIFY(tokenAllowed(*media.lastHeard()));
        const auto before = changed.count();

        MediaPolicy policy;
        policy.tokenEnabled = false;
        QVERIFY(world.treasury->setMediaPolicy(policy).has_value());
        world.clock.now = world.clock.now.addSecs(60);
        QVERIFY(await(desk.sync.syncNow()));
        QTRY_COMPARE(changed.count(), before + 1);
        QVERIFY(!tokenAllowed(*media.lastHeard()));
        QCOMPARE(media.lastHeard()->find(SigningMedium::Token)->reason->code, ErrorCode::MediumSwitchedOff);
    }

    void grants_offline_areTheLastHeardAndSaySo()
    {
        World world;
        MediaPolicy policy;
        policy.roamingOnlyProcesses = { 34 };
        QVERIFY(world.treasury->setMediaPolicy(policy).has_value());
        MemoryFiles files;
        TestDesk desk(world, files);
        Media media(desk.session, desk.sync, desk.client, desk.workspace);
        QVERIFY(desk.logIn(checkerIc));
        QTRY_VERIFY(media.lastHeard().has_value());
        const auto online = await(media.grants(22));
        QVERIFY(online && !online->remembered && tokenAllowed(*online));
        desk.transport.reachable = false;
        for (const int process : { 22, 5, 34 }) {
            const auto offline = await(media.grants(process));
            QVERIFY(offline.has_value());
            QVERIFY(offline->remembered);
            QCOMPARE(offline->processNo, process);
            QCOMPARE(tokenAllowed(*offline), process != 34);
        }
        QVERIFY(await(desk.session.logOut()));
        QVERIFY(!media.lastHeard().has_value());
    }

    void grants_offlineFromTheStart_areUnknown()
    {
        World world;
        MemoryFiles files;
        TestDesk desk(world, files);
        Media media(desk.session, desk.sync, desk.client, desk.workspace);
        desk.transport.reachable = false;
        const auto answer = await(media.grants(22));
        QVERIFY(!answer.has_value());
    }

    void profile_andPhones_goToTheTreasury()
    {
        World world;
        MemoryFiles files;
        TestDesk desk(world, files);
        Media media(desk.session, desk.sync, desk.client, desk.workspace);
        QVERIFY(desk.logIn(checkerIc));
        QCOMPARE(await(media.profile())->channel, OtpChannel::Email);
        QCOMPARE(await(media.setChannel(OtpChannel::App))->channel, OtpChannel::App);
        QCOMPARE(await(media.profile())->channel, OtpChannel::App);
        const auto sent = await(media.enrolPhone(QStringLiteral("Telefon"), secretOf(goodSecret)));
        QVERIFY(sent.has_value());
        QCOMPARE(sent->maskedEmail, maskedEmail(QStringLiteral("officer@example.invalid")));
        // A wrong password is told as such, and the session stays.
        const auto refused = await(media.enrolPhone(QStringLiteral("Telefon"), secretOf("salah")));
        QCOMPARE(refused.error().code, ErrorCode::WrongPassword);
        QVERIFY(await(media.profile()).has_value());
        const auto unknown
            = await(media.removePhone(QStringLiteral("0123456789abcdef"), secretOf(goodSecret)));
        QCOMPARE(unknown.error().code, ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestMedia)
#include "test_media.moc"
