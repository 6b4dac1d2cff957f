#include "base/banner.h"
#include "base/dialog.h"
#include "base/scrolled.h"
#include "base/stations.h"
#include "certificate/mediawatch.h"
#include "certificate/reportview.h"
#include "certifydialog.h"
#include "credentialpage.h"
#include "otppanel.h"
#include "pdfpanel.h"
#include "signedpdfcard.h"
#include "signpage.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/icons.h>
#include <ui/voucherdocument.h>

#include <QDir>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace peraku::ui {

CertifyDialog::CertifyDialog(
    Context& context, MediaWatch& media, const domain::Voucher& voucher, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_media(media)
    , m_voucher(voucher)
    , m_path(new QLabel(this))
    , m_stack(new QStackedWidget(this))
    , m_credentials(new CredentialPage(media, context.desk.clock, m_stack))
    , m_sign(new SignPage(context, m_stack))
    , m_progress(new QProgressBar(this))
    , m_back(new QPushButton(this))
    , m_again(new QPushButton(this))
    , m_certificatePage(new QPushButton(this))
    , m_close(new QPushButton(this))
    , m_next(new QPushButton(this))
    , m_signButton(new QPushButton(this))
    , m_confirmButton(new QPushButton(this))
{
    setObjectName(QStringLiteral("certifyDialog"));
    m_path->setTextFormat(Qt::RichText);
    m_path->setObjectName(QStringLiteral("certifyPath"));
    m_stack->setObjectName(QStringLiteral("certifyPages"));
    m_stack->addWidget(m_credentials);
    m_stack->addWidget(scrolledPage(makeReviewPage()));
    m_stack->addWidget(scrolledPage(m_sign));
    m_stack->addWidget(scrolledPage(makeConfirmPage()));
    m_stack->addWidget(makeDonePage());
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);

    const std::pair<QPushButton*, const char*> names[]
        = { { m_back, "certifyBack" }, { m_again, "certifyLookAgain" },
              { m_certificatePage, "certifyCertificatePage" }, { m_close, "certifyClose" },
              { m_next, "certifyNext" }, { m_signButton, "sign" }, { m_confirmButton, "confirmSignature" } };
    for (const auto& [button, name] : names) {
        button->setObjectName(QString::fromLatin1(name));
        // Enter never signs, confirms or closes by accident; only "Continue" takes it.
        button->setAutoDefault(button == m_next);
        button->setDefault(false);
    }
    setLook(m_back, "quiet");
    setLook(m_again, "quiet");
    setLook(m_certificatePage, "quiet");
    m_again->setIcon(icon(QStringLiteral("refresh")));
    setLook(m_next, "primary");
    setLook(m_signButton, "primary");
    setLook(m_confirmButton, "primary");
    m_signButton->setIcon(icon(QStringLiteral("certify"), IconTone::OnAccent));
    m_confirmButton->setIcon(icon(QStringLiteral("success"), IconTone::OnAccent));
    m_back->setIcon(icon(QStringLiteral("back")));

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    buttons->addWidget(m_back);
    buttons->addWidget(m_again);
    buttons->addWidget(m_certificatePage);
    buttons->addStretch();
    buttons->addWidget(m_close);
    buttons->addWidget(m_next);
    buttons->addWidget(m_signButton);
    buttons->addWidget(m_confirmButton);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    column->addWidget(m_path);
    column->addWidget(m_stack, 1);
    column->addWidget(m_confirmBanner);
    column->addWidget(m_progress);
    column->addLayout(buttons);
    // From what is read or typed straight to the deed; the ways out come after it.
    QWidget* before = m_stack;
    for (auto* button :
        { m_next, m_signButton, m_confirmButton, m_close, m_back, m_again, m_certificatePage }) {
        setTabOrder(before, button);
        before = button;
    }
    restoreSize();

    connect(&m_media, &MediaWatch::changed, this, &CertifyDialog::mediaChanged);
    connect(m_credentials, &CredentialPage::choiceChanged, this, &CertifyDialog::judge);
    connect(m_pdf, &PdfPanel::changed, this, &CertifyDialog::judge);
    connect(m_signedPdf, &SignedPdfCard::targetChosen, this, [this](const QString& path) {
        m_decision->pdf->target = path;
        m_confirmBanner->clear();
    });
    connect(m_credentials, &CredentialPage::activated, this, &CertifyDialog::next);
    connect(m_sign, &SignPage::secretsChanged, this, &CertifyDialog::judge);
    m_sign->otp().setAsk([this] { return m_context.desk.certify.requestOtp(*m_review); });
    connect(m_certificatePage, &QPushButton::clicked, this, [this] {
        QDialog::reject();
        Q_EMIT certificatePageWanted();
    });
    connect(m_sign, &SignPage::secretsEntered, this, [this] {
        if (m_signButton->isEnabled())
            m_signButton->setFocus(Qt::TabFocusReason);
    });
    connect(m_next, &QPushButton::clicked, this, &CertifyDialog::next);
    connect(m_back, &QPushButton::clicked, this, &CertifyDialog::goBack);
    connect(m_again, &QPushButton::clicked, &m_media, &MediaWatch::refresh);
    connect(m_close, &QPushButton::clicked, this, &CertifyDialog::reject);
    connect(m_signButton, &QPushButton::clicked, this, &CertifyDialog::sign);
    connect(m_confirmButton, &QPushButton::clicked, this, &CertifyDialog::confirm);
    turnTo(ChoosePage);
}

void CertifyDialog::restoreSize()
{
    const QSize room = roomFor(*this);
    resize(QSize(760, 720).boundedTo(room));
    setMinimumSize(QSize(520, 420).boundedTo(room));
}

