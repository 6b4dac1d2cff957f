#pragma once

#include <domain/reference.h>
#include <domain/validation.h>
#include <domain/voucher.h>

#include <QHash>
#include <QList>
#include <QWidget>

class QComboBox;
class QCompleter;
class QLineEdit;
class QLabel;

namespace peraku::ui {

class DateEdit;
class FieldRow;
class GridView;
class InvoiceModel;

/** The part of the editor that only payment vouchers have: type, payee, bank, mode, order, contract,
 * documents, invoices. */
class PaymentForm : public QWidget {
    Q_OBJECT
public:
    explicit PaymentForm(QWidget* parent = nullptr);

    void setReference(const domain::ReferenceData& reference);
    void setDetails(const domain::PaymentDetails& details);
    domain::PaymentDetails details() const;
    void showFindings(const QList<domain::Finding>& findings);
    QList<FieldRow*> rows() const { return m_rows; }
    GridView* invoiceGrid() const { return m_invoiceGrid; }

Q_SIGNALS:
    void edited();
    void valueRefused(const QString& text);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void fillFromKnownPayee(const QString& choice);
    FieldRow* addRow(const QString& path, QWidget* editor);

    domain::ReferenceData m_reference;
    QComboBox* m_type;
    QLineEdit* m_payeeName;
    QLineEdit* m_payeeId;
    QComboBox* m_bank;
    QLineEdit* m_account;
    QComboBox* m_mode;
    QLineEdit* m_order;
    QLineEdit* m_contract;
    DateEdit* m_documents;
    InvoiceModel* m_invoices;
    GridView* m_invoiceGrid;
    QLabel* m_invoiceTitle;
    QLabel* m_invoiceFinding;
    QList<FieldRow*> m_rows;
    bool m_loading = false;
};

} // namespace peraku::ui
