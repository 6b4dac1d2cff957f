#include "fakes.h"
#include "memoryvault.h"
#include "outbox.h"
#include "parcels.h"

#include <QTest>

using namespace peraku;
using remote::HttpResponse;
using services::OutboxState;
using test::FakeTransport;

/** What each answer of the treasury, or of somebody between, comes to for what waits to be sent. */
class TestOutboxAnswers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<Desk>();
        QVERIFY(test::await(m_desk->workspace.open(std::make_shared<test::MemoryVault>(m_desk->files))));
        QVERIFY(test::await(m_desk->workspace.change([this]() -> domain::Result<services::WorkChange> {
            services::WorkChange change;
            m_desk->maker.saveDraft(change, voucher(0));
            return change;
        })));
    }

    void answer_ofEachStatusAndBody_hasItsClass_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<bool>("treasury");
        QTest::addColumn<OutboxState>("state");
        const auto row = [](int status, OutboxState state) {
            for (const auto* type : { "application/problem+json", "text/html", "" })
                QTest::addRow("%d %s", status, type) << status << QByteArray(type) << true << state;
            // Whatever a proxy or a captive portal says, it is not the treasury's word.
            QTest::addRow("%d of a stranger", status)
                << status << QByteArray("text/html") << false << OutboxState::Queued;
        };
        for (const int status : { 200, 201, 204 })
            row(status, OutboxState::Queued); // without a voucher: the answer was lost
        for (const int status : { 400, 403, 404, 405, 410, 413, 415, 422, 428, 431 })
            row(status, OutboxState::NeedsAttention);
        for (const int status : { 409, 412 })
            row(status, OutboxState::Conflict);
        for (const int status : { 401, 408, 425, 426, 429, 500, 502, 503, 504, 507 })
            row(status, OutboxState::Queued);
    }
    void answer_ofEachStatusAndBody_hasItsClass()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, type);
        QFETCH(bool, treasury);
        m_desk->transport.answer = [=](const remote::HttpRequest&) -> domain::Result<HttpResponse> {
            HttpResponse said;
            said.status = status;
            if (treasury)
                said.headers.append(qMakePair(QByteArray("peraku-api"), QByteArray("1")));
            said.headers.append(qMakePair(QByteArray("content-type"), type));
            if (type == "application/problem+json") {
                wire::Problem problem;
                problem.type = QStringLiteral("about:blank");
                problem.status = status;
                said.body = wire::encode(problem);
            } else if (!type.isEmpty()) {
                said.body = "<html>no</html>";
            }
            return said;
        };
        test::await(m_desk->outbox.drain());
        const auto rows = m_desk->outbox.rows();
        QCOMPARE(rows.size(), 1);
        QTEST(rows.first().state, "state");
        QVERIFY(rows.first().reason.has_value());
        QCOMPARE(m_desk->workspace.drafts().size(), 1);
    }

    void voucher_cutAtEveryByte_isNeverTakenForAnAnswer()
    {
        const auto whole = wire::encode(voucher(1));
        const auto key = m_desk->workspace.parcels().first().key;
        QByteArray cut;
        m_desk->transport.answer
            = [&cut](const remote::HttpRequest&) { return FakeTransport::response(200, cut); };
        for (qsizetype size = 0; size < whole.size(); ++size) {
            cut = whole.left(size);
            m_desk->outbox.hurry();
            QVERIFY(!test::await(m_desk->outbox.drain()));
            QCOMPARE(m_desk->outbox.rows().first().state, OutboxState::Queued);
        }
        QCOMPARE(m_desk->workspace.parcels().first().key, key);
        cut = whole;
        m_desk->outbox.hurry();
        QVERIFY(test::await(m_desk->outbox.drain()));
        QCOMPARE(m_desk->outbox.rows().first().state, OutboxState::Acknowledged);
    }

private:
    struct Desk {
        test::MemoryFiles files;
        FakeTransport transport;
        test::FakeClock clock;
        test::SeededRng rng;
        test::FakeScheduler scheduler { clock };
        remote::Client client { transport, clock, rng, scheduler };
        services::Workspace workspace;
        services::Outbox outbox { workspace, client, clock };
        services::ParcelMaker maker { workspace, clock, rng };

        Desk()
        {
            client.openSession({ secret::SecureBuffer::copyOf(std::string_view("a")),
                secret::SecureBuffer::copyOf(std::string_view("r")) });
        }
    };
    static domain::Voucher voucher(int revision)
    {
        domain::Voucher made;
        made.id = domain::VoucherId(QString(32, QLatin1Char('7')));
        made.revision = revision;
        made.state = domain::VoucherState::Draft;
        made.preparer = { *domain::Ic::parse(QStringLiteral("800101145001")), QStringLiteral("Aminah"),
            QStringLiteral("Kerani"), domain::OfficeCode(QStringLiteral("27010101")) };
        made.createdAt = made.updatedAt = QDateTime(QDate(2026, 3, 2), QTime(1, 0), Qt::UTC);
        made.content.processNo = 22;
        made.content.office = made.preparer.office;
        made.content.date = QDate(2026, 3, 2);
        made.content.narration = QStringLiteral("Bekalan alat tulis");
        return made;
    }

    std::unique_ptr<Desk> m_desk;
};

QTEST_GUILESS_MAIN(TestOutboxAnswers)
#include "test_outboxanswers.moc"
