#include <domain/messages.h>

#include <QCoreApplication>

#include <array>

namespace peraku::domain {

namespace {

// Each table is in the order of its enumeration. Words that officers say in Malay stay Malay in both
// languages.
constexpr std::array states { QT_TRANSLATE_NOOP("Domain", "Draft"), QT_TRANSLATE_NOOP("Domain", "Submitted"),
    QT_TRANSLATE_NOOP("Domain", "Certified"), QT_TRANSLATE_NOOP("Domain", "Queried"),
    QT_TRANSLATE_NOOP("Domain", "Cancelled"), QT_TRANSLATE_NOOP("Domain", "Posted"),
    QT_TRANSLATE_NOOP("Domain", "Paid") };
constexpr std::array kinds { QT_TRANSLATE_NOOP("Domain", "Payment voucher"),
    QT_TRANSLATE_NOOP("Domain", "Journal voucher") };
constexpr std::array paymentTypes { QT_TRANSLATE_NOOP("Domain", "With order"),
    QT_TRANSLATE_NOOP("Domain", "Without order") };
constexpr std::array paymentModes { QT_TRANSLATE_NOOP("Domain", "EFT"),
    QT_TRANSLATE_NOOP("Domain", "Cheque") };
constexpr std::array journalTypes { QT_TRANSLATE_NOOP("Domain", "Correction"),
    QT_TRANSLATE_NOOP("Domain", "Transfer"), QT_TRANSLATE_NOOP("Domain", "Accrual"),
    QT_TRANSLATE_NOOP("Domain", "Reversal") };
constexpr std::array roles { QT_TRANSLATE_NOOP("Domain", "Preparer"), QT_TRANSLATE_NOOP("Domain", "Checker"),
    QT_TRANSLATE_NOOP("Domain", "Approver"), QT_TRANSLATE_NOOP("Domain", "Receiver"),
    QT_TRANSLATE_NOOP("Domain", "Auditor"), QT_TRANSLATE_NOOP("Domain", "Administrator") };
constexpr std::array steps { QT_TRANSLATE_NOOP("Domain", "Perakuan 1"),
    QT_TRANSLATE_NOOP("Domain", "Perakuan 2"), QT_TRANSLATE_NOOP("Domain", "Akuan Terima"),
    QT_TRANSLATE_NOOP("Domain", "Semakan") };
constexpr std::array actions { QT_TRANSLATE_NOOP("Domain", "Created"), QT_TRANSLATE_NOOP("Domain", "Edited"),
    QT_TRANSLATE_NOOP("Domain", "Submitted"), QT_TRANSLATE_NOOP("Domain", "Certified"),
    QT_TRANSLATE_NOOP("Domain", "Queried"), QT_TRANSLATE_NOOP("Domain", "Cancelled"),
    QT_TRANSLATE_NOOP("Domain", "Posted"), QT_TRANSLATE_NOOP("Domain", "Paid") };

template <typename E, std::size_t N> QString labelOf(const std::array<const char*, N>& labels, E value)
{
    return QCoreApplication::translate("Domain", labels.at(std::size_t(value)));
}

} // namespace

QString label(VoucherState state)
{
    return labelOf(states, state);
}
QString label(VoucherKind kind)
{
    return labelOf(kinds, kind);
}
QString label(PaymentType type)
{
    return labelOf(paymentTypes, type);
}
QString label(PaymentMode mode)
{
    return labelOf(paymentModes, mode);
}
QString label(JournalType type)
{
    return labelOf(journalTypes, type);
}
QString label(Role role)
{
    return labelOf(roles, role);
}
QString label(StepKind step)
{
    return labelOf(steps, step);
}
QString label(HistoryAction action)
{
    return labelOf(actions, action);
}

QString stateWithStep(const Voucher& voucher, const ProcessCatalogue& catalogue)
{
    const auto step = Workflow(catalogue).nextStepKind(voucher);
    return step ? QCoreApplication::translate("Domain", "Waiting for %1").arg(label(*step))
                : label(voucher.state);
}

QStringList signingStatements()
{
    return { QCoreApplication::translate("Domain",
                 "Lending or sharing a token, PIN or password, or signing in another officer's place (\"one "
                 "man show\"), is forbidden."),
        QCoreApplication::translate("Domain",
            "Misusing a private key or a certificate is an offence under the Digital Signature Act 1997 (Act "
            "562), sections 43 and 83."),
        QCoreApplication::translate(
            "Domain", "By pressing \"Tandatangan\" I show that I intend to sign this document."),
        QCoreApplication::translate(
            "Domain", "A digital signature binds me by law as a handwritten one does.") };
}

} // namespace peraku::domain
