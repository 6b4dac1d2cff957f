#pragma once

#include "base/dialog.h"

#include <domain/requests.h>
#include <ui/context.h>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace peraku::ui {

class Banner;

/** What an administrator decides on: all that the officer stated, and a reason where it is refused. */
class DecisionDialog final : public Dialog {
    Q_OBJECT
public:
    DecisionDialog(Context& context, domain::MediumRequest request, QWidget* parent = nullptr);
    void reject() override;
    Interrupted interrupted() const override;
    void setReason(const QString& text);

Q_SIGNALS:
    void decided(const peraku::domain::MediumRequest& request);

private:
    void retranslate() override;
    QString facts() const;
    void judge();
    void decide(domain::RequestAction action);

    Context& m_context;
    domain::MediumRequest m_request;
    QLabel* m_heading;
    QLabel* m_warning;
    QLabel* m_facts;
    QLabel* m_reasonLabel;
    QPlainTextEdit* m_reason;
    QLabel* m_problem;
    Banner* m_banner;
    QPushButton* m_back;
    QPushButton* m_refuse;
    QPushButton* m_confirm;
    bool m_busy = false;
};

} // namespace peraku::ui
