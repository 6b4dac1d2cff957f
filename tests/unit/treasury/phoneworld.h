#pragma once

#include "world.h"

#include <secret/writer.h>
#include <treasury/roaming.h>
#include <wire/media.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <functional>

/** Phones, mail and one-time codes of the small state's officers. */
namespace peraku::test {

using namespace peraku::domain;
using secret::SecureBuffer;

inline SecureBuffer secretOf(const char* text)
{
    return SecureBuffer::copyOf(std::string_view(text));
}

/** Keeps what it is given, or refuses it. */
class Postbox : public treasury::Mailer {
public:
    struct Kept {
        QString to;
        QString text;
        QByteArray code; ///< Empty for ordinary mail.
    };
    QList<Kept> mails;
    std::optional<Error> refusal;
    int asked = 0;
    std::function<void()> meanwhile; ///< Called once, while the next mail is sent.

    Result<Done> send(const treasury::Mail& mail, const QDateTime&) override
    {
        ++asked;
        if (const auto work = std::exchange(meanwhile, nullptr))
            work();
        if (refusal)
            return fail(*refusal);
        const auto code = mail.code ? secret::textOf(*mail.code) : std::string_view();
        mails.append({ mail.to, mail.text, QByteArray(code.data(), qsizetype(code.size())) });
        return Done {};
    }
    QByteArrayList codes() const
    {
        QByteArrayList all;
        for (const auto& each : mails)
            all.append(each.code);
        return all;
    }
    /** The code mailed last. */
    QByteArray code() const
    {
        for (auto each = mails.crbegin(); each != mails.crend(); ++each) {
            if (!each->code.isEmpty())
                return each->code;
        }
        return {};
    }
};

inline treasury::Request secretRequest(
    World& world, const QByteArray& path, const Officer& officer, SecureBuffer body)
{
    auto request = world.request("POST", path, officer);
    request.headers.insert("content-type", "application/json");
    request.secretBody = std::move(body);
    return request;
}

inline treasury::Response askForPhone(World& world, const Officer& officer, const char* word = test::password)
{
    return world.handle(secretRequest(world, "/v1/me/phones", officer,
        wire::encode(wire::PhoneRequest { QStringLiteral("Telefon Aminah"), secretOf(word) })));
}

inline treasury::Response enrol(World& world, const Officer& officer, const QByteArray& code,
    const QString& address = QStringLiteral("10.0.0.9"))
{
    treasury::Request request;
    request.method = "POST";
    request.path = "/v1/phone/enrolment";
    request.headers.insert("content-type", "application/json");
    request.clientAddress = address;
    request.secretBody = wire::encode(wire::PhoneEnrolment { officer.ic, secretOf(code.constData()) });
    return world.handle(request);
}

struct TestPhone {
    QByteArray token;
    QString id;
};
inline TestPhone enrolledPhone(World& world, const Officer& officer)
{
    Postbox post;
    const auto asked = askForPhone(world, officer);
    if (asked.status != 202)
        qFatal("phone: %d %s", asked.status, asked.body.constData());
    if (!world.treasury->deliverCodes(post))
        qFatal("enrolment code");
    const auto answer = enrol(world, officer, post.code());
    if (answer.status != 201)
        qFatal("enrolment: %d %s", answer.status, answer.body.constData());
    const auto phone = wire::decodeEnrolledPhone(answer.secretBody.view()).value();
    const auto token = secret::textOf(phone.deviceToken);
    return { QByteArray(token.data(), qsizetype(token.size())), phone.id };
}

inline treasury::Response look(World& world, const TestPhone& phone)
{
    treasury::Request request;
    request.method = "GET";
    request.path = "/v1/phone/messages";
    request.headers.insert("authorization", "Bearer " + phone.token);
    return world.handle(request);
}

inline QJsonArray messagesOn(World& world, const TestPhone& phone)
{
    const auto answer = look(world, phone);
    if (answer.status != 200)
        qFatal("messages: %d", answer.status);
    const auto text = secret::textOf(answer.secretBody);
    return QJsonDocument::fromJson(QByteArray(text.data(), qsizetype(text.size())))
        .object()
        .value(QStringLiteral("messages"))
        .toArray();
}

inline void setChannel(World& world, const Officer& officer, OtpChannel channel)
{
    const auto answer
        = world.send("PUT", "/v1/me/signing-profile", officer, wire::encodeChannel(channel), -1);
    QCOMPARE(answer.status, 200);
    QCOMPARE(wire::decodeSigningProfile(answer.body)->channel, channel);
}

inline treasury::CodeMessage messageFor(World& world, const Officer& officer)
{
    treasury::CodeMessage message;
    message.officer = officer.ic;
    message.subject = QStringLiteral("Kod tandatangan");
    message.before = QStringLiteral("Kod: ");
    message.after = QStringLiteral("\n");
    message.nonceId = QStringLiteral("n1");
    message.summary = QStringLiteral("2 baucar, RM1,234.50");
    message.emailExpiresAt = world.clock.now.addSecs(300);
    message.appExpiresAt = world.clock.now.addSecs(120);
    return message;
}

/** Sessions outlast the hours that limits take. */
inline treasury::Config longSessions()
{
    auto config = World::fastConfig();
    config.accessTokenSeconds = 24 * 3600;
    return config;
}

} // namespace peraku::test
