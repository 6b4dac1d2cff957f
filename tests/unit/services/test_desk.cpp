#include "decisions.h"
#include "drafts.h"
#include "memoryvault.h"
#include "outbox.h"
#include "referencebook.h"
#include "session.h"
#include "sync.h"
#include "treasurytransport.h"
#include "trust.h"
#include "voucherlist.h"

#include <QSignalSpy>
#include <QTest>

#include <resources/resources.h>

using namespace peraku;
using domain::Done;
using domain::ErrorCode;
using domain::Voucher;
using domain::VoucherState;
using services::OutboxState;
using services::SessionState;
using test::await;

namespace {

constexpr char goodSecret[] = "Rahsia#2026-baik";
constexpr char clerkIc[] = "800101145001";
constexpr char checkerIc[] = "790202145002";

secret::SecureBuffer secretOf(const char* text)
{
    return secret::SecureBuffer::copyOf(std::string_view(text));
}

/** One office with a clerk and a checker, in a treasury of its own. */
class World {
public:
    World()
    {
        resources::registerAll();
        auto opened = treasury::Admin::open(path(), config(), clock, rng);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        auto& admin = **opened;
        catalogue = *domain::ProcessCatalogue::fromCsv(resources::processCatalogueCsv());
        reference.mask = domain::federalMask();
        reference.offices = { { office, QStringLiteral("Pejabat Contoh"), QStringLiteral("B27000") } };
        reference.banks = { { QStringLiteral("MBB"), QStringLiteral("Bank Contoh"), 7, 17 } };
        reference.reasons = { { QStringLiteral("Q01"), QStringLiteral("Dokumen tidak lengkap"),
            QStringLiteral("Documents incomplete"), true, true } };
        for (const auto& process : catalogue.all()) {
            if (process.voucherKind())
                reference.processes.append(process.no);
        }
        check(admin.setReference(reference));
        check(admin.addOfficer(
            officer(clerkIc, "Aminah", domain::Role::Preparer), secretOf(goodSecret), false));
        check(admin.addOfficer(
            officer(checkerIc, "Balqis", domain::Role::Checker), secretOf(goodSecret), false));
        opened->reset();
        auto treasuryOpened = treasury::Treasury::open(path(), config(), { clock, rng, pki, pki });
        if (!treasuryOpened)
            qFatal("%s", qPrintable(treasuryOpened.error().detail));
        treasury = std::move(*treasuryOpened);
    }

    QString path() const { return directory.filePath(QStringLiteral("treasury.db")); }
    static treasury::Config config()
    {
        treasury::Config config;
        config.scryptLogN = 10;
        return config;
    }
    static void check(const domain::Result<Done>& result)
    {
        if (!result)
            qFatal("%s %s", qPrintable(domain::errorKey(result.error().code)),
                qPrintable(result.error().detail));
    }
    domain::Officer officer(const char* ic, const char* name, domain::Role role) const
    {
        domain::Officer made;
        made.ic = *domain::Ic::parse(QString::fromLatin1(ic));
        made.name = QString::fromLatin1(name);
        made.email = QStringLiteral("officer@example.invalid");
        made.post = QStringLiteral("Pegawai");
        made.office = office;
        made.roles = { role };
        if (role != domain::Role::Preparer)
            made.limit = domain::Money::fromSen(100'000'000);
        return made;
    }

    QTemporaryDir directory;
    test::FakeClock clock;
    test::SeededRng rng;
    test::NoPki pki;
    domain::OfficeCode office { QStringLiteral("27010101") };
    domain::ProcessCatalogue catalogue;
    domain::ReferenceData reference;
    std::unique_ptr<treasury::Treasury> treasury;
};

/** A desk over made-up files, for as long as the program would run. */
class TestDesk {
public:
    TestDesk(World& w, test::MemoryFiles& files)
        : world(w)
        , keeper(files)
    {
        QObject::connect(&sync, &services::Sync::pageApplied, &vouchers, &services::Vouchers::reload);
        QObject::connect(&sync, &services::Sync::cacheCleared, &vouchers, &services::Vouchers::startAnew);
    }
    ~TestDesk() { workspace.close(); }

