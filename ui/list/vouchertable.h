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

Q_SIGNALS:
    void chosen(const peraku::domain::VoucherId& id); ///< Selection moved; empty when nothing is selected.
    void opened(const peraku::domain::VoucherId& id); ///< Enter or double click.

protected:
    void focusInEvent(QFocusEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitColumns();
    VoucherTableModel& m_model;
    QString m_emptyTitle;
    QString m_emptyAdvice;
    bool m_reloading = false;
    int m_lastRow = 0;
};

} // namespace peraku::ui
