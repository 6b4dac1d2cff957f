#!/usr/bin/env python3
"""House rules that a compiler does not check: who may know whom, portability, forbidden calls, sizes, READMEs, whole translations.

Usage: lint.py [ROOT]. Prints one line a finding and exits 1 if there is any. `lint.py --self-test` proves that each rule can fail.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

# Library -> project libraries whose headers it may include and link, beside itself.
DOMAIN = {"domain", "secret"}
STORE = DOMAIN | {"sqlite"}
SIGNING = DOMAIN | {"signing"}
PKCS11_HSM = DOMAIN | {"signing", "hsm"}
TREASURY = DOMAIN | {"wire", "signing", "container", "sqlite", "hsm", "resources"}
MAY_KNOW = {
    "core/secret": set(),
    "core/sqlite": set(),
    "core/domain": {"secret"},
    "core/signing": DOMAIN,
    "core/container": DOMAIN,
    "core/wire": DOMAIN,
    "core/store": STORE,
    "core/remote": DOMAIN | {"wire"},
    "core/services": DOMAIN | {"store", "remote", "signing", "container", "wire", "sqlite"},
    "pkcs11/token": DOMAIN,
    "pkcs11/hsm": SIGNING,
    "ui": DOMAIN | {"services", "resources", "translations"},
    "app": DOMAIN | {"services", "ui", "signing", "token", "remote", "store", "resources", "translations", "common"},
    "treasury/pki": DOMAIN | {"signing", "sqlite", "hsm"},
    "treasury/csc": DOMAIN | {"signing", "sqlite", "hsm", "wire"},
    "treasury/sealing": DOMAIN | {"signing"},
    "treasury/print": DOMAIN | {"signing", "sealing", "resources", "translations"},
    "treasury/mail": DOMAIN,
    "treasury": TREASURY | {"treasury", "pki", "demo", "http", "daemon", "csc", "print", "mail", "sealing"},
    "resources": set(),
    "translations": set(),
}
LIBRARIES = {"secret", "sqlite", "domain", "signing", "container", "store", "wire", "remote", "services", "token", "hsm", "ui", "treasury", "pki",
             "demo", "http", "daemon", "resources", "translations", "common", "csc", "print", "mail", "sealing"}
# Third-party header pattern -> folders that may include it.
FOREIGN = [
    (r"openssl/", ["core/secret", "core/signing", "core/store", "pkcs11/hsm", "treasury"]),
    (r"sqlite3\.h", ["core/sqlite"]),
    (r"p11-kit/|libp11\.h", ["pkcs11"]),
    (r"simdjson", ["core/wire"]),
    (r"archive", ["core/container"]),
    (r"microhttpd\.h|curl/", ["treasury"]),
    (r"Q(Network|Ssl|Tcp|Http|Host|AbstractSocket)|QtNetwork", ["core/remote", "app"]),
    (r"Q(Local(Server|Socket))", ["ui", "app", "core/remote"]),
    (r"Q(Widget|Dialog|MainWindow|Table(View|Widget)|Label|PushButton|LineEdit|Application$|(Box|HBox|VBox|Grid|Form|Stacked)?Layout$)|QtWidgets", ["ui", "app"]),
    (r"QSql", []),
]
POSIX = re.compile(r"^(unistd|fcntl|dlfcn|pthread|signal|csignal|poll|termios|pwd|grp|spawn|syslog)(\.h)?$|^sys/|^netinet/|^arpa/|^linux/")
FORBIDDEN = [
    (r"\bQEventLoop\b", "nested event loop"),
    (r"\bprocessEvents\s*\(", "nested event loop"),
    (r"\bignoreSslErrors\b", "TLS errors are never ignored"),
    (r"::instance\(\)", "singleton"),
    (r"catch\s*\(\s*\.\.\.\s*\)\s*\{\s*\}", "swallowed exception"),
    (r"\bsystem\s*\(", "shell call"),
    (r"\bQ(String|ByteArray)\s*&?\s+(pin|otp|password|passphrase)\b", "secret outside the wiped buffer"),
    (r"\b(TODO|FIXME|XXX|HACK)\b", "unfinished work"),
    (r"->exec\(\)|[dD]ialog\.exec\(\)", "modal loop; use open()"),
]
# Rule text -> files where the thing is right, with the reason beside it.
ALLOWED = {
    ("nested event loop", "tests/"),
    ("modal loop; use open()", "tests/"),
    ("secret outside the wiped buffer", "tests/"),
    ("singleton", "tests/"),
    ("shell call", "tests/"),
}
SOURCE_LINES = 400


def tracked(root):
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True)
    if listed.returncode == 0 and listed.stdout:
        return [root / line for line in listed.stdout.splitlines() if (root / line).is_file()]
    return [path for path in root.rglob("*") if path.is_file()]


def home(relative):
    best = ""
    for folder in MAY_KNOW:
        if (relative == folder or relative.startswith(folder + "/")) and len(folder) > len(best):
            best = folder
    return best


def check_source(relative, text, report):
    folder = home(relative)
    in_tests = relative.startswith("tests/")
    own = folder.rsplit("/", 1)[-1] if folder else ""
    for number, line in enumerate(text.splitlines(), 1):
        where = f"{relative}:{number}"
        included = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
        if included and not in_tests:
            header = included.group(1)
            library = header.split("/", 1)[0] if "/" in header else ""
            # The ports are a library of their own below the treasury, which both sides of them include.
            port = header in ("treasury/ports.h", "treasury/printing.h", "treasury/roaming.h", "treasury/storage.h") and folder.startswith("treasury")
            if folder and library in LIBRARIES and library != own and library not in MAY_KNOW[folder] and not port:
                report(where, f"{folder} may not include {header}")
            for pattern, homes in FOREIGN:
                if re.match(pattern, header) and not any(folder == h or folder.startswith(h + "/") for h in homes):
                    report(where, f"{folder or 'this folder'} may not include {header}")
            if POSIX.match(header) and not relative.startswith(("treasury/", "pkcs11/hsm/")) and "_posix." not in relative:
                report(where, f"POSIX header {header} outside a file marked _posix")
        code = re.sub(r'"(\\.|[^"\\])*"', '""', line).split("//", 1)
        for pattern, why in FORBIDDEN:
            subject = line if why == "unfinished work" else code[0]
            if re.search(pattern, subject) and not any(why == a and relative.startswith(p) for a, p in ALLOWED):
                report(where, why)
    if relative.endswith(".cpp") and len(text.splitlines()) > SOURCE_LINES:
        report(relative, f"{len(text.splitlines())} lines: over {SOURCE_LINES}, split by use case")
    if relative.endswith(".h") and "#pragma once" not in text:
        report(relative, "header without #pragma once")


def check_links(relative, text, report):
    folder = relative.rsplit("/", 1)[0] if "/" in relative else ""
    place = home(folder)
    if not place or folder.startswith("tests"):
        return
    own = place.rsplit("/", 1)[-1]
    for target in re.findall(r"\bperaku_([a-z0-9_]+)\b", text):
        if target in LIBRARIES and target != own and target not in MAY_KNOW[place]:
            report(relative, f"{place} may not link peraku_{target}")
    if re.search(r"Qt6::Widgets", text) and place not in ("ui", "app"):
        report(relative, f"{place} may not link Qt6::Widgets")
    if re.search(r"Qt6::Network", text) and place not in ("core/remote", "app"):
        report(relative, f"{place} may not link Qt6::Network")


def check_translation(relative, text, report):
    for kind in ("unfinished", "vanished", "obsolete"):
        count = len(re.findall(rf'type="{kind}"', text))
        if count:
            report(relative, f"{count} {kind} messages")


def check_texts(relative, text, report):
    if re.search(r"(?<![\w./])/(work|home|root)/", text):
        report(relative, "path of a machine")


def lint(root):
    findings = []

    def report(where, what):
        findings.append(f"{where}: {what}")

    paths = tracked(root)
    for path in paths:
        relative = path.relative_to(root).as_posix()
        if relative.startswith(("build/", "tests/lint/")) or path.suffix in (".png", ".ico", ".p7s", ".der"):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if path.suffix in (".cpp", ".h"):
            check_source(relative, text, report)
        elif path.name == "CMakeLists.txt":
            check_links(relative, text, report)
        elif path.suffix == ".ts":
            check_translation(relative, text, report)
        check_texts(relative, text, report)
    for folder in [f for f in MAY_KNOW if (root / f).is_dir()] + ["core", "pkcs11", "tests", "translations", "installer"]:
        if (root / folder).is_dir() and any(p.is_relative_to(root / folder) for p in paths) and not (root / folder / "README.md").exists():
            report(folder, "no README.md")
    return findings


def self_test():
    cases = [
        ("ui/a.cpp", "#include <store/cache.h>\n", "may not include store/cache.h"),
        ("ui/a.cpp", "#include <QNetworkReply>\n", "may not include QNetworkReply"),
        ("core/remote/a.cpp", "#include <store/cache.h>\n", "may not include"),
        ("core/services/a.cpp", "#include <openssl/evp.h>\n", "may not include"),
        ("core/domain/a.cpp", "#include <unistd.h>\n", "POSIX header"),
        ("treasury/pki/a.cpp", "#include <treasury/treasury.h>\n", "may not include"),
        ("ui/a.cpp", "QEventLoop loop;\n", "nested event loop"),
        ("core/store/a.cpp", "void f(const QString& password);\n", "secret outside"),
        ("core/store/a.cpp", "int x;\n" * 401, "over 400"),
        ("core/store/a.h", "int x;\n", "pragma once"),
        ("core/store/CMakeLists.txt", "peraku_library(store PUBLIC peraku_remote)\n", "may not link peraku_remote"),
        ("translations/x.ts", '<translation type="unfinished"/>\n', "unfinished"),
    ]
    failures = 0
    for relative, text, expected in cases:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / relative).parent.mkdir(parents=True)
            (root / relative).write_text(text)
            found = lint(root)
            if not any(expected in line for line in found):
                failures += 1
                print(f"self-test: {relative} should be refused for '{expected}', got {found}")
    print(f"lint self-test: {len(cases) - failures} passed, {failures} failed")
    return failures


def main():
    if "--self-test" in sys.argv:
        return 1 if self_test() else 0
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    findings = lint(root)
    for line in findings:
        print(line)
    print(f"lint: {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
