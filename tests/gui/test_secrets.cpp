#include "bench.h"
#include "roamingsigner.h"

#include <services/systemports.h>
#include <signing/openssl.h>
#include <support/pki.h>
#include <ui/secretedit.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

#include <memoryscan.h>

using namespace peraku;
using namespace peraku::domain;
using guitest::Bench;
using remote::HttpRequest;
using remote::HttpResponse;
using secret::SecureBuffer;

namespace {

// Each digit XORed with shim::mask; this program never holds them in clear.
const std::string maskedPin = "cjkhobinldmkjo";
const std::string maskedCode = "mibkcn";

void typeMasked(ui::SecretEdit* field, const std::string& masked)
{
    for (const char c : masked)
        QTest::keyClick(field, char(static_cast<unsigned char>(c) ^ shim::mask));
}

bool holds(const SecureBuffer& body, const std::string& masked)
{
    for (std::size_t at = 0; at + masked.size() <= body.size(); ++at) {
        std::size_t same = 0;
        while (same < masked.size()
            && (body.bytes()[at + same] ^ shim::mask) == static_cast<unsigned char>(masked[same]))
            ++same;
        if (same == masked.size())
            return true;
    }
    return false;
}

/** A treasury behind the desk's network port that looks at secrets where they stand and keeps none. */
class SilentTreasury : public remote::Transport {
public:
    explicit SilentTreasury(support::Issued issued)
        : m_issued(std::move(issued))
    {
    }
    int refusals = 0; ///< So many tries are refused first.
    int sawBoth = 0;

    Async<HttpResponse> send(HttpRequest request) override
    {
        auto answer = std::make_shared<HttpResponse>(answerTo(request));
        auto promise = std::make_shared<QPromise<Result<HttpResponse>>>();
        promise->start();
        QTimer::singleShot(0, this, [promise, answer] {
            promise->addResult(Result<HttpResponse>(std::move(*answer)));
            promise->finish();
        });
        return promise->future();
    }

private:
    static HttpResponse said(int status, const QJsonObject& body, bool secret = false)
    {
        HttpResponse response;
        response.status = status;
        response.headers = { { "peraku-api", "1" }, { "content-type", "application/json" } };
        const auto bytes = QJsonDocument(body).toJson(QJsonDocument::Compact);
        if (secret)
            response.secretBody
                = SecureBuffer::copyOf(std::string_view(bytes.constData(), std::size_t(bytes.size())));
        else
            response.body = bytes;
        return response;
    }
    HttpResponse answerTo(const HttpRequest& request)
    {
        const auto in = [now = QDateTime::currentDateTimeUtc()](
                            int seconds) { return now.addSecs(seconds).toString(Qt::ISODate); };
        if (request.path.endsWith("/info"))
            return said(
                200, { { "specs", "2.0.0.2" }, { "methods", QJsonArray { "credentials/getChallenge" } } });
        if (request.path.endsWith("/list"))
            return said(200,
                { { "credentialIDs", QJsonArray { "c" } }, { "credentialInfos", QJsonArray { info() } } });
        if (request.path.endsWith("/signing-intents"))
            return said(201, { { "intentID", "i" }, { "expiresAt", in(600) } });
        if (request.path.endsWith("/getChallenge"))
            return said(200, { { "challenge", "n" }, { "channel", "email" }, { "maskedTarget", "a***b" } });
        if (request.path.endsWith("/authorize")) {
            sawBoth += holds(request.secretBody, maskedPin) && holds(request.secretBody, maskedCode);
            if (refusals-- > 0)
                return said(400, { { "error", "invalid_authentication_data" } }, true);
            return said(200, { { "SAD", "sad" }, { "expiresIn", 60 } }, true);
        }
        return said(200, { { "signatures", QJsonArray { "AAAA" } } });
    }
    QJsonObject info() const
    {
        return { { "credentialID", "c" },
            { "key",
                QJsonObject { { "status", "enabled" }, { "algo", QJsonArray { "1.2.840.10045.4.3.2" } } } },
            { "cert",
                QJsonObject { { "status", "valid" },
                    { "certificates", QJsonArray { QString::fromLatin1(m_issued.der.toBase64()) } } } },
            { "auth",
                QJsonObject { { "mode", "explicit" }, { "expression", "PIN AND OTP" },
                    { "objects",
                        QJsonArray { QJsonObject { { "type", "Password" }, { "id", "PIN" } },
                            QJsonObject { { "type", "ChallengeResponse" }, { "id", "OTP" } } } } } },
            { "multisign", 1 } };
    }
    support::Issued m_issued;
};

/** A checker whose key lies with that treasury, signed for by the real signer. */
struct RoamingBench : Bench {
    RoamingBench()
    {
        logIn(Role::Checker);
        const auto ic = desk.session.who.ic;
        treasury = std::make_unique<SilentTreasury>(
            support::TestPki(desk.clock.now).officer(support::TestKey::P256, ic.digits().toLatin1()));
        client = std::make_unique<remote::Client>(*treasury, ports.clock, ports.rng, ports.scheduler);
        client->openSession(
            { SecureBuffer::copyOf(std::string_view("a")), SecureBuffer::copyOf(std::string_view("r")) });
        signer = std::make_unique<services::RoamingSigner>(*client, desk.clock, ports.scheduler,
            services::RoamingSigner::Provider { QStringLiteral("treasury.example"), true });
        auto asked = signer->inventory(ic);
        QTRY_VERIFY(asked.isFinished());
        desk.certify.inventory = *asked.result();
        QCOMPARE(desk.certify.inventory.credentials.size(), 1);
        desk.certify.signer = signer.get();
        desk.batch.signer = signer.get();
        Q_EMIT desk.certify.mediaChanged();
        press(Qt::Key_1, Qt::ControlModifier);
    }
    void typeCode()
    {
        QTRY_VERIFY(find<ui::SecretEdit>("otp") && find<ui::SecretEdit>("otp")->isEnabled());
        typeMasked(find<ui::SecretEdit>("otp"), maskedCode);
    }

