#include <domain/officer.h>
#include <domain/ports.h>
#include <domain/process.h>
#include <domain/requests.h>
#include <domain/verification.h>
#include <domain/voucher.h>
#include <domain/workflow.h>

#include <array>

namespace peraku::domain {

namespace {

// Each table is in the order of its enumeration; wordOf and valueOf are the only readers.
constexpr std::array kinds { "payment", "journal" };
constexpr std::array paymentTypes { "with-order", "without-order" };
constexpr std::array paymentModes { "eft", "cheque" };
constexpr std::array journalTypes { "correction", "transfer", "accrual", "reversal" };
constexpr std::array states { "draft", "submitted", "certified", "queried", "cancelled", "posted", "paid" };
constexpr std::array historyActions { "created", "edited", "submitted", "certified", "queried", "cancelled",
    "posted", "paid" };
constexpr std::array sides { "debit", "credit" };
constexpr std::array roles { "preparer", "checker", "approver", "receiver", "auditor", "administrator" };
constexpr std::array steps { "first-certification", "second-certification", "acknowledgement",
    "checker-only" };
constexpr std::array actions { "edit", "submit", "certify", "query", "cancel", "post", "pay" };
constexpr std::array checks { "bytes", "signature", "certificate-path", "key-usage", "revocation", "time",
    "signer-identity", "statement" };
constexpr std::array media { "token", "softcert", "roaming", "roaming-otp" };
constexpr std::array channels { "email", "app" };
constexpr std::array requestKinds { "new-certificate", "renewal", "add-medium", "unblock", "cancellation",
    "incident" };
constexpr std::array requestStates { "awaiting-email", "submitted", "confirmed", "refused", "done",
    "lapsed" };
constexpr std::array incidents { "lost", "damaged", "lent" };
constexpr std::array requestActions { "confirm", "refuse", "complete" };
constexpr std::array heldStates { "good", "suspended", "withdrawn" };
constexpr std::array outcomes { "passed", "failed", "warning", "not-checked" };

template <typename E, std::size_t N> QString wordOf(const std::array<const char*, N>& words, E value)
{
    return QLatin1String(words.at(std::size_t(value)));
}

template <typename E, std::size_t N>
std::optional<E> valueOf(const std::array<const char*, N>& words, QStringView word)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (word == QLatin1String(words.at(i)))
            return static_cast<E>(i);
    }
    return std::nullopt;
}

} // namespace

QString toWire(VoucherKind value)
{
    return wordOf(kinds, value);
}
QString toWire(PaymentType value)
{
    return wordOf(paymentTypes, value);
}
QString toWire(PaymentMode value)
{
    return wordOf(paymentModes, value);
}
QString toWire(JournalType value)
{
    return wordOf(journalTypes, value);
}
QString toWire(VoucherState value)
{
    return wordOf(states, value);
}
QString toWire(HistoryAction value)
{
    return wordOf(historyActions, value);
}
QString toWire(Side value)
{
    return wordOf(sides, value);
}
QString toWire(Role role)
{
    return wordOf(roles, role);
}
QString toWire(StepKind kind)
{
    return wordOf(steps, kind);
}
QString toWire(Action action)
{
    return wordOf(actions, action);
}
QString toWire(CheckId id)
{
    return wordOf(checks, id);
}
QString toWire(CheckOutcome outcome)
{
    return wordOf(outcomes, outcome);
}

template <> std::optional<VoucherKind> fromWire(QStringView word)
{
    return valueOf<VoucherKind>(kinds, word);
}
template <> std::optional<PaymentType> fromWire(QStringView word)
{
    return valueOf<PaymentType>(paymentTypes, word);
}
template <> std::optional<PaymentMode> fromWire(QStringView word)
{
    return valueOf<PaymentMode>(paymentModes, word);
}
template <> std::optional<JournalType> fromWire(QStringView word)
{
    return valueOf<JournalType>(journalTypes, word);
}
template <> std::optional<VoucherState> fromWire(QStringView word)
{
    return valueOf<VoucherState>(states, word);
}
template <> std::optional<HistoryAction> fromWire(QStringView word)
{
    return valueOf<HistoryAction>(historyActions, word);
}
template <> std::optional<Side> fromWire(QStringView word)
{
    return valueOf<Side>(sides, word);
}
template <> std::optional<Role> fromWire(QStringView word)
{
    return valueOf<Role>(roles, word);
}
template <> std::optional<StepKind> fromWire(QStringView word)
{
    return valueOf<StepKind>(steps, word);
}
template <> std::optional<Action> fromWire(QStringView word)
{
    return valueOf<Action>(actions, word);
}

QString toWire(SigningMedium medium)
{
    return wordOf(media, medium);
}
QString toWire(OtpChannel channel)
{
    return wordOf(channels, channel);
}
template <> std::optional<SigningMedium> fromWire(QStringView word)
{
    return valueOf<SigningMedium>(media, word);
}
template <> std::optional<OtpChannel> fromWire(QStringView word)
{
    return valueOf<OtpChannel>(channels, word);
}

QString toWire(RequestKind value)
{
    return wordOf(requestKinds, value);
}
template <> std::optional<RequestKind> fromWire(QStringView word)
{
    return valueOf<RequestKind>(requestKinds, word);
}
QString toWire(RequestState value)
{
    return wordOf(requestStates, value);
}
template <> std::optional<RequestState> fromWire(QStringView word)
{
    return valueOf<RequestState>(requestStates, word);
}
QString toWire(IncidentKind value)
{
    return wordOf(incidents, value);
}
template <> std::optional<IncidentKind> fromWire(QStringView word)
{
    return valueOf<IncidentKind>(incidents, word);
}
QString toWire(RequestAction value)
{
    return wordOf(requestActions, value);
}
template <> std::optional<RequestAction> fromWire(QStringView word)
{
    return valueOf<RequestAction>(requestActions, word);
}
QString toWire(HeldCertificate::State value)
{
    return wordOf(heldStates, value);
}
template <> std::optional<HeldCertificate::State> fromWire(QStringView word)
{
    return valueOf<HeldCertificate::State>(heldStates, word);
}

} // namespace peraku::domain
