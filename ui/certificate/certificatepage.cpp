#include "certificatepage.h"

#include "base/banner.h"
#include "base/format.h"
#include "base/scrolled.h"
#include "credentialtext.h"
#include "mediawatch.h"
#include "reportview.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/icons.h>

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace peraku::ui {

QString expiryWarning(const MediaWatch& media, const QDateTime& nowUtc)
{
    const auto* credential = media.current();
    const auto days = media.daysLeft();
    if (!credential || !days || *days > MediaWatch::warnDays)
        return {};
    const QString end = shortDate(credential->certificate.notAfter.toLocalTime().date());
    if (nowUtc > credential->certificate.notAfter)
        return CertificatePage::tr("Your certificate expired on %1 and cannot sign any more. Send the Class "
                                   "2 form, a copy of your IC and the local order to the "
                                   "treasury to get a new one.")
            .arg(end);
    return CertificatePage::tr("Your certificate ends in %n day(s), on %1. Apply for a new one now, so that "
                               "checking does not stop: send the Class 2 form, a copy of "
                               "your IC and the local order to the treasury.",
        nullptr, *days)
        .arg(end);
}

CertificatePage::CertificatePage(Context& context, MediaWatch& media, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_media(media)
    , m_heading(new QLabel(this))
    , m_advice(new QLabel(this))
    , m_banner(new Banner(this))
    , m_certificatesTitle(new QLabel(this))
    , m_certificates(new QListWidget(this))
    , m_detailsTitle(new QLabel(this))
    , m_reason(new QLabel(this))
    , m_details(new CertificateView(this))
    , m_slotsTitle(new QLabel(this))
    , m_slots(new QListWidget(this))
    , m_refresh(new QPushButton(this))
{
    setObjectName(QStringLiteral("certificatePage"));
    setLook(m_heading, "title");
    setLook(m_advice, "muted");
    m_advice->setWordWrap(true);
    for (auto* title : { m_certificatesTitle, m_detailsTitle, m_slotsTitle })
        setLook(title, "strong");
    m_certificates->setObjectName(QStringLiteral("certificateList"));
    m_slots->setObjectName(QStringLiteral("slotList"));
    for (auto* list : { m_certificates, m_slots }) {
        list->setWordWrap(true);
        list->setIconSize(QSize(24, 24));
        list->setSpacing(2);
        list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    }
    m_reason->setWordWrap(true);
    setLook(m_reason, "error");
    m_refresh->setObjectName(QStringLiteral("certificateRefresh"));
    m_refresh->setIcon(icon(QStringLiteral("refresh")));

    auto* card = new QFrame(this);
    setLook(card, "card");
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(space::l, space::m, space::l, space::m);
    inside->addWidget(m_detailsTitle);
    inside->addWidget(m_reason);
    auto* facts = new QWidget;
    auto* factsColumn = new QVBoxLayout(facts);
    factsColumn->setContentsMargins(0, 0, 0, 0);
    factsColumn->addWidget(m_details);
    factsColumn->addStretch();
    inside->addWidget(scrolled(facts), 1);
    auto* left = new QVBoxLayout;
    left->setSpacing(space::s);
    left->addWidget(m_certificatesTitle);
    left->addWidget(m_certificates, 3);
    left->addWidget(m_slotsTitle);
    left->addWidget(m_slots, 2);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(space::l);
    middle->addLayout(left, 1);
    middle->addWidget(card, 1);
    auto* top = new QHBoxLayout;
    top->addWidget(m_heading, 1);
    top->addWidget(m_refresh);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::s);
    column->addLayout(top);
    column->addWidget(m_advice);
    column->addWidget(m_banner);
    column->addLayout(middle, 1);

    connect(m_certificates, &QListWidget::currentRowChanged, this, &CertificatePage::showCertificate);
    connect(&m_media, &MediaWatch::changed, this, &CertificatePage::render);
    connect(m_refresh, &QPushButton::clicked, &m_media, &MediaWatch::refresh);
    retranslate();
}

void CertificatePage::retranslate()
{
    m_heading->setText(tr("Certificate & token"));
    m_certificatesTitle->setText(tr("Certificates"));
    m_certificates->setAccessibleName(tr("Certificates"));
    m_detailsTitle->setText(tr("Details"));
    m_slotsTitle->setText(tr("Readers and tokens"));
    m_slots->setAccessibleName(tr("Readers and tokens"));
    m_refresh->setText(tr("Look a&gain"));
    render();
}

void CertificatePage::render()
{
    const auto& inventory = m_media.inventory();
    const QDateTime now = m_context.desk.clock.nowUtc();
    const int kept = std::max(0, m_certificates->currentRow());
    {
        const QSignalBlocker quiet(m_certificates);
        m_certificates->clear();
        for (const auto& credential : inventory.credentials)
            new QListWidgetItem(credential.unusable ? icon(QStringLiteral("warning"), IconTone::Warning)
                                                    : icon(QStringLiteral("success"), IconTone::Success),
                QStringLiteral("%1\n%2 · %3\n%4")
                    .arg(domain::escapedForDisplay(credential.certificate.commonName),
                        mediumText(credential.medium), domain::escapedForDisplay(credential.mediumLabel),
                        validityText(credential.certificate, now)),
                m_certificates);
    }
    m_certificates->setCurrentRow(std::min<int>(kept, int(inventory.credentials.size()) - 1));
    showCertificate(m_certificates->currentRow());
    m_slots->clear();
    for (const auto& slot : inventory.slotStatus) {
        QString text = QStringLiteral("%1\n%2").arg(
            domain::escapedForDisplay(slot.tokenLabel.isEmpty() ? slot.slotLabel : slot.tokenLabel),
            domain::escapedForDisplay(slot.module));
        text += QStringLiteral("\n");
        text += slot.unusable ? domain::errorSentence(*slot.unusable)
                              : tr("%n certificate(s), ready", nullptr, slot.certificates);
        const QString pinState = pinStateText(slot.pinState);
        if (!pinState.isEmpty() && !slot.unusable)
            text += QStringLiteral("\n") + pinState;
        new QListWidgetItem(
            icon(QStringLiteral("token"), slot.unusable ? IconTone::Muted : IconTone::Accent), text, m_slots);
    }
    QStringList problems;
    if (m_media.error())
        problems << domain::errorSentence(*m_media.error());
    for (const auto& error : inventory.moduleErrors)
        problems
            << QStringLiteral("%1 %2").arg(domain::errorSentence(error), adviceFor(error.code)).trimmed();
    m_banner->tell(Banner::Kind::Caution, problems.join(QLatin1Char('\n')));
    if (m_media.isAsking() && inventory.credentials.isEmpty())
        m_advice->setText(tr("Looking for your token…"));
    else if (inventory.credentials.isEmpty())
        m_advice->setText(tr("No certificate was found. Plug your token in; this page notices it by itself. "
                             "Preparing vouchers needs none."));
    else
        m_advice->setText(
            tr("Your token signs when you certify a voucher. The PIN is asked each time and never kept."));
}

void CertificatePage::showCertificate(int row)
{
    const auto& credentials = m_media.inventory().credentials;
    if (row < 0 || row >= credentials.size()) {
        m_details->setFacts({});
        m_reason->hide();
        return;
    }
    const auto& credential = credentials.at(row);
    m_details->setFacts(credential.certificate);
    if (credential.unusable)
        m_reason->setText(
            QStringLiteral("%1 %2")
                .arg(domain::errorSentence(*credential.unusable), adviceFor(credential.unusable->code))
                .trimmed());
    m_reason->setVisible(credential.unusable.has_value());
}

void CertificatePage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace peraku::ui
