#pragma once

#include <ui/context.h>

#include <QFrame>

class QLabel;
class QPushButton;

namespace peraku::ui {

class ReportView;

/** Before the confirmation: the PDF that was signed with the voucher, how its signature verifies, and where
 * it goes. */
class SignedPdfCard final : public QFrame {
    Q_OBJECT
public:
    explicit SignedPdfCard(ModalDoor& door, QWidget* parent = nullptr);
    void setPdf(const services::SignedPdf& pdf);
    /** Brings the way to another place in sight. */
    void focusTarget();

Q_SIGNALS:
    void targetChosen(const QString& path);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void choose();

    ModalDoor& m_door;
    QString m_path;
    QLabel* m_title;
    QLabel* m_target;
    QPushButton* m_elsewhere;
    ReportView* m_report;
};

} // namespace peraku::ui
