#include "codes.h"
#include "methods.h"

#include <wire/cscrequest.h>

#include <QJsonDocument>

namespace peraku::csc {

using domain::ErrorCode;
using secret::SecureBuffer;
using treasury::RoamingReply;

namespace {

constexpr qint64 minuteMs = 60 * 1000;
constexpr std::size_t codeDigits = 6;
constexpr std::size_t longestPin = 64;

/** What an authorisation is asked with. */
struct Wanted {
    QString credential;
    QByteArray hashes; ///< hashSet()
    SecureBuffer pin;
    SecureBuffer code;
};

/** A try that was counted and whose code was burned, still to be evaluated. */
struct Attempt {
    CredentialRow row;
    QString nonce;
    QByteArray record; ///< Of the code.
};

Outcome<Wanted> readWanted(Core& core, Call& call)
{
    auto& parameters = call.parameters;
    Wanted wanted;
    wanted.credential = parameters.text("credentialID");
    const auto count = parameters.integer("numSignatures");
    if (!parameters.refusal() && count < 1)
        parameters.wrong(Refusal::request(QStringLiteral("Invalid value for parameter numSignatures")));
    if (!parameters.refusal() && count > core.options.multisign)
        parameters.wrong(Refusal::request(QStringLiteral("Numbers of signatures is too high")));
    const auto hashes = parameters.hashes(core.options.multisign);
    if (!parameters.refusal() && hashes.size() != count)
        parameters.wrong(Refusal::request(QStringLiteral("numSignatures is not the number of hashes")));
    if (parameters.text("hashAlgorithmOID") != QLatin1String(sha256Oid))
        parameters.wrong(Refusal::invalid("hashAlgorithmOID"));
    parameters.optionalText("description", 500);
    parameters.optionalText("clientData", 1000);
    if (parameters.refusal())
        return refuse(*parameters.refusal());
    wanted.hashes = hashSet(hashes);
    if (!call.request.authData)
        return refuse(Refusal::parameter("array", "authData"));
    for (auto& datum : *call.request.authData) {
        auto* target = datum.id == QLatin1String("PIN") ? &wanted.pin
            : datum.id == QLatin1String("OTP")          ? &wanted.code
                                                        : nullptr;
        if (!target || !target->isEmpty())
            return refuse(Refusal::invalid("authData"));
        *target = std::move(datum.value);
    }
    if (wanted.pin.isEmpty() || wanted.code.isEmpty())
        return refuse(Refusal::request(QStringLiteral("authData wants PIN and OTP")));
    return wanted;
}

/** In one transaction: the code is burned and the try counts as failed, before anyone looks at either. */
Outcome<Attempt> begin(Core& core, Session& session, const Wanted& wanted, const Call& call)
{
    auto row = core.credential(session, wanted.credential, call.officer);
    if (!row)
        return refuse(row.error());
    if (auto good = core.checkState(*row); !good)
        return refuse(good.error());
    const auto nowMs = call.now.toMSecsSinceEpoch();
    const auto recent
        = session.number("SELECT COUNT(*) FROM event WHERE credential = ? AND action = 'tried' AND at > ?",
            wanted.credential, nowMs - minuteMs);
    if (!recent)
        return refuse(recent.error());
    if (*recent >= core.options.authorisationsPerMinute)
        return refuse(Refusal::tooMany(int(minuteMs / 1000)));
    // Only the code for exactly these hashes is burned: a mistaken call must not cost the officer's code.
    auto attempt = session.one(
        "UPDATE challenge SET state = 1 WHERE credential = ? AND state = 0 AND expires_at > ? AND hashes = ? "
        "RETURNING nonce, code",
        [&](Row& found) {
            return Attempt { *row, found.text(0), found.blob(1) };
        },
        wanted.credential, nowMs, wanted.hashes);
    if (!attempt)
        return refuse(attempt.error());
    if (!*attempt)
        return refuse({ 400, "invalid_otp",
            QStringLiteral("No one-time code is outstanding for these hashes: it was used or has lapsed"),
            ErrorCode::OtpRefused });
    auto written = core.credentials(session).countFailure(wanted.credential);
    if (written)
        written = note(
            session, { call.now, wanted.credential, "tried", (*attempt)->nonce, wanted.hashes.size() / 32 });
    if (!written)
        return refuse(written.error());
    return std::move(**attempt);
}

/** Looks at both, always, so that neither the answer nor its time tells which was wrong. */
Outcome<Done> compare(Core& core, const Attempt& attempt, const Wanted& wanted)
{
    const auto code = core.pins.codeRecord(wanted.code, wanted.credential, attempt.nonce, wanted.hashes);
    if (!code)
        return refuse(code.error());
    const auto pin = core.pins.matches(attempt.row.pinRecord, wanted.pin);
    if (!pin)
        return refuse(pin.error());
    const bool codeIsRight = wanted.code.size() == codeDigits && equal(*code, attempt.record);
    if (!*pin || !codeIsRight || wanted.pin.size() > longestPin)
        return refuse(Refusal::wrongAuthentication());
    return Done {};
}

Outcome<Done> evaluate(Core& core, const Attempt& attempt, const Wanted& wanted)
{
    auto good = compare(core, attempt, wanted);
    // An HSM that does not answer is no fault of the officer's, so the try does not count.
    if (!good && good.error().code != ErrorCode::AuthorisationRefused)
        std::ignore = core.store->write([&](Session& session) {
            return core.credentials(session).forgiveFailure(attempt.row.credential.id);
        });
    return good;
}

/** The try was good: it no longer counts, unless the credential was changed meanwhile. */
Outcome<Done> grant(Core& core, Session& session, const Attempt& attempt, const QDateTime& now)
{
    const auto& id = attempt.row.credential.id;
    auto credentials = core.credentials(session);
    auto written = credentials.forgiveFailure(id);
    if (!written)
        return refuse(written.error());
    const auto row = credentials.find(id);
    if (!row)
        return refuse(row.error());
    if (auto good = core.checkState(**row); !good)
        return good;
    written = credentials.noteGood(id, now);
    if (written)
        written = note(session, { now, id, "authorised", attempt.nonce });
    if (!written)
        return refuse(written.error());
    return Done {};
}

Outcome<SecureBuffer> issueSad(
    Core& core, Session& session, const Authorisation& authorisation, const QDateTime& now)
{
    auto sad = newSad(core.ports.rng);
    const auto last = authorisation.begunAt.addSecs(core.options.transactionSeconds);
    const auto expires = std::min(now.addSecs(core.options.sadSeconds), last);
    auto written = session.run("INSERT INTO authorisation (sad, credential, nonce, hashes, begun_at, "
                               "expires_at) VALUES (?, ?, ?, ?, ?, ?)",
        hashOf(sad), authorisation.credential, authorisation.nonce, authorisation.hashes,
        authorisation.begunAt.toMSecsSinceEpoch(), expires.toMSecsSinceEpoch());
    if (!written)
        return refuse(written.error());
    return sad;
}

/** {"SAD":"...","expiresIn":300}, written into wiped memory; a SAD has no character that JSON escapes. */
RoamingReply sadReply(const SecureBuffer& sad, int expiresIn)
{
    const auto tail = QByteArray("\",\"expiresIn\":") + QByteArray::number(expiresIn) + '}';
    constexpr std::string_view head = "{\"SAD\":\"";
    RoamingReply reply;
    reply.secretBody = SecureBuffer(head.size() + sad.size() + std::size_t(tail.size()));
    auto* at = std::ranges::copy(std::as_bytes(std::span(head)), reply.secretBody.data()).out;
    at = std::ranges::copy(sad.view(), at).out;
    std::ranges::copy(std::as_bytes(std::span(tail.constData(), std::size_t(tail.size()))), at);
    return reply;
}

RoamingReply handleReply(const QString& handle)
{
    return reply(202, { { QStringLiteral("handle"), handle } });
}

/** Evaluated in the background; authorizeCheck fetches the SAD, which exists from that moment on only. */
Outcome<RoamingReply> authoriseLater(Core& core, Attempt attempt, Wanted wanted, const Call& call)
{
    const auto handle = core.ports.rng.hex(16);
    auto written = core.store->write([&](Session& session) {
        return session.run("INSERT INTO operation (id, kind, credential, nonce, hashes, expires_at) VALUES "
                           "(?, 'authorise', ?, ?, ?, "
                           "?)",
            handle, wanted.credential, attempt.nonce, wanted.hashes,
            call.now.addSecs(core.options.sadSeconds).toMSecsSinceEpoch());
    });
    if (!written)
        return refuse(written.error());
    const auto shared = std::make_shared<std::pair<Attempt, Wanted>>(std::move(attempt), std::move(wanted));
    core.queue.post([&core, shared, handle] {
        auto good = evaluate(core, shared->first, shared->second);
        // Whatever cannot be stored leaves the operation running until it lapses, with the try still counted.
        std::ignore = core.store->write([&](Session& session) -> Result<Done> {
            Outcome<Done> granted = good;
            if (granted)
                granted = grant(core, session, shared->first, core.ports.clock.nowUtc());
            const auto result = granted
                ? QByteArray()
                : QJsonDocument(granted.error().toJson()).toJson(QJsonDocument::Compact);
            return session.run("UPDATE operation SET state = ?2, result = ?3 WHERE id = ?1", handle,
                granted ? Granted : Failed, result);
        });
    });
    return handleReply(handle);
}

/** Counts who evaluates at the moment. */
class Evaluating {
public:
    explicit Evaluating(std::atomic<int>& count)
        : m_count(count)
        , m_before(count++)
    {
    }
    ~Evaluating() { --m_count; }
    Evaluating(const Evaluating&) = delete;
    Evaluating& operator=(const Evaluating&) = delete;
    int before() const { return m_before; }

private:
    std::atomic<int>& m_count;
    int m_before;
};

} // namespace

Outcome<RoamingReply> authorise(Core& core, Call& call)
{
    const bool later = call.parameters.word("operationMode", { QStringLiteral("S"), QStringLiteral("A") })
        == QLatin1String("A");
    auto wanted = readWanted(core, call);
    if (!wanted)
        return refuse(wanted.error());
    if (auto row = core.usable(wanted->credential, call.officer, call.now); !row)
        return refuse(row.error());
    auto attempt = core.store->write([&](Session& session) { return begin(core, session, *wanted, call); });
    if (!attempt)
        return refuse(attempt.error());
    const Evaluating evaluating(core.evaluating);
    if (later || evaluating.before() >= core.options.busyAt)
        return authoriseLater(core, std::move(*attempt), std::move(*wanted), call);
    if (auto good = evaluate(core, *attempt, *wanted); !good)
        return refuse(good.error());
    auto sad = core.store->write([&](Session& session) -> Outcome<SecureBuffer> {
        if (auto granted = grant(core, session, *attempt, call.now); !granted)
            return refuse(granted.error());
        return issueSad(
            core, session, { wanted->credential, attempt->nonce, wanted->hashes, call.now }, call.now);
    });
    if (!sad)
        return refuse(sad.error());
    return sadReply(*sad, core.options.sadSeconds);
}

Outcome<RoamingReply> checkAuthorisation(Core& core, Call& call)
{
    const auto handle = call.parameters.text("handle");
    if (call.parameters.refusal())
        return refuse(*call.parameters.refusal());
    struct Operation {
        Authorisation authorisation;
        OperationState state;
        QByteArray result;
    };
    // Granted once, fetched once: the operation goes with the SAD that comes of it.
    std::optional<SecureBuffer> sad;
    auto operation = core.store->write([&](Session& session) -> Outcome<Operation> {
        auto found = session.one(
            "SELECT o.credential, o.nonce, o.hashes, o.state, o.result FROM operation o JOIN credential c ON "
            "c.id = "
            "o.credential WHERE o.id = ? AND o.kind = 'authorise' AND c.ic = ? AND o.expires_at > ?",
            [&](Row& row) {
                return Operation { { row.text(0), row.text(1), row.blob(2), call.now },
                    OperationState(row.integer(3)), row.blob(4) };
            },
            handle, call.officer.digits(), call.now.toMSecsSinceEpoch());
        if (!found)
            return refuse(found.error());
        if (!*found)
            return refuse(Refusal::invalid("handle"));
        if ((*found)->state != Granted)
            return std::move(**found);
        auto made = issueSad(core, session, (*found)->authorisation, call.now);
        if (!made)
            return refuse(made.error());
        if (auto gone = session.run("DELETE FROM operation WHERE id = ?", handle); !gone)
            return refuse(gone.error());
        sad = std::move(*made);
        return std::move(**found);
    });
    if (!operation)
        return refuse(operation.error());
    if (sad)
        return sadReply(*sad, core.options.sadSeconds);
    if (operation->state == Failed)
        return refuse(Refusal::fromJson(QJsonDocument::fromJson(operation->result).object()));
    return handleReply(handle);
}

Outcome<Authorisation> burnSad(Core& core, Session& session, const Call& call, const QString& credential,
    const std::optional<QByteArray>& hashes)
{
    if (!call.request.sad)
        return refuse(Refusal::parameter("string", "SAD"));
    auto row = core.credential(session, credential, call.officer);
    if (!row)
        return refuse(row.error());
    if (auto good = core.checkState(*row); !good)
        return refuse(good.error());
    const auto nowMs = call.now.toMSecsSinceEpoch();
    auto found = session.one(
        "SELECT hashes, expires_at, nonce, begun_at FROM authorisation WHERE sad = ? AND credential = ? AND "
        "used = 0",
        [&](Row& each) {
            return std::pair(Authorisation { credential, each.text(2), each.blob(0),
                                 QDateTime::fromMSecsSinceEpoch(each.integer(3), Qt::UTC) },
                each.integer(1));
        },
        hashOf(*call.request.sad), credential);
    if (!found)
        return refuse(found.error());
    if (!*found)
        return refuse(
            Refusal::request(QStringLiteral("Invalid parameter SAD"), ErrorCode::AuthorisationLapsed));
    const auto& [authorisation, expiresAt] = **found;
    if (expiresAt <= nowMs)
        return refuse(Refusal::request(QStringLiteral("SAD expired"), ErrorCode::AuthorisationLapsed));
    if (hashes && authorisation.hashes != *hashes)
        return refuse(Refusal::request(
            QStringLiteral("Hash is not authorized by the SAD"), ErrorCode::StatementMismatch));
    if (auto burned
        = session.run("UPDATE authorisation SET used = 1 WHERE sad = ?", hashOf(*call.request.sad));
        !burned)
        return refuse(burned.error());
    return authorisation;
}

Outcome<RoamingReply> extendTransaction(Core& core, Call& call)
{
    const auto id = call.parameters.text("credentialID");
    std::optional<QByteArray> hashes;
    if (call.parameters.has("hashes"))
        hashes = hashSet(call.parameters.hashes(core.options.multisign));
    call.parameters.word("hashAlgorithmOID", { QLatin1String(sha256Oid) });
    if (call.parameters.refusal())
        return refuse(*call.parameters.refusal());
    if (auto row = core.usable(id, call.officer, call.now); !row)
        return refuse(row.error());
    int seconds = 0;
    auto sad = core.store->write([&](Session& session) -> Outcome<SecureBuffer> {
        auto burned = burnSad(core, session, call, id, hashes);
        if (!burned)
            return refuse(burned.error());
        // Some is left, since no SAD outlives its transaction.
        const auto left = call.now.secsTo(burned->begunAt.addSecs(core.options.transactionSeconds));
        seconds = int(std::min<qint64>(left, core.options.sadSeconds));
        return issueSad(core, session, *burned, call.now);
    });
    if (!sad)
        return refuse(sad.error());
    return sadReply(*sad, seconds);
}

} // namespace peraku::csc
