#include "harden.h"

#include <windows.h>

namespace peraku::secret {

void forbidCoreDumps() { SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX); }

} // namespace peraku::secret
