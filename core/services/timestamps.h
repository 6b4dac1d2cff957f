#pragma once

#include "patience.h"
#include "signatures.h"

namespace peraku::services {

/** Gets a signature its timestamp right after it was made, so that it outlasts its certificate. */
class Timestamps : public QObject {
    Q_OBJECT
public:
    struct Parts {
        remote::Client& client;
        Trust& trust;
        domain::Clock& clock; ///< The treasury's.
        domain::Rng& rng;
        domain::Scheduler& scheduler;
        domain::Executor& workers;
    };
    explicit Timestamps(Parts parts, QObject* parent = nullptr);

    /**
     * The signature (DER) with a timestamp, or as it was where the treasury gives none within the patience:
     * the treasury completes it then. Never an Error but Cancelled.
     */
    Async<QByteArray> stamped(const QByteArray& cms);

private:
    using Store = std::shared_ptr<const signing::TrustStore>;
    Result<Store> store();

    Parts m_parts;
    TrustMaterial m_material; ///< That the store was made of.
    Store m_store; ///< Kept, since many signatures of a batch are stamped with the same.
    Patience m_patience;
};

} // namespace peraku::services
