#pragma once

#include <QDir>
#include <QTemporaryDir>

namespace peraku::support {

/** A temporary folder in memory where the machine has such: for what syncs to disk and need not last. */
class MemoryFolder : public QTemporaryDir {
public:
    MemoryFolder()
        : QTemporaryDir(
            (QDir(QStringLiteral("/dev/shm")).exists() ? QStringLiteral("/dev/shm") : QDir::tempPath())
            + QStringLiteral("/peraku-XXXXXX"))
    {
    }
};

} // namespace peraku::support
