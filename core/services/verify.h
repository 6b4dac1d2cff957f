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
        remote::Client& client;
        Trust& trust;
        Responder& responder;
        QList<QByteArray> extraAuthorities; ///< DER
        domain::Executor& workers;
        domain::Clock& clock;
    };
    explicit Verify(Parts parts, QObject* parent = nullptr);

    Async<FilesVerified> verifyFiles(const QStringList& paths) override;
    RevocationAge revocationAge() const override;

private:
    /** The items from `next` on, confirmed one after the other. */
    Async<FilesVerified> confirmed(FilesVerified found, qsizetype next);

    Parts m_parts;
};

} // namespace peraku::services
