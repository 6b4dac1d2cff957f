#include "mediumworld.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QTest>

#include <sqlite3.h>

namespace peraku::test {

using namespace domain;
using secret::SecureBuffer;
using treasury::RoamingCredential;
using treasury::RoamingState;

namespace {

template <typename T> T need(Result<T> result, const char* what)
{
    if (!result)
        qFatal(
            "%s: %s %s", what, qPrintable(errorKey(result.error().code)), qPrintable(result.error().detail));
    return std::move(*result);
}

SecureBuffer secretOf(const QByteArray& text)
{
    return SecureBuffer::copyOf(text.toStdString());
}

} // namespace

Result<RoamingCredential> FakeRoaming::prepareWithHash(
    const QString& id, const Ic& officer, KeyKind kind, const QByteArray& pinHash)
{
    if (const auto* known = find(id))
        return *known;
    const auto key = need(pki::SoftKeys::make(pki::KeyAlgorithm::P256), "key");
    RoamingCredential credential;
    credential.id = id;
    credential.officer = officer;
    credential.keyKind = kind;
    credential.publicKey = need(pki::publicKeyDer(key), "public key");
    credentials.append(credential);
    pinHashes.insert(credential.id, pinHash);
    return credential;
}

RoamingCredential* FakeRoaming::find(const QString& id)
{
    for (auto& credential : credentials)
        if (credential.id == id)
            return &credential;
    return nullptr;
}

Result<Done> FakeRoaming::move(const QString& id, RoamingState from, RoamingState to)
{
    auto* credential = find(id);
    if (!credential)
        return fail(ErrorCode::NotFound);
    if (credential->state != from)
        return fail(ErrorCode::WrongState);
    credential->state = to;
    return Done {};
}

Result<Done> FakeRoaming::activate(const QString& id, const QByteArray& certificateDer)
{
    auto moved = move(id, RoamingState::Pending, RoamingState::Active);
    if (moved)
        find(id)->certificate = certificateDer;
    return moved;
}

Result<QList<RoamingCredential>> FakeRoaming::credentialsOf(const Ic& officer)
{
    QList<RoamingCredential> own;
    for (const auto& credential : credentials)
        if (credential.officer == officer)
            own.append(credential);
    return own;
}

Result<Done> FakeRoaming::changePin(const QString& id, const Ic& officer, const SecureBuffer& current,
    const SecureBuffer& replacement, const QString& key)
{
    auto* credential = find(id);
    if (!credential || credential->officer != officer)
        return fail(ErrorCode::NotFound);
    if (credential->state == RoamingState::Locked)
        return fail(ErrorCode::CredentialLocked);
    if (refused >= 5)
        return fail(Error { ErrorCode::ServerBusy, QStringLiteral("changes of the PIN"), {}, true, 3600 });
    ++pinChanges;
    const bool repeated = pinKeys.contains(key);
    if (pinHashes.value(id) != *hashPin(officer, repeated ? replacement : current)) {
        if (++refused == locksAfter)
            credential->state = RoamingState::Locked;
        return fail(ErrorCode::WrongPin);
    }
    pinKeys.insert(key);
    pinHashes.insert(id, *hashPin(officer, replacement));
    return Done {};
}

Result<int> FakeRoaming::refusedPins(const QString&)
{
    return refused;
}

Result<Done> FakeRoaming::unblock(const QString& id, const SecureBuffer& pin)
{
    return unblockWithHash(id, *hashPin({}, pin));
}

Result<QByteArray> FakeRoaming::hashPin(const Ic&, const SecureBuffer& pin)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayView(reinterpret_cast<const char*>(pin.bytes()), qsizetype(pin.size())));
    return hash.result();
}

Result<Done> FakeRoaming::unblockWithHash(const QString& id, const QByteArray& pinHash)
{
    pinHashes.insert(id, pinHash);
    return move(id, RoamingState::Locked, RoamingState::Active);
}

Result<Done> FakeRoaming::suspend(const QString& id)
{
    return move(id, RoamingState::Active, RoamingState::Suspended);
}

