#include "fakedesk.h"

#include <domain/workflow.h>

#include <QCryptographicHash>

#include <resources/resources.h>

namespace peraku::fake {

using namespace domain;

namespace {
const OfficeCode office(QStringLiteral("10010101"));

Officer person(const char* ic, const char* name, const char* post, QList<Role> roles, qint64 limitRinggit)
{
    Officer officer;
    officer.ic = *Ic::parse(QString::fromLatin1(ic));
    officer.name = QString::fromLatin1(name);
    officer.post = QString::fromLatin1(post);
    officer.office = office;
    officer.roles = std::move(roles);
    if (limitRinggit > 0)
        officer.limit = Money::fromSen(limitRinggit * 100);
    return officer;
}

ReferenceData referenceData()
{
    ReferenceData data;
    data.version = QStringLiteral("1");
    data.mask = federalMask();
    data.offices
        = { { office, QStringLiteral("Pejabat Kewangan Daerah Seri Alam"), QStringLiteral("C01001") },
              { OfficeCode(QStringLiteral("10010202")), QStringLiteral("Pejabat Kerja Raya Seri Alam"),
                  QStringLiteral("C01001") } };
    data.banks = { { QStringLiteral("BKS"), QStringLiteral("Bank Seri Alam"), 10, 14 },
        { QStringLiteral("BKT"), QStringLiteral("Bank Tanjung"), 10, 14 } };
    data.payees = { { QStringLiteral("Syarikat Bina Maju Sdn Bhd"), QStringLiteral("202101012345"),
        QStringLiteral("BKS"), QStringLiteral("1234567890") } };
    data.reasons = { { QStringLiteral("R01"), QStringLiteral("Dokumen sokongan tidak lengkap"),
                         QStringLiteral("Supporting documents incomplete"), true, false },
        { QStringLiteral("R02"), QStringLiteral("Kod akaun salah"), QStringLiteral("Wrong account code"),
            true, false },
        { QStringLiteral("R09"), QStringLiteral("PTJ atau pejabat salah"),
            QStringLiteral("Wrong PTJ or office"), false, true } };
    const auto value = [&](const char* segment, const char* code, const char* name) {
        data.values.append(
            { QString::fromLatin1(segment), QString::fromLatin1(code), QString::fromLatin1(name) });
    };
    value("controllingOfficer", "C01001", "Pengawal Seri Alam");
    value("office", "10010101", "Pejabat Kewangan Daerah Seri Alam");
    value("vote", "B27", "Bekalan 27");
    value("vote", "P27", "Pembangunan 27");
    value("programme", "010100", "Pengurusan kewangan");
    value("project", "00000", "Tiada projek");
    value("setia", "000", "Tiada");
    value("subsetia", "0000", "Tiada");
    value("account", "B0227101", "Perkhidmatan penyelenggaraan bangunan");
    value("account", "B0224102", "Bekalan pejabat");
    return data;
}

ChargeLine line(qint64 sen, Side side = Side::Debit, const char* account = "B0227101")
{
    return { { { QStringLiteral("controllingOfficer"), QStringLiteral("C01001") },
                 { QStringLiteral("office"), office.value() },
                 { QStringLiteral("vote"), QStringLiteral("B27") },
                 { QStringLiteral("programme"), QStringLiteral("010100") },
                 { QStringLiteral("project"), QStringLiteral("00000") },
                 { QStringLiteral("setia"), QStringLiteral("000") },
                 { QStringLiteral("subsetia"), QStringLiteral("0000") },
                 { QStringLiteral("account"), QString::fromLatin1(account) } },
        side, Money::fromSen(sen) };
}

constexpr const char* firms[]
    = { "Syarikat Bina Maju Sdn Bhd", "Perniagaan Alat Tulis Cemerlang", "Kejuruteraan Tiga Bintang Sdn Bhd",
          "Kedai Perabot Warisan", "Percetakan Nusa Indah Sdn Bhd", "Teknologi Sistem Bestari Sdn Bhd" };
constexpr const char* works[] = { "Kerja-kerja penyelenggaraan bangunan blok A bagi bulan Oktober",
    "Bekalan alat tulis pejabat suku keempat", "Pembaikan penghawa dingin aras 3",
    "Perabot bilik mesyuarat utama", "Cetakan borang dan laporan tahunan",
    "Sewaan peralatan komputer bulan November" };

VoucherContent content(int number, bool journal, int process)
{
    VoucherContent value;
    value.processNo = process;
    value.office = office;
    value.date = QDate(2026, 11, 18).addDays(-(number % 40));
    value.narration = QString::fromLatin1(works[number % 6]);
    const qint64 sen = 125'050 + qint64(number) * 733'15;
    if (journal) {
        value.details = JournalDetails { JournalType::Correction, QStringLiteral("2026-11"),
            QStringLiteral("Pembetulan kod akaun %1").arg(number),
            QStringLiteral("BB/10010101/2026/000101") };
        value.lines = { line(sen), line(sen, Side::Credit, "B0224102") };
    } else {
        PaymentDetails payment;
        payment.payee = { QString::fromLatin1(firms[number % 6]), QStringLiteral("202101012345"),
            QStringLiteral("BKS"), QStringLiteral("1234567890") };
        payment.invoices = { { QStringLiteral("INV-%1").arg(2300 + number), value.date.addDays(-6),
            Money::fromSen(sen) } };
        payment.documentsReceived = value.date.addDays(-2);
        value.details = payment;
        value.lines = { line(sen / 2), line(sen - sen / 2, Side::Debit, "B0224102") };
    }
    value.attachments = { { QStringLiteral("dokumen-%1.pdf").arg(2300 + number),
        QStringLiteral("application/pdf"), 184'320,
        Sha256Hex(QString::fromLatin1(
            QCryptographicHash::hash(QByteArray::number(number), QCryptographicHash::Sha256).toHex())) } };
    return value;
}
} // namespace

Officer FakeDesk::officer(Role role) const
{
    switch (role) {
    case Role::Preparer:
        return person(
            "900214-10-5026", "Aisyah binti Rahman", "Pembantu Akauntan W19", { Role::Preparer }, 0);
    case Role::Checker:
        return person(
            "820731-08-5127", "Mohd Hafiz bin Salleh", "Penolong Akauntan W29", { Role::Checker }, 50'000);
    case Role::Approver:
        return person("750505-14-5568", "Tan Mei Ling", "Akauntan W44", { Role::Approver }, 500'000);
    default:
        return person("780112-01-5341", "Rajan a/l Muthu", "Juruaudit W41", { role }, 0);
    }
}

Credential FakeDesk::credential(const Officer& officer) const
{
    Credential credential;
    credential.id = QStringLiteral("0123:") + officer.ic.digits();
    credential.mediumLabel = QStringLiteral("GPKI Token");
    credential.mediumSerial = QStringLiteral("A0F1 22B7");
    credential.slotLabel = QStringLiteral("Smart Card Reader 00 00");
    credential.pinState = PinState::Good;
    auto& facts = credential.certificate;
    facts.der = "der";
    facts.sha256 = Sha256Hex(QString(64, QLatin1Char('c')));
    facts.commonName = officer.name;
    facts.subjectDn = QStringLiteral("CN=%1,serialNumber=%2,O=Perbendaharaan Negeri Contoh,C=MY")
                          .arg(officer.name, officer.ic.digits());
    facts.issuerDn = QStringLiteral("CN=Peraku Demo Issuing CA,O=Perbendaharaan Negeri Contoh,C=MY");
    facts.serialHex = QStringLiteral("5A3F09C1D2E4478801");
    facts.ic = officer.ic;
    facts.notBefore = clock.now.addYears(-1);
    facts.notAfter = clock.now.addDays(412);
    facts.keyKind = KeyKind::Rsa;
    facts.keyBits = 2048;
    facts.nonRepudiation = true;
    return credential;
}

VerificationReport FakeDesk::report(bool good) const
{
    VerificationReport report;
    for (const auto id : { CheckId::Bytes, CheckId::Signature, CheckId::CertificatePath, CheckId::KeyUsage,
             CheckId::Revocation, CheckId::Time, CheckId::SignerIdentity, CheckId::Statement })
        report.lines.append({ id, CheckOutcome::Passed, std::nullopt, {} });
    if (!good) {
        report.lines[4].outcome = CheckOutcome::Failed;
        report.lines[4].reason = Error { ErrorCode::CertificateRevoked, {}, {}, false, 0 };
    }
    report.signer = credential(officer(Role::Checker)).certificate;
    report.signingTime = clock.now;
    report.algorithm = QStringLiteral("RSA-2048 SHA-256");
    return report;
}

FakeDesk::FakeDesk(int count)
{
    if (auto catalogue = ProcessCatalogue::fromCsv(resources::processCatalogueCsv()))
        reference.processes = *catalogue;
    reference.data = referenceData();
    int payment = 0;
    int journal = 0;
    for (const auto& row : reference.processes.all()) {
        if (row.steps.size() >= 2 && row.voucherKind() == VoucherKind::Payment && payment == 0)
            payment = row.no;
        if (row.steps.size() >= 2 && row.voucherKind() == VoucherKind::Journal && journal == 0)
            journal = row.no;
    }
    const Workflow workflow(reference.processes);
    const auto clerk = officer(Role::Preparer);
    const auto checker = officer(Role::Checker);
    const auto approver = officer(Role::Approver);
    sync.current.online = true;
    sync.current.lastSync = clock.now.addSecs(-90);
    for (int i = 0; i < count; ++i) {
        Voucher voucher;
        voucher.id = VoucherId(QStringLiteral("%1").arg(i + 1, 32, 16, QLatin1Char('0')));
        const bool isJournal = i % 4 == 3;
        voucher.content = content(i, isJournal, isJournal ? journal : payment);
        voucher.preparer = clerk.ref();
        voucher.createdAt = voucher.updatedAt = clock.now.addDays(-(i % 23)).addSecs(-i * 60);
        const auto step = [&](Action action, const Officer& actor, const Reason& reason = {}) {
            const auto next = workflow.check(voucher, action, actor, reason);
            if (next)
                voucher = Workflow::apply(voucher, action, *next, actor.ref(),
                    voucher.updatedAt.addSecs(1800), reason, Sha256Hex(QString(64, QLatin1Char('d'))));
        };
        const int shape = i % 6;
        if (shape > 0) {
            voucher.number = QStringLiteral("%1/10010101/2026/%2")
                                 .arg(isJournal ? QStringLiteral("BJ") : QStringLiteral("BB"))
                                 .arg(i + 101, 6, 10, QLatin1Char('0'));
            step(Action::Submit, clerk);
        }
        if (shape == 2 || shape == 3)
            step(Action::Certify, checker);
        if (shape == 3)
            step(Action::Certify, approver);
        if (shape == 4)
            step(Action::Query, checker,
                { QStringLiteral("R01"), QStringLiteral("Invois asal tidak dilampirkan.") });
        vouchers.append(voucher);
    }
    certify.inventory.slotStatus
        = { { QStringLiteral("libsofthsm2.so"), QStringLiteral("Smart Card Reader 00 00"),
            QStringLiteral("GPKI Token"), QStringLiteral("A0F1 22B7"), PinState::Good, 1, std::nullopt } };
}

services::Desk FakeDesk::desk()
{
    return { session, sync, list, reference, drafts, decisions, certify, batch, pdf, outbox, conflicts,
        evidence, media, requests, verify, print, diagnostics, clock };
}

void FakeDesk::logIn(Role role)
{
    session.who = officer(role);
    session.willLogIn = session.who;
    session.current = services::SessionState::Online;
    const bool signs = role == Role::Checker || role == Role::Approver;
    const Error unsupported { ErrorCode::MediumUnsupported, {}, {}, false, 0 };
    media.general.grants
        = { { SigningMedium::Token, signs, true, {} }, { SigningMedium::Softcert, false, false, unsupported },
              { SigningMedium::Roaming, false, false, unsupported },
              { SigningMedium::RoamingOtp, false, true, {} } };
    media.signing.maskedEmail = QStringLiteral("p***i@contoh.my");
    if (signs)
        certify.inventory.credentials = { credential(session.who) };
    Q_EMIT session.stateChanged();
}

void FakeDesk::changed(const VoucherId& id)
{
    Q_EMIT list.changed({ id });
}

Voucher* FakeDesk::find(const VoucherId& id)
{
    for (auto& voucher : vouchers)
        if (voucher.id == id)
            return &voucher;
    return nullptr;
}

VoucherId FakeDesk::waiting() const
{
    const Workflow workflow(reference.processes);
    for (const auto& voucher : vouchers)
        if (workflow.waitsFor(voucher, session.who))
            return voucher.id;
    return {};
}

} // namespace peraku::fake
