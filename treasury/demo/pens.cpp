#include "pens.h"

#include "chance.h"

#include <pki/softkeys.h>
#include <signing/certificate.h>
#include <signing/digest.h>
#include <signing/openssl.h>
#include <signing/timestamp.h>

namespace peraku::demo {

using domain::Action;
using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr int renewalDays = 45;
constexpr qint64 replacementSeconds = 3600; // there by the next morning

bool signs(const domain::Officer& officer)
{
    return officer.has(domain::Role::Checker) || officer.has(domain::Role::Approver)
        || officer.has(domain::Role::Receiver);
}

} // namespace

Result<std::unique_ptr<PenCase>> PenCase::make(
    const World& world, pki::CertificateAuthority& authority, const Calendar& calendar)
{
    auto pens = std::make_unique<PenCase>();
    int index = 0;
    auto misfortunes = QList { Fate::Lost, Fate::Missed };
    for (const auto& each : world.state().officers) {
        if (!signs(each.officer))
            continue;
        // Nothing happens to the journey's officers, who have work to do.
        const auto fate
            = each.persona.isEmpty() && !misfortunes.isEmpty() ? misfortunes.takeFirst() : Fate::Kept;
        const auto& office = world.officeAt(world.officeIndex(each.officer.office));
        if (auto done = pens->equip(each.officer, office.name, index, fate, authority, calendar); !done)
            return fail(done.error());
        ++index;
    }
    return pens;
}

Result<Done> PenCase::equip(const domain::Officer& officer, const QString& office, int index, Fate fate,
    pki::CertificateAuthority& authority, const Calendar& calendar)
{
    // Some of every kind that an officer's token may hold.
    const auto algorithm = index % 13 == 3 ? pki::KeyAlgorithm::Rsa2048
        : index % 11 == 5                  ? pki::KeyAlgorithm::P384
                                           : pki::KeyAlgorithm::P256;
    const auto lostAt = calendar.evening(0.6);
    auto begin = calendar.begin().addDays(-10 - index % 30);
    while (begin < calendar.end()) {
        auto key = pki::SoftKeys::make(algorithm);
        if (!key)
            return fail(key.error());
        auto publicKey = pki::publicKeyDer(*key);
        if (!publicKey)
            return fail(publicKey.error());
        pki::OfficerCertificateOptions options;
        options.notBefore = begin;
        auto issued = authority.issueOfficer(
            { officer.ic, officer.name, office, officer.email }, *publicKey, options);
        if (!issued)
            return fail(issued.error());
        auto facts = signing::certificateFacts(issued->der);
        if (!facts)
            return fail(facts.error());
        m_pens[officer.ic].append({ *key, issued->der, *facts });
        const bool lost = fate == Fate::Lost && begin < lostAt && lostAt < issued->notAfter;
        begin = lost ? lostAt.addSecs(replacementSeconds) : issued->notAfter.addDays(-renewalDays);
        if (lost) {
            issued = authority.revoke(issued->serialHex, pki::RevocationReason::KeyCompromise, lostAt);
            m_withdrawn.append(facts->sha256);
        } else if (fate == Fate::Missed && begin >= calendar.end()) {
            issued = authority.suspend(issued->serialHex, calendar.end());
            m_withdrawn.append(facts->sha256);
        }
        if (!issued)
            return fail(issued.error());
    }
    return Done {};
}

const Pen& PenCase::of(const domain::Ic& officer, const QDateTime& at) const
{
    const auto& pens = *m_pens.constFind(officer);
    qsizetype last = 0;
    for (qsizetype i = 1; i < pens.size(); ++i) {
        if (pens.at(i).facts.notBefore <= at)
            last = i;
    }
    return pens.at(last);
}

QList<QPair<domain::Ic, QByteArray>> PenCase::certificates() const
{
    QList<QPair<domain::Ic, QByteArray>> list;
    for (auto pens = m_pens.cbegin(); pens != m_pens.cend(); ++pens) {
        for (const auto& pen : *pens)
            list.append({ pens.key(), pen.certificate });
    }
    return list;
}

