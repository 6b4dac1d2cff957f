#pragma once

#include <domain/ports.h>
#include <support/pki.h>

#include <QByteArray>
#include <QDir>
#include <QList>
#include <QString>

/** Tokens of SoftHSM2 as tests need them, made by PKCS#11 calls alone. */
namespace peraku::support {

/** What stands on a token: a certificate and, unless `key` is null, its private key. */
struct TokenContent {
    QByteArray certificate; ///< DER
    KeyPtr key;
    bool alwaysAuthenticate = false;
};

/** A folder of SoftHSM2 tokens. Sets SOFTHSM2_CONF of this process, which programs started later inherit. */
class SoftTokens {
public:
    explicit SoftTokens(const QString& folder);
    /** Makes one token; gives its serial, empty when SoftHSM2 refuses (the reason is on standard error). */
    QString add(const QByteArray& label, const QByteArray& userCode, const QList<TokenContent>& contents);
    static QString module();

private:
    QDir m_folder;
};

/** Whether a raw signature, as a Signer gives it, holds for the digest. */
bool rawSignatureHolds(const KeyPtr& key, domain::SignatureScheme scheme, int digestBits,
    const QByteArray& digest, const QByteArray& signature);

} // namespace peraku::support
