#include "filled.h"

#include <domain/statement.h>
#include <pki/endpoints.h>
#include <signing/verify.h>

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace peraku;
using namespace peraku::test;
using namespace Qt::StringLiterals;

class TestDemo : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void state_sameSeed_isEqual();
    void state_officers_haveValidUniqueIcs();
    void state_everyStaffedOffice_hasEveryRole();
    void options_outOfRange_areRefused_data();
    void options_outOfRange_areRefused();
    void fill_sameSeed_sameContent();
    void fill_twice_isRefused();
    void fill_interrupted_leavesNoRosterAndSaysHowToBeginAnew();
    void fill_history_verifiesAndShowsEveryState();
    void tokens_journeyOfficers_areUsableByTheirPins();
};

void TestDemo::state_sameSeed_isEqual()
{
    const auto one = demo::makeState(optionsOf(10));
    const auto two = demo::makeState(optionsOf(10));
    const auto other = demo::makeState(optionsOf(10, 8));
    QVERIFY(one && two && other);
    QCOMPARE(one->reference, two->reference);
    QCOMPARE(one->officers.size(), 24);
    for (qsizetype i = 0; i < one->officers.size(); ++i)
        QCOMPARE(one->officers.at(i).officer, two->officers.at(i).officer);
    QVERIFY(one->officers.first().officer.ic != other->officers.first().officer.ic);
}

void TestDemo::state_officers_haveValidUniqueIcs()
{
    auto options = optionsOf(10);
    options.offices = 200;
    options.officers = 2000;
    const auto state = demo::makeState(options);
    QVERIFY(state);
    QSet<QString> seen;
    for (const auto& each : state->officers) {
        const auto& digits = each.officer.ic.digits();
        QVERIFY2(domain::Ic::parse(digits), qPrintable(digits));
        QVERIFY2(each.officer.ic.hasKnownPlaceOfBirth(), qPrintable(digits));
        QVERIFY2(!seen.contains(digits), qPrintable(digits));
        seen.insert(digits);
    }
}

void TestDemo::state_everyStaffedOffice_hasEveryRole()
{
    const auto state = demo::makeState(optionsOf(10));
    QVERIFY(state);
    for (const auto& office : state->reference.offices) {
        for (const auto role : { domain::Role::Preparer, domain::Role::Checker, domain::Role::Approver,
                 domain::Role::Receiver }) {
            const bool found = std::any_of(state->officers.cbegin(), state->officers.cend(),
                [&](const auto& each) { return each.officer.has(role) && each.officer.serves(office.code); });
            QVERIFY2(found, qPrintable(office.name + u' ' + domain::toWire(role)));
        }
    }
}

void TestDemo::options_outOfRange_areRefused_data()
{
    QTest::addColumn<int>("offices");
    QTest::addColumn<int>("officers");
    QTest::addColumn<int>("vouchers");
    QTest::newRow("no office") << 0 << 60 << 10;
    QTest::newRow("too few officers") << 1 << 5 << 10;
    QTest::newRow("negative vouchers") << 1 << 6 << -1;
}

void TestDemo::options_outOfRange_areRefused()
{
    QFETCH(int, offices);
    QFETCH(int, officers);
    QFETCH(int, vouchers);
    auto options = optionsOf(vouchers);
    options.offices = offices;
    options.officers = officers;
    const auto state = demo::makeState(options);
    QVERIFY(!state);
    QCOMPARE(state.error().code, domain::ErrorCode::InvalidInput);
}

void TestDemo::fill_sameSeed_sameContent()
{
    Filled one;
    Filled two;
    Filled other;
    auto unsignedOptions = optionsOf(60);
    unsignedOptions.sign = false;
    QCOMPARE(one.fill(optionsOf(60)), QString());
    QCOMPARE(two.fill(unsignedOptions), QString());
    QCOMPARE(other.fill(optionsOf(60, 8)), QString());
    QCOMPARE(one.report.vouchers, 60);
    QCOMPARE(one.report.contentHash.toHex(), two.report.contentHash.toHex());
    QVERIFY(one.report.contentHash != other.report.contentHash);
}

