#include "fileverification.h"

#include "evidencefolder.h"
#include "pdfsignatures.h"
#include "sealedrecord.h"
#include "signatures.h"
#include "wholefile.h"

#include <domain/statement.h>
#include <signing/certificate.h>
#include <signing/foreign.h>

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <container/asic.h>

namespace peraku::services {

using domain::CheckId;
using domain::CheckOutcome;
using domain::ErrorCode;
using domain::VerificationReport;
using Store = std::shared_ptr<const signing::TrustStore>;

namespace {

constexpr int deepest = 2; ///< An ASiC-E holds ASiC-S; nothing sound goes deeper.
/** Of what the containers in one file come to; small ones can hold much. */
constexpr qint64 mostUnpacked = 4 * container::maxAsicBytes;

Error errorOf(ErrorCode code, const QString& detail)
{
    return { code, detail, {}, false, 0 };
}

Result<QByteArray> bytesOf(const QString& path)
{
    auto bytes = readWhole(path, container::maxAsicBytes);
    if (!bytes && bytes.error().code == ErrorCode::InvalidInput)
        return domain::fail(ErrorCode::NotFound, bytes.error().detail);
    return bytes;
}

class FileVerifier {
public:
    FileVerifier(const FileTrust& trust, std::function<bool()> stopped)
        : m_trust(trust)
        , m_stopped(std::move(stopped))
    {
    }
    FilesVerified verify(const QStringList& paths);

private:
    void addFolder(const QString& path);
    void addEvidence(const QString& path);
    void addContainer(const QString& name, const QByteArray& bytes, const QDateTime& receivedAt, int depth,
        const QList<container::File>& beside);
    void addParts(const QString& name, const container::Asic& asic, bool sealedByTreasury, int depth);
    void addPdf(const QString& name, const QByteArray& bytes);
    void addPdfFiles(
        const QString& name, const QByteArray& bytes, const Store& store, const QDateTime& sealedAt);
    void addDetached(const QString& path, const QStringList& documents);
    /** `existedAt` is when the signature was there by the treasury's word, invalid without it. */
    void addReports(const QString& document, const QString& signature, QList<VerificationReport> reports,
        const QDateTime& existedAt = {});
    void addProblem(const QString& document, const Error& problem);
    Store storeWith(const QList<QByteArray>& intermediates, const QList<QByteArray>& crls) const;
    signing::VerifyOptions optionsAt(const QDateTime& receivedAt) const;
    bool isTreasurySeal(const VerificationReport& report) const;

