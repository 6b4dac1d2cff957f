#pragma once

#include <ui/context.h>

#include <QAbstractTableModel>
#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace peraku::ui {

class Banner;

class OutboxModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit OutboxModel(services::OutboxService& outbox, QObject* parent = nullptr);
    void reload();
    void retranslate();
    const services::OutboxRow* at(int row) const;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    services::OutboxService& m_outbox;
    QList<services::OutboxRow> m_rows;
};

/** What this PC has not handed to the treasury yet, and what to do where it will not go. */
class OutboxPage final : public QWidget {
    Q_OBJECT
public:
    explicit OutboxPage(Context& context, QWidget* parent = nullptr);

Q_SIGNALS:
    void voucherWanted(const peraku::domain::VoucherId& id);
    /** The form of this voucher, to put right what was refused. */
    void editWanted(const peraku::domain::VoucherId& id);
    void comparisonWanted(qint64 row);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void reload();
    void judge();
    const services::OutboxRow* current() const;
    void retry();
    void open();
    void discard();

    Context& m_context;
    OutboxModel* m_model;
    QLabel* m_heading;
    QLabel* m_advice;
    QTableView* m_table;
    QLabel* m_reason;
    Banner* m_banner;
    QPushButton* m_compare;
    QPushButton* m_retry;
    QPushButton* m_discard;
    QPushButton* m_show;
};

} // namespace peraku::ui
