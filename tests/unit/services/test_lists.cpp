#include "reconcile.h"
#include "voucherindex.h"

#include <QElapsedTimer>
#include <QTest>

using namespace peraku;
using domain::Money;
using domain::VoucherId;
using domain::VoucherState;
using domain::VoucherSummary;
using services::ListKind;
using services::ListQuery;

namespace {

VoucherSummary row(int n, VoucherState state = VoucherState::Submitted, bool mine = false)
{
    VoucherSummary made;
    made.id = VoucherId(QStringLiteral("%1").arg(n, 32, 16, QLatin1Char('0')));
    made.number = QStringLiteral("BB/12345678/2026/%1").arg(n, 6, 10, QLatin1Char('0'));
    made.state = state;
    made.revision = 1;
    made.counterparty = n % 2 ? QStringLiteral("Syarikat Cahaya") : QStringLiteral("Kedai Buku Melati");
    made.narration = QStringLiteral("Bekalan alat tulis bulan %1").arg(n % 12);
    made.total = Money::fromSen(100 * n + 50);
    made.date = QDate(2026, 1, 1).addDays(n % 300);
    made.submittedAtMs = 1'700'000'000'000 + n;
    made.waitsForMe = mine;
    return made;
}

ListQuery all(const QString& text = {})
{
    ListQuery query;
    query.list = ListKind::All;
    query.text = text;
    return query;
}

wire::Change change(int n, int revision, bool deleted = false)
{
    wire::Change made;
    made.id = row(n).id;
    made.revision = revision;
    made.deleted = deleted;
    made.voucher.id = made.id;
    made.voucher.revision = revision;
    return made;
}

const domain::ProcessCatalogue noCatalogue;

} // namespace

class TestLists : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void words_mustAllOccur_inAnyField()
    {
        services::VoucherIndex index;
        for (int n = 1; n <= 10; ++n)
            index.put(row(n));
        QCOMPARE(index.query(all()).size(), 10);
        QCOMPARE(index.query(all(QStringLiteral("MELATI"))).size(), 5);
        QCOMPARE(index.query(all(QStringLiteral("melati 2026/000004"))).size(), 1);
        QCOMPARE(index.query(all(QStringLiteral("melati cahaya"))).size(), 0);
        QCOMPARE(index.query(all(QStringLiteral("4.50"))).size(), 1);
    }

    void inboxAndDrafts_holdWhatWaits_andCountIt()
    {
        services::VoucherIndex index;
        index.put(row(1, VoucherState::Submitted, true));
        index.put(row(2, VoucherState::Certified, true));
        index.put(row(3, VoucherState::Queried, true));
        index.put(row(4, VoucherState::Submitted, false));
        QCOMPARE(index.inboxCount(), 2);
        QCOMPARE(index.draftCount(), 1);
        ListQuery inbox;
        QCOMPARE(index.query(inbox).size(), 2);
        index.put(row(1, VoucherState::Certified, false));
        index.remove(row(3).id);
        QCOMPARE(index.inboxCount(), 1);
        QCOMPARE(index.draftCount(), 0);
    }

    void keys_stayTheSame_whenARowChanges()
    {
        services::VoucherIndex index;
        index.put(row(1));
        index.put(row(2));
        const auto key = index.query(all(QStringLiteral("000002"))).first();
        index.remove(row(1).id);
        auto changed = row(2);
        changed.narration = QStringLiteral("baharu");
        index.put(changed);
        QCOMPARE(index.query(all(QStringLiteral("baharu"))), QList<quint32> { key });
        QCOMPARE(index.row(key), changed);
    }

    void everySort_isTotal_andReversible()
    {
        services::VoucherIndex index;
        for (int n = 1; n <= 50; ++n)
            index.put(row(n));
        for (int sort = 0; sort <= int(ListQuery::Sort::State); ++sort) {
            auto query = all();
            query.sort = ListQuery::Sort(sort);
            auto up = index.query(query);
            query.descending = true;
            const auto down = index.query(query);
            std::reverse(up.begin(), up.end());
            QCOMPARE(up, down);
        }
    }

    void reconcile_takesTheNewestOfEach_andNothingOld()
    {
        wire::ChangesPage page;
        page.changes = { change(1, 2), change(2, 5), change(1, 3), change(3, 1), change(4, 7, true),
            change(5, 2, true) };
        page.next = domain::FeedCursor(QStringLiteral("next"));
        const QHash<VoucherId, int> held { { row(2).id, 5 }, { row(3).id, 4 }, { row(4).id, 6 } };
        const auto plan = services::reconcile(held, page, {}, domain::Workflow(noCatalogue));
        QCOMPARE(plan.upserts.size(), 1);
        QCOMPARE(plan.upserts.first().change.id, row(1).id);
        QCOMPARE(plan.upserts.first().change.revision, 3);
        QCOMPARE(plan.deletions, QList<VoucherId> { row(4).id });
        QCOMPARE(plan.next.value(), QStringLiteral("next"));
    }

    void reconcile_twice_changesNothingMore()
    {
        wire::ChangesPage page;
        page.changes = { change(1, 2), change(2, 5) };
        const auto first = services::reconcile({}, page, {}, domain::Workflow(noCatalogue));
        QHash<VoucherId, int> held;
        for (const auto& upsert : first.upserts)
            held.insert(upsert.change.id, upsert.change.revision);
        QCOMPARE(held.size(), 2);
        QVERIFY(services::reconcile(held, page, {}, domain::Workflow(noCatalogue)).upserts.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestLists)
#include "test_lists.moc"
