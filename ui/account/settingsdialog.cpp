#include "settingsdialog.h"

#include "base/banner.h"
#include "base/choices.h"

#include <domain/canonical.h>

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHash>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace peraku::ui {

namespace {

QString nameOf(const QByteArray& key)
{
    static const QHash<QByteArray, const char*> names {
        { "treasury/server", QT_TRANSLATE_NOOP("SettingName", "Treasury") },
        { "treasury/ca", QT_TRANSLATE_NOOP("SettingName", "Authority of the treasury's certificate") },
        { "treasury/signing-ca",
            QT_TRANSLATE_NOOP("SettingName", "Authority of the officers' certificates") },
        { "desk/data-dir", QT_TRANSLATE_NOOP("SettingName", "Folder of the officers' files") },
        { "token/module", QT_TRANSLATE_NOOP("SettingName", "Further token modules (PKCS#11)") },
        { "desk/language", QT_TRANSLATE_NOOP("SettingName", "Language") },
        { "desk/appearance", QT_TRANSLATE_NOOP("SettingName", "Light or dark") },
        { "desk/notices", QT_TRANSLATE_NOOP("SettingName", "Notices beside the clock") },
        { "desk/log-file", QT_TRANSLATE_NOOP("SettingName", "Log file") },
        { "network/proxy", QT_TRANSLATE_NOOP("SettingName", "Proxy") },
        { "roaming/server", QT_TRANSLATE_NOOP("SettingName", "Further signing provider") },
        { "roaming/ca", QT_TRANSLATE_NOOP("SettingName", "Authority of that provider") },
        { "roaming/token-file", QT_TRANSLATE_NOOP("SettingName", "File with that provider's token") },
        { "verify/extra-ca", QT_TRANSLATE_NOOP("SettingName", "Further authorities for verifying files") },
    };
    const auto* name = names.value(key);
    return name ? QCoreApplication::translate("SettingName", name) : QString::fromLatin1(key);
}

} // namespace

SettingsDialog::SettingsDialog(Context& context, QWidget* parent)
    : Dialog(parent)
    , m_context(context)
    , m_heading(new QLabel(this))
    , m_advice(new QLabel(this))
    , m_table(new QTreeWidget(this))
    , m_notices(new QCheckBox(this))
    , m_copy(new QPushButton(this))
    , m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("settingsDialog"));
    m_table->setObjectName(QStringLiteral("settingsTable"));
    m_table->setColumnCount(3);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setTabKeyNavigation(false);
    m_table->header()->setSectionResizeMode(QHeaderView::Interactive);
    m_notices->setObjectName(QStringLiteral("notices"));
    m_notices->setChecked(noticesWanted(m_context));
    m_copy->setObjectName(QStringLiteral("copySettings"));
    m_close->setObjectName(QStringLiteral("closeSettings"));
    for (auto* button : { m_copy, m_close })
        button->setAutoDefault(false);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    buttons->addWidget(m_copy);
    buttons->addStretch();
    buttons->addWidget(m_close);
    auto* column = beginColumn(m_heading, m_advice, QSize(780, 480));
    column->addWidget(m_table, 1);
    column->addWidget(m_notices);
    column->addLayout(buttons);
    connect(m_notices, &QCheckBox::clicked, this, [this] {
        switchChoice(m_context, Choice::Notices);
        // An option of this start stays in force.
        m_notices->setChecked(noticesWanted(m_context));
    });
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(asText()); });
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    retranslate();
    m_table->setFocus();
}

void SettingsDialog::retranslate()
{
    setWindowTitle(tr("Settings of this desk"));
    m_heading->setText(tr("Settings of this desk"));
    m_advice->setText(
        tr("Read when the desk started. What a policy sets can be changed by your organisation's IT unit "
           "only."));
    m_table->setHeaderLabels({ tr("Setting"), tr("Value"), tr("Set by") });
    m_table->setAccessibleName(tr("Settings of this desk"));
    m_table->clear();
    for (const auto& setting : m_context.settingsInForce) {
        const auto value = domain::escapedForDisplay(setting.values.join(QStringLiteral("; ")));
        const QStringList texts { nameOf(setting.key), value.isEmpty() ? tr("not set") : value,
            services::originText(setting.origin) };
        auto* row = new QTreeWidgetItem(m_table, texts);
        for (int column = 0; column < texts.size(); ++column)
            row->setToolTip(column, texts[column]);
        row->setData(0, Qt::AccessibleTextRole, texts.join(QStringLiteral(", ")));
    }
    if (m_table->topLevelItemCount() > 0)
        m_table->setCurrentItem(m_table->topLevelItem(0));
    for (const int column : { 0, 1, 2 })
        m_table->resizeColumnToContents(column);
    m_table->setColumnWidth(1, qMin(m_table->columnWidth(1), 280));
    const auto notices = tr("&Notices beside the clock while I work in another program");
    m_notices->setText(notices);
    dressChoice(
        *m_notices, m_context, Choice::Notices, tr("They hold counts only, no names and no amounts."));
    m_copy->setText(tr("&Copy as text"));
    m_close->setText(tr("C&lose"));
}

QString SettingsDialog::asText() const
{
    QString text;
    for (int row = 0; row < m_table->topLevelItemCount(); ++row) {
        const auto* item = m_table->topLevelItem(row);
        text += QStringLiteral("%1: %2 (%3)\n").arg(item->text(0), item->text(1), item->text(2));
    }
    return text;
}

} // namespace peraku::ui
