#pragma once

#include "responder.h"
#include "trust.h"
#include "workspace.h"

#include <domain/ports.h>

namespace peraku::services {

/** Signatures as the treasury keeps them: read, verified here, written as folders that any tool can verify.
 */
class Evidence : public EvidenceService {
    Q_OBJECT
public:
    Evidence(remote::Client& client, Trust& trust, Responder& responder, domain::Executor& workers,
        domain::Clock& clock, QObject* parent = nullptr);

    Async<QList<domain::SignatureRecord>> signatures(const domain::VoucherId& id) override;
    Async<domain::VerificationReport> verify(const domain::SignatureRecord& record) override;
    Async<QStringList> save(
        const QList<domain::SignatureRecord>& records, const QString& directory, EvidenceForm form) override;
    Async<domain::VerificationReport> verifyFolder(const QString& directory) override;

private:
    Async<QStringList> saveFolders(const QList<domain::SignatureRecord>& records, const QString& directory);
    Async<QStringList> saveSealed(const domain::SignatureRecord& record, const QString& directory);

    remote::Client& m_client;
    Trust& m_trust;
    Responder& m_responder;
    domain::Executor& m_workers;
    domain::Clock& m_clock;
};

} // namespace peraku::services
