#include "../printform.h"
#include "deskruns.h"

#include <support/pdf.h>

using namespace peraku;
using namespace Qt::StringLiterals;
using test::DeskRuns;

/** The officer's own PAdES, by token and by PIN and code, from peraku-cli through the real treasuryd and its
 * HSM to pdfsig. */
class TestPdfJourney : public QObject, protected DeskRuns {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        TreasuryProcess::Options options;
        options.vouchers = 20;
        options.hsm = true;
        start(options);
    }

    void voucherAndPdf_areSignedTogether_byTokenAndByCode()
    {
        const auto id = prepared(u"Bekalan alat tulis"_s);
        QVERIFY(!id.isEmpty());
        const auto number = run("penyedia", { u"show"_s, id }).json.value(u"number"_s).toString();
        const auto letter = put(u"surat.pdf"_s, support::pdfOf(support::smallObjects()));
        const auto once = m_files.filePath(u"disemak.pdf"_s);
        const auto checked = signing("penyemak",
            { u"certify"_s, id, u"--medium"_s, u"token"_s, u"--pdf"_s, letter, u"--pdf-out"_s, once });
        QVERIFY2(checked.exit == 0, checked.errors);
        holds(once, 1);
        const auto report = checked.json.value(u"pdf"_s).toObject();
        QVERIFY(report.value(u"valid"_s).toBool());
        QVERIFY2(!report.value(u"timestampTime"_s).toString().isEmpty(), QJsonDocument(report).toJson());

        const auto approved
            = signing("pelulus", { u"certify"_s, id, u"--medium"_s, u"roaming"_s, u"--pdf"_s, once });
        QVERIFY2(approved.exit == 0, approved.errors);
        holds(m_files.filePath(u"disemak-signed.pdf"_s), 2);
        // The code's message names both.
        QVERIFY2(
            m_lastMail.contains(number) && m_lastMail.contains(u"disemak.pdf"_s), qPrintable(m_lastMail));
        QCOMPARE(run("pelulus", { u"show"_s, id }).json.value(u"state"_s).toString(), u"posted"_s);

        const auto form = m_files.filePath(u"borang.pdf"_s);
        QCOMPARE(run("pelulus", { u"print"_s, id, u"--out"_s, form }).exit, 0);
        holds(form, 1);
        for (const auto& medium : { u"token"_s, u"roaming"_s }) {
            const auto target = m_files.filePath(u"borang-%1.pdf"_s.arg(medium));
            const auto own
                = signing("pelulus", { u"sign-pdf"_s, form, u"--out"_s, target, u"--medium"_s, medium });
            QVERIFY2(own.exit == 0, own.errors);
            // The treasury's seal stays as it was.
            holds(target, 2);
            const auto verified = run("penyemak", { u"verify"_s, target });
            QVERIFY2(verified.exit == 0, QJsonDocument(verified.json).toJson());
            // The seal, the officer's own, and those of both steps inside.
            QCOMPARE(verified.json.value(u"signatures"_s).toArray().size(), 4);
        }
        QVERIFY2(m_lastMail.contains(u"borang.pdf"_s), qPrintable(m_lastMail));
        QFile file(form);
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto bytes = file.readAll();
        bytes[bytes.indexOf("/MediaBox") + 20] ^= 1;
        QCOMPARE(run("penyemak", { u"verify"_s, put(u"diubah.pdf"_s, bytes) }).exit, 14);
    }

    void pdfThatCannotBeSignedOrSaved_isRefused_data()
    {
        QTest::addColumn<QByteArray>("pdf");
        QTest::addColumn<bool>("taken");
        QTest::newRow("no PDF") << QByteArray("Baucar") << false;
        QTest::newRow("name is taken") << support::pdfOf(support::smallObjects()) << true;
    }

    void pdfThatCannotBeSignedOrSaved_isRefused()
    {
        QFETCH(QByteArray, pdf);
        QFETCH(bool, taken);
        const auto target = m_files.filePath(u"hasil.pdf"_s);
        if (taken)
            put(u"hasil.pdf"_s, "earlier");
        const auto refused = signing("penyemak",
            { u"sign-pdf"_s, put(u"asal.pdf"_s, pdf), u"--out"_s, target, u"--medium"_s, u"token"_s });
        QVERIFY2(refused.exit == 6, refused.errors);
        QFile file(target);
        QCOMPARE(file.exists(), taken);
        QVERIFY(!taken || (file.open(QIODevice::ReadOnly) && file.readAll() == "earlier"));
    }

private:
    QString put(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_files.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("a file of the test cannot be written");
        return file.fileName();
    }
    Ran signing(const char* persona, const QStringList& command)
    {
        auto ran = run(persona, command);
        // The treasury spaces codes out; the officer waits and asks again.
        for (int i = 0; i < 8 && ran.exit == 9; ++i) {
            QTest::qWait(5'000);
            ran = run(persona, command);
        }
        return ran;
    }
    static void holds(const QString& path, int signatures)
    {
        QFile file(path);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
        const auto fault = test::printFormFault(file.readAll(), {}, {}, signatures);
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }
};

QTEST_GUILESS_MAIN(TestPdfJourney)
#include "test_pdfjourney.moc"
