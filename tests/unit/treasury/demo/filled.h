#pragma once

#include <pki/softkeys.h>
#include <support/memoryfolder.h>
#include <treasury/treasury.h>
#include <wire/messages.h>

#include <demo/demo.h>
#include <openssl/rand.h>

namespace peraku::test {

using namespace Qt::StringLiterals;

class FixedClock : public domain::Clock {
public:
    QDateTime nowUtc() const override { return now; }
    qint64 monotonicMs() const override { return now.toMSecsSinceEpoch(); }
    QDateTime now { QDate(2026, 11, 20), QTime(1, 0), Qt::UTC };
};

class OsRng : public domain::Rng {
public:
    void fill(void* data, qsizetype size) override
    {
        if (RAND_bytes(static_cast<unsigned char*>(data), int(size)) != 1)
            qFatal("no randomness");
    }
};

class RefusingVerifier : public treasury::SignatureVerifier {
public:
    domain::Result<treasury::VerifiedSignature> verify(const treasury::SignatureToVerify&) override
    {
        return domain::fail(domain::ErrorCode::SignatureInvalid);
    }
};

inline demo::DemoOptions optionsOf(int vouchers, quint64 seed = 7)
{
    demo::DemoOptions options;
    options.offices = 5;
    options.officers = 24;
    options.vouchers = vouchers;
    options.seed = seed;
    options.today = QDate(2026, 11, 20);
    return options;
}

/** A treasury in a folder of its own with soft authority keys. */
struct Filled {
    support::MemoryFolder dir;
    FixedClock clock;
    OsRng rng;
    pki::SoftKeys keys;
    std::unique_ptr<pki::CertificateAuthority> authority;
    std::unique_ptr<treasury::Admin> admin;
    demo::DemoReport report;

    QString database() const { return dir.filePath(u"treasury.db"_s); }

    /** Empty on success. */
    QString fill(const demo::DemoOptions& options)
    {
        pki::AuthorityProfile profile;
        profile.caKeys = pki::KeyAlgorithm::P256;
        auto made = pki::CertificateAuthority::create(dir.filePath(u"register.db"_s), profile, keys, clock);
        if (!made)
            return made.error().detail;
        authority = std::move(*made);
        treasury::Config config;
        config.scryptLogN = 10;
        auto opened = treasury::Admin::open(database(), config, clock, rng);
        if (!opened)
            return opened.error().detail;
        admin = std::move(*opened);
        auto filled = demo::fillTreasury(*admin, *authority, options);
        if (!filled)
            return domain::errorKey(filled.error().code) + u' ' + filled.error().detail;
        report = *filled;
        return {};
    }
};

class Client {
public:
    explicit Client(treasury::Treasury& treasury)
        : m_treasury(treasury)
    {
    }
    int logIn(const domain::Ic& ic, const QByteArray& password)
    {
        treasury::Request request;
        request.method = "POST";
        request.path = "/v1/session";
        request.headers = { { "content-type", "application/json" },
            { "idempotency-key", ic.digits().toLatin1().rightJustified(32, '0') } };
        request.clientAddress = u"127.0.0.1"_s;
        wire::LoginRequest login { ic,
            secret::SecureBuffer::copyOf(
                std::string_view(password.constData(), std::size_t(password.size()))) };
        request.secretBody = wire::encode(login);
        const auto response = m_treasury.handle(request);
        if (response.status != 201)
            return response.status;
        const auto session = wire::decodeSessionResponse(response.secretBody.view());
        if (!session)
            return 0;
        m_token = QByteArray(reinterpret_cast<const char*>(session->accessToken.bytes()),
            qsizetype(session->accessToken.size()));
        return response.status;
    }
    treasury::Response get(const QByteArray& path, const QList<QPair<QByteArray, QByteArray>>& query = {})
    {
        treasury::Request request;
        request.method = "GET";
        request.path = path;
        request.query = query;
        request.headers = { { "authorization", "Bearer " + m_token } };
        request.clientAddress = u"127.0.0.1"_s;
        return m_treasury.handle(request);
    }

private:
    treasury::Treasury& m_treasury;
    QByteArray m_token;
};

} // namespace peraku::test
