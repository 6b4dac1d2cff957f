#include "house.h"
#include "printform.h"

#include <QProcess>
#include <QSslSocket>
#include <QtTest>

#include <atomic>
#include <container/asic.h>
#include <thread>

using namespace peraku;
using namespace peraku::test;
using namespace peraku::domain;

/** A real treasuryd over TLS: the journey, what it refuses, what survives a kill; the traffic is held against
 * openapi.yaml. */
class TestContract : public QObject, ContractHouse {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void voucher_wholeJourney_isPostedPaidAndVerifiable();
    void evidence_ofASignedVoucher_isSealedAndVerifiableByOthers();
    void pkiWithKeysInTheHsm_opensslAcceptsItsAnswers();
    void refusals_areProblemsOfTheCatalogue();
    void sameKey_64InParallel_hasOneEffect();
    void oversizedBody_isRefusedBeforeItIsSent();
    void otherAuthority_isNotTrusted();
    void oldTls_isRefused();
    void termination_endsCleanly();
    void killedUnderLoad_losesNothingAccepted();
    void audit_afterEverything_isWhole();
    void traffic_matchesTheContract();
};

void TestContract::initTestCase()
{
    open({ .officers = 14, .paySeconds = 1, .hsm = true, .extraArguments = {} });
}

void TestContract::voucher_wholeJourney_isPostedPaidAndVerifiable()
{
    QCOMPARE(m_client->send("GET", "/v1/health").status, 200);
    const auto clerk = actor(Role::Preparer);
    const auto checker = actor(Role::Checker);
    const auto approver = actor(Role::Approver);
    QCOMPARE(clerk.get("/v1/me").status, 200);
    auto voucher = submitted(clerk);
    auto answer = certify(checker, voucher);
    QVERIFY2(answer.status == 200, answer.body.constData());
    voucher = wire::decodeVoucher(answer.body).value();
    answer = certify(approver, voucher);
    QVERIFY2(answer.status == 200, answer.body.constData());
    QCOMPARE(wire::decodeVoucher(answer.body)->state, VoucherState::Posted);
    QTRY_COMPARE_WITH_TIMEOUT(
        wire::decodeVoucher(clerk.get(pathOf(voucher)).body)->state, VoucherState::Paid, 10000);

    const auto records = wire::decodeSignatures(checker.get(pathOf(voucher) + "/signatures").body);
    QVERIFY(records.has_value());
    QCOMPARE(records->size(), 2);
    const auto form = clerk.get(pathOf(voucher) + "/print.pdf");
    QVERIFY2(form.status == 200, form.body.constData());
    QCOMPARE(form.headers.value("peraku-timestamp"), QByteArray("present"));
    // Once the officers' signatures have their timestamps, too, nothing of the form changes any more.
    QTRY_COMPARE_WITH_TIMEOUT(clerk.get(pathOf(voucher) + "/print.pdf").body,
        clerk.get(pathOf(voucher) + "/print.pdf").body, 20000);
    const auto kept = clerk.get(pathOf(voucher) + "/print.pdf");
    QCOMPARE(clerk.get(pathOf(voucher) + "/print.pdf", kept.headers.value("etag")).status, 304);
    QCOMPARE(printFormFault(form.body, *records, m_treasury->caFile(), 1), QString());
    QCOMPARE(printFormFault(approver.signPdf(form.body), *records, m_treasury->caFile(), 2), QString());
    QCOMPARE(clerk.get(pathOf(voucher) + "/history").status, 200);
    QCOMPARE(
        clerk.get("/v1/attachments/" + voucher.content.attachments.first().sha256.value().toLatin1()).body,
        Actor::document());
    const auto page = clerk.get("/v1/changes?limit=5");
    QCOMPARE(page.status, 200);
    const auto decoded = wire::decodeChangesPage(page.body);
    QVERIFY2(decoded.has_value(),
        decoded ? "" : qPrintable(decoded.error().detail + QString::fromUtf8(page.body.left(300))));
    for (const auto* path : { "/pki/root.crt", "/pki/root.crl", "/pki/issuing.crl" })
        QCOMPARE(m_client->send("GET", path).status, 200);

    // Anyone can verify with public tools.
    QVERIFY(write("statement.json", records->first().statement));
    QVERIFY(write("signature.p7s", records->first().cms));
    const auto said
        = openssl("cms -verify -cades -binary -inform DER -in signature.p7s -content statement.json "
                  "-CAfile CA -purpose any -out /dev/null");
    QVERIFY2(said.contains("successful"), said.constData());
}

