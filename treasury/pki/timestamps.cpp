#include "authorityprivate.h"

#include <pki/responders.h>

namespace peraku::pki {

namespace {

constexpr qsizetype maxRequestBytes = 16 * 1024;

/** What the callbacks of one response need. */
struct Moment {
    qint64 serial = 0;
    qint64 seconds = 0;
};

ASN1_INTEGER* giveSerial(TS_RESP_CTX* context, void* data)
{
    Asn1IntegerPtr serial(ASN1_INTEGER_new());
    if (!serial || ASN1_INTEGER_set_int64(serial.get(), static_cast<Moment*>(data)->serial) != 1) {
        TS_RESP_CTX_set_status_info(context, TS_STATUS_REJECTION, "no serial number");
        TS_RESP_CTX_add_failure_info(context, TS_INFO_SYSTEM_FAILURE);
        return nullptr;
    }
    return serial.release();
}

int giveTime(TS_RESP_CTX*, void* data, long* seconds, long* microseconds)
{
    *seconds = long(static_cast<Moment*>(data)->seconds);
    *microseconds = 0;
    return 1;
}

/** A TimeStampResp that says systemFailure, for when no context could be made. */
QByteArray systemFailure()
{
    const TsResponsePtr response(TS_RESP_new());
    const signing::OpensslPtr<TS_STATUS_INFO, TS_STATUS_INFO_free> status(TS_STATUS_INFO_new());
    if (!response || !status || TS_STATUS_INFO_set_status(status.get(), TS_STATUS_REJECTION) != 1
        || TS_RESP_set_status_info(response.get(), status.get()) != 1)
        return {};
    return signing::derOf(response.get(), i2d_TS_RESP);
}

} // namespace

QByteArray TimestampAuthority::respond(const QByteArray& request) const
{
    return respondAsOf(request, m_clock->nowUtc());
}

QByteArray TimestampAuthority::respondAsOf(const QByteArray& request, const QDateTime& time) const
{
    auto& authority = *m_authority->m_d;
    Moment moment;
    moment.seconds = time.toSecsSinceEpoch();
    {
        const QMutexLocker lock(&authority.mutex);
        const auto serial = authority.timestampSerial();
        if (!serial)
            return systemFailure();
        moment.serial = *serial;
    }
    const TsContextPtr context(TS_RESP_CTX_new());
    const ObjectPtr policy(OBJ_txt2obj(oid::timestampPolicy, 1));
    const X509StackPtr chain(sk_X509_new_null());
    const bool ready = context && policy && chain
        && sk_X509_push(chain.get(), authority.issuing.certificate.get()) > 0
        && TS_RESP_CTX_set_signer_cert(context.get(), authority.tsa.certificate.get()) == 1
        && TS_RESP_CTX_set_signer_key(context.get(), authority.tsa.key.get()) == 1
        && TS_RESP_CTX_set_signer_digest(context.get(), digestFor(authority.tsa.key.get())) == 1
        && TS_RESP_CTX_set_ess_cert_id_digest(context.get(), EVP_sha256()) == 1
        && TS_RESP_CTX_set_certs(context.get(), chain.get()) == 1
        && TS_RESP_CTX_set_def_policy(context.get(), policy.get()) == 1
        && TS_RESP_CTX_add_md(context.get(), EVP_sha256()) == 1
        && TS_RESP_CTX_add_md(context.get(), EVP_sha384()) == 1
        && TS_RESP_CTX_add_md(context.get(), EVP_sha512()) == 1
        && TS_RESP_CTX_set_accuracy(context.get(), 1, 0, 0) == 1;
    if (!ready) {
        static_cast<void>(sslError(domain::ErrorCode::Internal, "TSA context")); // empties the thread's queue
        return systemFailure();
    }
    TS_RESP_CTX_set_serial_cb(context.get(), giveSerial, &moment);
    TS_RESP_CTX_set_time_cb(context.get(), giveTime, &moment);
    // An oversized request is cut here and so answered badDataFormat.
    const BioPtr input(BIO_new_mem_buf(request.constData(), int(qMin(request.size(), maxRequestBytes))));
    const TsResponsePtr response(input ? TS_RESP_create_response(context.get(), input.get()) : nullptr);
    if (!response) {
        static_cast<void>(sslError(domain::ErrorCode::Internal, "TSA response"));
        return systemFailure();
    }
    auto der = signing::derOf(response.get(), i2d_TS_RESP);
    static_cast<void>(sslError(domain::ErrorCode::Internal, "TSA"));
    return der;
}

} // namespace peraku::pki
