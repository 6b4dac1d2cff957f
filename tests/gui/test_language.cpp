#include "walk.h"

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QComboBox>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMap>
#include <QPlainTextEdit>
#include <QProcess>
#include <QRegularExpression>
#include <QTableView>
#include <QTemporaryDir>

using namespace peraku;
using guitest::Bench;

/** Both languages whole: nothing stays English for who reads Malay, nothing is cut off at 200 %. */
class TestLanguage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void catalogue_holdsEveryTextOfTheSources();
    void everyScreen_inMalay_hasNoEnglish();
    void everyScreen_at200Percent_cutsNothingOff_data();
    void everyScreen_at200Percent_cutsNothingOff();
    void switching_atRunTime_givesTheSameScreens();

private:
    using Texts = QMap<QString, QString>;
    static Texts textsOf(QWidget* root);
    static QStringList cutOff(QWidget* root);
};

/** What is written on each widget, by its place in the window. */
TestLanguage::Texts TestLanguage::textsOf(QWidget* root)
{
    Texts texts;
    QMap<QString, int> seen;
    for (auto* widget : root->findChildren<QWidget*>()) {
        if (!widget->isVisible())
            continue;
        const QString base = QStringLiteral("%1 %2").arg(
            QString::fromLatin1(widget->metaObject()->className()), widget->objectName());
        const QString key = QStringLiteral("%1 #%2").arg(base).arg(seen[base]++);
        const auto note = [&](const char* what, const QString& text) {
            if (!text.isEmpty())
                texts.insert(key + QLatin1Char(' ') + QLatin1String(what), text);
        };
        if (auto* label = qobject_cast<QLabel*>(widget))
            note("text", label->text());
        if (auto* button = qobject_cast<QAbstractButton*>(widget))
            note("text", button->text());
        if (auto* line = qobject_cast<QLineEdit*>(widget))
            note("placeholder", line->placeholderText());
        if (auto* plain = qobject_cast<QPlainTextEdit*>(widget))
            note("placeholder", plain->placeholderText());
        note("tool tip", widget->toolTip());
        note("accessible name", widget->accessibleName());
        if (auto* table = qobject_cast<QTableView*>(widget))
            for (int column = 0; column < table->model()->columnCount(); ++column)
                note(qPrintable(QStringLiteral("column %1").arg(column)),
                    table->model()->headerData(column, Qt::Horizontal).toString());
    }
    return texts;
}

QStringList TestLanguage::cutOff(QWidget* root)
{
    QStringList faults;
    const auto fault = [&](const QWidget* widget, const QString& text) {
        faults << QStringLiteral("%1 '%2' (%3x%4): %5")
                      .arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName())
                      .arg(widget->width())
                      .arg(widget->height())
                      .arg(text.left(60));
    };
    for (auto* label : root->findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const bool cut = label->wordWrap() ? label->heightForWidth(label->width()) > label->height() + 1
                                           : label->sizeHint().width() > label->width() + 1;
        if (cut)
            fault(label, label->text());
    }
    for (auto* button : root->findChildren<QAbstractButton*>())
        if (button->isVisible() && !button->text().isEmpty()
            && button->sizeHint().width() > button->width() + 1)
            fault(button, button->text());
    return faults;
}

