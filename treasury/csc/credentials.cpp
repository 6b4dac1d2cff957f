#include "methods.h"

#include <signing/certificate.h>

#include <QJsonArray>

namespace peraku::csc {

using domain::ErrorCode;
using treasury::RoamingReply;

namespace {

const QStringList certificateWords { QStringLiteral("single"), QStringLiteral("none"),
    QStringLiteral("chain") };

/** What of a credential is asked for. */
struct Wanted {
    QString certificates;
    bool certInfo = false;
    bool authInfo = false;
};

Wanted wantedFrom(Parameters& parameters)
{
    parameters.optionalText("lang", 16);
    parameters.optionalText("clientData", 1000);
    return { parameters.word("certificates", certificateWords), parameters.flag("certInfo"),
        parameters.flag("authInfo") };
}

QJsonObject keyOf(const RoamingCredential& credential)
{
    const bool enabled = credential.state == RoamingState::Active || credential.state == RoamingState::Locked;
    QJsonObject key { { QStringLiteral("status"),
        enabled ? QStringLiteral("enabled") : QStringLiteral("disabled") } };
    if (credential.keyKind == domain::KeyKind::Ec) {
        key.insert(QStringLiteral("algo"), QJsonArray { QStringLiteral("1.2.840.10045.4.3.2") });
        key.insert(QStringLiteral("len"), 256);
        key.insert(QStringLiteral("curve"), QStringLiteral("1.2.840.10045.3.1.7"));
    } else {
        key.insert(QStringLiteral("algo"),
            QJsonArray { QStringLiteral("1.2.840.113549.1.1.1"), QStringLiteral("1.2.840.113549.1.1.11"),
                QStringLiteral("1.2.840.113549.1.1.10") });
        key.insert(QStringLiteral("len"), 2048);
    }
    return key;
}

QString certificateStatus(const RoamingCredential& credential, const Result<Done>& verdict)
{
    if (credential.state == RoamingState::Suspended)
        return QStringLiteral("suspended");
    if (credential.state == RoamingState::Ended
        || (!verdict && verdict.error().code == ErrorCode::CertificateRevoked))
        return QStringLiteral("revoked");
    if (!verdict && verdict.error().code == ErrorCode::CertificateExpired)
        return QStringLiteral("expired");
    return QStringLiteral("valid");
}

QString timeOf(const QDateTime& time)
{
    return time.toUTC().toString(QStringLiteral("yyyyMMddHHmmss")) + QLatin1Char('Z');
}

Outcome<QJsonObject> certificateOf(
    Core& core, const RoamingCredential& credential, const Wanted& wanted, const QDateTime& now)
{
    QJsonObject cert { { QStringLiteral("status"),
        certificateStatus(credential, core.judge.check(credential.certificate, now)) } };
    if (wanted.certificates != QLatin1String("none")) {
        QList<QByteArray> chain { credential.certificate };
        if (wanted.certificates == QLatin1String("chain")) {
            auto whole = core.judge.chain(credential.certificate);
            if (!whole)
                return refuse(whole.error());
            chain = *whole;
        }
        QJsonArray certificates;
        for (const auto& der : chain)
            certificates.append(QString::fromLatin1(der.toBase64()));
        cert.insert(QStringLiteral("certificates"), certificates);
    }
    if (wanted.certInfo) {
        const auto facts = signing::certificateFacts(credential.certificate);
        if (!facts)
            return refuse(facts.error());
        cert.insert(QStringLiteral("issuerDN"), facts->issuerDn);
        cert.insert(QStringLiteral("serialNumber"), facts->serialHex);
        cert.insert(QStringLiteral("subjectDN"), facts->subjectDn);
        cert.insert(QStringLiteral("validFrom"), timeOf(facts->notBefore));
        cert.insert(QStringLiteral("validTo"), timeOf(facts->notAfter));
    }
    return cert;
}

QJsonObject authOf()
{
    const QJsonObject pin { { QStringLiteral("type"), QStringLiteral("Password") },
        { QStringLiteral("id"), QStringLiteral("PIN") }, { QStringLiteral("format"), QStringLiteral("N") },
        { QStringLiteral("label"), QStringLiteral("PIN") },
        { QStringLiteral("description"),
            QStringLiteral("PIN sijil roaming / PIN of the roaming certificate") } };
    const QJsonObject otp { { QStringLiteral("type"), QStringLiteral("ChallengeResponse") },
        { QStringLiteral("id"), QStringLiteral("OTP") }, { QStringLiteral("format"), QStringLiteral("N") },
        { QStringLiteral("label"), QStringLiteral("Kod sekali guna / one-time code") },
        { QStringLiteral("description"),
            QStringLiteral(
                "Enam digit, dihantar ke telefon atau e-mel / six digits, sent to phone or e-mail") } };
    return { { QStringLiteral("mode"), QStringLiteral("explicit") },
        { QStringLiteral("expression"), QStringLiteral("PIN AND OTP") },
        { QStringLiteral("objects"), QJsonArray { pin, otp } } };
}

Outcome<QJsonObject> describe(
    Core& core, const RoamingCredential& credential, const Wanted& wanted, const QDateTime& now)
{
    auto cert = certificateOf(core, credential, wanted, now);
    if (!cert)
        return cert;
    QJsonObject shown { { QStringLiteral("description"), QStringLiteral("Roaming + OTP") },
        { QStringLiteral("key"), keyOf(credential) }, { QStringLiteral("cert"), *cert },
        { QStringLiteral("SCAL"), QStringLiteral("1") },
        { QStringLiteral("multisign"), core.options.multisign },
        { QStringLiteral("lang"), QStringLiteral("ms") },
        // Beyond the specification, which has no word for a lock that an unblock request opens.
        { QStringLiteral("locked"), credential.state == RoamingState::Locked } };
    if (wanted.authInfo)
        shown.insert(QStringLiteral("auth"), authOf());
    return shown;
}

} // namespace

Outcome<RoamingReply> listCredentials(Core& core, Call& call)
{
    auto& parameters = call.parameters;
    const auto wanted = wantedFrom(parameters);
    const bool withInfo = parameters.flag("credentialInfo");
    const bool onlyValid = parameters.flag("onlyValid");
    const auto user = parameters.optionalText("userID");
    if (!parameters.refusal() && !user.isEmpty() && user != call.officer.digits())
        parameters.wrong(Refusal::invalid("userID"));
    if (parameters.refusal())
        return refuse(*parameters.refusal());
    const auto credentials
        = core.store->read([&](Session& session) { return core.credentials(session).of(call.officer); });
    if (!credentials)
        return refuse(credentials.error());
    QJsonArray ids;
    QJsonArray infos;
    for (const auto& credential : *credentials) {
        if (credential.state == RoamingState::Pending
            || (onlyValid
                && (credential.state != RoamingState::Active
                    || !core.judge.check(credential.certificate, call.now))))
            continue;
        ids.append(credential.id);
        if (!withInfo)
            continue;
        auto info = describe(core, credential, wanted, call.now);
        if (!info)
            return refuse(info.error());
        info->insert(QStringLiteral("credentialID"), credential.id);
        infos.append(*info);
    }
    QJsonObject body { { QStringLiteral("credentialIDs"), ids } };
    if (withInfo)
        body.insert(QStringLiteral("credentialInfos"), infos);
    if (onlyValid)
        body.insert(QStringLiteral("onlyValid"), true);
    return reply(200, body);
}

Outcome<RoamingReply> showCredential(Core& core, Call& call)
{
    const auto id = call.parameters.text("credentialID");
    const auto wanted = wantedFrom(call.parameters);
    if (call.parameters.refusal())
        return refuse(*call.parameters.refusal());
    const auto row
        = core.store->read([&](Session& session) { return core.credential(session, id, call.officer); });
    if (!row)
        return refuse(row.error());
    const auto shown = describe(core, row->credential, wanted, call.now);
    if (!shown)
        return refuse(shown.error());
    return reply(200, *shown);
}

} // namespace peraku::csc
