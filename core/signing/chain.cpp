#include "chain.h"

#include "algorithm.h"
#include "certificatefacts.h"

#include <QStringList>

#include <openssl/err.h>

namespace peraku::signing {

using domain::Error;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

Error untrusted(const QString& detail)
{
    return { ErrorCode::CertificateUntrusted, detail, {}, false, 0 };
}

Error wrongUsage(const char* detail)
{
    return { ErrorCode::CertificateWrongUsage, QLatin1String(detail), {}, false, 0 };
}

/** Our own words for what OpenSSL's path building found, so that they outlive its versions. */
QString pathDetail(int code)
{
    switch (code) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        return QLatin1String(issuerUnknown);
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        return QLatin1String(rootUnpinned);
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
        return QStringLiteral("certificate signature does not verify");
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_INVALID_NON_CA:
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
        return QStringLiteral("issuer is not an authority");
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
        return QStringLiteral("path length exceeded");
    case X509_V_ERR_PERMITTED_VIOLATION:
    case X509_V_ERR_EXCLUDED_VIOLATION:
    case X509_V_ERR_SUBTREE_MINMAX:
    case X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE:
    case X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX:
    case X509_V_ERR_UNSUPPORTED_NAME_SYNTAX:
        return QStringLiteral("name constraint violated");
    case X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION:
        return QStringLiteral("unknown critical extension");
    case X509_V_ERR_NO_EXPLICIT_POLICY:
    case X509_V_ERR_INVALID_POLICY_EXTENSION:
        return QStringLiteral("certificate policy not accepted");
    case X509_V_ERR_AKID_SKID_MISMATCH:
    case X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH:
        return QStringLiteral("issuer's key identifier differs");
    default:
        return QStringLiteral("not a valid path: %1").arg(QLatin1String(X509_verify_cert_error_string(code)));
    }
}

std::optional<Error> keyProblem(X509* certificate, const PathPolicy& policy)
{
    EVP_PKEY* key = X509_get0_pubkey(certificate);
    const int kind = key ? EVP_PKEY_get_base_id(key) : EVP_PKEY_NONE;
    if (kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS) {
        if (EVP_PKEY_get_bits(key) < policy.minimumRsaBits)
            return untrusted(QStringLiteral("RSA key under %1 bits").arg(policy.minimumRsaBits));
    } else if (kind != EVP_PKEY_EC) {
        return untrusted(QStringLiteral("kind of key not accepted"));
    } else if (curveOf(key).isEmpty()) {
        return untrusted(QStringLiteral("curve not accepted"));
    }
    return std::nullopt;
}

std::optional<Error> digestProblem(X509* certificate)
{
    int digest = NID_undef;
    int securityBits = 0;
    if (X509_get_signature_info(certificate, &digest, nullptr, &securityBits, nullptr) != 1
        || securityBits < 112)
        return untrusted(QStringLiteral("weak digest in a certificate"));
    return std::nullopt;
}

bool hasOnlyForeignUsage(X509* certificate)
{
    int critical = 0;
    auto* usages = static_cast<EXTENDED_KEY_USAGE*>(
        X509_get_ext_d2i(certificate, NID_ext_key_usage, &critical, nullptr));
    if (!usages)
        return critical >= 0;
    bool foreign = true;
    for (int i = 0; i < sk_ASN1_OBJECT_num(usages); ++i) {
        const int nid = OBJ_obj2nid(sk_ASN1_OBJECT_value(usages, i));
        foreign = foreign
            && (nid == NID_server_auth || nid == NID_code_sign || nid == NID_time_stamp
                || nid == NID_OCSP_sign);
    }
    EXTENDED_KEY_USAGE_free(usages);
    return foreign;
}

/** Critical, and this one purpose alone (RFC 3161, 2.3). */
bool isTimestamping(X509* certificate)
{
    const int at = X509_get_ext_by_NID(certificate, NID_ext_key_usage, -1);
    return at >= 0 && X509_EXTENSION_get_critical(X509_get_ext(certificate, at))
        && X509_get_extended_key_usage(certificate) == XKU_TIMESTAMP;
}

std::optional<Error> usageProblem(X509* certificate, CertificatePurpose purpose)
{
    if (X509_check_ca(certificate) > 0)
        return wrongUsage("an authority's certificate");
    const bool hasUsage = X509_get_ext_by_NID(certificate, NID_key_usage, -1) >= 0;
    const auto usage = X509_get_key_usage(certificate);
    switch (purpose) {
    case CertificatePurpose::Signing:
        if (!hasUsage)
            return wrongUsage("keyUsage missing");
        if (!(usage & KU_NON_REPUDIATION))
            return wrongUsage("keyUsage without nonRepudiation");
        if (X509_get_ext_by_NID(certificate, NID_ext_key_usage, -1) >= 0 && hasOnlyForeignUsage(certificate))
            return wrongUsage("extendedKeyUsage is for other things");
        break;
    case CertificatePurpose::Timestamping:
        if (!isTimestamping(certificate)
            || (hasUsage && !(usage & (KU_NON_REPUDIATION | KU_DIGITAL_SIGNATURE))))
            return wrongUsage("not a timestamping certificate");
        break;
    case CertificatePurpose::OcspSigning:
        if (X509_get_ext_by_NID(certificate, NID_ext_key_usage, -1) < 0
            || !(X509_get_extended_key_usage(certificate) & XKU_OCSP_SIGN))
            return wrongUsage("not an OCSP responder's certificate");
        break;
    }
    return std::nullopt;
}

