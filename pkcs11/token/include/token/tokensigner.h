#pragma once

#include <domain/ports.h>

#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

namespace peraku::token {

/** Reads a certificate; pkcs11 knows no X.509, so the composition root passes the signing library's reader
 * in. */
using CertificateReader = std::function<domain::Result<domain::CertificateFacts>(const QByteArray& der)>;

struct TokenOptions {
    QStringList modulePaths; ///< PKCS#11 modules, each in a process of its own; see findModules().
    domain::Clock& clock;
    CertificateReader readCertificate;
    QString helperPath = {}; ///< peraku-token; empty = beside the running program.
    int watchdogMs = 30'000; ///< An operation that takes longer ends with ModuleHung.
    int pinPadMs = 120'000; ///< The same while the officer types at the reader.
};

/**
 * The Signer over PKCS#11 tokens (2.40). Vendor modules crash and hang, so only processes peraku-token load
 * them, one a module, started when first needed and again after a crash. A PIN goes from its buffer straight
 * into a pipe to that process and is never sent twice. Errors: ModuleCrashed, ModuleHung, ModuleFailed,
 * TokenRemoved, WrongPin, PinLocked ... GUI thread only.
 */
class TokenSigner final : public domain::Signer {
    Q_OBJECT
public:
    explicit TokenSigner(TokenOptions options, QObject* parent = nullptr);
    ~TokenSigner() override;

    domain::Async<domain::MediumInventory> inventory(const domain::Ic& officer) override;
    domain::Async<domain::RawSignatures> sign(
        domain::RawSignRequest request, domain::SigningSecrets secrets) override;
    domain::Async<domain::Done> changePin(
        const QString& credentialId, secret::SecureBuffer current, secret::SecureBuffer replacement) override;

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace peraku::token
