#include "conflictdialog.h"

#include "base/banner.h"
#include "base/scrolled.h"
#include "differencecard.h"
#include "differencetext.h"
#include "outbox/outboxtext.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/theme.h>
#include <ui/voucherdocument.h>

#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>

namespace peraku::ui {

using domain::Version;
using services::VoucherConflict;

ConflictDialog::ConflictDialog(Context& context, qint64 row, QWidget* parent)
    : Dialog(parent)
    , m_context(context)
    , m_row(row)
{
    build();
    retranslate();
    load();
}

ConflictDialog::Kind ConflictDialog::kind() const
{
    if (!m_conflict)
        return Kind::Loading;
    if (m_conflict->isDecision())
        return Kind::Decision;
    if (m_conflict->isDiscard())
        return Kind::Discarded;
    return m_conflict->editable && m_comparison ? Kind::Merge : Kind::MovedOn;
}

bool ConflictDialog::submissionWaits() const
{
    const auto rows = m_context.desk.outbox.rows();
    return std::any_of(rows.begin(), rows.end(), [this](const services::OutboxRow& row) {
        return row.voucher == m_conflict->row.voucher && row.operation == services::OutboxOperation::Submit;
    });
}

QString ConflictDialog::name() const
{
    const auto& theirs = m_conflict->theirs;
    return domain::escapedForDisplay(
        theirs && !theirs->number.isEmpty() ? theirs->number : m_conflict->row.title);
}

void ConflictDialog::load()
{
    m_banner->clear();
    m_loading = true;
    judge();
    domain::onFinished<VoucherConflict>(
        m_context.desk.conflicts.compare(m_row), this, [this](domain::Result<VoucherConflict> answer) {
            m_loading = false;
            if (answer)
                return show(*answer);
            m_conflict.reset();
            m_comparison.reset();
            describe();
            judge();
            failed(answer.error());
            m_banner->offer(tr("&Try again"));
        });
}

void ConflictDialog::show(const VoucherConflict& conflict)
{
    m_conflict = conflict;
    m_banner->offer({});
    m_comparison.reset();
    if (conflict.mine && conflict.theirs)
        m_comparison.emplace(*conflict.mine, conflict.theirs->content, conflict.base);
    makeCards();
    showDocument();
    describe();
    fillCards();
    judge();
    for (auto* card : std::as_const(m_cards)) {
        if (!card->choice()) {
            // Later: what has just been made is not shown yet.
            QMetaObject::invokeMethod(card, &DifferenceCard::focusChoice, Qt::QueuedConnection);
            break;
        }
    }
}

void ConflictDialog::makeCards()
{
    qDeleteAll(m_cards);
    m_cards.clear();
    if (!m_comparison)
        return;
    for (const auto& difference : m_comparison->differences()) {
        auto* card = new DifferenceCard(int(m_cards.size()), kind() == Kind::Merge);
        m_cardColumn->addWidget(card);
        if (const auto proposal = difference.proposal())
            card->choose(*proposal);
        connect(card, &DifferenceCard::chosen, this, &ConflictDialog::judge);
        m_cards.append(card);
    }
}

void ConflictDialog::showDocument()
{
    // Where there are not two versions to compare, the one that there is must be seen whole.
    const bool whole = m_conflict && !m_comparison && kind() != Kind::Decision;
    m_document->setVisible(whole);
    if (!whole)
        return;
    domain::Voucher voucher;
    if (m_conflict->theirs)
        voucher = *m_conflict->theirs;
    else if (m_conflict->mine)
        voucher.content = *m_conflict->mine;
    const auto& reference = m_context.desk.reference;
    m_document->setHtml(
        voucherHtml(voucher, { reference.catalogue(), reference.reference(), tokensOf(palette()) }));
}

void ConflictDialog::fillCards()
{
    if (!m_comparison)
        return;
    const DifferenceNames names { m_context.desk.reference.catalogue(),
        m_context.desk.reference.reference() };
    const bool certified = m_conflict->row.action == domain::Action::Certify;
    for (qsizetype i = 0; i < m_cards.size(); ++i) {
        const auto& difference = m_comparison->differences().at(i);
        DifferenceCard::Texts texts;
        texts.label = differenceLabel(difference);
        texts.mineTitle = kind() != Kind::Decision ? tr("Mine")
            : certified                            ? tr("What you signed")
                                                   : tr("What you read");
        texts.theirsTitle = tr("The treasury's");
        texts.mine = differenceValue(m_comparison->mine(), difference, Version::Mine, names);
        texts.theirs = differenceValue(m_comparison->theirs(), difference, Version::Theirs, names);
        if (kind() == Kind::Merge && m_conflict->base)
            texts.hint = !difference.theirsChanged ? tr("only changed here")
                : !difference.mineChanged          ? tr("only changed at the treasury")
                                                   : tr("changed on both sides");
        m_cards.at(i)->setTexts(texts);
    }
}

QList<Version> ConflictDialog::choices() const
{
    QList<Version> chosen;
    for (const auto* card : m_cards) {
        if (const auto choice = card->choice())
            chosen.append(*choice);
    }
    return chosen;
}

void ConflictDialog::chooseAll(Version version)
{
    for (auto* card : std::as_const(m_cards)) {
        // Judged once, not after each of them.
        const QSignalBlocker quiet(card);
        card->choose(version);
    }
    judge();
    m_act->setFocus(Qt::OtherFocusReason);
}

void ConflictDialog::reject()
{
    // What was chosen is on its way; the form behind must not come back before it is known.
    if (!m_busy)
        Dialog::reject();
}

void ConflictDialog::judge()
{
    const bool free = !m_busy && !m_loading;
    m_later->setEnabled(!m_busy);
    if (kind() != Kind::Merge) {
        m_act->setEnabled(m_conflict && free);
        m_giveUp->setEnabled(free);
        return;
    }
    const auto chosen = choices();
    const int open = int(m_cards.size() - chosen.size());
    m_count->setText(
        open == 0 ? tr("Everything is chosen.") : tr("%n difference(s) still to choose", nullptr, open));
    m_act->setEnabled(open == 0 && free);
    m_giveUp->setEnabled(free);
    m_act->setToolTip(open == 0 ? QString() : m_count->text());
    m_totals->setVisible(open == 0);
    if (open > 0)
        return m_findings->clear();
    const auto merged = m_comparison->merged(chosen);
    m_totals->setText(
        tr("Total after your choices: %1. Mine: %2. The treasury's: %3.")
            .arg(totalText(merged), totalText(m_comparison->mine()), totalText(m_comparison->theirs())));
    QStringList sentences;
    for (const auto& finding : m_context.desk.drafts.check(merged)) {
        if (finding.severity == domain::Severity::Error)
            sentences.append(domain::findingSentence(finding));
    }
    sentences.removeDuplicates();
    m_findings->tell(Banner::Kind::Caution,
        sentences.isEmpty() ? QString()
                            : tr("It can be saved so, but not submitted yet:") + QLatin1Char('\n')
                + sentences.join(QLatin1Char('\n')));
}

void ConflictDialog::act()
{
    if (!m_conflict || m_busy || m_loading)
        return;
    auto& conflicts = m_context.desk.conflicts;
    switch (kind()) {
    case Kind::Merge:
        return finish(conflicts.resolve(*m_conflict, m_comparison->merged(choices())), false);
    case Kind::MovedOn:
        m_busy = true;
        judge();
        domain::onFinished<domain::VoucherId>(
            conflicts.keepCopy(*m_conflict), this, [this](domain::Result<domain::VoucherId> copy) {
                m_busy = false;
                judge();
                if (!copy)
                    return failed(copy.error());
                accept();
                Q_EMIT settled(*copy);
            });
        return;
    case Kind::Discarded:
        return finish(conflicts.discardAnyway(*m_conflict), false);
    case Kind::Decision:
        m_context.door.ask(this,
            { tr("Give this decision up?"), lossText(m_conflict->row), tr("Give it up"), tr("Keep it"),
                true },
            [this](bool accepted) {
                if (accepted)
                    finish(m_context.desk.outbox.discard(m_row), true);
            });
        return;
    case Kind::Loading:
        return;
    }
}

void ConflictDialog::giveUp()
{
    if (!m_conflict || m_busy || m_loading)
        return;
    // Where mine is "thrown away", nothing of the officer's is lost by keeping what the treasury has.
    if (kind() == Kind::Discarded)
        return finish(m_context.desk.outbox.discard(m_row), false);
    m_context.door.ask(this,
        { tr("Give your version up?"), lossText(m_conflict->row), tr("Give mine up"), tr("Keep it"), true },
        [this](bool accepted) {
            if (accepted)
                finish(m_context.desk.outbox.discard(m_row), false);
        });
}

void ConflictDialog::finish(domain::Async<domain::Done> deed, bool review)
{
    m_busy = true;
    judge();
    domain::onFinished<domain::Done>(
        deed, this, [this, review, id = m_conflict->row.voucher](domain::Result<domain::Done> answer) {
            m_busy = false;
            judge();
            if (!answer)
                return failed(answer.error());
            accept();
            if (review)
                Q_EMIT reviewWanted(id);
            else
                Q_EMIT settled(id);
        });
}

void ConflictDialog::failed(const domain::Error& error)
{
    m_banner->tell(Banner::Kind::Bad, domain::errorSentence(error));
    m_banner->offer(m_conflict ? tr("&Compare anew") : QString());
    bringIntoSight(m_banner);
}

} // namespace peraku::ui
