#include "command.h"

#include <secret/securebuffer.h>

#include <QCoreApplication>

#include <cstdio>
#include <resources/resources.h>

using namespace peraku::treasury;

namespace {

struct Verb {
    const char* words; ///< One or two words.
    const char* options; ///< Beyond --data; a name with '*' must be given.
    const char* help;
    int (*run)(Command&);
};

constexpr Verb verbs[] = {
    { "init", "hsm-module base-url tls-names", "make a data folder: keys, certificates, database",
        initFolder },
    { "serve", "listen pay-every hsm-module", "serve the treasury until SIGTERM", serve },
    { "demo", "offices officers vouchers seed today tokens hsm-module no-signatures",
        "fill an empty data folder with an invented state", fillDemo },
    { "pay", "", "pay the posted payment vouchers", payNow },
    { "audit verify", "heads", "recompute the audit chain", verifyAuditChain },
    { "audit head", "", "print the end of the audit chain", showAuditHead },
    { "reference set", "file*", "replace the reference data by a JSON file", setReference },
    { "officer add", "ic* name* email post office* roles* limit serves password-fd",
        "add an officer; the password comes from the prompt", addOfficer },
    { "officer passwd", "ic* password-fd", "set a password that must be changed at the next log-in",
        setOfficerPassword },
    { "officer unlock", "ic*", "end the lock after wrong passwords", unlockOfficer },
    { "officer activate", "ic*", "let an officer log in", activateOfficer },
    { "officer deactivate", "ic*", "end an officer's sessions and log-ins", deactivateOfficer },
    { "officer list", "", "print all officers as JSON lines", listOfficers },
    { "certificate issue", "ic* public-key* out* hsm-module", "issue and register an officer's certificate",
        issueCertificate },
    { "certificate revoke", "serial* hsm-module", "revoke and withdraw a certificate", revokeCertificate },
};

void printHelp()
{
    std::puts("treasuryd: the reference treasury\n\nusage: treasuryd COMMAND --data DIR [options]\n");
    for (const auto& verb : verbs) {
        std::printf("  %-19s %s\n", verb.words, verb.help);
        for (const auto& option : QByteArray(verb.options).split(' ')) {
            if (!option.isEmpty())
                std::printf("                        --%s%s\n",
                    QByteArray(option).replace("*", "").constData(),
                    option.endsWith('*') ? "  (required)" : "");
        }
    }
    std::puts("\nexit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 another treasuryd works on the "
              "folder, 4 the audit has faults\n"
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
    return name == QLatin1String("no-signatures");
}

} // namespace

int main(int argc, char** argv)
{
    peraku::secret::hardenProcess();
    QCoreApplication application(argc, argv);
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
    parser.addOption({ QStringLiteral("data"), {}, QStringLiteral("directory") });
    QStringList required { QStringLiteral("data") };
    for (const auto& word : QString::fromLatin1(verb->options).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
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
