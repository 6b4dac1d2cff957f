#include "readingpane.h"

#include "base/banner.h"

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
        return Action::Edit;
    case ReadingPane::Deed::Submit:
        return Action::Submit;
    case ReadingPane::Deed::History:
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
    row->addStretch();
    row->addWidget(addButton(Deed::History, "history", "history"));
    setLook(m_buttons[Deed::Certify], "primary");
    m_buttons[Deed::Certify]->setIcon(icon(QStringLiteral("certify"), IconTone::OnAccent));
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
    head->addWidget(m_banner);
    column->addLayout(head);
    column->addWidget(m_stack, 1);
    connect(m_back, &QPushButton::clicked, this, &ReadingPane::back);
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
    m_buttons[Deed::History]->setText(tr("Si&gnatures…"));
    m_empty->setText(tr("Choose a voucher in the list to read it here."));
    m_document->setAccessibleName(tr("Voucher"));
    judge();
    render();
}

void ReadingPane::show(const domain::VoucherId& id)
{
    m_id = id;
    const auto generation = ++m_generation;
    m_banner->clear();
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
    if (!m_voucher)
        return false;
    const auto action = actionOf(deed);
    return !action || m_context.desk.decisions.check(*m_voucher, *action).has_value();
}

void ReadingPane::judge()
{
    QStringList reasons;
    for (auto it = m_buttons.cbegin(); it != m_buttons.cend(); ++it) {
        auto* button = it.value();
        const auto action = actionOf(it.key());
        QString why;
        if (!m_voucher) {
            why = tr("Choose a voucher first.");
        } else if (action) {
            const auto answer = m_context.desk.decisions.check(*m_voucher, *action);
            if (!answer)
                why = domain::errorSentence(answer.error());
        } else if (m_voucher->history.isEmpty()) {
            why = tr("Nothing was signed on this voucher yet.");
        }
        button->setEnabled(why.isEmpty());
        button->setToolTip(why);
        button->setAccessibleDescription(why);
        // What never applies to this officer's voucher is not shown; what may apply later stays, with its
        // reason.
        if (it.key() == Deed::Submit || it.key() == Deed::Edit)
            button->setVisible(why.isEmpty());
        if (it.key() == Deed::Certify && m_voucher && !why.isEmpty()
            && (m_voucher->state == domain::VoucherState::Submitted
                || m_voucher->state == domain::VoucherState::Certified))
            reasons << why;
    }
    m_buttons[Deed::Certify]->setVisible(!m_voucher || m_voucher->state == domain::VoucherState::Submitted
        || m_voucher->state == domain::VoucherState::Certified);
    m_why->setText(reasons.isEmpty()
            ? QString()
            : tr("Why you cannot certify it: %1").arg(reasons.join(QLatin1Char(' '))));
    m_why->setVisible(!reasons.isEmpty());
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
