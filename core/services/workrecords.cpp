#include "workrecords.h"

#include "parcels.h"
#include "vaultcodec.h"

#include <QSet>

namespace peraku::services {

using domain::fail;
using store::WorkStore;

namespace {

/** Bytes of attachments that no row of the outbox will send any more. */
QList<domain::Sha256Hex> leftovers(const QList<domain::Sha256Hex>& held, const QList<Parcel>& parcels)
{
    QSet<domain::Sha256Hex> needed;
    for (const auto& parcel : parcels) {
        if (parcel.row.operation != OutboxOperation::Attach)
            continue;
        if (const auto attachment = decodeAttachment(parcel.body))
            needed.insert(attachment->sha256);
    }
    QList<domain::Sha256Hex> unused;
    for (const auto& id : held) {
        if (!needed.contains(id))
            unused.append(id);
    }
    return unused;
}

} // namespace

Result<QByteArray> storedBody(WorkStore& store, qint64 row)
{
    const auto sealed = store.outboxBody(row);
    if (!sealed)
        return fail(sealed.error());
    return decodeParcel(*sealed).map([](Parcel parcel) { return parcel.body; });
}

Result<WorkContents> readWork(WorkStore& store)
{
    const auto held = store.load();
    if (!held)
        return fail(held.error());
    WorkContents contents;
    contents.unreadable = held->unreadable;
    if (!held->account.isNull()) {
        if (auto account = decodeAccount(held->account))
            contents.account = std::move(*account);
        else
            ++contents.unreadable;
    }
    for (const auto& row : held->outbox) {
        auto parcel = decodeParcel(row.body);
        if (!parcel) {
            ++contents.unreadable;
            continue;
        }
        parcel->row.id = row.id;
        parcel->row.voucher = row.voucher;
        parcel->row.state = OutboxState(row.state);
        if (parcel->bodyRests())
            parcel->body.clear();
        contents.parcels.append(std::move(*parcel));
    }
    for (const auto& row : held->drafts) {
        if (auto draft = decodeDraft(row.body))
            contents.drafts.append(std::move(*draft));
        else
            ++contents.unreadable;
    }
    // A row that does not open may be the one that needs its document.
    const auto unused = contents.unreadable > 0 ? QList<domain::Sha256Hex>()
                                                : leftovers(held->attachments, contents.parcels);
    if (!unused.isEmpty() && !store.isReadOnly()) {
        store::WorkBatch batch;
        batch.removeAttachments = unused;
        if (auto removed = store.commit(batch); !removed)
            return fail(removed.error());
    }
    return contents;
}

Result<store::WorkRow> workRow(WorkStore& store, Parcel parcel)
{
    if (parcel.row.id != 0 && parcel.bodyRests()) {
        auto body = storedBody(store, parcel.row.id);
        if (!body)
            return fail(body.error());
        parcel.body = std::move(*body);
    }
    return store::WorkRow { parcel.row.id, parcel.row.voucher, int(parcel.row.state), encode(parcel) };
}

} // namespace peraku::services
