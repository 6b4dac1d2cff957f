#include <domain/messages.h>
#include <support/samples.h>

#include <QDirIterator>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace peraku::domain;
using namespace peraku;

class TestMessages : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyErrorCode_hasItsOwnKeyAndSentence()
    {
        QSet<QString> keys;
        QSet<QString> sentences;
        static const QRegularExpression keyShape(QStringLiteral("\\Aerror\\.[a-z]+(-[a-z]+)*\\z"));
        for (int code = 0; code <= int(ErrorCode::TooLarge); ++code) {
            const Error error { static_cast<ErrorCode>(code), {}, {}, false, 0 };
            const auto key = errorKey(error.code);
            const auto sentence = errorSentence(error);
            QVERIFY2(keyShape.match(key).hasMatch(), qPrintable(key));
            QVERIFY2(!keys.contains(key), qPrintable(key));
            QVERIFY2(!sentences.contains(sentence), qPrintable(sentence));
            // Two parts at least: what happened, and what is safe or to be done.
            QVERIFY2(sentence.size() > 35 && sentence.endsWith(QLatin1Char('.')), qPrintable(sentence));
            QVERIFY2(sentence.count(QRegularExpression(QStringLiteral("[.;:](\\s|$)"))) >= 2,
                qPrintable(sentence));
            QVERIFY2(!sentence.contains(QLatin1Char('%')), qPrintable(sentence));
            keys.insert(key);
            sentences.insert(sentence);
        }
    }

    void chosenCodes_sayWhatTheyAre_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("word");
        QTest::newRow("first") << ErrorCode::Internal << "error.internal"
                               << "inside the program";
        QTest::newRow("segregation") << ErrorCode::DutySegregation << "error.duty-segregation"
                                     << "Another officer";
        QTest::newRow("offline") << ErrorCode::Offline << "error.offline"
                                 << "cannot be reached";
        QTest::newRow("disk") << ErrorCode::StorageFull << "error.storage-full"
                              << "disk is full";
        QTest::newRow("PIN") << ErrorCode::PinLocked << "error.pin-locked"
                             << "PIN is locked";
        QTest::newRow("removed") << ErrorCode::TokenRemoved << "error.token-removed"
                                 << "taken out";
        QTest::newRow("revoked") << ErrorCode::CertificateRevoked << "error.certificate-revoked"
                                 << "revoked";
        QTest::newRow("clock") << ErrorCode::ClockSkew << "error.clock-skew"
                               << "clock";
        QTest::newRow("last") << ErrorCode::TooLarge << "error.too-large"
                              << "too large";
    }
    void chosenCodes_sayWhatTheyAre()
    {
        QFETCH(ErrorCode, code);
        QFETCH(QString, word);
        QTEST(errorKey(code), "key");
        QVERIFY(errorSentence({ code, {}, {}, false, 0 }).contains(word));
    }

    void placeholders_takeValuesLiterally()
    {
        const auto over
            = errorSentence({ ErrorCode::OverLimit, {}, { QStringLiteral("RM5,000.00") }, false, 0 });
        QVERIFY2(over.contains(QLatin1String("(RM5,000.00)")), qPrintable(over));
        const auto sum = findingSentence({ {}, Severity::Error, QStringLiteral("finding.invoice-sum"),
            { QStringLiteral("%2"), QStringLiteral("RM1.00") } });
        QVERIFY2(sum.contains(QLatin1String("%2")) && sum.contains(QLatin1String("RM1.00")), qPrintable(sum));
        QCOMPARE(sum.count(QLatin1String("RM1.00")), 1);
    }

    void everyFindingKeyInTheSources_hasASentence()
    {
        static const QRegularExpression literal(QStringLiteral("\"(finding\\.[a-z-]+)\""));
        QSet<QString> keys;
        for (const char* folder : { "/core/domain", "/treasury/lib" }) {
            QDirIterator files(QStringLiteral(PERAKU_SOURCES) + QLatin1String(folder),
                { QStringLiteral("*.cpp") }, QDir::Files);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                auto found = literal.globalMatch(QString::fromUtf8(file.readAll()));
                while (found.hasNext())
                    keys.insert(found.next().captured(1));
            }
        }
        QVERIFY(keys.size() > 40);
        QSet<QString> sentences;
        for (const auto& key : keys) {
            const auto sentence
                = findingSentence({ {}, Severity::Error, key, { QStringLiteral("1"), QStringLiteral("2") } });
            QVERIFY2(sentence != key, qPrintable(key));
            QVERIFY2(!sentences.contains(sentence), qPrintable(sentence));
            sentences.insert(sentence);
        }
        QCOMPARE(findingSentence({ {}, Severity::Error, QStringLiteral("finding.of-a-later-version"), {} }),
            QStringLiteral("finding.of-a-later-version"));
    }

    void labels_areDistinctWithinTheirKind()
    {
        QSet<QString> states;
        for (int state = 0; state <= int(VoucherState::Paid); ++state)
            states.insert(label(static_cast<VoucherState>(state)));
        QCOMPARE(states.size(), 7);
        QSet<QString> steps;
        for (int step = 0; step <= int(StepKind::CheckerOnly); ++step)
            steps.insert(label(static_cast<StepKind>(step)));
        QCOMPARE(steps.size(), 4);
        QCOMPARE(label(StepKind::FirstCertification), QStringLiteral("Perakuan 1"));
        QCOMPARE(label(StepKind::Acknowledgement), QStringLiteral("Akuan Terima"));
    }

    void stateWithStep_saysWhatWaits()
    {
        const auto catalogue = test::sampleCatalogue();
        test::Samples samples(41);
        QCOMPARE(stateWithStep(samples.voucher(VoucherState::Submitted), catalogue),
            QStringLiteral("Waiting for Perakuan 1"));
        QCOMPARE(stateWithStep(samples.voucher(VoucherState::Certified), catalogue),
            QStringLiteral("Waiting for Perakuan 2"));
        QCOMPARE(stateWithStep(samples.voucher(VoucherState::Posted), catalogue), QStringLiteral("Posted"));
    }

    void signingStatements_nameTheActAndTheirSections()
    {
        const auto statements = signingStatements();
        QCOMPARE(statements.size(), 4);
        QVERIFY(statements.at(0).contains(QLatin1String("forbidden"))
            && statements.at(0).contains(QLatin1String("one man show")));
        QVERIFY(statements.at(1).contains(QLatin1String("Act 562"))
            && statements.at(1).contains(QLatin1String("43"))
            && statements.at(1).contains(QLatin1String("83")));
        QVERIFY(statements.at(2).contains(QLatin1String("intend")));
        QVERIFY(statements.at(3).contains(QLatin1String("binds")));
    }
};

QTEST_GUILESS_MAIN(TestMessages)
#include "test_messages.moc"
