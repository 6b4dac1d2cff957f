#include "chainverdict.h"

#include <signing/ocsp.h>
#include <signing/openssl.h>

#include <openssl/err.h>

namespace peraku::signing {

using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr int nonceBytes = 16;
constexpr int clockSkewSeconds = 300;
constexpr qsizetype maxResponseBytes = 64 * 1024;

/** SHA-1 only names the issuer here, as RFC 6960 and every responder expect; nothing rests on its strength.
 */
OpensslPtr<OCSP_CERTID, OCSP_CERTID_free> idOf(const OcspQuery& query)
{
    const auto certificate = parseCertificate(query.certificate);
    const auto issuer = parseCertificate(query.issuer);
    return OpensslPtr<OCSP_CERTID, OCSP_CERTID_free>(
        certificate && issuer ? OCSP_cert_to_id(EVP_sha1(), certificate.get(), issuer.get()) : nullptr);
}

/** The issuer itself, or a certificate of its own making for this purpose (RFC 6960, 4.2.2.2). */
Result<domain::Done> checkResponder(
    OCSP_BASICRESP* basic, const OcspQuery& query, const TrustStore& trust, const QDateTime& now)
{
    const auto untrusted = fail(ErrorCode::CertificateUntrusted,
        QStringLiteral("OCSP answer is not signed by the issuer or its delegate"));
    const X509StackPtr others(sk_X509_new_null());
    const auto issuer = parseCertificate(query.issuer);
    sk_X509_push(others.get(), issuer.get());
    X509* responder = nullptr;
    if (OCSP_resp_get0_signer(basic, &responder, others.get()) != 1 || !responder)
        return untrusted;
    // Path and time are judged below by our own rules; this proves the signature alone.
    if (OCSP_basic_verify(basic, others.get(), trust.d().store.get(), OCSP_NOVERIFY) != 1)
        return untrusted;
    if (X509_cmp(responder, issuer.get()) == 0)
        return domain::Done {};
    if (X509_NAME_cmp(X509_get_issuer_name(responder), X509_get_subject_name(issuer.get())) != 0
        || X509_verify(responder, X509_get0_pubkey(issuer.get())) != 1)
        return untrusted;
    PathPolicy policy;
    policy.purpose = CertificatePurpose::OcspSigning;
    // id-pkix-ocsp-nocheck: whoever speaks of revocation need not be asked about itself.
    policy.requireCrl = X509_get_ext_by_NID(responder, NID_id_pkix_OCSP_noCheck, -1) < 0;
    return checkCertificate(derOf(responder, i2d_X509), trust, policy, now, { query.issuer });
}

Result<OcspAnswer> readAnswer(
    OCSP_BASICRESP* basic, const OcspQuery& query, const QDateTime& now, int maxAgeSeconds)
{
    const auto id = idOf(query);
    int status = 0;
    int reason = 0;
    ASN1_GENERALIZEDTIME* revokedAt = nullptr;
    ASN1_GENERALIZEDTIME* thisUpdate = nullptr;
    ASN1_GENERALIZEDTIME* nextUpdate = nullptr;
    if (!id
        || OCSP_resp_find_status(basic, id.get(), &status, &reason, &revokedAt, &thisUpdate, &nextUpdate)
            != 1)
        return fail(
            ErrorCode::CertificateUntrusted, QStringLiteral("OCSP answer is about another certificate"));
    OcspAnswer answer;
    answer.producedAt = toDateTime(OCSP_resp_get0_produced_at(basic));
    answer.thisUpdate = toDateTime(thisUpdate);
    answer.nextUpdate = nextUpdate ? toDateTime(nextUpdate) : QDateTime();
    if (!answer.producedAt.isValid() || answer.producedAt > now.addSecs(clockSkewSeconds)
        || answer.thisUpdate > now.addSecs(clockSkewSeconds))
        return fail(ErrorCode::CrlStale, QStringLiteral("OCSP answer is from the future"));
    if (answer.producedAt < now.addSecs(-maxAgeSeconds)
        || (answer.nextUpdate.isValid() && answer.nextUpdate < now))
        return fail(ErrorCode::CrlStale, QStringLiteral("OCSP answer is too old"));
    if (status == V_OCSP_CERTSTATUS_UNKNOWN)
        return fail(
            ErrorCode::CertificateUntrusted, QStringLiteral("OCSP responder does not know the certificate"));
    answer.revoked = status == V_OCSP_CERTSTATUS_REVOKED;
    if (answer.revoked)
        answer.revokedAt = toDateTime(revokedAt);
    return answer;
}

Result<OcspAnswer> checked(const QByteArray& bytes, const OcspQuery& query, const TrustStore& trust,
    const QDateTime& now, int maxAgeSeconds)
{
    const unsigned char* at = uchars(bytes);
    const OcspResponsePtr response(
        bytes.size() > maxResponseBytes ? nullptr : d2i_OCSP_RESPONSE(nullptr, &at, long(bytes.size())));
    if (!response || at != uchars(bytes) + bytes.size())
        return fail(ErrorCode::ProtocolError, QStringLiteral("unreadable OCSP answer"));
    const int status = OCSP_response_status(response.get());
    if (status == OCSP_RESPONSE_STATUS_TRYLATER)
        return fail(
            { ErrorCode::ServerBusy, QStringLiteral("OCSP responder asks to try later"), {}, true, 0 });
    if (status != OCSP_RESPONSE_STATUS_SUCCESSFUL)
        return fail(ErrorCode::ProtocolError,
            QStringLiteral("OCSP responder answered %1")
                .arg(QLatin1String(OCSP_response_status_str(status))));
    const OcspBasicPtr basic(OCSP_response_get1_basic(response.get()));
    if (!basic)
        return fail(ErrorCode::ProtocolError, QStringLiteral("unreadable OCSP answer"));
    if (const auto responder = checkResponder(basic.get(), query, trust, now); !responder)
        return fail(responder.error());
    at = uchars(query.der);
    const OcspRequestPtr request(d2i_OCSP_REQUEST(nullptr, &at, long(query.der.size())));
    if (!request || OCSP_check_nonce(request.get(), basic.get()) != 1)
        return fail(ErrorCode::SignatureInvalid, QStringLiteral("OCSP answer repeats another nonce"));
    return readAnswer(basic.get(), query, now, maxAgeSeconds);
}

} // namespace

