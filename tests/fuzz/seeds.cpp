#include "target.h"

#include <QDir>
#include <QFile>

#include <cstdio>

/** fuzz_seeds DIR: writes each target's seeds to DIR/TARGET/seed-N and prints the targets' names. */
int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: fuzz_seeds DIR\n");
        return 2;
    }
    const QDir root(QFile::decodeName(argv[1]));
    for (const auto& target : peraku::fuzz::allTargets()) {
        const auto folder = root.filePath(QString::fromLatin1(target.name));
        const auto seeds = target.seeds();
        for (qsizetype i = 0; i < seeds.size(); ++i) {
            QFile file(folder + QStringLiteral("/seed-%1").arg(i));
            if (!QDir().mkpath(folder) || !file.open(QIODevice::WriteOnly)
                || file.write(seeds[i]) != seeds[i].size()) {
                std::fprintf(stderr, "%s: %s\n", qPrintable(file.fileName()), qPrintable(file.errorString()));
                return 1;
            }
        }
        std::puts(target.name);
    }
    return 0;
}
