#include "pens.h"
#include "roster.h"
#include "story.h"

#include <treasury/voucherbook.h>
#include <wire/messages.h>

#include <QCryptographicHash>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <thread>

namespace peraku::demo {

using domain::Action;
using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;
using domain::Voucher;
using treasury::Outcome;

namespace {

constexpr int batchSize = 500;

domain::Error errorOf(const treasury::Refusal& refusal, const Story& story, const Event* event = nullptr)
{
    auto error = refusal.error;
    for (const auto& finding : refusal.findings) {
        if (finding.severity == domain::Severity::Error)
            error.detail += QStringLiteral(" %1:%2").arg(finding.field, finding.messageKey);
    }
    error.detail += QStringLiteral(" (voucher %1)").arg(story.id.value());
    if (event)
        error.detail += QStringLiteral(" %1 step %2").arg(domain::toWire(event->action)).arg(event->step);
    return error;
}

/** A voucher of the batch between its phases. */
struct Draft {
    Story story;
    Voucher voucher;
    Result<QList<Signed>> signatures = QList<Signed>();
};

class Filler {
public:
    Filler(treasury::Admin& admin, HistorySigner& signer, Storyteller& teller, const DemoOptions& options)
        : m_admin(admin)
        , m_signer(signer)
        , m_teller(teller)
        , m_options(options)
    {
    }
    Result<DemoReport> run();

private:
    Result<Done> batch(int count);
    Result<Done> prepare(Draft& draft);
    void signAll(std::vector<Draft>& drafts) const;
    Result<Done> live(Draft& draft);
    Outcome<Voucher> apply(const Draft& draft, const Event& event, qsizetype& signature);

