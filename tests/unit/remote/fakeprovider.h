#pragma once

#include "fakeserver.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace peraku::test {

/** A signing provider by the CSC's API over real HTTP, in either dialect, with the habits that providers
 * have. */
class FakeProvider {
public:
    using Sign = std::function<QByteArray(const QByteArray& digest)>;

    bool v1 = false;
    bool numbersAsStrings = false;
    bool listsInfos = true; ///< credentials/list holds the whole credentials.
    int emptyPages = 0; ///< So many pages of credentials/list name nobody and another page.
    QStringList methods { "info", "credentials/list", "credentials/info", "credentials/getChallenge",
        "credentials/authorize", "credentials/authorizeCheck", "credentials/extendTransaction",
        "signatures/signHash", "signatures/signPolling", "signatures/timestamp" };
    int challengeStatus = 200;
    int authorizePolls = 0; ///< How often authorizeCheck answers 202 before the SAD comes.
    int signPolls = 0;
    bool asynchronous = false; ///< Signs in the background where it is asked to.
    QByteArray pin = "246813";
    QByteArray code = "314159";
    QJsonObject intent; ///< Answer of /v1/signing-intents; empty = there is no such end point.
    QJsonObject challengeExtras;
    QList<QJsonObject> credentials;
    Sign sign = [](const QByteArray& digest) { return "signed:" + digest; };
    /** The next answer to a method, once, instead of its own. */
    QHash<QByteArray, QByteArray> instead;
    /** Methods whose answer never comes. */
    QList<QByteArray> mute;
    QByteArray extraHeaders; ///< "Peraku-Api: 1\r\n" makes it a treasury.

    struct Seen {
        QByteArray path;
        QByteArray head;
        QJsonObject body;
    };
    QList<Seen> seen;

    FakeProvider()
        : server([this](const QByteArray& request) { return answer(request); })
    {
    }
    FakeServer server;

    QList<QByteArray> paths() const
    {
        QList<QByteArray> list;
        for (const auto& entry : seen)
            list.append(entry.path);
        return list;
    }
    QJsonObject last(const QByteArray& method) const
    {
        for (auto entry = seen.crbegin(); entry != seen.crend(); ++entry) {
            if (entry->path.endsWith(method))
                return entry->body;
        }
        return {};
    }
    QByteArray error(
        int status, const char* name, const char* description = "", const char* headers = "") const
    {
        return reply(
            status, { { "error", name }, { "error_description", description } }, QByteArray(headers));
    }
    QByteArray reply(int status, const QJsonObject& body, const QByteArray& headers = {}) const
    {
        return FakeServer::http(status, QJsonDocument(body).toJson(QJsonDocument::Compact),
            "Content-Type: application/json\r\n" + extraHeaders + headers);
    }
    /** A credential as version 2 describes it; `certificate` in DER. */
    static QJsonObject credential(
        const QString& id, const QByteArray& certificate, const QString& expression = "PIN AND OTP")
    {
        return { { "credentialID", id },
            { "key",
                QJsonObject { { "status", "enabled" }, { "algo", QJsonArray { "1.2.840.113549.1.1.11" } },
                    { "len", 2048 } } },
            { "cert",
                QJsonObject { { "status", "valid" },
                    { "certificates", QJsonArray { QString::fromLatin1(certificate.toBase64()) } } } },
            { "auth",
                QJsonObject { { "mode", "explicit" }, { "expression", expression },
                    { "objects",
                        QJsonArray {
                            QJsonObject { { "type", "Password" }, { "id", "PIN" }, { "format", "N" } },
                            QJsonObject { { "type", "ChallengeResponse" }, { "id", "OTP" } } } } } },
            { "multisign", 10 } };
    }

private:
    QByteArray answer(const QByteArray& request)
    {
        const auto end = request.indexOf("\r\n\r\n");
        const auto words = request.left(request.indexOf("\r\n")).split(' ');
        const auto body = QJsonDocument::fromJson(request.mid(end + 4)).object();
        seen.append({ words.value(1), request.left(end), body });
        const QByteArray base = v1 ? "/csc/v1/" : "/csc/v2/";
        if (words.value(1) == "/v1/signing-intents")
            return intent.isEmpty() ? error(404, "not_found") : reply(201, intent);
        if (!words.value(1).startsWith(base))
            return FakeServer::http(404, "<html>no</html>", "Content-Type: text/html\r\n" + extraHeaders);
        const auto method = words.value(1).mid(base.size());
        if (mute.contains(method))
            return {};
        if (instead.contains(method))
            return instead.take(method);
        return own(method, body);
    }

