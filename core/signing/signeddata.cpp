#include "signeddata.h"

#include "der.h"
#include "oids.h"

#include <signing/certificate.h>
#include <signing/digest.h>
#include <signing/openssl.h>
#include <signing/verify.h>

namespace peraku::signing {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr int maxCertificates = 8;
constexpr int maxAttributes = 16;

auto malformed(const char* part)
{
    return fail(ErrorCode::SignatureMalformed, QLatin1String(part));
}

bool isVersion(const std::optional<der::Item>& item, char version)
{
    return item && item->content.size() == 1 && item->content[0] == version;
}

QDateTime timeOf(QByteArrayView element)
{
    const unsigned char* at = uchars(element);
    const Asn1TimePtr time(d2i_ASN1_TIME(nullptr, &at, long(element.size())));
    // DER: always seconds and always Z (RFC 5652, 11.3).
    if (!time || at != uchars(element) + element.size() || element.back() != 'Z'
        || (element[0] == 0x17 && element.size() != 15) || (element[0] == 0x18 && element.size() != 17))
        return {};
    return toDateTime(time.get());
}

/** The one value of an attribute. */
struct Attribute {
    QByteArrayView id;
    QByteArrayView value; ///< Whole element; empty where there are several or none.
};
std::optional<Attribute> attributeOf(QByteArrayView element)
{
    const auto sequence = der::single(element, der::Sequence);
    if (!sequence)
        return std::nullopt;
    der::Reader reader(sequence->content);
    const auto id = reader.next(der::Oid);
    const auto values = reader.next(der::Set);
    if (!id || !values || !reader.atEnd())
        return std::nullopt;
    der::Reader inside(values->content);
    const auto value = inside.next();
    return Attribute { id->content, value && inside.atEnd() ? value->whole : QByteArrayView() };
}

std::optional<QList<QByteArrayView>> elementsOf(QByteArrayView content, int atMost)
{
    QList<QByteArrayView> elements;
    der::Reader reader(content);
    while (!reader.atEnd()) {
        const auto element = reader.next(der::Sequence);
        if (!element || elements.size() == atMost)
            return std::nullopt;
        elements.append(element->whole);
    }
    return elements;
}

} // namespace

Result<QByteArrayView> readAttributes(SignedDataView& view)
{
    const auto attributes = elementsOf(view.signedAttributes, maxAttributes);
    if (!attributes || !der::isSorted(*attributes))
        return malformed("signed attributes");
    QList<QByteArrayView> seen;
    QByteArrayView contentType;
    for (const auto element : *attributes) {
        const auto attribute = attributeOf(element);
        if (!attribute || seen.contains(attribute->id))
            return malformed("signed attributes");
        seen.append(attribute->id);
        if (attribute->id == oid::contentType) {
            const auto value = der::single(attribute->value, der::Oid);
            contentType = value ? value->content : QByteArrayView();
        } else if (attribute->id == oid::messageDigest) {
            const auto value = der::single(attribute->value, der::OctetString);
            view.messageDigest = value ? value->content : QByteArrayView();
        } else if (attribute->id == oid::signingTime) {
            view.signingTime = attribute->value.isEmpty() ? QDateTime() : timeOf(attribute->value);
            if (!view.signingTime.isValid())
                return malformed("signing-time attribute");
        } else if (attribute->id == oid::signingCertificate) {
            view.signingCertificate = attribute->value;
        } else if (attribute->id == oid::signingCertificateV2) {
            view.signingCertificateV2 = attribute->value;
        }
    }
    return contentType;
}

namespace {

Result<Done> readSignedAttributes(SignedDataView& view, SignedDataKind kind)
{
    const auto contentType = readAttributes(view);
    if (!contentType)
        return fail(contentType.error());
    if (*contentType != (kind == SignedDataKind::Detached ? oid::data : oid::tstInfo))
        return malformed("content-type attribute");
    if (view.messageDigest.size() != view.digestBits / 8)
        return malformed("message-digest attribute");
    return Done {};
}

Result<Done> readUnsignedAttributes(SignedDataView& view, QByteArrayView content, SignedDataKind kind)
{
    const auto attributes = elementsOf(content, maxAttributes);
    if (!attributes || attributes->size() != 1 || kind == SignedDataKind::TimestampToken)
        return malformed("unsigned attributes");
    const auto attribute = attributeOf(attributes->first());
    if (!attribute || attribute->id != oid::timestampToken || attribute->value.isEmpty())
        return malformed("unsigned attributes");
    view.timestampToken = attribute->value;
    return Done {};
}

Result<Done> readSignerInfo(
    SignedDataView& view, QByteArrayView content, SignedDataKind kind, QByteArrayView digestAlgorithms)
{
    der::Reader reader(content);
    if (!isVersion(reader.next(der::Integer), 1))
        return malformed("signer info version");
    const auto sid = reader.next(der::Sequence);
    if (!sid)
        return malformed("signer identifier");
    der::Reader sidReader(sid->content);
    const auto issuer = sidReader.next(der::Sequence);
    const auto serial = sidReader.next(der::Integer);
    if (!issuer || !serial || !sidReader.atEnd())
        return malformed("signer identifier");
    view.issuer = issuer->whole;
    view.serial = serial->whole;
    const auto digestAlgorithm = reader.next(der::Sequence);
    const auto attributes = reader.next(der::Context0);
    const auto algorithm = reader.next(der::Sequence);
    if (!digestAlgorithm || !algorithm)
        return malformed("signer info");
    if (!attributes)
        return malformed("no signed attributes");
    const auto bits = digestBitsOf(digestAlgorithm->whole);
    if (!bits)
        return fail(bits.error());
    if (digestAlgorithm->whole != digestAlgorithms)
        return malformed("digest algorithms");
    view.digestBits = *bits;
    const auto signatureAlgorithm = signatureAlgorithmOf(algorithm->whole, *bits);
    if (!signatureAlgorithm)
        return fail(signatureAlgorithm.error());
    view.algorithm = *signatureAlgorithm;
    view.signedAttributes = attributes->content;
    view.head = content.first(algorithm->whole.end() - content.begin());
    const auto signature = reader.next(der::OctetString);
    if (!signature)
        return malformed("signature value");
    view.signature = signature->content;
    if (auto read = readSignedAttributes(view, kind); !read)
        return read;
    if (reader.atEnd())
        return Done {};
    const auto unsignedAttributes = reader.next(der::Context1);
    if (!unsignedAttributes || !reader.atEnd())
        return malformed("signer info");
    return readUnsignedAttributes(view, unsignedAttributes->content, kind);
}

Result<Done> readContent(SignedDataView& view, QByteArrayView content, SignedDataKind kind)
{
    der::Reader reader(content);
    const auto type = reader.next(der::Oid);
    if (!type || type->content != (kind == SignedDataKind::Detached ? oid::data : oid::tstInfo))
        return malformed("content type");
    if (kind == SignedDataKind::Detached)
        return reader.atEnd() ? Result<Done>(Done {}) : Result<Done>(malformed("content is not detached"));
    const auto explicitContent = reader.next(der::Context0);
    const auto octets
        = explicitContent ? der::single(explicitContent->content, der::OctetString) : std::nullopt;
    if (!octets || !reader.atEnd())
        return malformed("timestamp content");
    view.content = octets->content;
    return Done {};
}

} // namespace

