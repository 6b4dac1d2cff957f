#include "fakes.h"
#include "memoryvault.h"
#include "outbox.h"
#include "parcels.h"

#include <QTest>

using namespace peraku;
using domain::Action;
using domain::Error;
using domain::ErrorCode;
using domain::Result;
using domain::Voucher;
using domain::VoucherId;
using remote::HttpRequest;
using remote::HttpResponse;
using services::OutboxOperation;
using services::OutboxState;
using services::WorkChange;
using test::FakeTransport;

namespace {

struct Fixture {
    test::MemoryFiles files;
    FakeTransport transport;
    test::FakeClock clock;
    test::SeededRng rng;
    test::FakeScheduler scheduler { clock };
    remote::Client client { transport, clock, rng, scheduler };
    services::Workspace workspace;
    services::Outbox outbox { workspace, client, clock };
    services::ParcelMaker maker { workspace, clock, rng };

    Fixture()
    {
        client.openSession({ secret::SecureBuffer::copyOf(std::string_view("a")),
            secret::SecureBuffer::copyOf(std::string_view("r")) });
        start();
    }
    void start() { QVERIFY(test::await(workspace.open(std::make_shared<test::MemoryVault>(files)))); }

    static Voucher draft(const char* id = "00000000000000000000000000000001", int revision = 0)
    {
        Voucher voucher;
        voucher.id = VoucherId(QString::fromLatin1(id));
        voucher.revision = revision;
        voucher.content.processNo = 1;
        voucher.content.office = domain::OfficeCode(QStringLiteral("12345678"));
        voucher.content.date = QDate(2026, 3, 2);
        return voucher;
    }
    Result<services::Done> save(const Voucher& voucher)
    {
        return test::await(workspace.change([&]() -> Result<WorkChange> {
            WorkChange change;
            maker.saveDraft(change, voucher);
            return change;
        }));
    }
    Result<services::Done> submit(const Voucher& voucher)
    {
        return test::await(workspace.change([&]() -> Result<WorkChange> {
            WorkChange change;
            maker.saveDraft(change, voucher);
            maker.submit(change, voucher);
            return change;
        }));
    }
    /** The answer of a treasury that took it: the voucher at `revision`. */
    static HttpResponse taken(const HttpRequest& request, int revision)
    {
        auto voucher = draft();
        const auto at = request.path.indexOf("/v1/vouchers/") + 13;
        voucher.id = VoucherId(QString::fromLatin1(request.path.mid(at, 32)));
        voucher.revision = revision;
        voucher.preparer.ic = *domain::Ic::parse(QStringLiteral("800101145001"));
        voucher.preparer.name = QStringLiteral("Aminah");
        voucher.preparer.office = voucher.content.office;
        voucher.createdAt = voucher.updatedAt = QDateTime(QDate(2026, 3, 2), QTime(1, 0), Qt::UTC);
        return FakeTransport::response(200, wire::encode(voucher));
    }
    QByteArray header(qsizetype request, const QByteArray& name) const
    {
        for (const auto& [key, value] : transport.headers.value(request)) {
            if (key == name)
                return value;
        }
        return {};
    }
    static Error offline() { return { ErrorCode::Offline, {}, {}, true, 0 }; }
};

} // namespace

