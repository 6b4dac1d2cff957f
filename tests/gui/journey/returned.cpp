#include "actor.h"

#include <domain/messages.h>
#include <ui/forms/vouchereditor.h>

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

#include <algorithm>

/** What happens to vouchers that do not go straight through. */
namespace peraku::journey {

domain::Voucher Actor::awaitVoucher(const domain::VoucherId& id,
    const std::function<bool(const domain::Voucher&)>& holds, const QString& what)
{
    domain::Voucher now;
    waitFor(
        [&] {
            sync();
            now = voucher(id);
            return holds(now);
        },
        what);
    return now;
}

void Actor::decideWithReason(const domain::VoucherId& id, domain::Action action, const QString& text)
{
    const auto began = QDateTime::currentDateTimeUtc();
    const bool query = action == domain::Action::Query;
    sync();
    const auto before = voucher(id);
    select(id);
    click(query ? "query" : "cancelVoucher");
    auto* code = find<QComboBox>("reasonCode");
    code->setFocus();
    QTest::keyClick(code, Qt::Key_Down);
    type(find<QPlainTextEdit>("reasonText"), text);
    const auto step = query ? QStringLiteral("query") : QStringLiteral("cancel");
    picture(step);
    click("sendReason");
    const auto wanted = query ? domain::VoucherState::Queried : domain::VoucherState::Cancelled;
    const auto after = awaitVoucher(
        id, [wanted](const domain::Voucher& now) { return now.state == wanted; }, step);
    const auto& entry = after.history.constLast();
    if (entry.reasonText != text || entry.reasonCode.isEmpty()
        || after.certifiedSteps > before.certifiedSteps)
        throw Stopped(QStringLiteral("the reason did not reach the treasury"));
    m_journal.add(step, m_person.role, m_person.ic, after.number, domain::toWire(before.state),
        domain::toWire(after.state), began, { { QStringLiteral("reasonCode"), entry.reasonCode } });
}

void Actor::amend(const domain::VoucherId& id, const QString& narration, const QString& expectedReason)
{
    const auto began = QDateTime::currentDateTimeUtc();
    const auto before = voucher(id);
    if (before.state != domain::VoucherState::Queried || before.certifiedSteps != 0)
        throw Stopped(QStringLiteral("%1 did not come back").arg(before.number));
    select(id);
    trigger("actionEdit");
    find<ui::VoucherEditor>("voucherEditor");
    const auto shown = find<QLabel>("queryNotice")->text();
    if (!shown.contains(expectedReason))
        throw Stopped(QStringLiteral("the form does not say why it came back: %1").arg(shown));
    auto* text = find<QPlainTextEdit>("field.narration");
    text->selectAll();
    type(text, narration);
    submitForm(QStringLiteral("amend"));
    const auto after = awaitVoucher(
        id,
        [&before](const domain::Voucher& now) {
            return now.state == domain::VoucherState::Submitted
                && now.contentRevision == before.contentRevision + 1;
        },
        QStringLiteral("the resubmission"));
    if (after.content.narration != narration || after.number != before.number || after.certifiedSteps != 0)
        throw Stopped(QStringLiteral("the resubmission is not what was typed"));
    m_journal.add(QStringLiteral("resubmit"), m_person.role, m_person.ic, after.number,
        domain::toWire(before.state), domain::toWire(after.state), began,
        { { QStringLiteral("contentRevision"), after.contentRevision } });
}

void Actor::discardDraft()
{
    const auto began = QDateTime::currentDateTimeUtc();
    const int drafts = m_desk->vouchers.draftCount();
    trigger("actionNewPayment");
    auto* editor = find<ui::VoucherEditor>("voucherEditor");
    type(find<QPlainTextEdit>("field.narration"), QStringLiteral("Dibuka tersilap"));
    waitFor(
        [editor] { return !editor->hasUnsavedChanges(); }, QStringLiteral("the draft to be saved by itself"));
    sync();
    click("discardDraft");
    waitFor(
        [this, drafts] {
            sync();
            return m_desk->vouchers.draftCount() == drafts && m_desk->outbox.pendingCount() == 0;
        },
        QStringLiteral("the draft to be gone"));
    m_journal.add(
        QStringLiteral("discard"), m_person.role, m_person.ic, {}, QStringLiteral("draft"), {}, began);
}

void Actor::requireSignatures(const domain::VoucherId& id, int valid, int voided)
{
    select(id);
    trigger("actionHistory");
    auto* list = find<QListWidget>("signatures");
    waitFor(
        [&] { return list->count() == valid + voided; }, QStringLiteral("every signature in the history"));
    picture(QStringLiteral("history"));
    click("historyClose");
    std::optional<domain::Result<QList<domain::SignatureRecord>>> done;
    domain::onFinished<QList<domain::SignatureRecord>>(m_desk->evidence.signatures(id), m_window.get(),
        [&done](domain::Result<QList<domain::SignatureRecord>> result) { done = std::move(result); });
    waitFor([&done] { return done.has_value(); }, QStringLiteral("the signatures"));
    if (!*done)
        throw Stopped(domain::errorSentence(done->error()));
    const auto count = std::count_if(
        (*done)->cbegin(), (*done)->cend(), [](const domain::SignatureRecord& each) { return each.voided; });
    if (count != voided)
        throw Stopped(QStringLiteral("%1 signatures no longer count, not %2").arg(count).arg(voided));
}

} // namespace peraku::journey
