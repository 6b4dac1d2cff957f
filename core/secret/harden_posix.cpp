#include "harden.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace peraku::secret {

void forbidCoreDumps()
{
    const rlimit none { 0, 0 };
    setrlimit(RLIMIT_CORE, &none);
#ifndef PERAKU_TRACEABLE
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

void narrowLibrarySearch() { } // The loader never looks into the current folder here.

} // namespace peraku::secret
