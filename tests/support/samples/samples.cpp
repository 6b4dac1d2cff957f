#include <domain/workflow.h>
#include <support/samples.h>

#include <array>

namespace peraku::test {

using namespace domain;

namespace {

constexpr std::array givenNames { "Aiman", "Balqis", "Chong Wei", "Devi", "Ezra", "Farah", "Ganesh", "Hana",
    "Irfan", "Jasmin", "Kavita", "Lim Siew" };
constexpr std::array familyNames { "bin Contoh", "binti Contoh", "Tan Misal", "a/l Umpama", "a/p Umpama",
    "anak Tamsil" };
constexpr std::array firms { "Perniagaan Seri Kenari", "Syarikat Bina Umpama Sdn Bhd",
    "Kejuruteraan Tiga Rama Sdn Bhd", "Pembekal Alat Tulis Tamsil", "Katering Dapur Misal",
    "Teknologi Awan Contoh Sdn Bhd" };
constexpr std::array works { "Pembekalan alat tulis dan kertas", "Kerja pembaikan bumbung dan pendawaian",
    "Perkhidmatan perunding kajian teknikal", "Sewaan mesin penyalin suku tahun",
    "Jamuan dan penginapan kursus pegawai" };
constexpr std::array programmes { "010100", "020300" };
constexpr std::array accounts { "B2710101", "B2810101", "B2910101", "A1110101" };
constexpr int paymentProcess = 22;
constexpr int journalProcess = 34;
constexpr qint64 tenMillion = 10'000'000'00;

template <std::size_t N> QString pick(const std::array<const char*, N>& list, int index)
{
    return QString::fromLatin1(list.at(std::size_t(index) % N));
}

ChargeLine lineOf(const QString& programme, const QString& account, Side side, Money amount)
{
    return {
        { { QStringLiteral("controllingOfficer"), QStringLiteral("C27001") },
            { QStringLiteral("office"), QStringLiteral("27010101") },
            { QStringLiteral("vote"), QStringLiteral("B27") }, { QStringLiteral("programme"), programme },
            { QStringLiteral("project"), QStringLiteral("00000") },
            { QStringLiteral("setia"), QStringLiteral("000") },
            { QStringLiteral("subsetia"), QStringLiteral("0000") }, { QStringLiteral("account"), account } },
        side, amount
    };
}

} // namespace

QString Samples::digits(int count)
{
    QString text;
    for (int i = 0; i < count; ++i)
        text += QLatin1Char(char('0' + below(10)));
    return text;
}

QString Samples::hex(int bytes)
{
    QByteArray raw(bytes, '\0');
    for (auto& byte : raw)
        byte = char(below(256));
    return QString::fromLatin1(raw.toHex());
}

QDateTime Samples::nextTime()
{
    m_clockMs += 1000 + below(600'000);
    return QDateTime(sampleToday().addDays(-20), QTime(1, 0), Qt::UTC)
        .addMSecs(m_clockMs % (19LL * 86'400'000));
}

Ic Samples::ic()
{
    const auto birth = QDate(1965, 1, 1).addDays(below(12'000));
    return *Ic::parse(birth.toString(QStringLiteral("yyMMdd"))
        + QStringLiteral("%1").arg(1 + below(16), 2, 10, QLatin1Char('0')) + digits(4));
}

Officer Samples::officer(Role role)
{
    Officer officer;
    officer.ic = ic();
    officer.name = pick(givenNames, below(1000)) + QLatin1Char(' ') + pick(familyNames, below(1000));
    officer.email = QStringLiteral("pegawai%1@example.invalid").arg(++m_serial);
    officer.post
        = role == Role::Preparer ? QStringLiteral("Pembantu Akauntan W19") : QStringLiteral("Akauntan W41");
    officer.office = OfficeCode(QStringLiteral("27010101"));
    officer.roles = { role };
    if (role == Role::Checker || role == Role::Approver)
        officer.limit = Money::fromSen(tenMillion);
    return officer;
}

VoucherContent Samples::payment()
{
    VoucherContent content;
    content.processNo = paymentProcess;
    content.office = OfficeCode(QStringLiteral("27010101"));
    content.date = sampleToday().addDays(-below(10));
    content.narration = pick(works, below(100)) + QStringLiteral(" bil. %1").arg(++m_serial);
    qint64 sum = 0;
    for (int i = 0, count = 1 + below(3); i < count; ++i) {
        const auto sen = qint64(100 + below(5'000'000));
        sum += sen;
        content.lines.append(
            lineOf(pick(programmes, below(10)), pick(accounts, below(10)), Side::Debit, Money::fromSen(sen)));
    }
    PaymentDetails details;
    details.type = below(2) == 0 ? PaymentType::WithOrder : PaymentType::WithoutOrder;
    if (details.type == PaymentType::WithOrder)
        details.orderNumber = QStringLiteral("PO-") + digits(8);
    details.payee
        = { pick(firms, below(100)), QStringLiteral("20") + digits(2) + QStringLiteral("01") + digits(6),
              QStringLiteral("BKA"), QStringLiteral("7") + digits(9) };
    details.documentsReceived = content.date.addDays(-below(4));
    details.invoices = { { QStringLiteral("INV-") + digits(6), details.documentsReceived.addDays(-2),
        Money::fromSen(sum) } };
    content.details = details;
    content.attachments = { { QStringLiteral("invois-%1.pdf").arg(m_serial),
        QStringLiteral("application/pdf"), 1 + below(900'000), Sha256Hex(hex(32)) } };
    return content;
}

VoucherContent Samples::journal()
{
    auto content = payment();
    content.processNo = journalProcess;
    content.narration = QStringLiteral("Pelarasan kod akaun bil. %1").arg(m_serial);
    const auto total = *content.total();
    content.lines.append(lineOf(pick(programmes, 0), pick(accounts, below(10)), Side::Credit, total));
    content.details = JournalDetails { JournalType::Correction,
        sampleToday().toString(QStringLiteral("yyyy-MM")), QStringLiteral("Pembetulan caj kod akaun"),
        QStringLiteral("BB/27010101/2026/000%1").arg(digits(3)) };
    return content;
}

Voucher Samples::draft(VoucherKind kind, const Officer& preparer)
{
    Voucher voucher;
    voucher.id = VoucherId(hex(16));
    voucher.revision = 1;
    voucher.content = content(kind);
    voucher.preparer = preparer.ref();
    voucher.createdAt = nextTime();
    voucher.updatedAt = voucher.createdAt;
    HistoryEntry created;
    created.revision = 1;
    created.actor = voucher.preparer;
    created.at = voucher.createdAt;
    voucher.history = { created };
    return voucher;
}

Voucher Samples::voucher(VoucherState state, VoucherKind kind)
{
    const Workflow workflow(m_catalogue);
    const auto preparer = officer(Role::Preparer);
    if (state == VoucherState::Paid)
        kind = VoucherKind::Payment;
    auto voucher = draft(kind, preparer);
    const auto act
        = [&](Action action, const Officer& actor, const Reason& reason = {}, const Sha256Hex& hash = {}) {
              const auto transition = workflow.check(voucher, action, actor, reason);
              if (!transition)
                  qFatal("a sample breaks the rules: %s", qPrintable(errorKey(transition.error().code)));
              voucher = Workflow::apply(voucher, action, *transition, actor.ref(), nextTime(), reason, hash);
          };
    const auto certify = [&] {
        act(Action::Certify, officer(roleFor(*workflow.nextStepKind(voucher))), {}, Sha256Hex(hex(32)));
    };
    const auto system = [&](Action action) {
        voucher = Workflow::apply(voucher, action, *workflow.checkSystem(voucher, action),
            { {}, QStringLiteral("Perbendaharaan"), {}, {} }, nextTime());
    };
    const Reason reason { QStringLiteral("X01"), QStringLiteral("Sebab contoh sahaja") };
    if (state == VoucherState::Draft)
        return voucher;
    act(Action::Submit, preparer);
    voucher.number
        = QStringLiteral("%1/27010101/2026/%2")
              .arg(kind == VoucherKind::Payment ? QStringLiteral("BB") : QStringLiteral("BJ"), digits(6));
    if (state == VoucherState::Submitted)
        return voucher;
    if (state == VoucherState::Cancelled) {
        act(Action::Cancel, preparer, reason);
        return voucher;
    }
    certify();
    if (state == VoucherState::Queried)
        act(Action::Query, officer(Role::Approver), reason);
    if (state != VoucherState::Posted && state != VoucherState::Paid)
        return voucher;
    while (workflow.nextStep(voucher) > 0)
        certify();
    system(Action::Post);
    if (state == VoucherState::Paid) {
        system(Action::Pay);
        voucher.paid = PaymentRecord { QStringLiteral("EFT/2026/%1").arg(digits(8)), sampleToday() };
    }
    return voucher;
}

QList<Voucher> Samples::vouchers(int count)
{
    constexpr std::array states { VoucherState::Draft, VoucherState::Submitted, VoucherState::Certified,
        VoucherState::Queried, VoucherState::Cancelled, VoucherState::Posted, VoucherState::Paid };
    QList<Voucher> list;
    list.reserve(count);
    for (int i = 0; i < count; ++i)
        list.append(voucher(states.at(std::size_t(i) % states.size()),
            i % 3 == 2 ? VoucherKind::Journal : VoucherKind::Payment));
    return list;
}

} // namespace peraku::test
