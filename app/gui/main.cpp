#include "farewell.h"
#include "identity.h"
#include "sessionsignals.h"
#include "singleinstance.h"

#include <domain/messages.h>
#include <secret/securebuffer.h>
#include <services/composition.h>
#include <services/systemports.h>
#include <signing/certificate.h>
#include <token/modulefinder.h>
#include <token/tokensigner.h>
#include <ui/mainwindow.h>
#include <ui/tray.h>

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QMessageBox>

#include <common/logging.h>
#include <common/settings.h>
#include <cstdio>
#include <resources/resources.h>

using namespace peraku;

namespace {

constexpr int exitSettings = 2;

/** Says why the desk cannot start and ends the program when it is read. */
int refuseToStart(QApplication& application, const domain::Error& error)
{
    std::fprintf(stderr, "peraku: %s (%s)\n", qUtf8Printable(domain::errorSentence(error)),
        qUtf8Printable(error.detail));
    QMessageBox box(
        QMessageBox::Critical, QStringLiteral("Peraku"), domain::errorSentence(error), QMessageBox::Close);
    box.setInformativeText(error.detail);
    box.setTextFormat(Qt::PlainText);
    QObject::connect(&box, &QDialog::finished, &application, [] { QCoreApplication::exit(exitSettings); });
    box.open();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    secret::hardenProcess();
    gui::registerIdentity();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("peraku"));
    QApplication::setApplicationVersion(QStringLiteral(PERAKU_VERSION));
    QApplication::setApplicationDisplayName(QStringLiteral("Peraku"));
    resources::registerAll();

    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("main", "The certifying officer's desk"));
    parser.addHelpOption();
    parser.addVersionOption();
    common::addSettingsOptions(parser);
    parser.addPositionalArgument(QStringLiteral("file"),
        QCoreApplication::translate("main", "Evidence to verify at once."), QStringLiteral("[file...]"));
    parser.process(application);
    const auto read = common::readSettings(parser, QProcessEnvironment::systemEnvironment());
    if (!read)
        return refuseToStart(application, read.error());
    if (const auto logging = common::installLogging(read->logFile); !logging)
        return refuseToStart(application, logging.error());
    if (!QDir().mkpath(read->dataDir))
        return refuseToStart(application, { domain::ErrorCode::StorageFailed, read->dataDir, {}, false, 0 });

    gui::SingleInstance instance(QDir(read->dataDir).canonicalPath());
    QStringList files;
    for (const auto& path : parser.positionalArguments())
        files.append(QFileInfo(path).absoluteFilePath());
    if (instance.handOver(files))
        return 0;
    if (!instance.listen())
        qWarning("a second start cannot be handed over to this one");

    services::SystemPorts ports;
    token::TokenSigner signer(
        { token::findModules(read->modulePaths), ports.clock, signing::certificateFacts });
    const QString iniFile = QDir(read->dataDir).filePath(QStringLiteral("desk.ini"));
    services::IniPreferences preferences(iniFile);
    auto made = services::makeDesk(read->deskOptions(),
        { ports.clock, ports.rng, ports.scheduler, ports.workers, ports.workWriter, ports.cacheWriter,
            ports.cacheReader, signer, nullptr, &preferences });
    if (!made)
        return refuseToStart(application, made.error());
    const auto deskContext = std::move(*made);
    services::Desk desk = deskContext->desk();

    QSettings settings(iniFile, QSettings::IniFormat);
    ui::DesktopDoor door;
    ui::Theme theme(application);
    ui::Language language;
    ui::SystemTray tray;
    ui::Context context { desk, door, theme, language, settings, read->serverUrl.host(), read->inForce,
        &tray };
    ui::MainWindow window(context);
    QObject::connect(
        &instance, &gui::SingleInstance::raiseWanted, &window, [&window](const QStringList& paths) {
            window.raiseToFront();
            if (!paths.isEmpty())
                window.verifyFiles(paths);
        });
    QApplication::setQuitOnLastWindowClosed(false);
    QObject::connect(&application, &QGuiApplication::lastWindowClosed, &application,
        [&application, &desk] { gui::endWithFarewell(application, desk.session); });
    QObject::connect(
        &application, &QGuiApplication::commitDataRequest, &window,
        [&window, &ports] { gui::saveBeforeSessionEnds(window, ports.workWriter); }, Qt::DirectConnection);
    gui::SessionSignals sessionSignals(window);
    QObject::connect(&desk.session, &services::SessionService::stateChanged, &sessionSignals,
        [&] { sessionSignals.deskLocked(desk.session.state() == services::SessionState::LoggedOut); });
    QObject::connect(&sessionSignals, &gui::SessionSignals::lockWanted, &window, &ui::MainWindow::lock);
    window.show();
    if (!files.isEmpty())
        window.verifyFiles(files);
    return QApplication::exec();
}
