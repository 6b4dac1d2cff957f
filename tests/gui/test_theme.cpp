#include <ui/icons.h>
#include <ui/secretedit.h>
#include <ui/theme.h>

#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <cmath>

using namespace peraku::ui;

class TestTheme : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textPairs_inBothSchemes_keepContrastAA_data();
    void textPairs_inBothSchemes_keepContrastAA();
    void choices_notMade_showTheirEdges_data();
    void choices_notMade_showTheirEdges();
    void styleSheet_hasNoUnknownToken();
    void icons_everyDrawing_isEmbeddedAndTinted();
    void secretEdit_unicodeAndEditing_keepsWholeCharacters();
    void secretEdit_clipboardAndShortcuts_takeNothingOut();
    void secretEdit_digitsOnly_refusesLetters();
    void secretEdit_capsLock_isNoticed();
    void secretEdit_toAssistiveSoftware_isAnEmptyPasswordField();
    void secretEdit_picture_doesNotDependOnTheCharacters();

private:
    static double luminance(const QColor& color)
    {
        const auto channel = [](double value) {
            return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF())
            + 0.0722 * channel(color.blueF());
    }
    static double contrast(const QColor& a, const QColor& b)
    {
        const double x = luminance(a);
        const double y = luminance(b);
        return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
    }
};

void TestTheme::textPairs_inBothSchemes_keepContrastAA_data()
{
    QTest::addColumn<QColor>("front");
    QTest::addColumn<QColor>("back");
    QTest::addColumn<double>("least");
    for (const auto* t : { &lightTokens(), &darkTokens() }) {
        const auto pair = [t](const char* name, const QColor& front, const QColor& back, double least = 4.5) {
            QTest::addRow("%s %s", t->dark ? "dark" : "light", name) << front << back << least;
        };
        pair("text on window", t->text, t->window);
        pair("text on surface", t->text, t->surface);
        pair("text on sunken", t->text, t->sunken);
        pair("text on selection", t->text, t->accentSoft);
        pair("muted on window", t->muted, t->window);
        pair("muted on surface", t->muted, t->surface);
        pair("muted on sunken", t->muted, t->sunken);
        pair("muted on selection", t->muted, t->accentSoft);
        pair("muted on hover", t->muted, t->hover);
        pair("on accent", t->onAccent, t->accent);
        pair("on accent hover", t->onAccent, t->accentHover);
        pair("accent on surface", t->accent, t->surface);
        pair("success chip", t->success, t->successSoft);
        pair("warning chip", t->warning, t->warningSoft);
        pair("danger chip", t->danger, t->dangerSoft);
        pair("info chip", t->info, t->infoSoft);
        pair("text in caution", t->text, t->warningSoft);
        pair("text in bad", t->text, t->dangerSoft);
        pair("danger on window", t->danger, t->window);
        pair("danger on surface", t->danger, t->surface);
        pair("warning on sunken", t->warning, t->sunken);
        pair("success on surface", t->success, t->surface);
        pair("navigation", t->onNavigation, t->navigation);
        pair("navigation current", t->onNavigation, t->navigationCurrent);
        pair("navigation muted", t->onNavigationMuted, t->navigation);
        pair("control border", t->border, t->surface, 3.0);
        pair("focus ring", t->focus, t->surface, 3.0);
        pair("focus ring on window", t->focus, t->window, 3.0);
    }
}

void TestTheme::textPairs_inBothSchemes_keepContrastAA()
{
    QFETCH(QColor, front);
    QFETCH(QColor, back);
    QFETCH(double, least);
    QVERIFY2(contrast(front, back) >= least, qPrintable(QString::number(contrast(front, back))));
}

void TestTheme::choices_notMade_showTheirEdges_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestTheme::choices_notMade_showTheirEdges()
{
    QFETCH(bool, dark);
    Theme theme(*qobject_cast<QApplication*>(QCoreApplication::instance()));
    theme.apply(dark ? Scheme::Dark : Scheme::Light);
    QDialog dialog;
    auto* column = new QVBoxLayout(&dialog);
    const QList<QWidget*> choices { new QCheckBox(&dialog), new QRadioButton(&dialog) };
    for (auto* choice : choices)
        column->addWidget(choice);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    const auto picture = dialog.grab().toImage();
    const auto behind = picture.pixelColor(1, 1);
    for (const auto* choice : choices) {
        double most = 0;
        for (int x = choice->x(); x < choice->geometry().right(); ++x)
            most = std::max(most, contrast(picture.pixelColor(x, choice->geometry().center().y()), behind));
        QVERIFY2(most >= 3,
            qPrintable(
                QStringLiteral("%1: %2").arg(QLatin1String(choice->metaObject()->className())).arg(most)));
    }
}

void TestTheme::styleSheet_hasNoUnknownToken()
{
    QVERIFY(!styleSheetOf(lightTokens()).contains(QLatin1Char('@')));
    QVERIFY(styleSheetOf(lightTokens()) != styleSheetOf(darkTokens()));
}

