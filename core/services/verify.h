#pragma once

#include "fileverification.h"
#include "responder.h"

#include <domain/ports.h>

namespace peraku::services {

/** Evidence from anywhere, checked here: first by what stands on this computer, then by the OCSP responder.
 */
class Verify : public VerifyService {
    Q_OBJECT
public:
    struct Parts {
        Trust& trust;
        Responder& responder;
        QList<QByteArray> extraAuthorities; ///< DER
        domain::Executor& workers;
        domain::Clock& clock; ///< The treasury's.
        domain::Scheduler& scheduler;
    };
    explicit Verify(Parts parts, QObject* parent = nullptr);

    Async<FilesVerified> verifyFiles(const QStringList& paths) override;
    RevocationAge revocationAge() const override;

private:
    Async<FilesVerified> verifyOnWorkers(const QStringList& paths, const FileTrust& trust);
    /** The items from `next` on, confirmed one after the other. */
    Async<FilesVerified> confirmed(FilesVerified found, qsizetype next);

    Parts m_parts;
    Patience m_patience;
};

} // namespace peraku::services
