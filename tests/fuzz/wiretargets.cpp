#include "target.h"

#include <domain/canonical.h>
#include <domain/statement.h>
#include <support/samples.h>
#include <wire/csc.h>
#include <wire/cscrequest.h>
#include <wire/messages.h>

#include <QJsonObject>

namespace peraku::fuzz {

namespace {

using domain::Voucher;

QList<Voucher> vouchers()
{
    test::Samples samples;
    return samples.vouchers(24);
}

/** What was read can be written, and reads the same again. */
template <typename T, typename Encode, typename Decode>
void requireRoundTrip(const domain::Result<T>& value, Encode encode, Decode decode)
{
    if (!value)
        return;
    const auto again = decode(encode(*value));
    require(again.has_value(), "what was read can be written");
    require(*again == *value, "what was written reads the same");
}

void page(const QByteArray& bytes)
{
    const auto page = wire::decodeChangesPage(bytes);
    if (!page)
        return;
    for (const auto& change : page->changes) {
        if (change.deleted)
            continue;
        const auto alone = wire::decodeVoucher(change.raw);
        require(alone && *alone == change.voucher, "kept bytes are the voucher that was read");
    }
}

QList<QByteArray> pageSeeds()
{
    QList<wire::Change> changes;
    for (const auto& voucher : vouchers())
        changes.append({ voucher.id, voucher.revision, false, voucher, wire::encode(voucher) });
    QList<QByteArray> seeds;
    for (const auto& change : changes)
        seeds.append(wire::encodePage({ change }, domain::FeedCursor(QStringLiteral("YWJj")), false));
    changes[1].deleted = true;
    seeds.append(wire::encodePage(changes.mid(0, 4), domain::FeedCursor(QStringLiteral("YWJj")), true));
    seeds.append(wire::encodePage({}, domain::FeedCursor(QStringLiteral("YWJj")), false));
    return seeds;
}

void voucher(const QByteArray& bytes)
{
    requireRoundTrip(
        wire::decodeVoucher(bytes), [](const Voucher& value) { return wire::encode(value); },
        wire::decodeVoucher);
}

QList<QByteArray> voucherSeeds()
{
    QList<QByteArray> seeds;
    for (const auto& voucher : vouchers())
        seeds.append(wire::encode(voucher));
    return seeds;
}

void draft(const QByteArray& bytes)
{
    const auto body = wire::decodeDraftBody(bytes);
    if (!body)
        return;
    const auto again = wire::decodeDraftBody(wire::encode(*body));
    require(again && again->content == body->content, "a draft that was written reads the same");
}

QList<QByteArray> draftSeeds()
{
    QList<QByteArray> seeds;
    for (const auto& voucher : vouchers())
        seeds.append(wire::encode(wire::DraftBody { voucher.content }));
    return seeds;
}

/** What peraku-cli reads from a file. */
void import(const QByteArray& bytes)
{
    const auto parsed = domain::parseStrictJson(bytes);
    if (!parsed)
        return;
    const auto canonical = domain::canonicalJson(*parsed);
    require(canonical.has_value(), "strict JSON has a canonical form");
    const auto again = domain::parseStrictJson(*canonical);
    require(again && *domain::canonicalJson(*again) == *canonical, "the canonical form is its own");
    requireRoundTrip(
        domain::contentFromJson(parsed->toObject()),
        [](const domain::VoucherContent& content) { return domain::toJson(content); },
        domain::contentFromJson);
}

QList<QByteArray> importSeeds()
{
    QList<QByteArray> seeds { "[1e21,-0.0,1e-7,333333333.33333329,\"\\ud83d\\ude00\\u0000\",null,true]" };
    for (const auto& voucher : vouchers())
        seeds.append(*domain::canonicalJson(domain::toJson(voucher.content)));
    return seeds;
}

void statement(const QByteArray& bytes)
{
    const auto statement = domain::parseStatement(bytes);
    if (!statement)
        return;
    const auto again = domain::canonicalBytes(*statement);
    require(again && *again == bytes, "a statement's bytes are the only ones it has");
    (void)domain::dataHeader(*statement);
}

QList<QByteArray> statementSeeds()
{
    QList<QByteArray> seeds;
    test::Samples samples;
    for (const auto& voucher : vouchers()) {
        domain::SigningStatement statement;
        statement.processNo = voucher.content.processNo;
        statement.step = 2;
        statement.stepKind = domain::StepKind::SecondCertification;
        statement.voucherId = voucher.id;
        statement.voucherNumber = QStringLiteral("BB2026-000001");
        statement.contentRevision = 1;
        statement.content = voucher.content;
        statement.preparer = voucher.preparer;
        statement.earlierSignatures = { domain::Sha256Hex(samples.hex(32)) };
        statement.signerIc = samples.ic();
        statement.signerCertificate = domain::Sha256Hex(samples.hex(32));
        statement.statementsVersion = QLatin1String(domain::currentStatementsVersion);
        statement.time = QDateTime(QDate(2026, 6, 30), QTime(9, 15, 1), Qt::UTC);
        if (const auto bytes = domain::canonicalBytes(statement))
            seeds.append(*bytes);
    }
    return seeds;
}

void problem(const QByteArray& bytes)
{
    const auto problem = wire::decodeProblem(bytes);
    requireRoundTrip(
        problem, [](const wire::Problem& value) { return wire::encode(value); }, wire::decodeProblem);
    if (problem)
        (void)wire::toError(*problem);
}

QList<QByteArray> problemSeeds()
{
    QList<QByteArray> seeds;
    for (int code = 0; code <= int(domain::ErrorCode::TooLarge); code += 5)
        seeds.append(
            wire::encode(wire::toProblem({ domain::ErrorCode(code), QStringLiteral("lines[0].amount"),
                                             { QStringLiteral("RM1.00") }, false, 0 },
                { { QStringLiteral("date"), domain::Severity::Warning,
                    QStringLiteral("finding.date-prior-year"), { QStringLiteral("2025") } } })));
    return seeds;
}

void reference(const QByteArray& bytes)
{
    requireRoundTrip(
        wire::decodeReference(bytes), [](const domain::ReferenceData& value) { return wire::encode(value); },
        wire::decodeReference);
}

QList<QByteArray> referenceSeeds()
{
    auto small = test::sampleReference();
    small.values = small.values.mid(0, 8);
    small.payees = small.payees.mid(0, 3);
    return { wire::encode(small) };
}

void session(const QByteArray& bytes)
{
    const auto view = std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size())));
    if (const auto session = wire::decodeSessionResponse(view)) {
        const auto again = wire::decodeSessionResponse(wire::encode(*session).view());
        require(again && again->policy == session->policy && again->officer == session->officer
                && secret::equalConstantTime(again->accessToken, session->accessToken),
            "a session that was written reads the same");
    }
    (void)wire::decodeLoginRequest(view);
    (void)wire::decodePasswordChangeRequest(view);
}

