#include "filled.h"

#include <pki/endpoints.h>
#include <pki/seal.h>
#include <signing/certificate.h>
#include <signing/verify.h>
#include <sqlite/database.h>
#include <treasury/audit.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <container/asic.h>

using namespace peraku;
using namespace peraku::test;

/** What leaves the treasury as evidence, over invented vouchers with real keys. */
class TestEvidence : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void container_ofAVoucher_isSealedAndWhole();
    void container_parts_opensslVerifies();
    void container_withoutSealOrVoucher_isNotFound();
    void timestamps_missing_areCompletedOnce();
    void timestamps_authorityAway_areTriedLater();
};

namespace {

/** A TSA that can be taken away. */
class WeakPki : public pki::PkiService {
public:
    using PkiService::PkiService;
    treasury::PkiReply timestamp(const QByteArray& request) override
    {
        return away ? treasury::PkiReply { 503, "text/plain", "away" } : PkiService::timestamp(request);
    }
    bool away = false;
};

struct Office {
    Filled filled;
    std::unique_ptr<WeakPki> service;
    std::unique_ptr<pki::SealKeeper> seal;
    RefusingVerifier verifier;
    std::unique_ptr<treasury::Treasury> treasury;
    std::unique_ptr<Client> client;

    QString open(bool timestamps, bool withSeal = true)
    {
        auto options = optionsOf(20);
        options.timestamps = timestamps;
        if (const auto failed = filled.fill(options); !failed.isEmpty())
            return failed;
        filled.admin.reset();
        service = std::make_unique<WeakPki>(*filled.authority, filled.clock);
        seal = std::make_unique<pki::SealKeeper>(*filled.authority);
        treasury::Config config;
        config.scryptLogN = 10;
        auto opened = treasury::Treasury::open(filled.database(), config,
            { filled.clock, filled.rng, verifier, *service, withSeal ? seal.get() : nullptr });
        if (!opened)
            return opened.error().detail;
        treasury = std::move(*opened);
        client = std::make_unique<Client>(*treasury);
        const auto state = demo::makeState(options);
        if (!state)
            return state.error().detail;
        const auto auditor = std::find_if(state->officers.cbegin(), state->officers.cend(),
            [](const auto& each) { return each.persona == u"juruaudit"; });
        return client->logIn(auditor->officer.ic, "Peraku-Demo-2026!") == 201 ? QString() : u"log-in"_s;
    }
    QList<domain::Voucher> vouchers()
    {
        QList<domain::Voucher> all;
        const auto page = wire::decodeChangesPage(client->get("/v1/changes", { { "limit", "500" } }).body);
        for (const auto& change : page->changes)
            all.append(change.voucher);
        return all;
    }
    QList<domain::SignatureRecord> records(const domain::Voucher& voucher)
    {
        return *wire::decodeSignatures(
            client->get("/v1/vouchers/" + voucher.id.value().toLatin1() + "/signatures").body);
    }
    treasury::Response evidence(const domain::Voucher& voucher)
    {
        return client->get("/v1/vouchers/" + voucher.id.value().toLatin1() + "/evidence.asice");
    }
    domain::Voucher posted()
    {
        const auto all = vouchers();
        return *std::find_if(all.begin(), all.end(),
            [](const auto& each) { return each.state == domain::VoucherState::Posted; });
    }
    std::shared_ptr<const signing::TrustStore> trust()
    {
        const auto now = service->trust();
        return *signing::TrustStore::create({ now->roots, now->intermediates, now->crls });
    }
};

} // namespace

void TestEvidence::container_ofAVoucher_isSealedAndWhole()
{
    Office office;
    QCOMPARE(office.open(true), QString());
    const auto voucher = office.posted();
    const auto answer = office.evidence(voucher);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("content-type"), QByteArray("application/vnd.etsi.asic-e+zip"));
    const auto asic = container::readAsic(answer.body);
    QVERIFY2(asic, qPrintable(asic ? QString() : asic.error().detail));
    QCOMPARE(asic->signatures.size(), 1);
    const auto& seal = asic->signatures.first();
    QVERIFY(seal.broken.isEmpty() && asic->uncovered.isEmpty());
    signing::VerifyOptions options;
    options.now = office.filled.clock.now;
    options.contentIsStatement = false;
    options.timestamp = signing::TimestampPolicy::Required;
    const auto report = signing::verifyCades(seal.cms, seal.content.bytes, *office.trust(), options);
    QVERIFY2(report.valid(), qPrintable(report.firstFailure() ? report.firstFailure()->detail : QString()));
    QVERIFY(report.signer.commonName.endsWith(u"Meterai"_s));

    QMap<QString, QByteArray> files;
    for (const auto& document : asic->documents)
        files.insert(document.name, document.bytes);
    const auto record = QJsonDocument::fromJson(files.value(u"record.json"_s)).object();
    QCOMPARE(record.value(u"number"_s).toString(), voucher.number);
    const auto kept = office.records(voucher);
    const auto lines = record.value(u"signatures"_s).toArray();
    QCOMPARE(lines.size(), kept.size());
    for (qsizetype i = 0; i < kept.size(); ++i) {
        const auto line = lines[i].toObject();
        QCOMPARE(line.value(u"step"_s).toInt(), kept[i].step);
        QCOMPARE(files.value(line.value(u"crl"_s).toString()), kept[i].crl);
        const auto part = container::readAsic(files.value(line.value(u"file"_s).toString()));
        QVERIFY(part);
        QCOMPARE(part->documents, (QList<container::File> { { u"statement.json"_s, kept[i].statement } }));
        QCOMPARE(part->signatures.first().cms, kept[i].cms);
    }
}

