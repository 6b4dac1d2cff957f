#pragma once

#include <domain/ports.h>
#include <domain/process.h>
#include <secret/securebuffer.h>
#include <treasury/config.h>
#include <treasury/mediapolicy.h>
#include <treasury/ports.h>
#include <treasury/roaming.h>
#include <treasury/voucherbook.h>
#include <wire/requests.h>

#include <memory>
#include <optional>

namespace peraku::treasury {

/**
 * The operator's door to a treasury that is not being served: offices and reference data, officers,
 * certificates, and the import of vouchers. Opens (and makes, if it is new) the database with the one
 * read-write connection; not thread-safe. Every change is audited.
 */
class Admin {
public:
    static domain::Result<std::unique_ptr<Admin>> open(
        const QString& databasePath, const Config& config, domain::Clock& clock, domain::Rng& rng);
    ~Admin();

    /** Replaces the reference data, offices included; gives it a new version by its content's hash. */
    domain::Result<domain::Done> setReference(const domain::ReferenceData& reference);
    domain::Result<domain::ReferenceData> reference();

    /** A new officer; the office must stand in the reference data, the password must satisfy
     * passwordFindings(). */
    domain::Result<domain::Done> addOfficer(
        const domain::Officer& officer, const secret::SecureBuffer& password, bool mustChange);
    /** As addOfficer(), with a hash made by hashPassword(): the same demo password need not be stretched for
     * every officer. */
    domain::Result<domain::Done> addOfficerWithHash(
        const domain::Officer& officer, const QByteArray& passwordHash, bool mustChange);
    domain::Result<QByteArray> hashPassword(const secret::SecureBuffer& password);
    domain::Result<domain::Done> updateOfficer(const domain::Officer& officer);
    domain::Result<domain::Done> setPassword(
        const domain::Ic& ic, const secret::SecureBuffer& password, bool mustChange);
    domain::Result<domain::Done> setActive(const domain::Ic& ic, bool active);
    domain::Result<domain::Done> unlock(const domain::Ic& ic);
    domain::Result<domain::Officer> officer(const domain::Ic& ic);
    domain::Result<QList<domain::Officer>> officers();

    /** Lets the officer sign with this certificate (DER); its IC must be the officer's. */
    domain::Result<domain::Done> registerCertificate(const domain::Ic& ic, const QByteArray& certificateDer);
    domain::Result<domain::Done> withdrawCertificate(const domain::Sha256Hex& certificate);

    domain::Result<domain::Done> setMediaPolicy(const MediaPolicy& policy);
    /** Requests that wait for someone, oldest first. */
    domain::Result<QList<domain::MediumRequest>> openRequests();
    /** As an administrator's decision, by the operator; the ports as in Ports. */
    domain::Result<domain::MediumRequest> decideRequest(const domain::RequestId& id,
        const wire::RequestDecision& decision, CertificateAdministration& certificates,
        RoamingAdministration* roaming);

    /** Vouchers are imported in batches: one transaction each, rolled back unless committed. */
    domain::Result<domain::Done> beginBatch();
    domain::Result<domain::Done> commitBatch();
    /** Valid between beginBatch() and commitBatch(), after setReference(). The times given to it are the
     * times that history shows. */
    VoucherBook& vouchers();
    /** Stores a file as PUT /v1/attachments would; inside a batch. The file name is the caller's to fill in.
     */
    domain::Result<domain::Attachment> addAttachment(
        const QByteArray& bytes, const domain::Ic& uploader, const QDateTime& at);

    const domain::ProcessCatalogue& catalogue() const;

private:
    struct Private;
    explicit Admin(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

/** The unmet rules of A4 ("finding.password-length", -lower, -upper, -digit, -special); empty if the password
 * will do. */
QStringList passwordFindings(const secret::SecureBuffer& password);

} // namespace peraku::treasury
