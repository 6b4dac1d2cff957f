#include <support/tokenbench.h>

#include <QSignalSpy>

#include <memoryscan.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace peraku;
using namespace peraku::domain;
using namespace peraku::support;

/**
 * After a signature the PIN stands nowhere: not in the memory of the desk's side (this process) nor of
 * peraku-token, as a core image would show it, nor in arguments, environment, files or logs. This program
 * itself never holds the PIN in clear, except where the signer is handed it.
 */
class TestSecrets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void pin_isNowhereAfterUse_data();
    void pin_isNowhereAfterUse();
    void pin_thatIsLeftBehind_isFound_data();
    void pin_thatIsLeftBehind_isFound();

private:
    int countInHelper();
    std::unique_ptr<TokenBench> m_bench;
    Credential m_credential;
};

namespace {

// Each digit of the PIN XORed with shim::mask.
const std::string masked = "cjkhobinldmkjo";

template <typename Buffer> void unmask(Buffer* into)
{
    for (std::size_t i = 0; i < masked.size(); ++i)
        into[i] = Buffer(static_cast<unsigned char>(masked[i]) ^ shim::mask);
}

secret::SecureBuffer typed()
{
    secret::SecureBuffer buffer(masked.size());
    unmask(buffer.bytes());
    return buffer;
}

RawSignRequest order(const Credential& credential)
{
    return { credential.id, SignatureScheme::Ecdsa, 256, { TokenBench::digest(0) } };
}

QByteArray fileOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TestSecrets::initTestCase()
{
    secret::hardenProcess();
    m_bench = std::make_unique<TokenBench>();
    // Another process makes the token, since making it needs the PIN in clear.
    const pid_t maker = ::fork();
    QVERIFY(maker >= 0);
    if (maker == 0) {
        QByteArray clear(qsizetype(masked.size()), '\0');
        unmask(clear.data());
        const auto issued = m_bench->pki.officer();
        ::_exit(m_bench->tokens.add("ujian", clear, { { issued.der, issued.key } }).isEmpty() ? 1 : 0);
    }
    int status = -1;
    ::waitpid(maker, &status, 0);
    QCOMPARE(status, 0);
    m_credential = m_bench->credential();
}

/** The shim looks from inside the process, which nobody else may read. */
int TestSecrets::countInHelper()
{
    const auto answer = m_bench->controlFile(QStringLiteral("found"));
    QFile::remove(answer);
    QFile needle(m_bench->controlFile(QStringLiteral("needle")));
    if (!needle.open(QIODevice::WriteOnly))
        return -1;
    needle.write(masked.data(), qint64(masked.size()));
    needle.close();
    m_bench->inventory();
    const auto count = fileOf(answer);
    return count.isEmpty() ? -1 : count.toInt();
}

void TestSecrets::pin_isNowhereAfterUse_data()
{
    QTest::addColumn<QByteArray>("plan");
    QTest::addColumn<int>("expected");
    QTest::newRow("signed") << QByteArray() << -1;
    QTest::newRow("refused") << QByteArray("fail C_Login a0 1") << int(ErrorCode::WrongPin);
    QTest::newRow("failed") << QByteArray("fail C_Sign 5 1") << int(ErrorCode::SignatureFailed);
    QTest::newRow("pulled") << QByteArray("pull C_Sign 1") << int(ErrorCode::TokenRemoved);
}

void TestSecrets::pin_isNowhereAfterUse()
{
    QFETCH(QByteArray, plan);
    QFETCH(int, expected);
    m_bench->plan(plan);
    const auto answer = waited(m_bench->signer().sign(order(m_credential), { typed(), {} }));
    QCOMPARE(answer ? -1 : int(answer.error().code), expected);
    QCOMPARE(shim::countInOwnMemory(masked), 0);
    QCOMPARE(countInHelper(), 0);

    QByteArray clear(qsizetype(masked.size()), '\0');
    unmask(clear.data());
    QStringList places { QStringLiteral("/proc/self/cmdline"), QStringLiteral("/proc/self/environ") };
    const auto helpers = QDir(QStringLiteral("/proc")).entryList({ QStringLiteral("[1-9]*") }, QDir::Dirs);
    for (const auto& pid : helpers) {
        if (fileOf(QStringLiteral("/proc/%1/comm").arg(pid)).trimmed() == "peraku-token")
            places << QStringLiteral("/proc/%1/cmdline").arg(pid)
                   << QStringLiteral("/proc/%1/environ").arg(pid);
    }
    const auto files = QDir(m_bench->folder.path()).entryList(QDir::Files);
    for (const auto& file : files)
        places << m_bench->folder.filePath(file);
    QVERIFY(places.size() >= 6);
    for (const auto& place : places)
        QVERIFY2(!fileOf(place).contains(clear), qPrintable(place));
    secret::wipe(clear.data(), std::size_t(clear.size()));
}

void TestSecrets::pin_thatIsLeftBehind_isFound_data()
{
    QTest::addColumn<bool>("wide");
    QTest::newRow("UTF-8") << false;
    QTest::newRow("UTF-16") << true;
}

void TestSecrets::pin_thatIsLeftBehind_isFound()
{
    QFETCH(bool, wide);
    if (!wide) {
        QByteArray left(qsizetype(masked.size()), '\0');
        unmask(left.data());
        QVERIFY(shim::countInOwnMemory(masked) > 0);
        secret::wipe(left.data(), std::size_t(left.size()));
        m_bench->plan("leak");
        QVERIFY(waited(m_bench->signer().sign(order(m_credential), { typed(), {} })));
        QVERIFY(countInHelper() > 0);
        m_bench->start();
    } else {
        QString left(qsizetype(masked.size()), QLatin1Char('\0'));
        unmask(reinterpret_cast<char16_t*>(left.data()));
        QVERIFY(shim::countInOwnMemory(masked) > 0);
        secret::wipe(left.data(), std::size_t(left.size()) * sizeof(QChar));
    }
    QCOMPARE(shim::countInOwnMemory(masked), 0);
}

QTEST_GUILESS_MAIN(TestSecrets)
#include "test_secrets.moc"
