#include <domain/canonical.h>
#include <domain/statement.h>
#include <support/jsonvariants.h>
#include <support/samples.h>

#include <QJsonArray>
#include <QTest>

#include <rapidcheck.h>

using namespace peraku::domain;
using namespace peraku;

namespace {

SigningStatement sampleStatement(quint32 seed, VoucherKind kind)
{
    test::Samples samples(seed);
    const auto voucher = samples.voucher(VoucherState::Certified, kind);
    SigningStatement statement;
    statement.processNo = voucher.content.processNo;
    statement.step = 2;
    statement.stepKind = StepKind::SecondCertification;
    statement.voucherId = voucher.id;
    statement.voucherNumber = voucher.number;
    statement.contentRevision = voucher.contentRevision;
    statement.content = voucher.content;
    statement.preparer = voucher.preparer;
    statement.earlierSignatures = { Sha256Hex(samples.hex(32)) };
    statement.signerIc = samples.ic();
    statement.signerCertificate = Sha256Hex(samples.hex(32));
    statement.statementsVersion = QLatin1String(currentStatementsVersion);
    statement.time = QDateTime(QDate(2026, 6, 30), QTime(9, 15, 1), Qt::UTC);
    return statement;
}

} // namespace

class TestStatement : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void statement_roundTrips_data()
    {
        QTest::addColumn<bool>("journal");
        QTest::newRow("payment") << false;
        QTest::newRow("journal") << true;
    }
    void statement_roundTrips()
    {
        QFETCH(bool, journal);
        for (quint32 seed = 1; seed < 20; ++seed) {
            const auto statement
                = sampleStatement(seed, journal ? VoucherKind::Journal : VoucherKind::Payment);
            const auto bytes = canonicalBytes(statement);
            QVERIFY(bytes);
            // Written member by member, they are what the general writer makes of the same tree.
            QCOMPARE(*bytes, *canonicalJson(*parseStrictJson(*bytes)));
            const auto parsed = parseStatement(*bytes);
            QVERIFY2(parsed, qPrintable(parsed ? QString() : parsed.error().detail));
            QVERIFY(*parsed == statement);
        }
    }

    void bytes_areStable()
    {
        SigningStatement statement;
        statement.processNo = 34;
        statement.content.processNo = 34;
        statement.step = 1;
        statement.voucherId = VoucherId(QString(32, QLatin1Char('a')));
        statement.voucherNumber = QStringLiteral("BJ/27010101/2026/000001");
        statement.contentRevision = 1;
        statement.content.office = OfficeCode(QStringLiteral("27010101"));
        statement.content.date = QDate(2026, 6, 30);
        statement.content.narration = QStringLiteral("é");
        statement.content.lines
            = { { { { QStringLiteral("vote"), QStringLiteral("B27") } }, Side::Credit, Money::fromSen(-5) } };
        statement.content.details
            = JournalDetails { JournalType::Accrual, QStringLiteral("2026-06"), QStringLiteral("sebab"), {} };
        statement.preparer = { *Ic::parse(QStringLiteral("800101145001")), QStringLiteral("N"),
            QStringLiteral("P"), OfficeCode(QStringLiteral("27010101")) };
        statement.signerIc = *Ic::parse(QStringLiteral("810101145002"));
        statement.signerCertificate = Sha256Hex(QString(64, QLatin1Char('b')));
        statement.statementsVersion = QStringLiteral("1");
        statement.time = QDateTime(QDate(2026, 6, 30), QTime(1, 2, 3), Qt::UTC);
        // Signatures made by earlier versions verify only as long as this text never changes.
        QCOMPARE(*canonicalBytes(statement),
            QByteArray(
                "{\"action\":\"certify\",\"earlierSignatures\":[],\"process\":34,\"signer\":{\"certificate\":"
                "\"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\",\"ic\":"
                "\"810101145002\"},\"statementsVersion\":\"1\",\"step\":1,"
                "\"stepKind\":\"first-certification\",\"time\":\"2026-06-30T01:02:03Z\",\"type\":\"peraku."
                "statement.v1\",\"voucher\":{\"content\":"
                "{\"attachments\":[],\"date\":\"2026-06-30\",\"journal\":{\"period\":\"2026-06\",\"reason\":"
                "\"sebab\",\"referenceVoucher\":\"\","
                "\"type\":\"accrual\"},\"lines\":[{\"amount\":\"-0.05\",\"segments\":{\"vote\":\"B27\"},"
                "\"side\":\"credit\"}],\"narration\":\"\xc3\xa9\","
                "\"office\":\"27010101\",\"processNo\":34},\"contentRevision\":1,\"id\":"
                "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\","
                "\"number\":\"BJ/27010101/2026/"
                "000001\",\"preparer\":{\"ic\":\"800101145001\",\"name\":\"N\",\"office\":\"27010101\","
                "\"post\":\"P\"}}}"));
    }

    void notCanonical_refused_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        const auto row = [](const char* name, const char* from, const char* to) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to);
        };
        row("space", "{\"action\"", "{ \"action\"");
        row("line break", "}}", "}}\n");
        row("escaped letter", "certify", "c\\u0065rtify");
        row("number spelling", "\"step\":2", "\"step\":2.0");
        row("exponent", "\"step\":2", "\"step\":2e0");
        row("duplicate", "\"step\":2", "\"step\":2,\"step\":2");
        row("other order", "{\"action\":\"certify\",", "{");
        row("unknown member", "\"step\":2", "\"note\":\"\",\"step\":2");
        row("unknown member in signer", "\"signer\":{", "\"signer\":{\"a\":1,");
        row("other type", "peraku.statement.v1", "peraku.statement.v2");
        row("other action", "certify", "cancels");
        row("other process", "\"process\":22", "\"process\":23");
        row("step out of range", "\"step\":2", "\"step\":0");
        row("time with milliseconds", "09:15:01Z", "09:15:01.000Z");
        row("time with zone", "09:15:01Z", "09:15:01+00:00");
        row("time that does not exist", "2026-06-30T09", "2026-06-31T09");
        row("hash in capitals", "\"certificate\":\"", "\"certificate\":\"A");
        row("earlier signature not a hash", "\"earlierSignatures\":[\"", "\"earlierSignatures\":[\"zz\",\"");
        row("earlier signature not text", "\"earlierSignatures\":[\"", "\"earlierSignatures\":[1,\"");
    }
    void notCanonical_refused()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        const auto bytes = *canonicalBytes(sampleStatement(3, VoucherKind::Payment));
        const auto at = bytes.indexOf(from);
        QVERIFY(at >= 0);
        auto changed = bytes;
        changed.replace(at, from.size(), to);
        const auto parsed = parseStatement(changed);
        QVERIFY2(!parsed, "it was accepted");
        QCOMPARE(parsed.error().code, ErrorCode::StatementMalformed);
    }

    void everyCut_isRefused()
    {
        const auto bytes = *canonicalBytes(sampleStatement(4, VoucherKind::Journal));
        for (qsizetype size = 0; size < bytes.size(); ++size)
            QVERIFY2(!parseStatement(bytes.left(size)), qPrintable(QString::number(size)));
    }

    void everyChangedByte_isRefusedOrSeen()
    {
        const auto statement = sampleStatement(5, VoucherKind::Payment);
        const auto bytes = *canonicalBytes(statement);
        QVERIFY(rc::check("a statement that reads the same has the same bytes", [&] {
            auto changed = bytes;
            const auto at = *rc::gen::inRange<qsizetype>(0, bytes.size());
            const auto value = char(*rc::gen::inRange(0, 256));
            changed[at] = value;
            const auto parsed = parseStatement(changed);
            if (parsed && changed != bytes) {
                RC_ASSERT(!(*parsed == statement));
                RC_ASSERT(*canonicalBytes(*parsed) == changed);
            }
        }));
    }

    void contentFromJson_wrongKindsAnywhere_refusedOrExact()
    {
        for (const auto kind : { VoucherKind::Payment, VoucherKind::Journal }) {
            const auto content = test::Samples(6).content(kind);
            const auto json = toJson(content);
            QVERIFY(*contentFromJson(json) == content);
            int refused = 0;
            int accepted = 0;
            test::variants(json, [&](const QJsonValue& changed) {
                if (!changed.isObject())
                    return;
                const auto read = contentFromJson(changed.toObject());
                // What is accepted must have been understood whole: written again it says the same.
                if (read) {
                    ++accepted;
                    QCOMPARE(QJsonValue(toJson(*read)), changed);
                } else {
                    ++refused;
                    QCOMPARE(read.error().code, ErrorCode::ProtocolError);
                    QVERIFY(!read.error().detail.isEmpty());
                }
            });
            QVERIFY(refused > 200);
            // Only free text may become "?" and only optional dates may be left out.
            QVERIFY2(accepted < 60, qPrintable(QString::number(accepted)));
        }
    }

    void contentFromJson_oversized_refused()
    {
        const auto json = toJson(test::Samples(7).payment());
        const auto with = [&](const char* key, const QJsonValue& value) {
            auto changed = json;
            changed.insert(QLatin1String(key), value);
            return contentFromJson(changed).has_value();
        };
        QVERIFY(!with("narration", QString(1001, QLatin1Char('x'))));
        QVERIFY(!with("processNo", 51));
        QVERIFY(!with("office", QStringLiteral("123456789")));
        QJsonArray lines;
        for (int i = 0; i < 201; ++i)
            lines.append(json.value(QStringLiteral("lines")).toArray().at(0));
        QVERIFY(!with("lines", lines));
        lines.removeLast();
        QVERIFY(with("lines", lines));
        auto both = json;
        both.insert(
            QStringLiteral("journal"), toJson(test::Samples(7).journal()).value(QStringLiteral("journal")));
        QVERIFY(!contentFromJson(both));
    }

    void dataHeader_namesDocumentRevisionAndSigner()
    {
        const auto statement = sampleStatement(8, VoucherKind::Payment);
        const auto header = dataHeader(statement);
        QVERIFY(header.contains(statement.voucherNumber));
        QVERIFY(header.contains(statement.signerIc.digits()));
    }
};

QTEST_GUILESS_MAIN(TestStatement)
#include "test_statement.moc"
