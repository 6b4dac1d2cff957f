#pragma once

#include <domain/task.h>
#include <domain/verification.h>

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QStringList>

/** What was signed, as files that travel. Abstract and of the GUI thread: see desk.h. */
namespace peraku::services {

using domain::Async;
using domain::Done;
using domain::Error;
using domain::Result;

enum class EvidenceForm {
    Folder, ///< STEP/{statement.json, signature.p7s, chain.pem, crl.pem, ca.pem} for each signature.
    Simple, ///< One ASiC-S for each signature.
    Sealed ///< One ASiC-E of them all, sealed by the treasury; needs the treasury.
};
class EvidenceService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /** The treasury's records of a voucher's signatures, oldest first; needs the treasury. */
    virtual Async<QList<domain::SignatureRecord>> signatures(const domain::VoucherId& id) = 0;
    virtual Async<domain::VerificationReport> verify(const domain::SignatureRecord& record) = 0;
    /** Writes the evidence of one voucher's signatures into the folder and gives the paths; refuses what is
     * there already. */
    virtual Async<QStringList> save(const QList<domain::SignatureRecord>& records, const QString& directory,
        EvidenceForm form = EvidenceForm::Folder)
        = 0;
    /** Verifies a folder that save() wrote. */
    virtual Async<domain::VerificationReport> verifyFolder(const QString& directory) = 0;
};

enum class FileVerdict {
    Valid,
    Invalid,
    SignerUnknown ///< Intact, but no configured authority vouches for the signer.
};
/** One signature that was found in the files, or one file that is no evidence. */
struct FileVerification {
    QString document; ///< What is signed; inside containers "a.asice / 1.asics / statement.json".
    QString signature; ///< Where the signature stands.
    FileVerdict verdict = FileVerdict::Invalid;
    domain::VerificationReport report; ///< Without lines where there is a problem.
    std::optional<Error> problem; ///< Why there is nothing to check, or what stands outside every signature.
    QDateTime existedAt = {}; ///< UTC; when the signature was there by the treasury's sealed word.
    QString manifest = {}; ///< Of an ASiC-E: the list that is signed.
    QStringList covers = {}; ///< The files that it names and that are as it says; the container's names.
    bool uncovered = false; ///< Stands in a container, but no signature of it speaks for it.
};
struct FilesVerified {
    QList<FileVerification> items; ///< In the order of the files.
    /** Signatures whose signed file was not among those given: ask for it and verify both together. */
    QStringList withoutDocument;
};
/** How fresh the desk's knowledge of revoked certificates is; times are UTC, invalid = never. */
struct RevocationAge {
    QDateTime issuedAt; ///< Of the authority's list.
    QDateTime lapsesAt;
    QDateTime fetchedAt; ///< When the treasury was last asked for it.
    bool isStale(const QDateTime& now) const { return !lapsesAt.isValid() || lapsesAt < now; }
};
class VerifyService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /**
     * Checks evidence folders, ASiC-S and ASiC-E, CMS signatures beside their files, from this treasury or
     * elsewhere; works without the treasury and without a log-in.
     */
    virtual Async<FilesVerified> verifyFiles(const QStringList& paths) = 0;
    virtual RevocationAge revocationAge() const = 0;
};

/** The treasury's print form of a voucher, with the verdict on its seal. */
struct PrintForm {
    QByteArray pdf;
    domain::VerificationReport seal;
};
class PrintService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /** Of a posted or paid voucher; needs the treasury. WrongState before posting, EvidenceMalformed for a
     * file without a seal. A seal that does not hold is in the report. */
    virtual Async<PrintForm> form(const domain::VoucherId& id) = 0;
    /** Replaces what stands at `path`, wholly or not at all. */
    virtual Async<Done> save(const PrintForm& form, const QString& path) = 0;
};

} // namespace peraku::services
