#include "fakedesk.h"

#include <domain/workflow.h>

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace peraku::fake {

using namespace domain;
using services::ListKind;
using services::ListQuery;

namespace {
QByteArray hashOf(const secret::SecureBuffer& secret)
{
    return QCryptographicHash::hash(
        QByteArrayView(reinterpret_cast<const char*>(secret.data()), qsizetype(secret.size())),
        QCryptographicHash::Sha256);
}
Async<Done> done()
{
    return ready<Done>(Result<Done>(Done {}));
}
} // namespace

// ---- session and sync ----
Async<Done> FakeSession::logIn(const Ic& ic, secret::SecureBuffer password)
{
    lastPasswordHash = hashOf(password);
    if (refuse)
        return readyError<Done>(*refuse);
    who = willLogIn;
    who.ic = ic;
    current = services::SessionState::Online;
    Q_EMIT stateChanged();
    return done();
}

Async<Done> FakeSession::changePassword(secret::SecureBuffer, secret::SecureBuffer replacement)
{
    if (refuse)
        return readyError<Done>(*refuse);
    lastPasswordHash = hashOf(replacement);
    mustChange = false;
    Q_EMIT stateChanged();
    return done();
}

Async<Done> FakeSession::logOut()
{
    current = services::SessionState::LoggedOut;
    who = {};
    Q_EMIT stateChanged();
    return done();
}

Async<Done> FakeSync::syncNow()
{
    ++asked;
    Q_EMIT statusChanged();
    return done();
}

// ---- lists ----
QList<quint32> FakeList::query(const ListQuery& query) const
{
    const Workflow workflow(m_desk.reference.processes);
    QList<std::pair<VoucherSummary, quint32>> found;
    const auto words = query.text.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < m_desk.vouchers.size(); ++i) {
        const auto& voucher = m_desk.vouchers.at(i);
        if (query.list == ListKind::Inbox && !workflow.waitsFor(voucher, m_desk.session.who))
            continue;
        const bool open = voucher.state == VoucherState::Draft || voucher.state == VoucherState::Queried;
        if (query.list == ListKind::Drafts && !(open && voucher.preparer.ic == m_desk.session.who.ic))
            continue;
        const auto row = summaryOf(voucher);
        const QString hay = QStringList { row.number, row.counterparty, row.narration,
            row.total.displayPlain(), row.preparer }
                                .join(QLatin1Char(' '))
                                .toLower();
        if (!std::all_of(words.begin(), words.end(), [&](const QString& word) { return hay.contains(word); }))
            continue;
        if ((query.kind && *query.kind != row.kind) || (query.state && *query.state != row.state)
            || (query.office && *query.office != row.office)
            || (query.from.isValid() && row.date < query.from) || (query.to.isValid() && row.date > query.to))
            continue;
        found.append({ row, quint32(i) });
    }
    const auto less = [&](const auto& a, const auto& b) {
        switch (query.sort) {
        case ListQuery::Sort::Number:
            return a.first.number < b.first.number;
        case ListQuery::Sort::Date:
            return a.first.date < b.first.date;
        case ListQuery::Sort::Counterparty:
            return a.first.counterparty < b.first.counterparty;
        case ListQuery::Sort::Amount:
            return a.first.total < b.first.total;
        case ListQuery::Sort::State:
            return int(a.first.state) < int(b.first.state);
        case ListQuery::Sort::Age:
            return a.first.updatedAtMs < b.first.updatedAtMs;
        }
        return false;
    };
    std::stable_sort(found.begin(), found.end(), less);
    if (query.descending)
        std::reverse(found.begin(), found.end());
    QList<quint32> keys;
    for (const auto& [row, key] : found)
        keys << key;
    return keys;
}

VoucherSummary FakeList::row(quint32 key) const
{
    auto summary = summaryOf(m_desk.vouchers.at(key));
    summary.waitsForMe
        = Workflow(m_desk.reference.processes).waitsFor(m_desk.vouchers.at(key), m_desk.session.who);
    return summary;
}

int FakeList::inboxCount() const
{
    return int(query({ ListKind::Inbox, {}, {}, {}, {}, {}, {}, ListQuery::Sort::Age, false }).size());
}

int FakeList::draftCount() const
{
    return int(query({ ListKind::Drafts, {}, {}, {}, {}, {}, {}, ListQuery::Sort::Age, false }).size());
}

Async<Voucher> FakeList::voucher(const VoucherId& id)
{
    const auto* voucher = m_desk.find(id);
    return voucher ? ready<Voucher>(Result<Voucher>(*voucher))
                   : readyError<Voucher>({ ErrorCode::NotFound, {}, {}, false, 0 });
}

