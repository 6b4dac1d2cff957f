#pragma once

#include <ui/context.h>

#include <QDialog>

#include <optional>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTextBrowser;

namespace peraku::ui {

class Banner;
class CertificateView;
class CredentialPage;
class MediaWatch;
class PdfPanel;
class ReportView;
class SignPage;
class SignedPdfCard;

/**
 * The way from a voucher to a signature: choose the certificate, read the frozen content, sign, confirm,
 * done. The voucher stays as it was until "Confirm signature"; every error is a sentence and leaves the
 * dialog usable.
 */
class CertifyDialog final : public QDialog {
    Q_OBJECT
public:
    CertifyDialog(
        Context& context, MediaWatch& media, const domain::Voucher& voucher, QWidget* parent = nullptr);
    ~CertifyDialog() override;
    void reject() override;

Q_SIGNALS:
    void certified(const peraku::domain::VoucherId& id);
    void certificatePageWanted(); ///< The dialog has closed.

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    enum Page { ChoosePage, ReviewPage, SigningPage, ConfirmPage, DonePage };
    QWidget* makeReviewPage();
    QWidget* makeConfirmPage();
    QWidget* makeDonePage();
    void retranslate();
    void renderReview();
    void turnTo(Page page);
    void judge();
    void mediaChanged();
    void next();
    void goBack();
    void freeze(const domain::Credential& credential);
    void sign();
    void signedOrFailed(domain::Result<services::SignedDecision> answer);
    void confirm();
    void restoreSize();

    Context& m_context;
    MediaWatch& m_media;
    domain::Voucher m_voucher;
    std::optional<services::Review> m_review;
    std::optional<services::SignedDecision> m_decision;
    domain::Async<services::SignedDecision> m_signature;
    Page m_page = ChoosePage;
    bool m_busy = false;
    bool m_autoAdvance = true; ///< The only usable certificate is taken without a question, once.

    QLabel* m_path;
    QStackedWidget* m_stack;
    CredentialPage* m_credentials;
    QLabel* m_reviewHeading;
    QLabel* m_reviewAdvice;
    QTextBrowser* m_document;
    PdfPanel* m_pdf;
    SignPage* m_sign;
    QLabel* m_confirmHeading;
    QLabel* m_confirmAdvice;
    QLabel* m_certificateTitle;
    CertificateView* m_certificate;
    QLabel* m_reportTitle;
    ReportView* m_report;
    SignedPdfCard* m_signedPdf;
    Banner* m_confirmBanner;
    QLabel* m_doneHeading;
    QLabel* m_doneText;
    QLabel* m_doneIcon;
    QProgressBar* m_progress;
    QPushButton* m_back;
    QPushButton* m_again;
    QPushButton* m_certificatePage;
    QPushButton* m_close;
    QPushButton* m_next;
    QPushButton* m_signButton;
    QPushButton* m_confirmButton;
};

} // namespace peraku::ui