Result<OcspQuery> ocspQuery(const QByteArray& certificate, const QByteArray& issuer, domain::Rng& rng)
{
    OcspQuery query { {}, certificate, issuer };
    auto id = idOf(query);
    const OcspRequestPtr request(OCSP_REQUEST_new());
    if (!id || !request)
        return fail(ErrorCode::CertificateMalformed, QStringLiteral("OCSP request"));
    auto nonce = rng.bytes(nonceBytes);
    if (!OCSP_request_add0_id(request.get(), id.get()))
        return fail(ErrorCode::Internal, QStringLiteral("OCSP request"));
    (void)id.release(); // now the request's
    if (OCSP_request_add1_nonce(request.get(), reinterpret_cast<unsigned char*>(nonce.data()), nonceBytes)
        != 1)
        return fail(ErrorCode::Internal, QStringLiteral("OCSP request"));
    query.der = derOf(request.get(), i2d_OCSP_REQUEST);
    if (query.der.isEmpty())
        return fail(ErrorCode::Internal, QStringLiteral("OCSP request"));
    return query;
}

Result<OcspAnswer> checkOcsp(const QByteArray& response, const OcspQuery& query, const TrustStore& trust,
    const QDateTime& now, int maxAgeSeconds)
{
    ERR_set_mark();
    auto answer = checked(response, query, trust, now, maxAgeSeconds);
    ERR_pop_to_mark();
    return answer;
}

} // namespace peraku::signing
