#pragma once

#include <ui/context.h>

#include <QStatusBar>

class QLabel;
class QToolButton;

namespace peraku::ui {

class MediaWatch;

/** The line at the bottom that always tells: connection, last sync, outbox, medium and certificate days. */
class StatusStrip final : public QStatusBar {
    Q_OBJECT
public:
    StatusStrip(Context& context, MediaWatch& media, QWidget* parent = nullptr);
    void refresh();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showSync();

    Context& m_context;
    MediaWatch& m_media;
    QLabel* m_connectionIcon;
    QLabel* m_connection;
    QLabel* m_sync;
    QToolButton* m_stop;
    QLabel* m_outbox;
    QLabel* m_medium;
    bool m_roomy = true;
};

} // namespace peraku::ui
