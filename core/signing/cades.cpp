#include "algorithm.h"
#include "der.h"
#include "oids.h"
#include "signeddata.h"

#include <signing/cades.h>
#include <signing/digest.h>
#include <signing/openssl.h>

namespace peraku::signing {

using domain::ErrorCode;
using domain::fail;
using domain::KeyKind;
using domain::Result;
using domain::SignatureScheme;

struct SignerCertificate {
    QByteArray der;
    X509Ptr certificate;
    QByteArray issuer; ///< DER Name
    QByteArray serial; ///< DER INTEGER

    EVP_PKEY* key() const { return X509_get0_pubkey(certificate.get()); }
};

namespace {

using Signer = std::shared_ptr<const SignerCertificate>;

/** `known`, if it is of that certificate: decoding a public key costs more than the rest of a signature. */
Result<Signer> signerOf(const QByteArray& der, const Signer& known)
{
    if (known && known->der == der)
        return known;
    SignerCertificate signer { der, parseCertificate(der), {}, {} };
    if (!signer.certificate || !signer.key())
        return fail(ErrorCode::CertificateMalformed, QStringLiteral("signer's certificate"));
    signer.issuer = derOf(X509_get_issuer_name(signer.certificate.get()), i2d_X509_NAME);
    signer.serial = derOf(X509_get0_serialNumber(signer.certificate.get()), i2d_ASN1_INTEGER);
    return std::make_shared<const SignerCertificate>(std::move(signer));
}

QByteArray attribute(QByteArrayView id, const QByteArray& value)
{
    return der::wrap(der::Sequence, der::wrap(der::Oid, id.toByteArray()) + der::wrap(der::Set, value));
}

/** UTCTime up to 2049, GeneralizedTime after (RFC 5652, 11.3). */
QByteArray timeDer(const QDateTime& time)
{
    const auto utc = time.toUTC();
    if (utc.date().year() < 2050)
        return der::wrap(0x17, utc.toString(QStringLiteral("yyMMddHHmmss")).toLatin1() + 'Z');
    return der::wrap(0x18, utc.toString(QStringLiteral("yyyyMMddHHmmss")).toLatin1() + 'Z');
}

/** SigningCertificateV2 (RFC 5035): the certificate's SHA-256, which is the default and so not named, and its
 * issuer and serial. */
QByteArray signingCertificateV2(const SignerCertificate& signer)
{
    const auto generalNames = der::wrap(der::Sequence, der::wrap(der::Context4, signer.issuer));
    const auto issuerSerial = der::wrap(der::Sequence, generalNames + signer.serial);
    const auto id = der::wrap(der::Sequence, der::wrap(der::OctetString, sha256(signer.der)) + issuerSerial);
    return der::wrap(der::Sequence, der::wrap(der::Sequence, id));
}

/** ECDSA as the CMS wants it: DER of r and s; tokens give them side by side. */
QByteArray ecdsaDer(const QByteArray& raw, int keyBits)
{
    const auto half = (keyBits + 7) / 8;
    if (raw.size() != 2 * half || der::single(raw, der::Sequence))
        return raw;
    const auto integer = [&](qsizetype from) {
        auto octets = raw.mid(from, half);
        while (octets.size() > 1 && octets[0] == 0 && octets[1] >= 0)
            octets.remove(0, 1);
        if (octets[0] < 0)
            octets.prepend('\0');
        return der::wrap(der::Integer, octets);
    };
    return der::wrap(der::Sequence, integer(0) + integer(half));
}

} // namespace

Result<SigningProfile> profileFor(const domain::CertificateFacts& certificate, bool pssOnly)
{
    switch (certificate.keyKind) {
    case KeyKind::Rsa:
        return SigningProfile { pssOnly ? SignatureScheme::RsaPss : SignatureScheme::RsaPkcs1, 256 };
    case KeyKind::Ec:
        return SigningProfile { SignatureScheme::Ecdsa, 256 };
    case KeyKind::Other:
        break;
    }
    return fail(ErrorCode::MechanismMissing, QStringLiteral("key is neither RSA nor EC"));
}

Result<PreparedSignature> prepareCades(const CadesRequest& request)
{
    const auto& profile = request.profile;
    if (profile.digestBits != 256 && profile.digestBits != 384)
        return fail(ErrorCode::InvalidInput, QStringLiteral("digestBits"));
    if (request.contentDigest.size() != profile.digestBits / 8)
        return fail(ErrorCode::InvalidInput, QStringLiteral("contentDigest"));
    if (!request.signingTime.isValid() || request.signingTime.toUTC().date().year() < 1970)
        return fail(ErrorCode::InvalidInput, QStringLiteral("signingTime"));
    const auto read = signerOf(request.signerCertificate, request.signer);
    if (!read)
        return fail(read.error());
    const auto& signer = *read;
    if (!fits(signer->key(), profile.scheme))
        return fail(ErrorCode::MechanismMissing, QStringLiteral("key and scheme do not fit"));
    for (const auto& authority : request.chain) {
        if (!der::single(authority, der::Sequence))
            return fail(ErrorCode::CertificateMalformed, QStringLiteral("chain"));
    }

    const SignatureAlgorithm algorithm { profile.scheme, profile.digestBits,
        profile.scheme == SignatureScheme::RsaPss ? profile.digestBits / 8 : 0 };
    QList<QByteArray> each { attribute(oid::contentType, der::wrap(der::Oid, oid::data.toByteArray())),
        attribute(oid::messageDigest, der::wrap(der::OctetString, request.contentDigest)),
        attribute(oid::signingCertificateV2, signingCertificateV2(*signer)) };
    if (request.form == SignatureForm::Cades)
        each.append(attribute(oid::signingTime, timeDer(request.signingTime)));
    const auto attributes = der::setOf(each);
    const auto digestAlgorithm = digestAlgorithmDer(profile.digestBits);
    const QByteArray version("\x02\x01\x01", 3);

    // The same SET, tagged [0] inside the SignerInfo and as itself where it is signed (RFC 5652, 5.4).
    QByteArray tagged = attributes;
    tagged[0] = char(der::Context0);
    const auto signerInfo = der::wrap(der::Sequence,
        version + der::wrap(der::Sequence, signer->issuer + signer->serial) + digestAlgorithm + tagged
            + signatureAlgorithmDer(algorithm) + der::wrap(der::OctetString, {}));
    QList<QByteArray> certificates = request.chain;
    certificates.prepend(request.signerCertificate);
    QByteArray certificateSet = der::setOf(certificates);
    certificateSet[0] = char(der::Context0);
    const auto signedData = der::wrap(der::Sequence,
        version + der::wrap(der::Set, digestAlgorithm)
            + der::wrap(der::Sequence, der::wrap(der::Oid, oid::data.toByteArray())) + certificateSet
            + der::wrap(der::Set, signerInfo));
    PreparedSignature prepared;
    prepared.state = der::wrap(der::Sequence,
        der::wrap(der::Oid, oid::signedData.toByteArray()) + der::wrap(der::Context0, signedData));
    prepared.signedAttributes = attributes;
    prepared.attributesDigest = digestOf(attributes, profile.digestBits);
    prepared.profile = profile;
    prepared.signer = signer;
    return prepared;
}

Result<PreparedSignature> resumeCades(const QByteArray& state)
{
    const auto view = parseSignedData(state, SignedDataKind::Detached);
    if (!view)
        return fail(view.error());
    if (!view->signature.isEmpty() || view->signerIndex() < 0)
        return fail(ErrorCode::SignatureMalformed, QStringLiteral("not a prepared signature"));
    return PreparedSignature { state, view->attributesSet(), view->attributesDigest(),
        { view->algorithm.scheme, view->digestBits } };
}

Result<QByteArray> completeCades(const PreparedSignature& prepared, const QByteArray& rawSignature)
{
    const auto view = parseSignedData(prepared.state, SignedDataKind::Detached);
    if (!view)
        return fail(view.error());
    const int index = view->signerIndex();
    if (!view->signature.isEmpty() || index < 0)
        return fail(ErrorCode::SignatureMalformed, QStringLiteral("not a prepared signature"));
    const auto signer = signerOf(view->certificates[index].toByteArray(), prepared.signer);
    if (!signer)
        return fail(signer.error());
    EVP_PKEY* key = (*signer)->key();
    const auto signature = view->algorithm.scheme == SignatureScheme::Ecdsa
        ? ecdsaDer(rawSignature, EVP_PKEY_get_bits(key))
        : rawSignature;
    // A token may answer with anything; what does not verify is never stored or sent.
    if (!verifyRaw(key, view->algorithm, view->attributesDigest(), signature))
        return fail(ErrorCode::SignatureFailed,
            QStringLiteral("raw signature does not verify with the certificate's key"));
    return withSignature(*view, signature, {});
}

} // namespace peraku::signing
