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

/** What is plugged in, which certificates are on it, how long they last and what to do about those that
 * cannot sign. */
class CertificatePage final : public QWidget {
    Q_OBJECT
public:
    CertificatePage(Context& context, MediaWatch& media, QWidget* parent = nullptr);
    /** Opens the application that the certificate in use asks for. */
    void renew();

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
    CertificateView* m_details;
    QLabel* m_slotsTitle;
    QListWidget* m_slots;
    QPushButton* m_refresh;
    CredentialActions* m_actions;
    RequestsPanel* m_requests;
};

/** The sentence of the warning from 30 days before the end, empty while there is nothing to warn of. */
QString expiryWarning(const MediaWatch& media, const QDateTime& nowUtc);

} // namespace peraku::ui