void TestDemo::fill_twice_isRefused()
{
    Filled filled;
    QCOMPARE(filled.fill(optionsOf(3)), QString());
    const auto again = demo::fillTreasury(*filled.admin, *filled.authority, optionsOf(3));
    QVERIFY(!again);
    QCOMPARE(again.error().code, domain::ErrorCode::InvalidInput);
}

void TestDemo::fill_interrupted_leavesNoRosterAndSaysHowToBeginAnew()
{
    Filled filled;
    auto options = optionsOf(3);
    options.tokens = filled.dir.filePath(u"tokens"_s);
    options.tokenTool = u"/nowhere/treasuryd"_s;
    QVERIFY(!filled.fill(options).isEmpty());
    QVERIFY(!QFile::exists(options.tokens + u"/demo-officers.json"_s));
    const auto again = demo::fillTreasury(*filled.admin, *filled.authority, optionsOf(3));
    QVERIFY(!again);
    QVERIFY(again.error().detail.contains(u"--reset"_s));
}

void TestDemo::fill_history_verifiesAndShowsEveryState()
{
    Filled filled;
    QCOMPARE(filled.fill(optionsOf(1000)), QString());
    const auto state = demo::makeState(optionsOf(1000));
    QVERIFY(state);
    filled.admin.reset(); // one read-write connection at a time
    pki::PkiService service(*filled.authority, filled.clock);
    RefusingVerifier refusing;
    auto opened
        = treasury::Treasury::open(filled.database(), {}, { filled.clock, filled.rng, refusing, service });
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().detail));
    Client client(**opened);
    const auto auditor = std::find_if(state->officers.cbegin(), state->officers.cend(),
        [](const auto& each) { return each.persona == u"juruaudit"; });
    QCOMPARE(client.logIn(auditor->officer.ic, "Peraku-Demo-2026!"), 201);

    const auto trust = service.trust();
    QVERIFY(trust);
    const auto store = signing::TrustStore::create({ trust->roots, trust->intermediates, trust->crls });
    QVERIFY(store);
    signing::VerdictCache cache(*store);

    const auto entries = filled.authority->all();
    QVERIFY(entries);
    QHash<QByteArray, pki::CertificateStatus> ended;
    for (const auto& entry : *entries) {
        if (entry.status != pki::CertificateStatus::Good)
            ended.insert(
                QCryptographicHash::hash(entry.der, QCryptographicHash::Sha256).toHex(), entry.status);
    }
    QMap<pki::CertificateStatus, int> madeByEnded;

    QMap<domain::VoucherState, int> states;
    int certified = 0;
    int verified = 0;
    QByteArray cursor;
    for (bool more = true; more;) {
        const auto answer = client.get("/v1/changes", { { "cursor", cursor }, { "limit", "500" } });
        QCOMPARE(answer.status, 200);
        const auto page = wire::decodeChangesPage(answer.body);
        QVERIFY2(page, qPrintable(page ? QString() : page.error().detail));
        cursor = page->next.value().toLatin1();
        more = page->more;
        for (const auto& change : page->changes) {
            const auto& voucher = change.voucher;
            ++states[voucher.state];
            for (const auto& entry : voucher.history)
                certified += entry.action == domain::HistoryAction::Certified ? 1 : 0;
            const auto kept = client.get("/v1/vouchers/" + voucher.id.value().toLatin1() + "/signatures");
            QCOMPARE(kept.status, 200);
            const auto records = wire::decodeSignatures(kept.body);
            QVERIFY(records);
            for (const auto& record : *records) {
                signing::VerifyOptions options;
                options.now = filled.clock.now;
                options.trustedTime = record.receivedAt;
                options.expectedIc = record.signer.ic;
                options.expectedVoucher = voucher.id;
                options.expectedContentRevision = record.contentRevision;
                options.expectedStep = record.step;
                options.timestamp = signing::TimestampPolicy::Required;
                const auto report = signing::verifyCades(record.cms, record.statement, cache, options);
                const auto failure = report.firstFailure();
                QVERIFY2(report.valid(),
                    qPrintable(failure ? domain::errorKey(failure->code) + u' ' + failure->detail
                                       : u"incomplete"_s));
                const auto statement = domain::parseStatement(record.statement);
                QVERIFY(statement);
                if (record.contentRevision == voucher.contentRevision)
                    QCOMPARE(statement->content, voucher.content);
                QCOMPARE(statement->voucherNumber, voucher.number);
                ++madeByEnded[ended.value(statement->signerCertificate.value().toLatin1())];
                ++verified;
            }
        }
    }
    // A draft is shown to its own office only.
    QSet<domain::OfficeCode> asked;
    for (const auto& each : state->officers) {
        if (!each.officer.has(domain::Role::Preparer) || asked.contains(each.officer.office))
            continue;
        asked.insert(each.officer.office);
        QCOMPARE(client.logIn(each.officer.ic, "Peraku-Demo-2026!"), 201);
        QByteArray position;
        for (bool more = true; more;) {
            const auto page = wire::decodeChangesPage(
                client.get("/v1/changes", { { "cursor", position }, { "limit", "500" } }).body);
            QVERIFY(page);
            position = page->next.value().toLatin1();
            more = page->more;
            for (const auto& change : page->changes)
                states[domain::VoucherState::Draft]
                    += change.voucher.state == domain::VoucherState::Draft ? 1 : 0;
        }
    }
    QCOMPARE(verified, certified);
    QCOMPARE(verified, filled.report.signatures);
    QVERIFY(madeByEnded.value(pki::CertificateStatus::Revoked) > 0);
    QVERIFY(madeByEnded.value(pki::CertificateStatus::Suspended) > 0);
    for (const auto wanted : { domain::VoucherState::Draft, domain::VoucherState::Submitted,
             domain::VoucherState::Certified, domain::VoucherState::Queried, domain::VoucherState::Cancelled,
             domain::VoucherState::Posted, domain::VoucherState::Paid })
        QVERIFY2(states.value(wanted) > 0, qPrintable(domain::toWire(wanted)));
}

