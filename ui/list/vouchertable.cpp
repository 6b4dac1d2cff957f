#include "vouchertable.h"

#include "voucherdelegate.h"

#include <domain/messages.h>
#include <ui/theme.h>

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QSet>

#include <algorithm>

namespace peraku::ui {

VoucherTable::VoucherTable(VoucherTableModel& model, QWidget* parent)
    : QTableView(parent)
    , m_model(model)
{
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new VoucherDelegate(this));
    // Before setModel: afterwards the header would size every row by itself.
    verticalHeader()->setVisible(false);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(VoucherDelegate::rowHeight(fontMetrics()));
    verticalHeader()->setDefaultSectionSize(VoucherDelegate::rowHeight(fontMetrics()));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSortIndicator(VoucherTableModel::AgeColumn, Qt::AscendingOrder);
    setModel(&model);
    setSortingEnabled(true);
    connect(this, &QTableView::doubleClicked, this,
        [this](const QModelIndex& index) { Q_EMIT opened(m_model.idAt(index.row())); });
}

void VoucherTable::setEmptyText(const QString& title, const QString& advice)
{
    m_emptyTitle = title;
    m_emptyAdvice = advice;
    viewport()->update();
}

void VoucherTable::reload()
{
    const auto kept = currentId();
    const auto selected = selectedIds();
    const int row = currentIndex().row();
    const int scroll = verticalScrollBar()->value();
    m_reloading = true;
    m_model.reload();
    const int now = kept.isEmpty() ? -1 : m_model.rowOf(kept, row);
    if (now >= 0 && currentIndex().row() != now)
        setCurrentIndex(m_model.index(now, 0));
    if (selected.size() > 1)
        selectAgain(selected);
    verticalScrollBar()->setValue(scroll);
    m_reloading = false;
    Q_EMIT selectedChanged();
    if (now < 0)
        Q_EMIT chosen({});
    viewport()->update();
}

domain::VoucherId VoucherTable::currentId() const
{
    return currentIndex().isValid() ? m_model.idAt(currentIndex().row()) : domain::VoucherId();
}

bool VoucherTable::select(const domain::VoucherId& id)
{
    const int row = m_model.rowOf(id);
    if (row < 0)
        return false;
    setCurrentIndex(m_model.index(row, 0));
    return true;
}

QList<domain::VoucherId> VoucherTable::selectedIds() const
{
    QList<int> rows;
    for (const auto& index : selectionModel()->selectedRows())
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    QList<domain::VoucherId> ids;
    for (const int row : std::as_const(rows))
        ids.append(m_model.idAt(row));
    return ids;
}

void VoucherTable::selectAgain(const QList<domain::VoucherId>& ids)
{
    const QSet<domain::VoucherId> wanted(ids.begin(), ids.end());
    QItemSelection selection;
    // Neighbours as one range: each range is compared with every other.
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const int first = row;
        while (row < m_model.rowCount() && wanted.contains(m_model.idAt(row)))
            ++row;
        if (row > first)
            selection.select(
                m_model.index(first, 0), m_model.index(row - 1, VoucherTableModel::ColumnCount - 1));
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}

void VoucherTable::selectAll()
{
    const int rows = std::min(m_model.rowCount(), services::BatchService::largest);
    if (rows == 0)
        return;
    selectionModel()->select(
        QItemSelection(m_model.index(0, 0), m_model.index(rows - 1, VoucherTableModel::ColumnCount - 1)),
        QItemSelectionModel::ClearAndSelect);
}

void VoucherTable::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QTableView::selectionChanged(selected, deselected);
    if (!m_reloading)
        Q_EMIT selectedChanged();
}

void VoucherTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (current.isValid())
        m_lastRow = current.row();
    if (!m_reloading && current.row() != previous.row())
        Q_EMIT chosen(m_model.idAt(current.row()));
}

void VoucherTable::chooseNear()
{
    if (!currentIndex().isValid() && m_model.rowCount() > 0)
        setCurrentIndex(m_model.index(std::min(m_lastRow, m_model.rowCount() - 1), 0));
}

void VoucherTable::focusInEvent(QFocusEvent* event)
{
    // The base would make the first row current, but not show it as chosen.
    chooseNear();
    QTableView::focusInEvent(event);
}

