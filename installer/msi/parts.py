#!/usr/bin/env python3
"""parts.py SDK VERSION TARGET: the list of parts (CycloneDX 1.5) and every part's licence, into the program folder."""
import json
import pathlib
import shutil
import sys
import uuid

NAMESPACE = uuid.UUID("0f0c8e8c-6f43-4d55-9a6e-8f4f6e2b9d31")
LICENCES = {
    "openssl": "Apache-2.0",
    "zlib": "Zlib",
    "sqlite3": "blessing",
    "simdjson": "Apache-2.0",
    "libarchive": "BSD-2-Clause",
    "qt6-base": "LGPL-3.0-only",
    "tl-expected": "CC0-1.0",
    "p11-kit": "BSD-3-Clause",
    "gcc-mingw-w64": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "mingw-w64": "ZPL-2.1",
}


def component(name: str, version: str, sums: list[tuple[str, str]]) -> dict:
    entry = {
        "type": "library",
        "bom-ref": f"pkg:deb/debian/{name}@{version}?arch=source",
        "name": name,
        "version": version,
        "licenses": [{"expression": LICENCES[name]}],
        "purl": f"pkg:deb/debian/{name}@{version}?arch=source",
    }
    if sums:
        entry["externalReferences"] = [
            {"type": "source-distribution", "url": f"https://deb.debian.org/debian/#{file}", "hashes": [{"alg": "SHA-256", "content": digest}]}
            for file, digest in sums]
    return entry


def main() -> None:
    sdk, version, target = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
    parts: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for line in (sdk / "sources.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, package_version, _, file, digest = line.split()
            parts.setdefault((name, package_version), []).append((file, digest))
    for line in (sdk / "host-parts.txt").read_text().splitlines():
        name, package_version = line.split()
        parts.setdefault((name, package_version), [])

    licences = target / "licences"
    licences.mkdir(exist_ok=True)
    shutil.copy(pathlib.Path(__file__).parents[2] / "LICENSE", licences / "peraku.txt")
    for name in sorted({name for name, _ in parts}):
        shutil.copy(sdk / "licences" / f"{name}.txt", licences / f"{name}.txt")

    components = [component(name, package_version, sums) for (name, package_version), sums in sorted(parts.items())]
    own = f"pkg:generic/peraku@{version}"
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": uuid.uuid5(NAMESPACE, json.dumps(components, sort_keys=True) + version).urn,
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": own, "name": "Peraku", "version": version,
                                   "licenses": [{"license": {"id": "Apache-2.0"}}]}},
        "components": components,
        "dependencies": [{"ref": own, "dependsOn": [entry["bom-ref"] for entry in components]}],
    }
    (target / "sbom.cdx.json").write_text(json.dumps(bom, indent=2) + "\n")
    print(f"list of parts: {len(components)} parts, {len(list(licences.iterdir()))} licences")


main()
