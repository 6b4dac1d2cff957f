#include "batchkeys.h"

#include "fakeprovider.h"
#include "phases.h"
#include "roamingsigner.h"

#include <signing/openssl.h>
#include <support/tokenbench.h>

#include <QCoreApplication>
#include <QFile>
#include <QThread>

#include <ctime>
#include <module.h>
#include <pthread.h>

namespace peraku::bench {

namespace {

double milliseconds(clockid_t clock)
{
    timespec now {};
    return ::clock_gettime(clock, &now) == 0 ? double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6 : 0;
}

/** CPU of the processes peraku-token that this one has started. */
double helpersMs()
{
    double sum = 0;
    QFile children(QStringLiteral("/proc/self/task/%1/children").arg(QCoreApplication::applicationPid()));
    if (!children.open(QIODevice::ReadOnly))
        return 0;
    for (const auto& pid : children.readAll().split(' ')) {
        clockid_t id {};
        if (pid.toInt() > 0 && ::clock_getcpuclockid(pid.toInt(), &id) == 0)
            sum += milliseconds(id);
    }
    return sum;
}

/** The floor: so many raw signatures in one session. */
double rawTokenMs(int count)
{
    token::Module module;
    if (!module.load(support::SoftTokens::module()))
        giveUp("module");
    auto* functions = module.functions();
    CK_SLOT_ID slots[8];
    CK_ULONG found = 8;
    CK_SESSION_HANDLE session = 0;
    CK_OBJECT_HANDLE key = 0;
    CK_OBJECT_CLASS keys = CKO_PRIVATE_KEY;
    CK_ATTRIBUTE wanted { CKA_CLASS, &keys, sizeof keys };
    CK_MECHANISM mechanism { CKM_RSA_PKCS, nullptr, 0 };
    auto code = secret::SecureBuffer::copyOf(support::TokenBench::userCode);
    auto data = token::digestInfo(support::TokenBench::digest(0));
    functions->C_GetSlotList(CK_TRUE, slots, &found);
    if (functions->C_OpenSession(slots[0], CKF_SERIAL_SESSION, nullptr, nullptr, &session) != CKR_OK
        || functions->C_Login(session, CKU_USER, code.bytes(), code.size()) != CKR_OK
        || functions->C_FindObjectsInit(session, &wanted, 1) != CKR_OK
        || functions->C_FindObjects(session, &key, 1, &found) != CKR_OK || found != 1
        || functions->C_FindObjectsFinal(session) != CKR_OK)
        giveUp("raw session");
    const auto begun = cpuMs();
    for (int i = 0; i < count; ++i) {
        unsigned char signature[512];
        CK_ULONG size = sizeof signature;
        if (functions->C_SignInit(session, &mechanism, key) != CKR_OK
            || functions->C_Sign(session, reinterpret_cast<unsigned char*>(data.data()),
                   CK_ULONG(data.size()), signature, &size)
                != CKR_OK)
            giveUp("raw signature");
    }
    const auto taken = cpuMs() - begun;
    functions->C_Finalize(nullptr);
    return taken;
}

class TokenKeys final : public BatchKeys {
public:
    TokenKeys()
    {
        m_tokens.addToken("bench", { support::TestKey::Rsa2048 });
        m_tokens.clock.now = m_tokens.pki.now;
    }
    const support::TestPki& pki() const override { return m_tokens.pki; }
    const char* userCode() const override { return support::TokenBench::userCode; }
    domain::Signer& signer() override { return m_tokens.start({ support::SoftTokens::module() }); }
    double rawMs(int count) override { return rawTokenMs(count); }
    double besidesMs() const override { return helpersMs(); }
    bool signsHere() const override { return true; }

private:
    support::TokenBench m_tokens;
};

class RoamingKeys final : public BatchKeys {
public:
    RoamingKeys(domain::Clock& clock, domain::Rng& rng, domain::Scheduler& scheduler)
        : m_key(m_pki.officer(support::TestKey::Rsa2048))
    {
        m_thread.start();
        m_there.moveToThread(&m_thread);
        QUrl url;
        QMetaObject::invokeMethod(
            &m_there, [&] { url = begin(); }, Qt::BlockingQueuedConnection);
        remote::NetworkOptions network;
        network.server = url;
        network.plainLoopback = true;
        auto transport = remote::networkTransport(network);
        if (!transport)
            giveUp("network");
        m_transport = std::move(*transport);
        m_client = std::make_unique<remote::Client>(
            *m_transport, clock, rng, scheduler, remote::Client::Peer::Provider);
        m_client->openSession({ secret::SecureBuffer::copyOf(std::string_view("provider")), {} });
        m_signer = std::make_unique<services::RoamingSigner>(*m_client, clock, scheduler,
            services::RoamingSigner::Provider { QStringLiteral("penyedia.example"), false });
    }
    ~RoamingKeys() override
    {
        m_signer.reset();
        QMetaObject::invokeMethod(
            &m_there, [this] { m_provider.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    const support::TestPki& pki() const override { return m_pki; }
    const char* userCode() const override { return "246813"; }
    const char* oneTimeCode() const override { return "314159"; }
    domain::Signer& signer() override { return *m_signer; }
    double rawMs(int count) override
    {
        const auto begun = cpuMs();
        for (int i = 0; i < count; ++i)
            must(signature(support::TokenBench::digest(0)), "raw signature");
        return cpuMs() - begun;
    }
    double besidesMs() const override { return -milliseconds(m_thereClock); }
    bool signsHere() const override { return false; }

private:
    QUrl begin()
    {
        ::pthread_getcpuclockid(::pthread_self(), &m_thereClock);
        m_provider = std::make_unique<test::FakeProvider>();
        auto credential = test::FakeProvider::credential(QStringLiteral("c"), m_key.der);
        credential["multisign"] = 100;
        m_provider->credentials = { credential };
        m_provider->asynchronous = true;
        m_provider->sign = [this](const QByteArray& digest) { return *signature(digest); };
        return m_provider->server.url();
    }
    domain::Result<QByteArray> signature(const QByteArray& digest) const
    {
        return signing::signDigest(m_key.key.get(), { domain::SignatureScheme::RsaPkcs1, 256 }, digest);
    }

    support::TestPki m_pki;
    support::Issued m_key;
    QThread m_thread;
    QObject m_there;
    clockid_t m_thereClock {};
    std::unique_ptr<test::FakeProvider> m_provider;
    std::unique_ptr<remote::Transport> m_transport;
    std::unique_ptr<remote::Client> m_client;
    std::unique_ptr<services::RoamingSigner> m_signer;
};

} // namespace

std::unique_ptr<BatchKeys> tokenKeys()
{
    return std::make_unique<TokenKeys>();
}

std::unique_ptr<BatchKeys> roamingKeys(domain::Clock& clock, domain::Rng& rng, domain::Scheduler& scheduler)
{
    return std::make_unique<RoamingKeys>(clock, rng, scheduler);
}

} // namespace peraku::bench
