#pragma once

#include <csc/service.h>
#include <domain/statement.h>
#include <pki/authority.h>
#include <pki/endpoints.h>
#include <pki/softkeys.h>
#include <signing/cades.h>
#include <signing/certificate.h>
#include <signing/digest.h>
#include <support/samples.h>
#include <support/softhsm.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>

#include <atomic>
#include <mutex>
#include <openssl/rand.h>

namespace peraku::test {

/** Time that moves only when a test says so; begins now, since the HSM and OpenSSL know no other. */
class MovingClock : public domain::Clock {
public:
    QDateTime nowUtc() const override { return m_begin.addSecs(ahead); }
    qint64 monotonicMs() const override { return nowUtc().toMSecsSinceEpoch(); }
    std::atomic<qint64> ahead { 0 };

private:
    QDateTime m_begin = QDateTime::fromSecsSinceEpoch(QDateTime::currentSecsSinceEpoch(), Qt::UTC);
};

class OsRng : public domain::Rng {
public:
    void fill(void* data, qsizetype size) override
    {
        if (RAND_bytes(static_cast<unsigned char*>(data), int(size)) != 1)
            qFatal("no randomness");
    }
};

/** Keeps what it was to deliver, the code among it. */
class RecordingCourier : public treasury::CodeCourier {
public:
    domain::Result<treasury::CodeDelivery> send(
        const treasury::CodeMessage& message, const secret::SecureBuffer& code) override
    {
        const std::lock_guard lock(m_mutex);
        if (failure)
            return domain::fail(*failure);
        last = message;
        lastCode = QByteArray(reinterpret_cast<const char*>(code.bytes()), qsizetype(code.size()));
        ++count;
        return treasury::CodeDelivery { channel, QStringLiteral("a***h@example.my"), message.nonceId,
            channel == domain::OtpChannel::App ? message.appExpiresAt : message.emailExpiresAt, 30 };
    }
    treasury::CodeMessage last;
    QByteArray lastCode;
    int count = 0;
    domain::OtpChannel channel = domain::OtpChannel::Email;
    std::optional<domain::Error> failure;

private:
    std::mutex m_mutex;
};

struct Answer {
    int status = 0;
    QJsonObject body;
    int retryAfter = 0;
    QString error() const { return body.value(QLatin1String("error")).toString(); }
    QString description() const { return body.value(QLatin1String("error_description")).toString(); }
    QString text(const char* name) const { return body.value(QLatin1String(name)).toString(); }
};

/** Documents that an officer wants to sign, as the desk would post them. */
struct Papers {
    QJsonArray documents;
    QList<QByteArray> hashes;
    QJsonArray hashArray() const
    {
        QJsonArray array;
        for (const auto& hash : hashes)
            array.append(QString::fromLatin1(hash.toBase64()));
        return array;
    }
};

/** A roaming service over SoftHSM2 with an authority that certifies its keys. */
class Office {
public:
    explicit Office(csc::ServiceOptions withOptions = fast())
        : options(withOptions)
        , module(hsm.load())
    {
        hsm.make(module, QStringLiteral("roaming"));
        pki::AuthorityProfile profile;
        profile.caKeys = pki::KeyAlgorithm::P256;
        authority = support::SoftHsm::need(pki::CertificateAuthority::create(
            folder.filePath(QStringLiteral("register.db")), profile, authorityKeys, clock));
        endpoints = std::make_unique<pki::PkiService>(*authority, clock);
        token = hsm.open(module, QStringLiteral("roaming"));
        open();
    }
    static csc::ServiceOptions fast()
    {
        csc::ServiceOptions options;
        options.scryptLogN = 4;
        return options;
    }

    QString file() const { return folder.filePath(QStringLiteral("roaming.db")); }
    void close() { service.reset(); }
    void open()
    {
        service = support::SoftHsm::need(
            csc::Service::open(file(), options, { clock, rng, *token, courier, *endpoints, *endpoints }));
    }

    static domain::Ic ic(const char* digits) { return *domain::Ic::parse(QString::fromLatin1(digits)); }

