#include <domain/money.h>

#include <QTest>

#include <limits>
#include <rapidcheck.h>

using namespace peraku::domain;

namespace {

using Limits = std::numeric_limits<std::int64_t>;
__extension__ using Wide = __int128;

std::optional<Money> narrowed(Wide sen)
{
    if (sen < Limits::min() || sen > Limits::max())
        return std::nullopt;
    return Money::fromSen(std::int64_t(sen));
}

/** Any amount, with the edges of the range often among them. */
rc::Gen<std::int64_t> anySen()
{
    return rc::gen::oneOf(rc::gen::arbitrary<std::int64_t>(),
        rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000),
        rc::gen::element<std::int64_t>(
            Limits::min(), Limits::min() + 1, -1, 0, 1, Limits::max() - 1, Limits::max()));
}

/** Reads amounts in words back, so that every number can be checked and not a few chosen ones. */
class WordReader {
public:
    explicit WordReader(bool malay)
        : m_malay(malay)
    {
        const QStringList small = malay
            ? QStringLiteral("Kosong Satu Dua Tiga Empat Lima Enam Tujuh Lapan Sembilan Sepuluh Sebelas")
                  .split(QLatin1Char(' '))
            : QStringLiteral("Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen "
                             "Fourteen Fifteen Sixteen Seventeen "
                             "Eighteen Nineteen")
                  .split(QLatin1Char(' '));
        for (qsizetype i = 0; i < small.size(); ++i)
            m_units.insert(small.at(i), i);
        const auto tens
            = QStringLiteral("Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety").split(QLatin1Char(' '));
        for (qsizetype i = 0; i < tens.size(); ++i)
            m_units.insert(tens.at(i), (i + 2) * 10);
        const auto scales = (malay ? QStringLiteral("Ribu Juta Bilion Trilion")
                                   : QStringLiteral("Thousand Million Billion Trillion"))
                                .split(QLatin1Char(' '));
        qint64 scale = 1;
        for (const auto& word : scales)
            m_scales.insert(word, scale *= 1000);
    }
    qint64 number(const QString& words) const
    {
        qint64 total = 0;
        qint64 group = 0;
        qint64 unit = 0;
        for (const auto& word : words.split(QLatin1Char(' '))) {
            if (m_scales.contains(word)) {
                total += (group + unit) * m_scales.value(word);
                group = unit = 0;
            } else if (word == QLatin1String("Ratus") || word == QLatin1String("Hundred")) {
                group += unit * 100;
                unit = 0;
            } else if (m_malay && word == QLatin1String("Puluh")) {
                group += unit * 10;
                unit = 0;
            } else if (m_malay && word == QLatin1String("Belas")) {
                group += unit + 10;
                unit = 0;
            } else if (m_units.contains(word)) {
                unit += m_units.value(word);
            } else {
                return -1;
            }
        }
        return total + group + unit;
    }
    qint64 sen(QString text) const
    {
        const auto start = QStringLiteral("Ringgit Malaysia ");
        const auto end = m_malay ? QStringLiteral(" sahaja") : QStringLiteral(" only");
        if (!text.startsWith(start) || !text.endsWith(end))
            return -1;
        text = text.mid(start.size()).chopped(end.size());
        const auto parts = text.split(m_malay ? QStringLiteral(" dan Sen ") : QStringLiteral(" and Cents "));
        return number(parts.first()) * 100 + (parts.size() == 2 ? number(parts.last()) : 0);
    }

private:
    bool m_malay;
    QHash<QString, qint64> m_units;
    QHash<QString, qint64> m_scales;
};

} // namespace

