#pragma once

#include "connection.h"

#include <domain/officer.h>
#include <domain/result.h>

#include <optional>

namespace peraku::treasury {

using domain::Done;
using domain::Result;

/** The column "active" of a certificate: whether the officer may sign with it here. */
enum class CertificateStanding { Withdrawn = 0, Good = 1, Suspended = 2 };

/** An officer with what only the treasury knows of them. */
struct OfficerAccount {
    domain::Officer officer;
    QByteArray passwordHash;
    bool mustChange = false;
    bool active = false;
    quint32 epoch = 0; ///< Grows whenever what the officer may see changes.
    QByteArray recovery; ///< 32 bytes.
};

/** The officers and their certificates, inside the caller's transaction. */
class Officers {
public:
    explicit Officers(Connection& connection)
        : m_connection(&connection)
    {
    }
    Result<std::optional<OfficerAccount>> find(const domain::Ic& ic);
    Result<QList<domain::Officer>> all();
    Result<Done> insert(const OfficerAccount& account);
    /** A new body also begins a new epoch, since offices and roles decide what is seen. */
    Result<Done> updateBody(const domain::Officer& officer);
    Result<Done> setPassword(const domain::Ic& ic, const QByteArray& hash, bool mustChange);
    Result<Done> setActive(const domain::Ic& ic, bool active);

    Result<Done> registerCertificate(
        const domain::Ic& ic, const domain::Sha256Hex& name, const QByteArray& der, const QDateTime& at);
    /** Names of the certificates that the officer may sign with. */
    Result<QList<domain::Sha256Hex>> certificatesOf(const domain::Ic& ic);
    Result<bool> withdrawCertificate(const domain::Sha256Hex& name);
    /** Until releaseCertificate(), registerCertificate() or withdrawCertificate(); false where it was not
     * good before. */
    Result<bool> suspendCertificate(const domain::Sha256Hex& name);
    /** False where it was not suspended. */
    Result<bool> releaseCertificate(const domain::Sha256Hex& name);

private:
    Result<bool> move(const domain::Sha256Hex& name, CertificateStanding from, CertificateStanding to);
    Connection* m_connection;
};

} // namespace peraku::treasury
