#include "codec.h"

#include <QRegularExpression>

namespace peraku::wire {

using domain::ReferenceData;

namespace {

constexpr qsizetype mostItems = 100'000;
constexpr qsizetype mostSegments = 32;

template <typename T, typename Encode> QJsonArray arrayOf(const QList<T>& list, Encode encode)
{
    QJsonArray array;
    for (const auto& item : list)
        array.append(encode(item));
    return array;
}

/** Finishes a decoder: its value, or what was wrong. */
template <typename T> Result<T> finished(const JsonFields& fields, T value)
{
    if (fields.error())
        return fail(*fields.error());
    return value;
}

QJsonObject segmentRule(const domain::SegmentRule& rule)
{
    return { { QStringLiteral("key"), rule.key }, { QStringLiteral("labelMs"), rule.labelMs },
        { QStringLiteral("labelEn"), rule.labelEn }, { QStringLiteral("pattern"), rule.pattern },
        { QStringLiteral("maxLength"), rule.maxLength }, { QStringLiteral("required"), rule.required } };
}
Result<domain::SegmentRule> segmentRuleFrom(const QJsonObject& object)
{
    JsonFields fields(object, QStringLiteral("mask"));
    domain::SegmentRule rule { fields.text("key", 64), fields.text("labelMs"), fields.text("labelEn"),
        fields.text("pattern", 200), int(fields.integer("maxLength", 0, 120)), fields.boolean("required") };
    // A pattern that cannot be read would refuse every charge line, far from its cause.
    if (!QRegularExpression(rule.pattern).isValid())
        fields.wrong("pattern");
    return finished(fields, std::move(rule));
}

QJsonObject office(const domain::Office& office)
{
    return { { QStringLiteral("code"), office.code.value() }, { QStringLiteral("name"), office.name },
        { QStringLiteral("controllingOfficer"), office.controllingOfficer } };
}
Result<domain::Office> officeFrom(const QJsonObject& object)
{
    JsonFields fields(object, QStringLiteral("offices"));
    domain::Office office { domain::OfficeCode(fields.text("code", 8)), fields.text("name"),
        fields.text("controllingOfficer") };
    return finished(fields, std::move(office));
}

QJsonObject segmentValue(const domain::SegmentValue& value)
{
    return { { QStringLiteral("segment"), value.segment }, { QStringLiteral("code"), value.code },
        { QStringLiteral("name"), value.name } };
}
Result<domain::SegmentValue> segmentValueFrom(const QJsonObject& object)
{
    JsonFields fields(object, QStringLiteral("values"));
    domain::SegmentValue value { fields.text("segment", 64), fields.text("code", 64), fields.text("name") };
    return finished(fields, std::move(value));
}

QJsonObject bank(const domain::BankInfo& bank)
{
    return { { QStringLiteral("code"), bank.code }, { QStringLiteral("name"), bank.name },
        { QStringLiteral("accountMin"), bank.accountMin },
        { QStringLiteral("accountMax"), bank.accountMax } };
}
Result<domain::BankInfo> bankFrom(const QJsonObject& object)
{
    JsonFields fields(object, QStringLiteral("banks"));
    domain::BankInfo bank { fields.text("code", 64), fields.text("name"),
        int(fields.integer("accountMin", 1, 64)), int(fields.integer("accountMax", 1, 64)) };
    if (bank.accountMin > bank.accountMax)
        fields.wrong("accountMin");
    return finished(fields, std::move(bank));
}

QJsonObject payee(const domain::KnownPayee& payee)
{
    return { { QStringLiteral("name"), payee.name },
        { QStringLiteral("registrationId"), payee.registrationId },
        { QStringLiteral("bankCode"), payee.bankCode },
        { QStringLiteral("bankAccount"), payee.bankAccount } };
}
Result<domain::KnownPayee> payeeFrom(const QJsonObject& object)
{
    JsonFields fields(object, QStringLiteral("payees"));
    domain::KnownPayee payee { fields.text("name"), fields.text("registrationId"), fields.text("bankCode"),
        fields.text("bankAccount") };
    return finished(fields, std::move(payee));
}

QJsonObject reason(const domain::ReasonCode& reason)
{
    return { { QStringLiteral("code"), reason.code }, { QStringLiteral("textMs"), reason.textMs },
        { QStringLiteral("textEn"), reason.textEn }, { QStringLiteral("forQuery"), reason.forQuery },
        { QStringLiteral("forCancel"), reason.forCancel } };
}
Result<domain::ReasonCode> reasonFrom(const QJsonObject& object)
{
    JsonFields fields(object, QStringLiteral("reasons"));
    domain::ReasonCode reason { fields.text("code", 64), fields.text("textMs"), fields.text("textEn"),
        fields.boolean("forQuery"), fields.boolean("forCancel") };
    return finished(fields, std::move(reason));
}

} // namespace

QByteArray encode(const ReferenceData& value)
{
    QJsonArray processes;
    for (const int no : value.processes)
        processes.append(no);
    return compact({ { QStringLiteral("version"), value.version },
        { QStringLiteral("mask"), arrayOf(value.mask.segments, segmentRule) },
        { QStringLiteral("offices"), arrayOf(value.offices, office) },
        { QStringLiteral("values"), arrayOf(value.values, segmentValue) },
        { QStringLiteral("banks"), arrayOf(value.banks, bank) },
        { QStringLiteral("payees"), arrayOf(value.payees, payee) },
        { QStringLiteral("reasons"), arrayOf(value.reasons, reason) },
        { QStringLiteral("processes"), processes } });
}

Result<ReferenceData> decodeReference(const QByteArray& body)
{
    auto object = objectOf(body);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    ReferenceData reference;
    reference.version = fields.text("version", 64);
    reference.mask.segments = listOf<domain::SegmentRule>(fields, "mask", mostSegments, segmentRuleFrom);
    reference.offices = listOf<domain::Office>(fields, "offices", mostItems, officeFrom);
    reference.values = listOf<domain::SegmentValue>(fields, "values", mostItems, segmentValueFrom);
    reference.banks = listOf<domain::BankInfo>(fields, "banks", mostItems, bankFrom);
    reference.payees = listOf<domain::KnownPayee>(fields, "payees", mostItems, payeeFrom);
    reference.reasons = listOf<domain::ReasonCode>(fields, "reasons", mostItems, reasonFrom);
    for (const auto& no : fields.array("processes", 50)) {
        if (!no.isDouble() || no.toInt() < 1 || no.toInt() > 50)
            fields.wrong("processes");
        reference.processes.append(no.toInt());
    }
    return finished(fields, std::move(reference));
}

} // namespace peraku::wire
