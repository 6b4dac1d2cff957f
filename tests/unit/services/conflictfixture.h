#pragma once

#include "deskfixture.h"

#include <QElapsedTimer>

/** Two desks of one officer over one treasury, for what they do to each other. */
namespace peraku::test {

using services::OutboxState;
using services::VoucherConflict;

/** Waits while the desk's time goes on, for what is tried again after a pause. */
template <typename T> Result<T> patiently(TestDesk& at, Async<T> future)
{
    QElapsedTimer limit;
    limit.start();
    while (!future.isFinished() && limit.elapsed() < 5'000) {
        QTest::qWait(1);
        at.scheduler.advance(500);
    }
    return await(future);
}

/** One officer at two PCs, with a draft that both have seen. */
struct TwoDesks {
    World world;
    test::MemoryFiles files;
    test::MemoryFiles otherFiles;
    TestDesk desk { world, files };
    TestDesk other { world, otherFiles };
    Voucher draft;

    TwoDesks()
    {
        QVERIFY(desk.logIn());
        draft = desk.payment();
        QVERIFY(await(desk.drafts.save(draft)));
        QVERIFY(await(desk.sync.syncNow()));
        QVERIFY(other.logIn());
        QVERIFY(await(other.sync.syncNow()));
        QVERIFY(desk.outbox.rows().isEmpty());
    }
    static Voucher read(TestDesk& at, const VoucherId& id) { return *await(at.vouchers.voucher(id)); }
    Voucher read(TestDesk& at) const { return read(at, draft.id); }
    /** What the treasury has, asked past every desk. */
    Voucher atTreasury()
    {
        const auto answer = await(remote::VoucherEndpoint(other.client).get(draft.id));
        return answer ? *wire::decodeVoucher(answer->body) : Voucher {};
    }
    static void edit(TestDesk& at, const VoucherId& id, const std::function<void(VoucherContent&)>& change)
    {
        auto voucher = read(at, id);
        change(voucher.content);
        QVERIFY(await(at.drafts.save(voucher)));
    }
    void narrate(TestDesk& at, const char* text)
    {
        edit(
            at, draft.id, [text](VoucherContent& content) { content.narration = QString::fromLatin1(text); });
    }
    /** The other desk's version arrives, then this desk's is refused. */
    void collide()
    {
        narrate(other, "theirs");
        QVERIFY(await(other.sync.syncNow()));
        edit(desk, draft.id, [](VoucherContent& content) {
            content.narration = QStringLiteral("mine");
            content.payment()->orderNumber = QStringLiteral("LO-1");
        });
        QVERIFY(await(desk.sync.syncNow()));
        QCOMPARE(desk.outbox.rows().size(), 1);
        QCOMPARE(desk.outbox.rows().first().state, OutboxState::Conflict);
    }
    VoucherConflict compare(TestDesk& at)
    {
        const auto shown = await(at.conflicts.compare(at.outbox.rows().first().id));
        return shown ? *shown : VoucherConflict {};
    }
};

} // namespace peraku::test
