#include "command.h"

#include <secret/securebuffer.h>

#include <QGuiApplication>

#include <cstdio>
#include <memory>
#include <resources/resources.h>
#include <string_view>
#include <sys/stat.h>

using namespace peraku::treasury;

namespace {

struct Verb {
    const char* words; ///< One or two words.
    const char* options; ///< A name with '*' must be given, a name in capitals stands for a group of options.
    const char* help;
    int (*run)(Command&);
};

constexpr Verb verbs[] = {
    { "init", "data* HSM base-url tls-names",
        "make a data folder: keys (in the HSM's token, else in files), certificates, database", initFolder },
    { "serve", "data* listen public-url pay-every SMTP HSM", "serve the treasury until SIGTERM", serve },
    { "demo", "data* offices officers vouchers seed today tokens no-signatures HSM",
        "fill an empty data folder with an invented state", fillDemo },
    { "pay", "data* HSM", "pay the posted payment vouchers", payNow },
    { "audit verify", "data* heads", "recompute the audit chain", verifyAuditChain },
    { "audit head", "data*", "print the end of the audit chain", showAuditHead },
    { "reference set", "data* file*", "replace the reference data by a JSON file", setReference },
    { "mail list", "data*", "print the mail that waits and the mail that was given up as JSON lines",
        listMail },
    { "policy show", "data*", "print which media the change-over allows", showPolicy },
    { "policy set", "data* token roaming-only-processes roaming-only-offices",
        "switch the token on or off, or take it from processes (numbers) or offices (codes), separated by "
        "commas; "
        "at once, also while the treasury serves",
        setPolicy },
    { "phone", "url* ca* state* ic code-fd once",
        "act as an officer's phone: enrol with --ic and the code, then print codes as they come",
        simulatePhone },
    { "officer add", "data* ic* name* email post office* roles* limit serves password-fd",
        "add an officer; the password comes from the prompt", addOfficer },
    { "officer passwd", "data* ic* password-fd", "set a password that must be changed at the next log-in",
        setOfficerPassword },
    { "officer unlock", "data* ic*", "end the lock after wrong passwords", unlockOfficer },
    { "officer activate", "data* ic*", "let an officer log in", activateOfficer },
    { "officer deactivate", "data* ic*", "end an officer's sessions and log-ins", deactivateOfficer },
    { "officer list", "data*", "print all officers as JSON lines", listOfficers },
    { "certificate issue", "data* ic* public-key* out* HSM", "issue and register an officer's certificate",
        issueCertificate },
    { "certificate revoke", "data* serial* HSM", "revoke and withdraw a certificate", revokeCertificate },
    { "roaming create", "data* ic* kind pin-fd pin-file HSM",
        "make a key (rsa, ec) in the HSM under an officer's PIN, with its certificate", createRoaming },
    { "roaming list", "data* ic HSM", "print roaming credentials as JSON lines", listRoaming },
    { "roaming unblock", "data* id* pin-fd pin-file HSM", "give a locked credential a new PIN",
        unblockRoaming },
    { "roaming suspend", "data* id* HSM", "suspend a credential and its certificate", suspendRoaming },
    { "roaming resume", "data* id* HSM", "end a suspension", resumeRoaming },
    { "roaming end", "data* id* HSM", "revoke a credential's certificate for good", endRoaming },
    { "request list", "data*", "print the open requests about certificates as JSON lines", listRequests },
    { "request confirm", "data* id* HSM", "confirm a request: certificates are issued or revoked",
        confirmRequest },
    { "request refuse", "data* id* reason* HSM", "refuse a request; a suspended certificate is released",
        refuseRequest },
    { "request complete", "data* id* HSM", "say that what a confirmed request asked for is done",
        completeRequest },
    { "token init", "TOKEN so-pin-fd so-pin-file", "make a blank slot a token with its two PINs", initToken },
    { "token key", "TOKEN label* algorithm out*",
        "generate a key pair in a token (p256, p384, rsa2048, rsa3072) and write its public key in DER",
        generateTokenKey },
    { "token certificate", "TOKEN label* file*", "put a certificate beside its key in a token",
        putTokenCertificate },
};

/** The names of a verb's options, those that must be given with their '*'. */
QStringList optionsOf(const Verb& verb)
{
    const auto pins = QStringLiteral(" hsm-pin-fd hsm-pin-file");
    return QString::fromLatin1(verb.options)
        .replace(QLatin1String("HSM"),
            QStringLiteral("hsm-module hsm-token roaming-token roaming-pin-fd roaming-pin-file") + pins)
        .replace(QLatin1String("SMTP"),
            QStringLiteral("smtp-url smtp-user smtp-password-fd smtp-password-file smtp-from smtp-ca "
                           "smtp-without-tls"))
        .replace(QLatin1String("TOKEN"), QStringLiteral("hsm-module* hsm-token*") + pins)
        .split(QLatin1Char(' '));
}

void printHelp()
{
    std::puts("treasuryd: the reference treasury\n\nusage: treasuryd COMMAND [options]\n");
    for (const auto& verb : verbs) {
        std::printf("  %-19s %s\n", verb.words, verb.help);
        for (const auto& option : optionsOf(verb))
            std::printf("                        --%s%s\n",
                qPrintable(QString(option).remove(QLatin1Char('*'))),
                option.endsWith(QLatin1Char('*')) ? "  (required)" : "");
    }
    std::puts(
        "\nexit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 another treasuryd works on the "
        "folder, 4 the audit has faults\n"
        "PINs and passwords come from a file descriptor, from a file of mode 0600, or for passwords from the "
        "prompt; never from an argument.\n"
        "Mail goes into the folder mail/ unless --smtp-url names a server: smtp:// with STARTTLS, or "
        "smtps://; "
        "--smtp-without-tls is for a server on 127.0.0.1 or ::1.\n"
        "serve prints one JSON line {\"listen\":...,\"port\":...} once it answers.");
}

const Verb* findVerb(const QStringList& arguments, int& words)
{
    for (const auto& verb : verbs) {
        const auto parts = QString::fromLatin1(verb.words).split(QLatin1Char(' '));
        if (arguments.mid(1, parts.size()) == parts) {
            words = int(parts.size());
            return &verb;
        }
    }
    return nullptr;
}

bool isFlag(const QString& name)
{
    return name == QLatin1String("no-signatures") || name == QLatin1String("smtp-without-tls")
        || name == QLatin1String("once");
}

} // namespace

