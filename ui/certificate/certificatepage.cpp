#include "certificatepage.h"

#include "base/banner.h"
#include "base/format.h"
#include "base/interrupted.h"
#include "base/scrolled.h"
#include "credentialactions.h"
#include "credentialtext.h"
#include "mediawatch.h"
#include "reportview.h"
#include "requestspanel.h"

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
    , m_state(new QLabel(this))
    , m_reason(new QLabel(this))
    , m_details(new CertificateView(this))
    , m_actions(new CredentialActions(context, this))
    , m_requests(new RequestsPanel(context, this))
    , m_slotsTitle(new QLabel(this))
    , m_slots(new QListWidget(this))
    , m_refresh(new QPushButton(this))
{
    setObjectName(QStringLiteral("certificatePage"));
    setFocusProxy(m_certificates);
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
    m_state->setObjectName(QStringLiteral("certificateState"));
    m_state->setWordWrap(true);
    m_reason->setWordWrap(true);
    setLook(m_reason, "error");
    m_refresh->setObjectName(QStringLiteral("certificateRefresh"));
    m_refresh->setIcon(icon(QStringLiteral("refresh")));

    auto* card = new QFrame(this);
    setLook(card, "card");
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(space::l, space::m, space::l, space::m);
    inside->addWidget(m_detailsTitle);
    inside->addWidget(m_state);
    inside->addWidget(m_reason);
    auto* facts = new QWidget(this);
    auto* factsColumn = new QVBoxLayout(facts);
    factsColumn->setContentsMargins(0, 0, 0, 0);
    factsColumn->addWidget(m_details);
    factsColumn->addStretch();
    inside->addWidget(scrolled(facts), 1);
    inside->addWidget(m_actions);
    auto* left = new QVBoxLayout;
    left->setSpacing(space::s);
    left->addWidget(m_certificatesTitle);
    left->addWidget(m_certificates, 3);
    left->addWidget(m_slotsTitle);
    left->addWidget(m_slots, 2);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(space::l);
    middle->addLayout(left, 1);
    auto* right = new QVBoxLayout;
    right->setSpacing(space::s);
    right->addWidget(card, 3);
    right->addWidget(m_requests, 2);
    middle->addLayout(right, 1);
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
    connect(m_refresh, &QPushButton::clicked, this, [this] {
        m_media.refresh();
        m_requests->refresh();
    });
    connect(m_actions, &CredentialActions::told, this, &CertificatePage::tell);
    connect(m_actions, &CredentialActions::pinChanged, &m_media, &MediaWatch::refresh);
    connect(m_requests, &RequestsPanel::told, this, &CertificatePage::tell);
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
    if (!problems.isEmpty() || m_banner->kind() == Banner::Kind::Caution)
        m_banner->tell(Banner::Kind::Caution, problems.join(QLatin1Char('\n')));
    if (m_media.isAsking() && inventory.credentials.isEmpty())
        m_advice->setText(tr("Looking for your token…"));
    else if (inventory.credentials.isEmpty())
        m_advice->setText(
            tr("No certificate was found. Plug your token in; this page notices it by itself. Or "
               "apply for a roaming certificate. Preparing vouchers needs none."));
    else
        m_advice->setText(
            tr("Your certificate signs when you certify a voucher. The PIN is asked each time and "
               "never kept."));
}

void CertificatePage::tell(const QString& text)
{
    m_banner->tell(Banner::Kind::Good, text);
}

void CertificatePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    // Whoever comes here wants to see how the requests stand.
    m_requests->refresh();
}

void CertificatePage::resume(const Interrupted& form)
{
    if (form.form == Interrupted::Form::Decision)
        m_requests->decide(form.request, form.reason.text);
    else
        m_actions->resume(form);
}

void CertificatePage::renew()
{
    const auto& credentials = m_media.inventory().credentials;
    if (const auto* current = m_media.current())
        m_certificates->setCurrentRow(int(current - credentials.constData()));
    m_actions->take(MediumStep::Renew);
}

void CertificatePage::showCertificate(int row)
{
    const auto& credentials = m_media.inventory().credentials;
    if (row < 0 || row >= credentials.size()) {
        m_details->setFacts({});
        m_actions->setCredential({});
        m_state->hide();
        m_reason->hide();
        return;
    }
    const auto& credential = credentials.at(row);
    m_actions->setCredential(credential);
    m_state->setText(credentialSummary(credential, m_context.desk.clock.nowUtc()));
    m_state->show();
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
