#pragma once

#include "batch.h"
#include "deskfixture.h"
#include "keysigner.h"
#include "media.h"

#include <support/realpki.h>
#include <treasury/cadesverifier.h>

namespace peraku::test {

using support::RealPki;

/** An office with submitted vouchers and a checker who has a key. */
class SigningOffice {
public:
    explicit SigningOffice(int vouchers)
        : clerk(world, clerkFiles)
    {
        world.roots = { pki.pki.root.der };
        require(clerk.logIn());
        require(await(clerk.sync.syncNow()));
        for (int i = 0; i < vouchers; ++i)
            ids.append(submit());
        require(await(clerk.sync.syncNow()));
        start();
    }

    VoucherId submit(qint64 sen = 12345)
    {
        const auto draft = clerk.submittable(sen);
        require(await(clerk.drafts.submit(draft)));
        return draft.id;
    }
    /** The checker's program, anew. */
    void start()
    {
        batch.reset();
        timestamps.reset();
        media.reset();
        checker = std::make_unique<TestDesk>(world, files);
        media = std::make_unique<services::Media>(
            checker->session, checker->sync, checker->client, checker->workspace);
        require(checker->logIn(checkerIc));
        require(await(checker->sync.syncNow()));
        timestamps = std::make_unique<services::Timestamps>(services::Timestamps::Parts {
            checker->client, checker->trust, world.clock, world.rng, checker->scheduler, checker->workers });
        batch = std::make_unique<services::Batch>(
            services::Batch::Parts { checker->workspace, checker->reference, checker->session, checker->trust,
                signer, world.clock, world.rng, checker->workers, media.get(), timestamps.get() });
    }
    services::BatchPlan plan() { return plan(ids); }
    services::BatchPlan plan(const QList<VoucherId>& of)
    {
        auto made = await(batch->plan(of, signer.credential));
        require(made);
        return *made;
    }
    domain::Async<services::BatchOutcome> signing(
        const services::BatchPlan& plan, const char* typed = KeySigner::userCode, int chunk = 0)
    {
        return batch->sign(plan, chunk, { secretOf(typed), secretOf("123456") });
    }
    services::BatchOutcome sign(
        const services::BatchPlan& plan, const char* typed = KeySigner::userCode, int chunk = 0)
    {
        auto outcome = await(signing(plan, typed, chunk));
        require(outcome);
        return *outcome;
    }
    /** What the checker's outbox holds for it. */
    int decisions(const VoucherId& id) const
    {
        int count = 0;
        for (const auto& row : checker->outbox.rows())
            count += row.voucher == id && row.operation == services::OutboxOperation::Decide ? 1 : 0;
        return count;
    }
    /** Sends everything; how many vouchers the treasury holds as certified once. */
    int certifiedAtTheTreasury()
    {
        require(await(checker->sync.syncNow()));
        if (!checker->outbox.rows().isEmpty())
            qFatal("%s", qPrintable(checker->outbox.rows().first().reason.value_or(Error {}).detail));
        int count = 0;
        for (const auto& id : std::as_const(ids)) {
            const auto voucher = await(checker->workspace.vault().voucher(id));
            require(voucher);
            int entries = 0;
            for (const auto& entry : voucher->history)
                entries += entry.action == HistoryAction::Certified ? 1 : 0;
            if (entries > 1 || entries != voucher->certifiedSteps)
                qFatal("certified twice");
            count += entries;
        }
        return count;
    }
    template <typename T> static void require(const domain::Result<T>& result)
    {
        if (!result)
            qFatal("%s %s", qPrintable(errorKey(result.error().code)), qPrintable(result.error().detail));
    }

    RealPki pki { FakeClock().now };
    treasury::CadesVerifier verifier { pki };
    support::Issued issued = pki.pki.officer(support::TestKey::P256, checkerIc);
    World world { &pki, &verifier, [this](treasury::Admin& admin) {
                     World::check(admin.registerCertificate(
                         *domain::Ic::parse(QString::fromLatin1(checkerIc)), issued.der));
                 } };
    MemoryFiles clerkFiles;
    MemoryFiles files;
    TestDesk clerk;
    QList<VoucherId> ids;
    KeySigner signer { issued };
    std::unique_ptr<TestDesk> checker;
    std::unique_ptr<services::Timestamps> timestamps;
    std::unique_ptr<services::Media> media;
    std::unique_ptr<services::Batch> batch;
};

} // namespace peraku::test