bool addPolicies(X509_VERIFY_PARAM* parameters, const QStringList& policies)
{
    for (const auto& text : policies) {
        ASN1_OBJECT* policy = OBJ_txt2obj(text.toLatin1().constData(), 1);
        if (!policy || X509_VERIFY_PARAM_add0_policy(parameters, policy) != 1) {
            ASN1_OBJECT_free(policy);
            return false;
        }
    }
    return true;
}

struct Candidates {
    std::vector<X509Ptr> parsed;
    X509StackPtr stack { sk_X509_new_null() };
};

Candidates candidatesFrom(const QList<QByteArray>& untrusted, const TrustStore::Private& trust)
{
    Candidates candidates;
    // The store's own come first: OpenSSL takes the first that fits, and those are parsed already.
    for (const auto& authority : trust.intermediates)
        sk_X509_push(candidates.stack.get(), authority.get());
    for (const auto& der : untrusted) {
        if (auto certificate = parseCertificate(der)) {
            sk_X509_push(candidates.stack.get(), certificate.get());
            candidates.parsed.push_back(std::move(certificate));
        }
    }
    return candidates;
}

void readPath(Chain& chain, STACK_OF(X509) * path, const TrustStore::Private& trust, const PathPolicy& policy)
{
    const int count = path ? sk_X509_num(path) : 0;
    for (int i = 0; i < count; ++i) {
        X509* certificate = sk_X509_value(path, i);
        ChainLink link;
        link.der = i == 0 ? chain.facts.der : derOf(certificate, i2d_X509);
        link.name = dnText(X509_get_subject_name(certificate));
        link.notBefore = toDateTime(X509_get0_notBefore(certificate));
        link.notAfter = toDateTime(X509_get0_notAfter(certificate));
        const bool last = i + 1 == count;
        if (!last)
            readRevocation(link, certificate, sk_X509_value(path, i + 1), trust);
        chain.links.append(link);
        if (!chain.pathProblem)
            chain.pathProblem = keyProblem(certificate, policy);
        // A pinned root is trusted for itself, not for its own signature.
        if (!chain.pathProblem && !last)
            chain.pathProblem = digestProblem(certificate);
    }
}

} // namespace

QString Chain::text() const
{
    QStringList names;
    for (const auto& link : links)
        names.append(link.name);
    return names.join(QStringLiteral(" < "));
}

Result<std::shared_ptr<const Chain>> buildChain(const QByteArray& der, const QList<QByteArray>& untrustedDers,
    const TrustStore& trust, const PathPolicy& policy)
{
    auto chain = std::make_shared<Chain>();
    chain->certificate = parseCertificate(der);
    if (!chain->certificate)
        return fail(ErrorCode::CertificateMalformed, QStringLiteral("not one DER certificate"));
    auto facts = factsOf(chain->certificate.get(), der);
    if (!facts)
        return fail(facts.error());
    chain->facts = std::move(*facts);

    ERR_set_mark();
    const auto candidates = candidatesFrom(untrustedDers, trust.d());
    const X509StoreCtxPtr context(X509_STORE_CTX_new());
    if (!context
        || X509_STORE_CTX_init(
               context.get(), trust.d().store.get(), chain->certificate.get(), candidates.stack.get())
            != 1) {
        ERR_pop_to_mark();
        return fail(ErrorCode::Internal, QStringLiteral("certificate path"));
    }
    auto* parameters = X509_STORE_CTX_get0_param(context.get());
    // Time, revocation, usage and strength are judged by our own rules; OpenSSL builds the path and checks
    // its form.
    unsigned long flags = X509_V_FLAG_X509_STRICT | X509_V_FLAG_NO_CHECK_TIME | X509_V_FLAG_POLICY_CHECK;
    if (!policy.policies.isEmpty())
        flags |= X509_V_FLAG_EXPLICIT_POLICY;
    X509_VERIFY_PARAM_set_flags(parameters, flags);
    X509_VERIFY_PARAM_set_auth_level(parameters, 0);
    X509_VERIFY_PARAM_set_depth(parameters, 6);
    const bool policiesKnown = addPolicies(parameters, policy.policies);
    if (!policiesKnown)
        chain->pathProblem = untrusted(QStringLiteral("certificate policy not accepted"));
    else if (X509_verify_cert(context.get()) != 1)
        chain->pathProblem = untrusted(pathDetail(X509_STORE_CTX_get_error(context.get())));
    readPath(*chain, X509_STORE_CTX_get0_chain(context.get()), trust.d(), policy);
    chain->usageProblem = usageProblem(chain->certificate.get(), policy.purpose);
    ERR_pop_to_mark();
    return std::shared_ptr<const Chain>(std::move(chain));
}

} // namespace peraku::signing
