#include "base/banner.h"
#include "base/dialog.h"
#include "base/scrolled.h"
#include "base/stations.h"
#include "batchdialog.h"
#include "batchreviewpage.h"
#include "batchtable.h"
#include "certificate/mediawatch.h"
#include "decide/credentialpage.h"
#include "decide/otppanel.h"
#include "decide/signpage.h"

#include <ui/icons.h>

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace peraku::ui {

BatchDialog::BatchDialog(Context& context, MediaWatch& media, QList<domain::VoucherId> ids, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_media(media)
    , m_ids(std::move(ids))
    , m_path(new QLabel(this))
    , m_stack(new QStackedWidget(this))
    , m_credentials(new CredentialPage(media, context.desk.clock, m_stack))
    , m_review(new BatchReviewPage(context, m_stack))
    , m_sign(new SignPage(context, m_stack))
    , m_planning(new QProgressBar(this))
    , m_back(new QPushButton(this))
    , m_again(new QPushButton(this))
    , m_close(new QPushButton(this))
    , m_next(new QPushButton(this))
    , m_signButton(new QPushButton(this))
    , m_retry(new QPushButton(this))
{
    setObjectName(QStringLiteral("batchDialog"));
    m_path->setTextFormat(Qt::RichText);
    m_stack->addWidget(m_credentials);
    m_stack->addWidget(scrolledPage(m_review));
    m_stack->addWidget(scrolledPage(m_sign));
    m_stack->addWidget(makeProgressPage());
    m_stack->addWidget(makeResultPage());
    m_planning->setTextVisible(false);
    m_planning->setRange(0, 0);

    const std::pair<QPushButton*, const char*> names[]
        = { { m_back, "batchBack" }, { m_again, "batchLookAgain" }, { m_close, "batchClose" },
              { m_next, "batchNext" }, { m_signButton, "batchSign" }, { m_retry, "batchRetry" } };
    for (const auto& [button, name] : names) {
        button->setObjectName(QString::fromLatin1(name));
        // Enter never signs or closes by accident; only "Continue" takes it.
        button->setAutoDefault(button == m_next);
        button->setDefault(false);
    }
    setLook(m_back, "quiet");
    setLook(m_again, "quiet");
    m_again->setIcon(icon(QStringLiteral("refresh")));
    m_retry->setIcon(icon(QStringLiteral("refresh")));
    setLook(m_next, "primary");
    setLook(m_signButton, "primary");
    m_signButton->setIcon(icon(QStringLiteral("certify"), IconTone::OnAccent));
    m_back->setIcon(icon(QStringLiteral("back")));

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    buttons->addWidget(m_back);
    buttons->addWidget(m_again);
    buttons->addStretch();
    buttons->addWidget(m_retry);
    buttons->addWidget(m_close);
    buttons->addWidget(m_next);
    buttons->addWidget(m_signButton);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    column->addWidget(m_path);
    column->addWidget(m_stack, 1);
    column->addWidget(m_planning);
    column->addLayout(buttons);
    // From what is read or typed straight to the deed; the ways out come after it.
    QWidget* before = m_stack;
    for (auto* button : { m_next, m_signButton, m_retry, m_close, m_back, m_again }) {
        setTabOrder(before, button);
        before = button;
    }
    const QSize room = roomFor(*this);
    resize(QSize(1040, 740).boundedTo(room));
    setMinimumSize(QSize(560, 440).boundedTo(room));

    connect(&m_media, &MediaWatch::changed, this, &BatchDialog::mediaChanged);
    connect(m_credentials, &CredentialPage::choiceChanged, this, &BatchDialog::judge);
    connect(m_credentials, &CredentialPage::activated, this, &BatchDialog::next);
    connect(m_review, &BatchReviewPage::planChanged, this, &BatchDialog::judge);
    connect(m_sign, &SignPage::secretsChanged, this, &BatchDialog::judge);
    connect(&m_context.desk.certify, &services::CertifyService::serviceWaiting, this, [this](int seconds) {
        if (m_page == ProgressPage && m_progress->value() == 0)
            m_progressText->setText(SignPage::waitingText(seconds));
    });
    m_sign->otp().setAsk([this] { return m_context.desk.batch.requestOtp(m_plan, m_chunk); });
    connect(m_sign, &SignPage::secretsEntered, this, [this] {
        if (m_signButton->isEnabled())
            m_signButton->setFocus(Qt::TabFocusReason);
    });
    connect(&m_context.desk.batch, &services::BatchService::progressed, this,
        [this](const services::BatchProgress& progress) {
            if (m_page == ProgressPage || m_page == SigningPage)
                showProgress(progress);
        });
    connect(m_next, &QPushButton::clicked, this, &BatchDialog::next);
    connect(m_back, &QPushButton::clicked, this, &BatchDialog::goBack);
    connect(m_again, &QPushButton::clicked, &m_media, &MediaWatch::refresh);
    connect(m_close, &QPushButton::clicked, this, &BatchDialog::reject);
    connect(m_signButton, &QPushButton::clicked, this, &BatchDialog::sign);
    connect(m_retry, &QPushButton::clicked, this, &BatchDialog::tryAgain);
    turnTo(ChoosePage);
}

QWidget* BatchDialog::makeProgressPage()
{
    auto* page = new QWidget(m_stack);
    m_progressHeading = new QLabel(page);
    m_progress = new QProgressBar(page);
    m_progressText = new QLabel(page);
    setLook(m_progressHeading, "heading");
    m_progress->setObjectName(QStringLiteral("batchProgress"));
    m_progress->setTextVisible(false);
    m_progressText->setObjectName(QStringLiteral("batchProgressText"));
    m_progressText->setWordWrap(true);
    auto* column = new QVBoxLayout(page);
    column->setSpacing(space::m);
    column->addStretch();
    column->addWidget(m_progressHeading);
    column->addWidget(m_progress);
    column->addWidget(m_progressText);
    column->addStretch();
    return page;
}

QWidget* BatchDialog::makeResultPage()
{
    auto* page = new QWidget(m_stack);
    m_resultHeading = new QLabel(page);
    m_resultText = new QLabel(page);
    m_resultTable = new BatchTable(BatchTable::Show::Results, page);
    setLook(m_resultHeading, "heading");
    m_resultHeading->setObjectName(QStringLiteral("batchResult"));
    m_resultText->setWordWrap(true);
    m_resultText->setObjectName(QStringLiteral("batchResultText"));
    m_resultTable->setObjectName(QStringLiteral("batchResults"));
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    column->addWidget(m_resultHeading);
    column->addWidget(m_resultText);
    column->addWidget(m_resultTable, 1);
    return page;
}

void BatchDialog::retranslate()
{
    setWindowTitle(tr("Sign %n voucher(s)", nullptr, int(m_ids.size())));
    // Signing and its progress are one station.
    const int here = m_page == ResultPage ? 3 : m_page == ProgressPage ? 2 : int(m_page);
    m_path->setText(stationsHtml(
        { tr("Certificate"), tr("Review"), tr("Sign"), tr("Result") }, here, tokensOf(palette())));
    m_planning->setAccessibleName(tr("Preparing the vouchers"));
    m_progressHeading->setText(tr("Certifying…"));
    m_progress->setAccessibleName(tr("Progress"));
    m_resultTable->setAccessibleName(tr("What came of each voucher"));
    m_back->setText(tr("&Back"));
    m_again->setText(tr("Look a&gain"));
    m_retry->setText(tr("T&ry the failed ones again"));
    m_close->setText(m_page == ResultPage ? tr("C&lose")
            : isSigning()                 ? tr("S&top")
            : m_results.isEmpty()         ? tr("Leave &without signing")
                                          : tr("S&top"));
    m_next->setText(m_page == ReviewPage ? tr("Co&ntinue to sign") : tr("Co&ntinue"));
    m_signButton->setText(tr("&Tandatangan"));
}

} // namespace peraku::ui