Result<std::unique_ptr<HistorySigner>> HistorySigner::make(const PenCase& pens,
    pki::CertificateAuthority& authority, const domain::ProcessCatalogue& catalogue,
    const DemoOptions& options)
{
    std::unique_ptr<HistorySigner> signer(new HistorySigner);
    signer->m_pens = &pens;
    signer->m_authority = &authority;
    signer->m_catalogue = &catalogue;
    signer->m_sign = options.sign;
    signer->m_timestamps = options.timestamps;
    signer->m_tsa = std::make_unique<pki::TimestampAuthority>(authority, authority.clock());
    auto rootCrl = authority.rootCrl();
    if (!rootCrl)
        return fail(rootCrl.error());
    auto issuingCrl = authority.issuingCrl();
    if (!issuingCrl)
        return fail(issuingCrl.error());
    auto trust = signing::TrustStore::create(
        { { authority.rootCertificate() }, { authority.issuingCertificate() }, { *rootCrl, *issuingCrl } });
    if (!trust)
        return fail(trust.error());
    signer->m_trust = *trust;
    return signer;
}

Result<QByteArray> HistorySigner::signOne(
    const QByteArray& statement, const Pen& pen, const QDateTime& at) const
{
    const auto profile = signing::profileFor(pen.facts, false);
    if (!profile)
        return fail(profile.error());
    signing::CadesRequest request;
    request.contentDigest = signing::sha256(statement);
    request.signerCertificate = pen.certificate;
    request.chain = { m_authority->issuingCertificate() };
    request.profile = *profile;
    request.signingTime = at;
    auto cms = signing::signCades(request, pen.key.get());
    if (!cms || !m_timestamps)
        return cms;
    Chance rng;
    const auto query = signing::timestampQuery(*cms, rng);
    if (!query)
        return fail(query.error());
    signing::PathPolicy policy;
    policy.purpose = signing::CertificatePurpose::Timestamping;
    const auto reply = m_tsa->respondAsOf(query->der, at.addSecs(2));
    return signing::attachTimestamp(*cms, *query, reply, *m_trust, policy, m_authority->clock().nowUtc());
}

Result<QList<Signed>> HistorySigner::sign(const Story& story, const domain::Voucher& submitted) const
{
    QList<Signed> list;
    const auto* process = m_catalogue->find(submitted.content.processNo);
    domain::SigningStatement statement;
    statement.processNo = submitted.content.processNo;
    statement.voucherId = submitted.id;
    statement.voucherNumber = submitted.number;
    statement.contentRevision = 0;
    statement.content = submitted.content;
    statement.preparer = submitted.preparer;
    statement.statementsVersion = QLatin1String(domain::currentStatementsVersion);
    for (const auto& event : story.events) {
        if (event.action == Action::Submit) {
            ++statement.contentRevision;
            statement.earlierSignatures.clear();
        } else if (event.action == Action::Edit) {
            statement.content = event.content;
        } else if (event.action == Action::Certify) {
            // The officer signs a little before the treasury receives it.
            statement.time = event.at.addSecs(-20);
            const auto& pen = m_pens->of(event.actor->ic, statement.time);
            statement.step = event.step;
            statement.stepKind = process->steps.at(event.step - 1);
            statement.signerIc = event.actor->ic;
            statement.signerCertificate = pen.facts.sha256;
            auto bytes = domain::canonicalBytes(statement);
            if (!bytes)
                return fail(bytes.error());
            auto cms = m_sign ? signOne(*bytes, pen, statement.time)
                              : Result<QByteArray>("unsigned benchmark data " + signing::sha256(*bytes));
            if (!cms)
                return fail(cms.error());
            statement.earlierSignatures.append(signing::sha256Hex(*cms));
            list.append({ *bytes, *cms });
        }
    }
    return list;
}

Result<QByteArray> HistorySigner::crlAt(const QDateTime& at)
{
    const auto monday = at.date().addDays(1 - at.date().dayOfWeek());
    const auto known = m_crls.constFind(monday);
    if (known != m_crls.cend())
        return *known;
    auto crl = m_authority->issuingCrlAsOf(QDateTime(monday, QTime(0, 0), Qt::UTC));
    if (crl)
        m_crls.insert(monday, *crl);
    return crl;
}

} // namespace peraku::demo
