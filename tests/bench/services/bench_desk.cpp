#include "phases.h"

#include <QApplication>
#include <QProcess>
#include <QTemporaryDir>

/**
 * What the desk costs with many vouchers: first pull, delta, start, index, search, memory. Figures are CPU
 * time (user and system) of one run, against a floor measured in the same run. Each phase is a process of
 * its own, so that memory is the phase's own. `bench_desk [vouchers]`; 100,000 unless told.
 */
using namespace peraku::bench;

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments.at(1) == QLatin1String("pull"))
        return pull(arguments.at(2), arguments.at(3).toInt());
    if (arguments.size() == 3 && arguments.at(1) == QLatin1String("start"))
        return start(arguments.at(2));
    const QTemporaryDir folder;
    const auto count = arguments.value(1, QStringLiteral("100000"));
    for (const auto& phase : { QStringList { QStringLiteral("pull"), folder.path(), count },
             QStringList { QStringLiteral("start"), folder.path() } }) {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedChannels);
        process.start(arguments.at(0), phase);
        if (!process.waitForFinished(-1) || process.exitCode() != 0
            || process.exitStatus() != QProcess::NormalExit)
            return 1;
    }
    return 0;
}
