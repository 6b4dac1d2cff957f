#include "deskwarnings.h"

#include "account/accountpage.h"
#include "base/banner.h"
#include "base/format.h"
#include "certificate/certificatepage.h"
#include "certificate/mediawatch.h"

#include <domain/messages.h>

namespace peraku::ui {

namespace {
constexpr qint64 clockToleranceMs = 5 * 60'000; ///< What the treasury lets a signing time be ahead.

/** It does not pass by waiting, so it must be read and not looked for. */
bool needsSomebody(domain::ErrorCode code)
{
    switch (code) {
    case domain::ErrorCode::VersionTooOld:
    case domain::ErrorCode::TreasuryTooOld:
    case domain::ErrorCode::NotATreasury:
    case domain::ErrorCode::ProxyLoginNeeded:
    case domain::ErrorCode::TlsFailed:
    case domain::ErrorCode::StorageFull:
        return true;
    default:
        return false;
    }
}
} // namespace

DeskWarnings::DeskWarnings(Context& context, MediaWatch& media, Banner* banner)
    : QObject(banner)
    , m_context(context)
    , m_media(media)
    , m_banner(*banner)
{
    connect(&m_media, &MediaWatch::changed, this, &DeskWarnings::refresh);
    connect(&m_context.desk.sync, &services::SyncService::statusChanged, this, &DeskWarnings::refresh);
    connect(&m_context.desk.media, &services::MediaService::changed, this, &DeskWarnings::refresh);
    connect(&m_banner, &Banner::taken, this, &DeskWarnings::renewalWanted);
    refresh();
}

void DeskWarnings::refresh()
{
    const qint64 offset = m_context.desk.session.clockOffsetMs();
    QStringList warnings;
    if (std::abs(offset) > clockToleranceMs)
        warnings << (offset < 0 ? tr("The clock of this PC is ahead of the treasury's; there it is %1.")
                                : tr("The clock of this PC is behind the treasury's; there it is %1."))
                        .arg(shortTime(m_context.desk.clock.nowUtc().addMSecs(offset)))
                + QLatin1Char(' ')
                + tr("Have it set right: new vouchers take their date from it. Signatures take the "
                     "treasury's time.");
    if (const auto error = m_context.desk.sync.status().lastError; error && needsSomebody(error->code))
        warnings << domain::errorSentence(*error);
    const auto expiry = expiryWarning(m_media, m_context.desk.clock.nowUtc());
    warnings << expiry << changeoverNotice(m_context.desk.media.lastHeard());
    warnings.removeAll(QString());
    m_banner.offer(expiry.isEmpty() ? QString() : tr("Apply for &renewal"));
    m_banner.tell(Banner::Kind::Caution, warnings.join(QLatin1Char('\n')));
}

} // namespace peraku::ui
