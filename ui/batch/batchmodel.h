#pragma once

#include <domain/ids.h>
#include <domain/money.h>

#include <QAbstractTableModel>
#include <QList>

namespace peraku::ui {

/** One voucher of a batch as its lists show it. */
struct BatchRow {
    enum class Mark { Plain, Good, Bad };
    domain::VoucherId voucher;
    QString number;
    QString counterparty;
    domain::Money total;
    QString note; ///< Why it is set aside, or what came of it.
    Mark mark = Mark::Plain;
};

/** The rows of a batch: what will be signed, what is set aside, or what came of each. */
class BatchModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NumberColumn, CounterpartyColumn, AmountColumn, NoteColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void setRows(QList<BatchRow> rows);
    void retranslate() { Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<BatchRow> m_rows;
};

} // namespace peraku::ui
