#include "codec.h"

#include <simdjson.h>

namespace peraku::wire {

namespace {

    tl::unexpected<domain::Error> broken(const char* what) { return fail(ErrorCode::ProtocolError, QLatin1String(what)); }

    QString textOf(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

    Result<Change> readChange(simdjson::ondemand::object object)
    {
        Change change;
        std::string_view id;
        std::int64_t revision = 0;
        if (object["id"].get(id) != simdjson::SUCCESS || id.size() != 32)
            return broken("changes.id");
        if (object["revision"].get(revision) != simdjson::SUCCESS || revision < 0 || revision > 1'000'000)
            return broken("changes.revision");
        change.id = domain::VoucherId(textOf(id));
        change.revision = int(revision);
        if (object["deleted"].get(change.deleted) != simdjson::SUCCESS)
            return broken("changes.deleted");
        if (change.deleted)
            return change;
        simdjson::ondemand::object voucher;
        std::string_view raw;
        if (object["voucher"].get(voucher) != simdjson::SUCCESS || voucher.raw_json().get(raw) != simdjson::SUCCESS)
            return broken("changes.voucher");
        change.raw = QByteArray(raw.data(), qsizetype(raw.size()));
        auto decoded = decodeVoucher(change.raw);
        if (!decoded)
            return fail(decoded.error());
        change.voucher = std::move(*decoded);
        if (change.voucher.id != change.id || change.voucher.revision != change.revision)
            return broken("changes.voucher differs from its entry");
        return change;
    }

    Result<ChangesPage> readPage(simdjson::ondemand::document& document)
    {
        ChangesPage page;
        simdjson::ondemand::array changes;
        if (document["changes"].get(changes) != simdjson::SUCCESS)
            return broken("changes");
        for (auto item : changes) {
            simdjson::ondemand::object object;
            if (item.get(object) != simdjson::SUCCESS || page.changes.size() == maxPageSize)
                return broken("changes");
            auto change = readChange(object);
            if (!change)
                return fail(change.error());
            page.changes.append(std::move(*change));
        }
        std::string_view next;
        if (document["next"].get(next) != simdjson::SUCCESS || next.empty())
            return broken("next");
        page.next = domain::FeedCursor(textOf(next));
        if (document["more"].get(page.more) != simdjson::SUCCESS)
            return broken("more");
        return page;
    }

} // namespace

QByteArray encodePage(const QList<Change>& changes, const domain::FeedCursor& next, bool more)
{
    QByteArray page = "{\"changes\":[";
    for (const auto& change : changes) {
        if (!page.endsWith('['))
            page += ',';
        page += "{\"id\":\"" + change.id.value().toLatin1() + "\",\"revision\":" + QByteArray::number(change.revision)
            + ",\"deleted\":" + (change.deleted ? "true" : "false");
        if (!change.deleted)
            page += ",\"voucher\":" + change.raw;
        page += '}';
    }
    // A cursor is base64url, so nothing in it needs escaping.
    return page + "],\"next\":\"" + next.value().toLatin1() + "\",\"more\":" + (more ? "true" : "false") + '}';
}

Result<ChangesPage> decodeChangesPage(const QByteArray& body)
{
    if (body.size() > maxBodyBytes)
        return fail(ErrorCode::TooLarge, QStringLiteral("changes"));
    // On-demand reading stops after the last member asked for, so a cut tail must show here.
    if (!body.endsWith('}'))
        return broken("the page is cut off");
    const simdjson::padded_string padded(body.constData(), std::size_t(body.size()));
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document;
    if (parser.iterate(padded).get(document) != simdjson::SUCCESS)
        return broken("JSON");
    return readPage(document);
}

} // namespace peraku::wire
