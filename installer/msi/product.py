#!/usr/bin/env python3
"""product.py FOLDER ICON VERSION HELP-LINK OUT.msi: the package of a program folder.

Writes the .wxs from peraku.wxs.in, lets wixl build it, puts in what wixl cannot say and holds the finished tables against
what they must be. SOURCE_DATE_EPOCH gives every time in the package; the same folder gives the same bytes."""
import datetime
import hashlib
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import uuid
from xml.sax.saxutils import quoteattr

HERE = pathlib.Path(__file__).parent
NAMESPACE = uuid.UUID("6b0ab2c5-7a6f-4c5b-8f57-7a2df1b1a1c4")
IDENTITY = "Peraku.Desk"  # as app/gui/identity_windows.cpp says it


def guid(name: str) -> str:
    return str(uuid.uuid5(NAMESPACE, name)).upper()


def settings() -> list[tuple[str, str, str]]:
    lines = (HERE / "settings.txt").read_text().splitlines()
    return [tuple(line.split(None, 2)) for line in lines if line and not line.startswith("#")]


def identifier(prefix: str, path: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9_.]", "_", path)
    return prefix + (plain if plain == path and len(path) < 50 else plain[:40] + "_" + uuid.uuid5(NAMESPACE, path).hex[:8])


class Files:
    """The folder as nested <Directory> elements, one component a file."""

    def __init__(self, folder: pathlib.Path):
        self.folder, self.components = folder, []
        self.text = self.walk(folder, " " * 10)

    def walk(self, folder: pathlib.Path, indent: str) -> str:
        text = ""
        for path in sorted(folder.iterdir()):
            name = path.relative_to(self.folder).as_posix()
            if path.is_dir():
                text += f"{indent}<Directory Id=\"{identifier('d_', name)}\" Name={quoteattr(path.name)}>\n"
                text += self.walk(path, indent + "  ") + f"{indent}</Directory>\n"
                continue
            self.components.append(identifier("c_", name))
            text += (f"{indent}<Component Id=\"{self.components[-1]}\" Guid=\"{guid(name)}\" Win64=\"yes\">"
                     f"<File Id=\"{identifier('f_', name)}\" Name={quoteattr(path.name)} Source={quoteattr('folder/' + name)} KeyPath=\"yes\"/>"
                     "</Component>\n")
        return text


def registry_search(name: str, key: str) -> str:
    group, value = key.split("\\")
    return (f'    <Property Id="OLD{name}"><RegistrySearch Id="find_{name}" Root="HKLM" Key="Software\\Peraku\\{group}" '
            f'Name="{value}" Type="raw" Win64="yes"/></Property>\n'
            f'    <CustomAction Id="Keep{name}" Property="{name}" Value="[OLD{name}]" Impersonate="yes"/>\n')


def setting_component(name: str, key: str) -> str:
    group, value = key.split("\\")
    return (f'          <Component Id="c_{name}" Guid="{guid("setting:" + name)}" Win64="yes"><RegistryValue Root="HKLM" '
            f'Key="Software\\Peraku\\{group}" Name="{value}" Type="string" Value="[{name}]" KeyPath="yes"/></Component>\n')


def conditions() -> dict[str, str]:
    found = {}
    for name, key, condition in settings():
        if condition != "-":
            found[{"AUTOSTART": "c_autostart", "DESKTOPSHORTCUT": "c_desktop"}.get(name, f"c_{name}")] = condition
    return found


