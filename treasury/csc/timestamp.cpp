#include "methods.h"

#include <signing/openssl.h>

#include <openssl/objects.h>

namespace peraku::csc {

using domain::ErrorCode;
using treasury::RoamingReply;

namespace {

constexpr qsizetype longestDigest = 64;
constexpr qsizetype longestNonce = 40;

using ImprintPtr = signing::OpensslPtr<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free>;

/** The RFC 3161 request for a digest; empty if it cannot be made. */
QByteArray requestFor(const QByteArray& digest, const EVP_MD* algorithm, const QString& nonce)
{
    const signing::TsRequestPtr request(TS_REQ_new());
    const ImprintPtr imprint(TS_MSG_IMPRINT_new());
    const signing::X509AlgorPtr identifier(X509_ALGOR_new());
    if (!request || !imprint || !identifier)
        return {};
    X509_ALGOR_set_md(identifier.get(), algorithm);
    bool made = TS_REQ_set_version(request.get(), 1) == 1 && TS_REQ_set_cert_req(request.get(), 1) == 1
        && TS_MSG_IMPRINT_set_algo(imprint.get(), identifier.get()) == 1
        && TS_MSG_IMPRINT_set_msg(imprint.get(),
               reinterpret_cast<unsigned char*>(const_cast<char*>(digest.constData())), int(digest.size()))
            == 1
        && TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1;
    if (made && !nonce.isEmpty()) {
        BIGNUM* number = nullptr;
        made = BN_hex2bn(&number, nonce.toLatin1().constData()) == nonce.size();
        const signing::BignumPtr owned(number);
        const signing::Asn1IntegerPtr integer(made ? BN_to_ASN1_INTEGER(number, nullptr) : nullptr);
        made = integer && TS_REQ_set_nonce(request.get(), integer.get()) == 1;
    }
    return made ? signing::derOf(request.get(), i2d_TS_REQ) : QByteArray();
}

/** The token of a granted answer; empty otherwise. */
QByteArray tokenOf(const QByteArray& answer)
{
    const auto* at = signing::uchars(answer);
    const signing::TsResponsePtr response(d2i_TS_RESP(nullptr, &at, long(answer.size())));
    if (!response || !TS_RESP_get_token(response.get()))
        return {};
    return signing::derOf(TS_RESP_get_token(response.get()), i2d_PKCS7);
}

} // namespace

Outcome<RoamingReply> timestamp(Core& core, Call& call)
{
    auto& parameters = call.parameters;
    const auto oid = parameters.text("hashAlgo");
    const auto digest = fromBase64(parameters.value("hash"), longestDigest);
    const auto nonce = parameters.optionalText("nonce", longestNonce);
    if (!parameters.refusal() && !digest)
        parameters.wrong(Refusal::parameter("string", "hash"));
    if (parameters.refusal())
        return refuse(*parameters.refusal());
    const auto* algorithm = EVP_get_digestbynid(OBJ_txt2nid(oid.toLatin1().constData()));
    const int size = algorithm ? EVP_MD_get_size(algorithm) : 0;
    if (size < 32)
        return refuse(Refusal::invalid("hashAlgo"));
    if (digest->size() != size)
        return refuse(Refusal::request(QStringLiteral("Invalid digest value length")));
    const auto request = requestFor(*digest, algorithm, nonce);
    if (request.isEmpty())
        return refuse(Refusal::invalid("nonce"));
    const auto token = tokenOf(core.ports.pki.timestamp(request).body);
    if (token.isEmpty())
        return refuse({ 503, "temporarily_unavailable", QStringLiteral("The time service does not answer"),
            ErrorCode::TimestampMissing });
    return reply(200, { { QStringLiteral("timestamp"), QString::fromLatin1(token.toBase64()) } });
}

} // namespace peraku::csc
