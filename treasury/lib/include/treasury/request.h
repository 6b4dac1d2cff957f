#pragma once

#include <secret/securebuffer.h>

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QPair>
#include <QString>

namespace peraku::treasury {

/** An HTTP request as libtreasury sees it; any front end can make one. Move-only, since its body may be a
 * secret. */
struct Request {
    QByteArray method; ///< Upper case.
    QByteArray path; ///< As sent, still percent-encoded, without the query.
    QList<QPair<QByteArray, QByteArray>> query; ///< Percent-decoded.
    QMap<QByteArray, QByteArray>
        headers; ///< Lower-case names; the last one wins where a header was repeated.
    QByteArray body; ///< Empty where carriesSecret() holds.
    secret::SecureBuffer secretBody; ///< The body where carriesSecret() holds.
    bool bodyTooLarge = false; ///< The front end stopped reading at bodyLimit(); the body is empty.
    QString clientAddress; ///< Numeric, without a port; rate limits and the audit use it.

    QByteArray header(const QByteArray& lowerCaseName) const { return headers.value(lowerCaseName); }
    bool hasHeader(const QByteArray& lowerCaseName) const { return headers.contains(lowerCaseName); }
    QByteArray queryValue(const QByteArray& name) const;

    /** Whether bodies sent to this path hold passwords or tokens; the front end then reads them into
     * secretBody. */
    static bool carriesSecret(const QByteArray& path);
    /** The largest body accepted at this path, bytes. */
    static qsizetype bodyLimit(const QByteArray& method, const QByteArray& path);
};

/** What goes back. Exactly one of body and secretBody is used; a 204 or 304 has neither. */
struct Response {
    int status = 200;
    QList<QPair<QByteArray, QByteArray>>
        headers; ///< Without Content-Length and Content-Encoding, which are the front end's.
    QByteArray body;
    secret::SecureBuffer secretBody;

    QByteArray header(const QByteArray& name) const; ///< Case-insensitive; empty if absent.
    void addHeader(const QByteArray& name, const QByteArray& value)
    {
        headers.append(qMakePair(name, value));
    }
};

} // namespace peraku::treasury
