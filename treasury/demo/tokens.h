#pragma once

#include <domain/officer.h>
#include <domain/result.h>
#include <pki/authority.h>
#include <secret/securebuffer.h>

namespace peraku::demo {

/** A SoftHSM2 token of one officer, in a folder of its own so that a desk sees no other's. */
struct DemoToken {
    QString directory;
    QString config; ///< For SOFTHSM2_CONF.
    QString label;
    QString serialHex; ///< Of the certificate.
    QByteArray certificate; ///< DER
};

/** By the program treasuryd: makes the token, generates the key inside it and has it certified. */
domain::Result<DemoToken> makeToken(const QString& program, const QString& directory, const QString& label,
    const secret::SecureBuffer& pin, const pki::OfficerSubject& subject,
    pki::CertificateAuthority& authority);

} // namespace peraku::demo
