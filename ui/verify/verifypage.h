#pragma once

#include <services/desk.h>
#include <ui/context.h>

#include <QWidget>

class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace peraku::ui {

class Banner;
class CertificateView;
class ReportView;

/** "Verify a file": evidence from anywhere, chosen or dropped; one line a check, and a report to take along.
 */
class VerifyPage final : public QWidget {
    Q_OBJECT
public:
    explicit VerifyPage(Context& context, QWidget* parent = nullptr);
    ~VerifyPage() override;
    void verify(const QStringList& paths);
    /** Shows a way back, for a page that no navigation leads away from. */
    void offerBack();

Q_SIGNALS:
    void backWanted();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void retranslate();
    void stop();
    void setBusy(bool busy);
    void chooseFiles();
    void chooseFolder();
    void askForDocument();
    void fillList();
    void showItem(int row);
    void showRevocationAge();
    void copyReport();
    void saveReport();
    QString reportText() const;

    Context& m_context;
    QStringList m_paths;
    services::FilesVerified m_found;
    domain::Async<services::FilesVerified> m_run; ///< The latest.
    quint64 m_generation = 0;
    bool m_asked = false; ///< Something was verified, so that an empty list means something.
    QLabel* m_heading;
    QLabel* m_advice;
    QLabel* m_age;
    Banner* m_banner;
    QListWidget* m_list;
    QLabel* m_details;
    CertificateView* m_certificate;
    ReportView* m_report;
    QProgressBar* m_progress;
    QPushButton* m_stop;
    QPushButton* m_back;
    QPushButton* m_files;
    QPushButton* m_folder;
    QPushButton* m_document;
    QPushButton* m_copy;
    QPushButton* m_save;
};

} // namespace peraku::ui
