#include "printform.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

namespace peraku::test {

namespace {

QByteArray run(const QTemporaryDir& folder, const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setWorkingDirectory(folder.path());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.waitForFinished(60000);
    return process.readAll();
}

} // namespace

QString printFormFault(const QByteArray& pdf, const QList<domain::SignatureRecord>& records,
    const QString& caFile, int signatures)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("form.pdf")));
    if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size() || !file.flush())
        return QStringLiteral("cannot be written");
    const auto seen = run(folder, QStringLiteral("pdfsig"), { QStringLiteral("-nocert"), file.fileName() });
    if (seen.count("Signature is Valid.") != signatures)
        return QString::fromUtf8("pdfsig: " + seen);
    run(folder, QStringLiteral("pdfdetach"), { QStringLiteral("-saveall"), file.fileName() });
    for (const auto& record : records) {
        const auto name = QStringLiteral("langkah-%1").arg(record.step);
        QFile statement(folder.filePath(name + QStringLiteral(".json")));
        if (!statement.open(QIODevice::ReadOnly) || statement.readAll() != record.statement)
            return name + QStringLiteral(".json is not the statement");
        const auto said = run(folder, QStringLiteral("openssl"),
            { QStringLiteral("cms"), QStringLiteral("-verify"), QStringLiteral("-cades"),
                QStringLiteral("-binary"), QStringLiteral("-inform"), QStringLiteral("DER"),
                QStringLiteral("-in"), name + QStringLiteral(".p7s"), QStringLiteral("-content"),
                name + QStringLiteral(".json"), QStringLiteral("-CAfile"), caFile, QStringLiteral("-purpose"),
                QStringLiteral("any"), QStringLiteral("-out"), QStringLiteral("/dev/null") });
        if (!said.contains("successful"))
            return QString::fromUtf8("openssl: " + said);
    }
    return {};
}

} // namespace peraku::test
