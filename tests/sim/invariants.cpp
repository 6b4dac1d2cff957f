#include "simulation.h"

#include <sqlite/database.h>
#include <treasury/audit.h>
#include <wire/messages.h>

#include <QDirIterator>
#include <QFile>

#include <algorithm>

namespace peraku::sim {

using domain::HistoryAction;
using domain::Result;
using domain::Voucher;
using domain::VoucherId;
using domain::VoucherState;
using services::OutboxRow;
using services::OutboxState;

namespace {

bool isBlocked(const OutboxRow& row)
{
    return row.state == OutboxState::NeedsAttention || row.state == OutboxState::Conflict;
}

/** It needs the officer, or what stands before it does. */
bool waitsForOfficer(const QList<OutboxRow>& rows, const OutboxRow& row)
{
    return std::any_of(rows.begin(), rows.end(), [&](const OutboxRow& other) {
        return other.voucher == row.voucher && other.id <= row.id && isBlocked(other);
    });
}

QString nameOf(const Intent& intent)
{
    return QStringLiteral("pc%1 %2 %3")
        .arg(intent.sender.pc)
        .arg(intent.voucher.value().left(6), intent.mark);
}

/** The rule of who sees what, written a second time on purpose. */
bool maySee(const Voucher& voucher, const domain::Officer& officer)
{
    const bool mine = voucher.preparer.ic == officer.ic;
    const bool sameOffice = voucher.content.office == officer.office;
    return voucher.state == VoucherState::Draft
        ? mine || sameOffice
        : mine || sameOffice || officer.serves(voucher.content.office);
}

QMap<VoucherId, Voucher> vouchersIn(const QString& database)
{
    QMap<VoucherId, Voucher> found;
    auto file = sqlite::Database::openReadOnly(database);
    if (!file)
        qFatal("the treasury's database cannot be read: %s", qPrintable(file.error().text));
    auto rows = (*file)->prepare("SELECT body FROM voucher WHERE deleted = 0");
    const auto read = rows->forEach([&] {
        const auto voucher = wire::decodeVoucher(rows->blob(0));
        if (!voucher)
            qFatal("a voucher of the treasury does not decode");
        found.insert(voucher->id, *voucher);
    });
    if (!read)
        qFatal("the treasury's vouchers cannot be read");
    return found;
}

} // namespace

bool Simulation::visibleAtDesk(Officer& officer, const Intent& intent)
{
    const auto desk = officer.host().desk();
    const auto rows = desk.outbox.rows();
    const bool told = std::any_of(rows.begin(), rows.end(), [&](const OutboxRow& row) {
        return row.voucher == intent.voucher && waitsForOfficer(rows, row)
            && (intent.kind == Effect::Kind::Save || row.id == intent.row);
    });
    if (!told || intent.kind != Effect::Kind::Save)
        return told;
    const auto shown = await(desk.vouchers.voucher(intent.voucher));
    if (shown && m_history.descends(shown->content.narration, intent.mark))
        return true;
    // Where the voucher moved on, the comparison of both versions shows it.
    for (const auto& row : rows) {
        if (row.voucher != intent.voucher || row.state != OutboxState::Conflict)
            continue;
        const auto conflict = await(desk.conflicts.compare(row.id));
        if (conflict && conflict->mine && m_history.descends(conflict->mine->narration, intent.mark))
            return true;
    }
    return false;
}

/** I1 for what this officer was told at this PC, and that nothing still waits. */
void Simulation::checkIntents(Officer& officer)
{
    const auto rows = officer.host().desk().outbox.rows();
    for (const auto& row : rows) {
        if (!waitsForOfficer(rows, row))
            m_history.violate("I3",
                QStringLiteral("pc%1: a row about %2 is still in state %3")
                    .arg(officer.host().pc())
                    .arg(row.voucher.value().left(6))
                    .arg(int(row.state)));
    }
    for (qsizetype i = 0; i < m_history.intents.size(); ++i) {
        const auto& intent = m_history.intents.at(i);
        if (intent.sender == officer.host().sender() && intent.state == Intent::State::Told && !intent.givenUp
            && visibleAtDesk(officer, intent))
            m_seen.insert(i);
    }
}

void Simulation::checkRestOfIntents()
{
    for (qsizetype i = 0; i < m_history.intents.size(); ++i) {
        const auto& intent = m_history.intents.at(i);
        if (intent.state != Intent::State::Told || intent.givenUp || m_seen.contains(i))
            continue;
        if (intent.kind != Effect::Kind::Save) {
            if (m_history.takenOf(intent.sender, intent.row) != 1)
                m_history.violate(
                    "I1", QStringLiteral("%1: a submission or decision is lost").arg(nameOf(intent)));
            continue;
        }
        // What was made from it and then given up took it along.
        const bool wentAlong
            = std::any_of(m_history.intents.begin(), m_history.intents.end(), [&](const Intent& later) {
                  return later.givenUp && later.sender == intent.sender
                      && m_history.descends(later.mark, intent.mark) && !later.mark.isEmpty();
              });
        if (!wentAlong && !m_history.reached(intent.mark))
            m_history.violate("I1", QStringLiteral("%1: what was saved is lost").arg(nameOf(intent)));
    }
    for (auto row = m_history.rows.constBegin(); row != m_history.rows.constEnd(); ++row) {
        if (m_history.takenOf(row.key().first, row.key().second) > 1)
            m_history.violate("I2",
                QStringLiteral("one intent about %1 was taken twice").arg(row->voucher.value().left(6)));
    }
}

/** I3: what the desk shows is what the treasury holds for this officer. */
void Simulation::checkCache(Officer& officer, bool everything)
{
    const auto desk = officer.host().desk();
    const auto about = [&](const VoucherId& id) {
        return QStringLiteral("pc%1 %2: %3 ")
            .arg(officer.host().pc())
            .arg(officer.host().sender().officer.digits().right(4), id.value().left(6));
    };
    const auto me = m_treasury.officer(officer.host().sender().officer);
    QSet<VoucherId> pending;
    for (const auto& row : desk.outbox.rows())
        pending.insert(row.voucher);
    if (everything && !pending.isEmpty())
        m_history.violate("I3", about(*pending.begin()) + QStringLiteral("is still in the outbox"));
    if (!m_time.advanceUntil([&] { return desk.vouchers.indexReady(); }, 60'000))
        return m_history.violate("I3", QStringLiteral("the lists never stand"));

    QMap<VoucherId, domain::VoucherSummary> listed;
    for (const auto key : desk.vouchers.query({ services::ListKind::All, {}, {}, {}, {}, {}, {}, {}, {} })) {
        const auto row = desk.vouchers.row(key);
        listed.insert(row.id, row);
    }
    const domain::Workflow workflow(desk.reference.catalogue());
    const auto held = vouchersIn(m_treasury.path());
    for (const auto& voucher : held) {
        if (!maySee(voucher, me) || pending.contains(voucher.id))
            continue;
        const auto row = listed.constFind(voucher.id);
        if (row == listed.constEnd()) {
            m_history.violate("I3", about(voucher.id) + QStringLiteral("is not listed"));
            continue;
        }
        auto wanted = domain::summaryOf(voucher);
        const bool open = voucher.state == VoucherState::Draft || voucher.state == VoucherState::Queried;
        // What waits for them goes by the roles that they logged in with.
        const auto inside = desk.session.officer();
        wanted.waitsForMe = open ? voucher.preparer.ic == me.ic : workflow.waitsFor(voucher, inside);
        if (*row != wanted)
            m_history.violate("I3",
                about(voucher.id)
                    + QStringLiteral(
                        "is listed at revision %1 of %2, state %3 of %4, %5 of %6, time %7 of %8")
                          .arg(row->revision)
                          .arg(wanted.revision)
                          .arg(int(row->state))
                          .arg(int(wanted.state))
                          .arg(row->narration, wanted.narration)
                          .arg(row->updatedAtMs)
                          .arg(wanted.updatedAtMs));
        const auto shown = await(desk.vouchers.voucher(voucher.id));
        if (!shown || wire::encode(*shown) != wire::encode(voucher))
            m_history.violate("I3", about(voucher.id) + QStringLiteral("is not what the treasury holds"));
    }
    for (const auto& id : listed.keys()) {
        const bool known = held.contains(id) && maySee(held.value(id), me);
        if (!known && !pending.contains(id))
            m_history.violate(
                "I3", about(id) + QStringLiteral("is listed, but the treasury does not hold it"));
    }
    const auto audit = await(desk.session.verifyAudit());
    if (!audit)
        m_history.violate(
            "I7", QStringLiteral("pc%1: the desk's audit does not hold").arg(officer.host().pc()));
}

/** I2, I4, I7 and the rules of certification, from the treasury's own file. */
void Simulation::checkTreasury()
{
    const auto audit = treasury::verifyAudit(m_treasury.path(), {});
    if (!audit || !audit->faults.isEmpty())
        m_history.violate("I7", QStringLiteral("the treasury's audit does not hold"));
    for (const auto& effect : std::as_const(m_history.accepted)) {
        if (effect.statement.isEmpty())
            continue;
        if (!m_history.shownStatements.contains(effect.statement))
            m_history.violate("I4", QStringLiteral("what was signed was never shown"));
        for (const auto& intent : std::as_const(m_history.intents)) {
            if (intent.shown == effect.statement && intent.seenRevision != effect.base)
                m_history.violate(
                    "I4", QStringLiteral("a certification reached another revision than was shown"));
        }
    }
    for (const auto& voucher : vouchersIn(m_treasury.path())) {
        const auto name = voucher.id.value().left(6);
        QSet<domain::Ic> signers;
        QHash<QPair<QString, int>, int> ours;
        for (const auto& entry : voucher.history) {
            if (entry.action == HistoryAction::Certified && !entry.voided) {
                if (entry.actor.ic == voucher.preparer.ic || signers.contains(entry.actor.ic))
                    m_history.violate(
                        "duty", QStringLiteral("%1 was certified twice by one officer").arg(name));
                signers.insert(entry.actor.ic);
                const auto limit = m_treasury.officer(entry.actor.ic).limit;
                const bool receipt = entry.step == 3;
                if (!receipt && (!limit || voucher.content.total().value() > *limit))
                    m_history.violate("limit", QStringLiteral("%1 is over its signer's limit").arg(name));
            }
            if (entry.action == HistoryAction::Submitted || entry.action == HistoryAction::Certified
                || entry.action == HistoryAction::Queried || entry.action == HistoryAction::Cancelled)
                ++ours[{ entry.actor.ic.digits(), entry.action == HistoryAction::Submitted ? 1 : 0 }];
        }
        QHash<QPair<QString, int>, int> asked;
        for (const auto& effect : m_history.effects.value(voucher.id)) {
            if (effect.kind == Effect::Kind::Submit || effect.kind == Effect::Kind::Decide)
                ++asked[{ effect.sender.officer.digits(), effect.kind == Effect::Kind::Submit ? 1 : 0 }];
        }
        if (ours != asked)
            m_history.violate("I2", QStringLiteral("%1 tells another history than its officers").arg(name));
    }
}

/** I6: what nobody may read stands in no file of any PC, and in no line of the trace. */
void Simulation::checkFiles()
{
    const QList<QByteArray> canaries { Cast::password, Cast::pin, "mark-1", "Aminah", "example.invalid" };
    QDirIterator files(m_folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const auto path = files.next();
        if (!path.contains(QStringLiteral("/data/")))
            continue;
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const auto bytes = file.readAll();
        for (const auto& canary : canaries) {
            if (bytes.contains(canary))
                m_history.violate("I6",
                    QString::fromLatin1(canary) + QStringLiteral(" stands in ")
                        + file.fileName().section(u'/', -1));
        }
    }
}

} // namespace peraku::sim
