#include "codec.h"

namespace peraku::wire {

namespace {
constexpr qsizetype mostOffices = 1000;
constexpr qsizetype mostRoles = 16;
} // namespace

Result<QJsonObject> objectOf(const QByteArray& body)
{
    auto json = domain::parseStrictJson(body, maxBodyBytes);
    if (!json)
        return fail(json.error());
    if (!json->isObject())
        return fail(ErrorCode::ProtocolError, QStringLiteral("body is not an object"));
    return json->toObject();
}

QStringList textsOf(JsonFields& fields, const char* key, qsizetype maxItems)
{
    QStringList texts;
    for (const auto& item : fields.array(key, maxItems)) {
        if (!item.isString())
            fields.wrong(key);
        texts.append(item.toString());
    }
    return texts;
}

QJsonObject toJson(const domain::Officer& officer)
{
    QJsonArray roles;
    for (const auto role : officer.roles)
        roles.append(toWire(role));
    QJsonArray served;
    for (const auto& office : officer.servedOffices)
        served.append(office.value());
    QJsonObject object { { QStringLiteral("ic"), officer.ic.digits() },
        { QStringLiteral("name"), officer.name }, { QStringLiteral("email"), officer.email },
        { QStringLiteral("post"), officer.post }, { QStringLiteral("office"), officer.office.value() },
        { QStringLiteral("roles"), roles }, { QStringLiteral("servedOffices"), served } };
    if (officer.limit)
        object.insert(QStringLiteral("limit"), officer.limit->toDecimal());
    return object;
}

Result<domain::Officer> officerFromJson(const QJsonObject& object)
{
    JsonFields fields(object);
    domain::Officer officer;
    officer.ic = fields.ic("ic");
    officer.name = fields.text("name");
    officer.email = fields.text("email");
    officer.post = fields.text("post");
    officer.office = domain::OfficeCode(fields.text("office", 8));
    for (const auto& word : textsOf(fields, "roles", mostRoles)) {
        const auto role = domain::fromWire<domain::Role>(word);
        // A role of a later version gives no right here; the officer stays usable.
        if (role)
            officer.roles.append(*role);
    }
    for (const auto& code : textsOf(fields, "servedOffices", mostOffices))
        officer.servedOffices.append(domain::OfficeCode(code));
    if (fields.has("limit"))
        officer.limit = fields.money("limit");
    if (fields.error())
        return fail(*fields.error());
    return officer;
}

QByteArray encode(const domain::Officer& value)
{
    return compact(toJson(value));
}

Result<domain::Officer> decodeOfficer(const QByteArray& body)
{
    auto object = objectOf(body);
    return object ? officerFromJson(*object) : Result<domain::Officer>(fail(object.error()));
}

} // namespace peraku::wire