Result<SignedDataView> parseSignedData(const QByteArray& bytes, SignedDataKind kind)
{
    if (bytes.size() > maxCmsBytes)
        return fail(ErrorCode::TooLarge, QStringLiteral("signature"));
    const auto contentInfo = der::single(bytes, der::Sequence);
    if (!contentInfo)
        return malformed("not one DER sequence");
    der::Reader outer(contentInfo->content);
    const auto type = outer.next(der::Oid);
    const auto explicitData = outer.next(der::Context0);
    if (!type || type->content != oid::signedData || !explicitData || !outer.atEnd())
        return malformed("not signed data");
    const auto signedData = der::single(explicitData->content, der::Sequence);
    if (!signedData)
        return malformed("signed data");

    SignedDataView view;
    der::Reader reader(signedData->content);
    if (!isVersion(reader.next(der::Integer), kind == SignedDataKind::Detached ? 1 : 3))
        return malformed("version");
    const auto digestAlgorithms = reader.next(der::Set);
    const auto encapsulated = reader.next(der::Sequence);
    if (!digestAlgorithms || !encapsulated)
        return malformed("signed data");
    if (auto read = readContent(view, encapsulated->content, kind); !read)
        return fail(read.error());
    if (const auto certificates = reader.next(der::Context0)) {
        const auto elements = elementsOf(certificates->content, maxCertificates);
        if (!elements)
            return malformed("certificates");
        view.certificatesField = certificates->content;
        view.certificates = *elements;
    }
    if (reader.peek() == der::Context1)
        return malformed("embedded revocation lists");
    const auto signerInfos = reader.next(der::Set);
    if (!signerInfos || !reader.atEnd())
        return malformed("signed data");
    view.beforeSignerInfos
        = signedData->content.first(signerInfos->whole.begin() - signedData->content.begin());
    const auto signerInfo = der::single(signerInfos->content, der::Sequence);
    if (!signerInfo)
        return malformed("not exactly one signer");
    if (auto read = readSignerInfo(view, signerInfo->content, kind, digestAlgorithms->content); !read)
        return fail(read.error());
    return view;
}

QByteArray SignedDataView::attributesSet() const
{
    return der::wrap(der::Set, signedAttributes.toByteArray());
}

QByteArray SignedDataView::attributesDigest() const
{
    return digestOf(attributesSet(), digestBits);
}

int SignedDataView::signerIndex() const
{
    for (qsizetype i = 0; i < certificates.size(); ++i) {
        // Certificate ::= SEQUENCE { tbs SEQUENCE { [0] version, serialNumber, signature, issuer ... } ... }
        const auto certificate = der::single(certificates[i], der::Sequence);
        der::Reader outer(certificate ? certificate->content : QByteArrayView());
        const auto tbs = outer.next(der::Sequence);
        der::Reader reader(tbs ? tbs->content : QByteArrayView());
        reader.next(der::Context0);
        const auto itsSerial = reader.next(der::Integer);
        reader.next(der::Sequence);
        const auto itsIssuer = reader.next(der::Sequence);
        if (itsSerial && itsIssuer && itsSerial->whole == serial && itsIssuer->whole == issuer)
            return int(i);
    }
    return -1;
}

QByteArray withSignature(
    const SignedDataView& view, const QByteArray& signature, const QByteArray& timestampToken)
{
    QByteArray signerInfo = view.head.toByteArray() + der::wrap(der::OctetString, signature);
    if (!timestampToken.isEmpty()) {
        const auto attribute = der::wrap(der::Sequence,
            der::wrap(der::Oid, oid::timestampToken.toByteArray()) + der::wrap(der::Set, timestampToken));
        signerInfo += der::wrap(der::Context1, attribute);
    }
    const auto signedData
        = view.beforeSignerInfos.toByteArray() + der::wrap(der::Set, der::wrap(der::Sequence, signerInfo));
    return der::wrap(der::Sequence,
        der::wrap(der::Oid, oid::signedData.toByteArray())
            + der::wrap(der::Context0, der::wrap(der::Sequence, signedData)));
}

} // namespace peraku::signing
