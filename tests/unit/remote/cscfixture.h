#pragma once

#include "fakeprovider.h"
#include "fakes.h"

#include <remote/cscclient.h>

namespace peraku::test {

inline secret::SecureBuffer secretOf(const char* text)
{
    return secret::SecureBuffer::copyOf(std::string_view(text));
}

/** A client and a provider that talk over real HTTP, by a clock that jumps over every wait. */
struct CscFixture {
    FakeProvider provider;
    FakeClock clock;
    SeededRng rng;
    HastyScheduler scheduler { clock };
    std::unique_ptr<remote::Transport> transport;
    std::unique_ptr<remote::Client> client;
    std::unique_ptr<remote::CscClient> service;

    explicit CscFixture(bool v1 = false, remote::Client::Peer peer = remote::Client::Peer::Provider)
    {
        provider.v1 = v1;
        if (v1) {
            provider.methods = QStringList { "info", "credentials/list", "credentials/info",
                "credentials/sendOTP", "credentials/authorize", "signatures/signHash" };
        }
        if (peer == remote::Client::Peer::Treasury)
            provider.extraHeaders = "Peraku-Api: 1\r\n";
        provider.credentials = { FakeProvider::credential("cred-1", "der") };
        remote::NetworkOptions network;
        network.server = provider.server.url();
        network.plainLoopback = true;
        network.idleMs = 500;
        transport = std::move(*remote::networkTransport(network));
        client = std::make_unique<remote::Client>(*transport, clock, rng, scheduler, peer);
        client->openSession({ secretOf("provider-token"), {} });
        service = std::make_unique<remote::CscClient>(*client, clock, scheduler,
            remote::CscClient::Options { {}, peer == remote::Client::Peer::Treasury });
    }
    static wire::csc::AuthorizeRequest authorization(const char* pin = "246813", const char* code = "314159")
    {
        return { "cred-1", { QByteArray(32, 'h') }, wire::csc::oid::sha256, { "PIN", secretOf(pin) },
            { "OTP", secretOf(code) }, "intent-1" };
    }
    static wire::csc::HashRequest hash(const char* sad = "sad-1")
    {
        return { "cred-1", secretOf(sad), { QByteArray(32, 'h') }, wire::csc::oid::sha256,
            wire::csc::oid::rsaSha256, {}, {} };
    }
    /** Authorised and asked for, each hash another letter. */
    remote::Async<QList<QByteArray>> signMany(int count)
    {
        QList<QByteArray> hashes;
        for (int i = 0; i < count; ++i)
            hashes.append(QByteArray(32, char('A' + i)));
        auto wanted = authorization();
        wanted.hashes = hashes;
        if (const auto authorized = await(service->authorize(std::move(wanted))); !authorized)
            qFatal("%s", qPrintable(authorized.error().detail));
        auto order = hash();
        order.hashes = hashes;
        return service->signHash(std::move(order));
    }
};

} // namespace peraku::test
