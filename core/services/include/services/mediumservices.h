#pragma once

#include <domain/media.h>
#include <domain/ports.h>
#include <domain/requests.h>
#include <domain/task.h>
#include <secret/securebuffer.h>

#include <QList>
#include <QObject>
#include <QString>

/** Media, the way of one-time codes, and requests about certificates. Abstract and of the GUI thread: see
 * desk.h. */
namespace peraku::services {

using domain::Async;
using domain::Done;
using domain::Error;
using domain::Result;

class MediaService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /** Which media the officer may sign a process with (0 = whatever the process): asked before each signing.
     * Offline it is the treasury's last answer in this run, marked as remembered; Offline if there was none.
     */
    virtual Async<domain::MediaGrants> grants(int processNo) = 0;
    /** The last answer for whatever process; nothing before the first. */
    virtual std::optional<domain::MediaGrants> lastHeard() const = 0;
    virtual Async<domain::SigningProfile> profile() = 0;
    virtual Async<domain::SigningProfile> setChannel(domain::OtpChannel channel) = 0;
    /** Has a code sent by e-mail that the new phone is enrolled with. WrongPassword, ServerBusy (too many),
     * OtpUndeliverable (no address). */
    virtual Async<domain::EnrolmentCode> enrolPhone(const QString& name, secret::SecureBuffer password) = 0;
    virtual Async<Done> removePhone(const QString& id, secret::SecureBuffer password) = 0;
Q_SIGNALS:
    /** The policy or the officer's media are others than at the last answer; lastHeard() has them. */
    void changed();
};

/** What goes with a request and is nobody else's to know. */
struct RequestSecrets {
    secret::SecureBuffer pin; ///< Where the request needsPin().
    secret::SecureBuffer securityAnswer; ///< With an application form; UTF-8.
};
class RequestService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /** The officer's own requests, an administrator's also those of their offices; newest first. Needs the
     * treasury, as everything here but the PIN of a token does. */
    virtual Async<QList<domain::MediumRequest>> requests() = 0;
    /** What the treasury knows of the officer's certificates, also of those that are not plugged in. */
    virtual Async<QList<domain::HeldCertificate>> certificates() = 0;
    /** ValidationFailed where requestFindings() or pinFindings() has any. */
    virtual Async<domain::MediumRequest> send(const domain::MediumRequest& request, RequestSecrets secrets)
        = 0;
    virtual Async<domain::MediumRequest> decide(
        const domain::RequestId& id, domain::RequestAction action, const QString& reason)
        = 0;
    /** Mails a new link and a new code for an own application whose e-mail address is not confirmed yet;
     * ServerBusy with the seconds to wait, LinkLapsed, RequestMoved. */
    virtual Async<domain::MediumRequest> sendAgain(const domain::RequestId& id) = 0;
    /** WrongPin, PinLocked, CredentialLocked; ValidationFailed by pinFindings(); MediumUnsupported where
     * another provider keeps the PIN. Both are empty for a PIN pad. */
    virtual Async<Done> changePin(
        const domain::Credential& credential, secret::SecureBuffer current, secret::SecureBuffer replacement)
        = 0;
Q_SIGNALS:
    /** A request was sent or decided; ask again. */
    void changed();
};

} // namespace peraku::services
