#include "harden.h"

#include <windows.h>
// windows.h comes first: the error-reporting header needs its types.
#include <werapi.h>

namespace peraku::secret {

void forbidCoreDumps()
{
    // Without the fault box no dump is written; the flag keeps the heap out of any that is taken all the
    // same.
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
    WerSetFlags(WER_FAULT_REPORTING_FLAG_NOHEAP);
}

} // namespace peraku::secret
