#include "target.h"

#include <wire/media.h>
#include <wire/requests.h>

namespace peraku::fuzz {

namespace {

using domain::MediumRequest;
using domain::RequestKind;

MediumRequest asked(RequestKind kind)
{
    MediumRequest request;
    request.kind = kind;
    if (!request.isApplication() && kind != RequestKind::AddMedium) {
        request.certificates = { domain::Sha256Hex(QString(64, QLatin1Char('c'))) };
        request.explanation = QStringLiteral("Tercicir \"di\" kereta api");
    }
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

template <typename T, typename Decode>
void requireSame(const domain::Result<T>& read, Decode decode, const char* promise)
{
    if (!read)
        return;
    const auto again = decode(wire::encode(*read));
    require(again && *again == *read, promise);
}

/** What desks send about media and certificates, and what the treasury answers. */
void medium(const QByteArray& bytes)
{
    const auto view = std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size())));
    if (const auto body = wire::decodeRequestBody(view)) {
        const auto again = wire::decodeRequestBody(wire::encode(*body).view());
        require(again && again->request == body->request && secret::equalConstantTime(again->pin, body->pin)
                && secret::equalConstantTime(again->securityAnswer, body->securityAnswer),
            "a request that was written reads the same");
    }
    requireSame(wire::decodeRequest(bytes), wire::decodeRequest, "a request comes back");
    requireSame(wire::decodeRequests(bytes), wire::decodeRequests, "requests come back");
    requireSame(wire::decodeHeldCertificates(bytes), wire::decodeHeldCertificates, "certificates come back");
    requireSame(wire::decodeMediaGrants(bytes), wire::decodeMediaGrants, "grants come back");
    requireSame(wire::decodeSigningProfile(bytes), wire::decodeSigningProfile, "a profile comes back");
    requireSame(wire::decodeEnrolmentCode(bytes), wire::decodeEnrolmentCode, "an enrolment comes back");
    (void)wire::decodeRequestDecision(bytes);
    (void)wire::decodeConfirmation(bytes);
    (void)wire::decodeChannel(bytes);
    (void)wire::decodeConfirmationCode(view);
    (void)wire::decodePhoneRequest(view);
    (void)wire::decodePhoneRemoval(view);
    (void)wire::decodePhoneEnrolment(view);
    (void)wire::decodeEnrolledPhone(view);
}

QList<QByteArray> mediumSeeds()
{
    const QDateTime noon(QDate(2026, 11, 20), QTime(4, 0), Qt::UTC);
    auto seeds = requestBodies();
    QList<MediumRequest> all;
    for (const auto kind : { RequestKind::NewCertificate, RequestKind::AddMedium, RequestKind::Incident }) {
        all.append(asked(kind));
        all.last().id = domain::RequestId(QStringLiteral("00ff"));
        all.last().createdAt = noon;
        seeds.append(wire::encode(all.last()));
    }
    seeds.append(wire::encode(all));
    domain::HeldCertificate held;
    held.sha256 = domain::Sha256Hex(QString(64, QLatin1Char('c')));
    held.serialHex = QStringLiteral("0A");
    held.notBefore = noon;
    held.notAfter = noon.addYears(2);
    seeds.append(wire::encode(QList<domain::HeldCertificate> { held }));
    domain::MediaGrants grants;
    grants.officer = *domain::Ic::parse(QStringLiteral("850312145678"));
    grants.processNo = 22;
    for (const auto kind : { domain::SigningMedium::Token, domain::SigningMedium::Softcert,
             domain::SigningMedium::Roaming, domain::SigningMedium::RoamingOtp })
        grants.grants.append({ kind, true, kind == domain::SigningMedium::RoamingOtp, std::nullopt });
    grants.grants.first().reason = domain::Error { domain::ErrorCode::MediumSwitchedOff, {}, {}, false, 0 };
    seeds.append(wire::encode(grants));
    domain::SigningProfile profile;
    profile.phones.append({ QStringLiteral("00ff00ff00ff00ff"), QStringLiteral("Telefon biru"), noon, noon });
    seeds.append(wire::encode(profile));
    seeds.append(wire::encode(domain::EnrolmentCode { QStringLiteral("a***n@contoh.my"), noon }));
    seeds.append(
        wire::encode(wire::RequestDecision { domain::RequestAction::Refuse, QStringLiteral("Tidak") }));
    seeds.append(
        wire::encode(wire::Confirmation { RequestKind::Renewal, QStringLiteral("a***n@contoh.my"), noon }));
    seeds.append(wire::encodeChannel(domain::OtpChannel::App));
    for (const auto* body :
        { R"({"code":"123456"})", R"({"name":"Telefon biru","password":"Contoh-Rahsia-1"})",
            R"({"password":"Contoh-Rahsia-1"})", R"({"ic":"850312145678","code":"12345678"})",
            R"({"deviceToken":"AAAA","id":"1","name":"Telefon"})" })
        seeds.append(body);
    return seeds;
}

constexpr Target targets[] = { { "medium", medium, mediumSeeds } };

} // namespace

QList<QByteArray> requestBodies()
{
    QList<QByteArray> bodies;
    for (const auto kind : { RequestKind::NewCertificate, RequestKind::Renewal, RequestKind::AddMedium,
             RequestKind::Unblock, RequestKind::Cancellation, RequestKind::Incident }) {
        const auto request = asked(kind);
        wire::RequestBody body { request, {}, {} };
        if (request.needsPin())
            body.pin = secret::SecureBuffer::copyOf(std::string_view("739164"));
        if (request.isApplication())
            body.securityAnswer = secret::SecureBuffer::copyOf(std::string_view("Sekolah Contoh"));
        const auto bytes = wire::encode(body);
        bodies.append(QByteArray(reinterpret_cast<const char*>(bytes.bytes()), qsizetype(bytes.size())));
    }
    return bodies;
}

std::span<const Target> mediumTargets()
{
    return targets;
}

} // namespace peraku::fuzz