    domain::Result<Done> logIn(const char* ic = clerkIc, const char* given = goodSecret)
    {
        return await(session.logIn(*domain::Ic::parse(QString::fromLatin1(ic)), secretOf(given)));
    }
    /** A supporting document, kept and queued as the form would. */
    domain::Attachment document(const Voucher& draft, const char* bytes = "%PDF-1.7 made up")
    {
        QFile file(world.directory.filePath(QStringLiteral("invois.pdf")));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) < 0)
            qFatal("the document cannot be written");
        file.close();
        const auto attachment = await(drafts.attach(draft.id, file.fileName()));
        return attachment ? *attachment : domain::Attachment {};
    }
    /** Runs what the desk does by itself until it rests. */
    void rest()
    {
        for (int i = 0; i < 200 && sync.status().running; ++i) {
            QTest::qWait(2);
            if (sync.status().running)
                scheduler.advance(500);
        }
    }
    Voucher submittable()
    {
        auto draft = payment();
        draft.content.attachments.append(document(draft));
        return draft;
    }
    Voucher payment()
    {
        auto draft = drafts.newDraft(domain::VoucherKind::Payment, firstPaymentProcess());
        draft.content.narration = QStringLiteral("Bekalan alat tulis");
        domain::PaymentDetails details;
        details.payee = { QStringLiteral("Kedai Buku Melati"), QStringLiteral("201901000001"),
            QStringLiteral("MBB"), QStringLiteral("5140123456") };
        details.documentsReceived = draft.content.date;
        details.invoices = { { QStringLiteral("INV-1"), draft.content.date, domain::Money::fromSen(12345) } };
        draft.content.details = details;
        domain::ChargeLine line;
        line.amount = domain::Money::fromSen(12345);
        for (const auto& segment : world.reference.mask.segments)
            line.segments.insert(segment.key, sample(segment.key));
        draft.content.lines = { line };
        return draft;
    }
    static QString sample(const QString& key)
    {
        static const QMap<QString, QString> samples { { QStringLiteral("controllingOfficer"),
                                                          QStringLiteral("B27000") },
            { QStringLiteral("office"), QStringLiteral("27010101") },
            { QStringLiteral("vote"), QStringLiteral("B27") },
            { QStringLiteral("programme"), QStringLiteral("010100") },
            { QStringLiteral("project"), QStringLiteral("00000") },
            { QStringLiteral("setia"), QStringLiteral("000") },
            { QStringLiteral("subsetia"), QStringLiteral("0000") },
            { QStringLiteral("account"), QStringLiteral("B1234567") } };
        return samples.value(key);
    }
    int firstPaymentProcess() const
    {
        for (const auto& process : world.catalogue.all()) {
            if (process.voucherKind() == domain::VoucherKind::Payment && process.steps.size() > 1)
                return process.no;
        }
        return 0;
    }

    World& world;
    test::MemoryKeeper keeper;
    test::TreasuryTransport transport { *world.treasury };
    test::FakeScheduler scheduler { world.clock };
    test::InlineExecutor workers;
    services::Workspace workspace;
    remote::Client client { transport, world.clock, world.rng, scheduler };
    services::Session session { { workspace, keeper, client, world.clock, world.rng, scheduler } };
    services::ReferenceBook reference { world.catalogue, workspace };
    services::Trust trust { { "root" }, world.directory.filePath(QStringLiteral("pki")), client,
        world.clock };
    services::Outbox outbox { workspace, client, world.clock };
    services::Sync sync { { workspace, session, outbox, reference, trust, client, world.clock, scheduler,
        workers } };
    services::Vouchers vouchers { workspace, reference };
    services::Drafts drafts { { workspace, reference, client, world.clock, world.rng, workers } };
    services::Decisions decisions { workspace, reference, world.clock, world.rng };
};

} // namespace

