#pragma once

#include "batchmodel.h"

#include <QTableView>

namespace peraku::ui {

/** A list of a batch; whole rows, by keyboard. */
class BatchTable final : public QTableView {
    Q_OBJECT
public:
    explicit BatchTable(bool withNotes, QWidget* parent = nullptr);
    BatchModel& rows() { return m_model; }
    void select(int row);
    int currentRow() const { return currentIndex().row(); }

Q_SIGNALS:
    void rowChosen(int row); ///< -1 when none is.

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void changeEvent(QEvent* event) override;

private:
    BatchModel m_model;
};

} // namespace peraku::ui
