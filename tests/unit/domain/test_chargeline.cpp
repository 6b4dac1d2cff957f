#include <domain/chargeline.h>
#include <domain/process.h>
#include <support/samples.h>

#include <QRegularExpression>
#include <QTest>

using namespace peraku::domain;
using namespace peraku;

class TestChargeLine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void federalMask_segments_data()
    {
        QTest::addColumn<QString>("segment");
        QTest::addColumn<QString>("good");
        QTest::addColumn<QString>("bad");
        QTest::newRow("controlling officer") << "controllingOfficer"
                                             << "C27001"
                                             << "C2700,C270011,c27001,C27 01";
        QTest::newRow("office") << "office"
                                << "27010101"
                                << "2701010,270101011,2701-101";
        QTest::newRow("vote") << "vote"
                              << "B27,P27,G000,E123,L999"
                              << "B7,B270,A27,G00,b27,X000";
        QTest::newRow("programme") << "programme"
                                   << "010100"
                                   << "01010,0101000,01010A";
        QTest::newRow("project") << "project"
                                 << "00000,A1234"
                                 << "0000,000000";
        QTest::newRow("setia") << "setia"
                               << "000"
                               << "00,0000,00A";
        QTest::newRow("subsetia") << "subsetia"
                                  << "0000"
                                  << "000,00000";
        QTest::newRow("account") << "account"
                                 << "A1234567,B1234567,E1234567,H1234567,L1234567,27101"
                                 << "C1234567,B123456,B12345678,2710,271011,B12345a7";
    }
    void federalMask_segments()
    {
        QFETCH(QString, segment);
        QFETCH(QString, good);
        QFETCH(QString, bad);
        const auto mask = federalMask();
        const auto* rule = mask.find(segment);
        QVERIFY(rule);
        const QRegularExpression shape(QRegularExpression::anchoredPattern(rule->pattern));
        QVERIFY(shape.isValid());
        for (const auto& value : good.split(QLatin1Char(','))) {
            QVERIFY2(shape.match(value).hasMatch(), qPrintable(value));
            QVERIFY2(value.size() <= rule->maxLength, qPrintable(value));
        }
        for (const auto& value : bad.split(QLatin1Char(',')))
            QVERIFY2(!shape.match(value).hasMatch(), qPrintable(value));
    }

    void find_unknownSegment_isNull() { QVERIFY(!federalMask().find(QStringLiteral("colour"))); }

    void display_followsTheMask_andSkipsEmpty()
    {
        const ChargeLine line { { { QStringLiteral("vote"), QStringLiteral("B27") },
                                    { QStringLiteral("office"), QStringLiteral("27010101") },
                                    { QStringLiteral("setia"), QString() },
                                    { QStringLiteral("account"), QStringLiteral("27101") } },
            Side::Debit, Money() };
        QCOMPARE(line.display(federalMask()), QStringLiteral("27010101-B27-27101"));
    }

    void total_overflow_isNullopt()
    {
        VoucherContent content;
        content.lines
            = { { {}, Side::Debit, Money::fromSen(INT64_MAX) }, { {}, Side::Credit, Money::fromSen(7) } };
        QCOMPARE(content.total(), std::optional(Money::fromSen(INT64_MAX)));
        QCOMPARE(content.totalOf(Side::Credit), std::optional(Money::fromSen(7)));
        content.lines.append({ {}, Side::Debit, Money::fromSen(1) });
        QCOMPARE(content.total(), std::nullopt);
    }

    void catalogue_shipped_hasFiftyRowsOfFourPatterns()
    {
        const auto catalogue = test::sampleCatalogue();
        QCOMPARE(catalogue.all().size(), 50);
        QMap<QString, int> patterns;
        for (const auto& process : catalogue.all()) {
            QStringList words;
            for (const auto step : process.steps)
                words += toWire(step);
            ++patterns[words.join(QLatin1Char('+'))];
        }
        QCOMPARE(patterns,
            (QMap<QString, int> { { QString(), 3 }, { QStringLiteral("checker-only"), 3 },
                { QStringLiteral("first-certification+second-certification"), 40 },
                { QStringLiteral("first-certification+second-certification+acknowledgement"), 4 } }));
        QCOMPARE(catalogue.find(34)->voucherKind(), std::optional(VoucherKind::Journal));
        QCOMPARE(catalogue.find(22)->voucherKind(), std::optional(VoucherKind::Payment));
        QCOMPARE(catalogue.find(1)->voucherKind(), std::nullopt);
        QVERIFY(!catalogue.find(0));
        QVERIFY(!catalogue.find(51));
    }

    void catalogue_broken_isRefused_data()
    {
        QTest::addColumn<QByteArray>("rows");
        QTest::newRow("number") << QByteArray("x,AP,Baucar Jurnal,Portal,no,Perakuan 1,,,\n");
        QTest::newRow("zero") << QByteArray("0,AP,Baucar Jurnal,Portal,no,Perakuan 1,,,\n");
        QTest::newRow("twice") << QByteArray(
            "1,AP,Baucar Jurnal,Portal,no,,,,\n1,AP,Baucar Jurnal,Portal,no,,,,\n");
        QTest::newRow("columns") << QByteArray("1,AP,Baucar Jurnal,Portal,no,,,\n");
        QTest::newRow("step") << QByteArray("1,AP,Baucar Jurnal,Portal,no,Perakuan 9,,,\n");
        QTest::newRow("gap") << QByteArray("1,AP,Baucar Jurnal,Portal,no,,Perakuan 2,,\n");
        QTest::newRow("bulk") << QByteArray("1,AP,Baucar Jurnal,Portal,maybe,,,,\n");
        QTest::newRow("open quote") << QByteArray("1,AP,\"Baucar Jurnal,Portal,no,,,,\n");
    }
    void catalogue_broken_isRefused()
    {
        QFETCH(QByteArray, rows);
        const QByteArray header = "no,module,process,channel,bulk,step_1,step_2,step_3,source_note\n";
        QVERIFY(!ProcessCatalogue::fromCsv(header + rows));
        QVERIFY(ProcessCatalogue::fromCsv(
            header + "1,AP,\"Baucar, \"\"Jurnal\"\"\",Portal,no,Perakuan 1,,,\r\n"));
        QVERIFY(!ProcessCatalogue::fromCsv(rows));
        QVERIFY(!ProcessCatalogue::fromCsv({}));
    }
};

QTEST_GUILESS_MAIN(TestChargeLine)
#include "test_chargeline.moc"
