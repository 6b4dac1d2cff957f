#include "harden.h"

#include <windows.h>

// As werapi.h has it; mingw-w64's copy of that header does not compile.
extern "C" HRESULT WINAPI WerSetFlags(DWORD flags);

namespace peraku::secret {

namespace {
constexpr DWORD reportWithoutHeap = 1; // WER_FAULT_REPORTING_FLAG_NOHEAP
}

void forbidCoreDumps()
{
    // Without the fault box no dump is written; the flag keeps the heap out of any that is taken all the
    // same.
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
    WerSetFlags(reportWithoutHeap);
}

void narrowLibrarySearch()
{
    // Neither the current folder nor PATH, where anybody may lay a DLL of a known name.
    SetDefaultDllDirectories(
        LOAD_LIBRARY_SEARCH_APPLICATION_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32 | LOAD_LIBRARY_SEARCH_USER_DIRS);
}

} // namespace peraku::secret
