#include "authorityprivate.h"

#include <pki/responders.h>

namespace peraku::pki {

namespace {

constexpr qsizetype maxRequestBytes = 16 * 1024;
constexpr int maxCertificates = 32;
constexpr int freshMinutes = 10;

QByteArray refusal(int status)
{
    const OcspResponsePtr response(OCSP_response_create(status, nullptr));
    return response ? signing::derOf(response.get(), i2d_OCSP_RESPONSE) : QByteArray();
}

/** Whether the request speaks of a certificate of `issuer`, by the hash algorithm that it chose. */
bool speaksOf(OCSP_CERTID* id, const X509* issuer)
{
    ASN1_OBJECT* algorithm = nullptr;
    if (OCSP_id_get0_info(nullptr, &algorithm, nullptr, nullptr, id) != 1)
        return false;
    const int nid = OBJ_obj2nid(algorithm);
    const EVP_MD* digest = nid == NID_sha1 ? EVP_sha1()
        : nid == NID_sha256                ? EVP_sha256()
        : nid == NID_sha384                ? EVP_sha384()
        : nid == NID_sha512                ? EVP_sha512()
                                           : nullptr;
    const OcspIdPtr own(digest ? OCSP_cert_to_id(digest, nullptr, issuer) : nullptr);
    return own && OCSP_id_issuer_cmp(own.get(), id) == 0;
}

} // namespace

QByteArray OcspResponder::respond(const QByteArray& request) const
{
    if (request.size() > maxRequestBytes)
        return refusal(OCSP_RESPONSE_STATUS_MALFORMEDREQUEST);
    const unsigned char* cursor = signing::uchars(request);
    const OcspRequestPtr parsed(d2i_OCSP_REQUEST(nullptr, &cursor, long(request.size())));
    const int count = parsed ? OCSP_request_onereq_count(parsed.get()) : 0;
    if (!parsed || cursor != signing::uchars(request) + request.size() || count < 1
        || count > maxCertificates) {
        static_cast<void>(
            sslError(domain::ErrorCode::InvalidInput, "OCSP request")); // empties the thread's queue
        return refusal(OCSP_RESPONSE_STATUS_MALFORMEDREQUEST);
    }

    auto& authority = *m_authority->m_d;
    const OcspBasicPtr basic(OCSP_BASICRESP_new());
    const auto now = authority.now();
    const auto thisUpdate = asn1Time(now);
    const auto nextUpdate = asn1Time(now.addSecs(freshMinutes * 60));
    // OpenSSL offers no setter: without OCSP_NOTIME it would write the machine's time here.
    auto* producedAt
        = basic ? const_cast<ASN1_GENERALIZEDTIME*>(OCSP_resp_get0_produced_at(basic.get())) : nullptr;
    if (!producedAt || !thisUpdate || !nextUpdate
        || !ASN1_GENERALIZEDTIME_set(producedAt, time_t(now.toSecsSinceEpoch())))
        return refusal(OCSP_RESPONSE_STATUS_INTERNALERROR);
    for (int i = 0; i < count; ++i) {
        auto* id = OCSP_onereq_get0_id(OCSP_request_onereq_get0(parsed.get(), i));
        int status = V_OCSP_CERTSTATUS_UNKNOWN;
        int reason = OCSP_REVOKED_STATUS_NOSTATUS;
        Asn1TimePtr revokedAt;
        if (speaksOf(id, authority.issuing.certificate.get())) {
            ASN1_INTEGER* serial = nullptr;
            OCSP_id_get0_info(nullptr, nullptr, nullptr, &serial, id);
            const auto entry = m_authority->find(QString::fromLatin1(bigEndianOf(serial).toHex().toUpper()));
            if (!entry && entry.error().code != domain::ErrorCode::NotFound)
                return refusal(OCSP_RESPONSE_STATUS_INTERNALERROR);
            const bool ours = entry && entry->kind != CertificateKind::RootCa
                && entry->kind != CertificateKind::IssuingCa;
            if (ours && entry->status == CertificateStatus::Good) {
                status = V_OCSP_CERTSTATUS_GOOD;
            } else if (ours) {
                status = V_OCSP_CERTSTATUS_REVOKED;
                revokedAt = asn1Time(entry->changedAt);
                if (entry->reason != RevocationReason::Unspecified)
                    reason = int(entry->reason);
            }
        }
        if (!OCSP_basic_add1_status(
                basic.get(), id, status, reason, revokedAt.get(), thisUpdate.get(), nextUpdate.get()))
            return refusal(OCSP_RESPONSE_STATUS_INTERNALERROR);
    }
    // 2 = the request has no nonce, which RFC 6960 allows.
    if (OCSP_copy_nonce(basic.get(), parsed.get()) == 0
        || OCSP_basic_sign(basic.get(), authority.ocsp.certificate.get(), authority.ocsp.key.get(),
               digestFor(authority.ocsp.key.get()), nullptr, OCSP_NOTIME)
            != 1) {
        static_cast<void>(sslError(domain::ErrorCode::SignatureFailed, "OCSP response"));
        return refusal(OCSP_RESPONSE_STATUS_INTERNALERROR);
    }
    const OcspResponsePtr response(OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get()));
    return response ? signing::derOf(response.get(), i2d_OCSP_RESPONSE)
                    : refusal(OCSP_RESPONSE_STATUS_INTERNALERROR);
}

} // namespace peraku::pki
