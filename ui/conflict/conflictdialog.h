#pragma once

#include "base/dialog.h"

#include <domain/comparison.h>
#include <ui/context.h>

#include <optional>

class QLabel;
class QPushButton;
class QTextBrowser;
class QVBoxLayout;

namespace peraku::ui {

class Banner;
class DifferenceCard;

/**
 * A row of the outbox in conflict: both versions side by side, and what can be done. A draft that both sides
 * changed is put together choice by choice; one that was submitted or thrown away elsewhere is kept as a copy
 * or given up; a decision shows what changed under it, and is made anew.
 */
class ConflictDialog final : public Dialog {
    Q_OBJECT
public:
    ConflictDialog(Context& context, qint64 row, QWidget* parent = nullptr);

Q_SIGNALS:
    /** Decided; the voucher as it now stands here is worth showing. */
    void settled(const peraku::domain::VoucherId& id);
    /** The decision was given up, to be made on what the treasury has now. */
    void reviewWanted(const peraku::domain::VoucherId& id);

private:
    enum class Kind {
        Loading,
        Merge, ///< Both versions can still be changed.
        MovedOn, ///< The treasury takes no change to it any more, or has it no more.
        Discarded, ///< Thrown away here, changed there.
        Decision
    };
    void build();
    void retranslate() override;
    void describe(); ///< Heading, advice and buttons for the kind.
    void describeDecision();
    void fillCards();
    void judge(); ///< After each choice.
    void reject() override;
    void load();
    void show(const services::VoucherConflict& conflict);
    void makeCards();
    void showDocument();
    void chooseAll(domain::Version version);
    QList<domain::Version> choices() const; ///< Shorter than the differences while some are open.
    void act(); ///< The first button.
    void giveUp();
    void finish(domain::Async<domain::Done> deed, bool review);
    void failed(const domain::Error& error);
    Kind kind() const;
    QString name() const;
    bool submissionWaits() const;

    Context& m_context;
    qint64 m_row;
    std::optional<services::VoucherConflict> m_conflict;
    std::optional<domain::ContentComparison> m_comparison;
    QList<DifferenceCard*> m_cards;
    bool m_busy = false; ///< A deed is on its way.
    bool m_loading = false;

    QLabel* m_heading;
    QLabel* m_advice;
    QWidget* m_content;
    QVBoxLayout* m_column;
    QLabel* m_history;
    QLabel* m_base;
    QWidget* m_allRow;
    QPushButton* m_allMine;
    QPushButton* m_allTheirs;
    QLabel* m_count;
    QVBoxLayout* m_cardColumn;
    QTextBrowser* m_document;
    QLabel* m_totals;
    Banner* m_findings;
    Banner* m_banner;
    QPushButton* m_later;
    QPushButton* m_giveUp;
    QPushButton* m_act;
};

} // namespace peraku::ui
