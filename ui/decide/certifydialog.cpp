#include "certifydialog.h"

#include "base/banner.h"
#include "certificate/mediawatch.h"
#include "certificate/reportview.h"
#include "credentialpage.h"
#include "otppanel.h"
#include "pdfpanel.h"
#include "signedpdfcard.h"
#include "signpage.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/voucherdocument.h>

#include <QEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QShowEvent>
#include <QStackedWidget>
#include <QTextBrowser>

namespace peraku::ui {

CertifyDialog::~CertifyDialog()
{
    m_signature.cancel();
}

void CertifyDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    if (!event->spontaneous())
        m_media.refresh();
}

void CertifyDialog::turnTo(Page page)
{
    m_page = page;
    // Only where nothing is left to decide may Enter close the dialog.
    m_close->setAutoDefault(page == DonePage);
    m_stack->setCurrentIndex(page);
    retranslate();
    judge();
    switch (page) {
    case ChoosePage:
        m_credentials->focusList();
        break;
    case ReviewPage:
        m_document->setFocus(Qt::OtherFocusReason);
        break;
    case SigningPage:
        m_sign->focusSecrets();
        m_sign->otp().sendIfNeeded();
        break;
    case ConfirmPage:
        m_report->setFocus(Qt::OtherFocusReason);
        break;
    case DonePage:
        m_close->setFocus(Qt::OtherFocusReason);
        break;
    }
}

void CertifyDialog::judge()
{
    m_next->setVisible(m_page == ChoosePage || m_page == ReviewPage);
    m_next->setEnabled(
        !m_busy && (m_page == ReviewPage ? !m_pdf->isBusy() : m_credentials->chosen() != nullptr));
    m_signButton->setVisible(m_page == SigningPage);
    m_signButton->setEnabled(!m_busy && m_sign->readyToSign());
    m_confirmButton->setVisible(m_page == ConfirmPage);
    m_confirmButton->setEnabled(!m_busy && m_decision && m_decision->report.valid());
    m_back->setVisible(m_page == ReviewPage || m_page == SigningPage);
    m_back->setEnabled(!m_busy);
    m_again->setVisible(m_page == ChoosePage);
    m_certificatePage->setVisible(
        m_page == ChoosePage && m_media.usable() < m_media.inventory().credentials.size());
    m_close->setEnabled(m_page != ConfirmPage || !m_busy);
    m_progress->setVisible(m_busy && m_page != SigningPage);
}

void CertifyDialog::mediaChanged()
{
    m_credentials->update();
    if (m_media.isAsking() || m_busy)
        return;
    if (m_page == ChoosePage) {
        if (std::exchange(m_autoAdvance, false) && m_media.usable() == 1)
            next();
    } else if (m_page == ReviewPage || m_page == SigningPage) {
        const auto standing = m_media.standing(m_review->credential);
        if (standing) {
            m_review->credential = *standing;
            return m_sign->setCredential(*standing);
        }
        m_credentials->showError(standing.error().code == domain::ErrorCode::NotFound
                ? tr("The certificate that you chose is not there any more. Nothing was signed and the "
                     "voucher is unchanged.")
                : domain::errorSentence(standing.error()));
        turnTo(ChoosePage);
    }
}

void CertifyDialog::next()
{
    if (m_page == ChoosePage) {
        if (const auto* credential = m_credentials->chosen())
            freeze(*credential);
    } else if (m_page == ReviewPage) {
        m_review->pdf = m_pdf->pdf();
        m_sign->setReview(*m_review);
        turnTo(SigningPage);
    }
}

void CertifyDialog::goBack()
{
    m_credentials->showError({});
    turnTo(m_page == SigningPage ? ReviewPage : ChoosePage);
}

void CertifyDialog::freeze(const domain::Credential& credential)
{
    m_busy = true;
    judge();
    domain::onFinished<services::Review>(m_context.desk.certify.freeze(m_voucher.id, credential), this,
        [this](domain::Result<services::Review> answer) {
            m_busy = false;
            if (!answer) {
                m_credentials->showError(domain::errorSentence(answer.error()));
                turnTo(ChoosePage);
                return;
            }
            m_credentials->showError({});
            m_review = std::move(*answer);
            renderReview();
            turnTo(ReviewPage);
            m_pdf->setReview(*m_review);
        });
}

void CertifyDialog::sign()
{
    if (m_busy || !m_sign->readyToSign())
        return;
    m_busy = true;
    m_sign->setSigning(true);
    judge();
    m_signature = m_context.desk.certify.sign(*m_review, m_sign->takeSecrets());
    domain::onFinished<services::SignedDecision>(m_signature, this,
        [this](domain::Result<services::SignedDecision> answer) { signedOrFailed(std::move(answer)); });
}

void CertifyDialog::signedOrFailed(domain::Result<services::SignedDecision> answer)
{
    m_busy = false;
    m_sign->setSigning(false);
    if (!answer) {
        m_sign->showError(domain::errorSentence(answer.error()));
        judge();
        m_sign->focusSecrets();
        // The PIN state that the next try meets comes from the token, not from a count kept here.
        m_media.refresh();
        return;
    }
    m_decision = std::move(*answer);
    m_certificate->setFacts(m_decision->signer);
    m_report->setReport(m_decision->report);
    m_signedPdf->setVisible(m_decision->pdf.has_value());
    if (m_decision->pdf)
        m_signedPdf->setPdf(*m_decision->pdf);
    turnTo(ConfirmPage);
}

void CertifyDialog::confirm()
{
    m_busy = true;
    m_confirmBanner->clear();
    judge();
    domain::onFinished<domain::Done>(m_context.desk.certify.confirm(*m_review, *m_decision), this,
        [this](domain::Result<domain::Done> answer) {
            m_busy = false;
            if (!answer) {
                m_confirmBanner->tell(Banner::Kind::Bad, domain::errorSentence(answer.error()));
                judge();
                if (m_decision->pdf && answer.error().code == domain::ErrorCode::InvalidInput)
                    m_signedPdf->focusTarget();
                return;
            }
            Q_EMIT certified(m_voucher.id);
            turnTo(DonePage);
        });
}

void CertifyDialog::reject()
{
    if (m_page == ConfirmPage && m_busy)
        return;
    if (m_page == SigningPage && m_busy) {
        m_signature.cancel();
        return;
    }
    if (m_page != ConfirmPage)
        return m_page == DonePage ? QDialog::accept() : QDialog::reject();
    m_context.door.ask(this,
        { tr("Discard the signature?"),
            tr("The signature was made but not confirmed. Without it the voucher stays as it was."),
            tr("Discard the signature"), tr("Go back"), true },
        [this](bool accepted) {
            if (accepted)
                QDialog::reject();
        });
}

void CertifyDialog::renderReview()
{
    if (!m_review)
        return;
    m_document->setHtml(statementHtml(m_review->statement,
        { m_context.desk.reference.catalogue(), m_context.desk.reference.reference(), tokensOf(palette()) }));
}

void CertifyDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        renderReview();
}

} // namespace peraku::ui
