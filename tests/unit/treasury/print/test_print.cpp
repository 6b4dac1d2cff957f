#include "../pki/house.h"

#include <domain/statement.h>
#include <pki/endpoints.h>
#include <pki/seal.h>
#include <signing/digest.h>
#include <signing/openssl.h>
#include <signing/pades.h>
#include <support/samples.h>

#include <QProcess>
#include <QTest>

#include <print/keptforms.h>
#include <print/printer.h>
#include <thread>

using namespace peraku;
using domain::ErrorCode;
using domain::VoucherKind;
using domain::VoucherState;

namespace {

constexpr signing::SigningProfile ecdsa { domain::SignatureScheme::Ecdsa, 256 };

QByteArray run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.waitForFinished(60000);
    return process.readAll();
}

/** An authority whose time service can be away. */
class TimelessPki : public pki::PkiService {
public:
    using PkiService::PkiService;
    treasury::PkiReply timestamp(const QByteArray& request) override
    {
        return away ? treasury::PkiReply { 503, "text/plain", "no" } : PkiService::timestamp(request);
    }
    bool away = true;
};

} // namespace

/** The print form, read back by poppler's and OpenSSL's commands. */
class TestPrint : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void pdf_voucher_showsAndCarriesEverything_data();
    void pdf_voucher_showsAndCarriesEverything();
    void pdf_sealed_holdsByOurCheck();
    void pdf_authorityAway_isSealedWithoutTimestamp();
    void kept_sameOrder_givesTheSameBytes();
    void kept_withoutTimestamp_isMadeAnew();
    void pdf_twoHundredLines_pagesWithHeads();
    void pdf_trickyText_isShownAsText();
    void pdf_notPosted_refuses();
    void pdf_manyThreads_eachGetsItsForm();

private:
    treasury::PrintOrder order(VoucherKind kind, VoucherState state);
    /** Signs what the voucher says, for each certification of its history. */
    void certify(treasury::PrintOrder& order);
    QString keep(const QByteArray& pdf, const QString& name);
    /** Of the only signature. */
    domain::VerificationReport check(const QByteArray& pdf, signing::TimestampPolicy timestamp);

    std::unique_ptr<House> m_house;
    std::unique_ptr<pki::SealKeeper> m_seal;
    std::unique_ptr<pki::PkiService> m_pki;
    OsRng m_rng;
    QTemporaryDir m_folder;
};

void TestPrint::initTestCase()
{
    m_house = std::make_unique<House>();
    m_seal = std::make_unique<pki::SealKeeper>(*m_house->authority);
    m_pki = std::make_unique<pki::PkiService>(*m_house->authority, m_house->clock);
}

treasury::PrintOrder TestPrint::order(VoucherKind kind, VoucherState state)
{
    test::Samples samples;
    const auto reference = test::sampleReference();
    treasury::PrintOrder order;
    order.voucher = samples.voucher(state, kind);
    order.officeName = reference.offices.first().name;
    order.processName = test::sampleCatalogue().find(order.voucher.content.processNo)->name;
    order.bankName = QStringLiteral("Bank Contoh Berhad");
    order.mask = reference.mask;
    order.at = m_house->clock.nowUtc();
    certify(order);
    return order;
}

