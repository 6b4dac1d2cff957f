#pragma once

#include "certification.h"

#include <QHash>

namespace peraku::services {

/** Makes one plan, voucher by voucher, each in a turn of the event loop of its own; deletes itself at the
 * end.
 */
class BatchPlanning : public QObject {
    Q_OBJECT
public:
    BatchPlanning(Workspace& workspace, const Certification& certification, MediaService* media,
        QList<domain::VoucherId> ids, domain::Credential credential, QObject* parent);
    ~BatchPlanning() override;
    Async<BatchPlan> start();

Q_SIGNALS:
    void progressed(const peraku::services::BatchProgress& progress);

private:
    void next();
    /** Asks the treasury about the medium for the voucher's process, unless it did so for an earlier one. */
    void take(const domain::VoucherId& id, Result<domain::Voucher> voucher);
    void add(const domain::VoucherId& id, Result<domain::Voucher> voucher);
    void end(Result<BatchPlan> result);

    Workspace& m_workspace;
    const Certification& m_certification;
    MediaService* m_media;
    QList<domain::VoucherId> m_ids;
    QHash<int, std::optional<Error>> m_refusals; ///< Why the medium is not accepted, by process.
    qsizetype m_done = 0;
    BatchPlan m_plan;
    QPromise<Result<BatchPlan>> m_promise;
    bool m_ended = false;
};

} // namespace peraku::services