    /** A credential with its certificate. */
    QString enrol(
        const domain::Ic& officer, domain::KeyKind kind = domain::KeyKind::Ec, const char* pin = "739164")
    {
        const auto prepared = support::SoftHsm::need(service->prepare(officer, kind, support::pinOf(pin)));
        const auto issued = support::SoftHsm::need(authority->issueOfficer(
            { officer, QStringLiteral("Pegawai Contoh"), QStringLiteral("Pejabat Contoh"), {} },
            prepared.publicKey));
        support::SoftHsm::need(service->activate(prepared.id, issued.der));
        return prepared.id;
    }
    treasury::RoamingCredential credential(const domain::Ic& officer, const QString& id)
    {
        for (const auto& each : support::SoftHsm::need(service->credentialsOf(officer))) {
            if (each.id == id)
                return each;
        }
        return {};
    }

    Answer call(const char* method, const domain::Ic& officer, const QJsonObject& body)
    {
        return raw(method, officer, QJsonDocument(body).toJson(QJsonDocument::Compact));
    }
    Answer raw(const char* method, const domain::Ic& officer, const QByteArray& body)
    {
        const auto reply = service->handle({ method, officer,
            secret::SecureBuffer::copyOf(std::string_view(body.constData(), std::size_t(body.size()))),
            QStringLiteral("127.0.0.1"), clock.nowUtc() });
        const auto bytes = reply.secretBody.isEmpty()
            ? reply.body
            : QByteArray(
                reinterpret_cast<const char*>(reply.secretBody.bytes()), qsizetype(reply.secretBody.size()));
        return { reply.status, QJsonDocument::fromJson(bytes).object(), reply.retryAfterSeconds };
    }

    /** Asks until the answer is no "not yet". */
    Answer settled(const char* method, const domain::Ic& officer, const QJsonObject& body)
    {
        for (int i = 0; i < 500; ++i) {
            auto answer = call(method, officer, body);
            if (answer.status != 202)
                return answer;
            QThread::msleep(10);
        }
        return {};
    }

    /** `count` statements of vouchers with their signed attributes. */
    Papers papers(const domain::Ic& officer, const QString& id, int count = 1)
    {
        Papers papers;
        for (int i = 0; i < count; ++i) {
            const auto voucher = samples.voucher(domain::VoucherState::Submitted);
            domain::SigningStatement statement;
            statement.processNo = voucher.content.processNo;
            statement.step = 1;
            statement.voucherId = voucher.id;
            statement.voucherNumber = voucher.number;
            statement.contentRevision = voucher.contentRevision;
            statement.content = voucher.content;
            statement.preparer = voucher.preparer;
            statement.signerIc = officer;
            statement.signerCertificate = signing::sha256Hex(credential(officer, id).certificate);
            statement.statementsVersion = QString::fromLatin1(domain::currentStatementsVersion);
            statement.time = clock.nowUtc();
            add(papers, officer, id, support::SoftHsm::need(domain::canonicalBytes(statement)));
        }
        return papers;
    }
    void add(Papers& papers, const domain::Ic& officer, const QString& id, const QByteArray& statement)
    {
        const auto attributes = attributesOf(officer, id, signing::sha256(statement));
        papers.documents.append(QJsonObject { { QStringLiteral("kind"), QStringLiteral("statement") },
            { QStringLiteral("statement"), QString::fromLatin1(statement.toBase64()) },
            { QStringLiteral("signedAttributes"), QString::fromLatin1(attributes.toBase64()) } });
        papers.hashes.append(signing::sha256(attributes));
    }
    signing::PreparedSignature prepared(const domain::Ic& officer, const QString& id,
        const QByteArray& digest, signing::SignatureForm form = signing::SignatureForm::Cades)
    {
        const auto held = credential(officer, id);
        const auto profile = support::SoftHsm::need(
            signing::profileFor(support::SoftHsm::need(signing::certificateFacts(held.certificate)), false));
        return support::SoftHsm::need(
            signing::prepareCades({ digest, held.certificate, {}, profile, clock.nowUtc(), nullptr, form }));
    }
    QByteArray attributesOf(const domain::Ic& officer, const QString& id, const QByteArray& digest,
        signing::SignatureForm form = signing::SignatureForm::Cades)
    {
        return prepared(officer, id, digest, form).signedAttributes;
    }

