#pragma once

#include <signing/cades.h>
#include <signing/digest.h>
#include <signing/verify.h>
#include <support/pki.h>

#include <stdexcept>

/** Signatures that the tests of this folder start from. */
namespace peraku::tests {

struct KeyCase {
    const char* name;
    support::TestKey key;
    domain::SignatureScheme scheme;
    int digestBits;
};
inline constexpr KeyCase keyCases[] = {
    { "RSA-2048 PKCS#1", support::TestKey::Rsa2048, domain::SignatureScheme::RsaPkcs1, 256 },
    { "RSA-3072 PKCS#1", support::TestKey::Rsa3072, domain::SignatureScheme::RsaPkcs1, 256 },
    { "RSA-2048 PSS", support::TestKey::Rsa2048, domain::SignatureScheme::RsaPss, 256 },
    { "RSA-3072 PSS SHA-384", support::TestKey::Rsa3072, domain::SignatureScheme::RsaPss, 384 },
    { "P-256", support::TestKey::P256, domain::SignatureScheme::Ecdsa, 256 },
    { "P-384 SHA-384", support::TestKey::P384, domain::SignatureScheme::Ecdsa, 384 },
    { "P-384 SHA-256", support::TestKey::P384, domain::SignatureScheme::Ecdsa, 256 },
};

inline const QByteArray document = "{\"amount\":\"1234.50\",\"type\":\"a document to sign\"}\n";

inline signing::CadesRequest requestFor(const support::TestPki& pki, const support::Issued& signer,
    const signing::SigningProfile& profile, const QByteArray& content = document)
{
    return { signing::digestOf(content, profile.digestBits), signer.der, { pki.issuing.der }, profile,
        pki.now };
}

inline QByteArray signedBy(const support::TestPki& pki, const support::Issued& signer,
    const signing::SigningProfile& profile = { domain::SignatureScheme::Ecdsa, 256 },
    const QByteArray& content = document)
{
    const auto cms = signing::signCades(requestFor(pki, signer, profile, content), signer.key.get());
    if (!cms)
        throw std::runtime_error(cms.error().detail.toStdString());
    return *cms;
}

/** Options for content that is no statement. */
inline signing::VerifyOptions optionsAt(const QDateTime& now)
{
    signing::VerifyOptions options;
    options.now = now;
    options.contentIsStatement = false;
    return options;
}

inline QString explain(const domain::VerificationReport& report)
{
    QStringList lines;
    for (const auto& line : report.lines)
        lines.append(domain::toWire(line.id) + QStringLiteral(": ") + domain::toWire(line.outcome)
            + QStringLiteral(" ")
            + (line.reason ? domain::errorKey(line.reason->code) + QStringLiteral(" ") + line.reason->detail
                           : QString()));
    return lines.join(QLatin1Char('\n'));
}

} // namespace peraku::tests
