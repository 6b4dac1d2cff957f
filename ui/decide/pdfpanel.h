#pragma once

#include <ui/context.h>

#include <QFrame>

#include <memory>

class QLabel;
class QPushButton;
class QTemporaryDir;

namespace peraku::ui {

/** On the review: a PDF of the officer's own that is signed together with the voucher, or the way to choose
 * one. */
class PdfPanel final : public QFrame {
    Q_OBJECT
public:
    explicit PdfPanel(Context& context, QWidget* parent = nullptr);
    ~PdfPanel() override;
    /** For another review; a PDF that was chosen is frozen anew, for the credential may be another. */
    void setReview(const services::Review& review);
    const std::optional<services::FrozenPdf>& pdf() const { return m_pdf; }
    /** A PDF is being read. */
    bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void present();
    void choose();
    void freeze(const QString& path);
    void openCopy();
    void remove();
    void tell(const QString& sentence);

    Context& m_context;
    domain::Credential m_credential;
    bool m_possible = true; ///< The key signs more than one at a time.
    bool m_busy = false;
    int m_asked = 0; ///< So that a late answer never speaks for a later question.
    std::optional<services::FrozenPdf> m_pdf;
    std::unique_ptr<QTemporaryDir> m_copies; ///< What was opened; gone with the dialog.
    QLabel* m_name;
    QLabel* m_facts;
    QLabel* m_error;
    QPushButton* m_choose;
    QPushButton* m_open;
    QPushButton* m_remove;
};

/** "120 KB, 2 pages, 1 signature" of a PDF. */
QString pdfFactsText(const services::FrozenPdf& pdf);

} // namespace peraku::ui
