#pragma once

#include <remote/client.h>
#include <wire/media.h>
#include <wire/messages.h>
#include <wire/requests.h>

#include <optional>

/** The REST contract's resources, typed; each class is a view of a client that outlives it. */
namespace peraku::remote {

using domain::Async;
using domain::Done;
using domain::IdempotencyKey;
using domain::VoucherId;

/** How a mutating request names its intent and what it builds upon. */
struct Intent {
    IdempotencyKey key;
    int baseRevision = 0; ///< If-Match; 0 = the resource must not exist yet (If-None-Match: *).
};

class SessionEndpoint {
public:
    explicit SessionEndpoint(Client& client)
        : m_client(client)
    {
    }
    Async<wire::SessionResponse> logIn(
        const wire::LoginRequest& request, const IdempotencyKey& key, QObject* context);
    Async<HttpResponse> logOut(const IdempotencyKey& key);
    Async<HttpResponse> changePassword(const wire::PasswordChangeRequest& request, const IdempotencyKey& key);

private:
    Client& m_client;
};

class FeedEndpoint {
public:
    explicit FeedEndpoint(Client& client)
        : m_client(client)
    {
    }
    /** The page's bytes; decoding is work for another thread. */
    Async<HttpResponse> changes(const domain::FeedCursor& cursor, int limit, bool probe);
    /** Status 304 when `version` is still the treasury's. */
    Async<HttpResponse> reference(const QString& version, bool probe);

private:
    Client& m_client;
};

class VoucherEndpoint {
public:
    explicit VoucherEndpoint(Client& client)
        : m_client(client)
    {
    }
    Async<HttpResponse> get(const VoucherId& id);
    Async<HttpResponse> signatures(const VoucherId& id);
    /** The sealed container of all of them. */
    Async<HttpResponse> evidence(const VoucherId& id);
    Async<HttpResponse> printForm(const VoucherId& id);
    Async<HttpResponse> saveDraft(const VoucherId& id, const QByteArray& draftBody, const Intent& intent);
    Async<HttpResponse> discardDraft(const VoucherId& id, const Intent& intent);
    Async<HttpResponse> submit(const VoucherId& id, const Intent& intent);
    Async<HttpResponse> decide(const VoucherId& id, const QByteArray& decisionBody, const Intent& intent);

private:
    Client& m_client;
};

/** Media, the way of one-time codes, and phones. */
class MediaEndpoint {
public:
    explicit MediaEndpoint(Client& client)
        : m_client(client)
    {
    }
    Async<HttpResponse> grants(int processNo);
    Async<HttpResponse> profile();
    Async<HttpResponse> setChannel(domain::OtpChannel channel, const IdempotencyKey& key);
    Async<HttpResponse> requestPhone(const wire::PhoneRequest& request);
    Async<HttpResponse> removePhone(const QString& id, const wire::PhoneRemoval& request);

private:
    Client& m_client;
};

/** Certificates and the requests about them. */
class RequestEndpoint {
public:
    explicit RequestEndpoint(Client& client)
        : m_client(client)
    {
    }
    Async<HttpResponse> list();
    Async<HttpResponse> certificates();
    Async<HttpResponse> send(const wire::RequestBody& body, const IdempotencyKey& key);
    Async<HttpResponse> decide(
        const domain::RequestId& id, const wire::RequestDecision& decision, const IdempotencyKey& key);
    Async<HttpResponse> sendAgain(const domain::RequestId& id, const IdempotencyKey& key);
    Async<HttpResponse> changeRoamingPin(
        const QString& credential, const wire::PasswordChangeRequest& request, const IdempotencyKey& key);

private:
    Client& m_client;
};

class AttachmentEndpoint {
public:
    explicit AttachmentEndpoint(Client& client)
        : m_client(client)
    {
    }
    Async<HttpResponse> put(
        const domain::Attachment& attachment, const QByteArray& bytes, const IdempotencyKey& key);
    Async<HttpResponse> get(const domain::Sha256Hex& sha256);

private:
    Client& m_client;
};

/** Public material of the treasury's certificate authority, DER. */
class PkiEndpoint {
public:
    explicit PkiEndpoint(Client& client)
        : m_client(client)
    {
    }
    enum class Item { RootCertificate, IssuingCertificate, RootCrl, IssuingCrl };
    Async<HttpResponse> get(Item item);
    Async<HttpResponse> ocsp(const QByteArray& request); ///< RFC 6960, DER both ways.
    Async<HttpResponse> timestamp(const QByteArray& request); ///< RFC 3161, DER both ways.

private:
    Client& m_client;
};

} // namespace peraku::remote
