#!/usr/bin/env python3
"""programfolder.py SDK BUILD TARGET: gathers the program folder that the package installs.

Programs, Qt's plug-ins and every DLL that these import, found by walking their import tables to a fixed point. A DLL that
neither the SDK, the compiler nor Windows brings stops the build."""
import pathlib
import re
import shutil
import subprocess
import sys

TRIPLE = "x86_64-w64-mingw32"
PROGRAMS = ("peraku.exe", "peraku-cli.exe", "peraku-token.exe")
PLUGINS = ("platforms/qwindows.dll", "styles/qmodernwindowsstyle.dll", "tls/qopensslbackend.dll")
COMPILER_DLLS = ("libstdc++-6.dll", "libgcc_s_seh-1.dll", "libwinpthread-1.dll")
WINDOWS_DLLS = set("""advapi32 authz bcrypt cfgmgr32 comctl32 comdlg32 crypt32 d2d1 d3d11 d3d12 d3d9 dcomp dnsapi dwmapi dwrite dxgi gdi32 imm32
    iphlpapi kernel32 mpr msvcrt ncrypt netapi32 ntdll ole32 oleaut32 oleacc propsys rpcrt4 secur32 setupapi shcore shell32 shlwapi
    synchronization uiautomationcore user32 userenv uxtheme version wer winhttp winmm winspool.drv ws2_32 wtsapi32 mswsock""".split())
HARDENING = ("HIGH_ENTROPY_VA", "DYNAMIC_BASE", "NX_COMPAT")


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, errors="replace").stdout


def own_dlls(sdk: pathlib.Path) -> dict[str, pathlib.Path]:
    found = {path.name.lower(): path for path in (sdk / "bin").glob("*.dll")}
    for name in COMPILER_DLLS:
        path = pathlib.Path(run(f"{TRIPLE}-g++-posix", f"-print-file-name={name}").strip())
        found[name] = path if path.is_absolute() else pathlib.Path("/usr") / TRIPLE / "lib" / name
    return found


def imports(program: pathlib.Path) -> list[str]:
    return [name.lower() for name in re.findall(r"DLL Name: (\S+)", run(f"{TRIPLE}-objdump", "-p", str(program)))]


def main() -> None:
    sdk, build, target = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in PROGRAMS:
        shutil.copy(build / "bin" / name, target / name)
    for name in PLUGINS:
        (target / name).parent.mkdir(exist_ok=True)
        shutil.copy(sdk / "plugins" / name, target / name)

    known, unknown = own_dlls(sdk), []
    waiting = sorted(target.rglob("*.exe")) + sorted(target.rglob("*.dll"))
    while waiting:
        program = waiting.pop()
        for name in imports(program):
            if name in known:
                copied = target / known[name].name
                if not copied.exists():
                    shutil.copy(known[name], copied)
                    waiting.append(copied)
            elif name.removesuffix(".dll") not in WINDOWS_DLLS and not name.startswith("api-ms-win-"):
                unknown.append(f"{name}, wanted by {program.name}")
    if unknown:
        sys.exit("DLLs of unknown origin: " + "; ".join(sorted(set(unknown))))

    for program in sorted(target.rglob("*.exe")) + sorted(target.rglob("*.dll")):
        run(f"{TRIPLE}-strip", "--strip-unneeded", "--enable-deterministic-archives", str(program))
        headers = run(f"{TRIPLE}-objdump", "-p", str(program))
        missing = [flag for flag in HARDENING if flag not in headers]
        if missing:
            sys.exit(f"{program.name} lacks {', '.join(missing)}")
        if str(sdk).encode() in program.read_bytes():
            sys.exit(f"{program.name} names a folder of the building machine")
    ours = {name.lower() for name in PROGRAMS}
    files = [path for path in target.rglob("*") if path.is_file()]
    dlls = [path for path in files if path.suffix == ".dll"]
    print(f"program folder: {len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB, {len(ours)} programs, "
          f"{len(dlls)} DLLs (none of them ours: Qt {sum('qt6' in p.name.lower() or p.parent != target for p in dlls)}, "
          f"others {sum('qt6' not in p.name.lower() and p.parent == target for p in dlls)})")


main()
