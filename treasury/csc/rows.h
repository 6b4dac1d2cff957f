#pragma once

#include "store.h"

#include <domain/ic.h>
#include <treasury/roaming.h>

#include <QByteArray>
#include <QDateTime>
#include <QList>

namespace peraku::csc {

using treasury::RoamingCredential;
using treasury::RoamingState;

/** A credential as it is stored. */
struct CredentialRow {
    RoamingCredential credential;
    QString keyLabel;
    QByteArray pinRecord; ///< PinKeeper's record.
    QDateTime goodAt; ///< Of the last good authorisation.
};

/** Credentials inside the caller's transaction. `lockAfter` makes an active one Locked. */
class Credentials {
public:
    Credentials(Session& session, int lockAfter)
        : m_session(&session)
        , m_lockAfter(lockAfter)
    {
    }
    Result<std::optional<CredentialRow>> find(const QString& id);
    Result<QList<RoamingCredential>> of(const domain::Ic& officer);
    Result<QList<RoamingCredential>> all();
    Result<Done> insert(const CredentialRow& row);
    Result<Done> activate(const QString& id, const QByteArray& certificate);
    Result<Done> setState(
        const QString& id, RoamingState state); ///< Never Locked, which failures alone make.
    Result<Done> setPin(const QString& id, const QByteArray& pinRecord, bool forgetFailures);
    /** Counts a try as failed before anyone looks at it, so that parallel tries cannot slip past the limit.
     */
    Result<Done> countFailure(const QString& id);
    /** That try was good after all. */
    Result<Done> forgiveFailure(const QString& id);
    Result<Done> clearFailures(const QString& id);
    Result<Done> noteGood(const QString& id, const QDateTime& at);

private:
    Session* m_session;
    int m_lockAfter;
};

struct Event {
    QDateTime at;
    QString credential;
    const char* action;
    QString nonce = {};
    qsizetype count = 0;
};
/** One line of the record that is never deleted: what was done with a key, and under which nonce. */
Result<Done> note(Session& session, const Event& event);

/** Digests one after the other, in the order of their bytes: equal for equal sets. */
QByteArray hashSet(QList<QByteArray> hashes);
QList<QByteArray> hashesOf(const QByteArray& set);

} // namespace peraku::csc
