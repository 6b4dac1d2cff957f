#include "statusstrip.h"

#include "base/banner.h"
#include "base/format.h"
#include "certificate/credentialtext.h"
#include "certificate/mediawatch.h"

#include <domain/messages.h>
#include <ui/icons.h>

#include <QEvent>
#include <QLabel>
#include <QResizeEvent>
#include <QToolButton>

namespace peraku::ui {

namespace {
constexpr int roomyWidth = 860;
}

StatusStrip::StatusStrip(Context& context, MediaWatch& media, QWidget* parent)
    : QStatusBar(parent)
    , m_context(context)
    , m_media(media)
    , m_connectionIcon(new QLabel(this))
    , m_connection(new QLabel(this))
    , m_sync(new QLabel(this))
    , m_stop(new QToolButton(this))
    , m_outbox(new QLabel(this))
    , m_medium(new QLabel(this))
{
    setObjectName(QStringLiteral("statusStrip"));
    setSizeGripEnabled(false);
    m_connection->setObjectName(QStringLiteral("statusConnection"));
    m_sync->setObjectName(QStringLiteral("statusSync"));
    m_outbox->setObjectName(QStringLiteral("statusOutbox"));
    m_medium->setObjectName(QStringLiteral("statusMedium"));
    m_stop->setObjectName(QStringLiteral("statusStop"));
    m_stop->setFocusPolicy(Qt::StrongFocus);
    m_connectionIcon->setContentsMargins(space::s, 0, 0, 0);
    addWidget(m_connectionIcon);
    addWidget(m_connection);
    addWidget(m_sync);
    addWidget(m_stop);
    addPermanentWidget(m_outbox);
    addPermanentWidget(m_medium);
    m_medium->setContentsMargins(space::l, 0, space::m, 0);
    m_sync->setContentsMargins(space::l, 0, 0, 0);
    connect(m_stop, &QToolButton::clicked, &m_context.desk.sync, &services::SyncService::cancel);
    connect(&m_context.desk.sync, &services::SyncService::statusChanged, this, &StatusStrip::refresh);
    connect(&m_context.desk.outbox, &services::OutboxService::changed, this, &StatusStrip::refresh);
    connect(&m_context.desk.session, &services::SessionService::stateChanged, this, &StatusStrip::refresh);
    connect(&m_media, &MediaWatch::changed, this, &StatusStrip::refresh);
    refresh();
}

void StatusStrip::refresh()
{
    const auto status = m_context.desk.sync.status();
    m_connectionIcon->setPixmap((status.online ? icon(QStringLiteral("online"), IconTone::Success)
                                               : icon(QStringLiteral("offline"), IconTone::Warning))
                                    .pixmap(QSize(16, 16), devicePixelRatioF()));
    if (status.online)
        m_connection->setText(tr("Online"));
    else
        m_connection->setText(status.offlineSince.isValid()
                ? tr("Offline since %1").arg(shortTime(status.offlineSince))
                : tr("Offline"));
    setLook(m_connection, status.online ? "" : "warning");
    m_connection->setToolTip(status.lastError ? domain::errorSentence(*status.lastError) : QString());
    if (status.running)
        m_sync->setText(status.received > 0 ? tr("Receiving: %n voucher(s)", nullptr, int(status.received))
                                            : tr("Synchronising…"));
    else if (status.stopped && status.received > 0)
        m_sync->setText(tr("Stopped after %n voucher(s); F5 goes on", nullptr, int(status.received)));
    else
        m_sync->setText(status.lastSync.isValid() ? tr("Last sync %1").arg(shortTime(status.lastSync))
                                                  : tr("Not synchronised since log-in"));
    setLook(m_sync, "muted");
    showSync();
    m_stop->setVisible(status.running);
    m_stop->setText(tr("Stop"));
    m_stop->setAccessibleName(tr("Stop synchronising"));
    const int waiting = m_context.desk.outbox.pendingCount();
    m_outbox->setText(waiting == 0 ? tr("Outbox empty") : tr("%n in the outbox", nullptr, waiting));
    setLook(m_outbox, waiting == 0 ? "muted" : "strong");
    const auto* credential = m_media.current();
    if (!credential) {
        m_medium->setText(tr("No token"));
        setLook(m_medium, "muted");
    } else {
        m_medium->setText(QStringLiteral("%1 · %2").arg(mediumText(credential->medium),
            validityText(credential->certificate, m_context.desk.clock.nowUtc())));
        setLook(m_medium,
            m_media.daysLeft().value_or(0) <= MediaWatch::warnDays || credential->unusable ? "warning" : "");
    }
}

void StatusStrip::resizeEvent(QResizeEvent* event)
{
    QStatusBar::resizeEvent(event);
    // What is least urgent goes first where there is no room for all.
    m_roomy = event->size().width() >= roomyWidth;
    showSync();
}

void StatusStrip::showSync()
{
    // A pull that brings something is long, and whoever waits for it wants to see it go on.
    const auto status = m_context.desk.sync.status();
    const bool news = (status.stopped || status.running) && status.received > 0;
    m_sync->setVisible(m_roomy || news);
    m_medium->setVisible(m_roomy || !news);
}

void StatusStrip::changeEvent(QEvent* event)
{
    QStatusBar::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace peraku::ui