void TestPrint::certify(treasury::PrintOrder& order)
{
    const auto steps = test::sampleCatalogue().find(order.voucher.content.processNo)->steps;
    order.signatures.clear();
    for (const auto& entry : order.voucher.history) {
        if (entry.action != domain::HistoryAction::Certified)
            continue;
        auto key = pki::SoftKeys::make(pki::KeyAlgorithm::P256);
        const auto issued = m_house->authority->issueOfficer(
            { entry.actor.ic, entry.actor.name, order.officeName, QStringLiteral("a@ptj.invalid") },
            *pki::publicKeyDer(*key));
        QVERIFY2(issued, issued ? "" : qPrintable(issued.error().detail));
        domain::SigningStatement statement;
        statement.processNo = order.voucher.content.processNo;
        statement.step = entry.step;
        statement.stepKind = steps.at(entry.step - 1);
        statement.voucherId = order.voucher.id;
        statement.voucherNumber = order.voucher.number;
        statement.contentRevision = order.voucher.contentRevision;
        statement.content = order.voucher.content;
        statement.preparer = order.voucher.preparer;
        statement.signerIc = entry.actor.ic;
        statement.signerCertificate = signing::sha256Hex(issued->der);
        statement.statementsVersion = QLatin1String(domain::currentStatementsVersion);
        statement.time = order.at.addSecs(-3600 + entry.step);
        for (const auto& earlier : order.signatures)
            statement.earlierSignatures.append(signing::sha256Hex(earlier.cms));
        domain::SignatureRecord record;
        record.voucher = order.voucher.id;
        record.contentRevision = order.voucher.contentRevision;
        record.step = entry.step;
        record.signer = entry.actor;
        record.statement = domain::canonicalBytes(statement).value_or(QByteArray());
        record.cms
            = *signing::signCades({ signing::sha256(record.statement), issued->der,
                                      { m_house->authority->issuingCertificate() }, ecdsa, statement.time },
                key->get());
        record.medium = entry.step == 1 ? domain::SigningMedium::Token : domain::SigningMedium::RoamingOtp;
        order.signatures.append(record);
    }
}

/** In PERAKU_PRINT_DIR, where somebody wants to look at the forms. */
QString TestPrint::keep(const QByteArray& pdf, const QString& name)
{
    const auto folder = qEnvironmentVariable("PERAKU_PRINT_DIR", m_folder.path());
    QFile file(folder + QLatin1Char('/') + name + QStringLiteral(".pdf"));
    if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return file.fileName();
}

domain::VerificationReport TestPrint::check(const QByteArray& pdf, signing::TimestampPolicy timestamp)
{
    const auto trust = sealing::ownTrust(*m_pki);
    signing::VerifyOptions options;
    options.now = m_house->clock.nowUtc();
    options.timestamp = timestamp;
    const auto reports = signing::verifyPades(pdf, **trust, options);
    return reports && reports->size() == 1 ? reports->first().report : domain::VerificationReport();
}

void TestPrint::pdf_voucher_showsAndCarriesEverything_data()
{
    QTest::addColumn<VoucherKind>("kind");
    QTest::addColumn<VoucherState>("state");
    QTest::newRow("payment") << VoucherKind::Payment << VoucherState::Posted;
    QTest::newRow("paid") << VoucherKind::Payment << VoucherState::Paid;
    QTest::newRow("journal") << VoucherKind::Journal << VoucherState::Posted;
}

void TestPrint::pdf_voucher_showsAndCarriesEverything()
{
    QFETCH(VoucherKind, kind);
    QFETCH(VoucherState, state);
    const auto what = order(kind, state);
    print::SealedPrinter printer(*m_seal, *m_pki, m_rng);
    const auto form = printer.form(what);
    QVERIFY2(form, form ? "" : qPrintable(form.error().detail));
    const auto path = keep(form->pdf, QString::fromLatin1(QTest::currentDataTag()));

    const auto text = QString::fromUtf8(
        run(QStringLiteral("pdftotext"), { QStringLiteral("-layout"), path, QStringLiteral("-") }));
    const auto& voucher = what.voucher;
    QStringList expected { voucher.number, voucher.id.value(), voucher.content.office.value(),
        voucher.preparer.name, voucher.content.total()->displayPlain(), QStringLiteral("Ringgit Malaysia"),
        QStringLiteral("Muka surat 1 daripada ") };
    for (const auto& line : voucher.content.lines)
        expected += line.amount.displayPlain();
    for (const auto& record : what.signatures)
        expected += record.signer.name.section(QLatin1Char(' '), 0, 0);
    if (voucher.paid)
        expected += { QStringLiteral("TELAH DIBAYAR"), voucher.paid->reference };
    for (const auto& word : expected)
        QVERIFY2(text.contains(word), qPrintable(word + QLatin1Char('\n') + text));
    QCOMPARE(text.contains(QStringLiteral("TELAH DIBAYAR")), state == VoucherState::Paid);

    const auto attached = run(QStringLiteral("pdfdetach"), { QStringLiteral("-list"), path });
    QVERIFY(what.signatures.size() >= 2);
    for (const auto& record : what.signatures) {
        for (const char* suffix : { ".json", ".p7s" })
            QVERIFY2(attached.contains("langkah-" + QByteArray::number(record.step) + suffix),
                attached.constData());
    }
    const auto out = m_folder.filePath(QStringLiteral("langkah-1.json"));
    run(QStringLiteral("pdfdetach"),
        { QStringLiteral("-savefile"), QStringLiteral("langkah-1.json"), QStringLiteral("-o"), out, path });
    QFile statement(out);
    QVERIFY(statement.open(QIODevice::ReadOnly));
    QCOMPARE(statement.readAll(), what.signatures.first().statement);
    const auto fonts = run(QStringLiteral("pdffonts"), { path });
    QVERIFY2(fonts.contains("NotoSans"), fonts.constData());
}