    treasury::Admin& m_admin;
    HistorySigner& m_signer;
    Storyteller& m_teller;
    const DemoOptions& m_options;
    DemoReport m_report;
    QCryptographicHash m_hash { QCryptographicHash::Sha256 };
};

Result<Done> Filler::prepare(Draft& draft)
{
    auto& book = m_admin.vouchers();
    auto created
        = book.create(draft.story.id, draft.story.content, *draft.story.preparer, draft.story.createdAt);
    if (!created)
        return fail(errorOf(created.error(), draft.story));
    draft.voucher = std::move(*created);
    if (draft.story.events.isEmpty())
        return Done {};
    auto submitted = book.submit(draft.voucher, *draft.story.preparer, draft.story.events.first().at);
    if (!submitted)
        return fail(errorOf(submitted.error(), draft.story));
    draft.voucher = std::move(*submitted);
    return Done {};
}

void Filler::signAll(std::vector<Draft>& drafts) const
{
    // Statements need only the number given on submission, so a batch is signed by all cores at once.
    std::atomic<std::size_t> next { 0 };
    const auto work = [&] {
        for (auto i = next++; i < drafts.size(); i = next++)
            drafts[i].signatures = m_signer.sign(drafts[i].story, drafts[i].voucher);
    };
    const int threads = m_options.threads > 0 ? m_options.threads : QThread::idealThreadCount();
    std::vector<std::thread> helpers;
    for (int i = 1; i < threads; ++i)
        helpers.emplace_back(work);
    work();
    for (auto& helper : helpers)
        helper.join();
}

Outcome<Voucher> Filler::apply(const Draft& draft, const Event& event, qsizetype& signature)
{
    auto& book = m_admin.vouchers();
    switch (event.action) {
    case Action::Submit:
        return book.submit(draft.voucher, *event.actor, event.at);
    case Action::Edit:
        return book.edit(draft.voucher, event.content, *event.actor, event.at);
    case Action::Query:
        return book.query(draft.voucher, event.reason, *event.actor, event.at);
    case Action::Cancel:
        return book.cancel(draft.voucher, event.reason, *event.actor, event.at);
    case Action::Pay:
        return book.pay(draft.voucher, event.at);
    case Action::Certify: {
        const auto& made = draft.signatures->at(signature++);
        auto crl = m_signer.crlAt(event.at);
        if (!crl)
            return tl::unexpected<treasury::Refusal>({ crl.error(), {} });
        ++m_report.signatures;
        return book.certify(draft.voucher, { made.statement, made.cms, domain::SigningMedium::Token },
            *event.actor, event.at, nullptr, *crl);
    }
    case Action::Post:
        break;
    }
    return tl::unexpected<treasury::Refusal>(
        { { ErrorCode::Internal, QStringLiteral("story"), {}, false, 0 }, {} });
}

Result<Done> Filler::live(Draft& draft)
{
    if (!draft.signatures)
        return fail(draft.signatures.error());
    qsizetype signature = 0;
    for (qsizetype i = 1; i < draft.story.events.size(); ++i) {
        auto changed = apply(draft, draft.story.events.at(i), signature);
        if (!changed)
            return fail(errorOf(changed.error(), draft.story, &draft.story.events.at(i)));
        draft.voucher = std::move(*changed);
    }
    for (auto& entry : draft.voucher.history)
        entry.signatureHash = {};
    m_hash.addData(wire::encode(draft.voucher));
    ++m_report.vouchers;
    return Done {};
}

Result<Done> Filler::batch(int count)
{
    if (auto begun = m_admin.beginBatch(); !begun)
        return begun;
    std::vector<Draft> drafts;
    drafts.reserve(std::size_t(count));
    for (int i = 0; i < count; ++i) {
        drafts.push_back({ m_teller.next(), {}, {} });
        if (auto prepared = prepare(drafts.back()); !prepared)
            return prepared;
    }
    signAll(drafts);
    for (auto& draft : drafts) {
        if (auto lived = live(draft); !lived)
            return lived;
    }
    return m_admin.commitBatch();
}

Result<DemoReport> Filler::run()
{
    for (int done = 0; done < m_options.vouchers;) {
        const int count = std::min(batchSize, m_options.vouchers - done);
        if (auto filled = batch(count); !filled)
            return fail(filled.error());
        done += count;
        if (m_options.progress)
            m_options.progress(done, m_options.vouchers);
    }
    m_report.contentHash = m_hash.result();
    return m_report;
}

Result<Done> uploadPapers(treasury::Admin& admin, const World& world, const Calendar& calendar)
{
    if (auto begun = admin.beginBatch(); !begun)
        return begun;
    const auto& clerk = world.state().officers.first().officer;
    for (const auto& paper : papers()) {
        if (auto kept = admin.addAttachment(paper.bytes, clerk.ic, calendar.begin()); !kept)
            return fail(kept.error());
    }
    return admin.commitBatch();
}

} // namespace

Result<DemoReport> fillTreasury(
    treasury::Admin& admin, pki::CertificateAuthority& authority, const DemoOptions& options)
{
    auto world = World::make(options);
    if (!world)
        return fail(world.error());
    auto existing = admin.officers();
    if (!existing)
        return fail(existing.error());
    if (!existing->isEmpty())
        return fail(ErrorCode::InvalidInput,
            QStringLiteral(
                "the treasury has officers already. If an earlier fill was interrupted, begin anew "
                "with a new data folder (./demo --reset)"));
    const Calendar calendar(options.today);
    if (auto set = admin.setReference(world->state().reference); !set)
        return fail(set.error());
    const auto roster = employ(admin, authority, *world, options);
    if (!roster)
        return fail(roster.error());
    auto pens = PenCase::make(*world, authority, calendar);
    if (!pens)
        return fail(pens.error());
    for (const auto& [ic, certificate] : (*pens)->certificates()) {
        if (auto registered = admin.registerCertificate(ic, certificate); !registered)
            return fail(registered.error());
    }
    if (auto uploaded = uploadPapers(admin, *world, calendar); !uploaded)
        return fail(uploaded.error());
    auto signer = HistorySigner::make(**pens, authority, admin.catalogue(), options);
    if (!signer)
        return fail(signer.error());
    Storyteller teller(*world, admin.catalogue(), options);
    auto report = Filler(admin, **signer, teller, options).run();
    if (!report)
        return report;
    for (const auto& certificate : (*pens)->withdrawn()) {
        if (auto withdrawn = admin.withdrawCertificate(certificate); !withdrawn)
            return fail(withdrawn.error());
    }
    if (auto published = publish(*roster, options); !published)
        return fail(published.error());
    return report;
}

} // namespace peraku::demo
