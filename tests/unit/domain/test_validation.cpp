#include <domain/messages.h>
#include <domain/validation.h>
#include <support/samples.h>

#include <QTest>

#include <functional>

using namespace peraku::domain;
using namespace peraku;

namespace {

using Change = std::function<void(VoucherContent&)>;

struct Row {
    const char* name;
    VoucherKind kind;
    Change change;
    const char* field;
    const char* key;
    Severity severity = Severity::Error;
};

void setSegment(VoucherContent& content, const char* segment, const char* value)
{
    content.lines[0].segments.insert(QLatin1String(segment), QLatin1String(value));
}

QList<Row> rows()
{
    constexpr auto P = VoucherKind::Payment;
    constexpr auto J = VoucherKind::Journal;
    constexpr auto W = Severity::Warning;
    const auto today = test::sampleToday();
    return {
        { "process of another kind", P, [](auto& c) { c.processNo = 34; }, "processNo",
            "finding.process-unknown" },
        { "process not accepted", P, [](auto& c) { c.processNo = 1; }, "processNo",
            "finding.process-unknown" },
        { "office", P, [](auto& c) { c.office = OfficeCode(QStringLiteral("99999999")); }, "office",
            "finding.office-unknown" },
        { "no date", P, [](auto& c) { c.date = QDate(); }, "date", "finding.required" },
        { "date in the future", P, [=](auto& c) { c.date = today.addDays(1); }, "date",
            "finding.date-future" },
        { "date of last year", P, [=](auto& c) { c.date = today.addYears(-1); }, "date",
            "finding.date-prior-year", W },
        { "no narration", P, [](auto& c) { c.narration = QStringLiteral("  "); }, "narration",
            "finding.required" },
        { "long narration", P, [](auto& c) { c.narration = QString(501, QLatin1Char('x')); }, "narration",
            "finding.too-long" },
        { "control character", P, [](auto& c) { c.narration += QChar(7); }, "narration",
            "finding.control-character" },
        { "half a character", P, [](auto& c) { c.narration += QChar(0xd800); }, "narration",
            "finding.control-character" },
        { "no documents (99(a))", P, [](auto& c) { c.attachments.clear(); }, "attachments",
            "finding.documents-missing" },
        { "empty document", P, [](auto& c) { c.attachments[0].size = 0; }, "attachments[0]",
            "finding.attachment-size" },
        { "large document", P, [](auto& c) { c.attachments[0].size = limits::attachmentBytes + 1; },
            "attachments[0]", "finding.attachment-size" },
        { "path as name", P, [](auto& c) { c.attachments[0].fileName = QStringLiteral("../a.pdf"); },
            "attachments[0]", "finding.attachment-name" },
        { "program", P, [](auto& c) { c.attachments[0].mediaType = QStringLiteral("text/html"); },
            "attachments[0]", "finding.attachment-type" },
        { "too many documents", P, [](auto& c) { c.attachments = QList<Attachment>(21, c.attachments[0]); },
            "attachments", "finding.too-many" },
        { "no lines", P, [](auto& c) { c.lines.clear(); }, "lines", "finding.lines-missing" },
        { "too many lines", P, [](auto& c) { c.lines = QList<ChargeLine>(201, c.lines[0]); }, "lines",
            "finding.too-many" },
        { "segment missing", P, [](auto& c) { c.lines[0].segments.remove(QStringLiteral("vote")); },
            "lines[0].vote", "finding.segment-missing" },
        { "segment malformed", P, [](auto& c) { setSegment(c, "account", "B27"); }, "lines[0].account",
            "finding.segment-malformed" },
        { "segment not in the chart", P, [](auto& c) { setSegment(c, "account", "B9999999"); },
            "lines[0].account", "finding.segment-unknown" },
        { "segment not in the mask", P, [](auto& c) { setSegment(c, "colour", "red"); }, "lines[0].colour",
            "finding.segment-unexpected" },
        { "zero amount", P, [](auto& c) { c.lines[0].amount = Money(); }, "lines[0].amount",
            "finding.amount-positive" },
        { "negative amount", J, [](auto& c) { c.lines[0].amount = Money::fromSen(-1); }, "lines[0].amount",
            "finding.amount-positive" },
        { "overflow", P,
            [](auto& c) {
                c.lines = QList<ChargeLine>(2, c.lines[0]);
                c.lines[0].amount = Money::fromSen(INT64_MAX);
            },
            "lines", "finding.total-overflow" },
        { "no payee", P, [](auto& c) { c.payment()->payee.name.clear(); }, "payee.name", "finding.required" },
        { "no registration", P, [](auto& c) { c.payment()->payee.registrationId.clear(); },
            "payee.registrationId", "finding.required" },
        { "IC that cannot be", P,
            [](auto& c) { c.payment()->payee.registrationId = QStringLiteral("801301-14-5001"); },
            "payee.registrationId", "finding.ic-malformed" },
        { "IC of nowhere", P,
            [](auto& c) { c.payment()->payee.registrationId = QStringLiteral("800101005001"); },
            "payee.registrationId", "finding.ic-place-unknown", W },
        { "no bank", P, [](auto& c) { c.payment()->payee.bankCode.clear(); }, "payee.bankCode",
            "finding.required" },
        { "unknown bank", P, [](auto& c) { c.payment()->payee.bankCode = QStringLiteral("ZZZ"); },
            "payee.bankCode", "finding.bank-unknown" },
        { "no account", P, [](auto& c) { c.payment()->payee.bankAccount.clear(); }, "payee.bankAccount",
            "finding.required" },
        { "short account", P, [](auto& c) { c.payment()->payee.bankAccount = QStringLiteral("123456789"); },
            "payee.bankAccount", "finding.bank-account-length" },
        { "long account", P,
            [](auto& c) { c.payment()->payee.bankAccount = QStringLiteral("1234567890123"); },
            "payee.bankAccount", "finding.bank-account-length" },
        { "letters in account", P,
            [](auto& c) { c.payment()->payee.bankAccount = QStringLiteral("12345678X0"); },
            "payee.bankAccount", "finding.bank-account-digits" },
        { "account of a known payee differs", P,
            [](auto& c) {
                c.payment()->payee = { QStringLiteral("Perniagaan Seri Kenari"),
                    QStringLiteral("202101000017"), QStringLiteral("BKA"), QStringLiteral("7999999999") };
            },
            "payee.bankAccount", "finding.payee-account-differs", W },
        { "no invoices", P, [](auto& c) { c.payment()->invoices.clear(); }, "invoices",
            "finding.invoices-missing" },
        { "too many invoices", P,
            [](auto& c) { c.payment()->invoices = QList<Invoice>(101, c.payment()->invoices[0]); },
            "invoices", "finding.too-many" },
        { "invoice without number", P, [](auto& c) { c.payment()->invoices[0].number.clear(); },
            "invoices[0].number", "finding.required" },
        { "invoice without date", P, [](auto& c) { c.payment()->invoices[0].date = QDate(); },
            "invoices[0].date", "finding.required" },
        { "invoice of tomorrow", P, [=](auto& c) { c.payment()->invoices[0].date = today.addDays(1); },
            "invoices[0].date", "finding.date-future" },
        { "bill of last year (58(a))", P,
            [=](auto& c) { c.payment()->invoices[0].date = today.addYears(-1); }, "invoices[0].date",
            "finding.invoice-prior-year", W },
        { "invoice of nothing", P, [](auto& c) { c.payment()->invoices[0].amount = Money(); },
            "invoices[0].amount", "finding.amount-positive" },
        { "invoice twice", P,
            [](auto& c) {
                auto& list = c.payment()->invoices;
                list.append(list[0]);
                list[1].number = list[1].number.toLower() + QLatin1Char(' ');
            },
            "invoices[1].number", "finding.invoice-twice" },
        { "invoices and lines differ", P,
            [](auto& c) {
                auto& i = c.payment()->invoices[0];
                i.amount = *i.amount.plus(Money::fromSen(1));
            },
            "invoices", "finding.invoice-sum" },
        { "with order, none given", P,
            [](auto& c) {
                c.payment()->type = PaymentType::WithOrder;
                c.payment()->orderNumber.clear();
            },
            "orderNumber", "finding.required" },
        { "no received date", P, [](auto& c) { c.payment()->documentsReceived = QDate(); },
            "documentsReceived", "finding.required" },
        { "received tomorrow", P, [=](auto& c) { c.payment()->documentsReceived = today.addDays(1); },
            "documentsReceived", "finding.date-future" },
        { "fifteen days (103(a))", P, [=](auto& c) { c.payment()->documentsReceived = today.addDays(-15); },
            "documentsReceived", "finding.fourteen-days", W },
        { "credit in a payment", P, [](auto& c) { c.lines[0].side = Side::Credit; }, "lines[0].side",
            "finding.payment-credit" },
        { "journal out of balance", J,
            [](auto& c) { c.lines[0].amount = *c.lines[0].amount.plus(Money::fromSen(1)); }, "lines",
            "finding.journal-unbalanced" },
        { "one-sided journal", J, [](auto& c) { c.lines.removeLast(); }, "lines",
            "finding.journal-unbalanced" },
        { "period", J, [](auto& c) { c.journal()->period = QStringLiteral("2026-13"); }, "period",
            "finding.period-malformed" },
        { "period by words", J, [](auto& c) { c.journal()->period = QStringLiteral("06/2026"); }, "period",
            "finding.period-malformed" },
        { "period to come", J, [](auto& c) { c.journal()->period = QStringLiteral("2026-07"); }, "period",
            "finding.period-future" },
        { "period of last year", J, [](auto& c) { c.journal()->period = QStringLiteral("2025-12"); },
            "period", "finding.period-prior-year", W },
        { "no reason", J, [](auto& c) { c.journal()->reason.clear(); }, "reason", "finding.required" },
        { "correction of nothing", J, [](auto& c) { c.journal()->referenceVoucher.clear(); },
            "referenceVoucher", "finding.reference-missing", W },
        { "reversal of nothing", J,
            [](auto& c) {
                c.journal()->type = JournalType::Reversal;
                c.journal()->referenceVoucher.clear();
            },
            "referenceVoucher", "finding.required" },
    };
}

} // namespace