void TestLanguage::catalogue_holdsEveryTextOfTheSources()
{
    QTemporaryDir home;
    for (const auto* name : { "peraku_ms.ts", "peraku_en.ts" }) {
        const QString copy = home.filePath(QString::fromLatin1(name));
        QVERIFY(QFile::copy(QStringLiteral(PERAKU_TRANSLATIONS "/") + QString::fromLatin1(name), copy));
        QStringList arguments { QStringLiteral("-silent"), QStringLiteral("-locations"),
            QStringLiteral("none"), QStringLiteral("-no-obsolete") };
        // English is what the sources say, but for its plurals.
        if (copy.endsWith(QLatin1String("en.ts")))
            arguments << QStringLiteral("-pluralonly");
        arguments << QStringLiteral("core") << QStringLiteral("pkcs11") << QStringLiteral("ui")
                  << QStringLiteral("app") << QStringLiteral("-ts") << copy;
        QProcess lupdate;
        lupdate.setWorkingDirectory(QStringLiteral(PERAKU_TRANSLATIONS "/.."));
        lupdate.start(QStringLiteral(PERAKU_LUPDATE), arguments);
        QVERIFY(lupdate.waitForFinished(60'000));
        QCOMPARE(lupdate.exitCode(), 0);
        QFile file(copy);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        static const QRegularExpression open(
            QStringLiteral("<source>([^<]*)</source>\\s*<translation type=\"unfinished\""));
        QStringList missing;
        for (auto found = open.globalMatch(text); found.hasNext();)
            missing << found.next().captured(1);
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
    }
}

void TestLanguage::everyScreen_inMalay_hasNoEnglish()
{
    QMap<QString, Texts> english;
    int visit = 0;
    const auto name
        = [&visit](const QString& screen) { return QStringLiteral("%1 %2").arg(++visit).arg(screen); };
    {
        Bench bench(QStringLiteral("en"));
        guitest::visitEveryScreen(bench,
            [&](const QString& screen, QWidget* root) { english.insert(name(screen), textsOf(root)); });
    }
    QVERIFY(visit > 15);
    visit = 0;
    QStringList faults;
    Bench bench(QStringLiteral("ms"));
    guitest::visitEveryScreen(bench, [&](const QString& screen, QWidget* root) {
        const auto before = english.value(name(screen));
        const auto texts = textsOf(root);
        for (auto text = texts.cbegin(); text != texts.cend(); ++text) {
            if (before.value(text.key()) != text.value())
                continue;
            // The same in both: names, numbers, and words that both languages share.
            static const QRegularExpression shared(QStringLiteral(
                "^(Peraku|&?Bank|Status|Data &?Header|Data Hash To "
                "Sign|&?PIN|&?Tandatangan|PTJ|Vot/Dana|Setia|Subsetia"
                "|English|Debit \\(RM\\)|RSA 2048|Ringgit Malaysia "
                ".*|(Ctrl\\+)(Shift\\+)?[\\w,]+|dd/mm/yyyy|mm/yyyy|YYMMDD-PB-####|Token|0\\.00)$"));
            static const QRegularExpression words(QStringLiteral("[A-Za-z]{3}"));
            const bool ofPeople = text.key().contains(QLatin1String("officerPost"))
                || text.key().contains(QLatin1String("officerName"))
                || text.key().contains(QLatin1String("dataHeader")) || text.value().contains(QLatin1Char('/'))
                || text.value().contains(bench.desk.session.who.name)
                || text.value().contains(bench.desk.session.who.post)
                || text.value().contains(QStringLiteral("CN="));
            if (ofPeople || shared.match(text.value()).hasMatch() || !words.match(text.value()).hasMatch())
                continue;
            faults << QStringLiteral("%1: %2 = %3").arg(screen, text.key(), text.value());
        }
    });
    faults.removeDuplicates();
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

void TestLanguage::everyScreen_at200Percent_cutsNothingOff_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("Malay") << QStringLiteral("ms");
    QTest::newRow("English") << QStringLiteral("en");
}

void TestLanguage::everyScreen_at200Percent_cutsNothingOff()
{
    QFETCH(QString, language);
    Bench bench(language);
    // What is left of a 1920 x 1080 screen at 200 %, less the task bar and the frame.
    bench.window->resize(956, 490);
    Bench::settle();
    QStringList faults;
    guitest::visitEveryScreen(bench, [&](const QString& screen, QWidget* root) {
        for (const auto& fault : cutOff(root))
            faults << screen + QStringLiteral(": ") + fault;
    });
    faults.removeDuplicates();
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

void TestLanguage::switching_atRunTime_givesTheSameScreens()
{
    Bench straight(QStringLiteral("ms"));
    straight.logIn(domain::Role::Preparer);
    straight.press(Qt::Key_N, Qt::ControlModifier);
    const auto expected = textsOf(straight.window.get());
    straight.window.reset();
    Bench switched(QStringLiteral("en"));
    switched.logIn(domain::Role::Preparer);
    switched.press(Qt::Key_N, Qt::ControlModifier);
    switched.press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::qWait(250);
    const auto texts = textsOf(switched.window.get());
    for (auto text = expected.cbegin(); text != expected.cend(); ++text)
        QVERIFY2(texts.value(text.key()) == text.value(),
            qPrintable(
                QStringLiteral("%1: %2, not %3").arg(text.key(), texts.value(text.key()), text.value())));
}

QTEST_MAIN(TestLanguage)
#include "test_language.moc"
