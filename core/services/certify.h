#pragma once

#include "certification.h"
#include "credentialmemory.h"
#include "timestamps.h"
#include "trust.h"

#include <QHash>

namespace peraku::services {

class PdfSigning;
struct PreparedSignature;
class Session;
class SignatureChecker;

/** Freezes what is signed, has it signed by a medium, verifies the result here and hands it to the outbox. */
class Certify : public CertifyService {
    Q_OBJECT
public:
    struct Parts : SigningParts {
        PdfSigning& pdf;
        domain::Preferences* preferences = nullptr;
    };
    explicit Certify(Parts parts, QObject* parent = nullptr);

    Async<domain::MediumInventory> media() override;
    Async<Review> freeze(const domain::VoucherId& id, const domain::Credential& credential) override;
    Async<domain::OtpDelivery> requestOtp(const Review& review) override;
    Async<SignedDecision> sign(const Review& review, domain::SigningSecrets secrets) override;
    Async<Done> confirm(const Review& review, const SignedDecision& decision) override;

    /** That credential was used, here or for a batch. */
    void rememberCredential(const QString& id) { m_memory.signedWith(id); }

private:
    /** What the key is asked to sign: the statement and, after it, the PDF. */
    Result<PreparedSignature> prepared(const Review& review) const;
    Async<SignedDecision> finished(
        const Review& review, const PreparedSignature& order, const QByteArray& raw);
    Async<SignedDecision> withPdf(
        const Async<SignedDecision>& decided, const FrozenPdf& pdf, const QByteArray& raw);
    Async<SignedDecision> verified(const Review& review, const QByteArray& cms);

    Parts m_parts;
    Certification m_certification;
    CredentialMemory m_memory;
    std::shared_ptr<SignatureChecker> m_checker; ///< Checks outlive the service in the worker pool.
};

} // namespace peraku::services
