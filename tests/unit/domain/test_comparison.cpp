#include <domain/comparison.h>

#include <QTest>

#include <rapidcheck.h>

using namespace peraku::domain;

namespace {

// Few values each, so that equal, alike and repeated rows all come up.
ChargeLine anyLine()
{
    ChargeLine line;
    line.segments.insert(QStringLiteral("vote"), QStringLiteral("B%1").arg(*rc::gen::inRange(1, 4)));
    line.side = *rc::gen::element(Side::Debit, Side::Credit);
    line.amount = Money::fromSen(*rc::gen::inRange(1, 4) * 100);
    return line;
}
Invoice anyInvoice()
{
    return { QStringLiteral("INV-%1").arg(*rc::gen::inRange(1, 4)), QDate(2026, 3, *rc::gen::inRange(1, 3)),
        Money::fromSen(*rc::gen::inRange(1, 3)) };
}
Attachment anyAttachment()
{
    return { QStringLiteral("%1.pdf").arg(*rc::gen::inRange(1, 4)), QStringLiteral("application/pdf"), 9,
        Sha256Hex(QStringLiteral("%1").arg(*rc::gen::inRange(1, 4), 64, 10, QLatin1Char('0'))) };
}
template <typename Row> QList<Row> some(Row (*make)())
{
    QList<Row> rows;
    for (int left = *rc::gen::inRange(0, 6); left > 0; --left)
        rows.append(make());
    return rows;
}
QString word()
{
    return QString(QChar(*rc::gen::inRange(int('a'), int('c'))));
}

VoucherContent anyContent()
{
    VoucherContent content;
    content.processNo = *rc::gen::inRange(1, 3);
    content.office = OfficeCode(word());
    content.date = QDate(2026, 3, *rc::gen::inRange(1, 3));
    content.narration = word();
    content.lines = some(anyLine);
    content.attachments = some(anyAttachment);
    if (*rc::gen::inRange(0, 4) == 0) {
        content.details = JournalDetails { *rc::gen::element(JournalType::Correction, JournalType::Reversal),
            word(), word(), word() };
    } else {
        content.details = PaymentDetails { *rc::gen::element(
                                               PaymentType::WithOrder, PaymentType::WithoutOrder),
            { word(), word(), word(), word() }, *rc::gen::element(PaymentMode::Eft, PaymentMode::Cheque),
            some(anyInvoice), word(), word(), QDate(2026, 3, *rc::gen::inRange(1, 3)) };
    }
    return content;
}

QList<Version> all(const ContentComparison& comparison, Version version)
{
    return QList<Version>(comparison.differences().size(), version);
}

ChargeLine line(const char* vote, qint64 sen)
{
    ChargeLine made;
    made.segments.insert(QStringLiteral("vote"), QString::fromLatin1(vote));
    made.amount = Money::fromSen(sen);
    return made;
}

VoucherContent sample()
{
    VoucherContent content;
    content.narration = QStringLiteral("alat tulis");
    content.lines = { line("B1", 100), line("B2", 200), line("B3", 300) };
    PaymentDetails payment;
    payment.payee
        = { QStringLiteral("Melati"), QStringLiteral("1"), QStringLiteral("MBB"), QStringLiteral("51") };
    content.details = payment;
    return content;
}

} // namespace

