#include "timestamptoken.h"

#include "chainverdict.h"
#include "signercheck.h"

#include <signing/digest.h>

#include <openssl/err.h>

namespace peraku::signing {

using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

using TstInfoPtr = OpensslPtr<TS_TST_INFO, TS_TST_INFO_free>;

constexpr int clockSkewSeconds = 300;

auto invalid(const char* why)
{
    return fail(ErrorCode::SignatureInvalid, QLatin1String(why));
}

int bitsOfNid(int nid)
{
    return nid == NID_sha256 ? 256 : nid == NID_sha384 ? 384 : nid == NID_sha512 ? 512 : 0;
}

/** The token's own statement: which bytes, when. */
Result<Timestamp> readInfo(QByteArrayView content, QByteArrayView stamped)
{
    const unsigned char* at = uchars(content);
    const TstInfoPtr info(d2i_TS_TST_INFO(nullptr, &at, long(content.size())));
    if (!info || at != uchars(content) + content.size() || TS_TST_INFO_get_version(info.get()) != 1)
        return fail(ErrorCode::SignatureMalformed, QStringLiteral("timestamp content"));
    auto* imprint = TS_TST_INFO_get_msg_imprint(info.get());
    const ASN1_OBJECT* algorithm = nullptr;
    X509_ALGOR_get0(&algorithm, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
    const int bits = bitsOfNid(OBJ_obj2nid(algorithm));
    if (bits == 0)
        return invalid("timestamp imprint algorithm");
    const auto* hash = TS_MSG_IMPRINT_get_msg(imprint);
    const QByteArrayView stated(ASN1_STRING_get0_data(hash), ASN1_STRING_length(hash));
    if (stated != digestOf(stamped.toByteArray(), bits))
        return invalid("timestamp is of another signature");
    Timestamp timestamp;
    timestamp.time = toDateTime(TS_TST_INFO_get_time(info.get()));
    if (!timestamp.time.isValid())
        return fail(ErrorCode::SignatureMalformed, QStringLiteral("timestamp time"));
    if (const auto* nonce = TS_TST_INFO_get_nonce(info.get()))
        timestamp.nonce = derOf(nonce, i2d_ASN1_INTEGER);
    return timestamp;
}

} // namespace

Result<Timestamp> checkTimestamp(const QByteArray& token, QByteArrayView stamped, const ChainSource& chains,
    const PathPolicy& policy, const QDateTime& now)
{
    const auto view = parseSignedData(token, SignedDataKind::TimestampToken);
    if (!view)
        return fail(view.error());
    if (digestOf(view->content.toByteArray(), view->digestBits) != view->messageDigest)
        return invalid("timestamp content digest");
    ERR_set_mark();
    auto timestamp = readInfo(view->content, stamped);
    ERR_pop_to_mark();
    if (!timestamp)
        return timestamp;
    const int signer = view->signerIndex();
    if (signer < 0)
        return fail(
            ErrorCode::SignatureMalformed, QStringLiteral("timestamp without its authority's certificate"));
    PathPolicy authorityPolicy = policy;
    authorityPolicy.purpose = CertificatePurpose::Timestamping;
    authorityPolicy.policies.clear();
    const auto chain = chains.chain(view->certificates, view->certificatesField, signer, authorityPolicy);
    if (!chain)
        return fail(chain.error());
    if (auto checked = checkSignature(*view, **chain, true); !checked)
        return fail(checked.error());
    if (timestamp->time > now.addSecs(clockSkewSeconds))
        return fail(ErrorCode::ClockSkew, QStringLiteral("timestamp is from the future"));
    if (const auto stranger = strangerProblem(*view, **chain))
        return fail(*stranger);
    if ((*chain)->usageProblem)
        return fail(*(*chain)->usageProblem);
    const auto verdict = judge(**chain, { timestamp->time, now, true, true }, authorityPolicy);
    if (const auto problem = verdict.first())
        return fail(*problem);
    timestamp->authority = (*chain)->facts.subjectDn;
    return timestamp;
}

} // namespace peraku::signing
