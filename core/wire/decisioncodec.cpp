#include "codec.h"

#include <algorithm>

namespace peraku::wire {

namespace {

constexpr qsizetype largestStatement = 2 * 1024 * 1024;
constexpr qsizetype largestSignature = 64 * 1024;

} // namespace

domain::SigningMedium mediumOf(JsonFields& fields)
{
    const auto medium = domain::fromWire<domain::SigningMedium>(fields.text("medium", 32));
    if (!medium)
        fields.wrong("medium");
    return medium.value_or(domain::SigningMedium::Token);
}

QString nonceIdOf(JsonFields& fields)
{
    constexpr qsizetype longest = 128;
    const auto text = fields.optionalText("nonceId", longest);
    // Stored and shown, never looked into: only its spelling is judged.
    if (std::any_of(
            text.begin(), text.end(), [](QChar c) { return c.unicode() <= 0x20 || c.unicode() >= 0x7F; }))
        fields.wrong("nonceId");
    return text;
}

QByteArray encode(const DecisionBody& value)
{
    QJsonObject object { { QStringLiteral("action"), toWire(value.action) } };
    if (value.action == domain::Action::Certify) {
        object.insert(QStringLiteral("medium"), toWire(value.medium));
        object.insert(QStringLiteral("statement"), QString::fromLatin1(value.statement.toBase64()));
        object.insert(QStringLiteral("signature"), QString::fromLatin1(value.signature.toBase64()));
        if (!value.nonceId.isEmpty())
            object.insert(QStringLiteral("nonceId"), value.nonceId);
    } else {
        object.insert(QStringLiteral("reason"),
            QJsonObject { { QStringLiteral("code"), value.reason.code },
                { QStringLiteral("text"), value.reason.text } });
    }
    return compact(object);
}

Result<DecisionBody> decodeDecisionBody(const QByteArray& body)
{
    auto object = objectOf(body);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    DecisionBody decision;
    decision.action = fields.word<domain::Action>("action");
    if (decision.action == domain::Action::Certify) {
        decision.medium = mediumOf(fields);
        decision.statement = fields.bytes("statement", largestStatement);
        decision.signature = fields.bytes("signature", largestSignature);
        decision.nonceId = nonceIdOf(fields);
    } else if (decision.action == domain::Action::Query || decision.action == domain::Action::Cancel) {
        JsonFields reason(fields.object("reason"), QStringLiteral("reason"));
        decision.reason = { reason.text("code", 64), reason.text("text") };
        reason.refuseUnknown();
        if (reason.error())
            fields.adopt(*reason.error());
    } else {
        fields.wrong("action");
    }
    fields.refuseUnknown();
    if (fields.error())
        return fail(*fields.error());
    return decision;
}

} // namespace peraku::wire
