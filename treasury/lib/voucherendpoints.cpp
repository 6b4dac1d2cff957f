#include "mediapolicy.h"
#include "replies.h"
#include "routes.h"
#include "visibility.h"

#include <wire/messages.h>

#include <QJsonDocument>
#include <QJsonObject>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::Voucher;
using domain::VoucherId;

namespace {

domain::Error errorOf(ErrorCode code, const QString& detail = {})
{
    return { code, detail, {}, false, 0 };
}

Response refusalReply(const Refusal& refusal)
{
    return problemReply(refusal.error, refusal.findings);
}

VoucherBook bookOf(Call& call, Ledger& ledger)
{
    const auto& context = call.context;
    return VoucherBook(ledger, context.catalogue, context.reference, context.config.clockAheadSeconds,
        context.config.policy.signatureMaxAgeMinutes);
}

/** As visibleVoucher(), and only at the revision that If-Match names. */
tl::expected<Voucher, Response> matchedVoucher(Call& call, Ledger& ledger)
{
    if (!call.request.hasHeader("if-match"))
        return tl::unexpected<Response>(preconditionReply(Precondition::IfMatchRequired));
    auto voucher = visibleVoucher(call, ledger);
    if (!voucher)
        return voucher;
    const auto revision = wire::revisionOfEtag(call.request.header("if-match"));
    if (!revision)
        return tl::unexpected<Response>(
            problemReply(errorOf(ErrorCode::InvalidInput, QStringLiteral("If-Match"))));
    if (*revision != voucher->revision) {
        auto reply = preconditionReply(Precondition::RevisionMismatch);
        reply.addHeader("ETag", wire::etagOf(voucher->revision));
        return tl::unexpected<Response>(std::move(reply));
    }
    return voucher;
}

/** The nonce under which this treasury's own service signed that digest for the officer. */
domain::Result<QString> releaseOf(const Call& call, const QByteArray& attributesDigest)
{
    auto nonce = call.context.credentials->nonceOf(attributesDigest, call.officer().ic);
    if (!nonce && nonce.error().code == ErrorCode::NotFound)
        return domain::fail(
            ErrorCode::NotAllowed, QStringLiteral("no one-time code released this signature"));
    return nonce;
}

Response outcomeReply(int status, const Outcome<Voucher>& outcome)
{
    return outcome ? voucherReply(status, *outcome) : refusalReply(outcome.error());
}

} // namespace

tl::expected<Voucher, Response> visibleVoucher(Call& call, Ledger& ledger)
{
    auto voucher = ledger.voucher(VoucherId(call.args.first()));
    if (!voucher)
        return tl::unexpected<Response>(problemReply(voucher.error()));
    if (!*voucher || !isVisible(**voucher, call.officer()))
        return tl::unexpected<Response>(
            problemReply(errorOf(ErrorCode::NotFound, QStringLiteral("voucher"))));
    return **voucher;
}

Response readVoucher(Call& call)
{
    auto ledger = call.ledger();
    auto stored = ledger.find(VoucherId(call.args.first()));
    if (!stored)
        return problemReply(stored.error());
    auto voucher = visibleVoucher(call, ledger);
    if (!voucher)
        return std::move(voucher.error());
    const auto tag = wire::etagOf(voucher->revision);
    if (call.request.header("if-none-match") == tag) {
        auto response = emptyReply(304);
        response.addHeader("ETag", tag);
        return response;
    }
    return voucherReply(200, (*stored)->body, voucher->revision);
}

Response readHistory(Call& call)
{
    auto ledger = call.ledger();
    auto voucher = visibleVoucher(call, ledger);
    if (!voucher)
        return std::move(voucher.error());
    const auto whole = QJsonDocument::fromJson(wire::encode(*voucher)).object();
    const QJsonObject body { { QStringLiteral("history"), whole.value(QStringLiteral("history")) } };
    return jsonReply(200, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

Response readSignatures(Call& call)
{
    auto ledger = call.ledger();
    auto voucher = visibleVoucher(call, ledger);
    if (!voucher)
        return std::move(voucher.error());
    auto records = ledger.signatures(voucher->id);
    return records ? jsonReply(200, wire::encode(*records)) : problemReply(records.error());
}

Response saveDraft(Call& call)
{
    auto body = wire::decodeDraftBody(call.request.body);
    if (!body)
        return problemReply(body.error());
    auto ledger = call.ledger();
    auto book = bookOf(call, ledger);
    if (call.request.header("if-none-match") == "*") {
        const VoucherId id(call.args.first());
        auto existing = ledger.find(id);
        if (!existing)
            return problemReply(existing.error());
        if (*existing)
            return preconditionReply(Precondition::RevisionMismatch);
        return outcomeReply(201, book.create(id, body->content, call.officer(), call.now));
    }
    auto voucher = matchedVoucher(call, ledger);
    if (!voucher)
        return std::move(voucher.error());
    return outcomeReply(200, book.edit(*voucher, body->content, call.officer(), call.now));
}

Response discardDraft(Call& call)
{
    auto ledger = call.ledger();
    auto voucher = matchedVoucher(call, ledger);
    if (!voucher)
        return std::move(voucher.error());
    const auto outcome = bookOf(call, ledger).discard(*voucher, call.officer(), call.now);
    return outcome ? emptyReply(204) : refusalReply(outcome.error());
}

Response submitVoucher(Call& call)
{
    auto ledger = call.ledger();
    auto voucher = matchedVoucher(call, ledger);
    if (!voucher)
        return std::move(voucher.error());
    return outcomeReply(200, bookOf(call, ledger).submit(*voucher, call.officer(), call.now));
}

Response decide(Call& call)
{
    auto body = wire::decodeDecisionBody(call.request.body);
    if (!body)
        return problemReply(body.error());
    auto ledger = call.ledger();
    auto voucher = matchedVoucher(call, ledger);
    if (!voucher)
        return std::move(voucher.error());
    auto book = bookOf(call, ledger);
    switch (body->action) {
    case domain::Action::Query:
        return outcomeReply(200, book.query(*voucher, body->reason, call.officer(), call.now));
    case domain::Action::Cancel:
        return outcomeReply(200, book.cancel(*voucher, body->reason, call.officer(), call.now));
    case domain::Action::Certify: {
        const auto roaming = roamingCertificates(call.context.credentials, call.officer().ic, false);
        if (!roaming)
            return problemReply(roaming.error());
        const auto policy = mediaPolicyInForce(*call.connection, call.context.config);
        if (!policy)
            return problemReply(policy.error());
        Certification certification { body->statement, body->signature, body->medium, {} };
        if (body->medium == domain::SigningMedium::RoamingOtp && call.context.credentials)
            certification.nonceOf = [&](const QByteArray& digest) { return releaseOf(call, digest); };
        certification.mediumRefusal
            = [&](const domain::Sha256Hex& certificate) -> std::optional<domain::Error> {
            if (auto refused
                = mediumRefusal(*policy, call.officer(), voucher->content.processNo, body->medium))
                return refused;
            // A roaming key passes for a token's as little as the other way round.
            if ((body->medium == domain::SigningMedium::RoamingOtp) != roaming->contains(certificate))
                return errorOf(ErrorCode::NotAllowed, QStringLiteral("medium"));
            return std::nullopt;
        };
        return outcomeReply(200,
            book.certify(*voucher, certification, call.officer(), call.now, &call.context.ports.verifier));
    }
    default:
        return problemReply(errorOf(ErrorCode::InvalidInput, QStringLiteral("action")));
    }
}

} // namespace peraku::treasury
