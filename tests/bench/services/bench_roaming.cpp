#include "fakeprovider.h"
#include "fakes.h"
#include "measure.h"
#include "roamingsigner.h"
#include "signatures.h"

#include <signing/openssl.h>
#include <support/pki.h>

#include <QCoreApplication>

using namespace peraku;
using support::TestKey;
using test::await;
using test::FakeProvider;

namespace {

secret::SecureBuffer secretOf(const QByteArray& text)
{
    return secret::SecureBuffer::copyOf(std::string_view(text.constData(), std::size_t(text.size())));
}

/** A desk, and a provider in the same process: what is measured holds the provider's work besides ours. */
class Roaming {
public:
    explicit Roaming(TestKey kind)
        : m_issued(m_pki.officer(kind))
        , m_profile {
            kind == TestKey::P256 ? domain::SignatureScheme::Ecdsa : domain::SignatureScheme::RsaPkcs1, 256
        }
    {
        m_clock.now = m_pki.now;
        m_provider.extraHeaders = "Peraku-Api: 1\r\n";
        m_provider.intent = { { "intentID", "i" }, { "expiresAt", "2030-01-01T00:00:00Z" } };
        auto described = FakeProvider::credential("c", m_issued.der);
        auto key = described["key"].toObject();
        key["algo"] = QJsonArray { "1.2.840.10045.4.3.2", "1.2.840.113549.1.1.11" };
        described["key"] = key;
        m_provider.credentials = { described };
        m_provider.sign = [this](const QByteArray& digest) {
            return *signing::signDigest(m_issued.key.get(), m_profile, digest);
        };
        remote::NetworkOptions network;
        network.server = m_provider.server.url();
        network.plainLoopback = true;
        m_transport = std::move(*remote::networkTransport(network));
        m_client = std::make_unique<remote::Client>(*m_transport, m_clock, m_rng, m_scheduler);
        m_client->openSession({ secretOf("token"), secretOf("refresh") });
        m_scheduler.never = { services::RoamingSigner::inventoryMs };
        m_signer = std::make_unique<services::RoamingSigner>(
            *m_client, m_clock, m_scheduler, services::RoamingSigner::Provider { "h", true });
        m_trust.issuingCertificate = m_pki.issuing.der;
        m_trust.roots = { m_pki.root.der };
        const auto crls = m_pki.material().crls;
        m_trust.issuingCrl = crls.value(0);
        m_trust.rootCrl = crls.value(1);
        const auto found = await(m_signer->inventory(*domain::Ic::parse(QStringLiteral("800101145001"))));
        m_credential = found->credentials.value(0);
    }

    /** From the dialog's code to the verified signature. */
    bool signAndVerify()
    {
        const auto prepared = services::prepareSignature(m_statement, m_credential, m_clock.now, m_trust);
        if (!prepared || !await(m_signer->requestOtp(prepared->request)))
            return false;
        const auto raw = await(m_signer->sign(prepared->request, { secretOf("246813"), secretOf("314159") }));
        if (!raw)
            return false;
        const auto cms = services::completeSignature(*prepared, raw->made.first());
        return cms
            && services::verifySignature(m_statement, *cms, m_trust, { {}, {}, m_clock.now, {}, {} })
                   .has_value();
    }
    /** What no client can do without: one signature of that key. */
    bool signBare()
    {
        return signing::signDigest(m_issued.key.get(), m_profile, QByteArray(32, 'h')).has_value();
    }

private:
    support::TestPki m_pki;
    support::Issued m_issued;
    signing::SigningProfile m_profile;
    FakeProvider m_provider;
    test::FakeClock m_clock;
    test::SeededRng m_rng;
    test::HastyScheduler m_scheduler { m_clock };
    std::unique_ptr<remote::Transport> m_transport;
    std::unique_ptr<remote::Client> m_client;
    std::unique_ptr<services::RoamingSigner> m_signer;
    services::TrustMaterial m_trust;
    domain::Credential m_credential;
    QByteArray m_statement = QByteArray(4096, 's');
};

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const int repeats = argc > 1 ? std::atoi(argv[1]) : 20;
    bool done = true;
    for (const auto& [kind, name] :
        { std::pair { TestKey::Rsa2048, "RSA-2048" }, { TestKey::P256, "P-256" } }) {
        Roaming roaming(kind);
        std::vector<bench::Operation> operations { { std::string("bare signature, ") + name, repeats,
                                                       [&] { return roaming.signBare(); } },
            { std::string("code, authorise, sign, CAdES, verify, ") + name, repeats,
                [&] { return roaming.signAndVerify(); } } };
        done = done && bench::measure(operations);
        if (done)
            bench::print(operations, 0, "target: under 300,000 us of our own CPU");
    }
    return done ? 0 : 1;
}