void TestPrint::pdf_sealed_holdsByOurCheck()
{
    print::SealedPrinter printer(*m_seal, *m_pki, m_rng);
    const auto form = printer.form(order(VoucherKind::Payment, VoucherState::Paid));
    const auto path = keep(form->pdf, QStringLiteral("sealed"));
    const auto seen = run(QStringLiteral("pdfsig"), { QStringLiteral("-nocert"), path });
    QVERIFY2(
        seen.contains("Signature is Valid.") && seen.contains("Total document signed"), seen.constData());
    QVERIFY(form->timestamped);
    const auto report = check(form->pdf, signing::TimestampPolicy::Required);
    const auto failure = report.firstFailure();
    QVERIFY2(report.valid(), failure ? qPrintable(failure->detail) : "");
    QCOMPARE(report.signer.der, m_seal->certificates()->seal);
}

void TestPrint::pdf_authorityAway_isSealedWithoutTimestamp()
{
    TimelessPki pki(*m_house->authority, m_house->clock);
    print::SealedPrinter printer(*m_seal, pki, m_rng);
    const auto form = printer.form(order(VoucherKind::Payment, VoucherState::Paid));
    QVERIFY2(form, form ? "" : qPrintable(form.error().detail));
    QVERIFY(!form->timestamped);
    const auto report = check(form->pdf, signing::TimestampPolicy::Expected);
    QVERIFY(report.valid());
    QCOMPARE(report.find(domain::CheckId::Time)->outcome, domain::CheckOutcome::Warning);
    QVERIFY(!report.timestampTime.isValid());
}

void TestPrint::kept_sameOrder_givesTheSameBytes()
{
    print::SealedPrinter printer(*m_seal, *m_pki, m_rng);
    print::KeptForms forms(printer);
    auto what = order(VoucherKind::Payment, VoucherState::Posted);
    const auto first = forms.form(what);
    what.at = what.at.addSecs(60);
    QCOMPARE(forms.form(what)->pdf, first->pdf);
    what.signatures.first().stamped = what.signatures.first().cms;
    const auto second = forms.form(what);
    QVERIFY(second->pdf != first->pdf);
    QCOMPARE(forms.form(what)->pdf, second->pdf);
}

void TestPrint::kept_withoutTimestamp_isMadeAnew()
{
    TimelessPki pki(*m_house->authority, m_house->clock);
    print::SealedPrinter printer(*m_seal, pki, m_rng);
    print::KeptForms forms(printer);
    const auto what = order(VoucherKind::Payment, VoucherState::Posted);
    QVERIFY(!forms.form(what)->timestamped);
    pki.away = false;
    QVERIFY(forms.form(what)->timestamped);
}

