#include <pki/setup.h>

#include <QElapsedTimer>
#include <QFile>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <http/server.h>
#include <openssl/rand.h>

using namespace peraku;
using namespace Qt::StringLiterals;

namespace {

class OsClock : public domain::Clock {
public:
    QDateTime nowUtc() const override { return QDateTime::currentDateTimeUtc(); }
    qint64 monotonicMs() const override { return nowUtc().toMSecsSinceEpoch(); }
};

class OsRng : public domain::Rng {
public:
    void fill(void* data, qsizetype size) override
    {
        if (RAND_bytes(static_cast<unsigned char*>(data), int(size)) != 1)
            qFatal("no randomness");
    }
};

QByteArray take(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

constexpr int headerSeconds = 2;

} // namespace

/** What the server does with connections, whatever is behind it. */
class TestHttp : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void headers_dribbled_areCutInTime_data();
    void headers_dribbled_areCutInTime();
    void headers_inTime_areAnsweredOverAndOver();
    void secretBody_ofAStranger_isTakenInByNobody_data();
    void secretBody_ofAStranger_isTakenInByNobody();

private:
    std::unique_ptr<QSslSocket> connected() const;
    bool answered(QSslSocket& socket) const;

    QTemporaryDir m_folder;
    std::atomic<int> m_handled { 0 };
    std::unique_ptr<treasury::http::Server> m_server;
};

void TestHttp::initTestCase()
{
    OsClock clock;
    OsRng rng;
    pki::InitOptions init;
    init.profile.caKeys = pki::KeyAlgorithm::P256;
    const auto folder = pki::initTreasury(m_folder.filePath(u"data"_s), init, clock, rng);
    QVERIFY2(folder, qPrintable(folder ? QString() : folder.error().detail));
    const auto key = take(folder->tlsKey());
    treasury::http::ServerOptions options;
    options.certificatePem = take(folder->tlsCertificate());
    options.keyPem = secret::SecureBuffer::copyOf(std::string_view(key.constData(), std::size_t(key.size())));
    options.headerTimeoutSeconds = headerSeconds;
    const auto saying = [](int status) {
        treasury::Response response;
        response.status = status;
        response.body = "ok";
        return response;
    };
    auto server = treasury::http::Server::start(
        std::move(options),
        [this, saying](const treasury::Request&) {
            ++m_handled;
            return saying(200);
        },
        [saying](const treasury::Request& header) {
            return header.hasHeader("authorization") ? std::nullopt : std::optional(saying(401));
        });
    QVERIFY2(server, qPrintable(server ? QString() : server.error().detail));
    m_server = std::move(*server);
}

std::unique_ptr<QSslSocket> TestHttp::connected() const
{
    auto socket = std::make_unique<QSslSocket>();
    socket->setPeerVerifyMode(QSslSocket::VerifyNone);
    socket->connectToHostEncrypted(u"127.0.0.1"_s, m_server->port());
    return socket->waitForEncrypted(10'000) ? std::move(socket) : nullptr;
}

bool TestHttp::answered(QSslSocket& socket) const
{
    socket.write("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
    QByteArray answer;
    while (!answer.endsWith("ok") && socket.waitForReadyRead(5000))
        answer += socket.readAll();
    return answer.startsWith("HTTP/1.1 200");
}

void TestHttp::headers_dribbled_areCutInTime_data()
{
    QTest::addColumn<bool>("afterAnAnswer");
    QTest::newRow("from the start") << false;
    QTest::newRow("as a second request") << true;
}

void TestHttp::headers_dribbled_areCutInTime()
{
    QFETCH(bool, afterAnAnswer);
    const auto socket = connected();
    QVERIFY(socket);
    if (afterAnAnswer)
        QVERIFY(answered(*socket));
    QElapsedTimer age;
    age.start();
    socket->write("GET / HTTP/1.1\r\nHost: t\r\n");
    // Never silent for long, as an idle limit would want, and never done.
    while (socket->state() == QAbstractSocket::ConnectedState && age.elapsed() < 4 * headerSeconds * 1000) {
        socket->write("X-A: b\r\n");
        socket->waitForDisconnected(100);
    }
    QVERIFY2(age.elapsed() >= headerSeconds * 900, qPrintable(QString::number(age.elapsed())));
    QVERIFY2(age.elapsed() < 2 * headerSeconds * 1000, qPrintable(QString::number(age.elapsed())));
    const auto other = connected();
    QVERIFY(other && answered(*other));
}

void TestHttp::headers_inTime_areAnsweredOverAndOver()
{
    const auto socket = connected();
    QVERIFY(socket);
    QElapsedTimer age;
    age.start();
    while (age.elapsed() < 2 * headerSeconds * 1000) {
        QVERIFY(answered(*socket));
        QTest::qWait(300);
    }
}

void TestHttp::secretBody_ofAStranger_isTakenInByNobody_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("known");
    QTest::addColumn<int>("status");
    QTest::newRow("a stranger's secret") << QByteArray("/v1/me/password") << false << 401;
    QTest::newRow("an officer's secret") << QByteArray("/v1/me/password") << true << 200;
    QTest::newRow("no secret") << QByteArray("/v1/signing-intents") << false << 200;
}

void TestHttp::secretBody_ofAStranger_isTakenInByNobody()
{
    QFETCH(QByteArray, path);
    QFETCH(bool, known);
    QFETCH(int, status);
    const auto socket = connected();
    QVERIFY(socket);
    m_handled = 0;
    for (int i = 0; i < 3; ++i) {
        socket->write("POST " + path + " HTTP/1.1\r\nHost: t\r\nContent-Length: 5000\r\n"
            + (known ? "Authorization: Bearer x\r\n" : "") + "\r\n");
        socket->waitForBytesWritten(1000);
        socket->write(QByteArray(5000, 'x'));
        QByteArray answer;
        while (!answer.endsWith("ok") && socket->waitForReadyRead(5000))
            answer += socket->readAll();
        QVERIFY2(answer.startsWith("HTTP/1.1 " + QByteArray::number(status)), answer.constData());
    }
    QCOMPARE(m_handled.load(), status == 200 ? 3 : 0);
}

QTEST_GUILESS_MAIN(TestHttp)
#include "test_http.moc"
