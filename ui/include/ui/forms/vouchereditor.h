#pragma once

#include <domain/validation.h>
#include <domain/voucher.h>

#include <QDateTime>
#include <QList>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;

namespace peraku::services {
struct Desk;
struct DraftSaved;
} // namespace peraku::services

namespace peraku::ui {

class AttachmentList;
class Banner;
class DateEdit;
class FieldRow;
class GridView;
class JournalForm;
class LineDelegate;
class LineModel;
class PaymentForm;

/**
 * The form in which a clerk prepares or amends a voucher. It saves by itself two seconds after the last
 * change and when it is left; findings stand beside their fields; submitting with errors goes to the first of
 * them.
 */
class VoucherEditor : public QWidget {
    Q_OBJECT
public:
    explicit VoucherEditor(services::Desk& desk, QWidget* parent = nullptr);
    ~VoucherEditor() override;

    void setVoucher(const domain::Voucher& voucher);
    /** As setVoucher(), with what was typed before and could not be saved yet. */
    void restore(const domain::Voucher& typed);
    /** The voucher with what stands in the fields now. */
    domain::Voucher voucher() const;
    bool hasUnsavedChanges() const { return m_dirty || m_saving; }

public Q_SLOTS:
    void saveNow();
    void submit();
    void attachFiles(const QStringList& paths);

Q_SIGNALS:
    /** The draft stands in the store and survives a crash. */
    void saved(const peraku::domain::VoucherId& id);
    /** What was typed stands in the fields only; the footer says why. */
    void saveFailed(const peraku::domain::Error& why);
    /** Saved and queued for the treasury. */
    void submitted(const peraku::domain::VoucherId& id);
    /** The officer asked to leave; everything is saved. */
    void closed();
    /** The officer wants to choose a file to attach. */
    void attachRequested();
    /** The draft's row in the outbox is in conflict, and the officer wants to see both versions. */
    void comparisonRequested(qint64 row);
    /** The officer wants to throw the draft away; nothing has happened yet. */
    void discardRequested();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void retranslate();
    void loadReference();
    void edited();
    void recheck();
    void showFindings();
    void showTotals();
    void tellConflict();
    void layLineGrid(const QMap<QString, QString>& defaults);
    void orderFocus();
    void tellSaveState(const QString& text, bool trouble = false);
    void saveFinished(const services::DraftSaved& done);
    void close();
    void focusFinding(const QString& field);
    bool isShown(const domain::Finding& finding) const;

    services::Desk& m_desk;
    domain::Voucher m_voucher;
    QList<domain::Finding> m_findings;
    QList<FieldRow*> m_rows;
    QList<QString> m_touched;
    bool m_submitTried = false;
    bool m_loading = false;
    bool m_dirty = false;
    bool m_saving = false;
    bool m_closing = false;
    QTimer m_saveTimer;
    QTimer m_checkTimer;

    QLabel* m_heading;
    QLabel* m_queryNotice;
    Banner* m_conflict;
    QScrollArea* m_scroll;
    QComboBox* m_process;
    DateEdit* m_date;
    QPlainTextEdit* m_narration;
    PaymentForm* m_payment;
    JournalForm* m_journal;
    QLabel* m_linesTitle;
    LineModel* m_lines;
    GridView* m_lineGrid;
    LineDelegate* m_lineDelegate;
    QLabel* m_lineFinding;
    QLabel* m_totals;
    QLabel* m_words;
    AttachmentList* m_attachments;
    QLabel* m_summary;
    QLabel* m_saveState;
    QPushButton* m_discard;
    QPushButton* m_close;
    QPushButton* m_save;
    QPushButton* m_submit;
};

} // namespace peraku::ui
