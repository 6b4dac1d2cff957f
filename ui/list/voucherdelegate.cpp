#include "voucherdelegate.h"

#include <ui/icons.h>
#include <ui/theme.h>
#include <ui/vouchertablemodel.h>

#include <QAbstractItemView>
#include <QPainter>

namespace peraku::ui {

ChipColors chipColors(domain::VoucherState state, const Tokens& t)
{
    using domain::VoucherState;
    switch (state) {
    case VoucherState::Draft:
        return { t.sunken, t.muted };
    case VoucherState::Submitted:
        return { t.infoSoft, t.info };
    case VoucherState::Certified:
        return { t.infoSoft, t.info };
    case VoucherState::Queried:
        return { t.warningSoft, t.warning };
    case VoucherState::Cancelled:
        return { t.dangerSoft, t.danger };
    case VoucherState::Posted:
    case VoucherState::Paid:
        return { t.successSoft, t.success };
    }
    return { t.sunken, t.muted };
}

namespace {
constexpr int side = space::s;
/** Waiting longer than this is shown in the warning colour: half of the 14 days of Treasury Instruction
 * 103(a). */
constexpr int longDays = 7;

void paintChip(QPainter& painter, const QRect& cell, const QString& text, const ChipColors& colors,
    const QFontMetrics& metrics)
{
    const int width = std::min(cell.width() - 2 * side, metrics.horizontalAdvance(text) + 18);
    const QRectF chip(
        cell.left() + side, cell.center().y() - metrics.height() / 2.0 - 3, width, metrics.height() + 6);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.back);
    painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2);
    painter.setPen(colors.text);
    painter.drawText(chip, Qt::AlignCenter, metrics.elidedText(text, Qt::ElideRight, width - 12));
}
} // namespace

void VoucherDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto& tokens = tokensOf(option.palette);
    const bool selected = option.state & QStyle::State_Selected;
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    const bool current = view && view->hasFocus() && view->currentIndex().row() == index.row();
    const bool mine = index.data(VoucherTableModel::MineRole).toBool();
    const QRect cell = option.rect;
    painter->save();
    painter->fillRect(cell,
        selected                                     ? tokens.accentSoft
            : option.state & QStyle::State_MouseOver ? tokens.hover
                                                     : tokens.surface);
    painter->setPen(tokens.line);
    painter->drawLine(cell.bottomLeft(), cell.bottomRight());
    if (index.column() == 0 && (mine || selected))
        painter->fillRect(QRect(cell.left(), cell.top() + 1, 3, cell.height() - 2),
            selected ? tokens.focus : tokens.accent);

    // Where the keyboard stands among several selected rows, or beside them.
    if (current
        && (!selected || view->selectionModel()->selectedIndexes().size() > index.model()->columnCount())) {
        painter->setPen(QPen(tokens.focus, 2));
        painter->drawLine(cell.left(), cell.top() + 1, cell.right(), cell.top() + 1);
        painter->drawLine(cell.left(), cell.bottom() - 1, cell.right(), cell.bottom() - 1);
    }

    const QString text = index.data(Qt::DisplayRole).toString();
    const QString second = index.data(VoucherTableModel::SecondLineRole).toString();
    QFont strong = option.font;
    strong.setWeight(
        mine && index.column() <= VoucherTableModel::AmountColumn ? QFont::DemiBold : QFont::Normal);
    const QFontMetrics metrics(strong);
    switch (index.column()) {
    case VoucherTableModel::StateColumn:
        painter->setFont(option.font);
        paintChip(*painter, cell, text,
            chipColors(domain::VoucherState(index.data(VoucherTableModel::StateRole).toInt()), tokens),
            QFontMetrics(option.font));
        break;
    case VoucherTableModel::AmountColumn:
        painter->setFont(strong);
        painter->setPen(tokens.text);
        painter->drawText(cell.adjusted(side, 0, -side, 0), Qt::AlignRight | Qt::AlignVCenter, text);
        break;
    case VoucherTableModel::AgeColumn:
        painter->setFont(option.font);
        painter->setPen(
            index.data(VoucherTableModel::DaysRole).toInt() > longDays ? tokens.warning : tokens.muted);
        painter->drawText(cell.adjusted(side, 0, -side, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
        break;
    default: {
        QRect area = cell.adjusted(side + (index.column() == 0 ? 4 : 0), 6, -side, -6);
        if (index.column() == 0) {
            const auto kind = domain::VoucherKind(index.data(VoucherTableModel::KindRole).toInt());
            const auto picture = iconPixmap(
                kind == domain::VoucherKind::Payment ? QStringLiteral("payment") : QStringLiteral("journal"),
                tokens.muted, 20, painter->device()->devicePixelRatio());
            painter->drawPixmap(area.left(), cell.center().y() - 10, picture);
            area.setLeft(area.left() + 28);
        }
        painter->setFont(strong);
        painter->setPen(tokens.text);
        painter->drawText(
            area, Qt::AlignLeft | Qt::AlignTop, metrics.elidedText(text, Qt::ElideRight, area.width()));
        QFont small = option.font;
        small.setPointSizeF(option.font.pointSizeF() * 0.92);
        painter->setFont(small);
        painter->setPen(tokens.muted);
        painter->drawText(area, Qt::AlignLeft | Qt::AlignBottom,
            QFontMetrics(small).elidedText(second, Qt::ElideRight, area.width()));
    }
    }
    painter->restore();
}

QSize VoucherDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QFontMetrics metrics(option.font);
    const int width = metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + 2 * side;
    return { width, rowHeight(metrics) };
}

} // namespace peraku::ui
