#include <domain/pinrules.h>

#include <QTest>

using namespace peraku;
using namespace Qt::StringLiterals;

class TestPinRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findings_pin_nameTheBrokenRules_data();
    void findings_pin_nameTheBrokenRules();
    void findings_withoutOfficer_checkTheRest();
};

void TestPinRules::findings_pin_nameTheBrokenRules_data()
{
    QTest::addColumn<QByteArray>("pin");
    QTest::addColumn<QStringList>("findings");
    const QStringList none;
    const QStringList digits { u"finding.pin-digits"_s };
    const QStringList run { u"finding.pin-run"_s };
    const QStringList repeat { u"finding.pin-repeat"_s };
    const QStringList personal { u"finding.pin-personal"_s };
    // The officer is 850214-14-5017.
    QTest::newRow("good, shortest") << QByteArray("739164") << none;
    QTest::newRow("good, longest") << QByteArray("739164820573") << none;
    QTest::newRow("four in a row will do") << QByteArray("123490") << none;
    QTest::newRow("one repeated pair will do") << QByteArray("739739164") << none;
    QTest::newRow("empty") << QByteArray() << digits;
    QTest::newRow("five") << QByteArray("73916") << digits;
    QTest::newRow("thirteen") << QByteArray("7391648205731") << digits;
    QTest::newRow("letter") << QByteArray("73916a") << digits;
    QTest::newRow("space") << QByteArray("739 64") << digits;
    QTest::newRow("up") << QByteArray("123456") << run;
    QTest::newRow("down") << QByteArray("987654") << run;
    QTest::newRow("over nine") << QByteArray("789012") << run;
    QTest::newRow("run inside") << QByteArray("9345672") << run;
    QTest::newRow("one digit") << QByteArray("111111") << repeat;
    QTest::newRow("two digits") << QByteArray("122112") << repeat;
    QTest::newRow("pair thrice") << QByteArray("121212") << repeat;
    QTest::newRow("block twice") << QByteArray("739739") << repeat;
    QTest::newRow("birth date as in the IC") << QByteArray("850214") << personal;
    QTest::newRow("day first") << QByteArray("140285") << personal;
    QTest::newRow("month first") << QByteArray("021485") << personal;
    QTest::newRow("whole year") << QByteArray("19850214") << personal;
    QTest::newRow("day first, whole year") << QByteArray("14021985") << personal;
    QTest::newRow("middle of the IC") << QByteArray("214145") << personal;
    QTest::newRow("end of the IC, inside") << QByteArray("91450173") << personal;
    QTest::newRow("the whole IC") << QByteArray("850214145017") << personal;
}

void TestPinRules::findings_pin_nameTheBrokenRules()
{
    QFETCH(QByteArray, pin);
    QFETCH(QStringList, findings);
    const auto officer = domain::Ic::parse(u"850214-14-5017"_s);
    QVERIFY(officer);
    QCOMPARE(domain::pinFindings(
                 secret::SecureBuffer::copyOf(std::string_view(pin.constData(), std::size_t(pin.size()))),
                 *officer),
        findings);
}

void TestPinRules::findings_withoutOfficer_checkTheRest()
{
    QVERIFY(domain::pinFindings(secret::SecureBuffer::copyOf(std::string_view("850214")), {}).isEmpty());
    QVERIFY(!domain::pinFindings(secret::SecureBuffer::copyOf(std::string_view("111111")), {}).isEmpty());
}

QTEST_APPLESS_MAIN(TestPinRules)
#include "test_pinrules.moc"
