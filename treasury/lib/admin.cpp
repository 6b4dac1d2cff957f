#include "attachments.h"
#include "auditedrows.h"
#include "context.h"
#include "digest.h"
#include "mediapolicy.h"
#include "metadata.h"
#include "passwords.h"
#include "requestdesk.h"

#include <signing/certificate.h>
#include <treasury/admin.h>
#include <wire/messages.h>

#include <algorithm>
#include <resources/resources.h>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;
using domain::Ic;
using domain::Officer;
using secret::SecureBuffer;

struct Admin::Private {
    Config config;
    domain::Clock& clock;
    domain::Rng& rng;
    std::unique_ptr<Database> database;
    domain::ProcessCatalogue catalogue;
    std::unique_ptr<Database::Batch> batch;
    std::unique_ptr<Ledger> ledger;
    std::unique_ptr<VoucherBook> book;

    /** Runs `work` in a transaction of its own, or inside the batch that is open, and audits it. */
    template <typename F> Result<Done> change(const QString& action, const QString& subject, F work)
    {
        const auto audited = [&](Connection& connection) -> Result<Done> {
            Result<Done> done = work(connection);
            if (done)
                done = Ledger(connection)
                           .audit({ clock.nowUtc(), QStringLiteral("operator"), action, subject, {}, {} });
            return done;
        };
        return batch ? audited(batch->connection()) : database->write(audited);
    }
    template <typename F> auto look(F work)
    {
        return batch ? work(batch->connection()) : database->read(work);
    }

    Result<Done> checkOffice(const Officer& officer)
    {
        auto metadata = look([](Connection& connection) { return readMetadata(connection); });
        if (!metadata)
            return fail(metadata.error());
        const auto reference = wire::decodeReference(metadata->referenceBody);
        if (!reference)
            return fail(ErrorCode::InvalidInput, QStringLiteral("reference data comes before officers"));
        QList<domain::OfficeCode> wanted = officer.servedOffices;
        wanted.append(officer.office);
        for (const auto& code : wanted) {
            const bool known = std::any_of(reference->offices.cbegin(), reference->offices.cend(),
                [&](const auto& office) { return office.code == code; });
            if (!known)
                return fail(ErrorCode::InvalidInput, QStringLiteral("office ") + code.value());
        }
        return Done {};
    }
};

Admin::Admin(std::unique_ptr<Private> d)
    : m_d(std::move(d))
{
}

Admin::~Admin() = default;

Result<std::unique_ptr<Admin>> Admin::open(
    const QString& databasePath, const Config& config, domain::Clock& clock, domain::Rng& rng)
{
    auto catalogue = domain::ProcessCatalogue::fromCsv(resources::processCatalogueCsv());
    if (!catalogue)
        return fail(catalogue.error());
    auto database = Database::open(databasePath, Database::Mode::CreateIfMissing, 0);
    if (!database)
        return fail(database.error());
    auto ready = (*database)->write([&](Connection& connection) {
        auto done = initialiseMetadata(connection, rng);
        return done ? coverRows(connection, clock.nowUtc()) : done;
    });
    if (!ready)
        return fail(ready.error());
    return std::unique_ptr<Admin>(new Admin(std::unique_ptr<Private>(
        new Private { config, clock, rng, std::move(*database), std::move(*catalogue), {}, {}, {} })));
}

Result<Done> Admin::setReference(const domain::ReferenceData& reference)
{
    auto versioned = reference;
    versioned.version.clear();
    versioned.version = QString::fromLatin1(sha256(wire::encode(versioned)).toHex().left(16));
    return m_d->change(QStringLiteral("reference.set"), versioned.version, [&](Connection& connection) {
        return writeReference(connection, versioned.version, wire::encode(versioned));
    });
}

Result<domain::ReferenceData> Admin::reference()
{
    auto metadata = m_d->look([](Connection& connection) { return readMetadata(connection); });
    if (!metadata)
        return fail(metadata.error());
    if (metadata->referenceBody.isEmpty())
        return fail(ErrorCode::NotFound, QStringLiteral("reference data"));
    return wire::decodeReference(metadata->referenceBody);
}

