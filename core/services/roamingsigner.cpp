#include "roamingsigner.h"

#include <domain/credentials.h>
#include <domain/task.h>
#include <remote/backoff.h>
#include <signing/certificate.h>

#include <array>

namespace peraku::services {

namespace csc = wire::csc;
using domain::Credential;
using domain::Error;
using domain::ErrorCode;
using domain::fail;
using domain::MediumInventory;
using domain::OtpDelivery;
using domain::RawSignatures;
using domain::RawSignRequest;
using domain::Result;
using domain::SignatureScheme;

namespace {

/** Foreign providers do not say when a code may be asked for again. */
constexpr int usualResendSeconds = 60;

Error because(ErrorCode code, const char* detail = "")
{
    return { code, QLatin1String(detail), {}, false, 0 };
}

/** RSASSA-PSS-params of RFC 4055: SHA-256, MGF1 with SHA-256, a salt of 32 bytes. */
const QByteArray pssSha256 = QByteArray::fromHex(
    "3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500"
    "a203020120");

struct Algorithm {
    SignatureScheme scheme;
    int digestBits;
    const char* key; ///< What a provider lists when any signature of that key is meant.
    const char* signature;
};
constexpr std::array algorithms { Algorithm {
                                      SignatureScheme::RsaPkcs1, 256, csc::oid::rsa, csc::oid::rsaSha256 },
    Algorithm { SignatureScheme::RsaPkcs1, 384, csc::oid::rsa, csc::oid::rsaSha384 },
    Algorithm { SignatureScheme::RsaPss, 256, csc::oid::rsaPss, csc::oid::rsaPss },
    Algorithm { SignatureScheme::Ecdsa, 256, csc::oid::ecPublicKey, csc::oid::ecdsaSha256 },
    Algorithm { SignatureScheme::Ecdsa, 384, csc::oid::ecPublicKey, csc::oid::ecdsaSha384 } };

/** The word by which the provider knows the wanted signature; empty if it cannot make it. */
QString algorithmFor(const csc::CredentialInfo& info, SignatureScheme scheme, int digestBits)
{
    for (const auto& algorithm : algorithms) {
        if (algorithm.scheme != scheme || algorithm.digestBits != digestBits)
            continue;
        for (const auto* word : { algorithm.signature, algorithm.key }) {
            if (info.keyAlgorithms.contains(QLatin1String(word)))
                return QLatin1String(word);
        }
    }
    return {};
}

bool isPssOnly(const csc::CredentialInfo& info)
{
    return algorithmFor(info, SignatureScheme::RsaPkcs1, 256).isEmpty()
        && !algorithmFor(info, SignatureScheme::RsaPss, 256).isEmpty();
}

bool signsWith(const csc::CredentialInfo& info, domain::KeyKind kind)
{
    const auto scheme = kind == domain::KeyKind::Ec ? SignatureScheme::Ecdsa
        : isPssOnly(info)                           ? SignatureScheme::RsaPss
                                                    : SignatureScheme::RsaPkcs1;
    return kind != domain::KeyKind::Other && !algorithmFor(info, scheme, 256).isEmpty();
}

/** Why the provider's own word about the credential forbids it to sign. */
std::optional<Error> providersObstacle(const csc::CredentialInfo& info)
{
    switch (info.certificateStatus) {
    case csc::CertificateStatus::Revoked:
        return because(ErrorCode::CertificateRevoked);
    case csc::CertificateStatus::Suspended:
        return because(ErrorCode::CredentialSuspended);
    case csc::CertificateStatus::Expired:
        return because(ErrorCode::CertificateExpired);
    case csc::CertificateStatus::Unknown:
    case csc::CertificateStatus::Valid:
        break;
    }
    if (info.locked)
        return because(ErrorCode::CredentialLocked);
    if (!info.keyEnabled)
        return because(ErrorCode::CredentialSuspended);
    return info.demandsPinAndCode() ? std::nullopt
                                    : std::optional(because(ErrorCode::MediumUnsupported, "expression"));
}

const csc::AuthObject* codeOf(const csc::CredentialInfo& info)
{
    const auto* code = info.find(csc::AuthObject::Kind::Code);
    return code ? code : info.find(csc::AuthObject::Kind::Generated);
}

} // namespace

RoamingSigner::RoamingSigner(remote::Client& client, domain::Clock& clock, domain::Scheduler& scheduler,
    Provider provider, QObject* parent)
    : Signer(parent)
    , m_client(client)
    , m_clock(clock)
    , m_patience(clock, scheduler)
    , m_provider(std::move(provider))
    , m_service(client, clock, scheduler, { m_provider.path, m_provider.treasury })
{
    connect(&m_service, &remote::CscClient::waiting, this, &Signer::serviceWaiting);
}

Async<MediumInventory> RoamingSigner::inventory(const domain::Ic& officer)
{
    if (officer.isEmpty())
        return domain::ready<MediumInventory>(MediumInventory {});
    const auto failed = [](const Error& error) {
        MediumInventory nothing;
        nothing.moduleErrors.append(error);
        return nothing;
    };
    if (!m_client.hasSession())
        return domain::ready<MediumInventory>(failed({ ErrorCode::Offline, {}, {}, true, 0 }));
    // The treasury knows its officer by the session; another host is told whose keys are meant.
    const auto user = m_provider.treasury ? QString() : officer.digits();
    // Nobody who looks for a token waits long for what another host holds.
    return domain::then<QList<Info>>(m_patience.with(m_service.credentials(user), this, inventoryMs), this,
        [this, officer, failed](Result<QList<Info>> infos) -> Result<MediumInventory> {
            if (infos)
                return arranged(*infos, officer);
            // A host without the service (404, 501) has no keys; that is no trouble.
            const auto code = infos.error().code;
            if (code == ErrorCode::NotFound || code == ErrorCode::MediumUnsupported)
                return MediumInventory {};
            return failed(infos.error());
        });
}

MediumInventory RoamingSigner::arranged(const QList<Info>& infos, const domain::Ic& officer)
{
    MediumInventory inventory;
    m_known.clear();
    for (const auto& info : infos) {
        // A key whose certificate is still to come is nothing to choose from.
        if (info.chain.isEmpty())
            continue;
        const auto facts = signing::certificateFacts(info.chain.first());
        if (!facts) {
            inventory.moduleErrors.append(facts.error());
            continue;
        }
        const auto credential = credentialOf(info, *facts, officer);
        m_known.insert(credential.id, info);
        inventory.credentials.append(credential);
    }
    return inventory;
}

Credential RoamingSigner::credentialOf(
    const Info& info, const domain::CertificateFacts& facts, const domain::Ic& officer) const
{
    Credential credential;
    credential.id = QStringLiteral("%1/%2:%3").arg(m_provider.host, info.id, facts.sha256.value());
    credential.medium
        = info.demandsPinAndCode() ? domain::SigningMedium::RoamingOtp : domain::SigningMedium::Roaming;
    credential.mediumLabel = m_provider.host;
    credential.mediumSerial = info.id;
    credential.slotLabel = info.description;
    credential.certificate = facts;
    credential.pssOnly = isPssOnly(info);
    credential.needsOtp = info.demandsPinAndCode();
    credential.multisign = info.multisign;
    credential.provider = m_provider.host;
    credential.describesDocuments = m_provider.treasury;
    credential.unusable = domain::obstacle(facts, officer, m_clock.nowUtc());
    if (!credential.unusable)
        credential.unusable = providersObstacle(info);
    if (!credential.unusable && !signsWith(info, facts.keyKind))
        credential.unusable = because(ErrorCode::MechanismMissing);
    return credential;
}

Result<csc::CredentialInfo> RoamingSigner::find(const RawSignRequest& request) const
{
    const auto known = m_known.constFind(request.credentialId);
    if (known == m_known.constEnd())
        return fail(ErrorCode::NotFound, QStringLiteral("unknown credential"));
    if (!known->demandsPinAndCode())
        return fail(ErrorCode::MediumUnsupported, QStringLiteral("expression"));
    if (request.digests.isEmpty() || request.digests.size() > known->multisign
        || (m_provider.treasury && request.documents.size() != request.digests.size()))
        return fail(ErrorCode::InvalidInput, QStringLiteral("digests"));
    return *known;
}

Async<OtpDelivery> RoamingSigner::requestOtp(RawSignRequest request)
{
    const auto info = find(request);
    if (!info)
        return domain::readyError<OtpDelivery>(info.error());
    // An earlier code is void from here on, also when the next one cannot be sent.
    m_asked.remove(request.credentialId);
    if (!m_provider.treasury)
        return challenge(*info, request, {});
    return domain::andThen<csc::Intent>(m_service.announce(info->id, request.documents), this,
        [this, info = *info, request](
            const csc::Intent& intent) { return challenge(info, request, intent.id); });
}

Async<OtpDelivery> RoamingSigner::challenge(
    const Info& info, const RawSignRequest& request, const QString& clientData)
{
    const Asked asked { request.digests, clientData };
    const auto* code = codeOf(info);
    if (code->kind == csc::AuthObject::Kind::Generated) {
        m_asked.insert(request.credentialId, asked);
        return domain::ready<OtpDelivery>(OtpDelivery { domain::OtpChannel::App, {}, {}, {}, 0 });
    }
    return domain::andThen<csc::Challenge>(m_service.challenge(info.id, code->id, clientData), this,
        [this, asked, id = request.credentialId](const csc::Challenge& sent) -> Result<OtpDelivery> {
            m_asked.insert(id, asked);
            return OtpDelivery { sent.channel.value_or(domain::OtpChannel::Email), sent.maskedTarget,
                sent.nonce, sent.expiresAt,
                m_provider.treasury ? sent.resendAfterSeconds : usualResendSeconds };
        });
}

Async<RawSignatures> RoamingSigner::sign(RawSignRequest request, domain::SigningSecrets secrets)
{
    const auto info = find(request);
    if (!info)
        return domain::readyError<RawSignatures>(info.error());
    const auto signAlgorithm = algorithmFor(*info, request.scheme, request.digestBits);
    if (signAlgorithm.isEmpty())
        return domain::readyError<RawSignatures>(because(ErrorCode::MechanismMissing));
    if (secrets.pin.isEmpty())
        return domain::readyError<RawSignatures>(because(ErrorCode::PinLengthWrong));
    const auto asked = m_asked.constFind(request.credentialId);
    if (asked == m_asked.constEnd() || asked->digests != request.digests)
        return domain::readyError<RawSignatures>(
            because(ErrorCode::AuthorisationLapsed, "no code was asked for these digests"));
    if (secrets.otp.isEmpty())
        return domain::readyError<RawSignatures>(because(ErrorCode::OtpRefused, "no code"));
    const auto clientData = m_asked.take(request.credentialId).clientData;
    const QString hashAlgorithm
        = QLatin1String(request.digestBits == 384 ? csc::oid::sha384 : csc::oid::sha256);
    auto authorized = m_service.authorize({ info->id, request.digests, hashAlgorithm,
        { info->find(csc::AuthObject::Kind::Pin)->id, std::move(secrets.pin) },
        { codeOf(*info)->id, std::move(secrets.otp) }, clientData });
    auto order = std::make_shared<csc::HashRequest>(
        csc::HashRequest { info->id, {}, request.digests, hashAlgorithm, signAlgorithm,
            request.scheme == SignatureScheme::RsaPss ? pssSha256 : QByteArray(), clientData });
    return domain::then<csc::Authorization>(
        authorized, this, [this, order](Result<csc::Authorization> answer) -> Async<RawSignatures> {
            if (answer)
                return signWith(std::move(*answer), std::move(*order));
            // A lock changes what the certificate page and the next choice show.
            if (answer.error().code == ErrorCode::CredentialLocked)
                Q_EMIT inventoryChanged();
            return domain::readyError<RawSignatures>(answer.error());
        });
}

Async<RawSignatures> RoamingSigner::signWith(csc::Authorization authorization, csc::HashRequest request)
{
    request.sad = std::move(authorization.sad);
    return domain::then<QList<QByteArray>>(m_service.signHash(std::move(request)), this,
        [](Result<QList<QByteArray>> made) -> Result<RawSignatures> {
            if (made)
                return RawSignatures { *made };
            // The authorisation is spent whether or not the service signed; what it may have made is unknown
            // here and never used.
            if (remote::isOutage(made.error()))
                return fail(ErrorCode::SignatureFailed,
                    QStringLiteral("no answer to signHash: ") + domain::errorKey(made.error().code));
            return fail(made.error());
        });
}

} // namespace peraku::services