// ---- preparing ----
Voucher FakeDrafts::newDraft(VoucherKind kind, int processNo) const
{
    Voucher voucher;
    voucher.id = VoucherId(QStringLiteral("%1").arg(m_desk.vouchers.size() + 1, 32, 16, QLatin1Char('0')));
    voucher.content.processNo = processNo;
    voucher.content.office = m_desk.session.who.office;
    voucher.content.date = m_desk.clock.now.date();
    if (kind == VoucherKind::Journal)
        voucher.content.details = JournalDetails {};
    voucher.preparer = m_desk.session.who.ref();
    voucher.createdAt = voucher.updatedAt = m_desk.clock.now;
    return voucher;
}

QList<Finding> FakeDrafts::check(const VoucherContent& content) const
{
    return validate(content, m_desk.reference.processes, m_desk.reference.data, m_desk.clock.now.date());
}

Async<services::DraftSaved> FakeDrafts::save(const Voucher& draft)
{
    if (refuse)
        return readyError<services::DraftSaved>(*refuse);
    if (held) {
        held->start();
        return held->future();
    }
    if (auto* known = m_desk.find(draft.id))
        known->content = draft.content;
    else
        m_desk.vouchers.append(draft);
    m_desk.changed(draft.id);
    return ready<services::DraftSaved>(Result<services::DraftSaved>({ draft.id, m_desk.clock.now }));
}

Async<Attachment> FakeDrafts::attach(const VoucherId&, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return readyError<Attachment>({ ErrorCode::NotFound, path, {}, false, 0 });
    const auto bytes = file.readAll();
    return ready<Attachment>(
        Result<Attachment>({ QFileInfo(path).fileName(), QStringLiteral("application/pdf"), bytes.size(),
            Sha256Hex(
                QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex())) }));
}

Async<QByteArray> FakeDrafts::attachmentBytes(const Attachment& attachment)
{
    return ready<QByteArray>(Result<QByteArray>(QByteArray("%PDF-1.4 ") + attachment.fileName.toUtf8()));
}

Async<Done> FakeDrafts::discard(const VoucherId& id)
{
    m_desk.vouchers.removeIf([&](const Voucher& voucher) { return voucher.id == id; });
    m_desk.changed(id);
    return done();
}

Async<Done> FakeDrafts::submit(const Voucher& draft)
{
    if (refuse)
        return readyError<Done>(*refuse);
    if (!m_desk.find(draft.id))
        m_desk.vouchers.append(draft);
    auto* voucher = m_desk.find(draft.id);
    voucher->content = draft.content;
    const auto next = m_desk.decisions.check(*voucher, Action::Submit);
    if (!next)
        return readyError<Done>(next.error());
    *voucher = Workflow::apply(*voucher, Action::Submit, *next, m_desk.session.who.ref(), m_desk.clock.now);
    m_desk.changed(draft.id);
    return done();
}

// ---- deciding ----
Result<Transition> FakeDecisions::check(const Voucher& voucher, Action action) const
{
    // The officer has not written a reason yet when the screen asks whether they may.
    return Workflow(m_desk.reference.processes)
        .check(voucher, action, m_desk.session.who,
            { QStringLiteral("R01"), QStringLiteral("not written yet") });
}

Async<Done> FakeDecisions::decide(const VoucherId& id, Action action, const Reason& reason)
{
    if (refuse)
        return readyError<Done>(*refuse);
    auto* voucher = m_desk.find(id);
    const auto next
        = Workflow(m_desk.reference.processes).check(*voucher, action, m_desk.session.who, reason);
    if (!next)
        return readyError<Done>(next.error());
    *voucher = Workflow::apply(*voucher, action, *next, m_desk.session.who.ref(), m_desk.clock.now, reason);
    m_desk.changed(id);
    return done();
}

Async<Done> FakeDecisions::query(const VoucherId& id, const Reason& reason)
{
    return decide(id, Action::Query, reason);
}

Async<Done> FakeDecisions::cancel(const VoucherId& id, const Reason& reason)
{
    return decide(id, Action::Cancel, reason);
}

// ---- outbox ----
Async<Done> FakeOutbox::retry(qint64 row)
{
    for (auto& entry : list)
        if (entry.id == row)
            entry.state = services::OutboxState::Queued;
    Q_EMIT changed();
    return done();
}

Async<Done> FakeOutbox::discard(qint64 row)
{
    list.removeIf([row](const services::OutboxRow& entry) { return entry.id == row; });
    Q_EMIT changed();
    return done();
}

} // namespace peraku::fake
