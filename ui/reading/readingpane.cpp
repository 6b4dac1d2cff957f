#include "readingpane.h"

#include "base/banner.h"
#include "base/format.h"
#include "outbox/outboxtext.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/icons.h>
#include <ui/voucherdocument.h>

#include <QDir>
#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace peraku::ui {

using domain::Action;

namespace {
std::optional<Action> actionOf(ReadingPane::Deed deed)
{
    switch (deed) {
    case ReadingPane::Deed::Certify:
        return Action::Certify;
    case ReadingPane::Deed::Query:
        return Action::Query;
    case ReadingPane::Deed::Cancel:
        return Action::Cancel;
    case ReadingPane::Deed::Edit:
    case ReadingPane::Deed::Discard:
        return Action::Edit;
    case ReadingPane::Deed::Submit:
        return Action::Submit;
    case ReadingPane::Deed::History:
    case ReadingPane::Deed::Print:
        return std::nullopt;
    }
    return std::nullopt;
}
} // namespace

ReadingPane::ReadingPane(Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_back(new QPushButton(this))
    , m_why(new QLabel(this))
    , m_banner(new Banner(this))
    , m_outbox(new Banner(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new QLabel(this))
    , m_document(new QTextBrowser(this))
{
    setObjectName(QStringLiteral("readingPane"));
    m_back->setObjectName(QStringLiteral("backToList"));
    m_back->setIcon(icon(QStringLiteral("back")));
    setLook(m_back, "quiet");
    m_back->hide();
    auto* row = new QHBoxLayout;
    row->setSpacing(space::s);
    row->addWidget(m_back);
    row->addWidget(addButton(Deed::Certify, "certify", "certify"));
    row->addWidget(addButton(Deed::Submit, "submitVoucherFromPane", "submit"));
    row->addWidget(addButton(Deed::Edit, "edit", "edit"));
    row->addWidget(addButton(Deed::Query, "query", "query"));
    row->addWidget(addButton(Deed::Cancel, "cancelVoucher", "cancel"));
    row->addWidget(addButton(Deed::Discard, "discardDraftFromPane", "discard"));
    row->addStretch();
    row->addWidget(addButton(Deed::Print, "printForm", "print"));
    row->addWidget(addButton(Deed::History, "history", "history"));
    setLook(m_buttons[Deed::Certify], "primary");
    m_buttons[Deed::Certify]->setIcon(icon(QStringLiteral("certify"), IconTone::OnAccent));
    setLook(m_buttons[Deed::Submit], "primary");
    m_buttons[Deed::Submit]->setIcon(icon(QStringLiteral("submit"), IconTone::OnAccent));
    m_why->setObjectName(QStringLiteral("whyNot"));
    m_why->setWordWrap(true);
    m_why->setTextFormat(Qt::PlainText);
    setLook(m_why, "muted");

    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(space::xl);
    setLook(m_empty, "muted");
    m_document->setObjectName(QStringLiteral("document"));
    m_document->setOpenLinks(false);
    m_document->document()->setDocumentMargin(space::xl);
    m_document->setTextInteractionFlags(Qt::TextBrowserInteraction | Qt::TextSelectableByKeyboard);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_document);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(space::m, space::m, space::m, space::s);
    head->setSpacing(space::xs);
    head->addLayout(row);
    head->addWidget(m_why);
    head->addWidget(m_outbox);
    head->addWidget(m_banner);
    column->addLayout(head);
    column->addWidget(m_stack, 1);
    m_outbox->setObjectName(QStringLiteral("outboxNotice"));
    connect(m_back, &QPushButton::clicked, this, &ReadingPane::back);
    connect(&m_context.desk.outbox, &services::OutboxService::changed, this, &ReadingPane::tellOutbox);
    connect(m_outbox, &Banner::taken, this, [this] {
        if (const auto conflict = conflictOf(m_context.desk.outbox, m_id))
            Q_EMIT comparisonWanted(conflict->id);
    });
    // At a first log-in the voucher may stand here before the names of banks and offices do.
    connect(
        &m_context.desk.reference, &services::ReferenceService::referenceChanged, this, &ReadingPane::render);
    connect(m_document, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) {
        if (link.scheme() == QLatin1String("attachment"))
            openAttachment(link.path().toInt());
    });
    retranslate();
    judge();
}