class TestDeskServices : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void logIn_online_thenOffline_thenLapsed()
    {
        World world;
        test::MemoryFiles files;
        {
            TestDesk desk(world, files);
            QVERIFY(desk.logIn());
            QCOMPARE(desk.session.state(), SessionState::Online);
            QCOMPARE(desk.session.officer().name, QStringLiteral("Aminah"));
        }
        TestDesk desk(world, files);
        desk.transport.reachable = false;
        const auto wrong = desk.logIn(clerkIc, "wrong");
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().code, ErrorCode::WrongPassword);
        QCOMPARE(desk.session.state(), SessionState::LoggedOut);
        QVERIFY(desk.logIn());
        QCOMPARE(desk.session.state(), SessionState::Offline);
        QVERIFY(await(desk.session.logOut()));

        world.clock.advance(15LL * 24 * 3600 * 1000);
        const auto lapsed = desk.logIn();
        QVERIFY(!lapsed);
        QCOMPARE(lapsed.error().code, ErrorCode::OfflineLoginLapsed);

        world.clock.now = world.clock.now.addDays(-30);
        const auto setBack = desk.logIn();
        QVERIFY(!setBack);
        QCOMPARE(setBack.error().code, ErrorCode::ClockSkew);
    }

    void logIn_wrongSecret_andUnknownPc()
    {
        World world;
        test::MemoryFiles files;
        TestDesk desk(world, files);
        const auto wrong = desk.logIn(clerkIc, "Salah#2026-benar");
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().code, ErrorCode::WrongPassword);
        desk.transport.reachable = false;
        const auto unknown = desk.logIn();
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().code, ErrorCode::NoOfflineAccount);
        desk.keeper.lockedElsewhere = true;
        const auto locked = desk.logIn();
        QVERIFY(!locked);
        QCOMPARE(locked.error().code, ErrorCode::AnotherInstance);
    }

    void submission_reachesTheTreasury_andComesBackByTheFeed()
    {
        World world;
        test::MemoryFiles files;
        TestDesk desk(world, files);
        QVERIFY(desk.logIn());
        QVERIFY(await(desk.sync.syncNow()));
        const auto draft = desk.submittable();
        for (const auto& finding : desk.drafts.check(draft.content))
            QVERIFY2(finding.severity != domain::Severity::Error,
                qPrintable(finding.field + QLatin1Char(' ') + finding.messageKey));
        QVERIFY(await(desk.drafts.submit(draft)));
        QCOMPARE(desk.outbox.pendingCount(), 3);
        const auto synced = await(desk.sync.syncNow());
        QVERIFY2(synced,
            qPrintable(synced ? QString() : domain::errorKey(synced.error().code) + synced.error().detail));
        QVERIFY(desk.outbox.rows().isEmpty());
        const auto voucher = await(desk.vouchers.voucher(draft.id));
        QVERIFY(voucher);
        QCOMPARE(voucher->state, VoucherState::Submitted);
        QVERIFY(!voucher->number.isEmpty());

        test::MemoryFiles checkerFiles;
        TestDesk checker(world, checkerFiles);
        QVERIFY(checker.logIn(checkerIc));
        QVERIFY(await(checker.sync.syncNow()));
        QTRY_COMPARE(checker.vouchers.inboxCount(), 1);
        QVERIFY(await(checker.decisions.query(
            draft.id, { QStringLiteral("Q01"), QStringLiteral("invois tidak jelas") })));
        QTRY_COMPARE(checker.vouchers.inboxCount(), 0);
        QVERIFY(await(checker.sync.syncNow()));
        QVERIFY(checker.outbox.rows().isEmpty());

        QVERIFY(await(desk.sync.syncNow()));
        QTRY_COMPARE(desk.vouchers.draftCount(), 1);
        const auto returned = await(desk.vouchers.voucher(draft.id));
        QCOMPARE(returned->state, VoucherState::Queried);
    }

    void draftSavedOffline_goesOutByItself_whenTheTreasuryIsBack()
    {
        World world;
        test::MemoryFiles files;
        {
            TestDesk desk(world, files);
            QVERIFY(desk.logIn());
            QVERIFY(await(desk.sync.syncNow()));
        }
        TestDesk desk(world, files);
        desk.transport.reachable = false;
        QVERIFY(desk.logIn());
        const auto draft = desk.payment();
        QVERIFY(await(desk.drafts.save(draft)));
        QVERIFY(!await(desk.sync.syncNow()));
        QVERIFY(!desk.sync.status().online);
        QCOMPARE(desk.outbox.pendingCount(), 1);
        QTRY_COMPARE(desk.vouchers.draftCount(), 1);
        const auto kept = await(desk.vouchers.voucher(draft.id));
        QVERIFY(kept);
        QCOMPARE(kept->content, draft.content);

        desk.transport.reachable = true;
        QVERIFY(await(desk.sync.syncNow()));
        QCOMPARE(desk.session.state(), SessionState::Online);
        QVERIFY(desk.outbox.rows().isEmpty());
        QVERIFY(desk.workspace.drafts().isEmpty());
        QCOMPARE(desk.vouchers.draftCount(), 1);
    }

    void lostAnswer_submitsOnce()
    {
        World world;
        test::MemoryFiles files;
        TestDesk desk(world, files);
        QVERIFY(desk.logIn());
        QVERIFY(await(desk.sync.syncNow()));
        const auto draft = desk.submittable();
        QVERIFY(await(desk.drafts.submit(draft)));
        for (int round = 0; round < 4; ++round) {
            desk.transport.loseAnswers = 1;
            (void)await(desk.sync.syncNow());
        }
        desk.transport.loseAnswers = 0;
        QVERIFY(await(desk.sync.syncNow()));
        QVERIFY(desk.outbox.rows().isEmpty());
        const auto voucher = await(desk.vouchers.voucher(draft.id));
        QCOMPARE(voucher->contentRevision, 1);
        QVERIFY(voucher->number.endsWith(QStringLiteral("000001")));
    }

    void twoDesks_savingTheSameDraft_conflict_andBothVersionsStand()
    {
        World world;
        test::MemoryFiles files;
        test::MemoryFiles otherFiles;
        TestDesk desk(world, files);
        TestDesk other(world, otherFiles);
        QVERIFY(desk.logIn());
        auto draft = desk.payment();
        QVERIFY(await(desk.drafts.save(draft)));
        QVERIFY(await(desk.sync.syncNow()));
        QVERIFY(other.logIn());
        QVERIFY(await(other.sync.syncNow()));
        auto theirs = *await(other.vouchers.voucher(draft.id));
        theirs.content.narration = QStringLiteral("theirs");
        QVERIFY(await(other.drafts.save(theirs)));
        QVERIFY(await(other.sync.syncNow()));

        auto mine = *await(desk.vouchers.voucher(draft.id));
        mine.content.narration = QStringLiteral("mine");
        QVERIFY(await(desk.drafts.save(mine)));
        QVERIFY(await(desk.sync.syncNow()));
        QCOMPARE(desk.outbox.rows().first().state, OutboxState::Conflict);
        QCOMPARE(await(desk.vouchers.voucher(draft.id))->content.narration, QStringLiteral("mine"));
        QCOMPARE(
            await(desk.workspace.vault().voucher(draft.id))->content.narration, QStringLiteral("theirs"));

        QVERIFY(await(desk.outbox.retry(desk.outbox.rows().first().id)));
        QVERIFY(await(desk.sync.syncNow()));
        QCOMPARE(await(desk.workspace.vault().voucher(draft.id))->content.narration, QStringLiteral("mine"));
    }

    void autosave_afterItsOwnAcknowledgement_isNoConflict()
    {
        World world;
        test::MemoryFiles files;
        TestDesk desk(world, files);
        QVERIFY(desk.logIn());
        auto draft = desk.payment();
        for (int i = 0; i < 4; ++i) {
            draft.content.narration = QStringLiteral("version %1").arg(i);
            QVERIFY(await(desk.drafts.save(draft)));
            QVERIFY(await(desk.sync.syncNow()));
            QVERIFY(desk.outbox.rows().isEmpty());
        }
        QCOMPARE(await(desk.vouchers.voucher(draft.id))->content.narration, QStringLiteral("version 3"));
    }

    void discard_takesTheDraftBackFromTheTreasury()
    {
        World world;
        test::MemoryFiles files;
        TestDesk desk(world, files);
        QVERIFY(desk.logIn());
        const auto draft = desk.payment();
        QVERIFY(await(desk.drafts.save(draft)));
        QVERIFY(await(desk.sync.syncNow()));
        QTRY_COMPARE(desk.vouchers.draftCount(), 1);
        QVERIFY(await(desk.drafts.discard(draft.id)));
        QVERIFY(await(desk.sync.syncNow()));
        QVERIFY(desk.outbox.rows().isEmpty());
        QTRY_COMPARE(desk.vouchers.draftCount(), 0);

        const auto never = desk.payment();
        QVERIFY(await(desk.drafts.save(never)));
        QVERIFY(await(desk.drafts.discard(never.id)));
        QVERIFY(desk.outbox.rows().isEmpty());
        QCOMPARE(desk.vouchers.draftCount(), 0);
    }

    void submission_withFindings_isRefusedHere()
    {
        World world;
        test::MemoryFiles files;
        TestDesk desk(world, files);
        QVERIFY(desk.logIn());
        auto draft = desk.payment();
        draft.content.lines.clear();
        const auto refused = await(desk.drafts.submit(draft));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::ValidationFailed);
        QVERIFY(desk.outbox.rows().isEmpty());
    }

    void attachment_goesAheadOfItsVoucher()
    {
        World world;
        test::MemoryFiles files;
        TestDesk desk(world, files);
        QVERIFY(desk.logIn());
        QVERIFY(await(desk.sync.syncNow()));
        auto draft = desk.payment();
        const auto attachment = desk.document(draft);
        QCOMPARE(attachment.mediaType, QStringLiteral("application/pdf"));
        draft.content.attachments.append(attachment);
        QVERIFY(await(desk.drafts.submit(draft)));
        QVERIFY(await(desk.sync.syncNow()));
        QVERIFY(desk.outbox.rows().isEmpty());
        files.attachments.clear();
        QCOMPARE(*await(desk.drafts.attachmentBytes(attachment)), QByteArray("%PDF-1.7 made up"));

        QFile script(world.directory.filePath(QStringLiteral("invois2.pdf")));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh");
        script.close();
        const auto refused = await(desk.drafts.attach(draft.id, script.fileName()));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::InvalidInput);
    }

    void polling_backsOffWhileOffline_andRecovers()
    {
        World world;
        test::MemoryFiles files;
        TestDesk desk(world, files);
        QVERIFY(desk.logIn());
        desk.sync.start();
        QTRY_VERIFY(desk.sync.status().lastSync.isValid());
        desk.transport.reachable = false;
        for (int i = 0; i < 6; ++i) {
            desk.rest();
            desk.scheduler.advance(20LL * 60 * 1000);
        }
        desk.rest();
        QVERIFY(!desk.sync.status().online);
        QVERIFY(desk.sync.status().offlineSince.isValid());
        desk.transport.reachable = true;
        desk.scheduler.advance(40LL * 60 * 1000);
        desk.rest();
        QVERIFY(desk.sync.status().online);
    }
};

QTEST_GUILESS_MAIN(TestDeskServices)
#include "test_desk.moc"
