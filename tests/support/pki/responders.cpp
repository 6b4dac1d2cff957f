#include "asn1.h"

#include <support/pki.h>

namespace peraku::support {

namespace {

using TsContextPtr = signing::OpensslPtr<TS_RESP_CTX, TS_RESP_CTX_free>;

struct TimestampState {
    qint64 seconds = 0;
};

ASN1_INTEGER* nextSerial(TS_RESP_CTX*, void*)
{
    ASN1_INTEGER* serial = ASN1_INTEGER_new();
    ASN1_INTEGER_set(serial, 7);
    return serial;
}

int chosenTime(TS_RESP_CTX*, void* state, long* seconds, long* microseconds)
{
    *seconds = long(static_cast<TimestampState*>(state)->seconds);
    *microseconds = 0;
    return 1;
}

/** The request as the authority pretends to have read it. */
QByteArray misread(const QByteArray& query, const TimestampAnswer& answer)
{
    const auto* at = reinterpret_cast<const unsigned char*>(query.constData());
    const signing::TsRequestPtr request(d2i_TS_REQ(nullptr, &at, long(query.size())));
    require(request != nullptr, "query");
    if (answer.otherImprint) {
        auto* imprint = TS_REQ_get_msg_imprint(request.get());
        unsigned char other[32] = { 42 };
        require(TS_MSG_IMPRINT_set_msg(imprint, other, sizeof other) == 1, "imprint");
    }
    if (answer.otherNonce) {
        const signing::Asn1IntegerPtr nonce(ASN1_INTEGER_new());
        require(ASN1_INTEGER_set(nonce.get(), 42) == 1 && TS_REQ_set_nonce(request.get(), nonce.get()) == 1,
            "nonce");
    }
    return encoded(request.get(), i2d_TS_REQ);
}

} // namespace

QByteArray answerTimestamp(const QByteArray& query, const Issued& authority, const TimestampAnswer& answer)
{
    const TsContextPtr context(TS_RESP_CTX_new());
    const auto certificate = signing::parseCertificate(authority.der);
    TimestampState state { answer.time.toSecsSinceEpoch() };
    ASN1_OBJECT* policy = OBJ_txt2obj("1.3.6.1.4.1.99999.1", 1);
    TS_RESP_CTX_set_serial_cb(context.get(), nextSerial, nullptr);
    TS_RESP_CTX_set_time_cb(context.get(), chosenTime, &state);
    require(TS_RESP_CTX_set_def_policy(context.get(), policy) == 1, "policy");
    ASN1_OBJECT_free(policy);
    require(TS_RESP_CTX_add_md(context.get(), EVP_sha256()) == 1
            && TS_RESP_CTX_set_signer_digest(context.get(), EVP_sha256()) == 1
            && TS_RESP_CTX_set_ess_cert_id_digest(context.get(), EVP_sha256()) == 1,
        "digests");
    // OpenSSL itself refuses a certificate whose usage is not timestamping.
    require(TS_RESP_CTX_set_signer_cert(context.get(), certificate.get()) == 1, "timestamp certificate");
    require(TS_RESP_CTX_set_signer_key(context.get(), authority.key.get()) == 1, "timestamp key");
    if (answer.status != 0) {
        const signing::TsResponsePtr refusal(TS_RESP_new());
        TS_STATUS_INFO* info = TS_STATUS_INFO_new();
        require(TS_STATUS_INFO_set_status(info, answer.status) == 1
                && TS_RESP_set_status_info(refusal.get(), info) == 1,
            "status");
        TS_STATUS_INFO_free(info);
        return encoded(refusal.get(), i2d_TS_RESP);
    }
    const auto read = misread(query, answer);
    const signing::BioPtr in(BIO_new_mem_buf(read.constData(), int(read.size())));
    const signing::TsResponsePtr response(TS_RESP_create_response(context.get(), in.get()));
    require(response && TS_RESP_get_token(response.get()), "timestamp");
    return encoded(response.get(), i2d_TS_RESP);
}

QByteArray answerOcsp(
    const QByteArray& query, const Issued& responder, const Issued& issuer, const OcspReply& reply)
{
    if (reply.responseStatus != OCSP_RESPONSE_STATUS_SUCCESSFUL) {
        const signing::OcspResponsePtr refusal(OCSP_response_create(reply.responseStatus, nullptr));
        return encoded(refusal.get(), i2d_OCSP_RESPONSE);
    }
    const auto* at = reinterpret_cast<const unsigned char*>(query.constData());
    const signing::OcspRequestPtr request(d2i_OCSP_REQUEST(nullptr, &at, long(query.size())));
    require(request != nullptr, "query");
    const signing::OcspBasicPtr basic(OCSP_BASICRESP_new());
    auto* id = OCSP_onereq_get0_id(OCSP_request_onereq_get0(request.get(), 0));
    const auto time = asn1Time(reply.producedAt);
    const auto next = reply.nextUpdate.isValid() ? asn1Time(reply.nextUpdate) : nullptr;
    const auto revoked = reply.revokedAt.isValid() ? asn1Time(reply.revokedAt) : nullptr;
    require(OCSP_basic_add1_status(basic.get(), id, reply.certificateStatus, OCSP_REVOKED_STATUS_UNSPECIFIED,
                revoked.get(), time.get(), next.get())
            != nullptr,
        "status");
    if (reply.repeatNonce)
        require(OCSP_copy_nonce(basic.get(), request.get()) == 1, "nonce");
    const auto certificate = signing::parseCertificate(responder.der);
    require(OCSP_basic_sign(basic.get(), certificate.get(), responder.key.get(), EVP_sha256(), nullptr,
                responder.der == issuer.der ? OCSP_NOCERTS : 0)
            == 1,
        "signature");
    const signing::OcspResponsePtr response(
        OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get()));
    return encoded(response.get(), i2d_OCSP_RESPONSE);
}

} // namespace peraku::support
