#pragma once

#include <domain/voucher.h>

#include <QStyledItemDelegate>

namespace peraku::ui {

struct Tokens;

/** Two-line rows and state chips, painted straight from the model. */
class VoucherDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    static int rowHeight(const QFontMetrics& metrics) { return metrics.height() * 2 + 14; }
};

struct ChipColors {
    QColor back;
    QColor text;
};
/** The colours of a state's chip; the chip always carries the word too. */
ChipColors chipColors(domain::VoucherState state, const Tokens& tokens);

} // namespace peraku::ui