Result<QByteArray> Admin::hashPassword(const SecureBuffer& password)
{
    if (const auto unmet = passwordFindings(password); !unmet.isEmpty())
        return fail(ErrorCode::InvalidInput, unmet.join(QLatin1Char(' ')));
    return scryptHash(password, m_d->config.scryptLogN, m_d->rng);
}

Result<Done> Admin::addOfficer(const Officer& officer, const SecureBuffer& password, bool mustChange)
{
    auto hash = hashPassword(password);
    if (!hash)
        return fail(hash.error());
    return addOfficerWithHash(officer, *hash, mustChange);
}

Result<Done> Admin::addOfficerWithHash(
    const Officer& officer, const QByteArray& passwordHash, bool mustChange)
{
    if (auto known = m_d->checkOffice(officer); !known)
        return known;
    const OfficerAccount account { officer, passwordHash, mustChange, true, 1, m_d->rng.bytes(32) };
    return m_d->change(
        QStringLiteral("officer.added"), officer.ic.digits(), [&](Connection& connection) -> Result<Done> {
            Officers officers(connection);
            auto existing = officers.find(officer.ic);
            if (!existing)
                return fail(existing.error());
            if (*existing)
                return fail(ErrorCode::InvalidInput, QStringLiteral("the officer exists"));
            return officers.insert(account);
        });
}

Result<Done> Admin::updateOfficer(const Officer& officer)
{
    if (auto known = this->officer(officer.ic); !known)
        return fail(known.error());
    if (auto known = m_d->checkOffice(officer); !known)
        return known;
    return m_d->change(QStringLiteral("officer.changed"), officer.ic.digits(),
        [&](Connection& connection) { return Officers(connection).updateBody(officer); });
}

Result<Done> Admin::setPassword(const Ic& ic, const SecureBuffer& password, bool mustChange)
{
    if (auto known = officer(ic); !known)
        return fail(known.error());
    auto hash = hashPassword(password);
    if (!hash)
        return fail(hash.error());
    return m_d->change(QStringLiteral("officer.password-set"), ic.digits(), [&](Connection& connection) {
        auto done = Officers(connection).setPassword(ic, *hash, mustChange);
        if (done)
            done = Sessions(connection, m_d->config, m_d->rng).endAll(ic);
        if (done)
            done = LoginGuard(connection, m_d->config).unlock(ic);
        return done;
    });
}

Result<Done> Admin::setActive(const Ic& ic, bool active)
{
    if (auto known = officer(ic); !known)
        return fail(known.error());
    return m_d->change(active ? QStringLiteral("officer.activated") : QStringLiteral("officer.deactivated"),
        ic.digits(), [&](Connection& connection) {
            auto done = Officers(connection).setActive(ic, active);
            if (done && !active)
                done = Sessions(connection, m_d->config, m_d->rng).endAll(ic);
            return done;
        });
}

Result<Done> Admin::unlock(const Ic& ic)
{
    return m_d->change(QStringLiteral("officer.unlocked"), ic.digits(),
        [&](Connection& connection) { return LoginGuard(connection, m_d->config).unlock(ic); });
}

Result<Officer> Admin::officer(const Ic& ic)
{
    auto account = m_d->look([&](Connection& connection) { return Officers(connection).find(ic); });
    if (!account)
        return fail(account.error());
    if (!*account)
        return fail(ErrorCode::NotFound, QStringLiteral("officer"));
    return (*account)->officer;
}

Result<QList<Officer>> Admin::officers()
{
    return m_d->look([](Connection& connection) { return Officers(connection).all(); });
}

