#include "drafts.h"

#include "attachmentfile.h"
#include "calendar.h"
#include "voucherreader.h"

#include <algorithm>

namespace peraku::services {

using domain::Action;
using domain::Attachment;
using domain::ErrorCode;
using domain::fail;
using domain::Voucher;
using domain::VoucherId;
using domain::VoucherState;

namespace {

bool holds(const domain::VoucherContent& content, const Attachment& attachment)
{
    return std::any_of(content.attachments.begin(), content.attachments.end(),
        [&](const Attachment& known) { return known.sha256 == attachment.sha256; });
}

Result<Done> withinLimits(const domain::VoucherContent& content)
{
    const auto findings = domain::validateLimits(content);
    if (!domain::hasErrors(findings))
        return Done {};
    return fail(ErrorCode::ValidationFailed, findings.first().field);
}

} // namespace

Drafts::Drafts(Parts parts, QObject* parent)
    : DraftService(parent)
    , m_parts(parts)
    , m_maker(parts.workspace, parts.clock, parts.rng)
{
}

Voucher Drafts::newDraft(domain::VoucherKind kind, int processNo) const
{
    const auto now = m_parts.clock.nowUtc();
    const auto& officer = m_parts.workspace.officer();
    Voucher draft;
    draft.id = VoucherId(m_parts.rng.hex(16));
    draft.state = VoucherState::Draft;
    draft.createdAt = now;
    draft.updatedAt = now;
    draft.preparer = officer.ref();
    draft.content.processNo = processNo;
    draft.content.office = officer.office;
    draft.content.date = malaysianDate(now);
    if (kind == domain::VoucherKind::Journal)
        draft.content.details
            = domain::JournalDetails { {}, draft.content.date.toString(QStringLiteral("yyyy-MM")), {}, {} };
    return draft;
}

QList<domain::Finding> Drafts::check(const domain::VoucherContent& content) const
{
    const auto today = malaysianDate(m_parts.clock.nowUtc());
    return domain::validate(content, m_parts.reference.catalogue(), m_parts.reference.reference(), today);
}

Result<Done> Drafts::mayEdit(const Voucher& draft, Action action) const
{
    if (!m_parts.workspace.isOpen())
        return fail(ErrorCode::SessionExpired, QStringLiteral("nobody is logged in"));
    if (hasPendingStep(m_parts.workspace, draft.id))
        return fail(ErrorCode::WrongState, QStringLiteral("a submission or decision is under way"));
    const domain::Workflow workflow(m_parts.reference.catalogue());
    if (auto allowed = workflow.check(draft, action, m_parts.workspace.officer()); !allowed)
        return fail(allowed.error());
    return Done {};
}

Async<DraftSaved> Drafts::save(const Voucher& draft)
{
    const auto at = m_parts.clock.nowUtc();
    auto stored = m_parts.workspace.change([this, draft]() -> Result<WorkChange> {
        if (auto allowed = mayEdit(draft, Action::Edit); !allowed)
            return fail(allowed.error());
        if (auto limits = withinLimits(draft.content); !limits)
            return fail(limits.error());
        WorkChange change;
        m_maker.saveDraft(change, draft);
        change.audit = AuditLine { QStringLiteral("draft-saved"), draft.id, {} };
        return change;
    });
    return domain::andThen<Done>(stored, this, [id = draft.id, at](Done) -> Result<DraftSaved> {
        return DraftSaved { id, at };
    });
}

Async<Attachment> Drafts::attach(const VoucherId& id, const QString& path)
{
    auto read = domain::runOn<AttachmentFile>(m_parts.workers, [path] { return readAttachmentFile(path); });
    return domain::andThen<AttachmentFile>(read, this, [this, id](AttachmentFile file) {
        auto stored = m_parts.workspace.change([this, id, file]() -> Result<WorkChange> {
            if (hasPendingStep(m_parts.workspace, id))
                return fail(ErrorCode::WrongState, QStringLiteral("a submission or decision is under way"));
            WorkChange change;
            m_maker.attach(change, id, file.attachment, file.bytes);
            if (const auto draft = m_parts.workspace.drafts().constFind(id);
                draft != m_parts.workspace.drafts().constEnd()) {
                auto grown = draft->voucher;
                if (!holds(grown.content, file.attachment))
                    grown.content.attachments.append(file.attachment);
                if (auto limits = withinLimits(grown.content); !limits)
                    return fail(limits.error());
                m_maker.saveDraft(change, grown);
            }
            change.audit = AuditLine { QStringLiteral("attached"), id, file.attachment.sha256.value() };
            return change;
        });
        return domain::andThen<Done>(
            stored, this, [file](Done) -> Result<Attachment> { return file.attachment; });
    });
}

Async<QByteArray> Drafts::attachmentBytes(const Attachment& attachment)
{
    if (!m_parts.workspace.isOpen())
        return domain::readyError<QByteArray>(
            { ErrorCode::SessionExpired, QStringLiteral("nobody is logged in"), {}, false, 0 });
    const auto whole = [sha256 = attachment.sha256](QByteArray bytes) -> Result<QByteArray> {
        if (sha256Of(bytes) != sha256)
            return fail(
                ErrorCode::ProtocolError, QStringLiteral("the attachment's bytes are not those of its hash"));
        return bytes;
    };
    return domain::then<QByteArray>(m_parts.workspace.vault().attachment(attachment.sha256), this,
        [this, attachment, whole](Result<QByteArray> held) -> Async<QByteArray> {
            if (held || held.error().code != ErrorCode::NotFound)
                return domain::ready<QByteArray>(std::move(held));
            auto fetched = remote::AttachmentEndpoint(m_parts.client).get(attachment.sha256);
            return domain::andThen<remote::HttpResponse>(fetched, this,
                [whole](remote::HttpResponse answer) { return whole(std::move(answer.body)); });
        });
}

Async<Done> Drafts::discard(const VoucherId& id)
{
    return domain::andThen<Voucher>(
        readVoucher(m_parts.workspace, id, this), this, [this, id](Voucher voucher) {
            return m_parts.workspace.change([this, id, voucher]() -> Result<WorkChange> {
                if (auto allowed = mayEdit(voucher, Action::Edit); !allowed)
                    return fail(allowed.error());
                const auto rows = m_parts.workspace.parcelsOf(id);
                const bool sent = std::any_of(
                    rows.begin(), rows.end(), [](const Parcel& p) { return p.row.attempts > 0; });
                const bool known = voucher.revision > 0 || sent || m_parts.workspace.ownRevision(id) > 0;
                const bool submittedOnce = voucher.contentRevision > 0;
                WorkChange change;
                if (known && !submittedOnce) {
                    m_maker.discardDraft(change, voucher);
                } else if (sent && submittedOnce
                    && std::any_of(rows.begin(), rows.end(),
                        [](const Parcel& p) { return p.isWaiting() && p.row.attempts > 0; })) {
                    return fail(
                        ErrorCode::WrongState, QStringLiteral("the change may be at the treasury already"));
                } else {
                    for (const auto& row : rows) {
                        if (row.row.state != OutboxState::Acknowledged)
                            change.remove.append(row.row.id);
                    }
                    change.removeDrafts.append(id);
                }
                change.audit = AuditLine { QStringLiteral("draft-discarded"), id, {} };
                return change;
            });
        });
}

Async<Done> Drafts::submit(const Voucher& draft)
{
    return m_parts.workspace.change([this, draft]() -> Result<WorkChange> {
        if (auto allowed = mayEdit(draft, Action::Submit); !allowed)
            return fail(allowed.error());
        const auto findings = check(draft.content);
        for (const auto& finding : findings) {
            if (finding.severity == domain::Severity::Error)
                return fail(ErrorCode::ValidationFailed, finding.field, { finding.messageKey });
        }
        const auto rows = m_parts.workspace.parcelsOf(draft.id);
        if (std::any_of(rows.begin(), rows.end(), [](const Parcel& p) { return p.isConflictingSave(); }))
            return fail(ErrorCode::Conflict, QStringLiteral("compare both versions first"));
        WorkChange change;
        m_maker.saveDraft(change, draft);
        m_maker.submit(change, draft);
        change.audit = AuditLine { QStringLiteral("submitted"), draft.id, {} };
        return change;
    });
}

} // namespace peraku::services
