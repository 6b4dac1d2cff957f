#include "phases.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <ctime>

/**
 * What the desk costs with many vouchers: first pull, delta, start, index, search, memory. Figures are CPU
 * time (user and system) of one run, against a floor measured in the same run. Each phase is a process of
 * its own, so that memory is the phase's own. `bench_desk [vouchers]`; 100,000 unless told.
 */
namespace peraku::bench {

double cpuMs()
{
    return double(std::clock()) * 1e3 / double(CLOCKS_PER_SEC);
}

double residentMiB()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const auto& line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').value(0).toDouble() / 1024;
    }
    return 0;
}

void giveUp(const char* what)
{
    std::fprintf(stderr, "bench_desk: %s failed\n", what);
    std::exit(1);
}

void runUntil(const std::function<bool()>& done, const char* what)
{
    QElapsedTimer timer;
    timer.start();
    while (!done()) {
        if (timer.elapsed() > 60'000)
            giveUp(what);
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    }
}

secret::SecureBuffer password()
{
    return secret::SecureBuffer::copyOf(std::string_view("Bangku#2026-uji"));
}

} // namespace peraku::bench

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
