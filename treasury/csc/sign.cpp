#include "methods.h"

#include <signing/cades.h>
#include <signing/openssl.h>

#include <QJsonArray>
#include <QJsonDocument>

namespace peraku::csc {

using domain::KeyKind;
using domain::SignatureScheme;
using treasury::RoamingReply;

namespace {

constexpr auto rsaOid = "1.2.840.113549.1.1.1";
constexpr auto rsaSha256Oid = "1.2.840.113549.1.1.11";
constexpr auto rsaPssOid = "1.2.840.113549.1.1.10";
constexpr auto ecdsaSha256Oid = "1.2.840.10045.4.3.2";

struct Wanted {
    QString credential;
    QList<QByteArray> hashes; ///< In the order of the answer.
    SignatureScheme scheme = SignatureScheme::RsaPkcs1;
    bool later = false;
    int keepSeconds = 0;
};

/** RSASSA-PSS-params for SHA-256, MGF1 with SHA-256 and a salt of 32, with and without the NULLs. */
bool isPss256(const QByteArray& der)
{
    return der
        == QByteArray::fromHex(
            "3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165"
            "030402010500a203020120")
        || der
        == QByteArray::fromHex("3030a00d300b0609608648016503040201a11a301806092a864886f70d010108300b060960864"
                               "8016503040201a203020120");
}

SignatureScheme schemeOf(Parameters& parameters, KeyKind kind)
{
    const auto algorithm = parameters.text("signAlgo");
    const auto params = parameters.optionalBase64("signAlgoParams", 256);
    const auto digest = parameters.optionalText("hashAlgorithmOID");
    if (!digest.isEmpty() && digest != QLatin1String(sha256Oid))
        parameters.wrong(Refusal::invalid("hashAlgorithmOID"));
    if (kind == KeyKind::Ec && algorithm == QLatin1String(ecdsaSha256Oid))
        return SignatureScheme::Ecdsa;
    if (kind == KeyKind::Rsa && algorithm == QLatin1String(rsaPssOid)) {
        if (!isPss256(params))
            parameters.wrong(params.isEmpty() ? Refusal::parameter("string", "signAlgoParams")
                                              : Refusal::invalid("signAlgoParams"));
        return SignatureScheme::RsaPss;
    }
    if (kind == KeyKind::Rsa && algorithm == QLatin1String(rsaOid)) {
        if (digest.isEmpty())
            parameters.wrong(Refusal::parameter("string", "hashAlgorithmOID"));
        return SignatureScheme::RsaPkcs1;
    }
    if (kind != KeyKind::Rsa || algorithm != QLatin1String(rsaSha256Oid))
        parameters.wrong(Refusal::invalid("signAlgo"));
    return SignatureScheme::RsaPkcs1;
}

/** All or nothing. */
Outcome<QJsonArray> signatures(
    Core& core, const CredentialRow& row, const QList<QByteArray>& hashes, SignatureScheme scheme)
{
    const auto key = core.keys.find(row.keyLabel);
    if (!key)
        return refuse(key.error());
    QJsonArray made;
    for (const auto& hash : hashes) {
        const auto signature = signing::signDigest(key->get(), { scheme, 256 }, hash);
        if (!signature)
            return refuse(signature.error());
        made.append(QString::fromLatin1(signature->toBase64()));
    }
    return made;
}

/** The signatures stand, unless the credential was suspended or ended while they were made: what was counted
 * against the officer is forgotten, and every hash is kept with the code that released it. */
Outcome<Done> settle(Core& core, const domain::Ic& officer, const Authorisation& authorisation,
    const QList<QByteArray>& hashes)
{
    return core.store->write([&](Session& session) -> Outcome<Done> {
        const auto row = core.credential(session, authorisation.credential, officer);
        if (!row)
            return refuse(row.error());
        if (auto good = core.checkState(*row); !good)
            return good;
        const auto now = core.ports.clock.nowUtc();
        auto written = core.credentials(session).clearFailures(authorisation.credential);
        for (const auto& hash : hashes) {
            if (written)
                written
                    = session.run("INSERT INTO released (at, hash, credential, nonce) VALUES (?, ?, ?, ?)",
                        now.toMSecsSinceEpoch(), hash, authorisation.credential, authorisation.nonce);
        }
        if (written)
            written = note(
                session, { now, authorisation.credential, "signed", authorisation.nonce, hashes.size() });
        if (!written)
            return refuse(written.error());
        return Done {};
    });
}

/** Work that waited looks at the credential and its certificate again. */
Outcome<QJsonArray> signaturesNow(
    Core& core, const domain::Ic& officer, const Wanted& wanted, const Authorisation& authorisation)
{
    const auto row = core.usable(authorisation.credential, officer, core.ports.clock.nowUtc());
    if (!row)
        return refuse(row.error());
    auto made = signatures(core, *row, wanted.hashes, wanted.scheme);
    if (made) {
        if (auto settled = settle(core, officer, authorisation, wanted.hashes); !settled)
            return refuse(settled.error());
    }
    return made;
}

RoamingReply signLater(Core& core, const domain::Ic& officer, const Wanted& wanted,
    const Authorisation& authorisation, const QString& id)
{
    core.queue.post([&core, officer, wanted, authorisation, id] {
        const auto made = signaturesNow(core, officer, wanted, authorisation);
        const auto result = made ? QJsonDocument(*made) : QJsonDocument(made.error().toJson());
        // What cannot be stored stays "running" until it lapses: the SAD is spent, nothing was handed out.
        std::ignore = core.store->write([&](Session& session) {
            return session.run("UPDATE operation SET state = ?2, result = ?3 WHERE id = ?1", id,
                made ? Finished : Failed, result.toJson(QJsonDocument::Compact));
        });
    });
    return reply(200, { { QStringLiteral("responseID"), id } });
}

} // namespace

Outcome<RoamingReply> signHash(Core& core, Call& call)
{
    auto& parameters = call.parameters;
    Wanted wanted;
    wanted.credential = parameters.text("credentialID");
    if (parameters.refusal())
        return refuse(*parameters.refusal());
    const auto row = core.usable(wanted.credential, call.officer, call.now);
    if (!row)
        return refuse(row.error());
    wanted.hashes = parameters.hashes(core.options.multisign);
    wanted.scheme = schemeOf(parameters, row->credential.keyKind);
    wanted.later = parameters.word("operationMode", { QStringLiteral("S"), QStringLiteral("A") })
        == QLatin1String("A");
    wanted.keepSeconds
        = int(parameters.optionalInteger("validity_period", 1000, qint64(core.options.resultSeconds) * 1000,
                  qint64(core.options.resultSeconds) * 1000)
            / 1000);
    parameters.optionalText("clientData", 1000);
    if (parameters.has("response_uri"))
        parameters.wrong(Refusal::request(
            QStringLiteral("response_uri is not offered: poll with signatures/signPolling")));
    if (parameters.refusal())
        return refuse(*parameters.refusal());

    // The SAD is spent before the key is used, and with it the operation that tells what became of it.
    const auto id = core.ports.rng.hex(16);
    const auto authorisation = core.store->write([&](Session& session) -> Outcome<Authorisation> {
        auto burned = burnSad(core, session, call, wanted.credential, hashSet(wanted.hashes));
        if (!burned || !wanted.later)
            return burned;
        auto written = session.run("INSERT INTO operation (id, kind, credential, nonce, hashes, expires_at) "
                                   "VALUES (?, 'sign', ?, ?, ?, ?)",
            id, wanted.credential, burned->nonce, burned->hashes,
            call.now.addSecs(wanted.keepSeconds).toMSecsSinceEpoch());
        if (!written)
            return refuse(written.error());
        return burned;
    });
    if (!authorisation)
        return refuse(authorisation.error());
    if (wanted.later)
        return signLater(core, call.officer, wanted, *authorisation, id);
    const auto made = signatures(core, *row, wanted.hashes, wanted.scheme);
    if (!made)
        return refuse(made.error());
    if (auto settled = settle(core, call.officer, *authorisation, wanted.hashes); !settled)
        return refuse(settled.error());
    return reply(200, { { QStringLiteral("signatures"), *made } });
}

Outcome<RoamingReply> pollSignature(Core& core, Call& call)
{
    auto& parameters = call.parameters;
    // The request of the specification's text, and the name that the answer had.
    const auto id = parameters.text(parameters.has("responseID") ? "responseID" : "requestID");
    if (parameters.refusal())
        return refuse(*parameters.refusal());
    auto found = core.store->read([&](Session& session) {
        return session.one(
            "SELECT o.state, o.result FROM operation o JOIN credential c ON c.id = o.credential "
            "WHERE o.id = ? AND o.kind = 'sign' AND c.ic = ? AND o.expires_at > ?",
            [](Row& row) { return std::pair(OperationState(row.integer(0)), row.blob(1)); }, id,
            call.officer.digits(), call.now.toMSecsSinceEpoch());
    });
    if (!found)
        return refuse(found.error());
    if (!*found)
        return refuse(Refusal::invalid("requestID"));
    const auto& [state, result] = **found;
    const auto json = QJsonDocument::fromJson(result);
    if (state == Failed)
        return refuse(Refusal::fromJson(json.object()));
    if (state != Finished)
        return reply(202,
            { { QStringLiteral("status"), QStringLiteral("accepted_request") },
                { QStringLiteral("responseID"), id } });
    return reply(200, { { QStringLiteral("signatures"), json.array() } });
}

} // namespace peraku::csc