int main(int argc, char** argv)
{
    peraku::secret::hardenProcess();
    // What a command writes is its owner's alone, unless it says otherwise.
    umask(077);
    // The print form's fonts; whoever only serves files and keys needs no platform for that.
    const bool prints = argc > 1 && std::string_view(argv[1]) == "serve";
    if (prints)
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const std::unique_ptr<QCoreApplication> application(prints
            ? std::make_unique<QGuiApplication>(argc, argv)
            : std::make_unique<QCoreApplication>(argc, argv));
    QCoreApplication::setApplicationName(QStringLiteral("treasuryd"));
    peraku::resources::registerAll();

    auto arguments = QCoreApplication::arguments();
    if (arguments.size() < 2 || arguments.contains(QStringLiteral("--help"))) {
        printHelp();
        return arguments.size() < 2 ? ExitUsage : ExitOk;
    }
    int words = 0;
    const auto* verb = findVerb(arguments, words);
    if (!verb)
        return complain(QStringLiteral("unknown command; see treasuryd --help"), ExitUsage);
    arguments.remove(1, words);

    QCommandLineParser parser;
    QStringList required;
    for (const auto& word : optionsOf(*verb)) {
        auto name = word;
        if (name.endsWith(QLatin1Char('*'))) {
            name.chop(1);
            required += name;
        }
        parser.addOption(
            isFlag(name) ? QCommandLineOption(name) : QCommandLineOption(name, {}, QStringLiteral("value")));
    }
    if (!parser.parse(arguments) || !parser.positionalArguments().isEmpty())
        return complain(
            parser.errorText().isEmpty() ? QStringLiteral("unexpected argument") : parser.errorText(),
            ExitUsage);
    for (const auto& name : required) {
        if (parser.value(name).isEmpty())
            return complain(QStringLiteral("--%1 is required").arg(name), ExitUsage);
    }
    Command command { parser, {}, {} };
    return verb->run(command);
}