Result<Done> FakeRoaming::resume(const QString& id)
{
    return move(id, RoamingState::Suspended, RoamingState::Active);
}

Result<Done> FakeRoaming::discard(const QString& id)
{
    discarded.append(id);
    return move(id, RoamingState::Pending, RoamingState::Ended);
}

Result<Done> FakeRoaming::end(const QString& id)
{
    auto* credential = find(id);
    if (!credential)
        return fail(ErrorCode::NotFound);
    credential->state = RoamingState::Ended;
    return Done {};
}

MediumWorld::MediumWorld()
{
    pki::AuthorityProfile profile;
    profile.caKeys = pki::KeyAlgorithm::P256;
    authority = need(pki::CertificateAuthority::create(
                         m_folder.filePath(QStringLiteral("register.db")), profile, m_softKeys, clock),
        "authority");
    m_door = std::make_unique<pki::OfficerCertificates>(*authority);
    certificates = m_door.get();
    roaming = &keys;
    administratorOfA = administrator;
    administratorOfA.ic = *Ic::parse(QStringLiteral("800101145101"));
    administratorOfA.name = QStringLiteral("Lim Pentadbir");
    administratorOfA.email = QStringLiteral("lim@example.invalid");
    administratorOfA.office = officeA;
    secondOfA = administratorOfA;
    secondOfA.ic = *Ic::parse(QStringLiteral("800101145103"));
    secondOfA.name = QStringLiteral("Mei Pentadbir");
    secondOfA.email = QStringLiteral("mei@example.invalid");
    {
        auto door = admin();
        const auto hash = need(door->hashPassword(SecureBuffer::copyOf(std::string_view(password))), "hash");
        clerk.email = application().email;
        need(door->updateOfficer(clerk), "clerk");
        for (const auto& each : { administratorOfA, secondOfA })
            need(door->addOfficerWithHash(each, hash, false), "administrator");
    }
    reopen();
}

HeldCertificate MediumWorld::issueToken(const Officer& officer)
{
    const auto key = need(pki::SoftKeys::make(pki::KeyAlgorithm::P256), "key");
    const auto entry = need(
        authority->issueOfficer({ officer.ic, officer.name, QStringLiteral("Pejabat A"), officer.email },
            need(pki::publicKeyDer(key), "public key")),
        "issue");
    need(admin()->registerCertificate(officer.ic, entry.der), "register");
    reopen();
    return { Sha256Hex(QString::fromLatin1(
                 QCryptographicHash::hash(entry.der, QCryptographicHash::Sha256).toHex())),
        SigningMedium::Token, entry.serialHex, entry.notBefore, entry.notAfter,
        HeldCertificate::State::Good };
}

pki::CertificateStatus MediumWorld::statusOf(const HeldCertificate& certificate)
{
    return need(authority->find(certificate.serialHex), "certificate").status;
}

MediumRequest MediumWorld::application(SigningMedium medium)
{
    MediumRequest request;
    request.medium = medium;
    request.email = QStringLiteral("aminah@example.invalid");
    request.system = QStringLiteral("Peraku");
    request.officeAddress = QStringLiteral("Aras 3, Wisma Contoh");
    request.phone = QStringLiteral("03-1234 5678");
    request.securityQuestion = QStringLiteral("Nama sekolah rendah");
    request.declared = true;
    return request;
}

MediumRequest MediumWorld::about(RequestKind kind, const HeldCertificate& certificate)
{
    MediumRequest request;
    request.kind = kind;
    request.medium = certificate.medium;
    request.certificates = { certificate.sha256 };
    request.explanation = QStringLiteral("Tercicir di dalam kereta api");
    return request;
}

treasury::Response MediumWorld::sendRequest(
    const Officer& officer, const MediumRequest& request, const char* pinDigits, const QByteArray& given)
{
    wire::RequestBody body;
    body.request = request;
    if (request.needsPin())
        body.pin = secretOf(pinDigits);
    if (request.isApplication())
        body.securityAnswer = secretOf("Sekolah Kebangsaan Contoh");
    auto asked = this->request("POST", "/v1/requests", officer);
    asked.headers.insert("content-type", "application/json");
    asked.headers.insert("idempotency-key", given.isEmpty() ? key() : given);
    asked.secretBody = wire::encode(body);
    return handle(asked);
}