void TestTheme::icons_everyDrawing_isEmbeddedAndTinted()
{
    QVERIFY(!iconPixmap(QStringLiteral("inbox"), Qt::red, 20, 1.0).isNull());
    const auto names = QDir(QStringLiteral(":/peraku/icons/24")).entryList();
    QVERIFY(names.size() > 30);
    for (const auto& name : names) {
        const auto image = iconPixmap(name.chopped(4), Qt::red, 20, 2.0).toImage();
        QCOMPARE(image.width(), 40);
        bool inked = false;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                inked |= qAlpha(image.pixel(x, y)) > 200;
        QVERIFY2(inked, qPrintable(name));
    }
    QVERIFY(iconPixmap(QStringLiteral("no such icon"), Qt::red, 20, 1.0).isNull());
}

void TestTheme::secretEdit_unicodeAndEditing_keepsWholeCharacters()
{
    SecretEdit edit;
    edit.show();
    QTest::keyClicks(&edit, QStringLiteral("ab"));
    QKeyEvent accent(QEvent::KeyPress, 0, Qt::NoModifier, QStringLiteral("é"));
    QApplication::sendEvent(&edit, &accent);
    QCOMPARE(edit.characterCount(), 3);
    QCOMPARE(edit.secret().size(), std::size_t(4));
    QTest::keyClick(&edit, Qt::Key_Backspace);
    QCOMPARE(edit.secret().size(), std::size_t(2));
    QTest::keyClick(&edit, Qt::Key_Home);
    QTest::keyClicks(&edit, QStringLiteral("x"));
    QTest::keyClick(&edit, Qt::Key_Delete);
    const auto taken = edit.take();
    QVERIFY(equalConstantTime(taken, peraku::secret::SecureBuffer::copyOf(std::string_view("xb"))));
    QVERIFY(edit.isEmpty());
}

void TestTheme::secretEdit_clipboardAndShortcuts_takeNothingOut()
{
    QApplication::clipboard()->setText(QStringLiteral("untouched"));
    SecretEdit edit;
    edit.show();
    QTest::keyClicks(&edit, QStringLiteral("rahsia"));
    for (const auto key : { Qt::Key_A, Qt::Key_C, Qt::Key_X })
        QTest::keyClick(&edit, key, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("untouched"));
    QCOMPARE(edit.characterCount(), 6);
    QTest::keyClick(&edit, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(edit.characterCount(), 6);
    QTest::keyClick(&edit, Qt::Key_Backspace);
    QVERIFY2(edit.isEmpty(), "Ctrl+A then Backspace empties the field");
}

void TestTheme::secretEdit_digitsOnly_refusesLetters()
{
    SecretEdit edit;
    edit.setContent(SecretEdit::Content::Digits);
    edit.setMaximumCharacters(4);
    edit.show();
    QTest::keyClicks(&edit, QStringLiteral("1a2b3c4d5"));
    QCOMPARE(edit.characterCount(), 4);
}

void TestTheme::secretEdit_capsLock_isNoticed()
{
    SecretEdit edit;
    edit.show();
    QSignalSpy noticed(&edit, &SecretEdit::capsLockChanged);
    QTest::keyClicks(&edit, QStringLiteral("a"));
    QCOMPARE(noticed.size(), 0);
    QKeyEvent capital(QEvent::KeyPress, Qt::Key_B, Qt::NoModifier, QStringLiteral("B"));
    QApplication::sendEvent(&edit, &capital);
    QCOMPARE(noticed.size(), 1);
    QVERIFY(edit.capsLockSeen());
}

void TestTheme::secretEdit_toAssistiveSoftware_isAnEmptyPasswordField()
{
    installSecretEditAccessibility();
    SecretEdit edit;
    edit.setAccessibleName(QStringLiteral("PIN"));
    QTest::keyClicks(&edit, QStringLiteral("123456"));
    auto* interface = QAccessible::queryAccessibleInterface(&edit);
    QVERIFY(interface);
    QCOMPARE(interface->role(), QAccessible::EditableText);
    QVERIFY(interface->state().passwordEdit);
    QCOMPARE(interface->text(QAccessible::Name), QStringLiteral("PIN"));
    QCOMPARE(interface->text(QAccessible::Value), QString());
    QVERIFY(!interface->textInterface());
}

void TestTheme::secretEdit_picture_doesNotDependOnTheCharacters()
{
    SecretEdit one;
    SecretEdit two;
    one.resize(200, 30);
    two.resize(200, 30);
    QTest::keyClicks(&one, QStringLiteral("1111"));
    QTest::keyClicks(&two, QStringLiteral("wxyz"));
    QCOMPARE(one.grab().toImage(), two.grab().toImage());
}

QTEST_MAIN(TestTheme)
#include "test_theme.moc"