void TestContract::evidence_ofASignedVoucher_isSealedAndVerifiableByOthers()
{
    const auto clerk = actor(Role::Preparer);
    const auto checker = actor(Role::Checker);
    const auto voucher = submitted(clerk);
    QCOMPARE(clerk.get(pathOf(voucher) + "/evidence.asice").status, 404);
    const auto certified = certify(checker, voucher);
    QVERIFY2(certified.status == 200, certified.body.constData());
    const auto answer = clerk.get(pathOf(voucher) + "/evidence.asice");
    QCOMPARE(answer.status, 200);
    QVERIFY(write("v.asice", answer.body));
    QVERIFY(tool("unzip", "-Z v.asice").contains("uncompressed"));
    QVERIFY(tool("file", "--brief v.asice").contains("application/vnd.etsi.asic-e+zip"));
    const auto asic = container::readAsic(answer.body);
    QVERIFY2(asic.has_value(), asic ? "" : qPrintable(asic.error().detail));
    auto signatures = asic->signatures;
    for (const auto& part : asic->documents) {
        if (part.name.endsWith(QStringLiteral(".asics")))
            signatures += container::readAsic(part.bytes)->signatures;
    }
    QCOMPARE(signatures.size(), 2);
    for (const auto& signature : signatures) {
        QVERIFY(write("part.p7s", signature.cms) && write("part.bin", signature.content.bytes));
        const auto said = openssl("cms -verify -cades -binary -inform DER -in part.p7s -content part.bin "
                                  "-CAfile CA -purpose any -out /dev/null");
        QVERIFY2(said.contains("successful"), said.constData());
    }
}

void TestContract::pkiWithKeysInTheHsm_opensslAcceptsItsAnswers()
{
    const auto checker = m_treasury->find(Role::Checker);
    QVERIFY(write("officer.pem", checker->certificatePem));
    for (const auto* name : { "issuing.crt", "root.crl", "issuing.crl" })
        QVERIFY(write(name, m_client->send("GET", QByteArray("/pki/") + name).body));
    auto said = openssl("crl -inform DER -in root.crl -noout -verify -CAfile CA");
    QVERIFY2(said.contains("verify OK"), said.constData());
    openssl("x509 -inform DER -in issuing.crt -out issuing.pem");
    said = openssl("crl -inform DER -in issuing.crl -noout -verify -CAfile issuing.pem");
    QVERIFY2(said.contains("verify OK"), said.constData());

    openssl("ocsp -issuer issuing.pem -cert officer.pem -reqout request.ocsp");
    QVERIFY(write("response.ocsp",
        m_client
            ->send(
                "POST", "/pki/ocsp", { { "content-type", "application/ocsp-request" } }, read("request.ocsp"))
            .body));
    said = openssl(
        "ocsp -reqin request.ocsp -respin response.ocsp -resp_text -CAfile CA -verify_other issuing.pem");
    QVERIFY2(said.contains("Response verify OK") && said.contains("Cert Status: good"), said.constData());

    openssl("ts -query -data officer.pem -sha256 -cert -out request.tsq");
    QVERIFY(write("response.tsr",
        m_client
            ->send("POST", "/pki/tsa", { { "content-type", "application/timestamp-query" } },
                read("request.tsq"))
            .body));
    said = openssl("ts -verify -queryfile request.tsq -in response.tsr -CAfile CA -untrusted issuing.pem");
    QVERIFY2(said.contains("Verification: OK"), said.constData());
}

void TestContract::refusals_areProblemsOfTheCatalogue()
{
    const auto clerk = actor(Role::Preparer);
    const auto checker = actor(Role::Checker);
    const auto voucher = submitted(clerk);
    const auto path = pathOf(voucher);
    QCOMPARE(m_client->send("GET", "/v1/me").status, 401);
    QCOMPARE(clerk.get("/v1/vouchers/" + randomHex(16)).status, 404);
    QCOMPARE(clerk.get(path + "/print.pdf").status, 409);
    QCOMPARE(clerk.get("/v1/vouchers/" + randomHex(16) + "/print.pdf").status, 404);
    QCOMPARE(clerk.get("/v1/changes?cursor=AAAA").status, 410);
    QCOMPARE(clerk.get("/v1/changes?limit=0").status, 400);
    QCOMPARE(clerk
                 .change("POST", path + "/decisions",
                     "{\"action\":\"query\",\"reason\":{\"code\":\"K01\",\"text\":\"Dokumen kurang\"}}",
                     voucher.revision)
                 .status,
        403);
    QCOMPARE(clerk.change("DELETE", path, {}, voucher.revision).status, 409);
    QCOMPARE(checker
                 .change("POST", path + "/decisions", checker.certification(voucher, m_catalogue),
                     voucher.revision - 1)
                 .status,
        412);
    auto tampered = voucher;
    tampered.content.lines[0].amount = Money::fromSen(1);
    QCOMPARE(checker
                 .change("POST", path + "/decisions", checker.certification(tampered, m_catalogue),
                     voucher.revision)
                 .status,
        422);
    auto body = wire::decodeDecisionBody(checker.certification(voucher, m_catalogue)).value();
    body.signature[body.signature.size() - 1] = char(body.signature.back() ^ 1);
    QCOMPARE(checker.change("POST", path + "/decisions", wire::encode(body), voucher.revision).status, 422);
    QCOMPARE(clerk.upload("MZ program", "application/pdf").status, 415);
    QCOMPARE(wire::decodeVoucher(clerk.get(path).body)->certifiedSteps, 0);
}

