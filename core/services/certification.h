#pragma once

#include "parcels.h"
#include "referencebook.h"

#include <domain/verification.h>

#include <QHash>

namespace peraku::services {

class Session;
class Timestamps;
class Trust;

/** What all who sign stand on. */
struct SigningParts {
    Workspace& workspace;
    ReferenceBook& reference;
    Session& session;
    Trust& trust;
    domain::Signer& signer;
    domain::Clock& clock;
    domain::Rng& rng;
    domain::Executor& workers;
    MediaService* media = nullptr; ///< The treasury's word on media; null = every medium goes.
    Timestamps* timestamps = nullptr; ///< Null = signatures get theirs from the treasury.
};

/** A finished signature over frozen bytes, ready for the outbox. */
struct SignedStatement {
    domain::VoucherId voucher;
    QByteArray bytes; ///< Canonical statement.
    QByteArray cms;
    domain::SigningMedium medium = domain::SigningMedium::Token;
    int baseRevision = 0; ///< The voucher as it was reviewed.
};

/** As statements and signatures tell times. */
QDateTime wholeSeconds(const QDateTime& time);

/** What one certification and a batch of them have in common: the freezing before the signature, the storing
 * after it. GUI thread. */
class Certification {
public:
    Certification(Workspace& workspace, ReferenceBook& reference, Session& session, domain::Clock& clock,
        domain::Rng& rng);

    /** Whether this officer can sign with that credential now, whatever the voucher. */
    Result<Done> judge(const domain::Credential& credential) const;
    /** Checks every rule, freezes the statement and its digest. */
    Result<Review> freeze(const domain::Voucher& voucher, const domain::Credential& credential) const;
    /** What a screen shows of frozen bytes. */
    static Result<Review> reviewOf(
        const QByteArray& bytes, const domain::Credential& credential, int baseRevision);
    /** A code went out for these statements: its transaction is told with their decisions. */
    void codeSent(const QList<QByteArray>& statements, const QString& nonceId);
    /** One transaction {decision, outbox row, key, audit row}; Conflict if the voucher changed meanwhile. */
    Async<Done> store(const SignedStatement& made, QObject* context) const;

private:
    Result<Done> judgeCredential(const domain::Credential& credential) const;
    Result<Done> judgeClock() const;

    Workspace& m_workspace;
    ReferenceBook& m_reference;
    Session& m_session;
    ParcelMaker m_maker;
    QHash<QByteArray, QString> m_nonceIds; ///< By the statement's SHA-256, of the code that went out last.
};

} // namespace peraku::services
