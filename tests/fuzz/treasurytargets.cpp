#include "target.h"

#include <pki/endpoints.h>
#include <pki/softkeys.h>
#include <signing/ocsp.h>
#include <signing/timestamp.h>
#include <support/pki.h>

#include <QCryptographicHash>

#include <world.h>

namespace peraku::fuzz {

namespace {

using test::World;

/** Requests change it, so after so many it begins anew. */
constexpr int requestsPerWorld = 2000;

/** A treasury with a voucher in each state that a request can act on; the same one each time. */
struct Desk {
    World world;
    domain::Voucher draft = world.draft(world.clerk, world.paymentContent(World::officeA));
    domain::Voucher submitted = world.submitted(world.clerk, world.paymentContent(World::officeA));
    domain::Voucher journal = world.submitted(world.otherClerk, world.journalContent(World::officeA));

    const domain::Officer* officer(const QByteArray& name) const
    {
        const std::pair<const char*, const domain::Officer*> all[]
            = { { "clerk", &world.clerk }, { "checker", &world.checker }, { "approver", &world.approver },
                  { "receiver", &world.receiver }, { "auditor", &world.auditor },
                  { "administrator", &world.administrator }, { "stranger", &world.checkerOfB } };
        for (const auto& [known, who] : all) {
            if (name == known)
                return who;
        }
        return nullptr;
    }

    /** Empty for an officer whom a request has locked out; the next request then meets a new desk. */
    QByteArray token(const domain::Officer& officer)
    {
        auto& token = tokens[officer.ic.digits()];
        if (token.isEmpty()) {
            const auto answer = world.logIn(officer.ic, test::password);
            if (const auto session = wire::decodeSessionResponse(answer.secretBody.view()))
                token = QByteArray(reinterpret_cast<const char*>(session->accessToken.bytes()),
                    qsizetype(session->accessToken.size()));
            else
                left = 0;
        }
        return token;
    }