def digest_of(folder: pathlib.Path) -> str:
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(path.relative_to(folder).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    for path in sorted(HERE.iterdir()):
        if path.is_file():
            total.update(path.read_bytes())
    return total.hexdigest()


def wxs(folder: pathlib.Path, version: str, help_link: str, content: str) -> str:
    files = Files(folder)
    written = [(name, key) for name, key, _ in settings() if not key.startswith("install\\")]
    components = files.components + [f"c_{name}" for name, _ in written] + [
        "c_place", "c_autostart", "c_evidence", "c_menu", "c_desktop"]
    texts = {
        "PRODUCT": guid("product:" + content),
        "VERSION": version,
        "HELP": help_link,
        "FILES": files.text.rstrip(),
        "REMEMBERED": "".join(registry_search(name, key) for name, key, _ in settings()).rstrip(),
        "KEEPING": "\n".join(f'      <Custom Action="Keep{name}" After="AppSearch">OLD{name} AND NOT {name}</Custom>' for name, _, _ in settings()),
        "SETTINGS": "".join(setting_component(name, key) for name, key in written).rstrip(),
        "COMPONENTS": "\n".join(f'      <ComponentRef Id="{name}"/>' for name in components),
    }
    template = (HERE / "peraku.wxs.in").read_text()
    template = re.sub(r"@GUID:(\w+)@", lambda match: guid(match[1]), template)
    return re.sub(r"@([A-Z]+)@", lambda match: texts[match[1]], template)


def query(package: pathlib.Path, *statements: str) -> None:
    for statement in statements:
        subprocess.run(["msibuild", str(package), "-q", statement], check=True)


def table(package: pathlib.Path, name: str) -> list[list[str]]:
    text = subprocess.run(["msiinfo", "export", str(package), name], check=True, capture_output=True).stdout.decode()
    return [line.split("\t") for line in text.replace("\r", "").splitlines()[3:]]


def import_table(package: pathlib.Path, name: str, text: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        file = pathlib.Path(scratch) / f"{name}.idt"
        file.write_bytes(text.replace("\n", "\r\n").encode())
        subprocess.run(["msibuild", str(package), "-i", str(file)], check=True)


def file_version(path: pathlib.Path) -> str | None:
    data = path.read_bytes()
    at = data.find(struct.pack("<II", 0xFEEF04BD, 0x00010000)) if data[:2] == b"MZ" else -1
    if at < 0:
        return None
    high, low = struct.unpack_from("<II", data, at + 8)
    return f"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}"


def finish(package: pathlib.Path, folder: pathlib.Path, moment: datetime.datetime, code: str) -> None:
    for component, condition in conditions().items():
        query(package, f"UPDATE `Component` SET `Condition` = '{condition}' WHERE `Component` = '{component}'")
    names = [name for name, _, _ in settings()]
    secure = sorted(names + ["OLD" + name for name in names] + ["WIX_DOWNGRADE_DETECTED", "WIX_UPGRADE_DETECTED"])
    query(package, f"UPDATE `Property` SET `Value` = '{';'.join(secure)}' WHERE `Property` = 'SecureCustomProperties'")
    # Of several actions after the same one, wixl puts all but one at the end.
    for offset, name in enumerate(names, 51):
        query(package, f"UPDATE `InstallExecuteSequence` SET `Sequence` = {offset} WHERE `Action` = 'Keep{name}'")
    # wixl puts it after InstallFinalize, where an upgrade would take the new program away with the old one.
    query(package, "UPDATE `InstallExecuteSequence` SET `Sequence` = 1501 WHERE `Action` = 'RemoveExistingProducts'")
    sources = {identifier("f_", path.relative_to(folder).as_posix()): path for path in folder.rglob("*") if path.is_file()}
    for row in table(package, "File"):
        # Without its version here Windows Installer takes an installed, versioned file for newer than the packaged one.
        if version := file_version(sources[row[0]]):
            query(package, f"UPDATE `File` SET `Version` = '{version}', `Language` = '1033' WHERE `File` = '{row[0]}'",
                  f"DELETE FROM `MsiFileHash` WHERE `File_` = '{row[0]}'")
    import_table(package, "MsiShortcutProperty", "MsiShortcutProperty\tShortcut_\tPropertyKey\tPropVariantValue\ns72\ts72\ts255\ts255\n"
                 "MsiShortcutProperty\tMsiShortcutProperty\n"
                 + "".join(f"{name}_identity\t{name}\tSystem.AppUserModel.ID\t{IDENTITY}\n" for name in ("s_menu", "s_desktop")))
    summary = dict((row[0], row[1]) for row in table(package, "_SummaryInformation"))
    stamp = moment.strftime("%Y/%m/%d %H:%M:%S")
    summary.update({"9": "{" + code + "}", "12": stamp, "13": stamp})  # wixl takes a package code of its own
    import_table(package, "_SummaryInformation", "PropertyId\tValue\ni2\tl255\n_SummaryInformation\tPropertyId\n"
                 + "".join(f"{key}\t{value}\n" for key, value in sorted(summary.items(), key=lambda item: int(item[0]))))


def check(package: pathlib.Path) -> None:
    sequence = {row[0]: int(row[2]) for row in table(package, "InstallExecuteSequence")}
    for name, _, _ in settings():
        assert sequence["FindRelatedProducts"] < sequence["AppSearch"] < sequence[f"Keep{name}"] < sequence["CostInitialize"], name
    assert sequence["InstallInitialize"] < sequence["RemoveExistingProducts"] < sequence["ProcessComponents"]
    found = {row[0]: row[4] for row in table(package, "Component")}
    for component, condition in conditions().items():
        assert found[component] == condition, component
    versioned = {row[2].split("|")[-1] for row in table(package, "File") if row[4]}
    assert {"peraku.exe", "peraku-cli.exe", "peraku-token.exe", "Qt6Core.dll"} <= versioned, versioned


def main() -> None:
    folder, icon, version, help_link, out = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4], pathlib.Path(sys.argv[5])
    moment = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    with tempfile.TemporaryDirectory() as scratch:
        work = pathlib.Path(scratch)
        shutil.copytree(folder, work / "folder")
        shutil.copy(icon, work / "peraku.ico")
        content = digest_of(work / "folder") + version
        (work / "peraku.wxs").write_text(wxs(work / "folder", version, help_link, content), encoding="ascii")
        for path in work.rglob("*"):
            os.utime(path, (moment.timestamp(), moment.timestamp()))
        said = subprocess.run(["wixl", "-a", "x64", "-o", str(out.resolve()), "peraku.wxs"], cwd=work, capture_output=True, text=True)
        if said.returncode or "has no property named" in said.stderr:
            sys.exit(said.stderr)
        finish(out, work / "folder", moment, guid("package:" + content))
    check(out)
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB, {hashlib.sha256(out.read_bytes()).hexdigest()}")


main()
