#include "world.h"

#include <domain/canonical.h>

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cstring>
#include <resources/resources.h>
#include <sqlite3.h>

namespace peraku::test {

using namespace domain;
using treasury::Admin;
using treasury::Request;
using treasury::Response;

const OfficeCode World::officeA(QStringLiteral("A0010001"));
const OfficeCode World::officeB(QStringLiteral("B0020002"));

namespace {

template <typename T> T need(Result<T> result, const char* what)
{
    if (!result)
        qFatal(
            "%s: %s %s", what, qPrintable(errorKey(result.error().code)), qPrintable(result.error().detail));
    return std::move(*result);
}

QByteArray sha256(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

QByteArray etag(int revision)
{
    return wire::etagOf(revision);
}

void expect(const Response& response, int status, const char* what)
{
    if (response.status != status)
        qFatal("%s: %d %s", what, response.status, response.body.constData());
}

} // namespace

void FakeRng::fill(void* data, qsizetype size)
{
    auto* out = static_cast<char*>(data);
    while (size > 0) {
        const auto block = sha256(QByteArray::number(++m_count));
        const auto part = std::min(size, block.size());
        std::memcpy(out, block.constData(), size_t(part));
        out += part;
        size -= part;
    }
}

Result<treasury::VerifiedSignature> FakeVerifier::verify(const treasury::SignatureToVerify& signature)
{
    treasury::VerifiedSignature verified;
    verified.crl = "crl";
    verified.attributesDigest = sha256(signature.statement);
    const auto statement = parseStatement(signature.statement);
    verified.report.signer.sha256
        = certificate.isEmpty() && statement ? statement->signerCertificate : certificate;
    for (int id = int(CheckId::Bytes); id <= int(CheckId::Statement); ++id)
        verified.report.lines.append({ static_cast<CheckId>(id), CheckOutcome::Passed, std::nullopt, {} });
    if (signature.cms != sign(signature.statement) || failure) {
        verified.report.lines[1].outcome = CheckOutcome::Failed;
        verified.report.lines[1].reason
            = failure.value_or(Error { ErrorCode::SignatureInvalid, {}, {}, false, 0 });
    }
    return verified;
}

ReferenceData smallReference()
{
    ReferenceData reference;
    reference.mask = federalMask();
    reference.offices = { { World::officeA, QStringLiteral("Pejabat A"), QStringLiteral("C00001") },
        { World::officeB, QStringLiteral("Pejabat B"), QStringLiteral("C00001") } };
    reference.banks = { { QStringLiteral("BANKSATU"), QStringLiteral("Bank Satu"), 8, 12 } };
    reference.reasons = { { QStringLiteral("K01"), QStringLiteral("Dokumen tidak lengkap"),
                              QStringLiteral("Documents incomplete"), true, false },
        { QStringLiteral("B01"), QStringLiteral("Pejabat salah"), QStringLiteral("Wrong office"), false,
            true } };
    reference.processes = { World::paymentProcess, World::journalProcess };
    return reference;
}

treasury::Config World::fastConfig()
{
    treasury::Config config;
    config.scryptLogN = 4;
    config.loginsPerMinutePerAddress = 1000;
    return config;
}

Officer World::officer(
    const char* ic, const char* name, const OfficeCode& office, QList<Role> roles, qint64 limitSen)
{
    Officer officer;
    officer.ic = Ic::parse(QString::fromLatin1(ic)).value_or(Ic());
    officer.name = QString::fromLatin1(name);
    officer.email = QString::fromLatin1(ic) + QStringLiteral("@example.invalid");
    officer.post = QStringLiteral("W19");
    officer.office = office;
    officer.roles = std::move(roles);
    if (limitSen > 0)
        officer.limit = Money::fromSen(limitSen);
    return officer;
}

World::World(treasury::Config given)
    : config(given)
    , catalogue(need(ProcessCatalogue::fromCsv(resources::processCatalogueCsv()), "catalogue"))
{
    constexpr qint64 high = 100'000'000;
    clerk = officer("800101145001", "Aminah Penyedia", officeA, { Role::Preparer }, 0);
    otherClerk = officer("800101145003", "Bakar Penyedia", officeA, { Role::Preparer }, 0);
    checker = officer("800101145005", "Chong Penyemak", officeA, { Role::Checker, Role::Approver }, high);
    approver = officer("800101145007", "Devi Pelulus", officeA, { Role::Approver }, high);
    poorApprover = officer("800101145009", "Eng Pelulus", officeA, { Role::Approver, Role::Checker }, 100);
    receiver = officer("800101145011", "Fauzi Penerima", officeA, { Role::Receiver }, 0);
    auditor = officer("800101145013", "Gopal Juruaudit", officeB, { Role::Auditor }, 0);
    administrator = officer("800101145015", "Halim Pentadbir", officeB, { Role::Administrator }, 0);
    clerkOfB = officer("800101145017", "Intan Penyedia", officeB, { Role::Preparer }, 0);
    checkerOfB = officer("800101145019", "Jamal Penyemak", officeB, { Role::Checker }, high);
    checkerOfBoth = officer("800101145021", "Kamala Penyemak", officeB, { Role::Checker }, high);
    checkerOfBoth.servedOffices = { officeA };
    fill();
    reopen();
}

void World::fill()
{
    const QList signers { checker, approver, poorApprover, receiver, checkerOfB, checkerOfBoth };
    for (const auto& each : signers)
        m_certificates.insert(
            each.ic.digits(), Sha256Hex(QString::fromLatin1(sha256(each.ic.digits().toLatin1()).toHex())));
    // One state serves all tests of a program, but for the cost of its password hashes.
    static QMap<int, QByteArray> prepared;
    auto& file = prepared[config.scryptLogN];
    if (file.isEmpty()) {
        prepare(signers);
        QFile made(databasePath());
        if (!made.open(QIODevice::ReadOnly))
            qFatal("prepared state");
        file = made.readAll();
        return;
    }
    QFile copy(databasePath());
    if (!copy.open(QIODevice::WriteOnly) || copy.write(file) != file.size())
        qFatal("copy of the prepared state");
}

void World::prepare(const QList<Officer>& signers)
{
    auto admin = need(Admin::open(databasePath(), config, clock, rng), "admin");
    need(admin->setReference(smallReference()), "reference");
    const auto hash
        = need(admin->hashPassword(secret::SecureBuffer::copyOf(std::string_view(password))), "hash");
    for (const auto& each : { clerk, otherClerk, checker, approver, poorApprover, receiver, auditor,
             administrator, clerkOfB, checkerOfB, checkerOfBoth })
        need(admin->addOfficerWithHash(each, hash, false), "officer");
    admin.reset();
    // Certificates that no authority made: what the rules ask of them is only whose they are.
    sqlite3* db = nullptr;
    sqlite3_open(databasePath().toUtf8().constData(), &db);
    for (const auto& each : signers) {
        const auto sql = QStringLiteral("INSERT INTO certificate VALUES ('%1', '%2', x'', 1, 0)")
                             .arg(certificateOf(each).value(), each.ic.digits());
        if (sqlite3_exec(db, sql.toUtf8().constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
            qFatal("certificate: %s", sqlite3_errmsg(db));
    }
    sqlite3_close(db);
}

void World::reopen()
{
    treasury.reset();
    treasury = need(
        treasury::Treasury::open(databasePath(), config,
            { .clock = clock, .rng = rng, .verifier = verifier, .pki = pki, .certificates = certificates }),
        "treasury");
    if (roaming)
        treasury->attachCredentials(*roaming);
}

std::unique_ptr<Admin> World::admin()
{
    treasury.reset();
    return need(Admin::open(databasePath(), config, clock, rng), "admin");
}

QByteArray World::key()
{
    return rng.hex(16).toLatin1();
}

Response World::logIn(const Ic& ic, const QByteArray& secret, const QString& address, const QString& device)
{
    Request request;
    request.method = "POST";
    request.path = "/v1/session";
    request.headers.insert("content-type", "application/json");
    request.clientAddress = address;
    wire::LoginRequest body { ic,
        secret::SecureBuffer::copyOf(std::string_view(secret.constData(), size_t(secret.size()))), device };
    request.secretBody = wire::encode(body);
    return handle(request);
}

QByteArray World::token(const Officer& officer)
{
    auto& token = m_tokens[officer.ic.digits()];
    if (token.isEmpty()) {
        const auto response = logIn(officer.ic, password);
        expect(response, 201, "log-in");
        const auto session = need(wire::decodeSessionResponse(response.secretBody.view()), "session");
        token = QByteArray(reinterpret_cast<const char*>(session.accessToken.bytes()),
            qsizetype(session.accessToken.size()));
    }
    return token;
}

Request World::request(
    const char* method, const QByteArray& path, const Officer& officer, const QByteArray& body)
{
    Request request;
    request.method = method;
    const auto mark = path.indexOf('?');
    request.path = path.left(mark < 0 ? path.size() : mark);
    if (mark >= 0) {
        for (const auto& pair : path.mid(mark + 1).split('&'))
            request.query.append(qMakePair(pair.left(pair.indexOf('=')), pair.mid(pair.indexOf('=') + 1)));
    }
    request.headers.insert("authorization", "Bearer " + token(officer));
    request.clientAddress = QStringLiteral("10.0.0.1");
    if (!body.isEmpty())
        request.headers.insert("content-type", "application/json");
    request.body = body;
    return request;
}

Response World::get(const QByteArray& path, const Officer& officer)
{
    return handle(request("GET", path, officer));
}

Response World::send(
    const char* method, const QByteArray& path, const Officer& officer, const QByteArray& body, int revision)
{
    auto asked = request(method, path, officer, body);
    asked.headers.insert("idempotency-key", key());
    if (revision >= 0)
        asked.headers.insert("if-match", etag(revision));
    else
        asked.headers.insert("if-none-match", "*");
    return handle(asked);
}

VoucherId World::newId()
{
    return VoucherId(QString::fromLatin1(sha256("voucher" + QByteArray::number(++m_ids)).left(16).toHex()));
}

VoucherContent World::paymentContent(const OfficeCode& office, qint64 sen)
{
    VoucherContent content;
    content.processNo = paymentProcess;
    content.office = office;
    content.date = QDate(2026, 3, 2);
    content.narration = QStringLiteral("Bekalan alat tulis");
    ChargeLine line;
    line.segments = { { QStringLiteral("controllingOfficer"), QStringLiteral("C00001") },
        { QStringLiteral("office"), office.value() }, { QStringLiteral("vote"), QStringLiteral("B27") },
        { QStringLiteral("programme"), QStringLiteral("010100") },
        { QStringLiteral("account"), QStringLiteral("B2110001") } };
    line.amount = Money::fromSen(sen);
    content.lines = { line };
    PaymentDetails payment;
    payment.payee = { QStringLiteral("Syarikat Contoh"), QStringLiteral("SA0000001"),
        QStringLiteral("BANKSATU"), QStringLiteral("1234567890") };
    payment.invoices = { { QStringLiteral("INV-1"), QDate(2026, 2, 27), Money::fromSen(sen) } };
    payment.documentsReceived = QDate(2026, 3, 1);
    content.details = payment;
    Attachment attachment;
    attachment.fileName = QStringLiteral("invois.pdf");
    attachment.mediaType = QStringLiteral("application/pdf");
    attachment.size = attachmentBytes().size();
    attachment.sha256 = Sha256Hex(QString::fromLatin1(sha256(attachmentBytes()).toHex()));
    content.attachments = { attachment };
    return content;
}

VoucherContent World::journalContent(const OfficeCode& office)
{
    auto content = paymentContent(office);
    content.processNo = journalProcess;
    auto credit = content.lines.first();
    credit.side = Side::Credit;
    content.lines.append(credit);
    content.details = JournalDetails { JournalType::Transfer, QStringLiteral("2026-03"),
        QStringLiteral("Pindahan kod"), {} };
    return content;
}

Voucher World::draft(const Officer& preparer, const VoucherContent& content)
{
    const auto response = send("PUT", "/v1/vouchers/" + newId().value().toLatin1(), preparer,
        wire::encode(wire::DraftBody { content }), -1);
    expect(response, 201, "draft");
    return need(wire::decodeVoucher(response.body), "draft");
}

Voucher World::submitted(const Officer& preparer, const VoucherContent& content)
{
    auto upload
        = request("PUT", "/v1/attachments/" + sha256(attachmentBytes()).toHex(), preparer, attachmentBytes());
    upload.headers.insert("content-type", "application/pdf");
    const auto uploaded = handle(upload);
    if (uploaded.status != 201 && uploaded.status != 204)
        expect(uploaded, 201, "upload");
    const auto voucher = draft(preparer, content);
    const auto response = send("POST", "/v1/vouchers/" + voucher.id.value().toLatin1() + "/submission",
        preparer, {}, voucher.revision);
    expect(response, 200, "submission");
    return need(wire::decodeVoucher(response.body), "submission");
}

SigningStatement World::statement(const Voucher& voucher, const Officer& signer) const
{
    const Workflow workflow(catalogue);
    SigningStatement statement;
    statement.processNo = voucher.content.processNo;
    statement.step = workflow.nextStep(voucher);
    statement.stepKind = workflow.nextStepKind(voucher).value_or(StepKind::FirstCertification);
    statement.voucherId = voucher.id;
    statement.voucherNumber = voucher.number;
    statement.contentRevision = voucher.contentRevision;
    statement.content = voucher.content;
    statement.preparer = voucher.preparer;
    for (const auto& entry : voucher.history) {
        if (entry.action == HistoryAction::Certified && !entry.voided)
            statement.earlierSignatures.append(entry.signatureHash);
    }
    statement.signerIc = signer.ic;
    statement.signerCertificate = certificateOf(signer);
    statement.statementsVersion = QLatin1String(currentStatementsVersion);
    statement.time = clock.nowUtc();
    return statement;
}

QByteArray World::certifyBody(const SigningStatement& statement) const
{
    wire::DecisionBody body;
    body.statement = need(canonicalBytes(statement), "statement");
    body.signature = FakeVerifier::sign(body.statement);
    return wire::encode(body);
}

Response World::certify(const Voucher& voucher, const SigningStatement& statement, const Officer& officer)
{
    return send("POST", "/v1/vouchers/" + voucher.id.value().toLatin1() + "/decisions", officer,
        certifyBody(statement), voucher.revision);
}

Voucher World::certified(const Voucher& voucher, const Officer& officer)
{
    const auto response = certify(voucher, statement(voucher, officer), officer);
    expect(response, 200, "certify");
    return need(wire::decodeVoucher(response.body), "certify");
}

Voucher World::read(const VoucherId& id, const Officer& officer)
{
    const auto response = get("/v1/vouchers/" + id.value().toLatin1(), officer);
    expect(response, 200, "read");
    return need(wire::decodeVoucher(response.body), "read");
}

QString problemType(const Response& response)
{
    const auto type
        = QJsonDocument::fromJson(response.body).object().value(QStringLiteral("type")).toString();
    return type.mid(type.lastIndexOf(QLatin1Char('/')) + 1);
}

} // namespace peraku::test
