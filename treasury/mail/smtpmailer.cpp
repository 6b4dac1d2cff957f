#include "curlmemory.h"

#include <secret/writer.h>

#include <algorithm>
#include <cstring>
#include <curl/curl.h>
#include <mail/mime.h>
#include <mail/smtpmailer.h>

namespace peraku::mail {

using domain::Error;
using domain::ErrorCode;
using domain::fail;
using secret::SecureBuffer;

namespace {

constexpr int submissionPort = 587;
constexpr int tlsPort = 465;
/** Replies about the session rather than the mail (RFC 4954): the operator puts them right, the mail waits.
 */
constexpr long sessionReplies[] = { 502, 503, 530, 534, 535, 538 };

struct CurlEnds {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/** What is sent, and how far libcurl has read it. */
struct Upload {
    std::string_view rest;
    bool begun = false;
};

size_t readUpload(char* to, size_t size, size_t count, void* context)
{
    auto& upload = *static_cast<Upload*>(context);
    upload.begun = true;
    const auto part = std::min(upload.rest.size(), size * count);
    std::memcpy(to, upload.rest.data(), part);
    upload.rest.remove_prefix(part);
    return part;
}

bool isLoopback(const QString& host)
{
    return host == QLatin1String("127.0.0.1") || host == QLatin1String("::1");
}

Error later(ErrorCode code, const QString& detail)
{
    return { code, detail, {}, true, 0 };
}

Error errorOf(CURLcode code, long reply, bool bodyBegun)
{
    const auto detail = QStringLiteral("SMTP %1").arg(reply);
    const bool aboutSession
        = std::find(std::begin(sessionReplies), std::end(sessionReplies), reply) != std::end(sessionReplies);
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
        return later(ErrorCode::Timeout, QStringLiteral("SMTP"));
    case CURLE_LOGIN_DENIED:
        return later(ErrorCode::NotAllowed, QStringLiteral("SMTP log-in refused"));
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        return later(ErrorCode::TlsFailed, QString::fromLatin1(curl_easy_strerror(code)));
    case CURLE_SEND_ERROR:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_REMOTE_ACCESS_DENIED:
        if (reply >= 400 && reply < 500)
            return later(ErrorCode::ServerBusy, detail);
        if (aboutSession)
            return later(ErrorCode::NotAllowed, detail);
        // A 5xx of the greeting is about this host; one after MAIL, RCPT or DATA is about this mail.
        if (reply >= 500 && (bodyBegun || code == CURLE_SEND_ERROR))
            return { ErrorCode::InvalidInput, detail, {}, false, 0 };
        break;
    default:
        break;
    }
    return later(ErrorCode::Offline, QString::fromLatin1(curl_easy_strerror(code)));
}

} // namespace

struct SmtpMailer::Private {
    SmtpOptions options;
    domain::Rng& rng;
    QByteArray url;
    std::unique_ptr<CURL, CurlEnds> handle;

    void configure(CURL* curl) const
    {
        const auto tls = options.withoutTls ? CURLUSESSL_NONE : CURLUSESSL_ALL;
        curl_easy_setopt(curl, CURLOPT_URL, url.constData());
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        curl_easy_setopt(curl, CURLOPT_PROXY, "");
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_USE_SSL, long(tls));
        curl_easy_setopt(curl, CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
        curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, long(options.connectMs));
        curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, long(options.totalMs));
        if (!options.caFile.isEmpty()) {
            curl_easy_setopt(curl, CURLOPT_CAINFO, options.caFile.toUtf8().constData());
            curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
        }
        if (!options.user.isEmpty()) {
            curl_easy_setopt(curl, CURLOPT_USERNAME, options.user.toUtf8().constData());
            curl_easy_setopt(curl, CURLOPT_PASSWORD, options.password.bytes());
        }
    }
};

SmtpMailer::SmtpMailer(std::unique_ptr<Private> d)
    : m_d(std::move(d))
{
}

SmtpMailer::~SmtpMailer() = default;

domain::Result<std::unique_ptr<SmtpMailer>> SmtpMailer::make(SmtpOptions options, domain::Rng& rng)
{
    auto& url = options.server;
    const bool tlsFirst = url.scheme() == QLatin1String("smtps");
    if ((!tlsFirst && url.scheme() != QLatin1String("smtp")) || url.host().isEmpty()
        || !url.userInfo().isEmpty() || url.path().size() > 1)
        return fail(
            ErrorCode::InvalidInput, QStringLiteral("smtp-url: smtp://HOST:PORT or smtps://HOST:PORT"));
    if (options.withoutTls && (tlsFirst || !isLoopback(url.host())))
        return fail(ErrorCode::InvalidInput, QStringLiteral("smtp-without-tls: for 127.0.0.1 and ::1 only"));
    if (!isAddress(options.from))
        return fail(ErrorCode::InvalidInput, QStringLiteral("smtp-from"));
    if (options.user.isEmpty() != options.password.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("smtp-user and its password go together"));
    url.setPort(url.port(tlsFirst ? tlsPort : submissionPort));
    url.setPath({});
    options.password.insert(options.password.size(), std::byte { 0 }); // libcurl takes a C string.

    startCurl();
    auto d = std::unique_ptr<Private>(new Private { std::move(options), rng, {}, nullptr });
    d->url = d->options.server.toEncoded();
    d->handle.reset(curl_easy_init());
    if (!d->handle)
        return fail(ErrorCode::Internal, QStringLiteral("libcurl"));
    return std::unique_ptr<SmtpMailer>(new SmtpMailer(std::move(d)));
}

domain::Result<domain::Done> SmtpMailer::send(const treasury::Mail& mail, const QDateTime& at)
{
    const auto& from = m_d->options.from;
    const auto message = mimeMessage(mail, from, at, m_d->rng.hex(8));
    if (!message)
        return fail(message.error());
    Upload upload { secret::textOf(*message) };
    const std::unique_ptr<curl_slist, CurlEnds> recipients(
        curl_slist_append(nullptr, ("<" + mail.to.toLatin1() + ">").constData()));

    auto* curl = m_d->handle.get();
    // The open connection stays; what it was last used for does not.
    curl_easy_reset(curl);
    m_d->configure(curl);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, ("<" + from.toLatin1() + ">").constData());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, readUpload);
    curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
    const auto code = curl_easy_perform(curl);
    if (code == CURLE_OK)
        return domain::Done {};
    long reply = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply);
    return fail(errorOf(code, reply, upload.begun));
}

} // namespace peraku::mail