    const FileTrust& m_trust;
    std::function<bool()> m_stopped;
    FilesVerified m_found;
    qint64 m_unpacked = 0; ///< Bytes of documents in the containers of the file at hand.
};

void FileVerifier::addProblem(const QString& document, const Error& problem)
{
    m_found.items.append({ document, {}, FileVerdict::Invalid, {}, problem });
}

void FileVerifier::addReports(const QString& document, const QString& signature,
    QList<VerificationReport> reports, const QDateTime& existedAt)
{
    for (auto& report : reports) {
        const auto verdict = verdictOf(report);
        m_found.items.append({ document, signature, verdict, std::move(report), std::nullopt, existedAt });
    }
}

Store FileVerifier::storeWith(const QList<QByteArray>& intermediates, const QList<QByteArray>& crls) const
{
    signing::TrustMaterial material;
    material.roots = m_trust.treasury.roots;
    QList<QByteArray> authorities = m_trust.extraAuthorities;
    authorities.append(m_trust.treasury.issuingCertificate);
    for (const auto& der : authorities) {
        const auto facts = signing::certificateFacts(der);
        if (facts)
            (facts->subjectDn == facts->issuerDn ? material.roots : material.intermediates).append(der);
    }
    // What comes with the evidence may build a path, and never be its anchor.
    material.intermediates += intermediates;
    for (const auto& crl :
        QList<QByteArray> { m_trust.treasury.issuingCrl, m_trust.treasury.rootCrl } + crls) {
        if (!material.crls.contains(crl) && signing::crlFacts(crl))
            material.crls.append(crl);
    }
    const auto store = signing::TrustStore::create(material);
    return store ? *store : nullptr;
}

signing::VerifyOptions FileVerifier::optionsAt(const QDateTime& receivedAt) const
{
    signing::VerifyOptions options;
    options.now = m_trust.now;
    options.trustedTime = receivedAt;
    options.timestamp = signing::TimestampPolicy::Expected;
    return options;
}

/** Of the treasury's own authority, for signing, and nobody's by name: officers' certificates bear an IC. */
bool FileVerifier::isTreasurySeal(const VerificationReport& report) const
{
    return verdictOf(report) == FileVerdict::Valid && report.signer.nonRepudiation && !report.signer.ic
        && isIssuedBy(report.signer, m_trust.treasury.issuingCertificate);
}

void FileVerifier::addEvidence(const QString& path)
{
    if (m_stopped())
        return;
    const auto files = readEvidence(path);
    if (!files)
        return addProblem(
            QFileInfo(path).fileName(), errorOf(ErrorCode::EvidenceMalformed, files.error().detail));
    const auto chain = signing::certificatesFromPem(files->chain).value_or(QList<QByteArray>());
    const auto crls = signing::crlsFromPem(files->crl).value_or(QList<QByteArray>());
    const auto store = storeWith(chain, crls);
    if (!store)
        return addProblem(QFileInfo(path).fileName(),
            errorOf(ErrorCode::CertificateMalformed, QStringLiteral("chain.pem")));
    // The time that the statement claims is its signer's word, which a stolen key would give too.
    addReports(QDir(path).dirName() + QStringLiteral(" / ") + QLatin1String(statementName),
        QStringLiteral("signature.p7s"),
        signing::verifyAny(files->signature, files->statement, *store, optionsAt({})));
}

void FileVerifier::addFolder(const QString& path)
{
    const QDir folder(path);
    if (folder.exists(QLatin1String(statementName)))
        return addEvidence(path);
    const auto before = m_found.items.size();
    for (const auto& step : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        if (QDir(folder.filePath(step)).exists(QLatin1String(statementName)))
            addEvidence(folder.filePath(step));
    }
    for (const auto& file :
        folder.entryList({ QStringLiteral("*.asics"), QStringLiteral("*.asice") }, QDir::Files, QDir::Name)) {
        m_unpacked = 0;
        if (const auto bytes = bytesOf(folder.filePath(file)))
            addContainer(file, *bytes, {}, 1, {});
        else
            addProblem(file, bytes.error());
    }
    if (m_found.items.size() == before)
        addProblem(folder.dirName(),
            errorOf(ErrorCode::EvidenceMalformed, QStringLiteral("the folder holds no evidence")));
}

void FileVerifier::addContainer(const QString& name, const QByteArray& bytes, const QDateTime& receivedAt,
    int depth, const QList<container::File>& beside)
{
    if (m_stopped())
        return;
    if (m_unpacked > mostUnpacked)
        return addProblem(name, errorOf(ErrorCode::TooLarge, QStringLiteral("containers in a container")));
    const auto asic = container::readAsic(bytes);
    if (!asic)
        return addProblem(name, asic.error());
    for (const auto& document : asic->documents)
        m_unpacked += document.bytes.size();
    QList<QByteArray> crls;
    QList<QByteArray> authorities;
    for (const auto& file : asic->documents + beside) {
        if (file.name.endsWith(QLatin1String(".crl")))
            crls.append(file.bytes);
        if (file.name.endsWith(QLatin1String(".pem")))
            authorities += signing::certificatesFromPem(file.bytes).value_or(QList<QByteArray>());
    }
    const auto store = storeWith(authorities, crls);
    if (!store)
        return addProblem(name, errorOf(ErrorCode::CertificateMalformed, QStringLiteral("authorities")));
    bool sealedByTreasury = false;
    for (const auto& signature : asic->signatures) {
        auto reports
            = signing::verifyAny(signature.cms, signature.content.bytes, *store, optionsAt(receivedAt));
        if (!signature.broken.isEmpty()) {
            for (auto& report : reports) {
                auto& line = report.lines[int(CheckId::Bytes)];
                line.outcome = CheckOutcome::Failed;
                line.reason = errorOf(ErrorCode::SignatureInvalid,
                    QStringLiteral("changed or missing: ") + signature.broken.join(QStringLiteral(", ")));
            }
        }
        sealedByTreasury = sealedByTreasury || isTreasurySeal(reports.first());
        const auto document = asic->extended ? name : name + QStringLiteral(" / ") + signature.content.name;
        const auto first = m_found.items.size();
        addReports(document, signature.name, std::move(reports), receivedAt);
        for (auto i = first; asic->extended && i < m_found.items.size(); ++i) {
            m_found.items[i].manifest = signature.content.name;
            m_found.items[i].covers = signature.covered;
        }
    }
    addParts(name, *asic, sealedByTreasury, depth);
}

void FileVerifier::addParts(
    const QString& name, const container::Asic& asic, bool sealedByTreasury, int depth)
{
    for (const auto& uncovered : asic.uncovered) {
        addProblem(name + QStringLiteral(" / ") + uncovered,
            errorOf(ErrorCode::EvidenceMalformed, QStringLiteral("no signature speaks for this file")));
        m_found.items.last().uncovered = true;
    }
    if (!asic.extended || depth >= deepest)
        return;
    const auto received = sealedByTreasury ? receivedTimes(asic) : QHash<QString, QDateTime>();
    for (const auto& document : asic.documents) {
        if (container::looksLikeZip(document.bytes))
            addContainer(name + QStringLiteral(" / ") + document.name, document.bytes,
                received.value(document.name), depth + 1, asic.documents);
    }
}

void FileVerifier::addPdf(const QString& name, const QByteArray& bytes)
{
    if (m_stopped())
        return;
    const auto store = storeWith({}, {});
    if (!store)
        return addProblem(
            name, errorOf(ErrorCode::CertificateMalformed, QStringLiteral("configured authorities")));
    auto found = signing::verifyAnyPdf(bytes, *store, optionsAt({}));
    if (!found)
        return addProblem(name, found.error());
    if (found->isEmpty())
        addProblem(name, errorOf(ErrorCode::EvidenceMalformed, QStringLiteral("the PDF is not signed")));
    QDateTime sealedAt;
    for (auto& each : *found) {
        // By the treasury's word what it sealed existed by then.
        if (!sealedAt.isValid() && isTreasurySeal(each.report))
            sealedAt
                = each.report.timestampTime.isValid() ? each.report.timestampTime : each.report.signingTime;
        addReports(name, each.signature.field, { std::move(each.report) });
    }
    addPdfFiles(name, bytes, store, sealedAt);
}

/** A print form brings each step's statement and its signature. */
void FileVerifier::addPdfFiles(
    const QString& name, const QByteArray& bytes, const Store& store, const QDateTime& sealedAt)
{
    const auto signatures = embeddedSignatures(bytes);
    if (!signatures)
        return addProblem(name, signatures.error());
    for (const auto& [file, content] : *signatures) {
        const auto part = name + QStringLiteral(" / ") + (content ? content->name : file.name);
        if (content || signing::contentOf(file.bytes))
            addReports(part, file.name,
                signing::verifyAny(
                    file.bytes, content ? content->bytes : QByteArray(), *store, optionsAt(sealedAt)),
                sealedAt);
        else
            addProblem(part,
                errorOf(ErrorCode::EvidenceMalformed, QStringLiteral("the file that it signs is missing")));
    }
}

void FileVerifier::addDetached(const QString& path, const QStringList& documents)
{
    if (m_stopped())
        return;
    const auto name = QFileInfo(path).fileName();
    const auto cms = bytesOf(path);
    if (!cms)
        return addProblem(name, cms.error());
    const auto store = storeWith({}, {});
    if (!store)
        return addProblem(
            name, errorOf(ErrorCode::CertificateMalformed, QStringLiteral("configured authorities")));
    if (signing::contentOf(*cms))
        return addReports(name, name, signing::verifyAny(*cms, {}, *store, optionsAt({})));
    QStringList candidates = documents;
    if (const auto beside = QFileInfo(path).path() + QLatin1Char('/') + QFileInfo(path).completeBaseName();
        candidates.isEmpty() && QFileInfo(beside).isFile())
        candidates.append(beside);
    std::optional<std::pair<QString, QList<VerificationReport>>> best;
    for (const auto& candidate : candidates) {
        const auto bytes = bytesOf(candidate);
        if (!bytes)
            continue;
        auto reports = signing::verifyAny(*cms, *bytes, *store, optionsAt({}));
        const bool fits = reports.first().find(CheckId::Bytes)->outcome == CheckOutcome::Passed;
        if (!best || fits)
            best = { QFileInfo(candidate).fileName(), std::move(reports) };
        if (fits)
            break;
    }
    if (!best)
        m_found.withoutDocument.append(path);
    else
        addReports(best->first, name, std::move(best->second));
}

FilesVerified FileVerifier::verify(const QStringList& paths)
{
    // Paths and not bytes: many files may be given, and each may be large.
    QStringList signatures;
    QStringList pdfs;
    QStringList documents;
    for (const auto& path : paths) {
        if (m_stopped())
            return std::move(m_found);
        m_unpacked = 0;
        if (QFileInfo(path).isDir()) {
            addFolder(path);
            continue;
        }
        const auto bytes = bytesOf(path);
        if (!bytes)
            addProblem(QFileInfo(path).fileName(), bytes.error());
        else if (container::looksLikeZip(*bytes))
            addContainer(QFileInfo(path).fileName(), *bytes, {}, 1, {});
        else if (bytes->startsWith("%PDF-"))
            pdfs.append(path);
        else if (signing::looksLikeCms(*bytes))
            signatures.append(path);
        else
            documents.append(path);
    }
    // A PDF is evidence by itself, unless a signature beside it says otherwise.
    for (const auto& pdf : pdfs) {
        if (signatures.isEmpty())
            addPdf(QFileInfo(pdf).fileName(), bytesOf(pdf).value_or(QByteArray()));
        else
            documents.append(pdf);
    }
    for (const auto& document : signatures.isEmpty() ? documents : QStringList()) {
        const auto beside = document + QStringLiteral(".p7s");
        if (QFileInfo(beside).isFile())
            signatures.append(beside);
        else
            addProblem(QFileInfo(document).fileName(),
                errorOf(ErrorCode::EvidenceMalformed, QStringLiteral("no signature in or beside this file")));
    }
    for (const auto& signature : signatures) {
        const QFileInfo info(signature);
        if (documents.isEmpty() && info.fileName() == QLatin1String("signature.p7s")
            && info.dir().exists(QLatin1String(statementName)))
            addEvidence(info.path());
        else
            addDetached(signature, documents);
    }
    return std::move(m_found);
}

} // namespace

FileVerdict verdictOf(const VerificationReport& report)
{
    const auto failed = [&](CheckId id) {
        const auto* line = report.find(id);
        return !line || line->outcome == CheckOutcome::Failed || line->outcome == CheckOutcome::NotChecked;
    };
    if (failed(CheckId::Bytes) || failed(CheckId::Signature))
        return FileVerdict::Invalid;
    const auto* path = report.find(CheckId::CertificatePath);
    if (path && path->reason && path->reason->code == ErrorCode::SignerUnknown)
        return failed(CheckId::Statement) || failed(CheckId::SignerIdentity) ? FileVerdict::Invalid
                                                                             : FileVerdict::SignerUnknown;
    return report.valid() ? FileVerdict::Valid : FileVerdict::Invalid;
}

FilesVerified verifyPaths(const QStringList& paths, const FileTrust& trust, std::function<bool()> stopped)
{
    return FileVerifier(trust, std::move(stopped)).verify(paths);
}

} // namespace peraku::services
