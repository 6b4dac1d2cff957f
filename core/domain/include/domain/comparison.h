#pragma once

#include <domain/voucher.h>

#include <QList>
#include <QString>

#include <optional>

namespace peraku::domain {

/** Whose version of a difference is taken. */
enum class Version { Mine, Theirs };

/** One thing in which two versions of a voucher's content differ: a field, or a row of a list. */
struct Difference {
    /** As in Finding: "narration", "payee.bankAccount" (with its bank), "lines", "invoices", "attachments";
     * "details" where one version is a payment and the other a journal. */
    QString field;
    int mineRow = -1; ///< 0-based row of a list; -1 = no list, or mine lacks the row.
    int theirsRow = -1;
    /** Who changed it since the version that both began with; both are true where that is not known. */
    bool mineChanged = true;
    bool theirsChanged = true;

    /** Whoever alone changed it; nullopt where both did, so that an officer must choose. */
    std::optional<Version> proposal() const;
    bool operator==(const Difference&) const = default;
};

/** One row of a list as the two versions have it. */
struct RowPair {
    int mine = -1; ///< 0-based; -1 = lacks it.
    int theirs = -1;
    bool same = false;
};

/**
 * Two versions of a voucher's content beside each other, and what choosing between them comes to. Rows of
 * lists are aligned, so that an added line is one difference and not one for each line after it. Pure.
 */
class ContentComparison {
public:
    /** `base` is the version that both began with, if it is known. */
    ContentComparison(
        VoucherContent mine, VoucherContent theirs, std::optional<VoucherContent> base = std::nullopt);

    const VoucherContent& mine() const { return m_mine; }
    const VoucherContent& theirs() const { return m_theirs; }
    /** In the order of the form; empty if the two are the same. */
    const QList<Difference>& differences() const { return m_differences; }
    /** The content under one choice for each difference; the treasury's where choices are missing. */
    VoucherContent merged(const QList<Version>& choices) const;

private:
    VoucherContent m_mine;
    VoucherContent m_theirs;
    QList<Difference> m_differences;
    QList<RowPair> m_lines;
    QList<RowPair> m_invoices;
    QList<RowPair> m_attachments;
};

} // namespace peraku::domain
