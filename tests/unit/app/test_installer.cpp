#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

#include <common/settingrows.h>

using namespace peraku;
using common::SettingRow;
using common::SettingType;

namespace {

QByteArray read(const char* name)
{
    QFile file(QDir(QStringLiteral(PERAKU_INSTALLER)).filePath(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const SettingRow* settingRow(const QByteArray& key)
{
    const auto rows = common::settingRows();
    const auto found
        = std::find_if(rows.begin(), rows.end(), [&](const SettingRow& row) { return key == row.key; });
    return found == rows.end() ? nullptr : &*found;
}

struct Policy {
    QString scope;
    QString element; ///< text, multiText or enum.
    QStringList choices;
};

/** The policies of the template by their setting's key. */
QMap<QByteArray, Policy> policies(const QByteArray& admx)
{
    const QString root = QStringLiteral("Software\\Policies\\Peraku\\");
    QMap<QByteArray, Policy> found;
    QString group;
    QString scope;
    QByteArray current;
    QXmlStreamReader xml(admx);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const auto attributes = xml.attributes();
        if (xml.name() == QLatin1String("policy")) {
            const auto key = attributes.value(QLatin1String("key")).toString();
            group = key.startsWith(root) ? key.mid(root.size()) : QString();
            scope = attributes.value(QLatin1String("class")).toString();
        } else if (attributes.hasAttribute(QLatin1String("valueName"))) {
            current
                = QStringLiteral("%1/%2").arg(group, attributes.value(QLatin1String("valueName"))).toUtf8();
            found.insert(current, { scope, xml.name().toString(), {} });
        } else if (xml.name() == QLatin1String("string") && found.contains(current)) {
            found[current].choices << xml.readElementText();
        }
    }
    return xml.hasError() ? QMap<QByteArray, Policy>() : found;
}

QString elementFor(const SettingRow& row)
{
    return row.type == SettingType::Files ? QStringLiteral("multiText")
        : row.type == SettingType::OneOf  ? QStringLiteral("enum")
                                          : QStringLiteral("text");
}

/** Ids of one kind of element that a language file defines, and that none of is empty. */
QSet<QString> defined(const QByteArray& adml, const QString& element)
{
    QSet<QString> ids;
    QXmlStreamReader xml(adml);
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == element) {
            const auto id = xml.attributes().value(QLatin1String("id")).toString();
            const auto text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            if (element != QLatin1String("string") || !text.trimmed().isEmpty())
                ids << id;
        }
    return ids;
}

QSet<QString> referred(const QByteArray& admx, const QString& table)
{
    QSet<QString> ids;
    auto all = QRegularExpression(QStringLiteral("\\$\\(%1\\.([^)]+)\\)").arg(table))
                   .globalMatch(QString::fromUtf8(admx));
    while (all.hasNext())
        ids << all.next().captured(1);
    return ids;
}

} // namespace

class TestInstaller : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void policyTemplate_offersEverySettingAndNoOther()
    {
        const auto offered = policies(read("policy/peraku.admx"));
        QCOMPARE(offered.size(), qsizetype(common::settingRows().size()));
        for (const auto& row : common::settingRows()) {
            QVERIFY2(offered.contains(row.key), row.key);
            QCOMPARE(offered[row.key].scope, QStringLiteral("Both"));
            QCOMPARE(offered[row.key].element, elementFor(row));
            QCOMPARE(offered[row.key].choices, row.choices);
        }
    }

    void policyTexts_coverTheTemplate_data()
    {
        QTest::addColumn<QByteArray>("texts");
        QTest::newRow("English") << read("policy/en-US/peraku.adml");
        QTest::newRow("Malay") << read("policy/ms-MY/peraku.adml");
    }
    void policyTexts_coverTheTemplate()
    {
        QFETCH(QByteArray, texts);
        const auto admx = read("policy/peraku.admx");
        QVERIFY(referred(admx, QStringLiteral("string")).size() > 20);
        QCOMPARE(defined(texts, QStringLiteral("string")), referred(admx, QStringLiteral("string")));
        QCOMPARE(
            defined(texts, QStringLiteral("presentation")), referred(admx, QStringLiteral("presentation")));
    }

    void packageProperties_areWrittenWhereTheDeskReads()
    {
        QMap<QByteArray, QByteArray> written; // property, key
        for (const auto& line : read("msi/settings.txt").split('\n')) {
            const auto words = line.simplified().split(' ');
            if (words.size() >= 3 && !line.startsWith('#'))
                written.insert(words[0], QByteArray(words[1]).replace('\\', '/'));
        }
        int settings = 0;
        for (const auto& row : common::settingRows()) {
            if (!row.installerProperty)
                continue;
            ++settings;
            QCOMPARE(written.value(row.installerProperty), QByteArray(row.key));
        }
        // Autostart, the shortcut and the folder are the package's own.
        QCOMPARE(qsizetype(settings), written.size() - 3);
        for (auto at = written.begin(); at != written.end(); ++at)
            QVERIFY2(settingRow(at.value()) || at.value().startsWith("install/"), at.key().constData());
    }

    void packageTexts_areAsciiAndNameTheLanguages()
    {
        const auto wxs = read("msi/peraku.wxs.in");
        QVERIFY(!wxs.isEmpty());
        for (const char character : wxs)
            QVERIFY(character > 0);
        for (const auto& choice : settingRow("desk/language")->choices)
            QVERIFY(wxs.contains("LANGUAGE = \"" + choice.toUtf8() + '"'));
    }

    void manual_namesEverySettingAndProperty()
    {
        const auto manual = read("README.md");
        for (const auto& row : common::settingRows()) {
            QVERIFY2(manual.contains(row.key), row.key);
            QVERIFY2(!row.installerProperty || manual.contains(row.installerProperty), row.key);
        }
    }
};

QTEST_GUILESS_MAIN(TestInstaller)
#include "test_installer.moc"
