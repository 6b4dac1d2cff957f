#include "fakes.h"
#include "requests.h"

#include <QTest>

using namespace peraku;
using domain::ErrorCode;
using domain::MediumRequest;
using test::await;
using test::FakeTransport;

namespace {

/** Nothing plugged in. */
class NoSigner : public domain::Signer {
public:
    domain::Async<domain::MediumInventory> inventory(const domain::Ic&) override
    {
        return domain::ready<domain::MediumInventory>(domain::MediumInventory {});
    }
    domain::Async<domain::RawSignatures> sign(domain::RawSignRequest, domain::SigningSecrets) override
    {
        return domain::readyError<domain::RawSignatures>({ ErrorCode::TokenRemoved, {}, {}, false, 0 });
    }
};

MediumRequest loss(const QString& how)
{
    MediumRequest request;
    request.kind = domain::RequestKind::Incident;
    request.medium = domain::SigningMedium::Token;
    request.explanation = how;
    return request;
}

} // namespace

class TestRequests : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_keys.clear();
        m_transport = std::make_unique<FakeTransport>();
        m_client = std::make_unique<remote::Client>(*m_transport, m_clock, m_rng, m_scheduler);
        m_client->openSession({ secret::SecureBuffer::copyOf(std::string_view("token")),
            secret::SecureBuffer::copyOf(std::string_view("refresh")) });
        m_requests = std::make_unique<services::Requests>(
            services::Requests::Parts { m_workspace, *m_client, m_signer, m_rng });
    }
    void cleanup()
    {
        m_requests.reset();
        m_client.reset();
        m_transport.reset();
    }

    void sentAgain_afterALostAnswer_keepsItsKey()
    {
        m_transport->answer = [](const remote::HttpRequest&) -> domain::Result<remote::HttpResponse> {
            return domain::fail(domain::Error { ErrorCode::Offline, {}, {}, true, 0 });
        };
        QVERIFY(!send(loss(QStringLiteral("hilang di dalam bas"))));
        QVERIFY(!send(loss(QStringLiteral("hilang di dalam bas"))));
        QCOMPARE(m_keys.size(), 2);
        QCOMPARE(m_keys[0], m_keys[1]);
        QVERIFY(!send(loss(QStringLiteral("hilang di dalam teksi"))));
        QVERIFY(m_keys[2] != m_keys[1]);
    }

    void sentAgain_afterAnAnswer_isAnotherRequest()
    {
        m_transport->answer = [](const remote::HttpRequest&) -> domain::Result<remote::HttpResponse> {
            return FakeTransport::response(
                403, "{\"type\":\"about:blank\",\"status\":403}", "application/problem+json");
        };
        QVERIFY(!send(loss(QStringLiteral("hilang di dalam bas"))));
        QVERIFY(!send(loss(QStringLiteral("hilang di dalam bas"))));
        QVERIFY(m_keys[0] != m_keys[1]);
    }

private:
    domain::Result<MediumRequest> send(const MediumRequest& request)
    {
        auto answer = await(m_requests->send(request, {}));
        for (const auto& [name, value] : m_transport->headers.last()) {
            if (name.toLower() == "idempotency-key")
                m_keys.append(value);
        }
        return answer;
    }

    test::FakeClock m_clock;
    test::SeededRng m_rng;
    test::FakeScheduler m_scheduler { m_clock };
    NoSigner m_signer;
    services::Workspace m_workspace;
    std::unique_ptr<FakeTransport> m_transport;
    std::unique_ptr<remote::Client> m_client;
    std::unique_ptr<services::Requests> m_requests;
    QByteArrayList m_keys;
};

QTEST_GUILESS_MAIN(TestRequests)
#include "test_requests.moc"