class TestOutbox : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void savedTwice_isOneRowWithTheLaterContent()
    {
        Fixture f;
        auto draft = Fixture::draft();
        QVERIFY(f.save(draft));
        draft.content.narration = QStringLiteral("later");
        QVERIFY(f.save(draft));
        QCOMPARE(f.outbox.rows().size(), 1);
        QCOMPARE(f.files.drafts.first().voucher.content.narration, QStringLiteral("later"));
    }

    void submission_followsItsSave_uponTheRevisionThatTheSaveCameTo()
    {
        Fixture f;
        f.transport.answer = [](const HttpRequest& request) {
            return Fixture::taken(request, request.method == remote::Method::Put ? 4 : 5);
        };
        QVERIFY(f.submit(Fixture::draft()));
        QVERIFY(test::await(f.outbox.drain()));
        QCOMPARE(f.transport.log.size(), 2);
        QVERIFY(f.transport.log.first().startsWith("PUT "));
        QCOMPARE(f.header(0, "If-None-Match"), QByteArray("*"));
        QVERIFY(f.transport.log.last().endsWith("/submission"));
        QCOMPARE(f.header(1, "If-Match"), wire::etagOf(4));
        QCOMPARE(f.outbox.pendingCount(), 0);
        QCOMPARE(f.outbox.rows().last().state, OutboxState::Acknowledged);
    }

    void lostAnswer_isAskedForWithTheSameKey()
    {
        Fixture f;
        bool lost = true;
        f.transport.answer = [&](const HttpRequest& request) -> Result<HttpResponse> {
            if (std::exchange(lost, false))
                return domain::fail(Fixture::offline());
            return Fixture::taken(request, 1);
        };
        QVERIFY(f.save(Fixture::draft()));
        QVERIFY(!test::await(f.outbox.drain()));
        QCOMPARE(f.outbox.rows().first().state, OutboxState::Queued);
        f.outbox.hurry();
        QVERIFY(test::await(f.outbox.drain()));
        QCOMPARE(f.header(0, "Idempotency-Key"), f.header(1, "Idempotency-Key"));
        QCOMPARE(f.header(0, "Idempotency-Key").size(), 32);
    }

    void saveAfterALostAnswer_doesNotReplaceWhatMayHaveBeenTaken()
    {
        Fixture f;
        f.transport.answer
            = [](const HttpRequest&) -> Result<HttpResponse> { return domain::fail(Fixture::offline()); };
        auto draft = Fixture::draft();
        QVERIFY(f.save(draft));
        QVERIFY(!test::await(f.outbox.drain()));
        draft.content.narration = QStringLiteral("later");
        QVERIFY(f.save(draft));
        QCOMPARE(f.outbox.rows().size(), 2);

        f.transport.answer = [](const HttpRequest& request) {
            return Fixture::taken(request, request.body.contains("later") ? 2 : 1);
        };
        f.outbox.hurry();
        QVERIFY(test::await(f.outbox.drain()));
        QCOMPARE(f.header(1, "Idempotency-Key"), f.header(0, "Idempotency-Key"));
        QCOMPARE(f.header(2, "If-Match"), wire::etagOf(1));
    }

    void crashWhileSending_queuesAgainWithTheSameKey()
    {
        Fixture f;
        f.transport.answer = [](const HttpRequest& request) { return Fixture::taken(request, 1); };
        QVERIFY(f.save(Fixture::draft()));
        const auto key = f.files.parcels.first().key;
        f.files.parcels.first().row.state = OutboxState::Sending;
        f.workspace.close();
        f.start();
        QCOMPARE(f.outbox.rows().first().state, OutboxState::Queued);
        QVERIFY(test::await(f.outbox.drain()));
        QCOMPARE(f.header(0, "Idempotency-Key"), key.value().toLatin1());
    }

    void refusals_areSortedByWhatTheyMean_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("state");
        const auto row = [](ErrorCode code, OutboxState state) {
            QTest::addRow("%s", qPrintable(domain::errorKey(code))) << int(code) << int(state);
        };
        row(ErrorCode::Conflict, OutboxState::Conflict);
        row(ErrorCode::WrongState, OutboxState::Conflict);
        row(ErrorCode::NotAllowed, OutboxState::NeedsAttention);
        row(ErrorCode::OverLimit, OutboxState::NeedsAttention);
        row(ErrorCode::ValidationFailed, OutboxState::NeedsAttention);
        row(ErrorCode::SignatureInvalid, OutboxState::NeedsAttention);
        row(ErrorCode::ServerBusy, OutboxState::Queued);
        row(ErrorCode::ServerFailed, OutboxState::Queued);
        row(ErrorCode::Timeout, OutboxState::Queued);
        row(ErrorCode::NotATreasury, OutboxState::Queued);
        row(ErrorCode::ProtocolError, OutboxState::Queued);
        row(ErrorCode::VersionTooOld, OutboxState::Queued);
        row(ErrorCode::TreasuryTooOld, OutboxState::Queued);
        row(ErrorCode::ProxyLoginNeeded, OutboxState::Queued);
    }
    void refusals_areSortedByWhatTheyMean()
    {
        QFETCH(int, code);
        QFETCH(int, state);
        Fixture f;
        f.transport.answer
            = [code](const HttpRequest&) -> Result<HttpResponse> { return domain::fail(ErrorCode(code)); };
        QVERIFY(f.save(Fixture::draft()));
        const auto drained = test::await(f.outbox.drain());
        QCOMPARE(f.outbox.rows().first().state, OutboxState(state));
        QCOMPARE(f.outbox.rows().first().reason->code, ErrorCode(code));
        QCOMPARE(!drained, OutboxState(state) == OutboxState::Queued);
        QCOMPARE(f.files.drafts.size(), 1);
    }

    void refusedVoucher_doesNotHoldUpAnother()
    {
        Fixture f;
        f.transport.answer = [](const HttpRequest& request) -> Result<HttpResponse> {
            if (request.path.contains("00000000000000000000000000000001"))
                return domain::fail(ErrorCode::NotAllowed);
            return Fixture::taken(request, 1);
        };
        QVERIFY(f.submit(Fixture::draft()));
        QVERIFY(f.save(Fixture::draft("00000000000000000000000000000002")));
        QVERIFY(test::await(f.outbox.drain()));
        const auto rows = f.outbox.rows();
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows.at(0).state, OutboxState::NeedsAttention);
        QCOMPARE(rows.at(1).state, OutboxState::Queued);
        QCOMPARE(rows.at(2).state, OutboxState::Acknowledged);
        QCOMPARE(f.transport.log.size(), 2);
    }

    void retry_afterARefusal_isANewIntent()
    {
        Fixture f;
        f.transport.answer
            = [](const HttpRequest&) -> Result<HttpResponse> { return domain::fail(ErrorCode::NotAllowed); };
        QVERIFY(f.save(Fixture::draft("00000000000000000000000000000001", 3)));
        QVERIFY(test::await(f.outbox.drain()));
        services::Upsert theirs; // Nobody has seen this one.
        theirs.change.id = Fixture::draft().id;
        theirs.change.revision = 9;
        f.files.cache.insert(theirs.change.id, theirs);

        f.transport.answer = [](const HttpRequest& request) { return Fixture::taken(request, 10); };
        QVERIFY(test::await(f.outbox.retry(f.outbox.rows().first().id)));
        QVERIFY(test::await(f.outbox.drain()));
        QVERIFY(f.header(0, "Idempotency-Key") != f.header(1, "Idempotency-Key"));
        QCOMPARE(f.header(0, "If-Match"), wire::etagOf(3));
        QCOMPARE(f.header(1, "If-Match"), wire::etagOf(3));
    }

    void retry_ofAConflict_isRefused_sinceNobodyHasSeenTheOtherVersion()
    {
        Fixture f;
        f.transport.answer
            = [](const HttpRequest&) -> Result<HttpResponse> { return domain::fail(ErrorCode::Conflict); };
        QVERIFY(f.save(Fixture::draft("00000000000000000000000000000001", 3)));
        QVERIFY(test::await(f.outbox.drain()));
        const auto retried = test::await(f.outbox.retry(f.outbox.rows().first().id));
        QVERIFY(!retried);
        QCOMPARE(retried.error().code, ErrorCode::Conflict);
        QCOMPARE(f.outbox.rows().first().state, OutboxState::Conflict);
    }

    void saving_whileInConflict_keepsTheConflict_andTheNewText()
    {
        Fixture f;
        f.transport.answer
            = [](const HttpRequest&) -> Result<HttpResponse> { return domain::fail(ErrorCode::Conflict); };
        auto draft = Fixture::draft("00000000000000000000000000000001", 3);
        QVERIFY(f.save(draft));
        QVERIFY(test::await(f.outbox.drain()));
        draft.content.narration = QStringLiteral("typed on");
        QVERIFY(f.save(draft));
        QVERIFY(test::await(f.outbox.drain()));
        QCOMPARE(f.transport.log.size(), 1);
        QCOMPARE(f.outbox.rows().size(), 1);
        QCOMPARE(f.outbox.rows().first().state, OutboxState::Conflict);
        QCOMPARE(wire::decodeDraftBody(f.workspace.parcels().first().body)->content.narration,
            QStringLiteral("typed on"));
    }

    void saving_afterARefusedSubmission_takesItsPlace()
    {
        Fixture f;
        f.transport.answer = [](const HttpRequest& request) -> Result<HttpResponse> {
            if (request.method == remote::Method::Post)
                return domain::fail(ErrorCode::ValidationFailed);
            return Fixture::taken(request, 4);
        };
        const auto draft = Fixture::draft("00000000000000000000000000000001", 3);
        QVERIFY(f.submit(draft));
        QVERIFY(test::await(f.outbox.drain()));
        QVERIFY(f.save(draft));
        QVERIFY(test::await(f.outbox.drain()));
        for (const auto& row : f.outbox.rows())
            QCOMPARE(row.state, OutboxState::Acknowledged);
        QCOMPARE(f.header(2, "If-Match"), wire::etagOf(4));
    }

    void changeToWhatIsGone_isAConflict_andDiscardingItIsDone()
    {
        Fixture f;
        f.transport.answer
            = [](const HttpRequest&) -> Result<HttpResponse> { return domain::fail(ErrorCode::NotFound); };
        const auto draft = Fixture::draft("00000000000000000000000000000001", 3);
        QVERIFY(f.save(draft));
        QVERIFY(test::await(f.outbox.drain()));
        QCOMPARE(f.outbox.rows().first().state, OutboxState::Conflict);
        QVERIFY(test::await(f.workspace.change([&]() -> Result<WorkChange> {
            WorkChange change;
            f.maker.discardDraft(change, draft);
            return change;
        })));
        QVERIFY(test::await(f.outbox.drain()));
        QCOMPARE(f.outbox.rows().size(), 1);
        QCOMPARE(f.outbox.rows().first().state, OutboxState::Acknowledged);
    }

    void conflictingDecision_cannotBeRetried_onlyDiscarded()
    {
        Fixture f;
        f.transport.answer
            = [](const HttpRequest&) -> Result<HttpResponse> { return domain::fail(ErrorCode::Conflict); };
        QVERIFY(test::await(f.workspace.change([&]() -> Result<WorkChange> {
            wire::DecisionBody body;
            body.action = Action::Query;
            body.reason = { QStringLiteral("Q1"), QStringLiteral("wrong account") };
            WorkChange change;
            f.maker.decide(change, Fixture::draft("00000000000000000000000000000001", 3), body, 3);
            return change;
        })));
        QVERIFY(test::await(f.outbox.drain()));
        const auto id = f.outbox.rows().first().id;
        const auto retried = test::await(f.outbox.retry(id));
        QVERIFY(!retried);
        QCOMPARE(retried.error().code, ErrorCode::WrongState);
        QVERIFY(test::await(f.outbox.discard(id)));
        QVERIFY(f.outbox.rows().isEmpty());
    }

    void discard_ofWhatMayHaveBeenTaken_isRefused()
    {
        Fixture f;
        f.transport.answer
            = [](const HttpRequest&) -> Result<HttpResponse> { return domain::fail(Fixture::offline()); };
        QVERIFY(f.save(Fixture::draft()));
        QVERIFY(!test::await(f.outbox.drain()));
        const auto discarded = test::await(f.outbox.discard(f.outbox.rows().first().id));
        QVERIFY(!discarded);
        QCOMPARE(discarded.error().code, ErrorCode::WrongState);
        QCOMPARE(f.outbox.rows().size(), 1);
    }

    void acknowledgedRow_goesWhenTheCacheHoldsItsRevision()
    {
        Fixture f;
        f.transport.answer = [](const HttpRequest& request) { return Fixture::taken(request, 2); };
        QVERIFY(f.save(Fixture::draft()));
        QVERIFY(test::await(f.outbox.drain()));
        services::Upsert held;
        held.change.id = Fixture::draft().id;
        held.change.revision = 1;
        f.files.cache.insert(held.change.id, held);
        QVERIFY(test::await(f.outbox.settle()));
        QCOMPARE(f.outbox.rows().size(), 1);
        f.files.cache[held.change.id].change.revision = 2;
        QVERIFY(test::await(f.outbox.settle()));
        QVERIFY(f.outbox.rows().isEmpty());
        QVERIFY(f.files.drafts.isEmpty());
    }

    void fullDisk_refusesTheSave_andSendsNothing()
    {
        Fixture f;
        f.transport.answer = [](const HttpRequest& request) { return Fixture::taken(request, 1); };
        QVERIFY(f.save(Fixture::draft()));
        f.files.failCommits = Error { ErrorCode::StorageFull, {}, {}, false, 0 };
        auto later = Fixture::draft();
        later.content.narration = QStringLiteral("later");
        const auto saved = f.save(later);
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::StorageFull);
        QVERIFY(f.workspace.drafts().first().voucher.content.narration.isEmpty());
        // "Sending" could not be written down, so nothing may leave.
        QVERIFY(!test::await(f.outbox.drain()));
        QVERIFY(f.transport.log.isEmpty());
        f.files.failCommits.reset();
        QVERIFY(test::await(f.outbox.drain()));
        QCOMPARE(f.transport.log.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "test_outbox.moc"