class TestValidation : public QObject {
    Q_OBJECT
    ProcessCatalogue m_catalogue = test::sampleCatalogue();
    ReferenceData m_reference = test::sampleReference();

    QList<Finding> findingsOf(const VoucherContent& content) const
    {
        return validate(content, m_catalogue, m_reference, test::sampleToday());
    }

private Q_SLOTS:
    void samples_areFaultless()
    {
        test::Samples samples(31);
        for (int i = 0; i < 100; ++i) {
            for (const auto kind : { VoucherKind::Payment, VoucherKind::Journal }) {
                const auto findings = findingsOf(samples.content(kind));
                QVERIFY2(findings.isEmpty(),
                    qPrintable(findings.isEmpty() ? QString()
                                                  : findings.first().field + findings.first().messageKey));
            }
        }
    }

    void oneFault_isFoundAtItsField_data()
    {
        QTest::addColumn<int>("index");
        const auto all = rows();
        for (int i = 0; i < all.size(); ++i)
            QTest::newRow(all.at(i).name) << i;
    }
    void oneFault_isFoundAtItsField()
    {
        QFETCH(int, index);
        const auto row = rows().at(index);
        auto content = test::Samples(32).content(row.kind);
        row.change(content);
        const auto findings = findingsOf(content);
        const auto found = std::find_if(findings.cbegin(), findings.cend(), [&](const Finding& finding) {
            return finding.field == QLatin1String(row.field) && finding.messageKey == QLatin1String(row.key);
        });
        QVERIFY2(found != findings.cend(),
            qPrintable(findings.isEmpty() ? QStringLiteral("nothing found")
                                          : findings.first().field + findings.first().messageKey));
        QCOMPARE(found->severity, row.severity);
        QVERIFY(row.severity == Severity::Error ? hasErrors(findings) : !hasErrors(findings));
        const auto sentence = findingSentence(*found);
        QVERIFY(sentence != found->messageKey);
        QVERIFY2(!sentence.contains(QLatin1Char('%')), qPrintable(sentence));
    }

