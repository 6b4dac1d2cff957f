#include "desknotices.h"

#include "base/choices.h"
#include "certificate/mediawatch.h"

#include <QApplication>

#include <algorithm>
#include <utility>

namespace peraku::ui {

using services::OutboxState;

namespace {
constexpr int gatherMs = 500;
}

DeskNotices::DeskNotices(Context& context, MediaWatch& media, Tray& tray)
    : m_context(context)
    , m_media(media)
    , m_tray(tray)
    , m_known(standing())
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(gatherMs);
    connect(&m_soon, &QTimer::timeout, this, &DeskNotices::look);
    const auto soon = qOverload<>(&QTimer::start);
    connect(&m_context.desk.vouchers, &services::VoucherList::changed, &m_soon, soon);
    connect(&m_context.desk.vouchers, &services::VoucherList::indexBecameReady, &m_soon, soon);
    connect(&m_context.desk.outbox, &services::OutboxService::changed, &m_soon, soon);
    // Also how a day that begins is noticed.
    connect(&m_context.desk.sync, &services::SyncService::statusChanged, &m_soon, soon);
    connect(&m_media, &MediaWatch::changed, &m_soon, soon);
    connect(&m_tray, &Tray::clicked, this, [this] { Q_EMIT wanted(std::exchange(m_place, std::nullopt)); });
    m_tray.setVisible(true);
}

DeskNotices::~DeskNotices()
{
    m_tray.setVisible(false);
}

DeskNotices::Standing DeskNotices::standing() const
{
    Standing now;
    now.waiting = m_context.desk.vouchers.inboxCount();
    const auto rows = m_context.desk.outbox.rows();
    now.stuck = int(std::count_if(rows.begin(), rows.end(), [](const services::OutboxRow& row) {
        return row.state == OutboxState::NeedsAttention || row.state == OutboxState::Conflict;
    }));
    if (const auto days = m_media.daysLeft(); days && *days <= MediaWatch::warnDays)
        now.daysLeft = m_context.desk.clock.nowUtc() > m_media.current()->certificate.notAfter
            ? 0
            : std::max(1, *days);
    return now;
}

void DeskNotices::look()
{
    if (m_context.desk.sync.status().running)
        return;
    const auto now = standing();
    const auto before = std::exchange(m_known, now);
    const auto today = m_context.desk.clock.nowUtc().toLocalTime().date();
    const bool endIsNews = now.daysLeft && std::exchange(m_endKnownOn, today) != today;
    // Who looks at the desk sees it there.
    if (QApplication::activeWindow())
        m_place.reset();
    else if (noticesWanted(m_context))
        tell(before, now, endIsNews);
}

void DeskNotices::tell(const Standing& before, const Standing& now, bool endIsNews)
{
    QStringList sentences;
    std::optional<Place> place;
    const auto add = [&](bool news, const QString& sentence, Place where) {
        if (!news)
            return;
        sentences << sentence;
        place = place.value_or(where);
    };
    add(now.stuck > before.stuck, tr("%n in the outbox need(s) your attention.", nullptr, now.stuck),
        Place::Outbox);
    add(now.waiting > before.waiting, tr("%n voucher(s) wait for your signature.", nullptr, now.waiting),
        Place::Inbox);
    add(endIsNews,
        now.daysLeft.value_or(0) == 0 ? tr("Your certificate has expired.")
                                      : tr("Your certificate ends in %n day(s).", nullptr, *now.daysLeft),
        Place::Certificate);
    if (sentences.isEmpty())
        return;
    m_place = place;
    m_tray.tell(sentences.join(QLatin1Char('\n')));
}

} // namespace peraku::ui
