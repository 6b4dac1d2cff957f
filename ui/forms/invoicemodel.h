#pragma once

#include <domain/validation.h>
#include <domain/voucher.h>

#include <QAbstractTableModel>
#include <QList>

namespace peraku::ui {

/** The invoices of a payment: number, date, amount; the last row is always blank. */
class InvoiceModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, Date, Amount, ColumnCount };
    explicit InvoiceModel(QObject* parent = nullptr);

    void setInvoices(const QList<domain::Invoice>& invoices);
    const QList<domain::Invoice>& invoices() const { return m_invoices; }
    void showFindings(const QList<domain::Finding>& findings);
    void copyFromAbove(int row, int column);
    void removeInvoice(int row);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : ColumnCount;
    }
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    void retranslate() { Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1); }

Q_SIGNALS:
    void edited();
    /** Text that is no date or no amount; it was not taken. */
    void valueRefused(const QString& text);

private:
    const domain::Finding* findingAt(int row, int column) const;

    QList<domain::Invoice> m_invoices;
    QList<domain::Finding> m_findings;
};

} // namespace peraku::ui
