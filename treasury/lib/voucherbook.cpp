#include "certification.h"
#include "digest.h"
#include "ledger.h"
#include "malaysia.h"

#include <domain/statement.h>
#include <treasury/voucherbook.h>
#include <wire/messages.h>

#include <QRegularExpression>

#include <algorithm>

namespace peraku::treasury {

using domain::Action;
using domain::Done;
using domain::ErrorCode;
using domain::Officer;
using domain::Reason;
using domain::Transition;
using domain::Voucher;
using domain::VoucherContent;
using domain::VoucherState;
using domain::Workflow;

namespace {

tl::unexpected<Refusal> refuse(domain::Error error, QList<domain::Finding> findings = {})
{
    return tl::unexpected<Refusal>(Refusal { std::move(error), std::move(findings) });
}
tl::unexpected<Refusal> refuse(ErrorCode code, QString detail = {})
{
    return refuse(domain::Error { code, std::move(detail), {}, false, 0 });
}

domain::OfficerRef treasuryRef()
{
    return { {}, QStringLiteral("Perbendaharaan"), {}, {} };
}

/** "BB/<ptj>/<year>/<6 digits>"; the series of an office starts anew each year. */
QString seriesOf(const VoucherContent& content, const QDateTime& at)
{
    const auto prefix
        = content.kind() == domain::VoucherKind::Payment ? QStringLiteral("BB") : QStringLiteral("BJ");
    return QStringLiteral("%1/%2/%3").arg(prefix, content.office.value()).arg(malaysianDate(at).year());
}

QList<domain::Finding> errorsOf(const QList<domain::Finding>& findings)
{
    QList<domain::Finding> errors;
    for (const auto& finding : findings) {
        if (finding.severity == domain::Severity::Error)
            errors.append(finding);
    }
    return errors;
}

QString lineOf(const Reason& reason)
{
    return reason.code + QStringLiteral(": ") + reason.text;
}

} // namespace

VoucherBook::VoucherBook(Ledger& ledger, const domain::ProcessCatalogue& catalogue,
    domain::ReferenceData reference, int clockAheadSeconds, int signatureMaxAgeMinutes)
    : m_ledger(ledger)
    , m_catalogue(catalogue)
    , m_workflow(catalogue)
    , m_reference(std::move(reference))
    , m_clockAheadSeconds(clockAheadSeconds)
    , m_signatureMaxAgeMinutes(signatureMaxAgeMinutes)
{
}

Outcome<Voucher> VoucherBook::settle(Voucher voucher, const char* auditAction, const QString& actor,
    const QDateTime& at, const QString& detail)
{
    const auto body = wire::encode(voucher);
    auto written = voucher.revision == 1 ? m_ledger.insert(voucher, body) : m_ledger.update(voucher, body);
    if (written)
        written = m_ledger.audit(
            { at, actor, QLatin1String(auditAction), voucher.id.value(), sha256(body), detail });
    if (!written)
        return refuse(written.error());
    return voucher;
}

Outcome<Voucher> VoucherBook::create(
    const domain::VoucherId& id, const VoucherContent& content, const Officer& preparer, const QDateTime& at)
{
    static const QRegularExpression idShape(QStringLiteral("\\A[0-9a-f]{32}\\z"));
    if (!idShape.match(id.value()).hasMatch())
        return refuse(ErrorCode::InvalidInput, QStringLiteral("id"));
    auto existing = m_ledger.find(id);
    if (!existing)
        return refuse(existing.error());
    if (*existing)
        return refuse(ErrorCode::Conflict, QStringLiteral("the id is taken"));
    Voucher voucher;
    voucher.id = id;
    voucher.content = content;
    voucher.preparer = preparer.ref();
    voucher.createdAt = at;
    voucher.updatedAt = at;
    if (auto checked = checkDraft(voucher, preparer); !checked)
        return refuse(checked.error().error, checked.error().findings);
    voucher.revision = 1;
    domain::HistoryEntry entry;
    entry.action = domain::HistoryAction::Created;
    entry.revision = 1;
    entry.actor = preparer.ref();
    entry.at = at;
    voucher.history.append(entry);
    return settle(std::move(voucher), "voucher.created", preparer.ic.digits(), at);
}

Outcome<Transition> VoucherBook::checkDraft(const Voucher& voucher, const Officer& actor) const
{
    auto transition = m_workflow.check(voucher, Action::Edit, actor);
    if (!transition)
        return refuse(transition.error());
    if (!actor.serves(voucher.content.office))
        return refuse(ErrorCode::NotAllowed, QStringLiteral("office"));
    if (const auto findings = errorsOf(domain::validateLimits(voucher.content)); !findings.isEmpty())
        return refuse({ ErrorCode::ValidationFailed, {}, {}, false, 0 }, findings);
    return *transition;
}

Outcome<Voucher> VoucherBook::edit(
    const Voucher& voucher, const VoucherContent& content, const Officer& actor, const QDateTime& at)
{
    // The rules hold for what stands and for what it becomes: nobody moves a voucher out of, or into, an
    // office that is not theirs.
    if (auto allowed = m_workflow.check(voucher, Action::Edit, actor); !allowed)
        return refuse(allowed.error());
    auto changed = voucher;
    changed.content = content;
    auto transition = checkDraft(changed, actor);
    if (!transition)
        return refuse(transition.error().error, transition.error().findings);
    if (!voucher.number.isEmpty()
        && (content.kind() != voucher.content.kind() || content.office != voucher.content.office))
        return refuse(ErrorCode::WrongState,
            QStringLiteral("a numbered voucher keeps its kind and office; cancel it and enter a new one"));
    return settle(Workflow::apply(changed, Action::Edit, *transition, actor.ref(), at), "voucher.edited",
        actor.ic.digits(), at);
}

Outcome<Done> VoucherBook::discard(const Voucher& voucher, const Officer& actor, const QDateTime& at)
{
    if (voucher.state != VoucherState::Draft || voucher.contentRevision > 0)
        return refuse(
            ErrorCode::WrongState, QStringLiteral("only a draft that was never submitted is discarded"));
    if (auto transition = m_workflow.check(voucher, Action::Edit, actor); !transition)
        return refuse(transition.error());
    auto written = m_ledger.bury(voucher);
    if (written)
        written = m_ledger.audit(
            { at, actor.ic.digits(), QStringLiteral("voucher.discarded"), voucher.id.value(), {}, {} });
    if (!written)
        return refuse(written.error());
    return Done {};
}

Outcome<Done> VoucherBook::checkAttachments(const VoucherContent& content)
{
    QList<domain::Finding> findings;
    for (qsizetype i = 0; i < content.attachments.size(); ++i) {
        const auto& attachment = content.attachments.at(i);
        auto stored = m_ledger.attachment(attachment.sha256);
        if (!stored)
            return refuse(stored.error());
        if (!*stored || (*stored)->size != attachment.size || (*stored)->mediaType != attachment.mediaType)
            findings.append({ QStringLiteral("attachments[%1]").arg(i), domain::Severity::Error,
                QStringLiteral("finding.attachment-not-uploaded"), { attachment.fileName } });
    }
    if (!findings.isEmpty())
        return refuse({ ErrorCode::ValidationFailed, QStringLiteral("attachments"), {}, false, 0 }, findings);
    return Done {};
}

Outcome<Voucher> VoucherBook::submit(const Voucher& voucher, const Officer& actor, const QDateTime& at)
{
    auto transition = m_workflow.check(voucher, Action::Submit, actor);
    if (!transition)
        return refuse(transition.error());
    if (!m_reference.processes.contains(voucher.content.processNo))
        return refuse(
            ErrorCode::NotAllowed, QStringLiteral("this treasury takes no vouchers of that process"));
    const auto findings = domain::validate(voucher.content, m_catalogue, m_reference, malaysianDate(at));
    if (domain::hasErrors(findings))
        return refuse({ ErrorCode::ValidationFailed, {}, {}, false, 0 }, findings);
    if (auto uploaded = checkAttachments(voucher.content); !uploaded)
        return refuse(uploaded.error().error, uploaded.error().findings);

    auto submitted = Workflow::apply(voucher, Action::Submit, *transition, actor.ref(), at);
    submitted.submittedAt = at;
    if (submitted.number.isEmpty()) {
        const auto series = seriesOf(submitted.content, at);
        auto next = m_ledger.nextInSeries(series);
        if (!next)
            return refuse(next.error());
        submitted.number = QStringLiteral("%1/%2").arg(series).arg(*next, 6, 10, QLatin1Char('0'));
    }
    const auto number = submitted.number;
    auto settled = settle(std::move(submitted), "voucher.submitted", actor.ic.digits(), at, number);
    if (!settled)
        return settled;
    return postIfComplete(std::move(*settled), at);
}

Outcome<Voucher> VoucherBook::postIfComplete(Voucher voucher, const QDateTime& at)
{
    if (m_workflow.nextStep(voucher) != 0)
        return voucher;
    auto transition = m_workflow.checkSystem(voucher, Action::Post);
    if (!transition)
        return refuse(transition.error());
    return settle(Workflow::apply(voucher, Action::Post, *transition, treasuryRef(), at), "voucher.posted",
        QStringLiteral("treasury"), at);
}

Outcome<Voucher> VoucherBook::certify(const Voucher& voucher, const Certification& certification,
    const Officer& actor, const QDateTime& at, SignatureVerifier* verifier, const QByteArray& crl)
{
    auto transition = m_workflow.check(voucher, Action::Certify, actor);
    if (!transition)
        return refuse(transition.error());
    const auto stepKind = m_workflow.nextStepKind(voucher);
    if (!stepKind)
        return refuse(ErrorCode::WrongState);
    const auto statement = checkStatement(certification.statement, voucher, transition->step, *stepKind,
        actor, at, { m_clockAheadSeconds, m_signatureMaxAgeMinutes * 60 });
    if (!statement)
        return refuse(statement.error());
    const auto obstacle = m_ledger.certificateObstacle(statement->signerCertificate, actor.ic);
    if (!obstacle)
        return refuse(obstacle.error());
    if (*obstacle)
        return refuse(**obstacle, QStringLiteral("the certificate as registered for this officer"));
    if (certification.mediumRefusal) {
        if (const auto refused = certification.mediumRefusal(statement->signerCertificate))
            return refuse(*refused);
    }

    VerifiedSignature evidence;
    evidence.crl = crl;
    if (verifier) {
        auto verified = verifier->verify({ certification.statement, certification.cms, actor.ic, at });
        if (!verified)
            return refuse(verified.error());
        if (const auto failure = verified->report.firstFailure())
            return refuse(*failure);
        if (!verified->report.valid())
            return refuse(ErrorCode::SignatureInvalid, QStringLiteral("the verification is incomplete"));
        if (verified->report.signer.sha256 != statement->signerCertificate)
            return refuse(ErrorCode::StatementMismatch, QStringLiteral("signerCertificate"));
        evidence = std::move(*verified);
    }
    QString nonce;
    if (certification.nonceOf) {
        auto released = certification.nonceOf(evidence.attributesDigest);
        if (!released)
            return refuse(released.error());
        nonce = std::move(*released);
    }

    domain::SignatureRecord record;
    record.voucher = voucher.id;
    record.contentRevision = voucher.contentRevision;
    record.step = transition->step;
    record.signer = actor.ref();
    record.medium = certification.medium;
    record.statement = certification.statement;
    record.cms = certification.cms;
    record.crl = evidence.crl;
    record.ocsp = evidence.ocsp;
    record.timestampAt = evidence.report.timestampTime;
    record.nonceId = nonce;
    record.receivedAt = at;
    if (auto kept = m_ledger.addSignature(record); !kept)
        return refuse(kept.error());
    const domain::Sha256Hex hash(QString::fromLatin1(sha256(certification.cms).toHex()));
    auto settled = settle(Workflow::apply(voucher, Action::Certify, *transition, actor.ref(), at, {}, hash),
        "voucher.certified", actor.ic.digits(), at,
        QStringLiteral("step %1 signature %2").arg(transition->step).arg(hash.value()));
    if (!settled)
        return settled;
    return postIfComplete(std::move(*settled), at);
}

Outcome<Voucher> VoucherBook::query(
    const Voucher& voucher, const Reason& reason, const Officer& actor, const QDateTime& at)
{
    return withReason(voucher, Action::Query, reason, actor, at);
}

Outcome<Voucher> VoucherBook::cancel(
    const Voucher& voucher, const Reason& reason, const Officer& actor, const QDateTime& at)
{
    return withReason(voucher, Action::Cancel, reason, actor, at);
}

Outcome<Voucher> VoucherBook::withReason(
    const Voucher& voucher, Action action, const Reason& reason, const Officer& actor, const QDateTime& at)
{
    auto transition = m_workflow.check(voucher, action, actor, reason);
    if (!transition)
        return refuse(transition.error());
    const bool query = action == Action::Query;
    const bool known
        = std::any_of(m_reference.reasons.cbegin(), m_reference.reasons.cend(), [&](const auto& each) {
              return each.code == reason.code && (query ? each.forQuery : each.forCancel);
          });
    if (!known)
        return refuse(ErrorCode::ReasonMissing, QStringLiteral("reason.code"));
    if (reason.text.size() > domain::limits::reasonText)
        return refuse(ErrorCode::InvalidInput, QStringLiteral("reason.text"));
    if (transition->voidsCertifications) {
        if (auto voided = m_ledger.voidSignatures(voucher.id, actor.ic, at); !voided)
            return refuse(voided.error());
    }
    auto settled = settle(Workflow::apply(voucher, action, *transition, actor.ref(), at, reason),
        query ? "voucher.queried" : "voucher.cancelled", actor.ic.digits(), at, lineOf(reason));
    if (settled && voucher.preparer.ic != actor.ic) {
        if (auto told = tellPreparer(*settled, query, reason, at); !told)
            return refuse(told.error());
    }
    return settled;
}

domain::Result<Done> VoucherBook::tellPreparer(
    const Voucher& voucher, bool query, const Reason& reason, const QDateTime& at)
{
    auto address = m_ledger.emailOf(voucher.preparer.ic);
    if (!address)
        return domain::fail(address.error());
    if (!*address)
        return Done {};
    const auto subject = query ? QStringLiteral("Baucar %1 dikuiri / queried")
                               : QStringLiteral("Baucar %1 dibatalkan / cancelled");
    return m_ledger.queueMail(
        { **address, subject.arg(voucher.number),
            QStringLiteral("%1\n\nSebab / reason: %2\n").arg(voucher.number, lineOf(reason)) },
        at);
}

Outcome<Voucher> VoucherBook::pay(const Voucher& voucher, const QDateTime& at)
{
    auto transition = m_workflow.checkSystem(voucher, Action::Pay);
    if (!transition)
        return refuse(transition.error());
    const auto* details = voucher.content.payment();
    if (!details)
        return refuse(ErrorCode::WrongState, QStringLiteral("only payment vouchers are paid"));
    const auto date = malaysianDate(at);
    const auto prefix
        = details->mode == domain::PaymentMode::Eft ? QStringLiteral("EFT") : QStringLiteral("CEK");
    const auto series = prefix + QLatin1Char('/') + QString::number(date.year());
    auto next = m_ledger.nextInSeries(series);
    if (!next)
        return refuse(next.error());
    auto paid = Workflow::apply(voucher, Action::Pay, *transition, treasuryRef(), at);
    paid.paid
        = domain::PaymentRecord { QStringLiteral("%1/%2").arg(series).arg(*next, 8, 10, QLatin1Char('0')),
              date };
    const auto reference = paid.paid->reference;
    return settle(std::move(paid), "voucher.paid", QStringLiteral("treasury"), at, reference);
}

} // namespace peraku::treasury
