#include "credentialpage.h"

#include "base/banner.h"
#include "certificate/credentialtext.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/icons.h>
#include <ui/theme.h>

#include <QEvent>
#include <QLabel>
#include <QListWidget>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace peraku::ui {

CredentialPage::CredentialPage(MediaWatch& media, domain::Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_media(media)
    , m_clock(clock)
    , m_heading(new QLabel(this))
    , m_advice(new QLabel(this))
    , m_list(new QListWidget(this))
    , m_banner(new Banner(this))
{
    setLook(m_heading, "heading");
    m_heading->setWordWrap(true);
    setLook(m_advice, "muted");
    m_advice->setWordWrap(true);
    m_advice->setObjectName(QStringLiteral("credentialAdvice"));
    m_list->setObjectName(QStringLiteral("credentials"));
    m_list->setWordWrap(true);
    m_list->setIconSize(QSize(24, 24));
    m_list->setSpacing(2);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    column->addWidget(m_heading);
    column->addWidget(m_advice);
    column->addWidget(m_banner);
    column->addWidget(m_list, 1);
    connect(m_list, &QListWidget::currentRowChanged, this, &CredentialPage::choiceChanged);
    connect(m_list, &QListWidget::itemActivated, this, [this] {
        if (chosen())
            Q_EMIT activated();
    });
    retranslate();
}

void CredentialPage::retranslate()
{
    m_heading->setText(tr("Which certificate do you sign with?"));
    m_list->setAccessibleName(tr("Certificates"));
    update();
}

void CredentialPage::update()
{
    const auto* before = m_list->currentItem();
    const QString kept = before ? before->data(Qt::UserRole).toString() : QString();
    const auto& inventory = m_media.inventory();
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        const QDateTime now = m_clock.nowUtc();
        for (const auto& credential : inventory.credentials) {
            QString text
                = QStringLiteral("%1\n%2 · %3 · %4")
                      .arg(domain::escapedForDisplay(credential.certificate.commonName),
                          mediumText(credential.medium), domain::escapedForDisplay(credential.mediumLabel),
                          validityText(credential.certificate, now));
            if (credential.unusable) {
                text += QStringLiteral("\n")
                    + tr("Cannot sign: %1").arg(domain::errorSentence(*credential.unusable));
                const QString advice = adviceFor(credential.unusable->code);
                if (!advice.isEmpty())
                    text += QLatin1Char(' ') + advice;
            }
            auto* item
                = new QListWidgetItem(credential.unusable ? icon(QStringLiteral("warning"), IconTone::Warning)
                                                          : icon(QStringLiteral("token"), IconTone::Accent),
                    text, m_list);
            item->setData(Qt::UserRole, credential.id);
            if (credential.unusable)
                item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
            else if (credential.id == kept)
                m_list->setCurrentItem(item);
        }
        // Nothing was chosen yet, or what was is gone.
        for (int row = 0; row < m_list->count() && m_list->currentRow() < 0; ++row)
            if (m_list->item(row)->flags() & Qt::ItemIsEnabled)
                m_list->setCurrentRow(row);
        for (const auto& slot : inventory.slotStatus) {
            if (!slot.unusable || slot.certificates > 0)
                continue;
            QString text = QStringLiteral("%1\n%2").arg(
                domain::escapedForDisplay(slot.tokenLabel.isEmpty() ? slot.slotLabel : slot.tokenLabel),
                domain::errorSentence(*slot.unusable));
            const QString advice = adviceFor(slot.unusable->code);
            if (!advice.isEmpty())
                text += QLatin1Char(' ') + advice;
            auto* item = new QListWidgetItem(icon(QStringLiteral("token"), IconTone::Muted), text, m_list);
            item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
        }
    }
    if (m_media.isAsking() && m_list->count() == 0)
        m_advice->setText(tr("Looking for your token…"));
    else if (!chosen())
        m_advice->setText(tr(
            "No certificate here can sign for you now. Plug your token in; this page notices it by itself."));
    else
        m_advice->setText(tr("Choose one and go on. Nothing is signed yet."));
    QStringList problems;
    if (!m_error.isEmpty())
        problems << m_error;
    if (m_media.error())
        problems << domain::errorSentence(*m_media.error());
    for (const auto& error : inventory.moduleErrors)
        problems << domain::errorSentence(error);
    m_banner->tell(
        m_error.isEmpty() ? Banner::Kind::Caution : Banner::Kind::Bad, problems.join(QLatin1Char('\n')));
    Q_EMIT choiceChanged();
}

const domain::Credential* CredentialPage::chosen() const
{
    // By its id, since a new inventory may stand in another order than the list that was clicked.
    const auto* item = m_list->currentItem();
    const QString id = item ? item->data(Qt::UserRole).toString() : QString();
    for (const auto& credential : m_media.inventory().credentials)
        if (credential.id == id && !credential.unusable)
            return &credential;
    return nullptr;
}

void CredentialPage::showError(const QString& sentence)
{
    m_error = sentence;
    update();
}

void CredentialPage::focusList()
{
    m_list->setFocus(Qt::OtherFocusReason);
}

void CredentialPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace peraku::ui
