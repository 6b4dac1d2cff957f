#pragma once

#include <ui/context.h>

#include <QObject>

namespace peraku::ui {

class Banner;
class MediaWatch;

/** Keeps a banner telling what is wrong with clock and certificate, with the renewal a button away. */
class DeskWarnings final : public QObject {
    Q_OBJECT
public:
    /** The banner owns it. */
    DeskWarnings(Context& context, MediaWatch& media, Banner* banner);
    void refresh();

Q_SIGNALS:
    void renewalWanted();

private:
    Context& m_context;
    MediaWatch& m_media;
    Banner& m_banner;
};

} // namespace peraku::ui
