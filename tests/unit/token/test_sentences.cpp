#include <domain/messages.h>

#include <QSet>
#include <QTest>

#include <translations/translations.h>

using namespace peraku;
using namespace peraku::domain;

/** Everything that can go wrong with a token has a sentence of its own in both languages. */
class TestSentences : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tokenError_hasItsOwnSentenceInBothLanguages_data();
    void tokenError_hasItsOwnSentenceInBothLanguages();
    void noTwoTokenErrors_readTheSame();

private:
    static QString sentence(ErrorCode code, translations::Language language)
    {
        translations::Translations installed;
        installed.install(language);
        return errorSentence({ code, {}, {}, false, 0 });
    }
};

void TestSentences::tokenError_hasItsOwnSentenceInBothLanguages_data()
{
    QTest::addColumn<int>("code");
    for (int code = int(ErrorCode::ModuleNotFound); code <= int(ErrorCode::CertificateMalformed); ++code)
        QTest::addRow("%s", qPrintable(errorKey(ErrorCode(code)))) << code;
}

void TestSentences::tokenError_hasItsOwnSentenceInBothLanguages()
{
    QFETCH(int, code);
    const auto malay = sentence(ErrorCode(code), translations::Language::Malay);
    const auto english = sentence(ErrorCode(code), translations::Language::English);
    QVERIFY(!english.isEmpty());
    QVERIFY2(malay != english, qPrintable(english));
    // What happened, and what to do: two parts at least.
    for (const auto& text : { malay, english })
        QVERIFY2(text.count(QLatin1Char('.')) + text.count(QLatin1Char(';')) >= 2, qPrintable(text));
}

void TestSentences::noTwoTokenErrors_readTheSame()
{
    QSet<QString> all;
    int count = 0;
    for (int code = int(ErrorCode::ModuleNotFound); code <= int(ErrorCode::CertificateMalformed);
         ++code, ++count)
        all.insert(sentence(ErrorCode(code), translations::Language::Malay));
    QCOMPARE(all.size(), count);
}

QTEST_GUILESS_MAIN(TestSentences)
#include "test_sentences.moc"
