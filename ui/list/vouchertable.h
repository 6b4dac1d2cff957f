#pragma once

#include <ui/vouchertablemodel.h>

#include <QTableView>

namespace peraku::ui {

/** The list of vouchers: whole rows, keyboard first, an empty state that says what to do. */
class VoucherTable final : public QTableView {
    Q_OBJECT
public:
    explicit VoucherTable(VoucherTableModel& model, QWidget* parent = nullptr);
    void setEmptyText(const QString& title, const QString& advice);
    /** Reads the service anew and keeps selection and scroll position. */
    void reload();
    domain::VoucherId currentId() const;
    bool select(const domain::VoucherId& id);
    /** Without a chosen voucher, chooses the one that now stands where the last one stood. */
    void chooseNear();
    /** Ids of the selected rows, top down. */
    QList<domain::VoucherId> selectedIds() const;
    /** As many as one batch may hold, from the top. */
    void selectAll() override;

Q_SIGNALS:
    void chosen(const peraku::domain::VoucherId& id); ///< Selection moved; empty when nothing is selected.
    void opened(const peraku::domain::VoucherId& id); ///< Enter or double click.
    void selectedChanged(); ///< Which rows are selected, one or many.

protected:
    void focusInEvent(QFocusEvent* event) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitColumns();
    void selectAgain(const QList<domain::VoucherId>& ids);
    VoucherTableModel& m_model;
    QString m_emptyTitle;
    QString m_emptyAdvice;
    bool m_reloading = false;
    int m_lastRow = 0;
};

} // namespace peraku::ui
