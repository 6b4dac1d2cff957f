#include "outcome.h"
#include "present.h"

#include <domain/messages.h>
#include <secret/securebuffer.h>
#include <services/composition.h>
#include <services/systemports.h>
#include <signing/certificate.h>
#include <token/modulefinder.h>
#include <token/tokensigner.h>

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QTimer>

#include <common/logging.h>
#include <cstdio>
#include <resources/resources.h>

using namespace peraku;
using cli::Exit;

namespace {

void print(const cli::Arguments& arguments, const cli::Outcome& outcome)
{
    const auto text
        = arguments.json ? QJsonDocument(outcome.json).toJson(QJsonDocument::Compact) : outcome.text.toUtf8();
    if (!text.isEmpty())
        std::fprintf(stdout, "%s\n", text.constData());
    std::fflush(stdout);
}

Exit report(const cli::Arguments& arguments, const domain::Error& error)
{
    cli::Outcome outcome;
    outcome.json.insert(QStringLiteral("error"), cli::json(error));
    if (arguments.json)
        print(arguments, outcome);
    const auto detail
        = error.detail.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(cli::safe(error.detail));
    std::fprintf(stderr, "%s%s\n", qUtf8Printable(domain::errorSentence(error)), qUtf8Printable(detail));
    return cli::exitFor(error.code);
}

} // namespace

int main(int argc, char** argv)
{
    secret::hardenProcess();
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("peraku-cli"));
    resources::registerAll();

    const auto arguments
        = cli::parseArguments(QCoreApplication::arguments(), QProcessEnvironment::systemEnvironment());
    if (!arguments) {
        std::fprintf(stderr, "peraku-cli: %s\n", qUtf8Printable(arguments.error().detail));
        return int(Exit::Usage);
    }
    if (arguments->helpOnly) {
        std::fprintf(stdout, "%s", qUtf8Printable(arguments->output));
        return int(Exit::Done);
    }
    if (auto logging = common::installLogging(arguments->settings.logFile); !logging)
        return int(report(*arguments, logging.error()));

    services::SystemPorts ports;
    token::TokenSigner signer(token::TokenOptions {
        token::findModules(arguments->settings.modulePaths), ports.clock, signing::certificateFacts });
    const auto options = arguments->settings.deskOptions();
    services::IniPreferences preferences(
        QDir(arguments->settings.dataDir).filePath(QStringLiteral("desk.ini")));
    auto made = services::makeDesk(options,
        { ports.clock, ports.rng, ports.scheduler, ports.workers, ports.workWriter, ports.cacheWriter,
            ports.cacheReader, signer, nullptr, &preferences });
    if (!made)
        return int(report(*arguments, made.error()));
    const auto desk = std::move(*made);

    QObject owner;
    const cli::Context context { *arguments, desk->desk(), &owner };
    QTimer::singleShot(0, &owner, [&] {
        domain::onFinished<cli::Outcome>(
            cli::runCommand(context), &owner, [&](domain::Result<cli::Outcome> result) {
                const auto exit = result ? result->exit : report(*arguments, result.error());
                if (result)
                    print(*arguments, *result);
                domain::onFinished<domain::Done>(desk->desk().session.logOut(), &owner,
                    [exit](domain::Result<domain::Done>) { QCoreApplication::exit(int(exit)); });
            });
    });
    return QCoreApplication::exec();
}
