#include <support/failingvfs.h>

#include <cstring>
#include <sqlite3.h>

namespace peraku::test {

namespace {

struct Plan {
    int done = 0;
    int at = 0;
    int code = 0;
    bool forever = false;
    bool failed = false;
};
Plan plan;
sqlite3_vfs* realVfs = nullptr;

int step()
{
    ++plan.done;
    const bool fails = plan.at > 0 && (plan.done == plan.at || (plan.forever && plan.done > plan.at));
    plan.failed = plan.failed || fails;
    return fails ? plan.code : SQLITE_OK;
}

struct File {
    sqlite3_file base;
    sqlite3_file* real;
};
sqlite3_file* realOf(sqlite3_file* file)
{
    return reinterpret_cast<File*>(file)->real;
}

int closeFile(sqlite3_file* file)
{
    auto* real = realOf(file);
    const int code = real->pMethods ? real->pMethods->xClose(real) : SQLITE_OK;
    sqlite3_free(real);
    return code;
}
int readFile(sqlite3_file* file, void* data, int size, sqlite3_int64 at)
{
    return realOf(file)->pMethods->xRead(realOf(file), data, size, at);
}
int writeFile(sqlite3_file* file, const void* data, int size, sqlite3_int64 at)
{
    if (const int code = step(); code != SQLITE_OK) {
        // A disk that fills up may take half of what it is given.
        realOf(file)->pMethods->xWrite(realOf(file), data, size / 2, at);
        return code;
    }
    return realOf(file)->pMethods->xWrite(realOf(file), data, size, at);
}
int truncateFile(sqlite3_file* file, sqlite3_int64 size)
{
    const int code = step();
    return code != SQLITE_OK ? code : realOf(file)->pMethods->xTruncate(realOf(file), size);
}
int syncFile(sqlite3_file* file, int flags)
{
    const int code = step();
    return code != SQLITE_OK ? code : realOf(file)->pMethods->xSync(realOf(file), flags);
}
int sizeOfFile(sqlite3_file* file, sqlite3_int64* size)
{
    return realOf(file)->pMethods->xFileSize(realOf(file), size);
}
int lockFile(sqlite3_file* file, int level)
{
    return realOf(file)->pMethods->xLock(realOf(file), level);
}
int unlockFile(sqlite3_file* file, int level)
{
    return realOf(file)->pMethods->xUnlock(realOf(file), level);
}
int checkReserved(sqlite3_file* file, int* held)
{
    return realOf(file)->pMethods->xCheckReservedLock(realOf(file), held);
}
int control(sqlite3_file* file, int operation, void* argument)
{
    return realOf(file)->pMethods->xFileControl(realOf(file), operation, argument);
}
int sectorSize(sqlite3_file* file)
{
    return realOf(file)->pMethods->xSectorSize(realOf(file));
}
int characteristics(sqlite3_file* file)
{
    return realOf(file)->pMethods->xDeviceCharacteristics(realOf(file));
}
int shmMap(sqlite3_file* file, int page, int size, int extend, void volatile** mapped)
{
    return realOf(file)->pMethods->xShmMap(realOf(file), page, size, extend, mapped);
}
int shmLock(sqlite3_file* file, int offset, int count, int flags)
{
    return realOf(file)->pMethods->xShmLock(realOf(file), offset, count, flags);
}
void shmBarrier(sqlite3_file* file)
{
    realOf(file)->pMethods->xShmBarrier(realOf(file));
}
int shmUnmap(sqlite3_file* file, int remove)
{
    return realOf(file)->pMethods->xShmUnmap(realOf(file), remove);
}

const sqlite3_io_methods methods { 2, closeFile, readFile, writeFile, truncateFile, syncFile, sizeOfFile,
    lockFile, unlockFile, checkReserved, control, sectorSize, characteristics, shmMap, shmLock, shmBarrier,
    shmUnmap, nullptr, nullptr };

int openFile(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* granted)
{
    auto* own = reinterpret_cast<File*>(file);
    own->base.pMethods = nullptr;
    own->real = nullptr;
    if ((flags & SQLITE_OPEN_READWRITE) != 0) {
        if (const int code = step(); code != SQLITE_OK)
            return code == SQLITE_FULL ? SQLITE_CANTOPEN : code;
    }
    own->real = static_cast<sqlite3_file*>(sqlite3_malloc(realVfs->szOsFile));
    if (!own->real)
        return SQLITE_NOMEM;
    std::memset(own->real, 0, std::size_t(realVfs->szOsFile));
    const int code = realVfs->xOpen(realVfs, name, own->real, flags, granted);
    if (code == SQLITE_OK)
        own->base.pMethods = &methods;
    else
        sqlite3_free(own->real);
    return code;
}
int deleteFile(sqlite3_vfs*, const char* name, int syncFolder)
{
    const int code = step();
    return code != SQLITE_OK ? code : realVfs->xDelete(realVfs, name, syncFolder);
}

sqlite3_vfs failing;

} // namespace

FailingVfs::FailingVfs()
{
    realVfs = sqlite3_vfs_find(nullptr);
    failing = *realVfs;
    failing.szOsFile = int(sizeof(File));
    failing.zName = "failing";
    failing.xOpen = openFile;
    failing.xDelete = deleteFile;
    plan = {};
    sqlite3_vfs_register(&failing, 1);
}

FailingVfs::~FailingVfs()
{
    sqlite3_vfs_unregister(&failing);
    sqlite3_vfs_register(realVfs, 1);
}

void FailingVfs::failAt(int n, int code, bool forever)
{
    plan = { 0, n, code, forever, false };
}

void FailingVfs::heal()
{
    plan = {};
}

int FailingVfs::operations() const
{
    return plan.done;
}

bool FailingVfs::hasFailed() const
{
    return plan.failed;
}

} // namespace peraku::test