void TestEvidence::container_parts_opensslVerifies()
{
    Office office;
    QCOMPARE(office.open(true), QString());
    const auto asic = container::readAsic(office.evidence(office.posted()).body);
    QVERIFY(asic);
    QList<container::AsicSignature> signatures = asic->signatures;
    for (const auto& document : asic->documents) {
        if (document.name.endsWith(u".asics"_s))
            signatures += container::readAsic(document.bytes)->signatures;
    }
    QVERIFY(signatures.size() >= 3);
    const auto& dir = office.filled.dir;
    const auto put = [&](const QString& name, const QByteArray& bytes) {
        QFile file(dir.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    QVERIFY(put(u"root.pem"_s, signing::certificatesToPem({ office.filled.authority->rootCertificate() })));
    for (const auto& signature : signatures) {
        QVERIFY(put(u"a.p7s"_s, signature.cms) && put(u"a.bin"_s, signature.content.bytes));
        QProcess openssl;
        openssl.setWorkingDirectory(dir.path());
        openssl.setProcessChannelMode(QProcess::MergedChannels);
        openssl.start(u"openssl"_s,
            { u"cms"_s, u"-verify"_s, u"-cades"_s, u"-binary"_s, u"-inform"_s, u"DER"_s, u"-in"_s, u"a.p7s"_s,
                u"-content"_s, u"a.bin"_s, u"-CAfile"_s, u"root.pem"_s, u"-no_check_time"_s, u"-out"_s,
                u"/dev/null"_s });
        QVERIFY(openssl.waitForFinished());
        QVERIFY2(openssl.exitCode() == 0, openssl.readAll().constData());
    }
}

void TestEvidence::container_withoutSealOrVoucher_isNotFound()
{
    Office office;
    QCOMPARE(office.open(true, false), QString());
    QCOMPARE(office.evidence(office.posted()).status, 404);
    QCOMPARE(office.client->get("/v1/vouchers/00000000000000000000000000000000/evidence.asice").status, 404);
}

void TestEvidence::timestamps_missing_areCompletedOnce()
{
    Office office;
    QCOMPARE(office.open(false), QString());
    const auto voucher = office.posted();
    const auto before = office.records(voucher);
    QVERIFY(!before.first().timestampAt.isValid());
    auto done = office.treasury->completeTimestamps(1000);
    QVERIFY2(done, qPrintable(done ? QString() : done.error().detail));
    QVERIFY(*done > 0);
    const auto after = office.records(voucher);
    QCOMPARE(after.size(), before.size());
    const auto trust = office.trust();
    int completed = 0;
    for (qsizetype i = 0; i < after.size(); ++i) {
        QCOMPARE(after[i].cms, before[i].cms);
        if (after[i].stamped.isEmpty())
            continue; // its certificate has ended since
        ++completed;
        QCOMPARE(after[i].timestampAt.toSecsSinceEpoch(), office.filled.clock.now.toSecsSinceEpoch());
        signing::VerifyOptions options;
        options.now = office.filled.clock.now.addYears(1);
        options.timestamp = signing::TimestampPolicy::Required;
        const auto report = signing::verifyCades(after[i].lasting(), after[i].statement, *trust, options);
        QCOMPARE(report.find(domain::CheckId::Signature)->outcome, domain::CheckOutcome::Passed);
        QCOMPARE(report.timestampTime, after[i].timestampAt);
    }
    QVERIFY(completed > 0);
    QCOMPARE(*office.treasury->completeTimestamps(1000), 0);
    // Each completion is an event of its own in the audit.
    const auto audited = treasury::verifyAudit(office.filled.database(), {});
    QVERIFY2(audited && audited->faults.isEmpty(),
        qPrintable(audited ? audited->faults.join(QLatin1Char('\n')) : audited.error().detail));
    // Neither the timestamps nor the evidence may be written over.
    auto database = sqlite::Database::open(office.filled.database(), sqlite::Durability::SharedLog);
    QVERIFY(database);
    for (const char* change : { "UPDATE signature SET timestamp_at = 1 WHERE stamped IS NOT NULL",
             "UPDATE signature SET ocsp = x'00'", "UPDATE signature SET nonce_id = 'a'",
             "UPDATE signature SET stamped = NULL WHERE stamped IS NOT NULL" })
        QVERIFY2(!(*database)->execute(change), change);
}

void TestEvidence::timestamps_authorityAway_areTriedLater()
{
    Office office;
    QCOMPARE(office.open(false), QString());
    office.service->away = true;
    QCOMPARE(*office.treasury->completeTimestamps(1000), 0);
    office.service->away = false;
    QCOMPARE(*office.treasury->completeTimestamps(1000), 0);
    office.filled.clock.now = office.filled.clock.now.addDays(2);
    QVERIFY(*office.treasury->completeTimestamps(1000) > 0);
}

QTEST_GUILESS_MAIN(TestEvidence)
#include "test_evidence.moc"
