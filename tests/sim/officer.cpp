#include "officer.h"

#include <QFile>

#include <algorithm>

namespace peraku::sim {

using domain::Action;
using domain::Done;
using domain::Result;
using domain::Voucher;
using domain::VoucherId;
using services::ListKind;
using services::OutboxState;
using services::SessionState;

namespace {

const domain::Reason reason { QStringLiteral("X01"), QStringLiteral("Perlu dibetulkan") };

} // namespace

Officer::Officer(
    DeskHost& host, const DeskHost::World& world, QList<Cast::Member> people, test::Samples& samples)
    : m_host(host)
    , m_world(world)
    , m_people(std::move(people))
    , m_samples(samples)
    , m_attention(std::make_unique<QObject>())
{
}

void Officer::turnedOff()
{
    m_attention = std::make_unique<QObject>();
    m_form.reset();
    m_entering = false;
    m_signing = false;
}

void Officer::note(const char* what, const QString& about)
{
    m_world.history.trace.add(m_world.time.now(),
        QStringLiteral("pc%1 %2 %3").arg(m_host.pc()).arg(QLatin1String(what), about.left(40)));
}

qsizetype Officer::asked(Effect::Kind kind, const VoucherId& id, const QString& mark)
{
    Intent intent;
    intent.kind = kind;
    intent.sender = m_host.sender();
    intent.voucher = id;
    intent.mark = mark;
    return m_world.history.asked(std::move(intent));
}

void Officer::answered(qsizetype number, bool told)
{
    const auto& intent = m_world.history.intents.at(number);
    qint64 newest = 0;
    for (const auto& row : m_host.desk().outbox.rows()) {
        if (row.voucher == intent.voucher && row.operation != services::OutboxOperation::Attach
            && DeskHost::kindOf(row) == intent.kind)
            newest = std::max(newest, row.id);
    }
    m_world.history.answered(number, told, told ? newest : 0);
}

QString Officer::freshMark()
{
    m_world.history.amends(m_host.sender(), m_form->voucher.id);
    m_form->seen = m_world.history.mark(m_form->seen);
    m_form->voucher.content.narration = m_form->seen;
    return m_form->seen;
}

std::optional<VoucherId> Officer::anyOf(ListKind list)
{
    services::ListQuery query;
    query.list = list;
    const auto rows = m_host.desk().vouchers.query(query);
    if (rows.isEmpty())
        return std::nullopt;
    return m_host.desk().vouchers.row(rows.at(m_world.random.below(int(rows.size())))).id;
}

void Officer::act()
{
    if (m_entering)
        return;
    const auto desk = m_host.desk();
    if (desk.session.state() == SessionState::LoggedOut)
        return logIn();
    auto& random = m_world.random;
    const int dice = random.below(100);
    if (dice < 72) {
        if (desk.session.officer().has(domain::Role::Preparer)
            && (desk.session.officer().roles.size() == 1 || random.chance(60)))
            return prepare();
        return decide();
    }
    if (dice < 82) {
        note("sync");
        return when<Done>(
            desk.sync.syncNow(), [this](const Result<Done>& result) { noteResult("synced", result); });
    }
    if (dice < 92)
        return outbox();
    if (dice < 94)
        return desk.sync.cancel();
    if (dice < 96) {
        note("log out");
        m_form.reset();
        m_signing = false;
        return when<Done>(desk.session.logOut(), [](const Result<Done>&) {});
    }
    if (desk.session.state() == SessionState::Offline)
        return logIn();
}

void Officer::logIn()
{
    const bool again = m_host.desk().session.state() == SessionState::Offline;
    const auto ic = again ? m_host.sender().officer : m_world.random.oneOf(m_people).officer.ic;
    m_entering = true;
    note("log in", ic.digits().right(4));
    when<Done>(m_host.logIn(ic), [this](const Result<Done>& result) {
        m_entering = false;
        noteResult("logged in", result);
        if (result)
            m_host.desk().sync.start();
    });
}

void Officer::prepare()
{
    if (!m_form)
        return m_world.random.chance(40) ? beginForm() : openForm();
    const int dice = m_world.random.below(100);
    if (dice < 32)
        return save();
    if (dice < 40)
        return attach();
    if (dice < 88)
        return m_form->voucher.content.attachments.isEmpty() ? attach() : submit();
    if (dice < 93)
        return discard();
    m_form.reset();
}

void Officer::beginForm()
{
    const auto& officer = m_host.desk().session.officer();
    auto content = m_world.random.chance(70) ? m_samples.payment() : m_samples.journal();
    auto draft = m_host.desk().drafts.newDraft(content.kind(), content.processNo);
    content.office = draft.content.office;
    content.attachments.clear();
    for (auto& line : content.lines)
        line.segments.insert(QStringLiteral("office"), officer.office.value());
    draft.content = content;
    m_form = Form { draft, {} };
    save();
}

void Officer::openForm()
{
    const auto id = anyOf(ListKind::Drafts);
    if (!id)
        return;
    when<Voucher>(m_host.desk().vouchers.voucher(*id), [this](const Result<Voucher>& voucher) {
        if (voucher && !m_form)
            m_form = Form { *voucher, voucher->content.narration };
    });
}

void Officer::save()
{
    const auto mark = freshMark();
    const auto id = m_form->voucher.id;
    const auto number = asked(Effect::Kind::Save, id, mark);
    note("save", mark + QLatin1Char(' ') + id.value().left(6));
    when<services::DraftSaved>(m_host.desk().drafts.save(m_form->voucher),
        [this, number](const Result<services::DraftSaved>& saved) {
            noteResult("saved", saved);
            answered(number, saved.has_value());
            if (!saved && m_world.random.chance(50))
                m_form.reset();
        });
}

void Officer::attach()
{
    QFile file(m_host.folder() + QStringLiteral("/invois.pdf"));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("the document cannot be written");
    file.write("%PDF-1.7 " + QByteArray::number(m_world.random.below(12)));
    file.close();
    const auto id = m_form->voucher.id;
    note("attach", id.value().left(6));
    m_world.history.amends(m_host.sender(), id);
    when<domain::Attachment>(m_host.desk().drafts.attach(id, file.fileName()),
        [this, id](const Result<domain::Attachment>& attached) {
            noteResult("attached", attached);
            if (!attached || !m_form || m_form->voucher.id != id)
                return;
            auto& held = m_form->voucher.content.attachments;
            if (std::none_of(held.begin(), held.end(),
                    [&](const auto& known) { return known.sha256 == attached->sha256; }))
                held.append(*attached);
        });
}

void Officer::submit()
{
    const auto mark = freshMark();
    const auto id = m_form->voucher.id;
    const auto saving = asked(Effect::Kind::Save, id, mark);
    const auto submitting = asked(Effect::Kind::Submit, id, mark);
    note("submit", mark + QLatin1Char(' ') + id.value().left(6));
    when<Done>(
        m_host.desk().drafts.submit(m_form->voucher), [this, saving, submitting](const Result<Done>& result) {
            noteResult("submitted", result);
            answered(saving, result.has_value());
            answered(submitting, result.has_value());
        });
    m_form.reset();
}

void Officer::discard()
{
    const auto id = m_form->voucher.id;
    note("discard", id.value().left(6));
    const auto concerned = m_world.history.givenUp(m_host.sender(), id, 0);
    when<Done>(m_host.desk().drafts.discard(id), [this, concerned](const Result<Done>& result) {
        noteResult("discarded", result);
        if (!result)
            m_world.history.keptAfterAll(concerned);
    });
    m_form.reset();
}

void Officer::outbox()
{
    const auto rows = m_host.desk().outbox.rows();
    if (rows.isEmpty())
        return;
    const auto& row = rows.at(m_world.random.below(int(rows.size())));
    const bool blocked = row.state == OutboxState::NeedsAttention || row.state == OutboxState::Conflict;
    const bool conflicts
        = row.state == OutboxState::Conflict && row.operation != services::OutboxOperation::Attach;
    if (conflicts && m_world.random.chance(60)) {
        note("compare", row.voucher.value().left(6));
        return when<services::VoucherConflict>(m_host.desk().conflicts.compare(row.id),
            [this](const Result<services::VoucherConflict>& conflict) {
                noteResult("compared", conflict);
                if (conflict)
                    resolve(*conflict);
            });
    }
    if (m_world.random.chance(blocked ? 50 : 80)) {
        note("retry", row.voucher.value().left(6));
        return when<Done>(m_host.desk().outbox.retry(row.id),
            [this](const Result<Done>& result) { noteResult("retried", result); });
    }
    note("give up", row.voucher.value().left(6));
    const auto concerned = m_world.history.givenUp(m_host.sender(), row.voucher, row.id);
    when<Done>(m_host.desk().outbox.discard(row.id), [this, concerned](const Result<Done>& result) {
        noteResult("given up", result);
        if (!result)
            m_world.history.keptAfterAll(concerned);
    });
}

void Officer::decide()
{
    const auto id = anyOf(m_world.random.chance(85) ? ListKind::Inbox : ListKind::All);
    if (!id)
        return;
    const int dice = m_world.random.below(100);
    if (dice < 65)
        return certify(*id);
    withReason(*id, dice < 90 ? Action::Query : Action::Cancel);
}

void Officer::withReason(const VoucherId& id, Action action)
{
    const auto number = asked(Effect::Kind::Decide, id);
    note(action == Action::Query ? "query" : "cancel", id.value().left(6));
    auto& decisions = m_host.desk().decisions;
    when<Done>(action == Action::Query ? decisions.query(id, reason) : decisions.cancel(id, reason),
        [this, number](const Result<Done>& result) {
            noteResult("decided", result);
            answered(number, result.has_value());
        });
}

void Officer::certify(const VoucherId& id)
{
    if (std::exchange(m_signing, true))
        return;
    when<domain::MediumInventory>(
        m_host.desk().certify.media(), [this, id](const Result<domain::MediumInventory>& found) {
            if (found && !found->credentials.isEmpty())
                return certifyWith(id, found->credentials.first());
            m_signing = false;
        });
}

void Officer::certifyWith(const VoucherId& id, const domain::Credential& credential)
{
    auto& certify = m_host.desk().certify;
    when<services::Review>(certify.freeze(id, credential), [this](const Result<services::Review>& review) {
        noteResult("review", review);
        if (!review) {
            m_signing = false;
            return;
        }
        auto& service = m_host.desk().certify;
        when<services::SignedDecision>(service.sign(*review, { Cast::secretOf(Cast::pin), {} }),
            [this, review = *review](const Result<services::SignedDecision>& decision) {
                m_signing = false;
                noteResult("signed", decision);
                if (!decision)
                    return;
                const auto number = asked(Effect::Kind::Decide, review.statement.voucherId);
                auto& intent = m_world.history.intents[number];
                intent.shown = review.bytes;
                intent.seenRevision = review.baseRevision;
                m_world.history.shownStatements.insert(review.bytes);
                when<Done>(m_host.desk().certify.confirm(review, *decision),
                    [this, number](const Result<Done>& result) {
                        noteResult("confirmed", result);
                        answered(number, result.has_value());
                    });
            });
    });
}

} // namespace peraku::sim
