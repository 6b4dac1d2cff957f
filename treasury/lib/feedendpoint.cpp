#include "cursor.h"
#include "replies.h"
#include "routes.h"
#include "sql.h"
#include "visibility.h"

#include <wire/messages.h>

#include <algorithm>

namespace peraku::treasury {

using domain::ErrorCode;

namespace {

constexpr int defaultPageSize = 200;
constexpr qsizetype pageBytes = 4 * 1024 * 1024; // a page stays well below what a desk accepts

struct Page {
    QList<wire::Change> changes;
    qint64 last = 0;
    qsizetype bytes = 0;
    bool more = false;
};

bool served(const QString& formerOffices, const domain::Officer& officer)
{
    const auto offices = formerOffices.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::any_of(offices.cbegin(), offices.cend(),
        [&](const QString& code) { return officer.serves(domain::OfficeCode(code)); });
}

domain::Result<Page> readPage(Call& call, qint64 after, int limit)
{
    Page page;
    page.last = after;
    const auto& officer = call.officer();
    auto read = sql::eachWhile(
        *call.connection,
        "SELECT sequence, id, revision, state, office, preparer, deleted, former_offices, body FROM voucher "
        "WHERE sequence > ? "
        "ORDER BY sequence",
        [&](sql::Row& row) {
            domain::Voucher seen;
            seen.state
                = domain::fromWire<domain::VoucherState>(row.text(3)).value_or(domain::VoucherState::Draft);
            seen.content.office = domain::OfficeCode(row.text(4));
            seen.preparer.ic = domain::Ic::parse(row.text(5)).value_or(domain::Ic());
            const bool visible = isVisible(seen, officer);
            const bool deleted = row.integer(6) != 0;
            // A reader who starts from nothing is owed no tombstones.
            const bool tombstone
                = after > 0 && ((visible && deleted) || (!visible && served(row.text(7), officer)));
            if (tombstone || (visible && !deleted)) {
                if (page.changes.size() == limit || page.bytes > pageBytes) {
                    page.more = true;
                    return false;
                }
                wire::Change change;
                change.id = domain::VoucherId(row.text(1));
                change.revision = int(row.integer(2));
                change.deleted = tombstone;
                if (!tombstone)
                    change.raw = row.blob(8);
                page.bytes += change.raw.size();
                page.changes.append(change);
            }
            page.last = row.integer(0);
            return true;
        },
        after);
    if (!read)
        return domain::fail(read.error());
    return page;
}

} // namespace

Response changes(Call& call)
{
    const auto limitText = call.request.queryValue("limit");
    bool number = true;
    const int limit = limitText.isEmpty() ? defaultPageSize : limitText.toInt(&number);
    if (!number || limit < 1 || limit > wire::maxPageSize)
        return problemReply({ ErrorCode::InvalidInput, QStringLiteral("limit"), {}, false, 0 });

    FeedPosition position { call.context.feedEpoch, call.caller.epoch, 0 };
    if (const auto cursor = call.request.queryValue("cursor"); !cursor.isEmpty()) {
        const auto read = decodeCursor(cursor, call.officer().ic, call.context.cursorKey);
        if (!read)
            return problemReply(read.error());
        if (read->feedEpoch != position.feedEpoch || read->officerEpoch != position.officerEpoch)
            return problemReply(
                { ErrorCode::CursorGone, QStringLiteral("the feed began anew"), {}, false, 0 });
        position.sequence = read->sequence;
    }
    auto page = readPage(call, position.sequence, limit);
    if (!page)
        return problemReply(page.error());
    position.sequence = page->last;
    const domain::FeedCursor next(
        QString::fromLatin1(encodeCursor(position, call.officer().ic, call.context.cursorKey)));
    return jsonReply(200, wire::encodePage(page->changes, next, page->more));
}

} // namespace peraku::treasury
