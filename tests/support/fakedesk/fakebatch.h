#pragma once

#include <services/desk.h>

#include <QPromise>

#include <memory>

namespace peraku::fake {

class FakeDesk;

/** Signs one item a turn of the event loop, by the rules of FakeCertify. */
class FakeBatch final : public services::BatchService {
    Q_OBJECT
public:
    explicit FakeBatch(FakeDesk& desk)
        : m_desk(desk)
    {
    }
    std::optional<domain::Error> refusePlan;
    int stopAfter = -1; ///< So many are signed, then this error comes, once.
    domain::Error failure { domain::ErrorCode::TokenRemoved, {}, {}, true, 0 };
    domain::VoucherId changed; ///< Fails alone, once.
    /** While it stands, codes and signatures come from it, over the statements' own hashes. */
    domain::Signer* signer = nullptr;
    int paceMs = 0; ///< Between one voucher and the next.
    int signCalls = 0;
    int otpCalls = 0;
    QByteArray code; ///< That was sent last: good for its chunk, for its time and for one try.
    std::optional<domain::Error> refuseOtp;
    /** While it stands, requestOtp() answers when the test lets it. */
    std::shared_ptr<QPromise<domain::Result<domain::OtpDelivery>>> heldOtp;

    domain::Async<services::BatchPlan> plan(
        const QList<domain::VoucherId>& ids, const domain::Credential& credential) override;
    domain::Result<services::Review> review(
        const services::BatchItem& item, const domain::Credential& credential) const override;
    domain::Async<domain::OtpDelivery> requestOtp(const services::BatchPlan& plan, int chunk) override;
    domain::Async<services::BatchOutcome> sign(
        const services::BatchPlan& plan, int chunk, domain::SigningSecrets secrets) override;
    void stop() override;

private:
    /** Why the secrets do not open the key for these items; nullopt = they do. Uses the code up. */
    std::optional<domain::Error> refusal(
        const domain::Credential& credential, const domain::SigningSecrets& secrets);
    void begin(std::optional<domain::Error> refused);
    void next();
    void end(std::optional<domain::Error> stopped);

    FakeDesk& m_desk;
    QByteArrayList m_codeIsFor; ///< Statements.
    QDateTime m_codeEnds; ///< UTC
    QList<services::BatchItem> m_items;
    services::BatchOutcome m_outcome;
    std::unique_ptr<QPromise<domain::Result<services::BatchOutcome>>> m_promise;
    bool m_stopping = false;
};

} // namespace peraku::fake
