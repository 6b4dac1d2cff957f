#include "actor.h"

#include <domain/workflow.h>
#include <signing/certificate.h>
#include <signing/pades.h>

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace peraku::test {

using namespace domain;
using namespace Qt::StringLiterals;

namespace {

template <typename T> T need(Result<T> result, const char* what)
{
    if (!result)
        qFatal(
            "%s: %s %s", what, qPrintable(errorKey(result.error().code)), qPrintable(result.error().detail));
    return std::move(*result);
}

QByteArray sha256(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

QByteArray rawSignature(const QByteArray& keyPem, const QByteArray& digest)
{
    BIO* bio = BIO_new_mem_buf(keyPem.constData(), int(keyPem.size()));
    EVP_PKEY* key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
    EVP_PKEY_CTX* context = EVP_PKEY_CTX_new(key, nullptr);
    QByteArray signature(256, '\0');
    auto size = size_t(signature.size());
    if (EVP_PKEY_sign_init(context) != 1
        || EVP_PKEY_sign(context, reinterpret_cast<unsigned char*>(signature.data()), &size,
               reinterpret_cast<const unsigned char*>(digest.constData()), size_t(digest.size()))
            != 1)
        qFatal("signing");
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(key);
    BIO_free(bio);
    signature.truncate(qsizetype(size));
    return signature;
}

/** A value that the mask takes: the chart's first, or what the guide's example looks like. */
QString segmentValue(const SegmentRule& rule, const ReferenceData& reference, const Office& office)
{
    if (rule.key == QLatin1String("controllingOfficer"))
        return office.controllingOfficer;
    if (rule.key == QLatin1String("office"))
        return office.code.value();
    for (const auto& value : reference.values) {
        if (value.segment == rule.key)
            return value.code;
    }
    return rule.key == QLatin1String("programme") ? QStringLiteral("010100") : QStringLiteral("B27");
}

} // namespace

QByteArray randomHex(int bytes)
{
    QByteArray raw(bytes, '\0');
    for (auto& byte : raw)
        byte = char(QRandomGenerator::system()->bounded(256));
    return raw.toHex();
}

Actor::Actor(const HttpClient& client, const TreasuryProcess::DemoOfficer& officer,
    const QByteArray& issuingCertificate)
    : m_client(client)
    , m_demo(officer)
    , m_issuing(issuingCertificate)
{
    const QByteArray body = "{\"ic\":\"" + officer.officer.ic.digits().toLatin1() + "\",\"password\":\""
        + officer.password + "\"}";
    const auto answer
        = m_client.send("POST", "/v1/session", { { "Content-Type", "application/json" } }, body);
    if (answer.status != 201)
        qFatal("log-in: %d %s", answer.status, answer.body.constData());
    const auto session = need(wire::decodeSessionResponse(std::as_bytes(
                                  std::span(answer.body.constData(), std::size_t(answer.body.size())))),
        "session");
    m_token = QByteArray(
        reinterpret_cast<const char*>(session.accessToken.bytes()), qsizetype(session.accessToken.size()));
    m_demo.officer = session.officer;
}

HttpAnswer Actor::get(const QByteArray& target, const QByteArray& tag) const
{
    QList<QPair<QByteArray, QByteArray>> headers { { "Authorization", "Bearer " + m_token } };
    if (!tag.isEmpty())
        headers.append({ "If-None-Match", tag });
    return m_client.send("GET", target, headers);
}

HttpAnswer Actor::change(const QByteArray& method, const QByteArray& target, const QByteArray& body,
    int revision, const QByteArray& key) const
{
    QList<QPair<QByteArray, QByteArray>> headers { { "Authorization", "Bearer " + m_token },
        { "Idempotency-Key", key } };
    headers.append(revision >= 0 ? qMakePair(QByteArray("If-Match"), wire::etagOf(revision))
                                 : qMakePair(QByteArray("If-None-Match"), QByteArray("*")));
    if (!body.isEmpty())
        headers.append(qMakePair(QByteArray("Content-Type"), QByteArray("application/json")));
    return m_client.send(method, target, headers, body);
}

ReferenceData Actor::reference() const
{
    return need(wire::decodeReference(get("/v1/reference").body), "reference");
}

VoucherContent Actor::payment(const ReferenceData& reference, qint64 sen) const
{
    const auto today = QDateTime::currentDateTimeUtc().toOffsetFromUtc(8 * 3600).date();
    Office office;
    for (const auto& each : reference.offices) {
        if (each.code == m_demo.officer.office)
            office = each;
    }
    VoucherContent content;
    content.processNo = 22;
    content.office = office.code;
    content.date = today;
    content.narration = QStringLiteral("Bekalan alat tulis");
    ChargeLine line;
    for (const auto& rule : reference.mask.segments) {
        if (rule.required)
            line.segments.insert(rule.key, segmentValue(rule, reference, office));
    }
    line.amount = Money::fromSen(sen);
    content.lines = { line };
    PaymentDetails payment;
    const auto bank = reference.banks.value(0);
    payment.payee = { QStringLiteral("Syarikat Contoh"), QStringLiteral("202301012345"), bank.code,
        QString(bank.accountMin, QLatin1Char('7')) };
    payment.invoices = { { QStringLiteral("INV-") + QString::fromLatin1(randomHex(4)), today, line.amount } };
    payment.documentsReceived = today;
    content.details = payment;
    content.attachments = { { QStringLiteral("invois.pdf"), QStringLiteral("application/pdf"),
        document().size(), Sha256Hex(QString::fromLatin1(sha256(document()).toHex())) } };
    return content;
}

HttpAnswer Actor::upload(const QByteArray& bytes, const QByteArray& mediaType) const
{
    return m_client.send("PUT", "/v1/attachments/" + sha256(bytes).toHex(),
        { { "Authorization", "Bearer " + m_token }, { "Content-Type", mediaType } }, bytes);
}

HttpAnswer Actor::saveNew(const QByteArray& id, const VoucherContent& content) const
{
    return change("PUT", "/v1/vouchers/" + id, wire::encode(wire::DraftBody { content }), -1);
}

SigningStatement Actor::statement(
    const Voucher& voucher, const ProcessCatalogue& catalogue, const QByteArray& certificate) const
{
    const Workflow workflow(catalogue);
    SigningStatement statement;
    statement.processNo = voucher.content.processNo;
    statement.step = workflow.nextStep(voucher);
    statement.stepKind = workflow.nextStepKind(voucher).value_or(StepKind::FirstCertification);
    statement.voucherId = voucher.id;
    statement.voucherNumber = voucher.number;
    statement.contentRevision = voucher.contentRevision;
    statement.content = voucher.content;
    statement.preparer = voucher.preparer;
    for (const auto& entry : voucher.history) {
        if (entry.action == HistoryAction::Certified && !entry.voided)
            statement.earlierSignatures.append(entry.signatureHash);
    }
    statement.signerIc = m_demo.officer.ic;
    statement.signerCertificate = need(signing::certificateFacts(certificate), "facts").sha256;
    statement.statementsVersion = QLatin1String(currentStatementsVersion);
    auto now = QDateTime::currentDateTimeUtc();
    now.setTime(QTime(now.time().hour(), now.time().minute(), now.time().second()));
    statement.time = now;
    return statement;
}

signing::PreparedSignature Actor::prepared(const QByteArray& content, const QDateTime& time,
    const QByteArray& certificate, signing::SignatureForm form) const
{
    const auto profile = signing::profileFor(need(signing::certificateFacts(certificate), "facts"), false);
    return need(signing::prepareCades({ sha256(content), certificate, { m_issuing }, need(profile, "profile"),
                    time, nullptr, form }),
        "prepare");
}

QByteArray Actor::certification(const Voucher& voucher, const ProcessCatalogue& catalogue) const
{
    const auto certificate = need(signing::certificatesFromPem(m_demo.certificatePem), "certificate").first();
    const auto said = statement(voucher, catalogue, certificate);
    wire::DecisionBody body;
    body.statement = need(canonicalBytes(said), "statement");
    const auto half = prepared(body.statement, said.time, certificate);
    body.signature
        = need(signing::completeCades(half, rawSignature(m_demo.keyPem, half.attributesDigest)), "complete");
    return wire::encode(body);
}

HttpAnswer Actor::send(const QByteArray& target, const QByteArray& body) const
{
    return m_client.send("POST", target,
        { { "authorization", "Bearer " + m_token }, { "content-type", "application/json" } }, body);
}

QJsonObject Actor::post(const QByteArray& target, const QJsonObject& body, int expected) const
{
    const auto answer = send(target, QJsonDocument(body).toJson(QJsonDocument::Compact));
    if (answer.status != expected)
        qFatal("%s: %d %s", target.constData(), answer.status, answer.body.constData());
    return QJsonDocument::fromJson(answer.body).object();
}

QByteArray Actor::roamingCertification(
    const Voucher& voucher, const ProcessCatalogue& catalogue, const std::function<QString()>& readCode) const
{
    const auto id = m_demo.roamingCredential;
    const auto info = post("/csc/v2/credentials/info",
        { { u"credentialID"_s, id }, { u"certificates"_s, u"chain"_s }, { u"authInfo"_s, true } });
    const auto certificate = QByteArray::fromBase64(
        info.value(u"cert"_s).toObject().value(u"certificates"_s).toArray().first().toString().toLatin1());
    const auto said = statement(voucher, catalogue, certificate);
    wire::DecisionBody body;
    body.medium = SigningMedium::RoamingOtp;
    body.statement = need(canonicalBytes(said), "statement");
    const auto half = prepared(body.statement, said.time, certificate);
    const auto base64 = [](const QByteArray& bytes) { return QString::fromLatin1(bytes.toBase64()); };

    const auto intent = post("/v1/signing-intents",
        { { u"credentialID"_s, id },
            { u"documents"_s,
                QJsonArray {
                    QJsonObject { { u"kind"_s, u"statement"_s }, { u"statement"_s, base64(body.statement) },
                        { u"signedAttributes"_s, base64(half.signedAttributes) } } } } },
        201);
    post("/csc/v2/credentials/getChallenge",
        { { u"credentialID"_s, id }, { u"authObjectID"_s, u"OTP"_s },
            { u"clientData"_s, intent.value(u"intentID"_s) } });
    const QJsonArray hashes { base64(half.attributesDigest) };
    const QJsonArray secrets { QJsonObject { { u"id"_s, u"PIN"_s }, { u"value"_s, m_demo.roamingSecret } },
        QJsonObject { { u"id"_s, u"OTP"_s }, { u"value"_s, readCode() } } };
    const auto granted = post("/csc/v2/credentials/authorize",
        { { u"credentialID"_s, id }, { u"numSignatures"_s, 1 }, { u"hashes"_s, hashes },
            { u"hashAlgorithmOID"_s, u"2.16.840.1.101.3.4.2.1"_s }, { u"authData"_s, secrets } });
    const auto algorithm = info.value(u"key"_s).toObject().value(u"algo"_s).toArray().first();
    const auto made = post("/csc/v2/signatures/signHash",
        { { u"credentialID"_s, id }, { u"SAD"_s, granted.value(u"SAD"_s) }, { u"hashes"_s, hashes },
            { u"hashAlgorithmOID"_s, u"2.16.840.1.101.3.4.2.1"_s }, { u"signAlgo"_s, algorithm } });
    const auto raw
        = QByteArray::fromBase64(made.value(u"signatures"_s).toArray().first().toString().toLatin1());
    body.signature = need(signing::completeCades(half, raw), "complete");
    return wire::encode(body);
}

QByteArray Actor::signPdf(const QByteArray& pdf) const
{
    const auto certificate = need(signing::certificatesFromPem(m_demo.certificatePem), "certificate").first();
    const auto facts = need(signing::certificateFacts(certificate), "facts");
    const auto prepared = need(signing::preparePades({ pdf, certificate, { m_issuing },
                                   need(signing::profileFor(facts, false), "profile"),
                                   QDateTime::currentDateTimeUtc(), m_demo.officer.name, {} }),
        "prepare");
    return need(
        signing::completePades(prepared, rawSignature(m_demo.keyPem, prepared.signature.attributesDigest)),
        "complete");
}

} // namespace peraku::test