void TestPrint::pdf_twoHundredLines_pagesWithHeads()
{
    auto what = order(VoucherKind::Payment, VoucherState::Posted);
    const auto line = what.voucher.content.lines.first();
    what.voucher.content.lines = QList<domain::ChargeLine>(200, line);
    certify(what);
    print::SealedPrinter printer(*m_seal, *m_pki, m_rng);
    const auto form = printer.form(what);
    const auto path = keep(form->pdf, QStringLiteral("long"));
    const auto text = QString::fromUtf8(
        run(QStringLiteral("pdftotext"), { QStringLiteral("-layout"), path, QStringLiteral("-") }));
    const auto pages = text.split(QLatin1Char('\f'), Qt::SkipEmptyParts);
    QVERIFY(pages.size() >= 4 && pages.size() <= 12);
    for (qsizetype i = 0; i < pages.size(); ++i)
        QVERIFY(pages[i].contains(QStringLiteral("Muka surat %1 daripada %2").arg(i + 1).arg(pages.size())));
    QVERIFY(pages[1].contains(QStringLiteral("Amaun (RM)")));
    QVERIFY(text.count(line.amount.displayPlain()) >= 200);
}

void TestPrint::pdf_trickyText_isShownAsText()
{
    auto what = order(VoucherKind::Payment, VoucherState::Paid);
    auto& content = what.voucher.content;
    content.payment()->payee.name = QStringLiteral("<b>Syarikat & Anak-anak</b> ") + QString(20, u'W')
        + QStringLiteral("\u202Elasrever ")
        + QStringLiteral("Perusahaan Pembinaan dan Penyelenggaraan Jalan Raya Sdn. Bhd. ").repeated(3);
    content.narration = QString(180, u'x') + QStringLiteral(" <img src='file:///etc/passwd'>");
    what.voucher.preparer.name
        = QStringLiteral("Tengku Puteri Nur Aisyah Maisarah binti Tengku Muhammad Fakhruddin Shah al-Haj");
    what.voucher.preparer.post
        = QStringLiteral("Penolong Akauntan Kanan (Perolehan, Pembayaran dan Pengurusan Aset)");
    domain::Attachment attachment = content.attachments.value(0);
    attachment.fileName = QString(120, u'f') + QStringLiteral(".pdf");
    attachment.sha256 = domain::Sha256Hex(QString(64, u'a'));
    content.attachments.append(attachment);
    certify(what);
    print::SealedPrinter printer(*m_seal, *m_pki, m_rng);
    const auto form = printer.form(what);
    QVERIFY2(form, form ? "" : qPrintable(form.error().detail));
    const auto path = keep(form->pdf, QStringLiteral("tricky"));
    const auto text = QString::fromUtf8(
        run(QStringLiteral("pdftotext"), { QStringLiteral("-layout"), path, QStringLiteral("-") }));
    for (const auto& word : { QStringLiteral("<b>Syarikat & Anak-anak</b>"), QStringLiteral("\\u{202E}"),
             QStringLiteral("<img") })
        QVERIFY2(text.contains(word), qPrintable(text));
}

void TestPrint::pdf_notPosted_refuses()
{
    print::SealedPrinter printer(*m_seal, *m_pki, m_rng);
    for (const auto state : { VoucherState::Submitted, VoucherState::Certified, VoucherState::Cancelled })
        QCOMPARE(printer.form(order(VoucherKind::Payment, state)).error().code, ErrorCode::WrongState);
}

void TestPrint::pdf_manyThreads_eachGetsItsForm()
{
    print::SealedPrinter printer(*m_seal, *m_pki, m_rng);
    const auto what = order(VoucherKind::Journal, VoucherState::Posted);
    QList<qsizetype> sizes(4);
    auto* size = sizes.data();
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back(
            [&, i] { size[i] = printer.form(what).value_or(treasury::PrintForm()).pdf.size(); });
    for (auto& thread : threads)
        thread.join();
    for (const auto each : sizes)
        QVERIFY(each > 10'000);
}

QTEST_MAIN(TestPrint)
#include "test_print.moc"
