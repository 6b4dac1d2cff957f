#pragma once

#include <domain/ports.h>

#include <QHash>

namespace peraku::services {

using domain::Async;

/** Several signers as one: what each holds stands side by side, and a credential's work goes to the one that
 * has it. One that cannot be asked never hides the others. */
class Signers final : public domain::Signer {
    Q_OBJECT
public:
    explicit Signers(QList<domain::Signer*> signers, QObject* parent = nullptr);

    Async<domain::MediumInventory> inventory(const domain::Ic& officer) override;
    Async<domain::OtpDelivery> requestOtp(domain::RawSignRequest request) override;
    Async<domain::RawSignatures> sign(
        domain::RawSignRequest request, domain::SigningSecrets secrets) override;
    Async<domain::Done> changePin(
        const QString& credentialId, secret::SecureBuffer current, secret::SecureBuffer replacement) override;

private:
    struct Gathering;
    void conclude(Gathering& gathering);
    domain::Signer* holderOf(const QString& credentialId) const;

    QList<domain::Signer*> m_signers;
    QHash<QString, domain::Signer*> m_holders; ///< As of the latest inventory that named the credential.
};

} // namespace peraku::services