MediumRequest MediumWorld::sent(const Officer& officer, const MediumRequest& request, const char* pinDigits)
{
    const auto response = sendRequest(officer, request, pinDigits);
    if (response.status != 201)
        qFatal("request: %d %s", response.status, response.body.constData());
    return need(wire::decodeRequest(response.body), "request");
}

treasury::Response MediumWorld::decide(
    const Officer& officer, const MediumRequest& request, RequestAction action, const QString& reason)
{
    return send("POST", "/v1/requests/" + request.id.value().toLatin1() + "/decision", officer,
        wire::encode(wire::RequestDecision { action, reason }), 0);
}

MediumRequest MediumWorld::stateOf(const MediumRequest& request, const Officer& officer)
{
    return need(
        wire::decodeRequest(get("/v1/requests/" + request.id.value().toLatin1(), officer).body), "request");
}

QList<HeldCertificate> MediumWorld::certificatesOf(const Officer& officer)
{
    return need(wire::decodeHeldCertificates(get("/v1/me/certificates", officer).body), "certificates");
}

QList<treasury::Mail> MediumWorld::mails()
{
    struct Catcher : treasury::Mailer {
        QList<treasury::Mail> caught;
        Result<Done> send(const treasury::Mail& mail, const QDateTime&) override
        {
            caught.append(mail);
            // As it reaches the reader: what is secret until then stands between the texts.
            auto& whole = caught.last();
            if (mail.code)
                whole.text += QString::fromLatin1(
                    reinterpret_cast<const char*>(mail.code->bytes()), qsizetype(mail.code->size()));
            whole.text += mail.after;
            whole.code = nullptr;
            return Done {};
        }
    } catcher;
    need(treasury->deliverCodes(catcher), "codes");
    need(treasury->deliverMail(catcher), "mail");
    return catcher.caught;
}

void MediumWorld::execute(const QByteArray& sql)
{
    sqlite3* file = nullptr;
    sqlite3_open(databasePath().toUtf8().constData(), &file);
    if (sqlite3_exec(file, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        qFatal("%s: %s", sql.constData(), sqlite3_errmsg(file));
    sqlite3_close(file);
}

qint64 MediumWorld::number(const char* sql)
{
    sqlite3* file = nullptr;
    sqlite3_stmt* statement = nullptr;
    sqlite3_open(databasePath().toUtf8().constData(), &file);
    if (sqlite3_prepare_v2(file, sql, -1, &statement, nullptr) != SQLITE_OK
        || sqlite3_step(statement) != SQLITE_ROW)
        qFatal("%s: %s", sql, sqlite3_errmsg(file));
    const auto found = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(file);
    return found;
}

MediumWorld::Link MediumWorld::linkIn(const QList<treasury::Mail>& mails)
{
    Link link;
    static const QRegularExpression path(QStringLiteral("/v1/confirmations/[A-Za-z0-9_\\-]+"));
    static const QRegularExpression digits(QStringLiteral(": ([0-9]{6})\n"));
    for (const auto& mail : mails) {
        if (const auto found = path.match(mail.text); found.hasMatch())
            link.path = found.captured().toLatin1();
        if (const auto found = digits.match(mail.text); found.hasMatch())
            link.digits = found.captured(1).toLatin1();
    }
    return link;
}

treasury::Response MediumWorld::confirm(const Link& link, const QByteArray& digits)
{
    treasury::Request request;
    request.method = "POST";
    request.path = link.path;
    request.headers.insert("content-type", "application/json");
    request.secretBody = wire::encodeConfirmationCode(secretOf(digits));
    request.clientAddress = QStringLiteral("10.0.0.9");
    return handle(request);
}

MediumRequest MediumWorld::submittedApplication(const Officer& officer)
{
    mails();
    const auto request = sent(officer, application());
    const auto link = linkIn(mails());
    if (confirm(link, link.digits).status != 204)
        qFatal("confirmation");
    return stateOf(request, officer);
}

} // namespace peraku::test
