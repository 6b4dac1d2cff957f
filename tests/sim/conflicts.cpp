#include "officer.h"

namespace peraku::sim {

using domain::Done;
using domain::Result;
using domain::VoucherId;

/** One of the choices that the comparison of both versions offers. */
void Officer::resolve(const services::VoucherConflict& conflict)
{
    if (conflict.isDecision())
        return; // There is nothing to choose: it is given up, and the voucher reviewed anew.
    const auto id = conflict.row.voucher;
    // A form that shows one of the versions has had its day.
    if (m_form && m_form->voucher.id == id)
        m_form.reset();
    auto& random = m_world.random;
    if (conflict.isDiscard() && conflict.theirs) {
        note("discard anyway", id.value().left(6));
        return when<Done>(m_host.desk().conflicts.discardAnyway(conflict),
            [this](const Result<Done>& result) { noteResult("discarded anyway", result); });
    }
    if (!conflict.mine)
        return;
    if (!conflict.theirs || random.chance(15))
        return keepCopy(conflict);
    if (random.chance(30))
        return takeTheirs(conflict);
    auto merged = random.chance(50) ? *conflict.mine : conflict.theirs->content;
    merged.narration = m_world.history.mark(conflict.mine->narration, conflict.theirs->content.narration);
    const auto number = asked(Effect::Kind::Save, id, merged.narration);
    note("merge", merged.narration + QLatin1Char(' ') + id.value().left(6));
    // The dialog says so: what was chosen is not submitted by that.
    const auto concerned = m_world.history.notSubmittedByThat(m_host.sender(), id);
    when<Done>(m_host.desk().conflicts.resolve(conflict, merged),
        [this, number, concerned](const Result<Done>& result) {
            noteResult("merged", result);
            answered(number, result.has_value());
            if (!result)
                m_world.history.keptAfterAll(concerned);
        });
}

void Officer::takeTheirs(const services::VoucherConflict& conflict)
{
    note("take theirs", conflict.row.voucher.value().left(6));
    const auto concerned = m_world.history.givenUp(m_host.sender(), conflict.row.voucher, 0);
    when<Done>(m_host.desk().conflicts.resolve(conflict, conflict.theirs->content),
        [this, concerned](const Result<Done>& result) {
            noteResult("theirs taken", result);
            if (!result)
                m_world.history.keptAfterAll(concerned);
        });
}

void Officer::keepCopy(const services::VoucherConflict& conflict)
{
    note("keep a copy", conflict.row.voucher.value().left(6));
    const auto mark = conflict.mine->narration;
    const auto concerned = m_world.history.givenUp(m_host.sender(), conflict.row.voucher, 0);
    when<VoucherId>(
        m_host.desk().conflicts.keepCopy(conflict), [this, concerned, mark](const Result<VoucherId>& copy) {
            noteResult("copy kept", copy);
            if (!copy)
                return m_world.history.keptAfterAll(concerned);
            // The same words, elsewhere: lost there, they would be lost.
            answered(asked(Effect::Kind::Save, *copy, mark), true);
        });
}

} // namespace peraku::sim
