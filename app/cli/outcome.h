#pragma once

#include "arguments.h"
#include "exitcodes.h"

#include <services/desk.h>

#include <QJsonObject>
#include <QString>

#include <functional>
#include <memory>

namespace peraku::cli {

/** How a command ended, for people and for programs. */
struct Outcome {
    Exit exit = Exit::Done;
    QJsonObject json;
    QString text;
};

/** What a command works with. */
struct Context {
    const Arguments& arguments;
    services::Desk desk;
    QObject* owner; ///< Continuations end with it.
};

using AsyncOutcome = domain::Async<Outcome>;

// Reading
AsyncOutcome list(const Context& context);
AsyncOutcome show(const Context& context);
AsyncOutcome history(const Context& context);
AsyncOutcome evidence(const Context& context);
AsyncOutcome verify(const Context& context);
AsyncOutcome print(const Context& context);
AsyncOutcome outbox(const Context& context);
AsyncOutcome audit(const Context& context);
AsyncOutcome diagnostics(const Context& context);
// Writing
AsyncOutcome prepare(const Context& context);
AsyncOutcome submit(const Context& context);
AsyncOutcome query(const Context& context);
AsyncOutcome cancel(const Context& context);
AsyncOutcome certify(const Context& context);
AsyncOutcome certifyMany(const Context& context);
AsyncOutcome signPdf(const Context& context);

/** The one that can sign, or that was asked for; the error says why there is none. */
domain::Result<domain::Credential> chooseCredential(
    const Arguments& arguments, const domain::MediumInventory& media);
/** PIN (`pin`, if it was given before) and, where the key wants one, the code that `requestOtp` has sent:
 * from --pin-fd and --otp-fd or the terminal. */
domain::Async<std::shared_ptr<domain::SigningSecrets>> readSecrets(const Context& context,
    const domain::Credential& credential,
    const std::function<domain::Async<domain::OtpDelivery>()>& requestOtp, secret::SecureBuffer pin = {});
/** The review with the PDF of --pdf, if there is one. */
domain::Async<services::Review> withPdf(const Context& context, const services::Review& review);
/** On standard error, before the PIN is asked for. */
void describe(const services::FrozenPdf& pdf);
/** Likewise what whoever gives the PIN accepts. */
void tellStatements();
/** What became of it, for programs. */
QJsonObject json(const services::SignedPdf& pdf);
/** The voucher of that number or id. NotFound. */
domain::Async<domain::Voucher> resolve(const Context& context, const QString& numberOrId);
/** Sends what was queued for the voucher and says what became of it. */
AsyncOutcome deliver(const Context& context, const domain::VoucherId& id, Outcome outcome);
/** Logs in, unless the command needs none, syncs unless --offline, runs the command. */
AsyncOutcome runCommand(const Context& context);

} // namespace peraku::cli
