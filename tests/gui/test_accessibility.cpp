#include "walk.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QLabel>
#include <QProgressBar>
#include <QSet>

using namespace peraku;
using guitest::Bench;

/** Walks every page in both languages: nothing that takes the focus is without a name, no two mnemonics
 * fight. */
class TestAccessibility : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFocusableWidget_hasAName_data();
    void everyFocusableWidget_hasAName();

private:
    static QStringList unnamed(QWidget* root);
    static QStringList fightingMnemonics(QWidget* root);
};

QStringList TestAccessibility::unnamed(QWidget* root)
{
    QStringList faults;
    for (auto* widget : root->findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->focusProxy()
            || widget->objectName().startsWith(QLatin1String("qt_")))
            continue;
        auto* interface = QAccessible::queryAccessibleInterface(widget);
        QString name = interface ? interface->text(QAccessible::Name) : QString();
        for (auto* label : root->findChildren<QLabel*>())
            if (name.isEmpty() && label->buddy() == widget)
                name = label->text();
        if (name.trimmed().isEmpty())
            faults << QStringLiteral("%1 '%2' in '%3'")
                          .arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName(),
                              widget->parentWidget() ? widget->parentWidget()->objectName() : QString());
    }
    // They show themselves only while something is under way.
    for (auto* bar : root->findChildren<QProgressBar*>())
        if (bar->accessibleName().isEmpty())
            faults << QStringLiteral("progress bar in '%1'").arg(bar->parentWidget()->objectName());
    return faults;
}

QStringList TestAccessibility::fightingMnemonics(QWidget* root)
{
    QStringList faults;
    QHash<QString, QString> seen;
    const auto note = [&](const QString& text) {
        const auto key = QKeySequence::mnemonic(text).toString();
        if (key.isEmpty())
            return;
        if (seen.contains(key))
            faults << QStringLiteral("%1: '%2' and '%3'").arg(key, seen.value(key), text);
        seen.insert(key, text);
    };
    for (auto* button : root->findChildren<QAbstractButton*>())
        if (button->isVisible() && button->window() == root)
            note(button->text());
    for (auto* label : root->findChildren<QLabel*>())
        if (label->isVisible() && label->buddy() && label->window() == root)
            note(label->text());
    return faults;
}

void TestAccessibility::everyFocusableWidget_hasAName_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("Malay") << QStringLiteral("ms");
    QTest::newRow("English") << QStringLiteral("en");
}

void TestAccessibility::everyFocusableWidget_hasAName()
{
    QFETCH(QString, language);
    Bench bench(language);
    QStringList faults;
    const auto audit = [&](const QString& place, QWidget* root) {
        for (const auto& fault : unnamed(root))
            faults << QStringLiteral("%1: unnamed %2").arg(place, fault);
        for (const auto& fault : fightingMnemonics(root))
            faults << QStringLiteral("%1: mnemonic %2").arg(place, fault);
    };
    guitest::visitEveryScreen(bench, audit);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

QTEST_MAIN(TestAccessibility)
#include "test_accessibility.moc"
