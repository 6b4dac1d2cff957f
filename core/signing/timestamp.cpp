#include "signeddata.h"
#include "timestamptoken.h"

#include <signing/digest.h>
#include <signing/timestamp.h>

#include <openssl/err.h>

namespace peraku::signing {

using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr int nonceBytes = 16;

bool setImprint(TS_REQ* request, const QByteArray& digest)
{
    const OpensslPtr<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free> imprint(TS_MSG_IMPRINT_new());
    const X509AlgorPtr algorithm(X509_ALGOR_new());
    auto bytes = digest;
    return imprint && algorithm
        && X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1
        && TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1
        && TS_MSG_IMPRINT_set_msg(
               imprint.get(), reinterpret_cast<unsigned char*>(bytes.data()), int(bytes.size()))
        == 1
        && TS_REQ_set_msg_imprint(request, imprint.get()) == 1;
}

Result<QByteArray> tokenOf(const QByteArray& reply)
{
    const unsigned char* at = uchars(reply);
    const TsResponsePtr response(d2i_TS_RESP(nullptr, &at, long(reply.size())));
    if (!response || at != uchars(reply) + reply.size())
        return fail(ErrorCode::SignatureMalformed, QStringLiteral("timestamp reply"));
    const long status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(response.get())));
    if (status != TS_STATUS_GRANTED && status != TS_STATUS_GRANTED_WITH_MODS)
        return fail(ErrorCode::NotAllowed, QStringLiteral("timestamp refused with status %1").arg(status));
    PKCS7* token = TS_RESP_get_token(response.get());
    if (!token)
        return fail(ErrorCode::SignatureMalformed, QStringLiteral("timestamp reply without a token"));
    return derOf(token, i2d_PKCS7);
}

} // namespace

Result<TimestampQuery> timestampQuery(const QByteArray& cms, domain::Rng& rng)
{
    const auto view = parseSignedData(cms, SignedDataKind::Detached);
    if (!view)
        return fail(view.error());
    const TsRequestPtr request(TS_REQ_new());
    auto random = rng.bytes(nonceBytes);
    // Positive and never shortened, so that every reply repeats it alike.
    random[0] = char((random[0] & 0x3F) | 0x40);
    const BignumPtr number(BN_bin2bn(uchars(random), nonceBytes, nullptr));
    const Asn1IntegerPtr nonce(number ? BN_to_ASN1_INTEGER(number.get(), nullptr) : nullptr);
    if (!request || !nonce || TS_REQ_set_version(request.get(), 1) != 1
        || !setImprint(request.get(), digestOf(view->signature.toByteArray(), 256))
        || TS_REQ_set_nonce(request.get(), nonce.get()) != 1 || TS_REQ_set_cert_req(request.get(), 1) != 1)
        return fail(ErrorCode::Internal, QStringLiteral("timestamp request"));
    return TimestampQuery { derOf(request.get(), i2d_TS_REQ), derOf(nonce.get(), i2d_ASN1_INTEGER) };
}

Result<QByteArray> attachTimestamp(const QByteArray& cms, const TimestampQuery& query,
    const QByteArray& reply, const TrustStore& trust, const PathPolicy& policy, const QDateTime& now)
{
    const auto view = parseSignedData(cms, SignedDataKind::Detached);
    if (!view)
        return fail(view.error());
    if (!view->timestampToken.isEmpty())
        return fail(ErrorCode::WrongState, QStringLiteral("signature has a timestamp"));
    ERR_set_mark();
    const auto token = tokenOf(reply);
    ERR_pop_to_mark();
    if (!token)
        return fail(token.error());
    const auto timestamp = checkTimestamp(*token, view->signature, ChainSource(trust), policy, now);
    if (!timestamp)
        return fail(timestamp.error());
    if (timestamp->nonce != query.nonce)
        return fail(ErrorCode::SignatureInvalid, QStringLiteral("timestamp reply repeats another nonce"));
    return withSignature(*view, view->signature.toByteArray(), *token);
}

Result<QDateTime> timestampOf(
    const QByteArray& cms, const TrustStore& trust, const PathPolicy& policy, const QDateTime& now)
{
    const auto view = parseSignedData(cms, SignedDataKind::Detached);
    if (!view)
        return fail(view.error());
    if (view->timestampToken.isEmpty())
        return fail(ErrorCode::NotFound, QStringLiteral("no timestamp"));
    const auto timestamp = checkTimestamp(
        view->timestampToken.toByteArray(), view->signature, ChainSource(trust), policy, now);
    if (!timestamp)
        return fail(timestamp.error());
    return timestamp->time;
}

} // namespace peraku::signing
