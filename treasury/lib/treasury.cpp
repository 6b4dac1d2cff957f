#include "auditedrows.h"
#include "idempotency.h"
#include "metadata.h"
#include "replies.h"
#include "treasuryprivate.h"

#include <wire/messages.h>

#include <resources/resources.h>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;

namespace {

/** Matches a pattern against the path; the parts that '*' stood for. */
std::optional<QStringList> match(const QByteArray& pattern, const QByteArray& path)
{
    const auto wanted = pattern.split('/');
    const auto given = path.split('/');
    if (wanted.size() != given.size())
        return std::nullopt;
    QStringList args;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (wanted.at(i) == "*" && !given.at(i).isEmpty())
            args.append(QString::fromLatin1(given.at(i)));
        else if (wanted.at(i) != given.at(i))
            return std::nullopt;
    }
    return args;
}

bool isJsonBody(const Request& request)
{
    const auto type = request.header("content-type").split(';').first().trimmed().toLower();
    return type == "application/json";
}

} // namespace

QByteArray bearerOf(const Request& request)
{
    const auto header = request.header("authorization");
    return header.left(7).toLower() == "bearer " ? header.mid(7).trimmed() : QByteArray();
}

std::optional<Response> Treasury::Private::identify(const Route& route, Call& call)
{
    if (route.access == Access::Public)
        return std::nullopt;
    const auto token = bearerOf(call.request);
    if (token.isEmpty())
        return unauthorisedReply();
    auto found = context.database->read([&](Connection& connection) -> Result<std::optional<OfficerAccount>> {
        auto live = Sessions(connection, context.config, context.ports.rng).find(token, call.now);
        if (!live)
            return fail(live.error());
        if (!*live)
            return std::optional<OfficerAccount>();
        call.session = (*live)->session;
        call.device = (*live)->device;
        return Officers(connection).find((*live)->ic);
    });
    if (!found)
        return problemReply(found.error());
    if (!*found || !(*found)->active)
        return unauthorisedReply();
    call.caller = std::move(**found);
    if (call.caller.mustChange && route.access != Access::NewOfficer)
        return problemReply({ ErrorCode::PasswordMustChange, {}, {}, false, 0 });
    return std::nullopt;
}

Response Treasury::Private::serveKeyed(const Route& route, Call& call)
{
    const auto key = IdempotencyRecords::keyOf(call.request);
    if (key.isEmpty())
        return preconditionReply(Precondition::IdempotencyKeyRequired);
    const auto fingerprint = IdempotencyRecords::fingerprint(call.request);
    auto response = context.database->write([&](Connection& connection) {
        IdempotencyRecords records(connection);
        auto known = records.find(call.officer().ic, key);
        if (!known)
            return problemReply(known.error());
        if (*known) {
            if ((*known)->request != fingerprint)
                return preconditionReply(Precondition::IdempotencyKeyReused);
            return std::move((*known)->response);
        }
        call.connection = &connection;
        auto answer = route.run(call);
        // Only what took effect is remembered: a refusal changed nothing and may be overcome under the same
        // key.
        if (answer.status < 300 && call.keepsAnswer) {
            if (auto kept = records.keep(call.officer().ic, key, fingerprint, answer, call.now); !kept)
                return problemReply(kept.error());
        }
        return answer;
    });
    return response ? std::move(*response) : problemReply(response.error());
}

Response Treasury::Private::serve(const Route& route, Call& call)
{
    if (call.request.bodyTooLarge)
        return preconditionReply(Precondition::BodyTooLarge);
    const bool hasBody = !call.request.body.isEmpty() || !call.request.secretBody.isEmpty();
    const auto& path = call.request.path;
    // An upload says what it is; a confirmation may come from the form in a browser.
    const bool named = path.startsWith("/v1/attachments/") || path.startsWith("/v1/confirmations/");
    const bool json = (path.startsWith("/v1/") && !named) || path.startsWith("/csc/v2/");
    if (hasBody && json && !isJsonBody(call.request))
        return preconditionReply(Precondition::MediaTypeUnsupported, QStringLiteral("application/json"));
    if (auto refused = identify(route, call))
        return std::move(*refused);
    switch (route.work) {
    case Work::Own:
        return route.run(call);
    case Work::Keyed:
        return serveKeyed(route, call);
    case Work::Read:
        break;
    }
    auto response = context.database->read([&](Connection& connection) -> Result<Response> {
        call.connection = &connection;
        return route.run(call);
    });
    return response ? std::move(*response) : problemReply(response.error());
}

