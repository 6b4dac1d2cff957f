#include <domain/validation.h>
#include <remote/endpoints.h>

#include <QUrl>

#include <optional>

namespace peraku::remote {

namespace {

/** A form with the signatures of every step attached. */
constexpr qint64 printFormBytes = 64 * 1024 * 1024;

constexpr auto json = "application/json";
constexpr int readAttempts = 2;

Call reading(QByteArray path)
{
    Call call;
    call.request.path = std::move(path);
    call.attempts = readAttempts;
    return call;
}

Call writing(Method method, QByteArray path, QByteArray body, const IdempotencyKey& key)
{
    Call call;
    call.request.method = method;
    call.request.path = std::move(path);
    call.request.body = std::move(body);
    call.request.headers.push_back({ "Idempotency-Key", key.value().toLatin1() });
    if (!call.request.body.isEmpty())
        call.request.headers.push_back({ "Content-Type", json });
    return call;
}

/** A request that the officer waits for, with secrets in its body; without a key never repeated by itself. */
Call secretly(QByteArray path, secret::SecureBuffer body, const std::optional<IdempotencyKey>& key = {})
{
    Call call;
    call.request.method = Method::Post;
    call.request.path = std::move(path);
    call.request.secretBody = std::move(body);
    if (key)
        call.request.headers.push_back({ "Idempotency-Key", key->value().toLatin1() });
    call.request.headers.push_back({ "Content-Type", json });
    call.probe = true;
    return call;
}

void build(HttpRequest& request, const Intent& intent)
{
    if (intent.baseRevision > 0)
        request.headers.push_back({ "If-Match", wire::etagOf(intent.baseRevision) });
    else
        request.headers.push_back({ "If-None-Match", "*" });
}

QByteArray pathOf(const VoucherId& id, const char* rest = "")
{
    return "/v1/vouchers/" + QUrl::toPercentEncoding(id.value()) + rest;
}

/** A question to the certificate authority: public, and asked once. */
Call asking(QByteArray path, QByteArray body, const char* mediaType)
{
    Call call;
    call.request.method = Method::Post;
    call.request.path = std::move(path);
    call.request.body = std::move(body);
    call.request.headers.push_back({ "Content-Type", mediaType });
    call.authorised = false;
    return call;
}

} // namespace

Async<wire::SessionResponse> SessionEndpoint::logIn(
    const wire::LoginRequest& request, const IdempotencyKey& key, QObject* context)
{
    auto call = secretly("/v1/session", wire::encode(request), key);
    call.request.secretAnswer = true;
    call.authorised = false;
    return domain::andThen<HttpResponse>(m_client.call(std::move(call)), context,
        [](HttpResponse answer) { return wire::decodeSessionResponse(answer.secretBody.view()); });
}

Async<HttpResponse> SessionEndpoint::logOut(const IdempotencyKey& key)
{
    return m_client.call(writing(Method::Delete, "/v1/session", {}, key));
}

Async<HttpResponse> SessionEndpoint::changePassword(
    const wire::PasswordChangeRequest& request, const IdempotencyKey& key)
{
    return m_client.call(secretly("/v1/me/password", wire::encode(request), key));
}

Async<HttpResponse> FeedEndpoint::changes(const domain::FeedCursor& cursor, int limit, bool probe)
{
    QByteArray path = "/v1/changes?limit=" + QByteArray::number(limit);
    if (!cursor.isEmpty())
        path += "&cursor=" + QUrl::toPercentEncoding(cursor.value());
    auto call = reading(std::move(path));
    call.probe = probe;
    return m_client.call(std::move(call));
}

Async<HttpResponse> FeedEndpoint::reference(const QString& version, bool probe)
{
    auto call = reading("/v1/reference");
    call.probe = probe;
    if (!version.isEmpty())
        call.request.headers.push_back({ "If-None-Match", '"' + version.toLatin1() + '"' });
    return m_client.call(std::move(call));
}

Async<HttpResponse> VoucherEndpoint::get(const VoucherId& id)
{
    return m_client.call(reading(pathOf(id)));
}

Async<HttpResponse> VoucherEndpoint::signatures(const VoucherId& id)
{
    return m_client.call(reading(pathOf(id, "/signatures")));
}

Async<HttpResponse> VoucherEndpoint::evidence(const VoucherId& id)
{
    auto call = reading(pathOf(id, "/evidence.asice"));
    call.request.answerLimit = domain::limits::attachmentBytes;
    return m_client.call(std::move(call));
}

Async<HttpResponse> VoucherEndpoint::printForm(const VoucherId& id)
{
    auto call = reading(pathOf(id, "/print.pdf"));
    call.request.answerLimit = printFormBytes;
    return m_client.call(std::move(call));
}

Async<HttpResponse> VoucherEndpoint::saveDraft(
    const VoucherId& id, const QByteArray& draftBody, const Intent& intent)
{
    auto call = writing(Method::Put, pathOf(id), draftBody, intent.key);
    build(call.request, intent);
    return m_client.call(std::move(call));
}

Async<HttpResponse> VoucherEndpoint::discardDraft(const VoucherId& id, const Intent& intent)
{
    auto call = writing(Method::Delete, pathOf(id), {}, intent.key);
    build(call.request, intent);
    return m_client.call(std::move(call));
}

Async<HttpResponse> VoucherEndpoint::submit(const VoucherId& id, const Intent& intent)
{
    auto call = writing(Method::Post, pathOf(id, "/submission"), {}, intent.key);
    build(call.request, intent);
    return m_client.call(std::move(call));
}

Async<HttpResponse> VoucherEndpoint::decide(
    const VoucherId& id, const QByteArray& decisionBody, const Intent& intent)
{
    auto call = writing(Method::Post, pathOf(id, "/decisions"), decisionBody, intent.key);
    build(call.request, intent);
    return m_client.call(std::move(call));
}

Async<HttpResponse> MediaEndpoint::grants(int processNo)
{
    auto call = reading("/v1/media?process=" + QByteArray::number(processNo));
    // An officer who is about to sign waits for it, and there is a last answer to go by.
    call.attempts = 1;
    return m_client.call(std::move(call));
}

Async<HttpResponse> MediaEndpoint::profile()
{
    return m_client.call(reading("/v1/me/signing-profile"));
}

Async<HttpResponse> MediaEndpoint::setChannel(domain::OtpChannel channel, const IdempotencyKey& key)
{
    return m_client.call(writing(Method::Put, "/v1/me/signing-profile", wire::encodeChannel(channel), key));
}

Async<HttpResponse> MediaEndpoint::requestPhone(const wire::PhoneRequest& request)
{
    return m_client.call(secretly("/v1/me/phones", wire::encode(request)));
}

Async<HttpResponse> MediaEndpoint::removePhone(const QString& id, const wire::PhoneRemoval& request)
{
    return m_client.call(
        secretly("/v1/me/phones/" + QUrl::toPercentEncoding(id) + "/removal", wire::encode(request)));
}

Async<HttpResponse> RequestEndpoint::list()
{
    return m_client.call(reading("/v1/requests"));
}

Async<HttpResponse> RequestEndpoint::certificates()
{
    return m_client.call(reading("/v1/me/certificates"));
}

Async<HttpResponse> RequestEndpoint::send(const wire::RequestBody& body, const IdempotencyKey& key)
{
    return m_client.call(secretly("/v1/requests", wire::encode(body), key));
}

Async<HttpResponse> RequestEndpoint::decide(
    const domain::RequestId& id, const wire::RequestDecision& decision, const IdempotencyKey& key)
{
    const auto path = "/v1/requests/" + QUrl::toPercentEncoding(id.value()) + "/decision";
    auto call = writing(Method::Post, path, wire::encode(decision), key);
    call.attempts = readAttempts;
    call.probe = true;
    return m_client.call(std::move(call));
}

Async<HttpResponse> RequestEndpoint::sendAgain(const domain::RequestId& id, const IdempotencyKey& key)
{
    const auto path = "/v1/requests/" + QUrl::toPercentEncoding(id.value()) + "/confirmation";
    auto call = writing(Method::Post, path, {}, key);
    // Once: "wait a minute" is said to the officer, not waited for behind a dead button.
    call.attempts = 1;
    call.probe = true;
    return m_client.call(std::move(call));
}

Async<HttpResponse> RequestEndpoint::changeRoamingPin(
    const QString& credential, const wire::PasswordChangeRequest& request, const IdempotencyKey& key)
{
    const auto path = "/v1/me/roaming/" + QUrl::toPercentEncoding(credential) + "/pin";
    return m_client.call(secretly(path, wire::encode(request), key));
}

Async<HttpResponse> AttachmentEndpoint::put(
    const domain::Attachment& attachment, const QByteArray& bytes, const IdempotencyKey& key)
{
    auto call = writing(Method::Put, "/v1/attachments/" + attachment.sha256.value().toLatin1(), {}, key);
    call.request.body = bytes;
    call.request.headers.push_back({ "Content-Type", attachment.mediaType.toLatin1() });
    return m_client.call(std::move(call));
}

Async<HttpResponse> AttachmentEndpoint::get(const domain::Sha256Hex& sha256)
{
    auto call = reading("/v1/attachments/" + sha256.value().toLatin1());
    call.request.answerLimit = domain::limits::attachmentBytes;
    return m_client.call(std::move(call));
}

Async<HttpResponse> PkiEndpoint::get(Item item)
{
    const auto path = [item]() -> QByteArray {
        switch (item) {
        case Item::RootCertificate:
            return "/pki/root.crt";
        case Item::IssuingCertificate:
            return "/pki/issuing.crt";
        case Item::RootCrl:
            return "/pki/root.crl";
        case Item::IssuingCrl:
            return "/pki/issuing.crl";
        }
        return {};
    }();
    auto call = reading(path);
    call.authorised = false;
    return m_client.call(std::move(call));
}

Async<HttpResponse> PkiEndpoint::ocsp(const QByteArray& request)
{
    return m_client.call(asking("/pki/ocsp", request, "application/ocsp-request"));
}

Async<HttpResponse> PkiEndpoint::timestamp(const QByteArray& request)
{
    return m_client.call(asking("/pki/tsa", request, "application/timestamp-query"));
}

} // namespace peraku::remote
