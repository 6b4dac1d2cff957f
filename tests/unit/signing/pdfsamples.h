#pragma once

#include "samples.h"

#include <signing/pades.h>
#include <support/pdf.h>

#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>
#include <QProcess>
#include <QTemporaryDir>

/** PDF files that the tests of this folder sign. Needs a QGuiApplication. */
namespace peraku::tests {

using namespace support;

/** Two pages by Qt: a cross-reference table. */
inline QByteArray qtPdf()
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    QPdfWriter writer(&out);
    writer.setTitle(QStringLiteral("Sample"));
    QPainter painter(&writer);
    painter.drawRect(100, 100, 2000, 900);
    writer.newPage();
    painter.drawEllipse(100, 100, 2000, 900);
    painter.end();
    return out.data();
}

inline signing::PadesRequest padesRequest(const support::TestPki& pki, const support::Issued& signer,
    const signing::SigningProfile& profile, const QByteArray& pdf)
{
    return { pdf, signer.der, { pki.issuing.der }, profile, pki.now, QStringLiteral("Siti binti Ahmad (1)"),
        QStringLiteral("Perakuan – 1") };
}

inline domain::Result<QByteArray> signPades(const support::TestPki& pki, const support::Issued& signer,
    const QByteArray& pdf, const signing::SigningProfile& profile = { domain::SignatureScheme::Ecdsa, 256 })
{
    const auto prepared = signing::preparePades(padesRequest(pki, signer, profile, pdf));
    if (!prepared)
        return domain::fail(prepared.error());
    const auto raw = signing::signDigest(signer.key.get(), profile, prepared->signature.attributesDigest);
    if (!raw)
        return domain::fail(raw.error());
    return signing::completePades(*prepared, *raw);
}

/** For QVERIFY2, which asks for it also where there is nothing to tell. */
template <typename T> QByteArray why(const domain::Result<T>& result)
{
    return result ? QByteArray() : result.error().detail.toUtf8();
}

/** A command's output; null where it did not end with exit code 0. */
class Commands {
public:
    QString file(const QString& name) const { return m_folder.filePath(name); }
    QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile out(file(name));
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(out.fileName()));
        return out.fileName();
    }
    QByteArray read(const QString& name) const
    {
        QFile in(file(name));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    bool run(const QString& program, const QStringList& arguments)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        const bool ended = process.waitForFinished(60000);
        output = process.readAll();
        return ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    }
    /** Through qpdf with these options. */
    QByteArray qpdf(const QByteArray& pdf, const QStringList& options)
    {
        const auto in = write(QStringLiteral("in.pdf"), pdf);
        return run(QStringLiteral("qpdf"), options + QStringList { in, file(QStringLiteral("out.pdf")) })
            ? read(QStringLiteral("out.pdf"))
            : QByteArray();
    }
    QByteArray output;

private:
    QTemporaryDir m_folder;
};

} // namespace peraku::tests
