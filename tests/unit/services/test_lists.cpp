#include "reconcile.h"
#include "voucherindex.h"

#include <QMap>
#include <QRandomGenerator>
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

    static void verifyAnswer(const services::VoucherIndex& index,
        const QMap<VoucherId, VoucherSummary>& plain, const ListQuery& query)
    {
        QList<VoucherSummary> found;
        for (const auto key : index.query(query)) {
            QVERIFY(index.holds(key));
            found.append(index.row(key));
        }
        const auto words = query.text.toCaseFolded().split(QLatin1Char(' '), Qt::SkipEmptyParts);
        qsizetype expected = 0;
        for (const auto& row : plain) {
            const auto text = QStringList { row.number, row.counterparty, row.narration,
                row.total.displayPlain(), row.total.toDecimal() }
                                  .join(QLatin1Char('\n'))
                                  .toCaseFolded();
            const bool fits = (query.list == ListKind::All || services::homeOf(row) == query.list)
                && std::all_of(
                    words.begin(), words.end(), [&](const QString& word) { return text.contains(word); });
            expected += fits ? 1 : 0;
            QCOMPARE(found.contains(row), fits);
        }
        QCOMPARE(found.size(), expected);
        for (qsizetype i = 1; i < found.size(); ++i) {
            const auto& a = found.at(query.descending ? i : i - 1);
            const auto& b = found.at(query.descending ? i - 1 : i);
            QVERIFY2(inOrder(a, b, query.sort), qPrintable(QString::number(int(query.sort))));
        }
    }
    static bool inOrder(const VoucherSummary& a, const VoucherSummary& b, ListQuery::Sort sort)
    {
        switch (sort) {
        case ListQuery::Sort::Age:
            return a.submittedAtMs <= b.submittedAtMs;
        case ListQuery::Sort::Number:
            return a.number <= b.number;
        case ListQuery::Sort::Date:
            return a.date <= b.date;
        case ListQuery::Sort::Counterparty:
            return a.counterparty.compare(b.counterparty, Qt::CaseInsensitive) <= 0;
        case ListQuery::Sort::Amount:
            return a.total.sen() <= b.total.sen();
        case ListQuery::Sort::State:
            return a.state < b.state || (a.state == b.state && a.certifiedSteps <= b.certifiedSteps);
        }
        return false;
    }

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

    void index_anyChanges_answersAsAPlainListWould()
    {
        QRandomGenerator random(20261121);
        services::VoucherIndex index;
        QMap<VoucherId, VoucherSummary> plain;
        const QStringList texts { {}, QStringLiteral("m"), QStringLiteral("me"), QStringLiteral("MEL"),
            QStringLiteral("melati 3"), QStringLiteral("caf\u00c9"), QStringLiteral("zz") };
        for (int round = 0; round < 400; ++round) {
            for (int n = int(random.bounded(4)); n >= 0; --n) {
                auto made
                    = row(int(random.bounded(60)), VoucherState(random.bounded(4)), random.bounded(2) != 0);
                made.total = Money::fromSen(random.bounded(5) * 100);
                made.submittedAtMs = 1000 + random.bounded(20);
                if (random.bounded(5) == 0)
                    made.counterparty = QStringLiteral("Caf\u00e9 Melor");
                if (random.bounded(3) == 0) {
                    index.remove(made.id);
                    plain.remove(made.id);
                } else {
                    index.put(made);
                    plain.insert(made.id, made);
                }
            }
            ListQuery query;
            query.list = ListKind(random.bounded(3));
            query.sort = ListQuery::Sort(random.bounded(int(ListQuery::Sort::State) + 1));
            query.descending = random.bounded(2) != 0;
            // Typed letter by letter, as the list does, and then anything.
            for (const auto& text : texts) {
                query.text = text;
                verifyAnswer(index, plain, query);
            }
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