Result<Done> Admin::registerCertificate(const Ic& ic, const QByteArray& certificateDer)
{
    const auto facts = signing::certificateFacts(certificateDer);
    if (!facts)
        return fail(facts.error());
    if (facts->ic != ic)
        return fail(ErrorCode::CertificateWrongOfficer, QStringLiteral("the certificate's IC"));
    if (!facts->nonRepudiation)
        return fail(ErrorCode::CertificateWrongUsage, QStringLiteral("nonRepudiation"));
    if (auto known = officer(ic); !known)
        return fail(known.error());
    return m_d->change(
        QStringLiteral("certificate.registered"), facts->sha256.value(), [&](Connection& connection) {
            return Officers(connection)
                .registerCertificate(ic, facts->sha256, certificateDer, m_d->clock.nowUtc());
        });
}

Result<Done> Admin::withdrawCertificate(const domain::Sha256Hex& certificate)
{
    return m_d->change(QStringLiteral("certificate.withdrawn"), certificate.value(),
        [&](Connection& connection) -> Result<Done> {
            auto known = Officers(connection).withdrawCertificate(certificate);
            if (!known)
                return fail(known.error());
            return *known ? Result<Done>(Done {}) : fail(ErrorCode::NotFound, QStringLiteral("certificate"));
        });
}

Result<QList<domain::MediumRequest>> Admin::openRequests()
{
    return m_d->look([](Connection& connection) { return RequestStore(connection).open(); });
}

Result<domain::MediumRequest> Admin::decideRequest(const domain::RequestId& id,
    const wire::RequestDecision& decision, CertificateAdministration& certificates,
    RoamingAdministration* roaming)
{
    const auto reference = this->reference();
    if (!reference)
        return fail(reference.error());
    return m_d->database->write([&](Connection& connection) {
        return RequestDesk({ connection, m_d->config, *reference, m_d->rng, { &certificates, roaming },
                               m_d->clock.nowUtc(), nullptr })
            .decideAsOperator(id, decision);
    });
}

Result<Done> Admin::setMediaPolicy(const MediaPolicy& policy)
{
    return m_d->database->write(
        [&](Connection& connection) { return writeMediaPolicy(connection, policy, m_d->clock.nowUtc()); });
}

Result<Done> Admin::beginBatch()
{
    auto reference = this->reference();
    if (!reference)
        return fail(reference.error());
    auto batch = m_d->database->beginBatch();
    if (!batch)
        return fail(batch.error());
    m_d->batch = std::move(*batch);
    m_d->ledger = std::make_unique<Ledger>(m_d->batch->connection());
    m_d->book = std::make_unique<VoucherBook>(*m_d->ledger, m_d->catalogue, *reference,
        m_d->config.clockAheadSeconds, m_d->config.policy.signatureMaxAgeMinutes);
    return Done {};
}

Result<Done> Admin::commitBatch()
{
    m_d->book.reset();
    m_d->ledger.reset();
    auto done = m_d->batch->commit();
    m_d->batch.reset();
    return done;
}

VoucherBook& Admin::vouchers()
{
    return *m_d->book;
}

Result<domain::Attachment> Admin::addAttachment(
    const QByteArray& bytes, const Ic& uploader, const QDateTime& at)
{
    domain::Attachment attachment;
    attachment.mediaType = sniffMediaType(bytes);
    attachment.size = bytes.size();
    attachment.sha256 = domain::Sha256Hex(QString::fromLatin1(sha256(bytes).toHex()));
    if (attachment.mediaType.isEmpty() || attachment.size > domain::limits::attachmentBytes)
        return fail(ErrorCode::InvalidInput, QStringLiteral("attachment"));
    auto kept = m_d->ledger->addAttachment(attachment.sha256, attachment.mediaType, bytes, uploader, at);
    if (kept)
        kept = m_d->ledger->audit({ at, uploader.digits(), QStringLiteral("attachment.stored"),
            attachment.sha256.value(), sha256(bytes), attachment.mediaType });
    if (!kept)
        return fail(kept.error());
    return attachment;
}

const domain::ProcessCatalogue& Admin::catalogue() const
{
    return m_d->catalogue;
}

} // namespace peraku::treasury
