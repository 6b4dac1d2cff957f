#include "codec.h"
#include "jsonwalker.h"
#include "voucherreader.h"

namespace peraku::wire {

namespace {

constexpr qsizetype longestCursor = 512;

tl::unexpected<domain::Error> broken(const char* what)
{
    return fail(ErrorCode::ProtocolError, QLatin1String(what));
}

/** The bytes of the voucher among the members of one entry; empty if there is none. */
std::string_view rawVoucher(JsonWalker& walker)
{
    std::string_view raw;
    if (!walker.take('{') || walker.take('}'))
        return raw;
    do {
        const auto key = walker.string();
        const auto value = walker.take(':') ? walker.value() : std::nullopt;
        if (!key || !value)
            return {};
        if (*key == "voucher")
            raw = *value;
    } while (walker.take(','));
    return walker.take('}') ? raw : std::string_view();
}

/** The exact bytes of every entry's voucher, in order; one walk over a page that is known to be well formed.
 */
QList<std::string_view> rawVouchers(std::string_view page)
{
    QList<std::string_view> raws;
    JsonWalker walker(page);
    if (!walker.take('{'))
        return raws;
    do {
        const auto key = walker.string();
        if (!key || !walker.take(':'))
            return raws;
        if (*key == "changes" && walker.take('[')) {
            if (walker.take(']'))
                continue;
            do {
                raws.append(rawVoucher(walker));
            } while (walker.take(','));
            if (!walker.take(']'))
                return raws;
        } else if (!walker.value()) {
            return raws;
        }
    } while (walker.take(','));
    return raws;
}

Change readChange(FastFields& fields, std::string_view raw)
{
    Change change;
    change.id = domain::VoucherId(fields.hex("id", 16));
    change.revision = int(fields.integer("revision", 0, 1'000'000));
    change.deleted = fields.boolean("deleted");
    if (change.deleted)
        return change;
    fields.nested("voucher", [&](FastFields& voucher) { change.voucher = readVoucher(voucher); });
    change.raw = QByteArray(raw.data(), qsizetype(raw.size()));
    // A name written with escapes is found by the decoder, but not as bytes.
    if (raw.empty() || change.voucher.id != change.id || change.voucher.revision != change.revision)
        fields.wrong("voucher");
    return change;
}

} // namespace

QByteArray encodePage(const QList<Change>& changes, const domain::FeedCursor& next, bool more)
{
    QByteArray page = "{\"changes\":[";
    for (const auto& change : changes) {
        if (!page.endsWith('['))
            page += ',';
        page += "{\"id\":\"" + change.id.value().toLatin1() + "\",\"revision\":"
            + QByteArray::number(change.revision) + ",\"deleted\":" + (change.deleted ? "true" : "false");
        if (!change.deleted)
            page += ",\"voucher\":" + change.raw;
        page += '}';
    }
    // A cursor is base64url, so nothing in it needs escaping.
    return page + "],\"next\":\"" + next.value().toLatin1() + "\",\"more\":" + (more ? "true" : "false")
        + '}';
}

Result<ChangesPage> decodeChangesPage(const QByteArray& body)
{
    if (body.size() > maxBodyBytes)
        return fail(ErrorCode::TooLarge, QStringLiteral("changes"));
    simdjson::dom::parser parser;
    simdjson::dom::object object;
    if (parser.parse(body.constData(), std::size_t(body.size())).get(object) != simdjson::SUCCESS)
        return broken("the page is not a JSON object");
    const auto raws = rawVouchers({ body.constData(), std::size_t(body.size()) });
    TextPool pool;
    FastFields fields(object, &pool);
    ChangesPage page;
    fields.each("changes", maxPageSize,
        [&](FastFields& entry) { page.changes.append(readChange(entry, raws.value(page.changes.size()))); });
    page.next = domain::FeedCursor(fields.text("next", longestCursor));
    if (page.next.isEmpty())
        fields.wrong("next");
    page.more = fields.boolean("more");
    if (fields.error())
        return fail(*fields.error());
    return page;
}

} // namespace peraku::wire
