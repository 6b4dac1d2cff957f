#pragma once

#include "base/dialog.h"

#include <ui/context.h>

class QComboBox;
class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;
class QScrollArea;

namespace peraku::ui {

class Banner;
class CertificateView;
class ReportView;

/** The signatures of a voucher: who, when, with what; each can be verified here and saved as evidence for
 * anyone to verify elsewhere. */
class HistoryDialog final : public Dialog {
    Q_OBJECT
public:
    HistoryDialog(Context& context, const domain::Voucher& voucher, QWidget* parent = nullptr);

private:
    void retranslate() override;
    void load();
    void fillList();
    void showRecord(int row);
    void verify();
    void save();
    QString recordText(const domain::SignatureRecord& record) const;
    QString stepText(const domain::SignatureRecord& record) const;

    Context& m_context;
    domain::Voucher m_voucher;
    QList<domain::SignatureRecord> m_records;
    quint64 m_generation = 0;
    bool m_loaded = false;
    QLabel* m_heading;
    QLabel* m_advice;
    QListWidget* m_list;
    QLabel* m_details;
    CertificateView* m_certificate;
    ReportView* m_report;
    Banner* m_banner;
    QProgressBar* m_progress;
    QPushButton* m_verify;
    QComboBox* m_form;
    QPushButton* m_save;
    QPushButton* m_close;
};

} // namespace peraku::ui
