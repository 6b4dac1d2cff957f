#include "methods.h"

#include <domain/canonical.h>

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <iterator>

namespace peraku::csc {

using domain::ErrorCode;
using domain::fail;
using treasury::RoamingCall;
using treasury::RoamingReply;

namespace {

struct MethodRow {
    const char* name;
    Method run;
    bool secrets; ///< Its body is small and may hold PIN, code or SAD.
};
constexpr MethodRow methods[] = {
    { "info", info, true },
    { "credentials/list", listCredentials, true },
    { "credentials/info", showCredential, true },
    { "credentials/getChallenge", getChallenge, true },
    { "credentials/authorize", authorise, true },
    { "credentials/authorizeCheck", checkAuthorisation, true },
    { "credentials/extendTransaction", extendTransaction, true },
    { "signatures/signHash", signHash, true },
    { "signatures/signPolling", pollSignature, true },
    { "signatures/timestamp", timestamp, true },
    { "signing-intents", declareIntent, false },
};

Outcome<wire::CscRequest> requestOf(const MethodRow& method, const RoamingCall& call)
{
    const auto& body = call.body;
    if (method.secrets) {
        auto request = wire::decodeCscRequest(body.view());
        if (!request)
            return refuse(Refusal::request(QStringLiteral("Malformed request: ") + request.error().detail));
        return std::move(*request);
    }
    const auto json = domain::parseStrictJson(body.isEmpty()
            ? call.plainBody
            : QByteArray::fromRawData(reinterpret_cast<const char*>(body.bytes()), qsizetype(body.size())));
    if (!json || !json->isObject())
        return refuse(Refusal::request(QStringLiteral("Malformed request: ")
            + (json ? QStringLiteral("no object") : json.error().detail)));
    return wire::CscRequest { json->toObject(), std::nullopt, std::nullopt };
}

} // namespace

Outcome<RoamingReply> info(Core&, Call& call)
{
    call.parameters.optionalText("lang", 16);
    if (call.parameters.refusal())
        return refuse(*call.parameters.refusal());
    QJsonArray names;
    for (const auto& method : methods) {
        if (method.secrets)
            names.append(QLatin1String(method.name));
    }
    return reply(200,
        { { QStringLiteral("specs"), QStringLiteral("2.0.0.2") },
            { QStringLiteral("name"), QStringLiteral("Peraku Roaming") },
            { QStringLiteral("logo"), QString() }, { QStringLiteral("region"), QStringLiteral("MY") },
            { QStringLiteral("lang"), QStringLiteral("ms") },
            { QStringLiteral("description"),
                QStringLiteral(
                    "Tandatangan roaming dengan PIN dan kod sekali guna / roaming signatures by PIN and "
                    "one-time code") },
            { QStringLiteral("authType"), QJsonArray { QStringLiteral("external") } },
            { QStringLiteral("asynchronousOperationMode"), true }, { QStringLiteral("methods"), names },
            { QStringLiteral("validationInfo"), false },
            { QStringLiteral("signAlgorithms"),
                QJsonObject { { QStringLiteral("algos"),
                    QJsonArray { QStringLiteral("1.2.840.113549.1.1.1"),
                        QStringLiteral("1.2.840.113549.1.1.11"), QStringLiteral("1.2.840.113549.1.1.10"),
                        QStringLiteral("1.2.840.10045.4.3.2") } } } },
            { QStringLiteral("signature_formats"),
                QJsonObject { { QStringLiteral("formats"), QJsonArray() },
                    { QStringLiteral("envelope_properties"), QJsonArray() } } },
            { QStringLiteral("conformance_levels"), QJsonArray() } });
}

Service::Service(std::unique_ptr<Core> core)
    : m_core(std::move(core))
{
}

Service::~Service() = default;

Result<std::unique_ptr<Service>> Service::open(
    const QString& databasePath, const ServiceOptions& options, ServicePorts ports)
{
    auto store = Store::open(databasePath);
    if (!store)
        return fail(store.error());
    // What a previous run did not finish never will be; whoever asks must be told.
    const Refusal interrupted({ ErrorCode::Internal, {}, {}, true, 0 });
    auto closed = (*store)->write([&](Session& session) {
        return session.run("UPDATE operation SET state = ?, result = ? WHERE state = ?", Failed,
            QJsonDocument(interrupted.toJson()).toJson(QJsonDocument::Compact), Running);
    });
    if (!closed)
        return fail(closed.error());
    auto core = std::make_unique<Core>(options, std::move(ports), std::move(*store));
    // The pepper is made or found now, so that a token without MACs is told at once.
    if (auto tried = core->pins.codeRecord({}, {}, {}, {}); !tried)
        return fail(tried.error());
    return std::unique_ptr<Service>(new Service(std::move(core)));
}

RoamingReply Service::handle(RoamingCall call)
{
    const auto* method = std::find_if(std::begin(methods), std::end(methods),
        [&](const MethodRow& row) { return call.method == row.name; });
    if (method == std::end(methods))
        return reply(
            { 501, "invalid_request", QStringLiteral("This method is not offered"), ErrorCode::NotFound });
    auto request = requestOf(*method, call);
    if (!request)
        return reply(request.error());
    Parameters parameters(request->fields);
    Call inside { call.officer, call.now, parameters, *request };
    auto answer = method->run(*m_core, inside);
    return answer ? std::move(*answer) : reply(answer.error());
}

Result<Done> Service::expire()
{
    constexpr qint64 dayMs = 24LL * 3600 * 1000;
    const auto now = m_core->ports.clock.nowUtc().toMSecsSinceEpoch();
    return m_core->store->write([&](Session& session) -> Result<Done> {
        for (const auto* lapsed :
            { "DELETE FROM intent WHERE expires_at < ?", "DELETE FROM authorisation WHERE expires_at < ?",
                "DELETE FROM operation WHERE expires_at < ?" }) {
            if (auto done = session.run(lapsed, now); !done)
                return done;
        }
        // The rate limit looks an hour back.
        return session.run("DELETE FROM challenge WHERE sent_at < ?", now - dayMs);
    });
}

} // namespace peraku::csc
