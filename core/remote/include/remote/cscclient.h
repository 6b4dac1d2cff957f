#pragma once

#include <remote/client.h>
#include <wire/csc.h>

#include <functional>

namespace peraku::remote {

using domain::Async;

/**
 * A remote signing service by the Cloud Signature Consortium's API: 2.0, or 1.0.4 where the provider says so.
 * Works with our treasury through its session, and with any other host through a client of its own. Nothing
 * is ever asked twice by itself, since PIN, code and SAD are spent by asking; answers that are not there yet
 * are polled for. Lives in the GUI thread, shorter than its client.
 */
class CscClient : public QObject {
    Q_OBJECT
public:
    struct Options {
        QByteArray path; ///< Where the API stands: "/csc/v2"; empty = looked for in the usual places.
        bool intents = false; ///< The host is our treasury, which is told first what is going to be signed.
    };
    static constexpr qint64 firstPollMs = 250;
    static constexpr qint64 longestPollMs = 5'000;
    static constexpr qint64 pollingMs = 120'000; ///< Then it ends with Timeout.
    static constexpr qint64 perSignatureMs = 500; ///< So much longer for each signature that was asked for.
    /** From so many hashes on the provider is asked to sign in the background, where it can: a line that
     * drops meanwhile costs no code then, and no proxy ends a long request. */
    static constexpr qsizetype asynchronousFrom = 20;

    CscClient(Client& client, domain::Clock& clock, domain::Scheduler& scheduler, Options options);

    /** Asked once, then remembered. NotFound where there is no such service. */
    Async<wire::csc::ServiceInfo> info();
    /** `userId` only where the bearer token is not the officer's own. */
    Async<QList<wire::csc::CredentialInfo>> credentials(const QString& userId);
    /** Tells our treasury what the next code is for. */
    Async<wire::csc::Intent> announce(
        const QString& credentialId, const QList<domain::SigningDocument>& documents);
    /** Has a code sent: getChallenge, or sendOTP where the provider has only that. MediumUnsupported if it
     * has neither. */
    Async<wire::csc::Challenge> challenge(
        const QString& credentialId, const QString& objectId, const QString& clientData);
    Async<wire::csc::Authorization> authorize(wire::csc::AuthorizeRequest request);
    /** A SAD for the next hashes of one transaction. */
    Async<wire::csc::Authorization> extend(wire::csc::HashRequest request);
    /** As many signatures as hashes, in their order; in the background from `asynchronousFrom` on. */
    Async<QList<QByteArray>> signHash(wire::csc::HashRequest request);
    /** DER of an RFC 3161 token. */
    Async<QByteArray> timestamp(
        const QByteArray& hash, const QString& hashAlgorithm, const QByteArray& nonce);

Q_SIGNALS:
    /** The provider still works; seconds since it was asked, 1 or more. */
    void waiting(int seconds);

private:
    using Info = wire::csc::ServiceInfo;
    Async<HttpResponse> post(const char* method, const QByteArray& body);
    Async<HttpResponse> postSecret(const char* method, secret::SecureBuffer body, bool secretAnswer);
    Async<Info> askInfo(QByteArrayList paths);
    Async<QList<wire::csc::CredentialInfo>> pages(
        const QString& userId, const QString& page, QStringList ids);
    Async<QList<wire::csc::CredentialInfo>> details(QStringList ids, QList<wire::csc::CredentialInfo> known);
    Async<wire::csc::Authorization> awaitSad(HttpResponse answer, const QString& handle, qint64 since);
    Async<QList<QByteArray>> awaitSignatures(
        HttpResponse answer, const QString& responseId, qsizetype count, qint64 since);
    Async<QList<QByteArray>> pollSignatures(const QString& responseId, qsizetype count, qint64 since);
    /** Ends after the next back-off, with Timeout when more than `patience` has gone since `since`. */
    Async<domain::Done> pause(qint64 since, qint64 patience);
    template <typename T, typename Step> Async<T> withInfo(Step step);

    Client& m_client;
    domain::Clock& m_clock;
    domain::Scheduler& m_scheduler;
    Options m_options;
    QByteArray m_path;
    std::optional<Info> m_info;
};

} // namespace peraku::remote
