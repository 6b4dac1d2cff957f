#pragma once

#include "base/dialog.h"

#include <services/diagnosticservices.h>
#include <ui/context.h>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace peraku::ui {

class Banner;

/** What the help desk asks for: examined anew, read by the officer, then copied or saved. Nothing is sent. */
class DiagnosticsDialog final : public Dialog {
    Q_OBJECT
public:
    explicit DiagnosticsDialog(Context& context, QWidget* parent = nullptr);
    ~DiagnosticsDialog() override;

private:
    void retranslate() override;
    void examine();
    void show(const services::Diagnosis& diagnosis);
    void save();

    Context& m_context;
    domain::Async<services::Diagnosis> m_running;
    std::optional<services::Diagnosis> m_diagnosis;
    QLabel* m_heading;
    QLabel* m_advice;
    Banner* m_banner;
    QPlainTextEdit* m_text;
    QProgressBar* m_progress;
    QPushButton* m_again;
    QPushButton* m_copy;
    QPushButton* m_save;
    QPushButton* m_close;
};

} // namespace peraku::ui