class TestComparison : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void allMine_isMine_andAllTheirs_isTheirs()
    {
        QVERIFY(rc::check([] {
            const auto mine = anyContent();
            const auto theirs = anyContent();
            const ContentComparison comparison(
                mine, theirs, *rc::gen::arbitrary<bool>() ? std::optional(anyContent()) : std::nullopt);
            RC_ASSERT(comparison.merged(all(comparison, Version::Mine)) == mine);
            RC_ASSERT(comparison.merged(all(comparison, Version::Theirs)) == theirs);
            RC_ASSERT(comparison.differences().isEmpty() == (mine == theirs));
        }));
    }

    void everyChoice_takesEachRowFromOneOfTheTwo()
    {
        QVERIFY(rc::check([] {
            const auto mine = anyContent();
            const auto theirs = anyContent();
            const ContentComparison comparison(mine, theirs);
            QList<Version> choices;
            for (qsizetype i = 0; i < comparison.differences().size(); ++i)
                choices.append(*rc::gen::element(Version::Mine, Version::Theirs));
            const auto merged = comparison.merged(choices);
            for (const auto& row : merged.lines)
                RC_ASSERT(merged.lines.count(row) <= mine.lines.count(row) + theirs.lines.count(row));
            RC_ASSERT(merged.narration == mine.narration || merged.narration == theirs.narration);
            // What was merged differs from each version at most where the two differ.
            RC_ASSERT(
                ContentComparison(merged, theirs).differences().size() <= comparison.differences().size());
        }));
    }

    void changedOnOneSide_isProposed_andWhatBothLeft_isNoDifference()
    {
        QVERIFY(rc::check([] {
            const auto base = anyContent();
            const auto changed = anyContent();
            const ContentComparison onlyMine(changed, base, base);
            for (const auto& difference : onlyMine.differences())
                RC_ASSERT(difference.proposal() != Version::Theirs);
            const ContentComparison onlyTheirs(base, changed, base);
            for (const auto& difference : onlyTheirs.differences())
                RC_ASSERT(difference.proposal() != Version::Mine);
        }));
    }

    void withoutABase_nothingIsProposed()
    {
        auto mine = sample();
        auto theirs = sample();
        mine.narration = QStringLiteral("mine");
        theirs.lines.removeFirst();
        const ContentComparison comparison(mine, theirs);
        QCOMPARE(comparison.differences().size(), 2);
        for (const auto& difference : comparison.differences())
            QVERIFY(!difference.proposal());
    }

    void differentFields_mergeByThemselves()
    {
        const auto base = sample();
        auto mine = base;
        auto theirs = base;
        mine.narration = QStringLiteral("kertas");
        mine.lines[1].amount = Money::fromSen(250);
        theirs.payment()->payee.bankAccount = QStringLiteral("52");
        theirs.lines.append(line("B4", 400));
        const ContentComparison comparison(mine, theirs, base);
        QList<Version> proposed;
        for (const auto& difference : comparison.differences()) {
            QVERIFY2(difference.proposal(), qPrintable(difference.field));
            proposed.append(*difference.proposal());
        }
        QCOMPARE(proposed.size(), 4);
        auto expected = mine;
        expected.payment()->payee.bankAccount = QStringLiteral("52");
        expected.lines.append(line("B4", 400));
        QVERIFY(comparison.merged(proposed) == expected);
    }

    void insertedLine_isOneDifference()
    {
        auto theirs = sample();
        theirs.lines.prepend(line("B0", 50));
        const ContentComparison comparison(sample(), theirs);
        QCOMPARE(comparison.differences().size(), 1);
        QCOMPARE(
            comparison.differences().first(), (Difference { QStringLiteral("lines"), -1, 0, true, true }));
    }

    void bankAndAccount_areChosenTogether()
    {
        auto mine = sample();
        auto theirs = sample();
        mine.payment()->payee.bankCode = QStringLiteral("CIMB");
        theirs.payment()->payee.bankAccount = QStringLiteral("99");
        const ContentComparison comparison(mine, theirs, sample());
        QCOMPARE(comparison.differences().size(), 1);
        QVERIFY(!comparison.differences().first().proposal());
        QCOMPARE(comparison.merged({ Version::Mine }).payment()->payee.bankAccount, QStringLiteral("51"));
    }

    void otherKind_isOneDifference()
    {
        auto theirs = sample();
        theirs.details = JournalDetails {};
        const ContentComparison comparison(sample(), theirs);
        QCOMPARE(comparison.differences().size(), 1);
        QCOMPARE(comparison.differences().first().field, QStringLiteral("details"));
        QVERIFY(comparison.merged({ Version::Mine }) == sample());
    }
};

QTEST_GUILESS_MAIN(TestComparison)
#include "test_comparison.moc"
