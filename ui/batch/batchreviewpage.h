#pragma once

#include <ui/context.h>

#include <QWidget>

class QLabel;
class QPushButton;
class QTextBrowser;

namespace peraku::ui {

class BatchTable;

/** A batch before the PIN: its list with count and total, each document as it will be signed, and what is set
 * aside with the reason. */
class BatchReviewPage final : public QWidget {
    Q_OBJECT
public:
    explicit BatchReviewPage(Context& context, QWidget* parent = nullptr);
    void setPlan(const services::BatchPlan& plan);
    /** Without what the officer left out. */
    const services::BatchPlan& plan() const { return m_plan; }
    void focusList();

Q_SIGNALS:
    void planChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void fill();
    void describe();
    void showDocument(int row);
    void step(int by);
    void leaveOut();

    Context& m_context;
    services::BatchPlan m_plan;
    QList<domain::VoucherId> m_leftOut; ///< By the officer, on this page.
    QLabel* m_heading;
    QLabel* m_advice;
    BatchTable* m_items;
    QLabel* m_asideTitle;
    BatchTable* m_aside;
    QTextBrowser* m_document;
    QLabel* m_place;
    QPushButton* m_previous;
    QPushButton* m_next;
    QPushButton* m_leaveOut;
};

} // namespace peraku::ui