void TestDemo::tokens_journeyOfficers_areUsableByTheirPins()
{
    Filled filled;
    auto options = optionsOf(0);
    options.tokens = filled.dir.filePath(u"tokens"_s);
    options.tokenTool = QCoreApplication::applicationDirPath() + u"/treasuryd"_s;
    QCOMPARE(filled.fill(options), QString());
    QFile file(options.tokens + u"/demo-officers.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(
        file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
        QFile::Permissions());
    const auto officers = QJsonDocument::fromJson(file.readAll()).object().value(u"officers"_s).toArray();
    QCOMPARE(officers.size(), 24);
    int tokens = 0;
    for (const auto& each : officers) {
        const auto token = each.toObject().value(u"token"_s).toObject();
        if (token.isEmpty())
            continue;
        ++tokens;
        QProcess list;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"SOFTHSM2_CONF"_s, token.value(u"config"_s).toString());
        list.setProcessEnvironment(environment);
        list.start(u"pkcs11-tool"_s,
            { u"--module"_s, u"/usr/lib/softhsm/libsofthsm2.so"_s, u"--login"_s, u"--pin"_s,
                token.value(u"pin"_s).toString(), u"-O"_s });
        QVERIFY(list.waitForFinished());
        const auto objects = list.readAllStandardOutput();
        QVERIFY2(objects.contains("Private Key Object; EC"), objects.constData());
        QVERIFY2(objects.contains("Certificate Object; type = X.509 cert"), objects.constData());
        QVERIFY2(objects.contains(each.toObject().value(u"ic"_s).toString().toLatin1()), objects.constData());
    }
    QCOMPARE(tokens, 3);
}

QTEST_GUILESS_MAIN(TestDemo)
#include "test_demo.moc"
