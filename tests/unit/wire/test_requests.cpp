#include <wire/requests.h>

#include <QTest>

using namespace peraku;
using namespace peraku::wire;
using domain::MediumRequest;
using domain::RequestKind;

namespace {

std::span<const std::byte> bytesOf(const QByteArray& text)
{
    return std::as_bytes(std::span(text.constData(), std::size_t(text.size())));
}

MediumRequest sample(RequestKind kind)
{
    MediumRequest request;
    request.kind = kind;
    request.medium = domain::SigningMedium::RoamingOtp;
    if (kind != RequestKind::NewCertificate && kind != RequestKind::AddMedium)
        request.certificates = { domain::Sha256Hex(QString(64, QLatin1Char('c'))) };
    if (!request.isApplication() && kind != RequestKind::AddMedium)
        request.explanation = QStringLiteral("Tercicir \"di\" kereta api");
    if (kind == RequestKind::Incident)
        request.incident = domain::IncidentKind::Lent;
    if (kind == RequestKind::Incident)
        request.holder.ic = *domain::Ic::parse(QStringLiteral("820731085127"));
    if (request.isApplication()) {
        request.keyKind = domain::KeyKind::Ec;
        request.email = QStringLiteral("aina@contoh.my");
        request.system = QStringLiteral("Peraku");
        request.officeAddress = QStringLiteral("Aras 3, Wisma Contoh");
        request.phone = QStringLiteral("03-1234 5678");
        request.securityQuestion = QStringLiteral("Nama sekolah?");
        request.declared = true;
    }
    if (kind == RequestKind::AddMedium)
        request.officers = { { *domain::Ic::parse(QStringLiteral("850312145678")), QStringLiteral("Aina"),
            QStringLiteral("aina@contoh.my"), QStringLiteral("Jabatan"), QStringLiteral("Pejabat"),
            QStringLiteral("Peraku") } };
    return request;
}

const QDateTime noon(QDate(2026, 11, 20), QTime(4, 0), Qt::UTC);

} // namespace

/** The bodies of everything about certificates: what goes out comes in again, and nothing else does. */
class TestRequests : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKind_roundTrips_data();
    void everyKind_roundTrips();
    void body_thatIsMalformed_isRefused_data();
    void body_thatIsMalformed_isRefused();
    void heldCertificates_roundTrip();
    void confirmation_roundTrips();
};

void TestRequests::everyKind_roundTrips_data()
{
    QTest::addColumn<int>("kind");
    for (int kind = 0; kind <= int(RequestKind::Incident); ++kind)
        QTest::newRow(qPrintable(toWire(RequestKind(kind)))) << kind;
}

void TestRequests::everyKind_roundTrips()
{
    QFETCH(int, kind);
    auto request = sample(RequestKind(kind));
    const auto sent = encode(RequestBody { request, secret::SecureBuffer::copyOf(std::string_view("271829")),
        secret::SecureBuffer::copyOf(std::string_view("Sekolah \"A\"")) });
    const auto body = decodeRequestBody(sent.view());
    QVERIFY2(body, body ? "" : qPrintable(body.error().detail));
    QCOMPARE(body->request, request);
    QCOMPARE(body->pin.size(), std::size_t(6));
    QCOMPARE(body->securityAnswer.size(), std::size_t(11));

    request.id = domain::RequestId(QString(32, QLatin1Char('a')));
    request.state = domain::RequestState::Refused;
    request.applicant = { *domain::Ic::parse(QStringLiteral("800101145001")), QStringLiteral("Aminah"),
        QStringLiteral("W19"), domain::OfficeCode(QStringLiteral("A0010001")) };
    if (RequestKind(kind) == RequestKind::Incident)
        request.holder = { request.holder.ic, QStringLiteral("Hafiz"), QStringLiteral("W29"),
            domain::OfficeCode(QStringLiteral("A0010001")) };
    request.createdAt = noon;
    request.confirmBy = noon.addDays(1);
    request.decidedAt = noon.addSecs(60);
    request.decidedBy = QStringLiteral("Halim");
    request.refusal = QStringLiteral("Tidak lengkap");
    request.issuedSerial = QStringLiteral("0A1B");
    request.registeredEmail = QStringLiteral("aina.lama@contoh.my");
    const auto decoded = decodeRequests(encode(QList { request }));
    QVERIFY2(decoded, decoded ? "" : qPrintable(decoded.error().detail));
    QCOMPARE(*decoded, QList { request });
    QCOMPARE(*decodeRequest(encode(request)), request);
}

void TestRequests::body_thatIsMalformed_isRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* name, const char* body) { QTest::newRow(name) << QByteArray(body); };
    row("empty", "{}");
    row("unknown kind", R"({"kind":"gift","medium":"token","certificates":[]})");
    row("unknown medium", R"({"kind":"cancellation","medium":"paper","certificates":[]})");
    row("unknown member", R"({"kind":"cancellation","medium":"token","certificates":[],"state":"done"})");
    row("certificate of another length", R"({"kind":"cancellation","medium":"token","certificates":["ab"]})");
    row("certificates of numbers", R"({"kind":"cancellation","medium":"token","certificates":[7]})");
    row("application without a form", R"({"kind":"renewal","medium":"token","certificates":[]})");
    row("incident without its kind", R"({"kind":"incident","medium":"token","certificates":[]})");
    row("officer without a name",
        R"({"kind":"add-medium","medium":"token","certificates":[],"officers":[{"ic":"850312145678"}]})");
    row("PIN that is a number",
        R"({"kind":"unblock","medium":"roaming-otp","certificates":[],"pin":271829})");
    row("two PINs", R"({"kind":"unblock","medium":"roaming-otp","certificates":[],"pin":"1","pin":"2"})");
    row("trailing bytes",
        R"({"kind":"cancellation","medium":"token","certificates":[]} )"
        "x");
}

void TestRequests::body_thatIsMalformed_isRefused()
{
    QFETCH(QByteArray, body);
    QVERIFY(!decodeRequestBody(bytesOf(body)));
}

void TestRequests::heldCertificates_roundTrip()
{
    const QList<domain::HeldCertificate> held { { domain::Sha256Hex(QString(64, QLatin1Char('d'))),
        domain::SigningMedium::Token, QStringLiteral("5A3F"), noon, noon.addYears(2),
        domain::HeldCertificate::State::Suspended } };
    QCOMPARE(*decodeHeldCertificates(encode(held)), held);
    QVERIFY(!decodeHeldCertificates(R"({"certificates":[{"sha256":"x"}]})"));
}

void TestRequests::confirmation_roundTrips()
{
    const auto decoded = decodeConfirmation(
        encode(Confirmation { RequestKind::Renewal, QStringLiteral("a***a@contoh.my"), noon }));
    QVERIFY(decoded);
    QCOMPARE(decoded->kind, RequestKind::Renewal);
    QCOMPARE(decoded->maskedEmail, QStringLiteral("a***a@contoh.my"));
    QCOMPARE(decoded->expiresAt, noon);
    const auto code = decodeConfirmationCode(
        encodeConfirmationCode(secret::SecureBuffer::copyOf(std::string_view("012345"))).view());
    QVERIFY(code);
    QVERIFY(equalConstantTime(*code, secret::SecureBuffer::copyOf(std::string_view("012345"))));
    QVERIFY(!decodeConfirmationCode(bytesOf(R"({"code":"1","more":2})")));
}

QTEST_GUILESS_MAIN(TestRequests)
#include "test_requests.moc"
