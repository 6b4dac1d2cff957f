#include "simulation.h"

#include <QElapsedTimer>
#include <QFile>
#include <QHashSeed>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace {

using peraku::sim::Outcome;

struct Options {
    quint64 from = 1;
    quint64 seeds = 100;
    double minutes = 0; ///< 0 = by the number of seeds.
    QString report;
    bool trace = false;
    bool keepGoing = false;
};

const char* const usage = "sim [--seeds N] [--from SEED] [--minutes M] [--report FILE] [--keep-going]\n"
                          "sim --trace SEED      one run, every event printed\n";

bool parse(const QStringList& arguments, Options& options)
{
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const auto& name = arguments.at(i);
        if (name == QStringLiteral("--keep-going")) {
            options.keepGoing = true;
            continue;
        }
        if (i + 1 == arguments.size())
            return false;
        const auto value = arguments.at(++i);
        bool number = true;
        if (name == QStringLiteral("--seeds")) {
            options.seeds = value.toULongLong(&number);
        } else if (name == QStringLiteral("--from")) {
            options.from = value.toULongLong(&number);
        } else if (name == QStringLiteral("--minutes")) {
            options.minutes = value.toDouble(&number);
        } else if (name == QStringLiteral("--report")) {
            options.report = value;
        } else if (name == QStringLiteral("--trace")) {
            options.trace = true;
            options.from = value.toULongLong(&number);
            options.seeds = 1;
        } else {
            return false;
        }
        if (!number)
            return false;
    }
    return true;
}

} // namespace

int main(int argc, char** argv)
{
    QHashSeed::setDeterministicGlobalSeed();
    QCoreApplication::setEventDispatcher(new peraku::sim::StillDispatcher);
    peraku::sim::Application application(argc, argv);
    Options options;
    if (!parse(QCoreApplication::arguments(), options)) {
        std::fputs(usage, stderr);
        return 2;
    }
    peraku::sim::Cast cast;
    QElapsedTimer timer;
    timer.start();
    quint64 done = 0;
    qint64 taken = 0, certified = 0, blocked = 0, crashes = 0, events = 0;
    QJsonArray failures;
    for (quint64 seed = options.from;; ++seed) {
        const bool timeIsUp = double(timer.elapsed()) > options.minutes * 60'000;
        if (options.minutes > 0 ? timeIsUp : done == options.seeds)
            break;
        peraku::sim::Simulation simulation(application, cast, seed, options.trace);
        const Outcome outcome = simulation.run();
        ++done;
        taken += outcome.taken;
        certified += outcome.certified;
        blocked += outcome.blocked;
        crashes += outcome.crashes;
        events += outcome.events;
        if (options.trace) {
            for (const auto& line : simulation.trace().text())
                std::printf("%s\n", qPrintable(line));
            std::printf("trace %s\n", outcome.traceHash.constData());
        }
        if (outcome.violations.isEmpty())
            continue;
        failures.append(QJsonObject { { QStringLiteral("seed"), qint64(seed) },
            { QStringLiteral("violation"), outcome.violations.first() } });
        std::printf("FAILED seed %llu: %s\n  replay: %s --trace %llu\n",
            static_cast<unsigned long long>(seed), qPrintable(outcome.violations.first()), argv[0],
            static_cast<unsigned long long>(seed));
        std::fflush(stdout);
        if (!options.keepGoing)
            break;
    }
    const double seconds = double(timer.elapsed()) / 1000;
    std::printf(
        "%llu runs, %lld failed, %.1f s (%.1f a second): %lld changes taken, %lld certified, %lld rows "
        "given up at the end, %lld crashes, %lld events\n",
        static_cast<unsigned long long>(done), static_cast<long long>(failures.size()), seconds,
        double(done) / seconds, taken, certified, blocked, crashes, events);
    if (!options.report.isEmpty()) {
        QFile file(options.report);
        if (!file.open(QIODevice::WriteOnly))
            return 2;
        file.write(QJsonDocument(
            QJsonObject { { QStringLiteral("runs"), qint64(done) },
                { QStringLiteral("from"), qint64(options.from) }, { QStringLiteral("seconds"), seconds },
                { QStringLiteral("taken"), taken }, { QStringLiteral("certified"), certified },
                { QStringLiteral("crashes"), crashes }, { QStringLiteral("failures"), failures } })
                       .toJson());
    }
    return failures.isEmpty() ? 0 : 1;
}
