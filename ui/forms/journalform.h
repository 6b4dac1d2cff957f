#pragma once

#include <domain/validation.h>
#include <domain/voucher.h>

#include <QList>
#include <QWidget>

class QComboBox;
class QLineEdit;

namespace peraku::ui {

class FieldRow;

/** The part of the editor that only journal vouchers have: type, period, reason, the voucher that it refers
 * to. */
class JournalForm : public QWidget {
    Q_OBJECT
public:
    explicit JournalForm(QWidget* parent = nullptr);

    void setDetails(const domain::JournalDetails& details);
    domain::JournalDetails details() const;
    QList<FieldRow*> rows() const { return m_rows; }

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QComboBox* m_type;
    QLineEdit* m_period;
    QLineEdit* m_reason;
    QLineEdit* m_reference;
    QList<FieldRow*> m_rows;
    bool m_loading = false;
};

} // namespace peraku::ui
