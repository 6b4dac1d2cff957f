#include "codec.h"
#include "secretjson.h"

#include <domain/statement.h>
#include <wire/requests.h>

namespace peraku::wire {

using domain::MediumRequest;
using domain::RequestKind;

namespace {

constexpr qsizetype mostRequests = 1000;
constexpr qsizetype mostCertificates = 100;

QString keyWord(domain::KeyKind kind)
{
    return kind == domain::KeyKind::Ec ? QStringLiteral("ec") : QStringLiteral("rsa");
}

QJsonObject toJson(const domain::MediumApplicant& officer)
{
    return { { QStringLiteral("ic"), officer.ic.digits() }, { QStringLiteral("name"), officer.name },
        { QStringLiteral("email"), officer.email }, { QStringLiteral("agency"), officer.agency },
        { QStringLiteral("accountingOffice"), officer.accountingOffice },
        { QStringLiteral("system"), officer.system } };
}

/** What the officer fills in. */
QJsonObject formOf(const MediumRequest& value)
{
    QJsonObject object { { QStringLiteral("kind"), toWire(value.kind) },
        { QStringLiteral("medium"), toWire(value.medium) } };
    QJsonArray certificates;
    for (const auto& certificate : value.certificates)
        certificates.append(certificate.value());
    object.insert(QStringLiteral("certificates"), certificates);
    if (!value.explanation.isEmpty())
        object.insert(QStringLiteral("explanation"), value.explanation);
    if (value.kind == RequestKind::Incident)
        object.insert(QStringLiteral("incident"), toWire(value.incident));
    if (!value.holder.ic.isEmpty())
        object.insert(
            QStringLiteral("holder"), QJsonObject { { QStringLiteral("ic"), value.holder.ic.digits() } });
    if (value.isApplication())
        object.insert(QStringLiteral("form"),
            QJsonObject { { QStringLiteral("keyKind"), keyWord(value.keyKind) },
                { QStringLiteral("email"), value.email }, { QStringLiteral("system"), value.system },
                { QStringLiteral("officeAddress"), value.officeAddress },
                { QStringLiteral("phone"), value.phone },
                { QStringLiteral("securityQuestion"), value.securityQuestion },
                { QStringLiteral("declared"), value.declared } });
    if (value.kind == RequestKind::AddMedium) {
        QJsonArray officers;
        for (const auto& officer : value.officers)
            officers.append(toJson(officer));
        object.insert(QStringLiteral("officers"), officers);
    }
    return object;
}

void readForm(JsonFields& fields, MediumRequest& request)
{
    request.kind = fields.word<RequestKind>("kind");
    request.medium = mediumOf(fields);
    for (const auto& name : textsOf(fields, "certificates", mostCertificates)) {
        if (!domain::isHex(name, 32))
            fields.wrong("certificates");
        request.certificates.append(domain::Sha256Hex(name));
    }
    request.explanation = fields.optionalText("explanation");
    if (request.kind == RequestKind::Incident)
        request.incident = fields.word<domain::IncidentKind>("incident");
    if (request.isApplication())
        fields.nested("form", [&](JsonFields& form) {
            const auto key = form.text("keyKind");
            if (key != QLatin1String("rsa") && key != QLatin1String("ec"))
                form.wrong("keyKind");
            request.keyKind = key == QLatin1String("ec") ? domain::KeyKind::Ec : domain::KeyKind::Rsa;
            request.email = form.text("email");
            request.system = form.text("system");
            request.officeAddress = form.text("officeAddress");
            request.phone = form.text("phone");
            request.securityQuestion = form.text("securityQuestion");
            request.declared = form.boolean("declared");
            form.refuseUnknown();
        });
    if (request.kind == RequestKind::AddMedium)
        fields.each("officers", 2 * domain::limits::requestOfficers, [&](JsonFields& officer) {
            request.officers.append({ officer.optionalIc("ic"), officer.text("name"), officer.text("email"),
                officer.text("agency"), officer.text("accountingOffice"), officer.text("system") });
            officer.refuseUnknown();
        });
}

QJsonObject toJson(const MediumRequest& value)
{
    auto object = formOf(value);
    object.insert(QStringLiteral("id"), value.id.value());
    object.insert(QStringLiteral("state"), toWire(value.state));
    object.insert(QStringLiteral("applicant"), domain::toJson(value.applicant));
    if (!value.holder.ic.isEmpty())
        object.insert(QStringLiteral("holder"), domain::toJson(value.holder));
    if (!value.registeredEmail.isEmpty())
        object.insert(QStringLiteral("registeredEmail"), value.registeredEmail);
    object.insert(QStringLiteral("createdAt"), domain::timeToJson(value.createdAt));
    if (value.confirmBy.isValid())
        object.insert(QStringLiteral("confirmBy"), domain::timeToJson(value.confirmBy));
    if (value.decidedAt.isValid()) {
        object.insert(QStringLiteral("decidedAt"), domain::timeToJson(value.decidedAt));
        object.insert(QStringLiteral("decidedBy"), value.decidedBy);
    }
    if (!value.refusal.isEmpty())
        object.insert(QStringLiteral("refusal"), value.refusal);
    if (!value.issuedSerial.isEmpty())
        object.insert(QStringLiteral("issuedSerial"), value.issuedSerial);
    return object;
}

Result<MediumRequest> requestFromJson(const QJsonObject& object)
{
    JsonFields fields(object);
    MediumRequest request;
    readForm(fields, request);
    request.id = domain::RequestId(fields.hex("id", 16));
    request.state = fields.word<domain::RequestState>("state");
    const auto applicant = domain::officerRefFromJson(fields.object("applicant"));
    if (applicant)
        request.applicant = *applicant;
    else
        fields.adopt(applicant.error());
    if (fields.has("holder")) {
        const auto holder = domain::officerRefFromJson(fields.object("holder"));
        if (holder)
            request.holder = *holder;
        else
            fields.adopt(holder.error());
    }
    request.registeredEmail = fields.optionalText("registeredEmail");
    request.createdAt = fields.time("createdAt");
    request.confirmBy = fields.optionalTime("confirmBy");
    request.decidedAt = fields.optionalTime("decidedAt");
    request.decidedBy = fields.optionalText("decidedBy");
    request.refusal = fields.optionalText("refusal");
    request.issuedSerial = fields.optionalText("issuedSerial", 64);
    if (fields.error())
        return fail(*fields.error());
    return request;
}

secret::SecureBuffer taken(SplitObject& split, const char* name)
{
    const auto found = split.secrets.find(name);
    return found == split.secrets.end() ? secret::SecureBuffer() : std::move(found->second);
}

Result<domain::HeldCertificate> heldFromJson(const QJsonObject& object)
{
    JsonFields fields(object);
    domain::HeldCertificate held { domain::Sha256Hex(fields.hex("sha256", 32)), mediumOf(fields),
        fields.text("serial", 64), fields.time("notBefore"), fields.time("notAfter"),
        fields.word<domain::HeldCertificate::State>("state") };
    if (fields.error())
        return fail(*fields.error());
    return held;
}

} // namespace

secret::SecureBuffer encode(const RequestBody& value)
{
    return joinSecrets({ { "pin", &value.pin }, { "securityAnswer", &value.securityAnswer } },
        compact(formOf(value.request)));
}

Result<RequestBody> decodeRequestBody(std::span<const std::byte> body)
{
    auto split = splitSecrets(body, { "pin", "securityAnswer" });
    if (!split)
        return fail(split.error());
    auto object = objectOf(split->rest);
    if (!object)
        return fail(object.error());
    RequestBody request;
    JsonFields fields(*object);
    readForm(fields, request.request);
    if (fields.has("holder"))
        fields.nested("holder", [&](JsonFields& holder) {
            request.request.holder.ic = holder.ic("ic");
            holder.refuseUnknown();
        });
    fields.refuseUnknown();
    if (fields.error())
        return fail(*fields.error());
    request.pin = taken(*split, "pin");
    request.securityAnswer = taken(*split, "securityAnswer");
    return request;
}

QByteArray encode(const MediumRequest& value)
{
    return compact(toJson(value));
}

Result<MediumRequest> decodeRequest(const QByteArray& body)
{
    auto object = objectOf(body);
    return object ? requestFromJson(*object) : Result<MediumRequest>(fail(object.error()));
}

QByteArray encode(const QList<MediumRequest>& value)
{
    QJsonArray requests;
    for (const auto& request : value)
        requests.append(toJson(request));
    return compact({ { QStringLiteral("requests"), requests } });
}

Result<QList<MediumRequest>> decodeRequests(const QByteArray& body)
{
    auto object = objectOf(body);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    auto requests = listOf<MediumRequest>(fields, "requests", mostRequests, requestFromJson);
    if (fields.error())
        return fail(*fields.error());
    return requests;
}

QByteArray encode(const RequestDecision& value)
{
    QJsonObject object { { QStringLiteral("action"), toWire(value.action) } };
    if (!value.reason.isEmpty())
        object.insert(QStringLiteral("reason"), value.reason);
    return compact(object);
}

Result<RequestDecision> decodeRequestDecision(const QByteArray& body)
{
    auto object = objectOf(body);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    RequestDecision decision { fields.word<domain::RequestAction>("action"), fields.optionalText("reason") };
    fields.refuseUnknown();
    if (fields.error())
        return fail(*fields.error());
    return decision;
}

QByteArray encode(const QList<domain::HeldCertificate>& value)
{
    QJsonArray certificates;
    for (const auto& held : value)
        certificates.append(QJsonObject { { QStringLiteral("sha256"), held.sha256.value() },
            { QStringLiteral("medium"), toWire(held.medium) }, { QStringLiteral("serial"), held.serialHex },
            { QStringLiteral("notBefore"), domain::timeToJson(held.notBefore) },
            { QStringLiteral("notAfter"), domain::timeToJson(held.notAfter) },
            { QStringLiteral("state"), toWire(held.state) } });
    return compact({ { QStringLiteral("certificates"), certificates } });
}

Result<QList<domain::HeldCertificate>> decodeHeldCertificates(const QByteArray& body)
{
    auto object = objectOf(body);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    auto certificates
        = listOf<domain::HeldCertificate>(fields, "certificates", mostCertificates, heldFromJson);
    if (fields.error())
        return fail(*fields.error());
    return certificates;
}

QByteArray encode(const Confirmation& value)
{
    return compact({ { QStringLiteral("kind"), toWire(value.kind) },
        { QStringLiteral("maskedEmail"), value.maskedEmail },
        { QStringLiteral("expiresAt"), domain::timeToJson(value.expiresAt) } });
}

Result<Confirmation> decodeConfirmation(const QByteArray& body)
{
    auto object = objectOf(body);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    Confirmation confirmation { fields.word<RequestKind>("kind"), fields.text("maskedEmail"),
        fields.time("expiresAt") };
    if (fields.error())
        return fail(*fields.error());
    return confirmation;
}

secret::SecureBuffer encodeConfirmationCode(const secret::SecureBuffer& code)
{
    return joinSecrets({ { "code", &code } }, "{}");
}

Result<secret::SecureBuffer> decodeConfirmationCode(std::span<const std::byte> body)
{
    auto split = secretsOnly(body, { "code" });
    return split ? split->take("code") : Result<secret::SecureBuffer>(fail(split.error()));
}

} // namespace peraku::wire
