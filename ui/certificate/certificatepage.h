#pragma once

#include <ui/context.h>

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace peraku::ui {

class Banner;
class CertificateView;
class CredentialActions;
class MediaWatch;
class RequestsPanel;
struct Interrupted;

/** What is plugged in, which certificates are on it, how long they last and what to do about those that
 * cannot sign. */
class CertificatePage final : public QWidget {
    Q_OBJECT
public:
    CertificatePage(Context& context, MediaWatch& media, QWidget* parent = nullptr);
    /** Opens the application that the certificate in use asks for. */
    void renew();
    /** Opens a form of this page that a lock closed. */
    void resume(const Interrupted& form);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void retranslate();
    void render();
    void showCertificate(int row);
    void tell(const QString& text);

    Context& m_context;
    MediaWatch& m_media;
    QLabel* m_heading;
    QLabel* m_advice;
    Banner* m_banner;
    QLabel* m_certificatesTitle;
    QListWidget* m_certificates;
    QLabel* m_detailsTitle;
    QLabel* m_state;
    QLabel* m_reason;
    // In the order of the Tab key: what can be done about a certificate comes right after it.
    CertificateView* m_details;
    CredentialActions* m_actions;
    RequestsPanel* m_requests;
    QLabel* m_slotsTitle;
    QListWidget* m_slots;
    QPushButton* m_refresh;
};

/** The sentence of the warning from 30 days before the end, empty while there is nothing to warn of. */
QString expiryWarning(const MediaWatch& media, const QDateTime& nowUtc);

} // namespace peraku::ui