QPushButton* ReadingPane::addButton(Deed deed, const char* name, const char* picture)
{
    auto* button = new QPushButton(this);
    button->setObjectName(QString::fromLatin1(name));
    button->setIcon(icon(QString::fromLatin1(picture)));
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, [this, deed] { Q_EMIT asked(deed); });
    m_buttons.insert(deed, button);
    return button;
}

void ReadingPane::retranslate()
{
    m_back->setText(tr("&Back"));
    m_buttons[Deed::Certify]->setText(tr("&Certify…"));
    m_buttons[Deed::Submit]->setText(tr("S&ubmit"));
    m_buttons[Deed::Edit]->setText(tr("&Edit"));
    m_buttons[Deed::Query]->setText(tr("&Query…"));
    m_buttons[Deed::Cancel]->setText(tr("Ca&ncel voucher…"));
    m_buttons[Deed::Discard]->setText(tr("Di&scard draft…"));
    m_buttons[Deed::Print]->setText(tr("&Print form…"));
    m_buttons[Deed::History]->setText(tr("Si&gnatures…"));
    m_empty->setText(tr("Choose a voucher in the list to read it here."));
    m_document->setAccessibleName(tr("Voucher"));
    tellOutbox();
    judge();
    render();
}

void ReadingPane::show(const domain::VoucherId& id)
{
    m_id = id;
    const auto generation = ++m_generation;
    m_banner->clear();
    tellOutbox();
    if (id.isEmpty()) {
        m_voucher.reset();
        m_stack->setCurrentWidget(m_empty);
        judge();
        return;
    }
    domain::onFinished<domain::Voucher>(m_context.desk.vouchers.voucher(id), this,
        [this, generation](domain::Result<domain::Voucher> answer) {
            if (generation != m_generation)
                return;
            if (answer) {
                m_voucher = std::move(*answer);
                m_stack->setCurrentWidget(m_document);
                render();
            } else {
                m_voucher.reset();
                m_stack->setCurrentWidget(m_empty);
                m_banner->tell(Banner::Kind::Bad, domain::errorSentence(answer.error()));
            }
            judge();
            Q_EMIT loaded();
        });
}

void ReadingPane::reload()
{
    show(domain::VoucherId(m_id));
}

void ReadingPane::render()
{
    if (!m_voucher)
        return;
    const int scroll = m_document->verticalScrollBar()->value();
    const bool same = m_document->property("voucher").toString() == m_id.value();
    m_document->setHtml(voucherHtml(*m_voucher,
        { m_context.desk.reference.catalogue(), m_context.desk.reference.reference(), tokensOf(palette()) }));
    m_document->setProperty("voucher", m_id.value());
    if (same)
        m_document->verticalScrollBar()->setValue(scroll);
}

bool ReadingPane::may(Deed deed) const
{
    return m_voucher && fits(deed) && whyNot(deed).isEmpty();
}

bool ReadingPane::fits(Deed deed) const
{
    using domain::VoucherState;
    if (!m_voucher)
        return false;
    const auto state = m_voucher->state;
    const bool onItsWay = state == VoucherState::Submitted || state == VoucherState::Certified;
    switch (deed) {
    case Deed::Certify:
    case Deed::Query:
        return onItsWay;
    case Deed::Cancel:
        // What has a number stays in the register, cancelled; a draft has none and is thrown away.
        return onItsWay || state == VoucherState::Queried;
    case Deed::Edit:
    case Deed::Submit:
        return state == VoucherState::Draft || state == VoucherState::Queried;
    case Deed::Discard:
        return state == VoucherState::Draft;
    case Deed::History:
        return state != VoucherState::Draft;
    case Deed::Print:
        return state == VoucherState::Posted || state == VoucherState::Paid;
    }
    return false;
}

