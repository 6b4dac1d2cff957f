#include <domain/ic.h>

#include <QTest>

#include <rapidcheck.h>

using peraku::domain::Ic;

class TestIc : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void parse_accepts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("digits");
        QTest::newRow("digits") << "800101145001"
                                << "800101145001";
        QTest::newRow("dashes") << "800101-14-5001"
                                << "800101145001";
        QTest::newRow("spaces") << "800101 14 5001"
                                << "800101145001";
        QTest::newRow("around") << " 800101145001 "
                                << "800101145001";
        QTest::newRow("leap day of 2000") << "000229145001"
                                          << "000229145001";
    }
    void parse_accepts()
    {
        QFETCH(QString, text);
        const auto ic = Ic::parse(text);
        QVERIFY(ic);
        QTEST(ic->digits(), "digits");
    }

    void parse_refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : { "", "80010114500", "8001011450011", "800001145001", "801301145001",
                 "800132145001", "810229145001", "800431145001", "80010a145001", "800101-145001",
                 "800101-14 5001", "800101--145001", "8001 0114 5001",
                 "800101\xd9\xa1\xd9\xa1"
                 "5001" })
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void parse_refuses()
    {
        QFETCH(QString, text);
        QVERIFY(!Ic::parse(text));
    }

    void forms_showAndHide()
    {
        const auto ic = *Ic::parse(QStringLiteral("800101145001"));
        QCOMPARE(ic.dashed(), QStringLiteral("800101-14-5001"));
        QCOMPARE(ic.masked(), QStringLiteral("800101-**-**01"));
        QVERIFY(Ic().dashed().isEmpty());
        QVERIFY(Ic().masked().isEmpty());
    }

    void birthDate_choosesTheCentury_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QDate>("birth");
        QTest::newRow("last century") << "800101145001" << QDate(1980, 1, 1);
        QTest::newRow("this century") << "050607145001" << QDate(2005, 6, 7);
        QTest::newRow("this year") << "260607145001" << QDate(2026, 6, 7);
        QTest::newRow("next year is last century") << "270607145001" << QDate(1927, 6, 7);
        QTest::newRow("29 February exists in 2000 only") << "000229145001" << QDate(2000, 2, 29);
    }
    void birthDate_choosesTheCentury()
    {
        QFETCH(QString, text);
        QTEST(Ic::parse(text)->birthDate(QDate(2026, 6, 30)), "birth");
    }

    void placeOfBirth_unassigned_isUnknown()
    {
        for (const char* place : { "00", "17", "18", "19", "20", "69", "70", "73", "80", "81", "94", "97" })
            QVERIFY2(!Ic::parse(QStringLiteral("800101") + QLatin1String(place) + QStringLiteral("5001"))
                          ->hasKnownPlaceOfBirth(),
                place);
        for (const char* place : { "01", "14", "16", "21", "59", "71", "82", "93", "99" })
            QVERIFY2(Ic::parse(QStringLiteral("800101") + QLatin1String(place) + QStringLiteral("5001"))
                         ->hasKnownPlaceOfBirth(),
                place);
    }

    void everyRealDate_isAccepted_andNoOther()
    {
        QVERIFY(rc::check("date decides", [] {
            const int year = *rc::gen::inRange(0, 100);
            const int month = *rc::gen::inRange(0, 20);
            const int day = *rc::gen::inRange(0, 40);
            const auto digits
                = QStringLiteral("%1").arg(year * 10000 + month * 100 + day, 6, 10, QLatin1Char('0'))
                + QStringLiteral("145001");
            const auto ic = Ic::parse(digits);
            RC_ASSERT(ic.has_value()
                == (QDate::isValid(1900 + year, month, day) || QDate::isValid(2000 + year, month, day)));
            if (ic)
                RC_ASSERT(Ic::parse(ic->dashed()) == ic);
        }));
    }
};

QTEST_GUILESS_MAIN(TestIc)
#include "test_ic.moc"
