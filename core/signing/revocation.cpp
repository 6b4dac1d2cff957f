#include "chain.h"

#include <algorithm>
#include <openssl/err.h>

namespace peraku::signing {

namespace {

bool mayBeScopeOf(const ISSUING_DIST_POINT* scope, X509* certificate)
{
    const bool authority = X509_check_ca(certificate) > 0;
    if (scope->indirectCRL > 0 || scope->onlyattr > 0 || scope->onlysomereasons
        || (scope->onlyuser > 0 && authority) || (scope->onlyCA > 0 && !authority))
        return false;
    if (!scope->distpoint)
        return true;
    if (scope->distpoint->type != 0)
        return false;
    // A list that names its place covers only certificates that point to that place (RFC 5280, 6.3.3).
    auto* points = static_cast<CRL_DIST_POINTS*>(
        X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr));
    bool named = false;
    for (int i = 0; points && i < sk_DIST_POINT_num(points); ++i) {
        const auto* place = sk_DIST_POINT_value(points, i)->distpoint;
        if (!place || place->type != 0)
            continue;
        for (int a = 0; a < sk_GENERAL_NAME_num(place->name.fullname); ++a) {
            for (int b = 0; b < sk_GENERAL_NAME_num(scope->distpoint->name.fullname); ++b)
                named = named
                    || GENERAL_NAME_cmp(sk_GENERAL_NAME_value(place->name.fullname, a),
                           sk_GENERAL_NAME_value(scope->distpoint->name.fullname, b))
                        == 0;
        }
    }
    CRL_DIST_POINTS_free(points);
    return named;
}

/** Why a list cannot speak for the certificate, empty if it can. */
QString unfitness(X509_CRL* crl, X509* certificate)
{
    for (int i = 0; i < X509_CRL_get_ext_count(crl); ++i) {
        const auto* extension = X509_CRL_get_ext(crl, i);
        const int nid = OBJ_obj2nid(X509_EXTENSION_get_object(const_cast<X509_EXTENSION*>(extension)));
        if (nid == NID_delta_crl)
            return QStringLiteral("CRL is only a delta");
        if (X509_EXTENSION_get_critical(extension) && nid != NID_issuing_distribution_point)
            return QStringLiteral("CRL has an unknown critical extension");
    }
    int critical = 0;
    auto* scope = static_cast<ISSUING_DIST_POINT*>(
        X509_CRL_get_ext_d2i(crl, NID_issuing_distribution_point, &critical, nullptr));
    if (!scope && critical >= 0)
        return QStringLiteral("CRL scope is unreadable");
    const bool covers = !scope || mayBeScopeOf(scope, certificate);
    ISSUING_DIST_POINT_free(scope);
    if (!covers)
        return QStringLiteral("CRL does not cover this certificate");
    int digest = NID_undef;
    if (OBJ_find_sigid_algs(X509_CRL_get_signature_nid(crl), &digest, nullptr) != 1 || digest == NID_sha1
        || digest == NID_md5)
        return QStringLiteral("weak digest in a CRL");
    return {};
}

bool signedBy(const KnownCrl& known, X509* issuer, const TrustStore::Private& trust)
{
    const auto same = [&](const X509* other) { return X509_cmp(other, issuer) == 0; };
    if (std::any_of(known.signers.begin(), known.signers.end(), same))
        return true;
    const auto isKnown = [&](const auto& list) {
        return std::any_of(list.begin(), list.end(), [&](const auto& c) { return same(c.get()); });
    };
    // An authority of the store was tried when the store was made; others came with the signature.
    return !isKnown(trust.roots) && !isKnown(trust.intermediates)
        && X509_CRL_verify(known.crl.get(), X509_get0_pubkey(issuer)) == 1;
}

template <typename Value> Value* extensionOf(const X509_REVOKED* entry, int nid)
{
    return static_cast<Value*>(X509_REVOKED_get_ext_d2i(entry, nid, nullptr, nullptr));
}

CrlStatement statementOf(X509_CRL* crl, X509* certificate, const QByteArray& der)
{
    CrlStatement statement;
    statement.der = der;
    statement.thisUpdate = toDateTime(X509_CRL_get0_lastUpdate(crl));
    statement.nextUpdate = toDateTime(X509_CRL_get0_nextUpdate(crl));
    const Asn1IntegerPtr number(
        static_cast<ASN1_INTEGER*>(X509_CRL_get_ext_d2i(crl, NID_crl_number, nullptr, nullptr)));
    if (number)
        statement.number = serialHex(number.get());
    X509_REVOKED* entry = nullptr;
    // 2 = removeFromCRL: the certificate came back from a hold.
    if (X509_CRL_get0_by_serial(crl, &entry, X509_get0_serialNumber(certificate)) != 1 || !entry)
        return statement;
    statement.listed = true;
    statement.revokedAt = toDateTime(X509_REVOKED_get0_revocationDate(entry));
    const OpensslPtr<ASN1_GENERALIZEDTIME, ASN1_GENERALIZEDTIME_free> invalidity(
        extensionOf<ASN1_GENERALIZEDTIME>(entry, NID_invalidity_date));
    if (invalidity) {
        const auto since = toDateTime(invalidity.get());
        if (since.isValid() && since < statement.revokedAt)
            statement.revokedAt = since;
    }
    const OpensslPtr<ASN1_ENUMERATED, ASN1_ENUMERATED_free> reason(
        extensionOf<ASN1_ENUMERATED>(entry, NID_crl_reason));
    const long code = reason ? ASN1_ENUMERATED_get(reason.get()) : CRL_REASON_UNSPECIFIED;
    statement.keyCompromise = code == CRL_REASON_KEY_COMPROMISE || code == CRL_REASON_CA_COMPROMISE;
    return statement;
}

} // namespace

void readRevocation(ChainLink& link, X509* certificate, X509* issuer, const TrustStore::Private& trust)
{
    link.crlProblem = QStringLiteral("no CRL of the issuing authority");
    const bool maySign = X509_get_key_usage(issuer) & KU_CRL_SIGN;
    for (std::size_t i = 0; i < trust.crls.size(); ++i) {
        X509_CRL* crl = trust.crls[i].crl.get();
        if (X509_NAME_cmp(X509_CRL_get_issuer(crl), X509_get_subject_name(issuer)) != 0)
            continue;
        if (!maySign) {
            link.crlProblem = QStringLiteral("issuer may not sign CRLs");
        } else if (!signedBy(trust.crls[i], issuer, trust)) {
            link.crlProblem = QStringLiteral("CRL is not signed by the issuing authority");
        } else if (const auto problem = unfitness(crl, certificate); !problem.isEmpty()) {
            link.crlProblem = problem;
        } else {
            link.crls.append(statementOf(crl, certificate, trust.material.crls[qsizetype(i)]));
        }
    }
}

} // namespace peraku::signing
