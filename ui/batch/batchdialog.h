#pragma once

#include "batchremains.h"

#include <ui/context.h>

#include <QDialog>
#include <QHash>

#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace peraku::ui {

class BatchReviewPage;
class BatchTable;
class CredentialPage;
class MediaWatch;
class SignPage;

/**
 * The way from many vouchers to their signatures: choose the certificate, review the list and each document,
 * sign, watch, read what came of each. Each voucher is certified for itself; whatever stops the batch leaves
 * the others as they were.
 */
class BatchDialog final : public QDialog {
    Q_OBJECT
public:
    BatchDialog(Context& context, MediaWatch& media, QList<domain::VoucherId> ids, QWidget* parent = nullptr);
    ~BatchDialog() override;
    void reject() override;
    void done(int result) override;
    /** What the officer has to see when they are back from a lock; nothing while nothing was signed. */
    std::optional<BatchRemains> remains() const;
    /** Shows what came of a batch that a lock interrupted; the rest can be tried again from there. */
    void resume(const BatchRemains& remains);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    enum Page { ChoosePage, ReviewPage, SigningPage, ProgressPage, ResultPage };
    QWidget* makeProgressPage();
    QWidget* makeResultPage();
    void retranslate();
    void turnTo(Page page);
    void judge();
    void mediaChanged();
    void next();
    void goBack();
    void plan(const domain::Credential& credential);
    void beginChunk(int chunk);
    void sign();
    domain::SigningSecrets takeSecrets();
    void forgetPin();
    bool isSigning() const { return m_busy && (m_page == SigningPage || m_page == ProgressPage); }
    void merge(const services::BatchOutcome& outcome);
    void showInterrupted();
    void signedOrFailed(const domain::Result<services::BatchOutcome>& answer);
    void showProgress(const services::BatchProgress& progress);
    void showResults();
    void tryAgain();
    QList<domain::VoucherId> failed() const;

    Context& m_context;
    MediaWatch& m_media;
    QList<domain::VoucherId> m_ids;
    domain::Async<services::BatchPlan> m_made; ///< The plan that is being made.
    services::BatchPlan m_plan;
    int m_chunk = 0;
    secret::SecureBuffer m_pin; ///< For the parts to come; kept from the first part to the end of the batch.
    QHash<domain::VoucherId, services::BatchResult> m_results; ///< Of this plan.
    std::optional<domain::Error> m_stopped;
    domain::Async<services::BatchOutcome> m_outcome; ///< Of the part that is being signed.
    std::unique_ptr<QObject> m_listening; ///< To m_outcome; without it the answer stays there.
    bool m_interrupted = false; ///< By a lock.
    Page m_page = ChoosePage;
    bool m_busy = false;
    bool m_stopping = false;
    bool m_autoAdvance = true; ///< The only usable certificate is taken without a question, once.

    QLabel* m_path;
    QStackedWidget* m_stack;
    CredentialPage* m_credentials;
    BatchReviewPage* m_review;
    SignPage* m_sign;
    QLabel* m_progressHeading;
    QProgressBar* m_progress;
    QLabel* m_progressText;
    QLabel* m_resultHeading;
    QLabel* m_resultText;
    BatchTable* m_resultTable;
    QProgressBar* m_planning;
    QPushButton* m_back;
    QPushButton* m_again;
    QPushButton* m_close;
    QPushButton* m_next;
    QPushButton* m_signButton;
    QPushButton* m_retry;
};

} // namespace peraku::ui