class TestMoney : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void parse_whatOfficersType_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("sen");
        const auto row
            = [](const char* text, qint64 sen) { QTest::newRow(text) << QString::fromUtf8(text) << sen; };
        row("1,234.50", 123450);
        row("1234.5", 123450);
        row("RM 1,234", 123400);
        row("rm12", 1200);
        row("(12.00)", -1200);
        row("-12", -1200);
        row("RM-0.05", -5);
        row("(RM1,234.50)", -123450);
        row("  7.10 ", 710);
        row("0", 0);
        row("92,233,720,368,547,758.07", Limits::max());
        row("-92233720368547758.08", Limits::min());
    }
    void parse_whatOfficersType()
    {
        QFETCH(QString, text);
        QFETCH(qint64, sen);
        QCOMPARE(Money::parse(text), std::optional(Money::fromSen(sen)));
    }

    void parse_refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
            { "", " ", "1.234,50", "1.005", "12,34", "1,2345", "1234,567", "(12", "12)", "(-12)", "--1",
                "-RM-1", "1e3", "RM", ".", ".50", "12.", "1 2", "0x10", "\xd9\xa1\xd9\xa2", "NaN",
                "92233720368547758.08", "-92233720368547758.09", "99999999999999999999", "1,234.50 RM" })
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void parse_refuses()
    {
        QFETCH(QString, text);
        QCOMPARE(Money::parse(text), std::nullopt);
    }

    void fromDecimal_otherSpellings_refused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
            { "", "1", "1.0", "1.000", "01.00", "-0.00", "+1.00", "1,000.00", " 1.00", "1.00 ", "1.00\n",
                ".00", "-.50", "1e2", "\xd9\xa1.00", "92233720368547758.08", "-92233720368547758.09" })
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void fromDecimal_otherSpellings_refused()
    {
        QFETCH(QString, text);
        QCOMPARE(Money::fromDecimal(text), std::nullopt);
    }

    void display_writesBracketsAndGroups()
    {
        QCOMPARE(Money::fromSen(123450).display(), QStringLiteral("RM1,234.50"));
        QCOMPARE(Money::fromSen(-123450).display(), QStringLiteral("(RM1,234.50)"));
        QCOMPARE(Money::fromSen(-5).displayPlain(), QStringLiteral("(0.05)"));
        QCOMPARE(Money::fromSen(99999).displayPlain(), QStringLiteral("999.99"));
        QCOMPARE(Money::fromSen(Limits::min()).toDecimal(), QStringLiteral("-92233720368547758.08"));
    }

    void everyAmount_roundTrips()
    {
        QVERIFY(rc::check("wire and screen forms read back", [] {
            const auto money = Money::fromSen(*anySen());
            RC_ASSERT(Money::fromDecimal(money.toDecimal()) == std::optional(money));
            RC_ASSERT(Money::parse(money.toDecimal()) == std::optional(money));
            RC_ASSERT(Money::parse(money.display()) == std::optional(money));
            RC_ASSERT(Money::parse(money.displayPlain()) == std::optional(money));
        }));
    }

    void arithmetic_agreesWithWideIntegers()
    {
        QVERIFY(rc::check("sums never wrap", [] {
            const auto a = *anySen();
            const auto b = *anySen();
            RC_ASSERT(Money::fromSen(a).plus(Money::fromSen(b)) == narrowed(Wide(a) + b));
            RC_ASSERT(Money::fromSen(a).minus(Money::fromSen(b)) == narrowed(Wide(a) - b));
            RC_ASSERT(Money::fromSen(a).negated() == narrowed(-Wide(a)));
            RC_ASSERT((Money::fromSen(a) < Money::fromSen(b)) == (a < b));
        }));
        QVERIFY(rc::check("addition is associative wherever both ways are defined", [] {
            const auto a = Money::fromSen(*anySen());
            const auto b = Money::fromSen(*anySen());
            const auto c = Money::fromSen(*anySen());
            const auto ab = a.plus(b);
            const auto bc = b.plus(c);
            const auto left = ab ? ab->plus(c) : std::nullopt;
            const auto right = bc ? a.plus(*bc) : std::nullopt;
            if (left && right)
                RC_ASSERT(*left == *right);
        }));
    }

    void amountInWords_known_data()
    {
        QTest::addColumn<qint64>("sen");
        QTest::addColumn<QString>("malay");
        QTest::addColumn<QString>("english");
        const auto row = [](qint64 sen, const char* malay, const char* english) {
            QTest::addRow("%lld", static_cast<long long>(sen))
                << sen << QString::fromLatin1(malay) << QString::fromLatin1(english);
        };
        row(0, "Ringgit Malaysia Kosong sahaja", "Ringgit Malaysia Zero only");
        row(5, "Ringgit Malaysia Kosong dan Sen Lima sahaja", "Ringgit Malaysia Zero and Cents Five only");
        row(1111, "Ringgit Malaysia Sebelas dan Sen Sebelas sahaja",
            "Ringgit Malaysia Eleven and Cents Eleven only");
        row(123450, "Ringgit Malaysia Satu Ribu Dua Ratus Tiga Puluh Empat dan Sen Lima Puluh sahaja",
            "Ringgit Malaysia One Thousand Two Hundred Thirty Four and Cents Fifty only");
        row(100'000'000, "Ringgit Malaysia Satu Juta sahaja", "Ringgit Malaysia One Million only");
        row(1'000'000'000'000'00, "Ringgit Malaysia Satu Trilion sahaja",
            "Ringgit Malaysia One Trillion only");
    }
    void amountInWords_known()
    {
        QFETCH(qint64, sen);
        QTEST(amountInWordsMalay(Money::fromSen(sen)), "malay");
        QTEST(amountInWordsEnglish(Money::fromSen(sen)), "english");
    }

    void amountInWords_readBack_givesTheAmount()
    {
        const WordReader malay(true);
        const WordReader english(false);
        const auto same = [&](qint64 sen) {
            const auto money = Money::fromSen(sen);
            return malay.sen(amountInWordsMalay(money)) == sen
                && english.sen(amountInWordsEnglish(money)) == sen;
        };
        for (qint64 sen = 0; sen < 250'000; sen += 7)
            QVERIFY2(same(sen), qPrintable(QString::number(sen)));
        for (qint64 power = 1; power <= 1'000'000'000'000; power *= 10) {
            for (qint64 ringgit : { power - 1, power, power + 1 })
                QVERIFY2(ringgit > 1'000'000'000'000 || same(ringgit * 100 + ringgit % 100),
                    qPrintable(QString::number(ringgit)));
        }
        QVERIFY(rc::check("any amount up to 10^12 ringgit",
            [&] { RC_ASSERT(same(*rc::gen::inRange<qint64>(0, 1'000'000'000'000'00 + 1))); }));
    }

    void amountInWords_outOfRange_isEmpty()
    {
        for (const qint64 sen :
            { qint64(-1), qint64(1'000'000'000'001'00), qint64(Limits::max()), qint64(Limits::min()) }) {
            QVERIFY(amountInWordsMalay(Money::fromSen(sen)).isEmpty());
            QVERIFY(amountInWordsEnglish(Money::fromSen(sen)).isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestMoney)
#include "test_money.moc"
