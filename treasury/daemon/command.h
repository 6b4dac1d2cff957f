#pragma once

#include "systemports.h"

#include <domain/result.h>
#include <pki/setup.h>
#include <secret/securebuffer.h>

#include <QCommandLineParser>
#include <QLockFile>
#include <QString>
#include <QStringList>

#include <memory>

namespace peraku::treasury {

/** Exit codes of treasuryd; documented in --help. */
enum ExitCode {
    ExitOk = 0,
    ExitFailed = 1, ///< The operation was refused or failed.
    ExitUsage = 2,
    ExitInUse = 3, ///< Another treasuryd works on this data folder.
    ExitFindings = 4
}; ///< audit verify found faults.

/** What every subcommand gets: its parsed options and the machine's ports. */
struct Command {
    QCommandLineParser& options;
    SystemClock clock;
    SystemRng rng;

    pki::DataFolder folder() const { return { options.value(QStringLiteral("data")) }; }
    QString value(const char* name) const { return options.value(QLatin1String(name)); }
    int number(const char* name) const { return value(name).toInt(); }
};

/** Kept beside the database: one JSON line for each time that the chain's end was noted. */
QString auditHeadsFile(const pki::DataFolder& folder);

int initFolder(Command& command);
int serve(Command& command);
int fillDemo(Command& command);
int payNow(Command& command);
int verifyAuditChain(Command& command);
int showAuditHead(Command& command);
int setReference(Command& command);
int addOfficer(Command& command);
int setOfficerPassword(Command& command);
int unlockOfficer(Command& command);
int activateOfficer(Command& command);
int deactivateOfficer(Command& command);
int listOfficers(Command& command);
int issueCertificate(Command& command);
int revokeCertificate(Command& command);
int listMail(Command& command);
int createRoaming(Command& command);
int listRoaming(Command& command);
int unblockRoaming(Command& command);
int suspendRoaming(Command& command);
int resumeRoaming(Command& command);
int endRoaming(Command& command);
int showPolicy(Command& command);
int setPolicy(Command& command);
int simulatePhone(Command& command);
int listRequests(Command& command);
int confirmRequest(Command& command);
int refuseRequest(Command& command);
int completeRequest(Command& command);
int initToken(Command& command);
int generateTokenKey(Command& command);
int putTokenCertificate(Command& command);

/** Prints "treasuryd: <sentence>" to standard error; ExitFailed, or ExitInUse for AnotherInstance. */
int complain(const domain::Error& error);
int complain(const QString& text, ExitCode code = ExitFailed);
void printLine(const QByteArray& text);

/** The folder's lock for the life of the command, so that one process alone writes; AnotherInstance if
 * another holds it. */
domain::Result<std::unique_ptr<QLockFile>> lockFolder(const pki::DataFolder& folder);
/** From the file descriptor of --password-fd, else asked at the terminal without echo; never from argv. */
domain::Result<secret::SecureBuffer> readPassword(const Command& command);
/** A PIN from the file descriptor of --NAME-fd or the file of --NAME-file, which nobody but its owner may
 * read; empty if neither is given. */
domain::Result<secret::SecureBuffer> readPin(const Command& command, const char* name);

/** By --hsm-module, --hsm-token and the PIN of --hsm-pin-fd or --hsm-pin-file. */
domain::Result<pki::HsmAccess> hsmAccess(const Command& command);
/** The same with the token for officers' keys, for commands on a data folder. */
domain::Result<pki::HsmAccess> vaultAccess(const Command& command);
/** The folder's authority, its HSM logged in. */
domain::Result<std::unique_ptr<pki::OpenedPki>> openPki(Command& command);

/** The DER inside a PEM file, or the file itself if it is DER. */
domain::Result<QByteArray> readDer(const QString& path);
domain::Result<domain::Done> writeFile(const QString& path, const QByteArray& bytes);

} // namespace peraku::treasury
