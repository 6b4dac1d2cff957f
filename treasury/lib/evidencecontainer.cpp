#include "replies.h"
#include "routes.h"
#include "visibility.h"

#include <domain/jsonfields.h>
#include <domain/statement.h>
#include <signing/certificate.h>
#include <signing/digest.h>
#include <signing/verify.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <container/asic.h>
#include <sealing/sealer.h>

namespace peraku::treasury {

using container::File;
using domain::ErrorCode;
using domain::fail;
using domain::SignatureRecord;

namespace {

/** The files beside the signatures; what comes twice stands there once. */
class Files {
public:
    void add(const QString& name, const QByteArray& bytes) { m_files.append({ name, bytes }); }
    /** The name under which these bytes stand: that of their first coming. */
    QString shared(const QString& name, const QByteArray& bytes)
    {
        for (const auto& file : m_files) {
            if (file.bytes == bytes)
                return file.name;
        }
        add(name, bytes);
        return name;
    }
    const QList<File>& all() const { return m_files; }

private:
    QList<File> m_files;
};

QJsonObject recordOf(
    const SignatureRecord& record, const QString& file, const QString& crl, const QString& ocsp)
{
    QJsonObject object { { QStringLiteral("file"), file }, { QStringLiteral("step"), record.step },
        { QStringLiteral("contentRevision"), record.contentRevision },
        { QStringLiteral("signer"), domain::toJson(record.signer) },
        { QStringLiteral("medium"), domain::toWire(record.medium) },
        { QStringLiteral("receivedAt"), domain::timeToJson(record.receivedAt) },
        { QStringLiteral("statementSha256"), signing::sha256Hex(record.statement).value() },
        { QStringLiteral("signatureSha256"), signing::sha256Hex(record.cms).value() },
        { QStringLiteral("voided"), record.voided }, { QStringLiteral("crl"), crl } };
    if (!ocsp.isEmpty())
        object.insert(QStringLiteral("ocsp"), ocsp);
    if (!record.nonceId.isEmpty())
        object.insert(QStringLiteral("nonceId"), record.nonceId);
    if (record.timestampAt.isValid())
        object.insert(QStringLiteral("timestampAt"), domain::timeToJson(record.timestampAt));
    return object;
}

Result<QString> addRecord(Files& files, QJsonArray& lines, const SignatureRecord& record)
{
    const auto name = record.evidenceName();
    const auto packed
        = container::packAsicSimple({ QStringLiteral("statement.json"), record.statement }, record.lasting());
    if (!packed)
        return fail(packed.error());
    const auto file = name + QStringLiteral(".asics");
    files.add(file, *packed);
    const auto crl = files.shared(QStringLiteral("evidence/%1.crl").arg(name), record.crl);
    const auto ocsp = record.ocsp.isEmpty()
        ? QString()
        : files.shared(QStringLiteral("evidence/%1.ors").arg(name), record.ocsp);
    lines.append(recordOf(record, file, crl, ocsp));
    return file;
}

struct Evidence {
    QByteArray container;
    bool timestamped; ///< The seal.
};

/** An ASiC-E of a voucher's signatures: an ASiC-S of each, the CRLs and OCSP responses of their receipt, the
 * authorities, and record.json with what the treasury knows of each, all under the treasury's seal. */
Result<Evidence> evidenceOf(const domain::Voucher& voucher, const QList<SignatureRecord>& records,
    const Ports& ports, const QDateTime& now)
{
    if (!ports.seal)
        return fail(ErrorCode::NotFound, QStringLiteral("this treasury has no seal"));
    Files files;
    QJsonArray lines;
    for (const auto& record : records) {
        if (auto added = addRecord(files, lines, record); !added)
            return fail(added.error());
    }
    files.add(QStringLiteral("evidence/root.crl"), ports.pki.rootCrl().body);
    files.add(QStringLiteral("evidence/authorities.pem"),
        signing::certificatesToPem(
            { ports.pki.issuingCertificate().body, ports.pki.rootCertificate().body }));
    const QJsonObject record { { QStringLiteral("voucher"), voucher.id.value() },
        { QStringLiteral("number"), voucher.number }, { QStringLiteral("state"), toWire(voucher.state) },
        { QStringLiteral("sealedAt"), domain::timeToJson(now) }, { QStringLiteral("signatures"), lines } };
    files.add(QStringLiteral("record.json"), QJsonDocument(record).toJson(QJsonDocument::Compact));
    const auto seal
        = sealing::Sealer(*ports.seal, ports.pki, ports.rng).seal(container::asicManifest(files.all()), now);
    if (!seal)
        return fail(seal.error());
    auto container = container::packAsicExtended(files.all(), seal->cms);
    if (!container)
        return fail(container.error());
    return Evidence { std::move(*container), seal->timestamped };
}

} // namespace

Response readEvidence(Call& call)
{
    auto ledger = call.ledger();
    auto voucher = visibleVoucher(call, ledger);
    if (!voucher)
        return std::move(voucher.error());
    const auto records = ledger.signatures(voucher->id);
    if (!records)
        return problemReply(records.error());
    if (records->isEmpty())
        return problemReply({ ErrorCode::NotFound, QStringLiteral("signatures"), {}, false, 0 });
    auto evidence = evidenceOf(*voucher, *records, call.context.ports, call.now);
    if (!evidence)
        return problemReply(evidence.error());
    auto response
        = sealedReply(container::asicExtendedType, std::move(evidence->container), evidence->timestamped);
    response.addHeader("X-Content-Type-Options", "nosniff");
    return response;
}

} // namespace peraku::treasury
