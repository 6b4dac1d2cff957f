#pragma once

#include "base/dialog.h"

#include <domain/voucher.h>
#include <services/desk.h>
#include <ui/context.h>

#include <optional>

class QLabel;
class QProgressBar;
class QPushButton;

namespace peraku::ui {

class Banner;
class CertificateView;
class ReportView;

/** The treasury's print form of a voucher: fetched, its seal checked, then saved and handed to the computer's
 * own viewer for printing. What is not sealed cannot be saved. */
class PrintDialog final : public Dialog {
    Q_OBJECT
public:
    PrintDialog(Context& context, const domain::Voucher& voucher, QWidget* parent = nullptr);

private:
    void retranslate() override;
    void load();
    void save();
    void present(const services::PrintForm& form);

    Context& m_context;
    domain::Voucher m_voucher;
    std::optional<services::PrintForm> m_form;
    QString m_saved; ///< Path, empty before.
    QLabel* m_heading;
    QLabel* m_advice;
    Banner* m_banner;
    CertificateView* m_certificate;
    ReportView* m_report;
    QProgressBar* m_progress;
    QPushButton* m_save;
    QPushButton* m_open;
    QPushButton* m_close;
};

} // namespace peraku::ui