void TestContract::sameKey_64InParallel_hasOneEffect()
{
    const auto clerk = actor(Role::Preparer);
    const auto body = wire::encode(wire::DraftBody { clerk.payment(clerk.reference(), 5000) });
    const auto id = randomHex(16);
    const auto key = randomHex(16);
    std::vector<std::thread> threads;
    std::vector<HttpAnswer> answers(64);
    for (auto& answer : answers)
        threads.emplace_back([&] { answer = clerk.change("PUT", "/v1/vouchers/" + id, body, -1, key); });
    for (auto& thread : threads)
        thread.join();
    for (const auto& answer : answers) {
        QCOMPARE(answer.status, 201);
        QCOMPARE(answer.body, answers.front().body);
    }
    QCOMPARE(wire::decodeVoucher(clerk.get("/v1/vouchers/" + id).body)->revision, 1);
    QCOMPARE(clerk
                 .change("PUT", "/v1/vouchers/" + id,
                     wire::encode(wire::DraftBody { clerk.payment(clerk.reference(), 6000) }), -1, key)
                 .status,
        422);
}

void TestContract::oversizedBody_isRefusedBeforeItIsSent()
{
    QSslSocket socket;
    socket.setSslConfiguration(m_client->tls());
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_client->port());
    QVERIFY(socket.waitForEncrypted());
    socket.write("POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                 "99999999\r\n\r\n{");
    QVERIFY(socket.waitForReadyRead(5000));
    QVERIFY(socket.readAll().startsWith("HTTP/1.1 413"));
}

void TestContract::otherAuthority_isNotTrusted()
{
    const HttpClient stranger(
        m_treasury->port(), QStringLiteral("/etc/ssl/certs/ca-certificates.crt"), nullptr);
    QCOMPARE(stranger.send("GET", "/v1/health").status, 0);
}

void TestContract::oldTls_isRefused()
{
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"),
        { QStringLiteral("s_client"), QStringLiteral("-connect"),
            QStringLiteral("127.0.0.1:%1").arg(m_treasury->port()), QStringLiteral("-tls1_1"),
            QStringLiteral("-cipher"), QStringLiteral("ALL:@SECLEVEL=0") });
    openssl.closeWriteChannel();
    QVERIFY(openssl.waitForFinished());
    QVERIFY(openssl.exitCode() != 0);
}

void TestContract::termination_endsCleanly()
{
    QCOMPARE(m_treasury->stop(), 0);
    QVERIFY(m_treasury->restart().has_value());
    QCOMPARE(m_client->send("GET", "/v1/health").status, 200);
}

void TestContract::killedUnderLoad_losesNothingAccepted()
{
    constexpr int kills = 20;
    constexpr int desks = 4;
    const auto clerk = actor(Role::Preparer);
    const auto content = clerk.payment(clerk.reference(), 5000);
    QList<QByteArray> accepted;
    std::mutex mutex;
    for (int round = 0; round < kills; ++round) {
        std::atomic<bool> running = true;
        std::vector<std::thread> threads;
        for (int i = 0; i < desks; ++i) {
            threads.emplace_back([&] {
                while (running) {
                    const auto id = randomHex(16);
                    if (clerk.saveNew(id, content).status == 201) {
                        const std::lock_guard lock(mutex);
                        accepted.append(id);
                    }
                }
            });
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(40 + 17 * (round % 10)));
        m_treasury->kill();
        running = false;
        for (auto& thread : threads)
            thread.join();
        QVERIFY(m_treasury->restart().has_value());
    }
    QVERIFY2(accepted.size() > kills, qPrintable(QString::number(accepted.size())));
    for (const auto& id : std::as_const(accepted))
        QCOMPARE(clerk.get("/v1/vouchers/" + id).status, 200);
    qInfo("%d accepted over %d kills, none lost", int(accepted.size()), kills);
}

void TestContract::audit_afterEverything_isWhole()
{
    QCOMPARE(m_treasury->stop(), 0);
    const auto report = TreasuryProcess::run({ QStringLiteral("audit"), QStringLiteral("verify"),
        QStringLiteral("--data"), m_treasury->dataDirectory() });
    QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().detail));
    QVERIFY(report->contains("\"faults\":[]"));
}

void TestContract::traffic_matchesTheContract()
{
    const auto said = faults();
    QVERIFY2(said.isEmpty(), said.constData());
}

QTEST_GUILESS_MAIN(TestContract)
#include "test_contract.moc"
