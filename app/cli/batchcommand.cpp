#include "outcome.h"
#include "present.h"

#include <domain/messages.h>

#include <QJsonArray>
#include <QMap>
#include <QSet>

#include <cstdio>

namespace peraku::cli {

using domain::Done;
using domain::ErrorCode;
using domain::Result;
using domain::VoucherId;
using services::BatchOutcome;
using services::BatchPlan;
using services::OutboxState;

namespace {

/** What came of the whole batch so far. */
struct Tally {
    QList<services::BatchResult> results;
    std::optional<domain::Error> stopped;
    secret::SecureBuffer pin; ///< Given once for all parts.
};

/** Numbers and ids as they were given; one pass over the list for all of them. */
Result<QList<VoucherId>> wanted(const Context& context)
{
    services::ListQuery query;
    query.list = context.arguments.allWaiting ? services::ListKind::Inbox : services::ListKind::All;
    QHash<QString, VoucherId> known;
    QList<VoucherId> ids;
    for (const auto key : context.desk.vouchers.query(query)) {
        const auto row = context.desk.vouchers.row(key);
        if (context.arguments.allWaiting)
            ids.append(row.id);
        known.insert(row.id.value(), row.id);
        if (!row.number.isEmpty())
            known.insert(row.number, row.id);
    }
    for (const auto& operand : context.arguments.operands) {
        if (!known.contains(operand))
            return domain::fail(ErrorCode::NotFound, QStringLiteral("voucher"), { operand });
        ids.append(known.value(operand));
    }
    return ids;
}

void describe(const BatchPlan& plan)
{
    for (const auto& item : plan.setAside)
        std::fprintf(stderr, "set aside: %s: %s\n", qUtf8Printable(safe(item.number)),
            qUtf8Printable(domain::errorSentence(*item.setAside)));
    for (const auto& item : plan.items)
        std::fprintf(stderr, "%s  %s  %s\n", qUtf8Printable(safe(item.number)),
            qUtf8Printable(item.total.display()), qUtf8Printable(safe(item.counterparty)));
    std::fprintf(
        stderr, "%lld vouchers, %s\n", qlonglong(plan.items.size()), qUtf8Printable(plan.total.display()));
    tellStatements();
}

QJsonObject entry(
    const VoucherId& id, const QString& number, const char* result, const std::optional<domain::Error>& error)
{
    QJsonObject object { { QStringLiteral("id"), id.value() }, { QStringLiteral("number"), number },
        { QStringLiteral("result"), QLatin1String(result) } };
    if (error)
        object.insert(QStringLiteral("reason"), json(*error));
    return object;
}

/** By voucher: its row in the outbox, which after a round is there only if it did not arrive. */
QMap<VoucherId, services::OutboxRow> undelivered(const Context& context)
{
    QMap<VoucherId, services::OutboxRow> rows;
    for (const auto& row : context.desk.outbox.rows()) {
        if (row.state != OutboxState::Acknowledged)
            rows.insert(row.voucher, row);
    }
    return rows;
}

Outcome conclude(const Context& context, const BatchPlan& plan, const Tally& tally)
{
    QJsonArray vouchers;
    int certified = 0;
    int queued = 0;
    std::optional<domain::Error> worst = tally.stopped;
    const auto waiting = undelivered(context);
    for (const auto& result : tally.results) {
        auto error = result.error;
        const auto row = waiting.constFind(result.voucher);
        const bool held = !error && row != waiting.constEnd();
        if (held && (row->state == OutboxState::NeedsAttention || row->state == OutboxState::Conflict))
            error = row->reason;
        const char* word = error ? "failed" : held ? "queued" : "certified";
        certified += error ? 0 : 1;
        queued += !error && held ? 1 : 0;
        if (error && !worst)
            worst = error;
        vouchers.append(entry(result.voucher, result.number, word, error));
    }
    for (const auto& item : plan.setAside) {
        vouchers.append(entry(item.voucher, item.number, "setAside", item.setAside));
        // Of all that wait, some are not for this officer; what was named must be certified.
        if (!worst && !context.arguments.allWaiting)
            worst = item.setAside;
    }
    const auto failed = tally.results.size() - certified;
    Outcome outcome;
    outcome.exit = worst ? exitFor(worst->code) : queued > 0 ? Exit::Queued : Exit::Done;
    outcome.json = { { QStringLiteral("vouchers"), vouchers }, { QStringLiteral("certified"), certified },
        { QStringLiteral("queued"), queued }, { QStringLiteral("failed"), failed },
        { QStringLiteral("setAside"), plan.setAside.size() } };
    if (tally.stopped)
        outcome.json.insert(QStringLiteral("stopped"), json(*tally.stopped));
    outcome.text = QStringLiteral("%1 certified (%2 in the outbox), %3 failed, %4 set aside")
                       .arg(certified)
                       .arg(queued)
                       .arg(failed)
                       .arg(plan.setAside.size());
    return outcome;
}

domain::Async<Done> signChunks(
    const Context& context, const BatchPlan& plan, int chunk, const std::shared_ptr<Tally>& tally)
{
    if (chunk == plan.chunks() || tally->stopped) {
        for (auto i = tally->results.size(); i < plan.items.size(); ++i)
            tally->results.append({ plan.items.at(i).voucher, plan.items.at(i).number, tally->stopped });
        return domain::ready<Done>(Done {});
    }
    auto read = readSecrets(
        context, plan.credential,
        [context, plan, chunk] { return context.desk.batch.requestOtp(plan, chunk); }, tally->pin.clone());
    auto made = domain::andThen<std::shared_ptr<domain::SigningSecrets>>(read, context.owner,
        [context, plan, chunk, tally](const std::shared_ptr<domain::SigningSecrets>& secrets) {
            tally->pin = secrets->pin.clone();
            return context.desk.batch.sign(plan, chunk, std::move(*secrets));
        });
    return domain::then<BatchOutcome>(
        made, context.owner, [context, plan, chunk, tally](const Result<BatchOutcome>& outcome) {
            if (outcome)
                tally->results.append(outcome->results);
            // What the parts before came to is told all the same.
            tally->stopped = outcome ? outcome->stopped : std::optional(outcome.error());
            return signChunks(context, plan, chunk + 1, tally);
        });
}

AsyncOutcome signPlan(const Context& context, const BatchPlan& plan)
{
    describe(plan);
    QObject::connect(&context.desk.batch, &services::BatchService::progressed, context.owner,
        [](const services::BatchProgress& progress) {
            if (progress.done % 50 == 0 || progress.done == progress.total)
                std::fprintf(stderr, "%d of %d\n", progress.done, progress.total);
        });
    QObject::connect(&context.desk.certify, &services::CertifyService::serviceWaiting, context.owner,
        [](int seconds) { std::fprintf(stderr, "the signing service is still at work: %d s\n", seconds); });
    auto tally = std::make_shared<Tally>();
    return domain::andThen<Done>(
        signChunks(context, plan, 0, tally), context.owner, [context, plan, tally](Done) {
            auto sent
                = context.arguments.offline ? domain::ready<Done>(Done {}) : context.desk.sync.syncNow();
            // What could not be sent stands in the outbox and is told so.
            return domain::then<Done>(
                sent, context.owner, [context, plan, tally](const Result<Done>&) -> Result<Outcome> {
                    return conclude(context, plan, *tally);
                });
        });
}

} // namespace

AsyncOutcome certifyMany(const Context& context)
{
    const auto ids = wanted(context);
    if (!ids)
        return domain::readyError<Outcome>(ids.error());
    return domain::andThen<domain::MediumInventory>(context.desk.certify.media(), context.owner,
        [context, ids = *ids](const domain::MediumInventory& media) -> AsyncOutcome {
            const auto credential = chooseCredential(context.arguments, media);
            if (!credential)
                return domain::readyError<Outcome>(credential.error());
            return domain::andThen<BatchPlan>(context.desk.batch.plan(ids, *credential), context.owner,
                [context](const BatchPlan& plan) { return signPlan(context, plan); });
        });
}

} // namespace peraku::cli
