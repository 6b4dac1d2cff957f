#pragma once

#include <domain/requests.h>
#include <ui/context.h>

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace peraku::ui {

/** The officer's requests with their states, and for administrators those that they decide on. */
class RequestsPanel final : public QWidget {
    Q_OBJECT
public:
    explicit RequestsPanel(Context& context, QWidget* parent = nullptr);
    void refresh();
    /** Opens a request that is to be decided on, with the reason that was typed before. */
    void decide(const domain::MediumRequest& request, const QString& reason = {});

Q_SIGNALS:
    /** A sentence for the page to show. */
    void told(const QString& text);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void render();
    const domain::MediumRequest* current() const;
    void judge();
    void open();
    void sendAgain();

    Context& m_context;
    QLabel* m_title;
    QLabel* m_note;
    QListWidget* m_list;
    QPushButton* m_again;
    QPushButton* m_open;
    QList<domain::MediumRequest> m_requests;
    std::optional<domain::Error> m_error;
    quint64 m_generation = 0;
    bool m_asked = false;
};

} // namespace peraku::ui
