#include "house.h"

#include <wire/requests.h>

#include <QDir>
#include <QRegularExpression>
#include <QtTest>

using namespace peraku;
using namespace peraku::test;
using namespace peraku::domain;

/** Requests about certificates against a real treasuryd with its keys in an HSM: what CRL, OCSP and the
 * verifier say from the moment of a report on. */
class TestMediumRequests : public QObject, ContractHouse {
    Q_OBJECT

    static HttpAnswer ask(const Actor& officer, const MediumRequest& request)
    {
        const auto body = wire::encode(wire::RequestBody { request, {},
            request.isApplication() ? secret::SecureBuffer::copyOf(std::string_view("Sekolah Contoh"))
                                    : secret::SecureBuffer() });
        return officer.change("POST", "/v1/requests",
            QByteArray(reinterpret_cast<const char*>(body.bytes()), qsizetype(body.size())), 0);
    }
    static HttpAnswer decide(const Actor& administrator, const MediumRequest& request, const QByteArray& body)
    {
        return administrator.change(
            "POST", "/v1/requests/" + request.id.value().toLatin1() + "/decision", body, 0);
    }
    static MediumRequest report()
    {
        MediumRequest request;
        request.kind = RequestKind::Incident;
        request.medium = SigningMedium::Token;
        request.explanation = QStringLiteral("Tercicir di dalam kereta api");
        return request;
    }
    /** What the responder says of officer.pem at this moment, as openssl verified it. */
    QByteArray ocsp() const
    {
        openssl("ocsp -issuer issuing.pem -cert officer.pem -reqout request.ocsp");
        write("response.ocsp",
            m_client
                ->send("POST", "/pki/ocsp", { { "content-type", "application/ocsp-request" } },
                    read("request.ocsp"))
                .body);
        const auto said = openssl("ocsp -reqin request.ocsp -respin response.ocsp -resp_text -CAfile CA "
                                  "-verify_other issuing.pem");
        return said.contains("Response verify OK") ? said : QByteArray("not verified: ") + said;
    }
    /** What `openssl verify` says with the CRLs of this moment. */
    QByteArray path() const
    {
        QByteArray crls;
        for (const auto* name : { "root.crl", "issuing.crl" }) {
            write("one.crl", m_client->send("GET", QByteArray("/pki/") + name).body);
            crls += openssl("crl -inform DER -in one.crl");
        }
        write("crls.pem", crls);
        return openssl(
            "verify -crl_check_all -CAfile CA -untrusted issuing.pem -CRLfile crls.pem officer.pem");
    }
    QByteArray mailed(const char* pattern) const
    {
        const QDir mail(m_treasury->dataDirectory() + QStringLiteral("/mail"));
        const QRegularExpression wanted(QString::fromLatin1(pattern));
        for (const auto& name : mail.entryList(QDir::Files)) {
            QFile file(mail.filePath(name));
            if (!file.open(QIODevice::ReadOnly))
                continue;
            if (const auto found = wanted.match(QString::fromUtf8(file.readAll())); found.hasMatch())
                return found.captured(1).toLatin1();
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase();
    void reportRefused_isSuspendedAtOnceThenReleased();
    void reportConfirmed_isSuspendedAtOnceThenRevoked();
    void administratorsOwnRequest_isAnotherAdministrators();
    void anothersToken_reportedByAnAdministrator_isSuspendedAtOnce();
    void application_isConfirmedByTheLinkInARealMail();
    void operator_decidesWhileTheTreasuryRests();
    void traffic_matchesTheContract();
};

void TestMediumRequests::initTestCase()
{
    open({ .officers = 14, .hsm = true, .extraArguments = {} });
    m_office = m_treasury->find(Role::Administrator)->officer.office;
    QVERIFY(write("issuing.crt", m_issuing));
    openssl("x509 -inform DER -in issuing.crt -out issuing.pem");
    QVERIFY(write("officer.pem", demo(Role::Checker).certificatePem));
}

void TestMediumRequests::reportRefused_isSuspendedAtOnceThenReleased()
{
    const auto checker = actor(Role::Checker);
    const auto voucher = submitted(actor(Role::Preparer));
    QVERIFY2(ocsp().contains("Cert Status: good"), ocsp().constData());
    const auto sent = ask(checker, report());
    QVERIFY2(sent.status == 201, sent.body.constData());
    const auto request = wire::decodeRequest(sent.body).value();
    QVERIFY(!request.certificates.isEmpty());
    QVERIFY2(ocsp().contains("certificateHold"), ocsp().constData());
    QVERIFY2(path().contains("certificate revoked"), path().constData());
    const auto held = wire::decodeHeldCertificates(checker.get("/v1/me/certificates").body).value();
    QCOMPARE(held.first().state, HeldCertificate::State::Suspended);
    const auto refused = certify(checker, voucher);
    QVERIFY2(refused.status == 403, refused.body.constData());
    QVERIFY2(refused.body.contains("credential-suspended"), refused.body.constData());

    const auto administrator = actor(Role::Administrator);
    QCOMPARE(decide(checker, request, R"({"action":"confirm"})").status, 403);
    QCOMPARE(decide(administrator, request, R"({"action":"refuse"})").status, 422);
    const auto decided
        = decide(administrator, request, R"({"action":"refuse","reason":"Token telah ditemui"})");
    QVERIFY2(decided.status == 200, decided.body.constData());
    QVERIFY2(ocsp().contains("Cert Status: good"), ocsp().constData());
    QVERIFY2(path().contains("officer.pem: OK"), path().constData());
    QCOMPARE(certify(checker, voucher).status, 200);
}

void TestMediumRequests::reportConfirmed_isSuspendedAtOnceThenRevoked()
{
    const auto checker = actor(Role::Checker);
    const auto voucher = submitted(actor(Role::Preparer));
    auto lost = report();
    lost.incident = IncidentKind::Lent;
    const auto request = wire::decodeRequest(ask(checker, lost).body).value();
    const auto administrator = actor(Role::Administrator);
    QCOMPARE(wire::decodeRequests(administrator.get("/v1/requests").body)->first().id, request.id);
    QCOMPARE(decide(administrator, request, R"({"action":"confirm"})").status, 200);
    QCOMPARE(wire::decodeRequest(checker.get("/v1/requests/" + request.id.value().toLatin1()).body)->state,
        RequestState::Done);
    QVERIFY2(ocsp().contains("keyCompromise"), ocsp().constData());
    QVERIFY2(path().contains("certificate revoked"), path().constData());
    const auto refused = certify(checker, voucher);
    QVERIFY2(refused.body.contains("certificate-revoked"), refused.body.constData());
}

void TestMediumRequests::administratorsOwnRequest_isAnotherAdministrators()
{
    const auto administrator = actor(Role::Administrator);
    MediumRequest request;
    request.kind = RequestKind::AddMedium;
    request.officers
        = { { demo(Role::Preparer).officer.ic, QStringLiteral("Nurul Aina"), QStringLiteral("aina@contoh.my"),
            QStringLiteral("Jabatan Contoh"), QStringLiteral("Pejabat Contoh"), QStringLiteral("Peraku") } };
    const auto sent = ask(administrator, request);
    QVERIFY2(sent.status == 201, sent.body.constData());
    const auto own = decide(administrator, wire::decodeRequest(sent.body).value(), R"({"action":"confirm"})");
    QCOMPARE(own.status, 403);
    QVERIFY(own.body.contains("own-request"));
}

void TestMediumRequests::anothersToken_reportedByAnAdministrator_isSuspendedAtOnce()
{
    const auto administrator = actor(Role::Administrator);
    const auto approver = actor(Role::Approver);
    auto lost = report();
    lost.holder.ic = demo(Role::Approver).officer.ic;
    QCOMPARE(ask(actor(Role::Preparer), lost).status, 403);
    const auto sent = ask(administrator, lost);
    QVERIFY2(sent.status == 201, sent.body.constData());
    const auto request = wire::decodeRequest(sent.body).value();
    QCOMPARE(request.holder.name, demo(Role::Approver).officer.name);
    const auto held = wire::decodeHeldCertificates(approver.get("/v1/me/certificates").body).value();
    for (const auto& each : held)
        QVERIFY(each.medium != SigningMedium::Token || each.state == HeldCertificate::State::Suspended);
    QCOMPARE(wire::decodeRequests(approver.get("/v1/requests").body)->first().id, request.id);
    QCOMPARE(decide(administrator, request, R"({"action":"confirm"})").status, 403);
}

void TestMediumRequests::application_isConfirmedByTheLinkInARealMail()
{
    MediumRequest request;
    request.medium = SigningMedium::Token;
    request.email = QStringLiteral("aina@contoh.my");
    request.system = QStringLiteral("Peraku");
    request.officeAddress = QStringLiteral("Aras 3, Wisma Contoh");
    request.phone = QStringLiteral("03-1234 5678");
    request.securityQuestion = QStringLiteral("Nama sekolah rendah");
    request.declared = true;
    const auto clerk = actor(Role::Preparer);
    const auto sent = ask(clerk, request);
    QVERIFY2(sent.status == 201, sent.body.constData());
    const auto id = wire::decodeRequest(sent.body)->id.value().toLatin1();
    QCOMPARE(clerk.change("POST", "/v1/requests/" + id + "/confirmation", {}, 0).status, 429);
    QByteArray link, digits;
    QTRY_VERIFY_WITH_TIMEOUT(!(link = mailed("(/v1/confirmations/[A-Za-z0-9_\\-]+)")).isEmpty(), 15000);
    QTRY_VERIFY_WITH_TIMEOUT(!(digits = mailed("e-mail address: ([0-9]{6})")).isEmpty(), 15000);
    QCOMPARE(m_client->send("GET", link).status, 200);
    QCOMPARE(m_client->send("GET", link, { { "Accept", "text/html" } }).status, 200);
    const QByteArray wrong = digits == "000000" ? "000001" : "000000";
    const QList<QPair<QByteArray, QByteArray>> json { { "Content-Type", "application/json" } };
    QCOMPARE(m_client->send("POST", link, json, "{\"code\":\"" + wrong + "\"}").status, 422);
    QCOMPARE(m_client->send("POST", link, json, "{\"code\":\"" + digits + "\"}").status, 204);
    QCOMPARE(m_client->send("GET", link).status, 410);
    QCOMPARE(wire::decodeRequest(clerk.get("/v1/requests/" + id).body)->state, RequestState::Submitted);
}

void TestMediumRequests::operator_decidesWhileTheTreasuryRests()
{
    QCOMPARE(m_treasury->stop(), 0);
    const auto data = m_treasury->dataDirectory();
    const auto listed = TreasuryProcess::run(
        { QStringLiteral("request"), QStringLiteral("list"), QStringLiteral("--data"), data });
    QVERIFY2(listed.has_value(), listed ? "" : qPrintable(listed.error().detail));
    QCOMPARE(listed->trimmed().split('\n').size(), 3);
    const auto report = TreasuryProcess::run(
        { QStringLiteral("audit"), QStringLiteral("verify"), QStringLiteral("--data"), data });
    QVERIFY(report && report->contains("\"faults\":[]"));
    QVERIFY(m_treasury->restart().has_value());
}

void TestMediumRequests::traffic_matchesTheContract()
{
    const auto said = faults();
    QVERIFY2(said.isEmpty(), said.constData());
}

QTEST_GUILESS_MAIN(TestMediumRequests)
#include "test_mediumrequests.moc"
