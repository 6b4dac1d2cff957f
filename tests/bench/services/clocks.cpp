#include "phases.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTimer>

#include <ctime>

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
    // Waits in its sleep: a loop that spins would be most of what is measured.
    QTimer wake;
    wake.start(20);
    while (!done()) {
        if (timer.elapsed() > 60'000)
            giveUp(what);
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
}

secret::SecureBuffer password()
{
    return secret::SecureBuffer::copyOf(std::string_view("Bangku#2026-uji"));
}

} // namespace peraku::bench
