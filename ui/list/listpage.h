#pragma once

#include "reading/readingpane.h"

#include <ui/context.h>

#include <QWidget>

class QLabel;
class QSplitter;
class QTimer;

namespace peraku::ui {

class FilterBar;
class SelectionBar;
class VoucherTable;
class VoucherTableModel;

/** A list with its reading pane, side by side where there is room, one after the other where there is not. */
class ListPage final : public QWidget {
    Q_OBJECT
public:
    ListPage(Context& context, services::ListKind kind, QWidget* parent = nullptr);
    ReadingPane& reading() { return *m_reading; }
    void focusSearch();
    void focusList();
    bool goBack(); ///< Esc: from the voucher to the list, then clears the search; false if there was nothing
                   ///< to leave.
    void reload();
    bool select(const domain::VoucherId& id);
    void saveState();
    /** The chosen vouchers, where the list lets them be signed together. */
    QList<domain::VoucherId> selected() const;
    bool hasSelection() const;
    void askForBatch();

Q_SIGNALS:
    void batchAsked(const QList<peraku::domain::VoucherId>& ids);
    void asked(peraku::ui::ReadingPane::Deed deed, const peraku::domain::Voucher& voucher);
    void selectionChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void restoreState();
    void query();
    void follow(const QList<domain::VoucherId>& ids);
    void catchUp();
    void describe(); ///< Count and empty text.
    void describeSelection();
    void setReadingOnly(bool on);
    QString key(const char* name) const;

    static constexpr int behindMs = 250; ///< A list behind a dialog follows what changes that often.

    Context& m_context;
    services::ListKind m_kind;
    VoucherTableModel* m_model;
    QLabel* m_heading;
    FilterBar* m_filters;
    SelectionBar* m_selection;
    VoucherTable* m_table;
    ReadingPane* m_reading;
    QSplitter* m_splitter;
    QWidget* m_left;
    QTimer* m_later;
    bool m_missed = false; ///< Something changed since the last reload,
    bool m_missedShown = false; ///< and so did the voucher that is read.
    bool m_narrow = false;
    bool m_readingOnly = false;
};

} // namespace peraku::ui
