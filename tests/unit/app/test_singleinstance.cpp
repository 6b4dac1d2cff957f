#include "singleinstance.h"

#include <QCryptographicHash>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace peraku;
using gui::SingleInstance;

namespace {

const QString scope = QStringLiteral("/data/peraku");

/** Hands over in a thread of its own, as another process would. */
bool secondStart(const QStringList& paths, const QString& where = scope)
{
    bool handed = false;
    auto* thread = QThread::create([&] { handed = SingleInstance(where).handOver(paths); });
    thread->start();
    while (!thread->isFinished())
        QTest::qWait(5);
    delete thread;
    return handed;
}

} // namespace

class TestSingleInstance : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void secondStart_handsItsFilesToTheFirst_data()
    {
        QTest::addColumn<QStringList>("given");
        QTest::addColumn<QStringList>("taken");
        QTest::newRow("none") << QStringList() << QStringList();
        const QStringList two { QStringLiteral("/bukti/baucar 1.asice"),
            QStringLiteral("/bukti/é\n\"x\".p7s") };
        QTest::newRow("names with spaces and signs") << two << two;
        QStringList many;
        for (int i = 0; i < SingleInstance::mostFiles + 5; ++i)
            many << QStringLiteral("/bukti/%1.asics").arg(i);
        QTest::newRow("more than are verified at once") << many << many.mid(0, SingleInstance::mostFiles);
    }
    void secondStart_handsItsFilesToTheFirst()
    {
        QFETCH(QStringList, given);
        SingleInstance first(scope);
        QVERIFY(first.listen());
        QSignalSpy raised(&first, &SingleInstance::raiseWanted);
        QVERIFY(secondStart(given));
        QTRY_COMPARE(raised.size(), 1);
        QTEST(raised.first().first().toStringList(), "taken");
    }

    void firstStart_findsNobody() { QVERIFY(!secondStart({})); }

    void otherDataFolder_isAnotherDesk()
    {
        SingleInstance first(scope);
        QVERIFY(first.listen());
        QVERIFY(!secondStart({}, QStringLiteral("/elsewhere")));
    }

    void message_ofAStranger_isHeardWithinBounds_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("relative path") << QByteArray("etc/passwd");
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe\xfd");
        QTest::newRow("two million bytes") << QByteArray(2'000'000, 'x');
        QTest::newRow("nothing, and stays") << QByteArray();
    }
    void message_ofAStranger_isHeardWithinBounds()
    {
        QFETCH(QByteArray, said);
        SingleInstance first(scope);
        QVERIFY(first.listen());
        QSignalSpy raised(&first, &SingleInstance::raiseWanted);
        const auto digest
            = QCryptographicHash::hash(scope.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
        QLocalSocket stranger;
        stranger.connectToServer(QStringLiteral("peraku-") + QString::fromLatin1(digest));
        QVERIFY(stranger.waitForConnected());
        stranger.write(said);
        stranger.flush();
        QTRY_COMPARE_WITH_TIMEOUT(stranger.state(), QLocalSocket::UnconnectedState, 3000);
        QTRY_COMPARE(raised.size(), 1);
        QVERIFY(raised.first().first().toStringList().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "test_singleinstance.moc"