    /** The code that was sent for these papers, empty if none was. */
    QByteArray codeFor(const domain::Ic& officer, const QString& id, const Papers& papers)
    {
        const auto intent = call("signing-intents", officer,
            { { QStringLiteral("credentialID"), id }, { QStringLiteral("documents"), papers.documents } });
        courier.lastCode.clear();
        call("credentials/getChallenge", officer,
            { { QStringLiteral("credentialID"), id },
                { QStringLiteral("authObjectID"), QStringLiteral("OTP") },
                { QStringLiteral("clientData"), intent.text("intentID") } });
        return courier.lastCode;
    }
    static QJsonObject authorisation(
        const QString& id, const Papers& papers, const QByteArray& code, const char* pin = "739164")
    {
        return { { QStringLiteral("credentialID"), id },
            { QStringLiteral("numSignatures"), papers.hashes.size() },
            { QStringLiteral("hashes"), papers.hashArray() },
            { QStringLiteral("hashAlgorithmOID"), QStringLiteral("2.16.840.1.101.3.4.2.1") },
            { QStringLiteral("authData"),
                QJsonArray { QJsonObject { { QStringLiteral("id"), QStringLiteral("PIN") },
                                 { QStringLiteral("value"), QString::fromLatin1(pin) } },
                    QJsonObject { { QStringLiteral("id"), QStringLiteral("OTP") },
                        { QStringLiteral("value"), QString::fromLatin1(code) } } } } };
    }
    Answer authorise(const domain::Ic& officer, const QString& id, const Papers& papers,
        const QByteArray& code, const char* pin = "739164")
    {
        return call("credentials/authorize", officer, authorisation(id, papers, code, pin));
    }
    /** Intent, code, PIN: the SAD, empty if it was refused. */
    QString sadFor(const domain::Ic& officer, const QString& id, const Papers& papers)
    {
        return authorise(officer, id, papers, codeFor(officer, id, papers)).text("SAD");
    }
    static QJsonObject signature(const QString& id, const Papers& papers, const QString& sad,
        const char* algorithm = "1.2.840.10045.4.3.2")
    {
        return { { QStringLiteral("credentialID"), id }, { QStringLiteral("SAD"), sad },
            { QStringLiteral("hashes"), papers.hashArray() },
            { QStringLiteral("hashAlgorithmOID"), QStringLiteral("2.16.840.1.101.3.4.2.1") },
            { QStringLiteral("signAlgo"), QString::fromLatin1(algorithm) } };
    }
    Answer sign(const domain::Ic& officer, const QString& id, const Papers& papers, const QString& sad)
    {
        return call("signatures/signHash", officer, signature(id, papers, sad));
    }

    support::MemoryFolder folder;
    csc::ServiceOptions options;
    MovingClock clock;
    OsRng rng;
    support::SoftHsm hsm;
    hsm::Module module;
    std::optional<hsm::Token> token;
    pki::SoftKeys authorityKeys;
    std::unique_ptr<pki::CertificateAuthority> authority;
    std::unique_ptr<pki::PkiService> endpoints;
    RecordingCourier courier;
    Samples samples { 7 };
    std::unique_ptr<csc::Service> service;
};

inline const domain::Ic aminah = *domain::Ic::parse(QStringLiteral("850214145018"));
inline const domain::Ic badrul = *domain::Ic::parse(QStringLiteral("790711105331"));

/** An office with an EC credential of each officer, for test programs to inherit. */
class OfficeTest {
protected:
    void open()
    {
        secret::hardenProcess();
        m_office = std::make_unique<Office>();
        m_id = m_office->enrol(aminah);
        m_badruls = m_office->enrol(badrul);
    }
    /** Every test has its own hours of rate limits. */
    void passTime() { m_office->clock.ahead += 7200; }
    QString enrol(domain::KeyKind kind = domain::KeyKind::Ec) { return m_office->enrol(aminah, kind); }

    std::unique_ptr<Office> m_office;
    QString m_id; ///< Aminah's.
    QString m_badruls;
};

} // namespace peraku::test