QWidget* CertifyDialog::makeReviewPage()
{
    auto* page = new QWidget(m_stack);
    m_reviewHeading = new QLabel(page);
    m_reviewAdvice = new QLabel(page);
    m_document = new QTextBrowser(page);
    setLook(m_reviewHeading, "heading");
    m_reviewHeading->setWordWrap(true);
    setLook(m_reviewAdvice, "muted");
    m_reviewAdvice->setWordWrap(true);
    m_document->setObjectName(QStringLiteral("reviewDocument"));
    prepareForReview(*m_document);
    m_pdf = new PdfPanel(m_context, page);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    column->addWidget(m_reviewHeading);
    column->addWidget(m_reviewAdvice);
    column->addWidget(m_document, 1);
    column->addWidget(m_pdf);
    return page;
}

QWidget* CertifyDialog::makeConfirmPage()
{
    auto* page = new QWidget(m_stack);
    m_confirmHeading = new QLabel(page);
    m_confirmAdvice = new QLabel(page);
    m_certificateTitle = new QLabel(page);
    m_certificate = new CertificateView(page);
    m_reportTitle = new QLabel(page);
    m_report = new ReportView(page);
    m_signedPdf = new SignedPdfCard(m_context.door, page);
    m_confirmBanner = new Banner(this); // stays in sight while the page scrolls
    m_certificate->setObjectName(QStringLiteral("signatureInformation"));
    m_report->setObjectName(QStringLiteral("verificationReport"));
    m_confirmBanner->setObjectName(QStringLiteral("confirmError"));
    setLook(m_confirmHeading, "heading");
    setLook(m_confirmAdvice, "muted");
    m_confirmAdvice->setWordWrap(true);
    setLook(m_certificateTitle, "strong");
    setLook(m_reportTitle, "strong");
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    column->addWidget(m_confirmHeading);
    column->addWidget(m_confirmAdvice);
    column->addSpacing(space::s);
    for (auto [title, content] :
        { std::pair<QLabel*, QWidget*> { m_certificateTitle, m_certificate }, { m_reportTitle, m_report } }) {
        auto* card = new QFrame(page);
        setLook(card, "card");
        auto* inside = new QVBoxLayout(card);
        inside->setContentsMargins(space::l, space::m, space::l, space::m);
        inside->addWidget(title);
        inside->addWidget(content);
        column->addWidget(card);
    }
    column->addWidget(m_signedPdf);
    column->addStretch();
    return page;
}

QWidget* CertifyDialog::makeDonePage()
{
    auto* page = new QWidget(m_stack);
    m_doneIcon = new QLabel(page);
    m_doneHeading = new QLabel(page);
    m_doneText = new QLabel(page);
    m_doneText->setObjectName(QStringLiteral("certifyDone"));
    setLook(m_doneHeading, "title");
    m_doneText->setTextFormat(Qt::PlainText);
    m_doneText->setWordWrap(true);
    m_doneText->setAlignment(Qt::AlignHCenter);
    m_doneHeading->setAlignment(Qt::AlignHCenter);
    m_doneIcon->setAlignment(Qt::AlignHCenter);
    auto* column = new QVBoxLayout(page);
    column->setSpacing(space::m);
    column->addStretch();
    column->addWidget(m_doneIcon);
    column->addWidget(m_doneHeading);
    column->addWidget(m_doneText);
    column->addStretch();
    return page;
}

void CertifyDialog::retranslate()
{
    const QString number = domain::escapedForDisplay(m_voucher.number);
    setWindowTitle(tr("Certify %1").arg(number));
    m_progress->setAccessibleName(tr("Preparing or storing the certification"));
    const QStringList stations { tr("Certificate"), tr("Review"), tr("Sign"), tr("Confirm") };
    m_path->setText(stationsHtml(stations, std::min<int>(m_page, ConfirmPage), tokensOf(palette())));
    m_reviewHeading->setText(tr("Read what you are about to sign"));
    m_reviewAdvice->setText(tr("This page is made from the very bytes that will be signed. If something is "
                               "wrong, go back and return the voucher with a query."));
    m_document->setAccessibleName(tr("Frozen content of the voucher"));
    m_confirmHeading->setText(tr("Signature information"));
    m_confirmAdvice->setText(tr("The signature was made and checked here. Confirm it to send the "
                                "certification; until then nothing has changed."));
    m_certificateTitle->setText(tr("Certificate"));
    m_reportTitle->setText(tr("Verification"));
    m_doneIcon->setPixmap(
        icon(QStringLiteral("certify"), IconTone::Success).pixmap(QSize(64, 64), devicePixelRatioF()));
    m_doneHeading->setText(tr("%1 is signed").arg(number));
    auto done = m_context.desk.sync.status().online
        ? tr("The signature is stored and on its way to the treasury, which checks it again.")
        : tr("Signed, not yet received: the signature is stored on this PC and is sent by itself as soon as "
             "the treasury can be reached. Until then the voucher is not certified.");
    if (m_decision && m_decision->pdf)
        done += QStringLiteral("\n\n")
            + tr("The signed PDF was saved as %1.")
                  .arg(domain::escapedForDisplay(QDir::toNativeSeparators(m_decision->pdf->target)));
    m_doneText->setText(done);
    m_back->setText(tr("&Back"));
    m_again->setText(tr("Look a&gain"));
    m_certificatePage->setText(tr("Certificate &page"));
    m_close->setText(m_page == DonePage       ? tr("C&lose")
            : m_page == SigningPage && m_busy ? tr("S&top")
                                              : tr("Leave &without signing"));
    m_next->setText(m_page == ReviewPage ? tr("Co&ntinue to sign") : tr("Co&ntinue"));
    m_signButton->setText(tr("&Tandatangan"));
    m_confirmButton->setText(tr("C&onfirm signature"));
}

} // namespace peraku::ui
