#pragma once

#include <domain/officer.h>
#include <domain/ports.h>
#include <domain/validation.h>

#include <QDateTime>
#include <QList>
#include <QString>

namespace peraku::domain {

using RequestId = StrongId<struct RequestTag>; ///< 32 lower-case hex digits, made by the treasury.

/** What an officer may ask of the certificate administrators (G18 to G21, S4). */
enum class RequestKind {
    NewCertificate,
    Renewal,
    AddMedium, ///< An administrator's list of officers.
    Unblock,
    Cancellation,
    Incident ///< Lost, damaged or lent: suspended at once.
};
QString toWire(RequestKind kind);
template <> std::optional<RequestKind> fromWire(QStringView word);

enum class RequestState {
    AwaitingEmail, ///< Nobody looks at it before the e-mail address is confirmed.
    Submitted, ///< Waits for an administrator.
    Confirmed, ///< What is left happens outside: a token is collected, unblocked, set up.
    Refused,
    Done,
    Lapsed ///< The e-mail address was not confirmed in time, or a later request took its place.
};
QString toWire(RequestState state);
template <> std::optional<RequestState> fromWire(QStringView word);

enum class IncidentKind { Lost, Damaged, Lent };
QString toWire(IncidentKind kind);
template <> std::optional<IncidentKind> fromWire(QStringView word);

enum class RequestAction { Confirm, Refuse, Complete };
QString toWire(RequestAction action);
template <> std::optional<RequestAction> fromWire(QStringView word);

/** One line of an AddMedium request (G18). */
struct MediumApplicant {
    Ic ic;
    QString name;
    QString email;
    QString agency;
    QString accountingOffice;
    QString system;
    bool operator==(const MediumApplicant&) const = default;
};

struct MediumRequest {
    RequestKind kind = RequestKind::NewCertificate;
    SigningMedium medium = SigningMedium::RoamingOtp; ///< Wanted, or of the certificates that it is about.
    KeyKind keyKind = KeyKind::Rsa; ///< Rsa or Ec; of a new roaming key.
    /** One, but for an Incident: none there means every token of the officer. */
    QList<Sha256Hex> certificates;
    IncidentKind incident = IncidentKind::Lost;
    QString explanation;
    /** Whose token it is where an administrator reports for another officer (G21); without IC = the
     * applicant's own. What the desk sends is the IC, the rest is the treasury's. */
    OfficerRef holder;
    // The application form of G19.
    QString email;
    QString system;
    QString officeAddress;
    QString phone;
    QString securityQuestion; ///< The help desk asks it; the treasury keeps a slow hash of the answer.
    bool declared = false;
    QList<MediumApplicant> officers; ///< For AddMedium.

    // Known once the treasury has it.
    RequestId id;
    RequestState state = RequestState::Submitted;
    OfficerRef applicant;
    /** The applicant's in the treasury's books, where the form names another; else empty. */
    QString registeredEmail;
    QDateTime createdAt; ///< UTC
    QDateTime confirmBy; ///< UTC; of AwaitingEmail.
    QDateTime decidedAt; ///< UTC
    QString decidedBy; ///< Name.
    QString refusal;
    QString issuedSerial; ///< Upper-case hex, of the certificate that came of it.

    /** New certificates are asked for by a form whose e-mail address must be confirmed. */
    bool isApplication() const { return kind == RequestKind::NewCertificate || kind == RequestKind::Renewal; }
    /** The officer chooses a PIN with it. */
    bool needsPin() const
    {
        return medium == SigningMedium::RoamingOtp && (isApplication() || kind == RequestKind::Unblock);
    }
    /** The officer whose certificates it is about. */
    const OfficerRef& about() const { return holder.ic.isEmpty() ? applicant : holder; }
    bool isOpen() const { return state <= RequestState::Confirmed; }
    bool operator==(const MediumRequest&) const = default;
};

/** A certificate that the treasury lets an officer sign with, or did. */
struct HeldCertificate {
    enum class State { Good, Suspended, Withdrawn };
    Sha256Hex sha256;
    SigningMedium medium = SigningMedium::Token;
    QString serialHex;
    QDateTime notBefore; ///< UTC
    QDateTime notAfter; ///< UTC
    State state = State::Good;
    bool operator==(const HeldCertificate&) const = default;
};
QString toWire(HeldCertificate::State state);
template <> std::optional<HeldCertificate::State> fromWire(QStringView word);

namespace limits {
inline constexpr int requestText = 500; ///< Characters of an explanation, address or refusal.
inline constexpr int requestOfficers = 100;
inline constexpr int requestReason = 5; ///< Fewest characters of a refusal or explanation.
} // namespace limits

/** What is missing or malformed, by the member's name ("email", "officers[2].ic"); the same on both sides. */
QList<Finding> requestFindings(const MediumRequest& request);

/** Whether `officer` may send such a request: AddMedium is an administrator's, and so is an Incident of
 * another officer, of an office that the administrator serves (asked where it is known). NotAllowed. */
Result<Done> mayRequest(const MediumRequest& request, const Officer& officer);

/** Whether `officer` may see the request: the applicant, whom it is about, and the administrators who serve
 * the office. */
bool maySee(const MediumRequest& request, const Officer& officer);

/** Whether this administrator may do that now: NotAllowed, OwnRequest, RequestMoved, ReasonMissing. */
Result<Done> mayDecide(
    const MediumRequest& request, RequestAction action, const QString& reason, const Officer& administrator);
/** The part of mayDecide() that holds for an operator too: RequestMoved, ReasonMissing. */
Result<Done> isDue(const MediumRequest& request, RequestAction action, const QString& reason);

} // namespace peraku::domain