Response Treasury::Private::dispatch(const Request& request, const QDateTime& now)
{
    QByteArrayList allowed;
    for (const auto& route : routes()) {
        auto args = match(route.pattern, request.path);
        if (!args)
            continue;
        if (request.method == route.method) {
            Call call { context, request, now, *args, {}, 0, {}, nullptr };
            return serve(route, call);
        }
        allowed.append(route.method);
    }
    if (allowed.isEmpty())
        return problemReply({ ErrorCode::NotFound, QStringLiteral("path"), {}, false, 0 });
    auto response = preconditionReply(Precondition::MethodNotAllowed);
    response.addHeader("Allow", allowed.join(", "));
    return response;
}

Treasury::Treasury(std::unique_ptr<Private> d)
    : m_d(std::move(d))
{
}

Treasury::~Treasury() = default;

Result<std::unique_ptr<Treasury>> Treasury::open(
    const QString& databasePath, const Config& config, Ports ports)
{
    auto catalogue = domain::ProcessCatalogue::fromCsv(resources::processCatalogueCsv());
    if (!catalogue)
        return fail(catalogue.error());
    auto database = Database::open(databasePath, Database::Mode::Existing, config.readers);
    if (!database)
        return fail(database.error());
    auto metadata = (*database)->read([](Connection& connection) { return readMetadata(connection); });
    if (!metadata)
        return fail(metadata.error());
    auto covered = (*database)->write(
        [&](Connection& connection) { return coverRows(connection, ports.clock.nowUtc()); });
    if (!covered)
        return fail(covered.error());
    if (metadata->referenceBody.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("the treasury has no reference data"));
    auto reference = wire::decodeReference(metadata->referenceBody);
    if (!reference)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("reference data: ") + reference.error().detail);

    const auto salt = ports.rng.bytes(16).toBase64();
    const auto key = ports.rng.bytes(32).toBase64();
    auto d = std::unique_ptr<Private>(new Private { Context { config, ports, std::move(*database),
        std::move(*catalogue), *reference, metadata->referenceBody, '"' + reference->version.toLatin1() + '"',
        metadata->feedEpoch, metadata->cursorKey, AddressLimiter(config.loginsPerMinutePerAddress),
        "scrypt$" + QByteArray::number(config.scryptLogN) + "$8$1$" + salt + '$' + key } });
    auto& context = d->context;
    context.courier = std::make_unique<Courier>(*context.database, ports.clock, ports.rng);
    context.enrolments = std::make_unique<PhoneEnrolments>(ports.rng);
    return std::unique_ptr<Treasury>(new Treasury(std::move(d)));
}

void Treasury::attach(RoamingEndpoints& roaming)
{
    m_d->context.roaming = &roaming;
}

void Treasury::attachCredentials(RoamingAdministration& credentials)
{
    m_d->context.credentials = &credentials;
}

CodeCourier& Treasury::courier()
{
    return *m_d->context.courier;
}

namespace {

/** What every answer carries, however it came about. */
Response finished(const Request& request, Response response, const QDateTime& now)
{
    if (request.path.startsWith("/csc/v2/"))
        speakCsc(response);
    response.addHeader("Peraku-Api", QByteArray::number(wire::apiVersion));
    response.addHeader("Peraku-Time", now.toUTC().toString(Qt::ISODateWithMs).toLatin1());
    if (response.header("cache-control").isEmpty() && request.path.startsWith("/v1/"))
        response.addHeader("Cache-Control", "private, no-cache");
    return response;
}

} // namespace

Response Treasury::handle(const Request& request)
{
    const auto now = m_d->context.ports.clock.nowUtc();
    return finished(request, m_d->dispatch(request, now), now);
}

std::optional<Response> Treasury::refuseUnread(const Request& header)
{
    const auto now = m_d->context.ports.clock.nowUtc();
    for (const auto& route : routes()) {
        auto args = match(route.pattern, header.path);
        if (!args || header.method != route.method)
            continue;
        Call call { m_d->context, header, now, *args, {}, 0, {}, nullptr };
        auto refused = m_d->identify(route, call);
        return refused ? std::optional(finished(header, std::move(*refused), now)) : std::nullopt;
    }
    // What leads nowhere gets no room in wiped memory either.
    return Request::carriesSecret(header.path) ? std::optional(handle(header)) : std::nullopt;
}

} // namespace peraku::treasury
