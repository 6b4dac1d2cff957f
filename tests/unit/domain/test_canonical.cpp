#include <domain/canonical.h>

#include <QJsonArray>
#include <QTest>

#include <bit>
#include <cmath>
#include <rapidcheck.h>

using namespace peraku::domain;

namespace {

QByteArray canonicalOf(const QByteArray& text)
{
    const auto value = parseStrictJson(text);
    return value ? canonicalJson(*value).value_or("refused") : QByteArray("unreadable");
}

} // namespace

/** RFC 8785 with its published vectors, and the strict reader that stands before it. */
class TestCanonical : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void numbers_ofAppendixB_data()
    {
        QTest::addColumn<quint64>("bits");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](quint64 bits, const char* text) {
            QTest::addRow("%016llx", static_cast<unsigned long long>(bits)) << bits << QByteArray(text);
        };
        row(0x0000000000000000, "0");
        row(0x8000000000000000, "0");
        row(0x0000000000000001, "5e-324");
        row(0x8000000000000001, "-5e-324");
        row(0x7fefffffffffffff, "1.7976931348623157e+308");
        row(0xffefffffffffffff, "-1.7976931348623157e+308");
        row(0x4340000000000000, "9007199254740992");
        row(0xc340000000000000, "-9007199254740992");
        row(0x4430000000000000, "295147905179352830000");
        row(0x44b52d02c7e14af5, "9.999999999999997e+22");
        row(0x44b52d02c7e14af6, "1e+23");
        row(0x44b52d02c7e14af7, "1.0000000000000001e+23");
        row(0x444b1ae4d6e2ef4e, "999999999999999700000");
        row(0x444b1ae4d6e2ef4f, "999999999999999900000");
        row(0x444b1ae4d6e2ef50, "1e+21");
        row(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7");
        row(0x3eb0c6f7a0b5ed8d, "0.000001");
        row(0x41b3de4355555553, "333333333.3333332");
        row(0x41b3de4355555554, "333333333.33333325");
        row(0x41b3de4355555555, "333333333.3333333");
        row(0x41b3de4355555556, "333333333.3333334");
        row(0x41b3de4355555557, "333333333.33333343");
        row(0xbecbf647612f3696, "-0.0000033333333333333333");
        row(0x43143ff3c1cb0959, "1424953923781206.2");
    }
    void numbers_ofAppendixB()
    {
        QFETCH(quint64, bits);
        QTEST(canonicalJson(QJsonValue(std::bit_cast<double>(bits))).value_or("refused"), "text");
    }

    void numbers_notFinite_refused()
    {
        for (const quint64 bits : { 0x7fffffffffffffffULL, 0x7ff0000000000000ULL, 0xfff0000000000000ULL })
            QVERIFY(!canonicalJson(QJsonValue(std::bit_cast<double>(bits))));
    }

    void example_ofSection322()
    {
        QCOMPARE(canonicalOf("{\n  \"numbers\": [333333333.33333329, 1E30, 4.50,\n              2e-3, "
                             "0.000000000000000000000000001],\n"
                             "  \"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\",\n  "
                             "\"literals\": [null, true, false]\n}"),
            QByteArray(
                "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                "\"string\":\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"));
    }

    void sorting_ofSection323()
    {
        QCOMPARE(canonicalOf(
                     "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\"\\ufb33\":\"Hebrew Letter "
                     "Dalet With Dagesh\",\"1\":\"One\","
                     "\"\\ud83d\\ude00\":\"Emoji: Grinning "
                     "Face\",\"\\u0080\":\"Control\",\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}"),
            QByteArray(
                "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xc2\x80\":\"Control\",\"\xc3\xb6\":\"Latin "
                "Small Letter O With Diaeresis\","
                "\"\xe2\x82\xac\":\"Euro Sign\",\"\xf0\x9f\x98\x80\":\"Emoji: Grinning "
                "Face\",\"\xef\xac\xb3\":\"Hebrew Letter Dalet With Dagesh\"}"));
    }

    void strings_shortEscapes()
    {
        QCOMPARE(canonicalOf("\"\\b\\t\\n\\f\\r\\u0000\\u001f\\u007f\\/\""),
            QByteArray("\"\\b\\t\\n\\f\\r\\u0000\\u001f\x7f/\""));
        QCOMPARE(canonicalOf("\"\\u2028\\ufeffx\""), QByteArray("\"\xe2\x80\xa8\xef\xbb\xbfx\""));
    }

    void loneSurrogate_refused()
    {
        for (const auto& text : { QString(QChar(0xd800)), QString(QChar(0xdc00)),
                 QStringLiteral("a") + QChar(0xd83d) + QLatin1Char('b') }) {
            QVERIFY(!canonicalJson(QJsonValue(text)));
            QVERIFY(!canonicalJson(QJsonObject { { text, 1 } }));
            QVERIFY(!canonicalJson(QJsonArray { text }));
        }
    }

    void undefined_refused() { QVERIFY(!canonicalJson(QJsonValue(QJsonValue::Undefined))); }

    void reader_refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const QByteArray& text) { QTest::newRow(name) << text; };
        row("nothing", "");
        row("space", "  ");
        row("duplicate", "{\"a\":1,\"a\":1}");
        row("duplicate by escape", "{\"a\":1,\"\\u0061\":2}");
        row("duplicate deep", "[{\"b\":{\"a\":1,\"c\":2,\"a\":3}}]");
        row("trailing", "{} x");
        row("two documents", "{}{}");
        row("trailing zero byte", QByteArray("{}\0", 3));
        row("trailing comma", "[1,]");
        row("trailing comma in object", "{\"a\":1,}");
        row("missing colon", "{\"a\" 1}");
        row("key is a number", "{1:2}");
        row("single quotes", "{'a':1}");
        row("comment", "/**/{}");
        row("byte order mark", "\xef\xbb\xbf{}");
        row("plus", "+1");
        row("leading zero", "01");
        row("leading zero negative", "-01");
        row("no digits after point", "1.");
        row("no digits before point", ".5");
        row("no exponent", "1e");
        row("infinite", "1e400");
        row("NaN", "NaN");
        row("hexadecimal", "0x10");
        row("word", "nul");
        row("word too long", "nullx");
        row("capital", "True");
        row("lone high", "\"\\ud800\"");
        row("lone low", "\"\\udc00\"");
        row("high twice", "\"\\ud800\\ud800\"");
        row("high then text", "\"\\ud800x\"");
        row("bad hex", "\"\\u12g4\"");
        row("signed hex", "\"\\u-123\"");
        row("bad escape", "\"\\x41\"");
        row("control", "\"a\nb\"");
        row("open string", "\"abc");
        row("open escape", "\"abc\\");
        row("invalid UTF-8", "\"\xff\"");
        row("overlong", "\"\xc0\xaf\"");
        row("surrogate as UTF-8", "\"\xed\xa0\x80\"");
        row("beyond Unicode", "\"\xf4\x90\x80\x80\"");
        row("cut UTF-8", "\"\xe2\x82\"");
        row("cut UTF-8 before escape", "\"\xe2\x82\\n\"");
        row("too deep", QByteArray(40, '[') + QByteArray(40, ']'));
        row("mismatched", "[}");
    }
    void reader_refuses()
    {
        QFETCH(QByteArray, text);
        const auto value = parseStrictJson(text);
        QVERIFY2(!value, "it was accepted");
        QCOMPARE(value.error().code, ErrorCode::ProtocolError);
    }

    void reader_hugeObject_refusedQuickly()
    {
        QByteArray text = "{";
        for (int i = 0; i < 300'000; ++i)
            text += '"' + QByteArray::number(i) + "\":0,";
        text.back() = '}';
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!parseStrictJson(text));
        QVERIFY(timer.elapsed() < 2000);
    }

    void reader_limits()
    {
        QVERIFY(parseStrictJson("[[1]]", 5, 2));
        QVERIFY(!parseStrictJson("[[1]]", 5, 1));
        QCOMPARE(parseStrictJson("[[1]]", 4).error().code, ErrorCode::TooLarge);
    }

    void reader_everyCutOfAText_isRefused()
    {
        const QByteArray text = "{\"a\":[1.5e3,\"\\u00e9\\n\xe2\x82\xac\",true,null],\"b\":{\"c\":-0.25}}";
        QVERIFY(parseStrictJson(text));
        for (qsizetype size = 0; size < text.size(); ++size)
            QVERIFY2(!parseStrictJson(text.left(size)), qPrintable(QString::number(size)));
    }

    void canonical_isAFixedPoint_andNumbersSurvive()
    {
        QVERIFY(rc::check("reading canonical text and writing it again changes nothing", [] {
            const auto text = QString::fromStdString(*rc::gen::arbitrary<std::string>());
            const double number = std::bit_cast<double>(*rc::gen::arbitrary<quint64>());
            RC_PRE(std::isfinite(number) && text.isValidUtf16());
            const auto first = canonicalJson(
                QJsonObject { { text, number }, { QStringLiteral("x"), QJsonArray { text, number } } });
            RC_ASSERT(first.has_value());
            const auto read = parseStrictJson(*first);
            RC_ASSERT(read.has_value());
            RC_ASSERT(*canonicalJson(*read) == *first);
            const auto back = canonicalJson(QJsonValue(number));
            RC_ASSERT(back->toDouble() == number);
        }));
    }

    void randomBytes_neverCrash_andWhatIsReadIsRepeatable()
    {
        QVERIFY(rc::check("bytes out of JSON's alphabet", [] {
            const auto bytes = *rc::gen::container<std::string>(
                rc::gen::elementOf(std::string("{}[]\":,\\u0019dDeE+-. tnrfalse\xc3\xa9\xff\x01")));
            const auto value = parseStrictJson(QByteArray::fromStdString(bytes));
            if (value) {
                const auto canonical = canonicalJson(*value);
                RC_ASSERT(canonical.has_value());
                RC_ASSERT(parseStrictJson(*canonical).has_value());
            }
        }));
    }

    void escapedForDisplay_showsWhatHides()
    {
        QCOMPARE(escapedForDisplay(QStringLiteral("Kedai \u202Eabc")), QStringLiteral("Kedai \\u{202E}abc"));
        QCOMPARE(escapedForDisplay(QStringLiteral("a\u200Bb\u2066c\tÉ€")),
            QStringLiteral("a\\u{200B}b\\u{2066}c\\u{0009}É€"));
        QCOMPARE(escapedForDisplay(
                     QStringLiteral(u"a\u00ADb\u180Ec\uFFF9d\uFFFBe\U000E0041f\U000E007Fg\U0001F600")),
            QStringLiteral(u"a\\u{00AD}b\\u{180E}c\\u{FFF9}d\\u{FFFB}e\\u{E0041}f\\u{E007F}g\U0001F600"));
    }
};

QTEST_GUILESS_MAIN(TestCanonical)
#include "test_canonical.moc"
