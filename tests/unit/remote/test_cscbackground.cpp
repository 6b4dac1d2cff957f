#include "cscfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace peraku;
using domain::ErrorCode;
using remote::CscClient;
using test::await;
using Fixture = test::CscFixture;

/** Many hashes are signed in the background, and the desk polls for what was made. */
class TestCscBackground : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void manyHashes_areSignedInTheBackground_whereTheProviderCan_data()
    {
        QTest::addColumn<bool>("v1");
        QTest::addColumn<bool>("offered");
        QTest::addColumn<int>("hashes");
        QTest::addColumn<bool>("background");
        constexpr int many = int(CscClient::asynchronousFrom);
        QTest::newRow("many") << false << true << many << true;
        QTest::newRow("few") << false << true << many - 1 << false;
        QTest::newRow("not offered") << false << false << many << false;
        QTest::newRow("1.0.4 knows no such mode") << true << true << many << false;
    }
    void manyHashes_areSignedInTheBackground_whereTheProviderCan()
    {
        QFETCH(bool, v1);
        QFETCH(bool, offered);
        QFETCH(int, hashes);
        QFETCH(bool, background);
        Fixture f(v1);
        f.provider.asynchronous = offered;
        const auto made = await(f.signMany(hashes));
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
        QCOMPARE(made->size(), hashes);
        for (int i = 0; i < hashes; ++i)
            QCOMPARE(made->at(i), "signed:" + QByteArray(32, char('A' + i)));
        QCOMPARE(f.provider.last("signHash").value("operationMode").toString() == "A", background);
        QCOMPARE(f.provider.paths().contains("/csc/v2/signatures/signPolling"), background);
    }

    void background_lineDropsWhilePolling_signaturesAreStillHad()
    {
        Fixture f;
        f.provider.asynchronous = true;
        f.provider.signPolls = 1'000'000;
        QSignalSpy waiting(f.service.get(), &CscClient::waiting);
        auto running = f.signMany(30);
        QTRY_VERIFY(!waiting.isEmpty());
        f.provider.mute = { "signatures/signPolling" };
        const auto asked = f.provider.seen.size();
        QTRY_VERIFY(f.provider.seen.size() >= asked + 2);
        f.provider.signPolls = 0;
        f.provider.mute.clear();
        const auto made = await(running);
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
        QCOMPARE(made->size(), 30);
        // Asked to sign once, whatever happened to the line.
        QCOMPARE(f.provider.paths().count("/csc/v2/signatures/signHash"), 1);
        QVERIFY(waiting.first().first().toInt() >= 1);
    }

    void background_refusedLater_isTheProvidersError()
    {
        Fixture f;
        f.provider.asynchronous = true;
        f.provider.instead.insert("signatures/signPolling",
            f.provider.error(400, "invalid_request", "Invalid parameter requestID"));
        const auto made = await(f.signMany(30));
        QVERIFY(!made);
        QVERIFY(made.error().code != ErrorCode::Timeout);
        QCOMPARE(f.provider.paths().count("/csc/v2/signatures/signPolling"), 1);
    }

    void background_neverEnding_timesOutLaterForMore()
    {
        Fixture f;
        f.provider.asynchronous = true;
        f.provider.signPolls = 1'000'000;
        const auto began = f.clock.monotonicMs();
        const auto made = await(f.signMany(30));
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::Timeout);
        const auto waited = f.clock.monotonicMs() - began;
        QVERIFY(waited >= CscClient::pollingMs + 30 * CscClient::perSignatureMs);
        QVERIFY(waited <= CscClient::pollingMs + 30 * CscClient::perSignatureMs + CscClient::longestPollMs);
    }

    void cancel_endsThePolling_andTheProviderIsAskedNoMore()
    {
        Fixture f;
        f.provider.asynchronous = true;
        f.provider.signPolls = 1'000'000;
        auto running = f.signMany(30);
        QTRY_VERIFY(f.provider.paths().count("/csc/v2/signatures/signPolling") > 2);
        running.cancel();
        const auto ended = await(running);
        QVERIFY(!ended);
        QCOMPARE(ended.error().code, ErrorCode::Cancelled);
        const auto asked = f.provider.seen.size();
        QTest::qWait(50);
        QVERIFY(f.provider.seen.size() <= asked + 1);
    }
};

QTEST_GUILESS_MAIN(TestCscBackground)
#include "test_cscbackground.moc"
