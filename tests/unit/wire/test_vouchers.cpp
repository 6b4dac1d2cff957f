#include <support/jsonvariants.h>
#include <support/samples.h>
#include <wire/messages.h>

#include <QJsonDocument>
#include <QTest>

#include <rapidcheck.h>

using namespace peraku;
using namespace peraku::wire;
using domain::ErrorCode;

namespace {

QList<Change> sampleChanges(int count, quint32 seed = 51)
{
    QList<Change> changes;
    for (const auto& voucher : test::Samples(seed).vouchers(count))
        changes.append({ voucher.id, voucher.revision, false, voucher, encode(voucher) });
    Change gone;
    gone.id = domain::VoucherId(QString(32, QLatin1Char('d')));
    gone.revision = 9;
    gone.deleted = true;
    changes.insert(changes.size() / 2, gone);
    return changes;
}

bool same(const Change& a, const Change& b)
{
    return a.id == b.id && a.revision == b.revision && a.deleted == b.deleted && a.voucher == b.voucher
        && a.raw == b.raw;
}

QByteArray compact(const QJsonValue& value)
{
    return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
}

const domain::FeedCursor cursor(QStringLiteral("Y3Vyc29y_-1"));

} // namespace

class TestVouchers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void voucher_everyState_roundTrips()
    {
        for (const auto& voucher : test::Samples(52).vouchers(70)) {
            const auto decoded = decodeVoucher(encode(voucher));
            QVERIFY2(decoded, qPrintable(decoded ? QString() : decoded.error().detail));
            QVERIFY(*decoded == voucher);
        }
    }

    void voucher_sizeIsAboutWhatBenchmarksAssume()
    {
        qint64 bytes = 0;
        for (const auto& voucher : test::Samples(52).vouchers(70))
            bytes += encode(voucher).size();
        QVERIFY2(bytes / 70 > 900 && bytes / 70 < 3000, qPrintable(QString::number(bytes / 70)));
    }

    void voucher_textOfEveryKind_survives()
    {
        auto voucher = test::Samples(53).voucher(domain::VoucherState::Draft);
        voucher.content.narration
            = QStringLiteral("\uFEFFé \"kutip\" \\ / baris\nbaru \U0001F600 \u202E akhir");
        QCOMPARE(decodeVoucher(encode(voucher))->content.narration, voucher.content.narration);
    }

    void voucher_unknownMember_ignoredOutsideContent_refusedInside()
    {
        const auto voucher = test::Samples(54).voucher(domain::VoucherState::Posted);
        auto body = encode(voucher);
        QVERIFY(decodeVoucher(QByteArray(body).replace("\"revision\"", "\"colour\":{\"a\":[1]},\"revision\""))
                    .has_value());
        QVERIFY(!decodeVoucher(QByteArray(body).replace("\"narration\"", "\"colour\":1,\"narration\""))
                     .has_value());
    }

    void voucher_damagedText_refused_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        const auto row = [](const char* name, const char* from, const char* to) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to);
        };
        row("duplicate", "\"state\":\"", "\"state\":\"draft\",\"state\":\"");
        row("duplicate in content", "\"narration\":\"", "\"narration\":\"x\",\"narration\":\"");
        row("duplicate by escape", "\"narration\":\"", "\"n\\u0061rration\":\"x\",\"narration\":\"");
        row("invalid UTF-8", "\"narration\":\"", "\"narration\":\"\xff");
        row("surrogate as UTF-8", "\"narration\":\"", "\"narration\":\"\xed\xa0\x80");
        row("lone high surrogate", "\"narration\":\"", "\"narration\":\"\\ud800 ");
        row("lone low surrogate", "\"narration\":\"", "\"narration\":\"\\udc00 ");
        row("control character", "\"narration\":\"", "\"narration\":\"\x01");
        row("bad escape", "\"narration\":\"", "\"narration\":\"\\x41");
        row("state", "\"state\":\"", "\"state\":\"half-");
        row("revision is text", "\"revision\":", "\"revision\":\"1\",\"x\":");
        row("revision is real", "\"certifiedSteps\":", "\"certifiedSteps\":1.5,\"x\":");
        row("revision is huge", "\"contentRevision\":", "\"contentRevision\":99999999999999999999,\"x\":");
        row("amount is a number", "\"amount\":\"", "\"amount\":1,\"x\":\"");
        row("amount spelt otherwise", "\"amount\":\"", "\"amount\":\"0");
        row("date", "\"date\":\"2026-", "\"date\":\"2026-1");
        row("null", "\"narration\":\"", "\"narration\":null,\"x\":\"");
    }
    void voucher_damagedText_refused()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        auto body = encode(test::Samples(55).voucher(domain::VoucherState::Posted));
        QVERIFY(decodeVoucher(body));
        const auto at = body.indexOf(from);
        QVERIFY(at >= 0);
        body.replace(at, from.size(), to);
        const auto decoded = decodeVoucher(body);
        QVERIFY2(!decoded, "it was accepted");
        QCOMPARE(decoded.error().code, ErrorCode::ProtocolError);
    }

    void voucher_wrongKindsAnywhere_refusedOrStable()
    {
        const auto body = encode(test::Samples(56).voucher(domain::VoucherState::Paid));
        int refused = 0;
        test::variants(QJsonDocument::fromJson(body).object(), [&](const QJsonValue& changed) {
            if (!changed.isObject())
                return;
            const auto decoded = decodeVoucher(compact(changed));
            if (!decoded) {
                ++refused;
                QVERIFY(!decoded.error().detail.isEmpty());
                return;
            }
            const auto again = decodeVoucher(encode(*decoded));
            QVERIFY(again && *again == *decoded);
        });
        QVERIFY2(refused > 500, qPrintable(QString::number(refused)));
    }

    void voucher_everyCut_refused()
    {
        const auto body = encode(test::Samples(57).voucher(domain::VoucherState::Paid));
        for (qsizetype size = 0; size < body.size(); ++size)
            QVERIFY2(!decodeVoucher(body.left(size)), qPrintable(QString::number(size)));
        QVERIFY(!decodeVoucher(body + "x"));
        QVERIFY(!decodeVoucher(body + body));
    }

    void voucher_notAnObject_refused()
    {
        for (const char* body :
            { "[]", "null", "1", "\"x\"", "{}", "<html><body>Log in to the network</body></html>" })
            QVERIFY2(!decodeVoucher(body), body);
        QCOMPARE(decodeVoucher(QByteArray(maxBodyBytes + 1, ' ')).error().code, ErrorCode::TooLarge);
        QVERIFY(!decodeVoucher(QByteArray(100'000, '[')));
    }

    void page_roundTrips_andKeepsTheExactBytes()
    {
        const auto changes = sampleChanges(40);
        for (const bool more : { true, false }) {
            const auto page = decodeChangesPage(encodePage(changes, cursor, more));
            QVERIFY2(page, qPrintable(page ? QString() : page.error().detail));
            QCOMPARE(page->changes.size(), changes.size());
            for (qsizetype i = 0; i < changes.size(); ++i)
                QVERIFY(same(page->changes.at(i), changes.at(i)));
            QCOMPARE(page->next, cursor);
            QCOMPARE(page->more, more);
        }
    }

    void page_empty_isAPage()
    {
        const auto page = decodeChangesPage(encodePage({}, cursor, false));
        QVERIFY(page);
        QVERIFY(page->changes.isEmpty());
    }

    void page_otherOrderAndSpace_keepsTheBytesOfTheVoucher()
    {
        const auto change = sampleChanges(1).last();
        const auto raw = QJsonDocument::fromJson(change.raw).toJson(QJsonDocument::Indented).trimmed();
        const auto body = " {\n\"more\" : true , \"future\": {\"changes\":[1,\"}]\"]}, \"next\":\"abc\", "
                          "\"changes\" : [ { \"voucher\" :\t"
            + raw + " , \"note\":\"\\\"voucher\\\":{}\", \"deleted\":false,\"revision\": "
            + QByteArray::number(change.revision) + ", \"id\":\"" + change.id.value().toLatin1()
            + "\"} ]\n}\n";
        const auto page = decodeChangesPage(body);
        QVERIFY2(page, qPrintable(page ? QString() : page.error().detail));
        QCOMPARE(page->changes.size(), 1);
        QCOMPARE(page->changes.first().raw, raw);
        QVERIFY(page->changes.first().voucher == change.voucher);
    }

    void page_broken_refused_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        const auto row = [](const char* name, const char* from, const char* to) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to);
        };
        row("other id", "{\"id\":\"", "{\"id\":\"0");
        row("id of another voucher", "\"id\":\"d", "\"id\":\"X");
        row("no cursor", "\"next\":\"Y3Vyc29y_-1\"", "\"next\":\"\"");
        row("cursor is a number", "\"next\":\"Y3Vyc29y_-1\"", "\"next\":1");
        row("no more", ",\"more\":true", "");
        row("more is text", "\"more\":true", "\"more\":\"true\"");
        row("duplicate more", "\"more\":true", "\"more\":true,\"more\":false");
        row("duplicate changes", "\"next\"", "\"changes\":[],\"next\"");
        row("changes is an object", "{\"changes\":[", "{\"changes\":{},\"x\":[");
        row("entry is a number", "{\"changes\":[", "{\"changes\":[1,");
        row("deleted is text", "\"deleted\":false", "\"deleted\":\"false\"");
        row("no body", "\"voucher\":", "\"other\":");
        row("escaped name", "\"voucher\":", "\"vouch\\u0065r\":");
        row("negative revision", "\"deleted\":true", "\"revision\":-1,\"deleted\":true");
        row("trailing", "\"more\":true}", "\"more\":true}]");
        row("broken tail", "\"more\":true}", "\"more\":true,}");
        row("garbage in the tail", "\"more\":true}", "\"more\":true,x}");
    }
    void page_broken_refused()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        auto body = encodePage(sampleChanges(3), cursor, true);
        QVERIFY(decodeChangesPage(body));
        const auto at = body.indexOf(from);
        QVERIFY(at >= 0);
        body.replace(at, from.size(), to);
        const auto page = decodeChangesPage(body);
        QVERIFY2(!page, "it was accepted");
        QCOMPARE(page.error().code, ErrorCode::ProtocolError);
    }

    void page_everyCut_refused()
    {
        const auto body = encodePage(sampleChanges(2), cursor, true);
        for (qsizetype size = 0; size < body.size(); ++size)
            QVERIFY2(!decodeChangesPage(body.left(size)), qPrintable(QString::number(size)));
    }

    void page_overLimits_refused()
    {
        const auto one = sampleChanges(1).last();
        QVERIFY(decodeChangesPage(encodePage(QList<Change>(maxPageSize, one), cursor, false)));
        QVERIFY(!decodeChangesPage(encodePage(QList<Change>(maxPageSize + 1, one), cursor, false)));
        QCOMPARE(decodeChangesPage(QByteArray(maxBodyBytes + 1, ' ')).error().code, ErrorCode::TooLarge);
        QVERIFY(!decodeChangesPage("<html>captive portal</html>"));
    }

    void page_randomDamage_neverCrashes_andBytesMatchValues()
    {
        const auto body = encodePage(sampleChanges(2), cursor, true);
        QVERIFY(rc::check("damaged pages", [&] {
            auto damaged = body;
            for (int i = 0, count = *rc::gen::inRange(1, 4); i < count; ++i) {
                const auto at = *rc::gen::inRange<qsizetype>(0, damaged.size());
                switch (*rc::gen::inRange(0, 3)) {
                case 0:
                    damaged[at] = *rc::gen::elementOf(std::string("{}[]\",:\\0 x\xff"));
                    break;
                case 1:
                    damaged.remove(at, *rc::gen::inRange(1, 40));
                    break;
                default:
                    damaged.insert(at, damaged.mid(*rc::gen::inRange<qsizetype>(0, damaged.size()), 30));
                }
                RC_PRE(!damaged.isEmpty());
            }
            const auto page = decodeChangesPage(damaged);
            if (!page)
                return;
            for (const auto& change : page->changes) {
                if (change.deleted)
                    continue;
                const auto alone = decodeVoucher(change.raw);
                RC_ASSERT(alone.has_value());
                RC_ASSERT(*alone == change.voucher);
                RC_ASSERT(change.voucher.id == change.id);
            }
        }));
    }

    void etag_writesAndReads_data()
    {
        QTest::addColumn<QByteArray>("etag");
        QTest::addColumn<int>("revision");
        for (const char* bad : { "", "\"\"", "17", "\"17", "17\"", "W/\"17\"", "\"-1\"", "\" 17\"", "\"17 \"",
                 "\"0x1\"", "\"99999999999\"", "*", "\"17\",\"18\"" })
            QTest::newRow(bad) << QByteArray(bad) << -1;
        QTest::newRow("zero") << QByteArray("\"0\"") << 0;
        QTest::newRow("some") << QByteArray("\"17\"") << 17;
    }
    void etag_writesAndReads()
    {
        QFETCH(QByteArray, etag);
        QFETCH(int, revision);
        QCOMPARE(revisionOfEtag(etag).value_or(-1), revision);
        if (revision >= 0)
            QCOMPARE(etagOf(revision), etag);
    }
};

QTEST_GUILESS_MAIN(TestVouchers)
#include "test_vouchers.moc"