QString ReadingPane::whyNot(Deed deed) const
{
    if (const auto action = actionOf(deed)) {
        const auto answer = m_context.desk.decisions.check(*m_voucher, *action);
        return answer ? QString() : domain::errorSentence(answer.error());
    }
    if (deed == Deed::Print)
        return {};
    return m_voucher->history.isEmpty() ? tr("Nothing was signed on this voucher yet.") : QString();
}

void ReadingPane::judge()
{
    QString reason;
    for (auto it = m_buttons.cbegin(); it != m_buttons.cend(); ++it) {
        auto* button = it.value();
        const QString why = fits(it.key()) ? whyNot(it.key()) : QString();
        // What never applies to this officer's voucher is not shown; what may apply stays, with its reason.
        const bool mine = it.key() != Deed::Edit && it.key() != Deed::Submit && it.key() != Deed::Discard;
        button->setVisible(fits(it.key()) && (mine || why.isEmpty()));
        button->setEnabled(why.isEmpty());
        button->setToolTip(why);
        button->setAccessibleDescription(why);
        if (it.key() == Deed::Certify)
            reason = why;
    }
    m_why->setText(reason.isEmpty() ? QString() : tr("Why you cannot certify it: %1").arg(reason));
    m_why->setVisible(!reason.isEmpty());
}

void ReadingPane::openAttachment(int number)
{
    if (!m_voucher || number < 0 || number >= m_voucher->content.attachments.size())
        return;
    const auto attachment = m_voucher->content.attachments.at(number);
    m_banner->tell(
        Banner::Kind::Info, tr("Fetching %1…").arg(domain::escapedForDisplay(attachment.fileName)));
    domain::onFinished<QByteArray>(m_context.desk.drafts.attachmentBytes(attachment), this,
        [this, attachment](domain::Result<QByteArray> answer) {
            m_banner->clear();
            if (!answer)
                return m_banner->tell(Banner::Kind::Bad, domain::errorSentence(answer.error()));
            const auto bytes = *answer;
            m_context.door.chooseSaveFile(
                this, tr("Save the document"), attachment.fileName, [this, bytes](const QString& path) {
                    if (path.isEmpty())
                        return;
                    QFile file(path);
                    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
                        return m_banner->tell(Banner::Kind::Bad,
                            tr("The document could not be saved: %1").arg(file.errorString()));
                    file.close();
                    m_banner->tell(
                        Banner::Kind::Good, tr("Saved as %1.").arg(QDir::toNativeSeparators(path)));
                    m_context.door.showPath(path);
                });
        });
}

void ReadingPane::tellOutbox()
{
    const auto& outbox = m_context.desk.outbox;
    if (const auto row = conflictOf(outbox, m_id)) {
        m_outbox->offer(tr("C&ompare versions…"));
        return m_outbox->tell(Banner::Kind::Caution,
            row->operation == services::OutboxOperation::Decide
                ? tr("It changed before your decision arrived, so nothing came of it. See what changed and "
                     "review it anew.")
                : tr("It was changed here and elsewhere. Nothing is sent before you choose."));
    }
    m_outbox->offer({});
    const auto signature = waitingSignatureOf(outbox, m_id);
    m_outbox->tell(Banner::Kind::Info,
        signature ? tr("You signed it on %1. The treasury has not received it yet, so it is not certified.")
                        .arg(shortTime(signature->createdAt))
                  : QString());
}

void ReadingPane::setBackVisible(bool visible)
{
    m_back->setVisible(visible);
}

void ReadingPane::focusDocument()
{
    m_document->setFocus(Qt::OtherFocusReason);
}

void ReadingPane::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::PaletteChange)
        render();
}

} // namespace peraku::ui
