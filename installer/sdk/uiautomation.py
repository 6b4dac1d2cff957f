#!/usr/bin/env python3
"""uiautomation.py FOLDER: has Qt's Windows plugin take the declarations of UI Automation from the uia*_p.h files that earlier versions of
Qt carried and that were copied into FOLDER, since <uiautomation.h> of mingw-w64 10 lacks most providers."""
import pathlib
import re
import sys

folder = pathlib.Path(sys.argv[1])
header = folder / "qwindowsuiautomation.h"
text = header.read_text()
system = "#include <uiautomation.h>\n"
assert text.count(system) == 1, "another qwindowsuiautomation.h than expected"
own = sorted(path.name for path in folder.glob("uia*_p.h"))
assert own, "no uia*_p.h"
# The types come first: the interfaces use them.
own.sort(key=lambda name: name != "uiatypes_p.h")
# Qt looks these up at run time by wrappers of the same names, and lets the system's header declare them.
functions = """
LRESULT WINAPI UiaReturnRawElementProvider(HWND, WPARAM, LPARAM, IRawElementProviderSimple *);
HRESULT WINAPI UiaHostProviderFromHwnd(HWND, IRawElementProviderSimple **);
HRESULT WINAPI UiaRaiseAutomationPropertyChangedEvent(IRawElementProviderSimple *, PROPERTYID, VARIANT, VARIANT);
HRESULT WINAPI UiaRaiseAutomationEvent(IRawElementProviderSimple *, EVENTID);
HRESULT WINAPI UiaRaiseNotificationEvent(IRawElementProviderSimple *, NotificationKind, NotificationProcessing, BSTR, BSTR);
"""
header.write_text(text.replace(system, "".join(f'#include "{name}"\n' for name in own) + functions))

types = folder / "uiatypes_p.h"
# Qt declares this one itself now.
text, count = re.subn(r"enum CaretPosition \{.*?\};\n", "", types.read_text(), flags=re.S)
assert count == 1, "another uiatypes_p.h than expected"
types.write_text(text)