    void emptyVoucher_reportsEverythingAtOnce()
    {
        for (const auto kind : { VoucherKind::Payment, VoucherKind::Journal }) {
            VoucherContent content;
            if (kind == VoucherKind::Journal)
                content.details = JournalDetails();
            QStringList fields;
            for (const auto& finding : findingsOf(content))
                fields += finding.field;
            for (const char* field : { "processNo", "office", "date", "narration", "attachments", "lines" })
                QVERIFY2(fields.contains(QLatin1String(field)), field);
            QVERIFY(fields.contains(
                kind == VoucherKind::Journal ? QStringLiteral("period") : QStringLiteral("payee.name")));
        }
    }

    void cheque_needsNoAccount()
    {
        auto content = test::Samples(33).payment();
        content.payment()->mode = PaymentMode::Cheque;
        content.payment()->payee.bankCode.clear();
        content.payment()->payee.bankAccount.clear();
        QVERIFY(findingsOf(content).isEmpty());
    }

    void edges_areAllowed()
    {
        auto content = test::Samples(34).payment();
        content.narration = QString(500, QLatin1Char('x'));
        content.payment()->documentsReceived = test::sampleToday().addDays(-14);
        content.payment()->invoices[0].date = content.payment()->documentsReceived;
        content.date = test::sampleToday();
        content.attachments[0].size = limits::attachmentBytes;
        QVERIFY(findingsOf(content).isEmpty());
    }

    void companyNumber_isNotTakenForAnIc()
    {
        auto content = test::Samples(35).payment();
        for (const char* number :
            { "202101000017", "199801012345", "201001000123", "12345-X", "800101-14-5001", "SA0123456-W" }) {
            content.payment()->payee.registrationId = QLatin1String(number);
            content.payment()->payee.bankAccount = QStringLiteral("7010203040");
            QVERIFY2(findingsOf(content).isEmpty(), number);
        }
    }

    void draft_mayBeIncomplete_butNotOversized()
    {
        QVERIFY(validateLimits(VoucherContent()).isEmpty());
        auto content = test::Samples(36).payment();
        content.narration.clear();
        content.payment()->invoices.clear();
        QVERIFY(validateLimits(content).isEmpty());
        content.payment()->payee.name = QString(121, QLatin1Char('x'));
        QCOMPARE(validateLimits(content).size(), 1);
    }

    void segmentWithoutList_isCheckedByShapeOnly()
    {
        auto reference = m_reference;
        reference.values.removeIf(
            [](const SegmentValue& value) { return value.segment == QLatin1String("account"); });
        auto content = test::Samples(37).payment();
        setSegment(content, "account", "B9999999");
        QVERIFY(validate(content, m_catalogue, reference, test::sampleToday()).isEmpty());
        setSegment(content, "account", "99");
        QVERIFY(hasErrors(validate(content, m_catalogue, reference, test::sampleToday())));
    }
};

QTEST_GUILESS_MAIN(TestValidation)
#include "test_validation.moc"
