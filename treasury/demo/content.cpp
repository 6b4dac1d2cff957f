#include "story.h"

#include <array>

using namespace Qt::StringLiterals;

namespace peraku::demo {

using domain::ChargeLine;
using domain::Money;
using domain::Side;
using domain::VoucherContent;

namespace {

constexpr std::array months { "Januari", "Februari", "Mac", "April", "Mei", "Jun", "Julai", "Ogos",
    "September", "Oktober", "November", "Disember" };

constexpr int processOrdered = 35; // Arahan Bayaran Dengan Pesanan Pembelian Kerajaan
constexpr int processPlain = 22; // Arahan Bayaran Tanpa Pesanan Pembelian Kerajaan
constexpr int processEPintas = 24;
constexpr int processOutside = 27; // Agensi Luar
constexpr std::array journalProcesses { 34, 34, 34, 25, 21 }; // GL with Akuan Terima, AP, AR

struct JournalReason {
    domain::JournalType type;
    const char* reason;
    const char* debit;
    const char* credit;
};
constexpr std::array<JournalReason, 6> journalReasons { {
    { domain::JournalType::Correction, "Pembetulan kod akaun yang tersalah caj", "B2710101", "B2610101" },
    { domain::JournalType::Correction, "Pembetulan kod program bagi bayaran terdahulu", "B2810101",
        "B2810101" },
    { domain::JournalType::Reversal, "Pembalikan catatan berganda", "L1210101", "B2910101" },
    { domain::JournalType::Transfer, "Pindahan perbelanjaan antara unit", "B2710201", "B2710201" },
    { domain::JournalType::Transfer, "Pindahan deposit kepada hasil", "L1110101", "H0171101" },
    { domain::JournalType::Accrual, "Akruan belanja akhir bulan", "B2310101", "L1210101" },
} };

QString monthOf(QDate date)
{
    return QString::fromUtf8(months[std::size_t(date.month() - 1)]) + u' ' + QString::number(date.year());
}

/** Mostly small amounts, a few large ones, as bills come. */
Money amountFor(Dice& dice, std::int64_t lowRinggit, std::int64_t highRinggit)
{
    const auto span = highRinggit - lowRinggit;
    const auto first = dice.between(0, span);
    const auto second = dice.between(0, span);
    const auto third = dice.between(0, span);
    const auto ringgit = lowRinggit + std::min(first, std::min(second, third));
    return Money::fromSen(ringgit * 100 + (dice.chance(60) ? dice.between(0, 19) * 5 : 0));
}

/** Splits into `parts` positive amounts that sum to `total`. */
QList<Money> split(Dice& dice, Money total, int parts)
{
    QList<Money> amounts;
    auto rest = total.sen();
    for (int i = parts; i > 1; --i) {
        const auto share
            = std::max<std::int64_t>(1, rest / i + dice.between(-rest / (4 * i), rest / (4 * i)));
        amounts.append(Money::fromSen(share));
        rest -= share;
    }
    amounts.append(Money::fromSen(rest));
    return amounts;
}

domain::Attachment attachmentOf(qsizetype paper, const QString& fileName)
{
    return { fileName, u"application/pdf"_s, papers().at(paper).bytes.size(), papers().at(paper).sha256 };
}

QString fileNameOf(QString number)
{
    return number.replace(u'/', u'-');
}

} // namespace

ChargeLine Storyteller::line(
    Dice& dice, const domain::Office& office, const QString& account, Money amount, Side side) const
{
    ChargeLine line;
    line.segments.insert(u"controllingOfficer"_s, office.controllingOfficer);
    line.segments.insert(u"office"_s, office.code.value());
    const bool development = account.startsWith(u"B35") || account.startsWith(u"B32");
    const auto& votes = m_world.codes(u"vote"_s);
    // The first eight votes are supply votes; an office keeps to its own.
    line.segments.insert(u"vote"_s, development ? u"P27"_s : votes.at(m_world.officeIndex(office.code) % 8));
    line.segments.insert(u"programme"_s, dice.pick(m_world.codes(u"programme"_s)));
    if (development)
        line.segments.insert(u"project"_s, dice.pick(m_world.codes(u"project"_s)));
    if (dice.chance(40))
        line.segments.insert(u"setia"_s, dice.pick(m_world.codes(u"setia"_s)));
    if (dice.chance(25))
        line.segments.insert(u"subsetia"_s, dice.pick(m_world.codes(u"subsetia"_s)));
    line.segments.insert(u"account"_s, account);
    line.side = side;
    line.amount = amount;
    return line;
}

void Storyteller::inventPayment(Dice& dice, const domain::Office& office, VoucherContent& content)
{
    const auto which = qsizetype(dice.between(0, spendings().size() - 1));
    const auto& spending = spendings().at(which);
    const auto total = amountFor(dice, spending.lowRinggit, spending.highRinggit);
    const auto& supplier = *dice.pick(m_world.suppliers(QString::fromUtf8(spending.trade)));

    content.processNo = spending.ordered ? processOrdered : processPlain;
    if (!spending.ordered && dice.chance(12))
        content.processNo = processEPintas;
    else if (!spending.ordered && dice.chance(4))
        content.processNo = processOutside;
    content.narration = QString::fromUtf8(spending.narration)
                            .replace(u"%1"_s, monthOf(content.date))
                            .replace(u"%2"_s, office.name);
    const auto account = QString::fromUtf8(spending.account);
    const int lines = dice.chance(75) || total.sen() < 10'000 ? 1 : int(dice.between(2, 4));
    for (const auto amount : split(dice, total, lines))
        content.lines.append(line(dice, office, account, amount, Side::Debit));

    domain::PaymentDetails payment;
    payment.type = spending.ordered ? domain::PaymentType::WithOrder : domain::PaymentType::WithoutOrder;
    payment.payee = { supplier.payee.name, supplier.payee.registrationId, supplier.payee.bankCode,
        supplier.payee.bankAccount };
    payment.mode = dice.chance(94) ? domain::PaymentMode::Eft : domain::PaymentMode::Cheque;
    const QDate yearBegin(content.date.year(), 1, 1);
    payment.documentsReceived = std::max(yearBegin, content.date.addDays(-dice.between(0, 9)));
    const int invoices = dice.chance(85) || total.sen() < 10'000 ? 1 : int(dice.between(2, 3));
    for (const auto amount : split(dice, total, invoices)) {
        domain::Invoice invoice;
        // A bill of last year appears now and then in the first weeks, as Treasury Instruction 58(a) expects.
        invoice.date = payment.documentsReceived.addDays(-dice.between(0, 14));
        if (invoice.date < yearBegin && !dice.chance(10))
            invoice.date = yearBegin;
        invoice.number = u"INV-%1-%2"_s.arg(invoice.date.toString(u"yyMM"_s), dice.digits(5));
        while (std::any_of(payment.invoices.cbegin(), payment.invoices.cend(),
            [&](const auto& each) { return each.number == invoice.number; }))
            invoice.number += u'A';
        invoice.amount = amount;
        payment.invoices.append(invoice);
        content.attachments.append(attachmentOf(which + 1, fileNameOf(invoice.number) + u".pdf"_s));
    }
    if (spending.ordered)
        payment.orderNumber
            = u"PK/%1/%2/%3"_s.arg(office.code.value()).arg(content.date.year()).arg(dice.digits(5));
    if (spending.ordered && total.sen() > 5'000'000)
        payment.contractNumber = u"KTR-%1-%2"_s.arg(content.date.year()).arg(dice.digits(4));
    content.details = payment;
}

void Storyteller::inventJournal(Dice& dice, const domain::Office& office, VoucherContent& content)
{
    const auto earlier = m_submitted.value(office.code.value() + QString::number(content.date.year()));
    const JournalReason* reason = &dice.pick(journalReasons);
    while (earlier == 0
        && (reason->type == domain::JournalType::Correction || reason->type == domain::JournalType::Reversal))
        reason = &dice.pick(journalReasons);
    const auto total = amountFor(dice, 50, 60'000);
    content.processNo = dice.pick(journalProcesses);
    domain::JournalDetails journal;
    journal.type = reason->type;
    journal.period = content.date.toString(u"yyyy-MM"_s);
    journal.reason = QString::fromUtf8(reason->reason);
    if (reason->type == domain::JournalType::Correction || reason->type == domain::JournalType::Reversal) {
        journal.referenceVoucher = u"BB/%1/%2/%3"_s.arg(office.code.value())
                                       .arg(content.date.year())
                                       .arg(dice.between(1, earlier), 6, 10, QLatin1Char('0'));
    }
    content.narration = journal.reason + u" bagi "_s + monthOf(content.date) + u", "_s + office.name;
    const int lines = dice.chance(80) ? 1 : 2;
    for (const auto amount : split(dice, total, lines))
        content.lines.append(line(dice, office, QString::fromUtf8(reason->debit), amount, Side::Debit));
    content.lines.append(line(dice, office, QString::fromUtf8(reason->credit), total, Side::Credit));
    content.attachments = { attachmentOf(0, u"memo-%1.pdf"_s.arg(dice.digits(4))) };
    content.details = journal;
}

VoucherContent Storyteller::invent(Dice& dice, const domain::Office& office, const QDateTime& at)
{
    VoucherContent content;
    content.office = office.code;
    content.date = at.date();
    if (dice.chance(86))
        inventPayment(dice, office, content);
    else
        inventJournal(dice, office, content);
    return content;
}

} // namespace peraku::demo