    QMap<QString, QByteArray> tokens;
    int left = requestsPerWorld;
};

Desk& desk()
{
    static std::unique_ptr<Desk> desk;
    if (!desk || --desk->left <= 0) {
        desk.reset();
        desk = std::make_unique<Desk>();
    }
    return *desk;
}

/**
 * "METHOD TARGET\nname: value\n...\n\nbody", as a front end would have read it. "as: clerk" stands for the
 * session of that officer, which no input could guess.
 */
treasury::Request requestOf(const QByteArray& bytes, Desk& desk)
{
    const auto end = bytes.indexOf("\n\n");
    const auto lines = bytes.left(end).split('\n');
    const auto first = lines.first().split(' ');
    const auto target = first.value(1);
    const auto mark = target.indexOf('?');
    treasury::Request request;
    request.method = first.value(0);
    request.path = target.left(mark);
    request.clientAddress = QStringLiteral("192.0.2.1");
    if (mark >= 0) {
        for (const auto& pair : target.mid(mark + 1).split('&')) {
            const auto equals = pair.indexOf('=');
            request.query.append({ QByteArray::fromPercentEncoding(pair.left(equals)),
                equals < 0 ? QByteArray() : QByteArray::fromPercentEncoding(pair.mid(equals + 1)) });
        }
    }
    for (const auto& line : lines.mid(1)) {
        const auto colon = line.indexOf(": ");
        const auto name = line.left(colon).toLower();
        const auto value = colon < 0 ? QByteArray() : line.mid(colon + 2);
        if (const auto* officer = name == "as" ? desk.officer(value) : nullptr)
            request.headers.insert("authorization", "Bearer " + desk.token(*officer));
        else
            request.headers.insert(name, value);
    }
    const auto body = end < 0 ? QByteArray() : bytes.mid(end + 2);
    if (body.size() > treasury::Request::bodyLimit(request.method, request.path))
        request.bodyTooLarge = true;
    else if (treasury::Request::carriesSecret(request.path))
        request.secretBody
            = secret::SecureBuffer::copyOf(std::string_view(body.constData(), std::size_t(body.size())));
    else
        request.body = body;
    return request;
}

void request(const QByteArray& bytes)
{
    auto& at = desk();
    const auto response = at.world.handle(requestOf(bytes, at));
    require(response.status >= 200 && response.status < 500, "no request makes the treasury fail");
    if (response.status >= 400)
        require(wire::decodeProblem(response.body).has_value(), "a refusal is a problem document");
    // Whoever logged out gets a session again.
    if (response.status == 204 || response.status == 401)
        at.tokens.clear();
}

QList<QByteArray> requestSeeds()
{
    auto& at = desk();
    const auto& world = at.world;
    const auto key = "idempotency-key: 00112233445566778899aabbccddeeff\n";
    const auto json = QByteArray("content-type: application/json\n") + key;
    const auto path
        = [](const domain::Voucher& voucher) { return "/v1/vouchers/" + voucher.id.value().toLatin1(); };
    const auto match
        = [](const domain::Voucher& voucher) { return "if-match: " + wire::etagOf(voucher.revision) + '\n'; };
    wire::DecisionBody query;
    query.action = domain::Action::Query;
    query.reason = { QStringLiteral("K01"), QStringLiteral("Sila lengkapkan") };
    auto cancel = query;
    cancel.action = domain::Action::Cancel;
    cancel.reason.code = QStringLiteral("B01");
    const auto hash = QCryptographicHash::hash(world.attachmentBytes(), QCryptographicHash::Sha256).toHex();
    const auto body = wire::encode(wire::DraftBody { at.draft.content });
    const auto newDraft = "PUT /v1/vouchers/" + QByteArray(32, 'a');
    QList<QByteArray> seeds {
        newDraft + "\nas: clerk\nif-none-match: *\n" + json + '\n' + body,
        "PUT " + path(at.draft) + "\nas: clerk\n" + match(at.draft) + json + '\n' + body,
        "DELETE " + path(at.draft) + "\nas: clerk\n" + match(at.draft) + key + "\n",
        "POST " + path(at.draft) + "/submission\nas: clerk\n" + match(at.draft) + key + "\n",
        "POST " + path(at.submitted) + "/decisions\nas: checker\n" + match(at.submitted) + json + '\n'
            + world.certifyBody(world.statement(at.submitted, world.checker)),
        "POST " + path(at.journal) + "/decisions\nas: approver\n" + match(at.journal) + json + '\n'
            + wire::encode(query),
        "POST " + path(at.journal) + "/decisions\nas: checker\n" + match(at.journal) + json + '\n'
            + wire::encode(cancel),
        "PUT /v1/attachments/" + hash + "\nas: clerk\ncontent-type: application/pdf\n\n"
            + world.attachmentBytes(),
        "POST /v1/session\ncontent-type: "
        "application/json\n\n{\"ic\":\"800101145009\",\"password\":\"Contoh-Rahsia-1\"}",
        "POST /v1/session/refresh\ncontent-type: application/json\n\n{\"refreshToken\":\"AAAA\"}",
        "DELETE /v1/session\nas: auditor\n\n",
        "POST /v1/me/password\nas: receiver\ncontent-type: application/json\n\n"
        "{\"current\":\"Contoh-Rahsia-1\",\"replacement\":\"Contoh-Rahsia-2\"}",
        "GET /v1/changes?limit=2&cursor=\nas: clerk\n\n",
        "GET /v1/reference\nas: administrator\nif-none-match: \"1\"\n\n",
        "GET /v1/attachments/" + hash + "\nas: stranger\n\n",
    };
    for (const auto& asked : requestBodies())
        seeds.append("POST /v1/requests\nas: checker\n" + json + '\n' + asked);
    seeds.append({ "GET /v1/requests\nas: administrator\n\n",
        "POST /v1/requests/00ff/decision\nas: administrator\n" + json
            + "\n{\"action\":\"refuse\",\"reason\":\"Tidak lengkap\"}",
        "POST /v1/confirmations/AAAA\ncontent-type: application/json\n\n{\"code\":\"123456\"}",
        "GET /v1/media?process=22\nas: checker\n\n", "GET /v1/me/certificates\nas: checker\n\n",
        "PUT /v1/me/signing-profile\nas: checker\n" + json + "\n{\"channel\":\"app\"}",
        "POST /v1/me/phones\nas: checker\ncontent-type: application/json\n\n"
        "{\"name\":\"Telefon biru\",\"password\":\"Contoh-Rahsia-1\"}",
        "POST /v1/me/phones/1/removal\nas: checker\ncontent-type: "
        "application/json\n\n{\"password\":\"Contoh-Rahsia-1\"}",
        "POST /v1/phone/enrolment\ncontent-type: "
        "application/json\n\n{\"ic\":\"800101145009\",\"code\":\"12345678\"}",
        "GET /v1/phone/messages\nauthorization: Bearer AAAA\n\n" });
    for (const char* part : { "", "/history", "/signatures" })
        seeds.append("GET " + path(at.submitted) + part + "\nas: approver\n\n");
    for (const char* open : { "/v1/health", "/v1/me", "/pki/root.crt", "/pki/issuing.crl", "/v1/%2e%2e/" })
        seeds.append(QByteArray("GET ") + open + "\n\n");
    return seeds;
}

struct Pki : test::FakeClock {
    Pki()
    {
        pki::AuthorityProfile profile;
        profile.caKeys = pki::KeyAlgorithm::P256;
        auto made = pki::CertificateAuthority::create(
            folder.filePath(QStringLiteral("register.db")), profile, keys, *this);
        if (!made)
            qFatal("%s", qPrintable(made.error().detail));
        authority = std::move(*made);
    }
    QTemporaryDir folder;
    pki::SoftKeys keys;
    std::unique_ptr<pki::CertificateAuthority> authority;
};

Pki& pki()
{
    static Pki pki;
    return pki;
}

/** What anyone may send to the responders of the authority. */
void responders(const QByteArray& bytes)
{
    require(!pki::OcspResponder(*pki().authority).respond(bytes).isEmpty(), "OCSP always answers");
    require(!pki::TimestampAuthority(*pki().authority, pki()).respond(bytes).isEmpty(),
        "the timestamp authority always answers");
}

QList<QByteArray> responderSeeds()
{
    support::CountingRng rng;
    const support::TestPki other;
    const auto officer = other.officer();
    const auto cms = signing::signCades({ QByteArray(32, 'd'), officer.der, { other.issuing.der },
                                            { domain::SignatureScheme::Ecdsa, 256 }, other.now },
        officer.key.get());
    return { signing::ocspQuery(
                 pki().authority->issuingCertificate(), pki().authority->rootCertificate(), rng)
                 ->der,
        signing::ocspQuery(officer.der, pki().authority->issuingCertificate(), rng)->der,
        signing::timestampQuery(*cms, rng)->der };
}

constexpr Target targets[] = {
    { "request", request, requestSeeds },
    { "responders", responders, responderSeeds },
};

} // namespace

std::span<const Target> treasuryTargets()
{
    return targets;
}

} // namespace peraku::fuzz
