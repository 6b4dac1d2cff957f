#pragma once

#include "navigation.h"

#include <ui/tray.h>

#include <QDate>
#include <QTimer>

#include <optional>

namespace peraku::ui {

class MediaWatch;

/** Tells the officer by the tray what came up while they look at another program: vouchers that wait for
 * their signature, what the outbox cannot send by itself, a certificate near its end. It lives from the
 * log-in to the lock, so that a locked desk tells nothing. */
class DeskNotices final : public QObject {
    Q_OBJECT
public:
    DeskNotices(Context& context, MediaWatch& media, Tray& tray);
    ~DeskNotices() override;

Q_SIGNALS:
    /** The officer clicked; the place is that of the last notice, none when none was told. */
    void wanted(std::optional<peraku::ui::Place> place);

private:
    struct Standing {
        int waiting = 0;
        int stuck = 0; ///< Rows of the outbox that wait for the officer.
        std::optional<int> daysLeft; ///< Only of a certificate that is near its end; 0 = it has expired.
    };
    Standing standing() const;
    void look();
    void tell(const Standing& before, const Standing& now, bool endIsNews);

    Context& m_context;
    MediaWatch& m_media;
    Tray& m_tray;
    QTimer m_soon; ///< What one sync brings is one notice.
    Standing m_known;
    QDate m_endKnownOn;
    std::optional<Place> m_place;
};

} // namespace peraku::ui
