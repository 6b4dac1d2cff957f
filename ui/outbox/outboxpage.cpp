#include "outboxpage.h"

#include "base/banner.h"
#include "base/format.h"
#include "outboxtext.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/icons.h>

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace peraku::ui {

using services::OutboxState;

OutboxPage::OutboxPage(Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new OutboxModel(context.desk.outbox, this))
    , m_heading(new QLabel(this))
    , m_advice(new QLabel(this))
    , m_table(new QTableView(this))
    , m_reason(new QLabel(this))
    , m_banner(new Banner(this))
    , m_compare(new QPushButton(this))
    , m_retry(new QPushButton(this))
    , m_discard(new QPushButton(this))
    , m_show(new QPushButton(this))
{
    setObjectName(QStringLiteral("outboxPage"));
    setLook(m_heading, "title");
    setLook(m_advice, "muted");
    m_advice->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("outboxTable"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 16);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_reason->setObjectName(QStringLiteral("outboxReason"));
    m_reason->setWordWrap(true);
    m_compare->setObjectName(QStringLiteral("outboxCompare"));
    setLook(m_compare, "primary");
    m_retry->setObjectName(QStringLiteral("outboxRetry"));
    m_retry->setIcon(icon(QStringLiteral("refresh")));
    m_discard->setObjectName(QStringLiteral("outboxDiscard"));
    m_discard->setIcon(icon(QStringLiteral("discard"), IconTone::Danger));
    setLook(m_discard, "danger");
    m_show->setObjectName(QStringLiteral("outboxShow"));

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    buttons->addWidget(m_compare);
    buttons->addWidget(m_retry);
    buttons->addWidget(m_show);
    buttons->addStretch();
    buttons->addWidget(m_discard);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::s);
    column->addWidget(m_heading);
    column->addWidget(m_advice);
    column->addWidget(m_banner);
    column->addWidget(m_table, 1);
    column->addWidget(m_reason);
    column->addLayout(buttons);

    connect(&m_context.desk.outbox, &services::OutboxService::changed, this, &OutboxPage::reload);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &OutboxPage::judge);
    connect(m_retry, &QPushButton::clicked, this, &OutboxPage::retry);
    connect(m_discard, &QPushButton::clicked, this, &OutboxPage::discard);
    connect(m_show, &QPushButton::clicked, this, &OutboxPage::open);
    const auto compare = [this] {
        if (const auto* row = current(); row && isComparable(*row))
            Q_EMIT comparisonWanted(row->id);
    };
    connect(m_compare, &QPushButton::clicked, this, compare);
    connect(m_table, &QTableView::activated, this, [this, compare] {
        const auto* row = current();
        if (row && isComparable(*row))
            compare();
        else if (row)
            open();
    });
    setFocusProxy(m_table);
    retranslate();
    reload();
}

void OutboxPage::retranslate()
{
    m_heading->setText(tr("Outbox"));
    m_table->setAccessibleName(tr("Outbox"));
    m_retry->setText(tr("&Try again"));
    m_discard->setText(tr("&Discard…"));
    m_compare->setText(tr("&Compare versions…"));
    m_model->retranslate();
    judge();
}

void OutboxPage::reload()
{
    const auto* kept = current();
    const qint64 id = kept ? kept->id : -1;
    m_model->reload();
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->at(row)->id == id)
            m_table->setCurrentIndex(m_model->index(row, 0));
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
    judge();
}

const services::OutboxRow* OutboxPage::current() const
{
    return m_model->at(m_table->currentIndex().row());
}

void OutboxPage::judge()
{
    const auto* row = current();
    m_advice->setText(m_model->rowCount() == 0
            ? tr("Everything was handed to the treasury. What you save, submit or certify while offline "
                 "waits here and is sent by itself.")
            : tr("These changes are stored on this PC and are sent in this order as soon as the treasury can "
                 "be reached."));
    const bool stuck
        = row && (row->state == OutboxState::NeedsAttention || row->state == OutboxState::Conflict);
    const bool conflict = row && isComparable(*row);
    m_compare->setVisible(conflict);
    m_retry->setVisible(!conflict);
    m_retry->setEnabled(row && (stuck || row->state == OutboxState::Queued));
    m_discard->setEnabled(
        row && row->state != OutboxState::Sending && row->state != OutboxState::Acknowledged);
    m_show->setEnabled(row);
    m_show->setText(row && isDraftWork(*row) ? tr("&Edit draft") : tr("S&how voucher"));
    m_show->setIcon(icon(row && isDraftWork(*row) ? QStringLiteral("edit") : QStringLiteral("vouchers")));
    m_reason->setText(!row ? QString()
            : row->reason  ? domain::errorSentence(*row->reason)
            : isSignature(*row) && row->state != OutboxState::Acknowledged
            ? tr("You signed it, but it does not count as certified before the treasury has received it.")
            : QString());
    m_reason->setVisible(!m_reason->text().isEmpty());
    setLook(m_reason, stuck ? "error" : "muted");
}

void OutboxPage::retry()
{
    if (const auto* row = current())
        domain::onFinished<domain::Done>(
            m_context.desk.outbox.retry(row->id), this, [this](domain::Result<domain::Done> answer) {
                m_banner->tell(Banner::Kind::Bad, answer ? QString() : domain::errorSentence(answer.error()));
            });
}

void OutboxPage::open()
{
    const auto* row = current();
    if (row && isDraftWork(*row))
        Q_EMIT editWanted(row->voucher);
    else if (row)
        Q_EMIT voucherWanted(row->voucher);
}

void OutboxPage::discard()
{
    const auto* row = current();
    if (!row)
        return;
    m_context.door.ask(this,
        { tr("Discard this change?"),
            QStringLiteral("%1\n\n%2").arg(domain::escapedForDisplay(row->title), lossText(*row)),
            tr("Discard the change"), tr("Keep it"), true },
        [this, id = row->id](bool accepted) {
            if (!accepted)
                return;
            domain::onFinished<domain::Done>(
                m_context.desk.outbox.discard(id), this, [this](domain::Result<domain::Done> answer) {
                    m_banner->tell(
                        Banner::Kind::Bad, answer ? QString() : domain::errorSentence(answer.error()));
                });
        });
}

void OutboxPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace peraku::ui