void VoucherTable::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (currentIndex().isValid())
            Q_EMIT opened(currentId());
        return;
    }
    const bool extending = event->modifiers() & Qt::ShiftModifier;
    if (event->key() == Qt::Key_End && !extending) {
        while (m_model.canFetchMore({}))
            m_model.fetchMore({});
        if (m_model.rowCount() > 0)
            setCurrentIndex(m_model.index(m_model.rowCount() - 1, 0));
        return;
    }
    if (event->key() == Qt::Key_Home && !extending) {
        if (m_model.rowCount() > 0)
            setCurrentIndex(m_model.index(0, 0));
        return;
    }
    QTableView::keyPressEvent(event);
}

void VoucherTable::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (m_model.rowCount() > 0)
        return;
    QPainter painter(viewport());
    const auto& tokens = tokensOf(palette());
    const QRect area = viewport()->rect().adjusted(space::xl, space::xl, -space::xl, -space::xl);
    QFont strong = font();
    strong.setPointSizeF(font().pointSizeF() * 1.2);
    strong.setWeight(QFont::DemiBold);
    const QRect half(area.left(), area.top(), area.width(), area.height() / 2 - space::xs);
    painter.setFont(strong);
    painter.setPen(tokens.text);
    painter.drawText(half, Qt::AlignHCenter | Qt::AlignBottom | Qt::TextWordWrap, m_emptyTitle);
    painter.setFont(font());
    painter.setPen(tokens.muted);
    painter.drawText(half.translated(0, half.height() + space::m),
        Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_emptyAdvice);
}

void VoucherTable::fitColumns()
{
    const QFontMetrics metrics(font());
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const QFontMetrics strong(bold);
    const auto headerWidth = [&](int column) {
        return strong.horizontalAdvance(
            m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    };
    const int number = strong.horizontalAdvance(QStringLiteral("BB/00000000/2026/000000")) + 56;
    const int amount = std::max(strong.horizontalAdvance(QStringLiteral("0,000,000.00")),
                           headerWidth(VoucherTableModel::AmountColumn))
        + 3 * space::s;
    int state = headerWidth(VoucherTableModel::StateColumn);
    for (const auto each : { domain::VoucherState::Draft, domain::VoucherState::Submitted,
             domain::VoucherState::Certified, domain::VoucherState::Queried, domain::VoucherState::Cancelled,
             domain::VoucherState::Posted, domain::VoucherState::Paid })
        state = std::max(state, metrics.horizontalAdvance(domain::label(each)));
    state += 18 + 2 * space::s;
    const int age = std::max(metrics.horizontalAdvance(QStringLiteral("000 days")),
                        headerWidth(VoucherTableModel::AgeColumn))
        + 4 * space::s;
    const int counterparty = headerWidth(VoucherTableModel::CounterpartyColumn) + 3 * space::s;
    // Less would cut off what the list is read for; the page beside it gives way.
    setMinimumWidth(number + amount + state + counterparty + verticalScrollBar()->sizeHint().width() + 6);
    const int width = viewport()->width();
    // The age goes first where there is no room: it is also the order of the list.
    const bool roomForAge = width - number - amount - state - age >= 150;
    setColumnHidden(VoucherTableModel::AgeColumn, !roomForAge);
    setColumnWidth(VoucherTableModel::NumberColumn, number);
    setColumnWidth(VoucherTableModel::AmountColumn, amount);
    setColumnWidth(VoucherTableModel::StateColumn, state);
    setColumnWidth(VoucherTableModel::AgeColumn, age);
    setColumnWidth(VoucherTableModel::CounterpartyColumn,
        std::max(counterparty, width - number - amount - state - (roomForAge ? age : 0)));
}

void VoucherTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void VoucherTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        verticalHeader()->setMinimumSectionSize(VoucherDelegate::rowHeight(fontMetrics()));
        verticalHeader()->setDefaultSectionSize(VoucherDelegate::rowHeight(fontMetrics()));
        fitColumns();
    } else if (event->type() == QEvent::LanguageChange) {
        m_model.retranslate();
        fitColumns();
    }
}

} // namespace peraku::ui
