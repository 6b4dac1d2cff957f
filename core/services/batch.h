#pragma once

#include "certification.h"
#include "timestamps.h"

#include <QPointer>

namespace peraku::services {

class BatchRun;
class SignatureChecker;

/** Certifies many vouchers under one authorisation. */
class Batch : public BatchService {
    Q_OBJECT
public:
    using Parts = SigningParts;
    explicit Batch(Parts parts, QObject* parent = nullptr);
    ~Batch() override;

    Async<BatchPlan> plan(const QList<domain::VoucherId>& ids, const domain::Credential& credential) override;
    Result<Review> review(const BatchItem& item, const domain::Credential& credential) const override;
    Async<domain::OtpDelivery> requestOtp(const BatchPlan& plan, int chunk) override;
    Async<BatchOutcome> sign(const BatchPlan& plan, int chunk, domain::SigningSecrets secrets) override;
    void stop() override;

Q_SIGNALS:
    /** At least one signature of that credential came. */
    void signedWith(const QString& credentialId);

private:
    Parts m_parts;
    Certification m_certification;
    std::shared_ptr<SignatureChecker> m_checker; ///< Checks outlive the service in the worker pool.
    QPointer<BatchRun> m_run; ///< The chunk that is being signed.
};

} // namespace peraku::services
