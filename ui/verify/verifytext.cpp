#include "verifytext.h"

#include "base/format.h"
#include "certificate/credentialtext.h"

#include <domain/canonical.h>
#include <domain/messages.h>

#include <QCoreApplication>

namespace peraku::ui {

using services::FileVerdict;

namespace {
class Words {
    Q_DECLARE_TR_FUNCTIONS(VerifyText)
};
} // namespace

QString verdictText(FileVerdict verdict)
{
    switch (verdict) {
    case FileVerdict::Valid:
        return Words::tr("The signature is valid.");
    case FileVerdict::SignerUnknown:
        return Words::tr(
            "The document is intact, but nobody whom this computer trusts vouches for the signer.");
    case FileVerdict::Invalid:
        break;
    }
    return Words::tr("The signature is NOT valid.");
}

QString outcomeText(const services::FileVerification& item)
{
    return item.problem ? Words::tr("No signature vouches for this file.") : verdictText(item.verdict);
}

QString detailsText(const services::FileVerification& item)
{
    QStringList lines { Words::tr("Document: %1").arg(domain::escapedForDisplay(item.document)) };
    if (item.uncovered) {
        lines.append(Words::tr(
            "It stands in the container, but no signature there covers it: anybody may have put it in."));
        return lines.join(QLatin1Char('\n'));
    }
    if (item.problem) {
        lines.append(domain::errorSentence(*item.problem));
        lines.append(domain::escapedForDisplay(item.problem->detail));
        return lines.join(QLatin1Char('\n'));
    }
    const auto& report = item.report;
    lines.append(Words::tr("Signature: %1").arg(domain::escapedForDisplay(item.signature)));
    if (!item.manifest.isEmpty())
        lines.append(Words::tr("%1 covers %n file(s): %2", nullptr, int(item.covers.size()))
                         .arg(domain::escapedForDisplay(item.manifest),
                             domain::escapedForDisplay(item.covers.join(QStringLiteral(", ")))));
    lines.append(Words::tr("Signed by: %1").arg(domain::escapedForDisplay(report.signer.commonName)));
    lines.append(Words::tr("Time that the signer gave: %1").arg(shortTime(report.signingTime)));
    lines.append(report.timestampTime.isValid()
            ? Words::tr("Timestamp of an authority: %1").arg(shortTime(report.timestampTime))
            : Words::tr("No timestamp of an authority"));
    lines.append(Words::tr("Method: %1").arg(domain::escapedForDisplay(report.algorithm)));
    return lines.join(QLatin1Char('\n'));
}

QString plainReport(const services::FileVerification& item)
{
    QStringList lines { outcomeText(item), detailsText(item) };
    for (const auto& line : item.report.lines) {
        auto text = QStringLiteral("- %1: %2").arg(checkText(line.id), outcomeText(line.outcome));
        if (line.reason)
            text += QStringLiteral(". ") + domain::errorSentence(*line.reason);
        if (!line.detail.isEmpty())
            text += QStringLiteral(" [%1]").arg(domain::escapedForDisplay(line.detail));
        lines.append(text);
    }
    if (!item.report.signer.serialHex.isEmpty())
        lines.append(Words::tr("Certificate: %1, serial number %2, issued by %3")
                         .arg(domain::escapedForDisplay(item.report.signer.subjectDn),
                             serialText(item.report.signer.serialHex),
                             domain::escapedForDisplay(item.report.signer.issuerDn)));
    return lines.join(QLatin1Char('\n'));
}

} // namespace peraku::ui
