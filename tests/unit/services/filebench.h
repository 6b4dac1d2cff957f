#pragma once

#include "fileverification.h"

#include <signing/certificate.h>
#include <signing/digest.h>
#include <signing/openssl.h>
#include <signing/pades.h>
#include <signing/timestamp.h>
#include <support/pdf.h>
#include <support/pki.h>

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <container/asic.h>

namespace peraku::test {

using namespace Qt::StringLiterals;
using container::File;
using services::FileTrust;
using support::TestPki;

inline const QByteArray document = "{\"amount\":\"1234.50\"}\n";
inline const File file { u"statement.json"_s, document };

/** A folder with the authority's files and what is verified. */
struct Bench {
    QTemporaryDir dir;
    TestPki pki;
    QList<support::CrlEntry> revoked;

    QString put(const QString& name, const QByteArray& bytes)
    {
        QFile out(dir.filePath(name));
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("cannot write");
        return out.fileName();
    }
    FileTrust trust(const QDateTime& now)
    {
        auto spec = pki.crlSpec();
        spec.entries = revoked;
        spec.nextUpdate = now.addDays(7);
        auto rootSpec = pki.crlSpec();
        rootSpec.nextUpdate = now.addDays(7);
        FileTrust trust;
        trust.treasury = { { pki.root.der }, pki.issuing.der, support::makeCrl(rootSpec, pki.root),
            support::makeCrl(spec, pki.issuing) };
        trust.now = now;
        return trust;
    }
    FileTrust trust() { return trust(pki.now); }
    QByteArray cms(const support::Issued& signer, const QByteArray& content, const QDateTime& at) const
    {
        return *signing::signCades({ signing::sha256(content), signer.der, { pki.issuing.der },
                                       { domain::SignatureScheme::Ecdsa, 256 }, at },
            signer.key.get());
    }
    QByteArray cms(const QByteArray& content = document) const
    {
        return cms(pki.officer(), content, pki.now);
    }
    QByteArray stamped(const QByteArray& cms, const QDateTime& at)
    {
        support::CountingRng rng;
        const auto query = signing::timestampQuery(cms, rng);
        const auto reply = support::answerTimestamp(query->der, pki.tsa, { at, 0, false, false });
        const auto known = trust(at).treasury;
        const auto store = signing::TrustStore::create(
            { known.roots, { known.issuingCertificate }, { known.rootCrl, known.issuingCrl } });
        const auto made = signing::attachTimestamp(cms, *query, reply, **store, {}, at.addSecs(5));
        if (!made)
            qFatal("no timestamp: %s", qPrintable(made.error().detail));
        return *made;
    }
    /** An organisation's certificate: nobody's IC in it. */
    support::Issued seal()
    {
        auto spec = pki.officerSpec();
        spec.subject = { { NID_organizationName, "Perbendaharaan Contoh" } };
        spec.serial = 5000;
        return support::issue(spec, support::testKey(support::TestKey::P256, 50), &pki.issuing);
    }
    QByteArray sealed(const QList<File>& files, const support::Issued& sealer, const QDateTime& at)
    {
        const auto manifest = container::asicManifest(files);
        return *container::packAsicExtended(files, stamped(cms(sealer, manifest, at), at));
    }
    QByteArray signedPdf(const QByteArray& pdf, const support::Issued& signer, const QDateTime& at,
        const QByteArray& issuer = {}) const
    {
        const auto profile = *signing::profileFor(*signing::certificateFacts(signer.der), false);
        const auto prepared = signing::preparePades(
            { pdf, signer.der, { issuer.isEmpty() ? pki.issuing.der : issuer }, profile, at, {}, {} });
        if (!prepared)
            qFatal("not prepared: %s", qPrintable(prepared.error().detail));
        const auto raw
            = *signing::signDigest(signer.key.get(), profile, prepared->signature.attributesDigest);
        return *signing::completePades(*prepared, raw);
    }
    QByteArray openssl(const QStringList& arguments)
    {
        QProcess process;
        process.setWorkingDirectory(dir.path());
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(u"openssl"_s, arguments);
        const bool good = process.waitForFinished() && process.exitCode() == 0;
        return good ? QByteArray() : "failed: " + process.readAll();
    }
};

inline QString told(const services::FilesVerified& found)
{
    QString text;
    for (const auto& item : found.items) {
        text += u"%1 %2 %3\n"_s.arg(item.document)
                    .arg(int(item.verdict))
                    .arg(item.problem ? item.problem->detail : QString());
        for (const auto& line : item.report.lines)
            text += u"  %1 %2 %3 %4\n"_s.arg(domain::toWire(line.id), domain::toWire(line.outcome),
                line.reason ? domain::errorKey(line.reason->code) + u' ' + line.reason->detail : QString(),
                line.detail);
    }
    return text;
}

} // namespace peraku::test