QList<QByteArray> sessionSeeds()
{
    const auto plain = [](const secret::SecureBuffer& body) {
        return QByteArray(reinterpret_cast<const char*>(body.bytes()), qsizetype(body.size()));
    };
    const auto made = [](const char* text) { return secret::SecureBuffer::copyOf(std::string_view(text)); };
    test::Samples samples;
    wire::SessionResponse session { made("access"), 900, made("refresh"),
        samples.officer(domain::Role::Checker), false, QByteArray(32, 'r'), {},
        QDateTime(QDate(2026, 6, 30), QTime(9, 15, 1), Qt::UTC) };
    return { plain(wire::encode(session)),
        plain(wire::encode(wire::LoginRequest { samples.ic(), made("p\"\\u00e9 q") })),
        plain(wire::encode(wire::PasswordChangeRequest { made("one"), made("two") })) };
}

void provider(const QByteArray& bytes)
{
    namespace csc = wire::csc;
    const auto view = std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size())));
    if (const auto authorization = csc::decodeAuthorization(view))
        require(authorization->sad.isEmpty() || authorization->handle.isEmpty(),
            "an authorisation is a SAD or a handle");
    if (const auto list = csc::decodeCredentialList(bytes)) {
        for (const auto& info : list->infos)
            require(info.multisign > 0, "a credential signs at least once");
    }
    if (const auto info = csc::decodeCredentialInfo(bytes, QStringLiteral("id"));
        info && info->demandsPinAndCode())
        require(info->find(csc::AuthObject::Kind::Pin), "a PIN that is demanded has a name");
    (void)csc::satisfied(QString::fromUtf8(bytes), { QStringLiteral("PIN"), QStringLiteral("OTP") });
    (void)csc::decodeInfo(bytes);
    (void)csc::decodeIntent(bytes);
    (void)csc::decodeChallenge(bytes);
    (void)csc::decodeSignatures(bytes);
    (void)csc::decodeTimestamp(bytes);
    (void)csc::decodeError(400, bytes);
}