    services::SystemPorts ports;
    std::unique_ptr<SilentTreasury> treasury;
    std::unique_ptr<remote::Client> client;
    std::unique_ptr<services::RoamingSigner> signer;
};

} // namespace

/**
 * PIN and code, typed into the real dialog and sent by the real signer, stand nowhere in the process
 * afterwards, as a core image would show it. What Qt's sockets do with the bytes lies beyond the port that is
 * replaced here.
 */
class TestGuiSecrets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { secret::hardenProcess(); }
    void pinAndCode_areNowhere_data();
    void pinAndCode_areNowhere();
    void pinOfABatch_isNowhereAfterIt_data();
    void pinOfABatch_isNowhereAfterIt();
};

void TestGuiSecrets::pinAndCode_areNowhere_data()
{
    QTest::addColumn<int>("refusals");
    QTest::addColumn<bool>("signs"); ///< Else the desk locks while both stand in the fields.
    QTest::newRow("signed") << 0 << true;
    QTest::newRow("refused") << 1 << true;
    QTest::newRow("locked before signing") << 0 << false;
}

void TestGuiSecrets::pinAndCode_areNowhere()
{
    QFETCH(int, refusals);
    QFETCH(bool, signs);
    QCOMPARE(shim::countInOwnMemory(maskedPin), 0);
    QCOMPARE(shim::countInOwnMemory(maskedCode), 0);

    RoamingBench bench;
    auto& treasury = *bench.treasury;
    treasury.refusals = refusals;
    bench.press(Qt::Key_Return, Qt::ControlModifier);
    bench.click<QPushButton>("certifyNext");
    typeMasked(bench.find<ui::SecretEdit>("pin"), maskedPin);
    bench.typeCode();
    QVERIFY(shim::countInOwnMemory(maskedPin) > 0);
    if (signs) {
        bench.click<QPushButton>("sign");
        QTRY_COMPARE(treasury.sawBoth, 1);
        if (refusals > 0)
            QTRY_VERIFY(bench.find<QLabel>("pinError"));
        else
            QTRY_VERIFY(bench.find<QPushButton>("confirmSignature"));
        QCOMPARE(shim::countInOwnMemory(maskedPin), 0);
        QCOMPARE(shim::countInOwnMemory(maskedCode), 0);
    }
    bench.window->lock();
    Bench::settle();
    QVERIFY(bench.find<QLabel>("loginLocked"));
    QCOMPARE(shim::countInOwnMemory(maskedPin), 0);
    QCOMPARE(shim::countInOwnMemory(maskedCode), 0);
}

void TestGuiSecrets::pinOfABatch_isNowhereAfterIt_data()
{
    QTest::addColumn<QString>("end"); ///< What comes of the second of three parts.
    for (const auto* end : { "signed", "refused", "left", "locked", "closed" })
        QTest::newRow(end) << QString::fromLatin1(end);
}

void TestGuiSecrets::pinOfABatch_isNowhereAfterIt()
{
    QFETCH(QString, end);
    QCOMPARE(shim::countInOwnMemory(maskedPin), 0);
    RoamingBench bench;
    bench.press(Qt::Key_Down, Qt::ShiftModifier);
    bench.press(Qt::Key_Down, Qt::ShiftModifier);
    bench.click<QPushButton>("signSelected");
    QTRY_VERIFY(bench.find<QLabel>("batchTotal"));
    bench.click<QPushButton>("batchNext");
    typeMasked(bench.find<ui::SecretEdit>("pin"), maskedPin);
    bench.typeCode();
    bench.click<QPushButton>("batchSign");
    QTRY_VERIFY(bench.find<QLabel>("pinKept"));
    QCOMPARE(bench.treasury->sawBoth, 1);
    // The one that is kept, and nothing that the first part left behind.
    QCOMPARE(shim::countInOwnMemory(maskedPin), 1);
    if (end == QLatin1String("signed") || end == QLatin1String("refused")) {
        const bool refused = end == QLatin1String("refused");
        bench.treasury->refusals = refused ? 1 : 0;
        for (int part = 2; part <= (refused ? 2 : 3); ++part) {
            bench.typeCode();
            bench.click<QPushButton>("batchSign");
            QTRY_COMPARE(bench.treasury->sawBoth, part);
        }
        QTRY_VERIFY(bench.find<QLabel>(refused ? "pinError" : "batchResult"));
    } else if (end == QLatin1String("left")) {
        bench.click<QPushButton>("batchClose");
        QVERIFY(bench.find<QLabel>("batchResult"));
    } else if (end == QLatin1String("locked")) {
        bench.window->lock();
        Bench::settle();
    } else {
        // Not deleted yet, as while an answer is waited for.
        bench.dialog()->setAttribute(Qt::WA_DeleteOnClose, false);
        bench.dialog()->done(QDialog::Rejected);
    }
    QCOMPARE(shim::countInOwnMemory(maskedPin), 0);
    bench.window->lock();
    Bench::settle();
    QCOMPARE(shim::countInOwnMemory(maskedPin), 0);
    QCOMPARE(shim::countInOwnMemory(maskedCode), 0);
}

QTEST_MAIN(TestGuiSecrets)
#include "test_secrets.moc"
