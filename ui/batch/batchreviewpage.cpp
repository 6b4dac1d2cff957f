#include "batchreviewpage.h"

#include "base/banner.h"
#include "batchtable.h"

#include <domain/messages.h>
#include <ui/icons.h>
#include <ui/theme.h>
#include <ui/voucherdocument.h>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace peraku::ui {

namespace {
constexpr int asideHeight = 150;
} // namespace

BatchReviewPage::BatchReviewPage(Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_heading(new QLabel(this))
    , m_advice(new QLabel(this))
    , m_items(new BatchTable(BatchTable::Show::Vouchers, this))
    , m_asideTitle(new QLabel(this))
    , m_aside(new BatchTable(BatchTable::Show::Reasons, this))
    , m_document(new QTextBrowser(this))
    , m_place(new QLabel(this))
    , m_previous(new QPushButton(this))
    , m_next(new QPushButton(this))
    , m_leaveOut(new QPushButton(this))
{
    setLook(m_heading, "heading");
    m_heading->setObjectName(QStringLiteral("batchTotal"));
    setLook(m_advice, "muted");
    m_advice->setWordWrap(true);
    m_items->setObjectName(QStringLiteral("batchItems"));
    setLook(m_asideTitle, "strong");
    m_asideTitle->setWordWrap(true);
    m_asideTitle->setObjectName(QStringLiteral("batchAsideTitle"));
    m_aside->setObjectName(QStringLiteral("batchAside"));
    m_aside->setMaximumHeight(asideHeight);
    m_document->setObjectName(QStringLiteral("batchDocument"));
    prepareForReview(*m_document);
    setLook(m_place, "muted");
    m_previous->setObjectName(QStringLiteral("batchPrevious"));
    m_next->setObjectName(QStringLiteral("batchFollowing"));
    m_leaveOut->setObjectName(QStringLiteral("batchLeaveOut"));
    m_previous->setIcon(icon(QStringLiteral("back")));
    for (auto* button : { m_previous, m_next, m_leaveOut }) {
        setLook(button, "quiet");
        button->setAutoDefault(false);
    }

    auto* left = new QWidget(this);
    auto* list = new QVBoxLayout(left);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(space::s);
    list->addWidget(m_items, 1);
    list->addWidget(m_asideTitle);
    list->addWidget(m_aside);
    auto* right = new QWidget(this);
    auto* paging = new QHBoxLayout;
    paging->setSpacing(space::s);
    paging->addWidget(m_previous);
    paging->addWidget(m_next);
    paging->addWidget(m_place, 1);
    paging->addWidget(m_leaveOut);
    auto* reading = new QVBoxLayout(right);
    reading->setContentsMargins(space::s, 0, 0, 0);
    reading->setSpacing(space::s);
    reading->addWidget(m_document, 1);
    reading->addLayout(paging);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({ 430, 520 });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    column->addWidget(m_heading);
    column->addWidget(m_advice);
    column->addWidget(splitter, 1);

    connect(m_items, &BatchTable::rowChosen, this, &BatchReviewPage::showDocument);
    connect(m_previous, &QPushButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { step(1); });
    connect(m_leaveOut, &QPushButton::clicked, this, &BatchReviewPage::leaveOut);
    retranslate();
}

void BatchReviewPage::setPlan(const services::BatchPlan& plan)
{
    m_plan = plan;
    m_leftOut.clear();
    fill();
    m_items->select(0);
}

void BatchReviewPage::fill()
{
    QList<BatchRow> items;
    for (const auto& item : std::as_const(m_plan.items))
        items.append({ item.voucher, item.number, item.counterparty, item.total, {} });
    m_items->rows().setRows(items);
    QList<BatchRow> aside;
    for (const auto& item : std::as_const(m_plan.setAside)) {
        const auto reason = m_leftOut.contains(item.voucher) ? tr("You left it out.")
            : item.setAside                                  ? domain::errorSentence(*item.setAside)
                                                             : QString();
        aside.append(
            { item.voucher, item.number, item.counterparty, item.total, reason, BatchRow::Mark::Bad });
    }
    m_aside->rows().setRows(aside);
    m_aside->setVisible(!aside.isEmpty());
    m_asideTitle->setVisible(!aside.isEmpty());
    describe();
}

void BatchReviewPage::describe()
{
    const int count = int(m_plan.items.size());
    m_heading->setText(count == 0
            ? tr("None of these vouchers can be certified now")
            : tr("%n voucher(s), %1 in all", nullptr, count).arg(m_plan.total.display()));
    m_asideTitle->setText(
        tr("%n voucher(s) set aside, not to be signed:", nullptr, int(m_plan.setAside.size())));
    showDocument(m_items->currentRow());
}

void BatchReviewPage::showDocument(int row)
{
    const int count = int(m_plan.items.size());
    m_previous->setEnabled(row > 0);
    m_next->setEnabled(row >= 0 && row + 1 < count);
    m_leaveOut->setEnabled(row >= 0 && row < count);
    m_place->setText(row < 0 || row >= count ? QString() : tr("%1 of %2").arg(row + 1).arg(count));
    if (row < 0 || row >= count)
        return m_document->clear();
    const auto review = m_context.desk.batch.review(m_plan.items.at(row), m_plan.credential);
    m_document->setHtml(review ? statementHtml(review->statement,
                            { m_context.desk.reference.catalogue(), m_context.desk.reference.reference(),
                                tokensOf(window()->palette()) })
                               : domain::errorSentence(review.error()).toHtmlEscaped());
}

void BatchReviewPage::step(int by)
{
    m_items->select(m_items->currentRow() + by);
}

void BatchReviewPage::leaveOut()
{
    const int row = m_items->currentRow();
    if (row < 0 || row >= m_plan.items.size())
        return;
    auto item = m_plan.items.takeAt(row);
    item.bytes.clear();
    m_plan.total = m_plan.total.minus(item.total).value_or(domain::Money());
    m_leftOut.append(item.voucher);
    m_plan.setAside.append(item);
    fill();
    m_items->select(std::min<int>(row, int(m_plan.items.size()) - 1));
    Q_EMIT planChanged();
}

void BatchReviewPage::focusList()
{
    m_items->setFocus(Qt::OtherFocusReason);
}

void BatchReviewPage::retranslate()
{
    m_advice->setText(tr("Read each one: the page is made from the very bytes that will be signed. Your PIN "
                         "certifies all of them at once; nothing is asked again after it."));
    m_items->setAccessibleName(tr("Vouchers to sign"));
    m_aside->setAccessibleName(tr("Vouchers set aside"));
    m_document->setAccessibleName(tr("Frozen content of the voucher"));
    m_previous->setText(tr("&Previous"));
    m_next->setText(tr("Ne&xt"));
    m_leaveOut->setText(tr("Leave this one &out"));
    const int row = m_items->currentRow();
    fill();
    m_items->select(row);
}

void BatchReviewPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::PaletteChange)
        showDocument(m_items->currentRow());
}

} // namespace peraku::ui
