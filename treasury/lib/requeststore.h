#pragma once

#include "connection.h"

#include <domain/requests.h>

#include <optional>

namespace peraku::treasury {

/** A request with what only the treasury knows of it. */
struct StoredRequest {
    domain::MediumRequest request;
    QString credential; ///< Roaming credential that was prepared for it or that it is about; empty = none.
    QByteArray pinHash; ///< Slow hash of the PIN that an unblock sets; dropped with the decision.
    QByteArray answerHash; ///< Slow hash of the security answer.
};

/** The requests about certificates and the links that confirm e-mail addresses, inside the caller's
 * transaction. */
class RequestStore {
public:
    explicit RequestStore(Connection& connection)
        : m_connection(&connection)
    {
    }
    Result<Done> insert(const StoredRequest& stored);
    Result<Done> update(const StoredRequest& stored);
    Result<std::optional<StoredRequest>> find(const domain::RequestId& id);
    /** Newest first, at most 500; those that domain::maySee() shows. */
    Result<QList<domain::MediumRequest>> visibleTo(const domain::Officer& officer);
    Result<QList<domain::MediumRequest>> open(); ///< Oldest first.
    Result<QList<StoredRequest>> openOf(const domain::Ic& about);
    /** How many that this officer sent are open, but for incidents. */
    Result<qint64> openBy(const domain::Ic& sender);
    struct Recent {
        int count = 0;
        QDateTime oldest; ///< UTC
    };
    /** The officer's applications for certificates since then, whatever became of them. */
    Result<Recent> applicationsSince(const domain::Ic& applicant, const QDateTime& since);

    /** What an incident suspended itself, beside the registration. */
    struct Suspension {
        domain::Sha256Hex certificate;
        bool authority = false; ///< At the certificate authority.
        bool credential = false; ///< At the roaming service.
    };
    Result<Done> addSuspension(const domain::RequestId& request, const Suspension& suspension);
    Result<std::optional<Suspension>> suspension(
        const domain::RequestId& request, const domain::Sha256Hex& certificate);

    /** The token of a link is kept as its hash, its code as a MAC under the token. */
    struct Link {
        domain::RequestId request;
        QByteArray codeMac;
        QDateTime expiresAt; ///< UTC
        int failures = 0;
        int sendings = 0;
        QDateTime sentAt; ///< UTC
    };
    Result<Done> addLink(const QByteArray& tokenHash, const Link& link);
    Result<std::optional<Link>> link(const QByteArray& tokenHash);
    /** The link that a request waits for. */
    Result<std::optional<Link>> linkOf(const domain::RequestId& request);
    Result<Done> countFailure(const QByteArray& tokenHash);
    Result<Done> dropLinks(const domain::RequestId& request);
    /** Requests whose link is over. */
    Result<QList<domain::RequestId>> unconfirmedAt(const QDateTime& now);

private:
    template <typename... Args> Result<std::optional<Link>> oneLink(const char* where, const Args&... args);
    template <typename... Args> Result<QList<StoredRequest>> select(const char* text, const Args&... args);
    template <typename... Args>
    Result<QList<domain::MediumRequest>> selectRequests(const char* text, const Args&... args);

    Connection* m_connection;
};

} // namespace peraku::treasury
