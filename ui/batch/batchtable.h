#pragma once

#include "batchmodel.h"

#include <QTableView>

namespace peraku::ui {

/** A list of a batch; whole rows, by keyboard. */
class BatchTable final : public QTableView {
    Q_OBJECT
public:
    enum class Show {
        Vouchers, ///< Number, payee, amount.
        Results, ///< The same with what became of each.
        Reasons ///< Number and the whole reason, in a narrow place.
    };
    explicit BatchTable(Show show, QWidget* parent = nullptr);
    BatchModel& rows() { return m_model; }
    void select(int row);
    int currentRow() const { return currentIndex().row(); }

Q_SIGNALS:
    void rowChosen(int row); ///< -1 when none is.

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void setRowHeight();

    Show m_show;
    BatchModel m_model;
};

} // namespace peraku::ui
