#include "credentialtext.h"

#include "base/format.h"

#include <domain/canonical.h>

#include <QCoreApplication>

namespace peraku::ui {

namespace {
/** Gives the texts of these functions a context in the catalogue. */
struct Words {
    Q_DECLARE_TR_FUNCTIONS(CredentialText)
};
} // namespace

QString mediumText(domain::SigningMedium medium)
{
    switch (medium) {
    case domain::SigningMedium::Token:
        return Words::tr("USB token");
    case domain::SigningMedium::Softcert:
        return Words::tr("Softcert");
    case domain::SigningMedium::Roaming:
        return Words::tr("Roaming");
    case domain::SigningMedium::RoamingOtp:
        return Words::tr("Roaming + OTP");
    }
    return {};
}

QString pinStateText(domain::PinState state)
{
    switch (state) {
    case domain::PinState::CountLow:
        return Words::tr("A wrong PIN was entered before. Few tries are left; type it with care.");
    case domain::PinState::FinalTry:
        return Words::tr("This is the last try: one more wrong PIN locks the token for good. If you are not "
                         "sure, stop and ask the help desk.");
    case domain::PinState::Locked:
        return Words::tr("The PIN is locked. Ask for it to be unblocked; guessing on leads nowhere.");
    case domain::PinState::MustChange:
        return Words::tr("The PIN must be changed before it can sign.");
    case domain::PinState::Unknown:
    case domain::PinState::Good:
        return {};
    }
    return {};
}

QString checkText(domain::CheckId id)
{
    switch (id) {
    case domain::CheckId::Bytes:
        return Words::tr("The document is the one that was signed");
    case domain::CheckId::Signature:
        return Words::tr("The signature fits the certificate");
    case domain::CheckId::CertificatePath:
        return Words::tr("The certificate comes from a trusted authority");
    case domain::CheckId::KeyUsage:
        return Words::tr("The certificate may sign (non-repudiation)");
    case domain::CheckId::Revocation:
        return Words::tr("The certificate was not revoked");
    case domain::CheckId::Time:
        return Words::tr("The time of signing holds");
    case domain::CheckId::SignerIdentity:
        return Words::tr("The signer's IC is the officer's");
    case domain::CheckId::Statement:
        return Words::tr("The statement speaks of this voucher and step");
    }
    return {};
}

QString outcomeText(domain::CheckOutcome outcome)
{
    switch (outcome) {
    case domain::CheckOutcome::Passed:
        return Words::tr("Passed");
    case domain::CheckOutcome::Failed:
        return Words::tr("Failed");
    case domain::CheckOutcome::Warning:
        return Words::tr("Passed with a reservation");
    case domain::CheckOutcome::NotChecked:
        return Words::tr("Not checked");
    }
    return {};
}

QString keyText(const domain::CertificateFacts& facts)
{
    const QString kind = facts.keyKind == domain::KeyKind::Rsa ? QStringLiteral("RSA")
        : facts.keyKind == domain::KeyKind::Ec                 ? QStringLiteral("ECC")
                                                               : Words::tr("other");
    return QStringLiteral("%1 %2").arg(kind).arg(facts.keyBits);
}

QString validityText(const domain::CertificateFacts& facts, const QDateTime& nowUtc)
{
    const QString end = shortDate(facts.notAfter.toLocalTime().date());
    if (nowUtc > facts.notAfter)
        return Words::tr("Expired on %1").arg(end);
    if (nowUtc < facts.notBefore)
        return Words::tr("Valid from %1").arg(shortDate(facts.notBefore.toLocalTime().date()));
    return Words::tr("%n day(s) left (until %1)", nullptr, facts.daysLeft(nowUtc)).arg(end);
}

QString credentialSummary(const domain::Credential& credential, const QDateTime& nowUtc)
{
    const QString place = credential.provider.isEmpty() ? credential.slotLabel : credential.provider;
    QStringList lines { mediumText(credential.medium)
        + (place.isEmpty() ? QString() : QStringLiteral(" · ") + domain::escapedForDisplay(place)) };
    if (credential.certificate.ic)
        lines << Words::tr("IC %1").arg(credential.certificate.ic->dashed());
    lines << (credential.unusable ? Words::tr("Not usable") : Words::tr("Ready to sign"))
            + QStringLiteral(" · ") + validityText(credential.certificate, nowUtc);
    if (const auto pin = pinStateText(credential.pinState); !pin.isEmpty())
        lines << pin;
    return lines.join(QLatin1Char('\n'));
}

QString serialText(const QString& hex)
{
    QString spaced;
    for (qsizetype i = 0; i < hex.size(); ++i) {
        if (i > 0 && i % 4 == 0)
            spaced += QLatin1Char(' ');
        spaced += hex.at(i);
    }
    return spaced;
}

QString adviceFor(domain::ErrorCode code)
{
    using domain::ErrorCode;
    switch (code) {
    case ErrorCode::CertificateExpired:
    case ErrorCode::CertificateRevoked:
    case ErrorCode::CertificateNotYetValid:
        return Words::tr("Apply for a new certificate: send the Class 2 form, a copy of your IC and the "
                         "local order to the treasury.");
    case ErrorCode::CertificateWrongOfficer:
        return Words::tr("Lending or sharing a token is forbidden.");
    case ErrorCode::TokenMissing:
    case ErrorCode::TokenRemoved:
        return Words::tr("This page notices it by itself.");
    case ErrorCode::ModuleNotFound:
    case ErrorCode::ModuleFailed:
    case ErrorCode::ModuleCrashed:
    case ErrorCode::ModuleHung:
        return Words::tr("Check that the token's driver is installed, or ask your IT officer.");
    default:
        return {};
    }
}

} // namespace peraku::ui
