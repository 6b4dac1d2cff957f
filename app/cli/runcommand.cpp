#include "outcome.h"
#include "present.h"
#include "secretinput.h"

#include <cstdio>

namespace peraku::cli {

using domain::Done;
using domain::ErrorCode;
using domain::Result;
using domain::Voucher;
using domain::VoucherId;
using services::OutboxState;
using services::SessionState;

namespace {

void progress(const QString& line)
{
    std::fprintf(stderr, "%s\n", qUtf8Printable(line));
}

AsyncOutcome loggedIn(const Context& context)
{
    const bool online = context.desk.session.state() == SessionState::Online;
    Outcome outcome;
    outcome.json = json(context.desk.session.officer());
    outcome.json.insert(QStringLiteral("online"), online);
    outcome.json.insert(QStringLiteral("passwordMustChange"), context.desk.session.passwordMustChange());
    const auto officer = context.desk.session.officer();
    outcome.text = QStringLiteral("%1, %2, %3 (%4)")
                       .arg(safe(officer.name), safe(officer.post), officer.office.value(),
                           online ? QStringLiteral("online") : QStringLiteral("offline"));
    return domain::ready<Outcome>(std::move(outcome));
}

AsyncOutcome synced(const Context& context)
{
    const auto status = context.desk.sync.status();
    Outcome outcome;
    outcome.json = { { QStringLiteral("received"), status.received },
        { QStringLiteral("pending"), context.desk.outbox.pendingCount() } };
    outcome.text = QStringLiteral("%1 received, %2 waiting in the outbox")
                       .arg(status.received)
                       .arg(context.desk.outbox.pendingCount());
    return domain::ready<Outcome>(std::move(outcome));
}

AsyncOutcome dispatch(const Context& context)
{
    struct Entry {
        const char* name;
        AsyncOutcome (*run)(const Context&);
    };
    constexpr Entry entries[] = { { "login", loggedIn }, { "sync", synced }, { "list", list },
        { "show", show }, { "prepare", prepare }, { "submit", submit }, { "query", query },
        { "cancel", cancel }, { "certify", certify }, { "sign-pdf", signPdf }, { "history", history },
        { "evidence", evidence }, { "verify", verify }, { "print", print }, { "outbox", outbox },
        { "audit", audit }, { "diagnostics", diagnostics } };
    for (const auto& entry : entries) {
        if (context.arguments.command == QLatin1String(entry.name))
            return entry.run(context);
    }
    return domain::readyError<Outcome>(
        { ErrorCode::Internal, QStringLiteral("command without code"), {}, false, 0 });
}

domain::Async<Done> untilIndexStands(const Context& context)
{
    if (context.desk.vouchers.indexReady())
        return domain::ready<Done>(Done {});
    auto promise = std::make_shared<QPromise<Result<Done>>>();
    promise->start();
    QObject::connect(
        &context.desk.vouchers, &services::VoucherList::indexBecameReady, context.owner,
        [promise] {
            promise->addResult(Result<Done>(Done {}));
            promise->finish();
        },
        Qt::SingleShotConnection);
    return promise->future();
}

} // namespace

domain::Async<Voucher> resolve(const Context& context, const QString& numberOrId)
{
    services::ListQuery everything;
    everything.list = services::ListKind::All;
    for (const auto key : context.desk.vouchers.query(everything)) {
        const auto row = context.desk.vouchers.row(key);
        if (row.id.value() == numberOrId || (!row.number.isEmpty() && row.number == numberOrId))
            return context.desk.vouchers.voucher(row.id);
    }
    return domain::readyError<Voucher>(
        { ErrorCode::NotFound, QStringLiteral("voucher"), { numberOrId }, false, 0 });
}

AsyncOutcome deliver(const Context& context, const VoucherId& id, Outcome outcome)
{
    const auto judge
        = [context, id, outcome = std::move(outcome)](Result<Done> synced) mutable -> Result<Outcome> {
        std::optional<domain::Error> worst;
        bool waiting = false;
        for (const auto& row : context.desk.outbox.rows()) {
            if (row.voucher != id)
                continue;
            if (row.state == OutboxState::NeedsAttention || row.state == OutboxState::Conflict)
                worst = row.reason;
            waiting = waiting || row.state == OutboxState::Queued || row.state == OutboxState::Sending;
        }
        if (worst)
            return domain::fail(*worst);
        if (waiting) {
            outcome.exit = Exit::Queued;
            outcome.text += QStringLiteral(" (in the outbox)");
            if (!synced)
                outcome.json.insert(QStringLiteral("reason"), json(synced.error()));
        }
        outcome.json.insert(QStringLiteral("queued"), waiting);
        return outcome;
    };
    if (context.arguments.offline)
        return domain::then<Done>(domain::ready<Done>(Done {}), context.owner, judge);
    return domain::then<Done>(context.desk.sync.syncNow(), context.owner, judge);
}

AsyncOutcome runCommand(const Context& context)
{
    if (!needsLogIn(context.arguments.command))
        return dispatch(context);
    auto secret = context.arguments.secretDescriptor ? readSecretFrom(*context.arguments.secretDescriptor)
                                                     : askSecret(QStringLiteral("Password: "));
    if (!secret)
        return domain::readyError<Outcome>(secret.error());
    const auto ic = domain::Ic::parse(context.arguments.ic);
    auto entered = context.desk.session.logIn(*ic, std::move(*secret));
    auto synced = domain::andThen<Done>(entered, context.owner, [context](Done) -> domain::Async<Done> {
        const bool offline
            = context.arguments.offline || context.desk.session.state() != SessionState::Online;
        if (offline || context.arguments.command == QLatin1String("login")
            || context.desk.session.passwordMustChange())
            return domain::ready<Done>(Done {});
        QObject::connect(&context.desk.sync, &services::SyncService::statusChanged, context.owner, [context] {
            if (const auto status = context.desk.sync.status(); status.running && status.received > 0)
                progress(QStringLiteral("%1 vouchers received").arg(status.received));
        });
        auto round = context.desk.sync.syncNow();
        if (context.arguments.command == QLatin1String("sync"))
            return round;
        // Other commands work from the cache when the treasury went away meanwhile.
        return domain::then<Done>(round, context.owner, [](Result<Done> result) -> Result<Done> {
            if (!result)
                progress(QStringLiteral("not synchronised: %1").arg(domain::errorKey(result.error().code)));
            return Done {};
        });
    });
    auto indexed
        = domain::andThen<Done>(synced, context.owner, [context](Done) { return untilIndexStands(context); });
    return domain::andThen<Done>(indexed, context.owner, [context](Done) { return dispatch(context); });
}

} // namespace peraku::cli