QList<QByteArray> providerSeeds()
{
    return { R"({"SAD":"s","expiresIn":"60"})", R"({"handle":"h"})", R"({"signatures":["AAAA"]})",
        R"({"responseID":"r"})", R"({"error":"invalid_request","error_description":"Credential locked"})",
        R"({"specs":"2.0.0.2","methods":["info","credentials/getChallenge"]})",
        R"({"challenge":"n","channel":"email","maskedTarget":"a***b","expiresAt":"2026-01-01T00:00:00Z","resendAfter":30})",
        R"({"credentialIDs":["c"],"credentialInfos":[{"credentialID":"c","key":{"status":"enabled","algo":["1"]},)"
        R"("cert":{"status":"valid","certificates":["AAAA"]},"auth":{"mode":"explicit","expression":"PIN AND OTP",)"
        R"("objects":[{"type":"Password","id":"PIN"},{"type":"ChallengeResponse","id":"OTP"}]},"multisign":"9"}]})",
        "(PIN AND OTP) XOR BIO" };
}

void cscRequest(const QByteArray& bytes)
{
    const auto request
        = wire::decodeCscRequest(std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size()))));
    if (!request)
        return;
    for (const auto* secret : { "SAD", "authData", "PIN", "OTP" })
        require(!request->fields.contains(QLatin1String(secret)), "secrets stay in wiped memory");
}

QList<QByteArray> cscRequestSeeds()
{
    const QByteArray hashes = "\"hashes\":[\"" + QByteArray(32, 'h').toBase64() + "\"],";
    return { R"({"credentialID":"ab12","numSignatures":"1",)" + hashes
            + R"("authData":[{"id":"PIN","value":"739164"},{"value":"0048\u0031","id":"OTP"}],"x":{"y":[1,{}]}})",
        R"({ "credentialID":"ab12", )" + hashes + R"( "SAD":"00ff00ff","signAlgo":"1.2.840.10045.4.3.2"})",
        R"({"PIN":"739164","OTP":"123456","clientData":"a\"b\\","authData":[]})",
        R"({"\u0053AD":"00ff00ff"})" };
}

constexpr Target targets[] = {
    { "cscrequest", cscRequest, cscRequestSeeds },
    { "page", page, pageSeeds },
    { "voucher", voucher, voucherSeeds },
    { "draft", draft, draftSeeds },
    { "import", import, importSeeds },
    { "statement", statement, statementSeeds },
    { "problem", problem, problemSeeds },
    { "reference", reference, referenceSeeds },
    { "session", session, sessionSeeds },
    { "provider", provider, providerSeeds },
};

} // namespace

std::span<const Target> wireTargets()
{
    return targets;
}

} // namespace peraku::fuzz
