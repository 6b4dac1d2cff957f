#pragma once

#include "base/dialog.h"

#include <ui/context.h>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace peraku::ui {

class Banner;

/** Asks why a voucher is returned or cancelled, and does it; what was typed is never lost without a question.
 */
class ReasonDialog final : public Dialog {
    Q_OBJECT
public:
    /** `action` is Query or Cancel. */
    ReasonDialog(
        Context& context, const domain::Voucher& voucher, domain::Action action, QWidget* parent = nullptr);
    void reject() override;
    Interrupted interrupted() const override;
    void setReason(const domain::Reason& reason);

Q_SIGNALS:
    void done(const peraku::domain::VoucherId& id);

private:
    void retranslate() override;
    void loadReasons();
    void judge();
    void send();

    Context& m_context;
    domain::VoucherId m_id;
    QString m_number;
    domain::Action m_action;
    QLabel* m_heading;
    QLabel* m_explanation;
    QLabel* m_codeLabel;
    QComboBox* m_code;
    QLabel* m_textLabel;
    QPlainTextEdit* m_text;
    QLabel* m_counter;
    QLabel* m_problem;
    Banner* m_banner;
    QPushButton* m_send;
    QPushButton* m_back;
    bool m_sending = false;
};

} // namespace peraku::ui
