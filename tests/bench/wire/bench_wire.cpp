#include <domain/canonical.h>
#include <domain/statement.h>
#include <support/samples.h>
#include <wire/messages.h>

#include <measure.h>
#include <simdjson.h>

/** What reading and writing vouchers costs over a bare parse and a bare copy of the same bytes. */
using namespace peraku;
using bench::measure;
using bench::Operation;
using bench::print;

namespace {

/** Touches every value of the tape and counts the strings' bytes, as any reader at least must. */
std::size_t walk(simdjson::dom::element value)
{
    std::size_t bytes = 0;
    if (value.is_object()) {
        for (const auto field : simdjson::dom::object(value))
            bytes += field.key.size() + walk(field.value);
    } else if (value.is_array()) {
        for (const auto item : simdjson::dom::array(value))
            bytes += walk(item);
    } else if (value.is_string()) {
        bytes += std::string_view(value).size();
    }
    return bytes;
}

/** Medians divided by the vouchers that one run goes over. */
void perVoucher(std::vector<Operation>& operations, int count)
{
    for (auto& operation : operations) {
        for (auto& sample : operation.samples)
            sample /= count;
    }
}

} // namespace

int main()
{
    constexpr int count = wire::maxPageSize;
    test::Samples samples;
    const auto vouchers = samples.vouchers(count);
    QList<wire::Change> changes;
    QList<QByteArray> bodies, statementBytes;
    QList<domain::SigningStatement> statements;
    for (const auto& voucher : vouchers) {
        bodies.append(wire::encode(voucher));
        changes.append({ voucher.id, voucher.revision, false, voucher, bodies.last() });
        domain::SigningStatement statement { voucher.content.processNo, 1,
            domain::StepKind::FirstCertification, voucher.id, QStringLiteral("BB2026-000001"), 1,
            voucher.content, voucher.preparer, {}, samples.ic(), domain::Sha256Hex(samples.hex(32)),
            QStringLiteral("1"), QDateTime(QDate(2026, 6, 30), QTime(9, 15), Qt::UTC) };
        statementBytes.append(*domain::canonicalBytes(statement));
        statements.append(std::move(statement));
    }
    const auto page = wire::encodePage(changes, domain::FeedCursor(QStringLiteral("YWJj")), false);
    std::printf("a page of %d vouchers, %.0f bytes each\n\n", count, double(page.size()) / count);

    std::vector<Operation> reading {
        { "bare simdjson parse of the page, every value touched", 20,
            [&] {
                simdjson::dom::parser parser;
                simdjson::dom::element root;
                return parser.parse(page.constData(), std::size_t(page.size())).get(root) == simdjson::SUCCESS
                    && walk(root) > 0;
            } },
        { "decodeChangesPage", 5,
            [&] {
                const auto read = wire::decodeChangesPage(page);
                return read && read->changes.size() == count;
            } },
        { "decodeVoucher, one after the other", 5,
            [&] {
                for (const auto& body : bodies) {
                    if (!wire::decodeVoucher(body))
                        return false;
                }
                return true;
            } },
    };
    // A writer can hardly do less than copy the bytes that come out.
    std::vector<Operation> writing {
        { "bare copy of the same bytes", 50,
            [&] {
                QByteArray out;
                for (const auto& body : bodies)
                    out += body;
                return out.size() > count;
            } },
        { "encode(Voucher)", 5,
            [&] {
                for (const auto& voucher : vouchers) {
                    if (wire::encode(voucher).isEmpty())
                        return false;
                }
                return true;
            } },
        { "canonicalBytes of a statement about it", 5,
            [&] {
                for (const auto& statement : statements) {
                    if (!domain::canonicalBytes(statement))
                        return false;
                }
                return true;
            } },
        { "parseStatement of these bytes", 1,
            [&] {
                for (const auto& bytes : statementBytes) {
                    if (!domain::parseStatement(bytes))
                        return false;
                }
                return true;
            } },
    };
    if (!measure(reading) || !measure(writing))
        return 1;
    perVoucher(reading, count);
    perVoucher(writing, count);
    std::puts("== reading, per voucher");
    print(reading, 0, "target: under 10 us a voucher, so that a first pull of 100,000 stays under 3 s");
    std::puts("== writing, per voucher");
    print(writing, 0, "target: under 10 us a voucher");
    return 0;
}
