#include "storefixture.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

using namespace peraku;
using namespace peraku::test;

namespace {

/** The program ends at any moment: what it answered is there, in whole transactions. PERAKU_KILLS sets the
 * number. */
class TestKills : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writerKilled_anyMoment_losesNothingItAnswered()
    {
        bool given = false;
        const int asked = qEnvironmentVariableIntValue("PERAKU_KILLS", &given);
        const int kills = given ? asked : 60;
        Folder folder;
        QRandomGenerator random(7);
        int next = 0;
        int answeredInAll = 0;
        for (int kill = 0; kill < kills; ++kill) {
            QProcess writer;
            writer.start(QStringLiteral(STORE_WRITER), { folder.path(), QString::number(next) });
            QVERIFY(writer.waitForStarted());
            // Some kills fall into the opening and most into the writing.
            if (kill % 6 != 0)
                QVERIFY(writer.waitForReadyRead());
            QTest::qWait(int(random.bounded(60)));
            QCOMPARE(writer.state(), QProcess::Running);
            writer.kill();
            QVERIFY(writer.waitForFinished());
            const auto lines = writer.readAllStandardOutput().split('\n');
            int last = -1;
            for (const auto& line : lines)
                last = line.isEmpty() ? last : line.toInt();
            answeredInAll += last < 0 ? 0 : last - next + 1;

            if (!officerFilesExist(folder.path()))
                continue;
            auto files = folder.open();
            if (!files && files.error().code == domain::ErrorCode::NotFound && last < 0)
                continue; // ended before the file was made
            QVERIFY2(files, qPrintable(QStringLiteral("kill %1").arg(kill)));
            QVERIFY2(files->notices.isEmpty(), "a crash is no damage");
            const auto work = files->work->load();
            QCOMPARE(work->unreadable, 0);
            QCOMPARE(work->drafts.size(), work->outbox.size());
            QVERIFY2(
                work->drafts.size() > last, qPrintable(QStringLiteral("kill %1 lost an answer").arg(kill)));
            QCOMPARE(*files->work->verifyAudit(), work->drafts.size());
            QVERIFY(files->cache->check());
            next = int(work->drafts.size());
        }
        QVERIFY2(answeredInAll > kills, qPrintable(QString::number(answeredInAll)));
        verifyNothingReadable(folder);
    }

private:
    static void verifyNothingReadable(const Folder& folder)
    {
        for (const auto& name : folder.names()) {
            QFile file(QDir(folder.path()).filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto bytes = file.readAll();
            for (const QByteArray& canary : { QByteArray(Folder::recoverySecret), QByteArray("send "),
                     QByteArray("saved"), QByteArray(Folder::goodPassword) })
                QVERIFY2(!bytes.contains(canary), qPrintable(name));
        }
    }
};

} // namespace

QTEST_GUILESS_MAIN(TestKills)
#include "test_kills.moc"
