#include "listpage.h"

#include "base/banner.h"
#include "filterbar.h"
#include "selectionbar.h"
#include "vouchertable.h"

#include <ui/vouchertablemodel.h>

#include <QApplication>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QResizeEvent>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

namespace peraku::ui {

using services::ListKind;

namespace {
constexpr int narrowWidth = 940;
const char* nameOf(ListKind kind)
{
    return kind == ListKind::Inbox ? "inbox" : kind == ListKind::Drafts ? "drafts" : "all";
}
} // namespace

ListPage::ListPage(Context& context, ListKind kind, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_kind(kind)
    , m_model(new VoucherTableModel(context.desk.vouchers, context.desk.reference, context.desk.clock, this))
    , m_heading(new QLabel(this))
    , m_filters(new FilterBar(context.desk.reference, kind == ListKind::All, this))
    , m_selection(new SelectionBar(this))
    , m_table(new VoucherTable(*m_model, this))
    , m_reading(new ReadingPane(context, this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_left(new QWidget(this))
    , m_later(new QTimer(this))
{
    setObjectName(QString::fromLatin1(nameOf(kind)) + QStringLiteral("Page"));
    m_table->setObjectName(QString::fromLatin1(nameOf(kind)) + QStringLiteral("Table"));
    setLook(m_heading, "title");
    m_heading->setContentsMargins(space::m, space::m, space::m, 0);
    auto* column = new QVBoxLayout(m_left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_heading);
    column->addWidget(m_filters);
    column->addWidget(m_selection);
    column->addWidget(m_table, 1);
    m_splitter->addWidget(m_left);
    m_splitter->addWidget(m_reading);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({ 640, 500 });
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_splitter);

    connect(m_filters, &FilterBar::changed, this, &ListPage::query);
    connect(m_table, &VoucherTable::chosen, this, [this](const domain::VoucherId& id) {
        m_reading->show(id);
        Q_EMIT selectionChanged();
    });
    connect(m_table, &VoucherTable::opened, this, [this](const domain::VoucherId&) {
        if (m_narrow)
            setReadingOnly(true);
        m_reading->focusDocument();
    });
    connect(m_table, &VoucherTable::selectedChanged, this, &ListPage::describeSelection);
    connect(m_selection, &SelectionBar::selectAllWanted, this, [this] {
        m_table->selectAll();
        m_table->setFocus(Qt::OtherFocusReason);
    });
    connect(m_selection, &SelectionBar::signWanted, this, &ListPage::askForBatch);
    connect(m_reading, &ReadingPane::back, this, [this] { goBack(); });
    connect(m_reading, &ReadingPane::asked, this, [this](ReadingPane::Deed deed) {
        if (m_reading->voucher())
            Q_EMIT asked(deed, *m_reading->voucher());
    });
    connect(m_reading, &ReadingPane::loaded, this, &ListPage::selectionChanged);
    connect(&m_context.desk.vouchers, &services::VoucherList::changed, this, &ListPage::follow);
    connect(&m_context.desk.sync, &services::SyncService::statusChanged, this, &ListPage::describe);
    m_later->setSingleShot(true);
    m_later->setInterval(behindMs);
    connect(m_later, &QTimer::timeout, this, &ListPage::catchUp);
    connect(&m_context.desk.vouchers, &services::VoucherList::indexBecameReady, this, &ListPage::reload);
    restoreState();
    retranslate();
    query();
}

QString ListPage::key(const char* name) const
{
    return QStringLiteral("list/%1/%2").arg(QString::fromLatin1(nameOf(m_kind)), QString::fromLatin1(name));
}

void ListPage::restoreState()
{
    m_splitter->restoreState(m_context.settings.value(key("splitter")).toByteArray());
    m_splitter->setHandleWidth(1);
    m_filters->setFiltersShown(m_context.settings.value(key("filters"), false).toBool());
    const int column = m_context.settings.value(key("sortColumn"), int(VoucherTableModel::AgeColumn)).toInt();
    const bool descending
        = m_context.settings.value(key("sortDescending"), m_kind != ListKind::Inbox).toBool();
    services::ListQuery query = m_model->listQuery();
    query.list = m_kind;
    m_model->setQuery(query);
    m_table->sortByColumn(
        column >= 0 && column < VoucherTableModel::ColumnCount ? column : int(VoucherTableModel::AgeColumn),
        descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void ListPage::saveState()
{
    if (!m_narrow)
        m_context.settings.setValue(key("splitter"), m_splitter->saveState());
    m_context.settings.setValue(key("filters"), m_filters->filtersShown());
    m_context.settings.setValue(key("sortColumn"), m_table->horizontalHeader()->sortIndicatorSection());
    m_context.settings.setValue(
        key("sortDescending"), m_table->horizontalHeader()->sortIndicatorOrder() == Qt::DescendingOrder);
}

void ListPage::retranslate()
{
    switch (m_kind) {
    case ListKind::Inbox:
        m_heading->setText(tr("Waiting for you"));
        break;
    case ListKind::Drafts:
        m_heading->setText(tr("My drafts"));
        break;
    case ListKind::All:
        m_heading->setText(tr("All vouchers"));
        break;
    }
    m_table->setAccessibleName(m_heading->text());
    query();
}

void ListPage::query()
{
    services::ListQuery query = m_model->listQuery();
    query.list = m_kind;
    m_filters->fill(query);
    const auto kept = m_table->currentId();
    if (query != m_model->listQuery())
        m_model->setQuery(query);
    else
        m_model->reload();
    if (!kept.isEmpty() && m_table->currentId() != kept && !m_table->select(kept))
        m_reading->show({});
    describe();
    describeSelection();
}

void ListPage::describe()
{
    m_filters->setCount(m_model->totalRows());
    if (m_filters->isFiltering())
        m_table->setEmptyText(
            tr("Nothing fits your search"), tr("Use other words, or clear the filters with Esc."));
    else if (const auto status = m_context.desk.sync.status(); status.running && !status.lastSync.isValid())
        m_table->setEmptyText(tr("Your vouchers are being fetched…"),
            tr("The first time takes a while. You can work with those that have arrived."));
    else if (!m_context.desk.vouchers.indexReady() && m_model->totalRows() == 0)
        m_table->setEmptyText(tr("Opening your vouchers…"), {});
    else if (m_kind == ListKind::Inbox)
        m_table->setEmptyText(tr("Nothing waits for you"),
            tr("Vouchers that need your certification, or that come back to you, appear here by "
               "themselves."));
    else if (m_kind == ListKind::Drafts)
        m_table->setEmptyText(tr("You have no drafts"),
            tr("Press Ctrl+N to prepare a payment voucher, Ctrl+Shift+N for a journal voucher."));
    else
        m_table->setEmptyText(tr("There are no vouchers yet"), tr("Press F5 to ask the treasury."));
}

QList<domain::VoucherId> ListPage::selected() const
{
    return m_kind == ListKind::Inbox ? m_table->selectedIds() : QList<domain::VoucherId>();
}

bool ListPage::hasSelection() const
{
    return m_kind == ListKind::Inbox && m_table->selectionModel()->hasSelection();
}

void ListPage::describeSelection()
{
    const auto rows
        = m_kind == ListKind::Inbox ? m_table->selectionModel()->selectedRows() : QModelIndexList();
    domain::Money total;
    for (const auto& index : rows)
        total = total.plus(m_model->at(index.row()).total).value_or(total);
    m_selection->show(int(rows.size()), total, m_kind == ListKind::Inbox ? m_model->totalRows() : 0);
    Q_EMIT selectionChanged();
}

void ListPage::askForBatch()
{
    if (const auto ids = selected(); !ids.isEmpty())
        Q_EMIT batchAsked(ids);
}

void ListPage::follow(const QList<domain::VoucherId>& ids)
{
    m_missed = true;
    // An empty list of ids means that anything may have changed.
    const auto shown = m_reading->shownId();
    m_missedShown = m_missedShown || (!shown.isEmpty() && (ids.isEmpty() || ids.contains(shown)));
    if (!m_later->isActive())
        catchUp();
}

void ListPage::catchUp()
{
    if (!std::exchange(m_missed, false))
        return;
    // A batch changes one voucher after another, and nobody reads the list behind its dialog.
    if (QApplication::activeModalWidget())
        m_later->start();
    reload();
    if (std::exchange(m_missedShown, false))
        m_reading->reload();
}

void ListPage::reload()
{
    m_table->reload();
    describe();
    // The first rows may arrive after the list has got the focus.
    if (m_table->hasFocus())
        focusList();
}

bool ListPage::select(const domain::VoucherId& id)
{
    if (!m_table->select(id))
        return false;
    if (m_narrow)
        setReadingOnly(true);
    return true;
}

void ListPage::focusSearch()
{
    setReadingOnly(false);
    m_filters->focusSearch();
}

void ListPage::focusList()
{
    m_table->setFocus(Qt::OtherFocusReason);
    m_table->chooseNear();
}

bool ListPage::goBack()
{
    if (m_readingOnly) {
        setReadingOnly(false);
        focusList();
        return true;
    }
    if (m_filters->isFiltering()) {
        m_filters->clear();
        focusList();
        return true;
    }
    if (!m_table->hasFocus()) {
        focusList();
        return true;
    }
    return false;
}

void ListPage::setReadingOnly(bool on)
{
    m_readingOnly = on && m_narrow;
    m_left->setVisible(!m_readingOnly);
    m_reading->setVisible(!m_narrow || m_readingOnly);
    m_reading->setBackVisible(m_narrow);
}

void ListPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool narrow = event->size().width() < narrowWidth;
    if (narrow == m_narrow)
        return;
    m_narrow = narrow;
    setReadingOnly(m_readingOnly);
}

void ListPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace peraku::ui
