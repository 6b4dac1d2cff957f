#include "identity.h"

#include <QtGlobal>

// shobjidl.h needs what windows.h defines.
#include <shobjidl.h>
#include <windows.h>

namespace peraku::gui {

void registerIdentity()
{
    if (FAILED(SetCurrentProcessExplicitAppUserModelID(L"Peraku.Desk")))
        qWarning("the taskbar cannot be told which program this is");
}

} // namespace peraku::gui