    QByteArray own(const QByteArray& method, const QJsonObject& body)
    {
        if (method == "info")
            return reply(200,
                { { "specs", v1 ? "1.0.4.0" : "2.0.0.2" }, { "name", "Penyedia" },
                    { "asynchronousOperationMode", asynchronous },
                    { "methods", QJsonArray::fromStringList(methods) } });
        if (method == "credentials/list")
            return list();
        if (method == "credentials/info")
            return info(body["credentialID"].toString());
        if (method == "credentials/getChallenge" || method == "credentials/sendOTP") {
            if (challengeStatus == 204)
                return FakeServer::http(204, "", extraHeaders);
            QJsonObject challenge = challengeExtras;
            challenge.insert("challenge", "nonce-1");
            return reply(challengeStatus, challenge);
        }
        if (method == "credentials/authorize")
            return authorize(body);
        if (method == "credentials/authorizeCheck")
            return body["handle"] != "handle-1" ? error(400, "invalid_request", "Invalid parameter handle")
                : authorizePolls-- > 0          ? reply(202, { { "handle", "handle-1" } })
                                                : sad();
        if (method == "credentials/extendTransaction")
            return sad();
        if (method == "signatures/signHash")
            return signHash(body);
        if (method == "signatures/signPolling")
            return body["requestID"] != "response-1" ? error(400, "invalid_request", "Invalid requestID")
                : signPolls-- > 0                    ? reply(202, {})
                                                     : reply(200, { { "signatures", m_made } });
        if (method == "signatures/timestamp")
            return reply(200, { { "timestamp", QString::fromLatin1(QByteArray("token").toBase64()) } });
        return error(501, "not_implemented");
    }
    QJsonValue number(int value) const
    {
        return numbersAsStrings ? QJsonValue(QString::number(value)) : QJsonValue(value);
    }
    QByteArray list()
    {
        if (emptyPages > 0)
            return reply(200,
                { { "credentialIDs", QJsonArray() },
                    { "nextPageToken", --emptyPages % 2 == 0 ? "even" : "odd" } });
        QJsonArray ids, infos;
        for (auto entry : credentials) {
            ids.append(entry["credentialID"]);
            entry["multisign"] = number(entry["multisign"].toInt());
            infos.append(entry);
        }
        QJsonObject body { { "credentialIDs", ids } };
        if (listsInfos && !v1)
            body.insert("credentialInfos", infos);
        return reply(200, body);
    }
    QByteArray info(const QString& id) const
    {
        for (auto entry : credentials) {
            if (entry["credentialID"] != id)
                continue;
            entry.remove("credentialID");
            entry["multisign"] = number(entry["multisign"].toInt());
            if (v1) {
                entry.remove("auth");
                entry["authMode"] = "explicit";
                entry["PIN"] = QJsonObject { { "presence", "true" }, { "format", "N" } };
                entry["OTP"] = QJsonObject { { "presence", "true" }, { "type", "online" } };
            }
            return reply(200, entry);
        }
        return error(400, "invalid_request", "Invalid parameter credentialID");
    }
    QByteArray authorize(const QJsonObject& body)
    {
        QString givenPin = body["PIN"].toString(), givenCode = body["OTP"].toString();
        for (const auto& value : body["authData"].toArray())
            (value.toObject()["id"] == "PIN" ? givenPin : givenCode) = value.toObject()["value"].toString();
        if (givenPin.toLatin1() != pin || givenCode.toLatin1() != code)
            return v1 ? error(400, givenPin.toLatin1() != pin ? "invalid_pin" : "invalid_otp")
                      : error(400, "invalid_authentication_data");
        m_authorized = body[v1 ? "hash" : "hashes"].toArray();
        return authorizePolls > 0 ? reply(202, { { "handle", "handle-1" } }) : sad();
    }
    QByteArray sad() const { return reply(200, { { "SAD", "sad-1" }, { "expiresIn", number(60) } }); }
    QByteArray signHash(const QJsonObject& body)
    {
        const auto hashes = body[v1 ? "hash" : "hashes"].toArray();
        if (body["SAD"] != "sad-1" || hashes != m_authorized)
            return error(400, "invalid_request", "Hash is not authorized by the SAD");
        m_made = {};
        for (const auto& hash : hashes)
            m_made.append(
                QString::fromLatin1(sign(QByteArray::fromBase64(hash.toString().toLatin1())).toBase64()));
        if (body["operationMode"] == "A")
            return reply(200, { { "responseID", "response-1" } });
        return signPolls > 0 ? reply(202, { { "responseID", "response-1" } })
                             : reply(200, { { "signatures", m_made } });
    }

    QJsonArray m_authorized;
    QJsonArray m_made;
};

} // namespace peraku::test
