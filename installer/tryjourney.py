#!/usr/bin/env python3
"""tryjourney.py PROGRAMS-FOLDER LINUX-BIN WORK: a payment prepared, checked with a token (the PKCS#11 module that the package was installed
with) and approved by PIN and one-time code through the Windows command line under Wine, against a real treasuryd on loopback; openssl
verifies what came of it."""
import contextlib
import datetime
import json
import os
import pathlib
import re
import secrets
import shutil
import subprocess
import sys
import time

import trymanners

MODULE = "/usr/lib/softhsm/libsofthsm2.so"
PATIENCE = 120  # seconds, for one run of a program


class Treasury:
    def __init__(self, binary: pathlib.Path, state: pathlib.Path):
        self.binary, self.state = binary / "treasuryd", state
        (state / "hsm/tokens").mkdir(parents=True)
        configuration = state / "hsm/softhsm2.conf"
        configuration.write_text(f"directories.tokendir = {state}/hsm/tokens\nobjectstore.backend = file\nlog.level = ERROR\n")
        self.environment = dict(os.environ, SOFTHSM2_CONF=str(configuration))
        for name in ("pin", "so-pin"):
            file = state / "hsm" / name
            file.touch(mode=0o600)
            file.write_text(secrets.token_hex(16))
        pin = ["--hsm-pin-file", str(state / "hsm/pin")]
        hsm = ["--hsm-module", MODULE, "--hsm-token", "treasury", *pin]
        data = ["--data", str(state / "data")]
        self.run("token", "init", *hsm, "--so-pin-file", str(state / "hsm/so-pin"))
        self.run("init", *data, *hsm)
        self.run("demo", *data, *pin, "--tokens", str(state), "--offices", "12", "--officers", "60", "--vouchers", "200")
        self.officers = {officer["persona"]: officer for officer in json.loads((state / "demo-officers.json").read_text())["officers"]
                         if officer.get("persona")}
        self.process = subprocess.Popen([str(self.binary), "serve", *data, *pin, "--listen", "127.0.0.1:0"], env=self.environment,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.port = json.loads(self.process.stdout.readline())["port"]

    def run(self, *arguments: str) -> None:
        subprocess.run([str(self.binary), *arguments], check=True, env=self.environment, capture_output=True)

    def mails(self) -> set[pathlib.Path]:
        return set((self.state / "data/mail").glob("*.eml"))


def on_windows(path: pathlib.Path) -> str:
    return "Z:" + str(path).replace("/", "\\")


class Desk:
    def __init__(self, program: pathlib.Path, treasury: Treasury, work: pathlib.Path):
        self.program, self.treasury, self.work = program, treasury, work

    def environment_with_token(self, persona: str) -> dict[str, str]:
        """Where the module finds the officer's token, which SoftHSM keeps in the same form on Linux and Windows."""
        configuration = self.work / f"token-{persona}.conf"
        configuration.write_text(f"directories.tokendir = {on_windows(self.treasury.state / persona / 'tokens')}\nobjectstore.backend = file\n")
        return dict(os.environ, SOFTHSM2_CONF=on_windows(configuration))

    def places(self, persona: str, folder: str | None = None) -> list[str]:
        """Options that lead to the treasury and the officer's files; an empty folder is the program's own choice."""
        authority = on_windows(self.treasury.state / "data/pki/root.pem")
        folder = f"C:\\desk-{persona}" if folder is None else folder
        return ["--server", f"https://127.0.0.1:{self.treasury.port}", "--ca", authority, "--signing-ca", authority,
                *(["--data-dir", folder] if folder else [])]

    def run(self, persona: str, command: list[str], *, medium: str = "", pin: str = "", expected: int | None = 0,
            folder: str | None = None) -> dict:
        officer = self.treasury.officers[persona]
        line = ["wine", str(self.program), *command, *self.places(persona, folder), "--ic", officer["ic"], "--password-fd", "0", "--json"]
        said = [officer["password"]]
        if medium:
            line += ["--medium", medium, "--pin-fd", "0"]
            pin = pin or (officer["token"] if medium == "token" else officer["roaming"])["pin"]
            said.append(pin)
        if medium == "roaming":
            line += ["--otp-fd", "0"]
        before = self.treasury.mails()
        process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   env=self.environment_with_token(persona))
        process.stdin.write("".join(word + "\n" for word in said).encode())
        process.stdin.flush()
        if medium == "roaming":
            process.stdin.write((self.code_after(before, process) + "\n").encode())
            process.stdin.flush()
        ends = time.monotonic() + PATIENCE
        while pin and process.poll() is None and time.monotonic() < ends:
            for arguments in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
                with contextlib.suppress(OSError):
                    given = arguments.read_bytes()
                    if b"peraku" in given and pin.encode() in given:
                        sys.exit(f"the PIN stands among the arguments of a program: {arguments}")
            time.sleep(0.05)
        out, errors = process.communicate(timeout=PATIENCE)
        if expected is not None and process.returncode != expected:
            sys.exit(f"{persona} {command[0]}: status {process.returncode}: {out.decode()} {errors.decode()}")
        return json.loads(out)

    def refused(self, persona: str, command: list[str], expected: int, words: str, **arguments: str) -> None:
        said = json.dumps(self.run(persona, command, expected=expected, **arguments))
        if words not in said:
            sys.exit(f"{persona} {command[0]} was refused with {said}, not with '{words}'")

    def code_after(self, before: set[pathlib.Path], process: subprocess.Popen) -> str:
        for _ in range(300):
            for mail in self.treasury.mails() - before:
                if found := re.search(r"^(\d{6})\r?$", mail.read_text(), re.M):
                    return found[1]
            if process.poll() is not None:
                break
            time.sleep(0.2)
        sys.exit("no one-time code came by mail: " + process.stderr.read().decode())


def payment_like(content: dict) -> dict:
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date().isoformat()
    content.update(narration="Percubaan Windows", attachments=[], date=today)
    content["payment"]["documentsReceived"] = today
    for number, invoice in enumerate(content["payment"]["invoices"], 1):
        invoice.update(date=today, number=f"WIN-{number}")
    return content


def verified_by_openssl(evidence: pathlib.Path) -> int:
    signatures = sorted(evidence.glob("*/signature.p7s"))
    for signature in signatures:
        folder = signature.parent
        subprocess.run(["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", str(signature), "-content",
                        str(folder / "statement.json"), "-CAfile", str(folder / "ca.pem"), "-certfile", str(folder / "chain.pem"), "-purpose", "any",
                        "-out", "/dev/null"], check=True, capture_output=True)
    return len(signatures)


def main() -> None:
    programs, binaries, work = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    treasury = Treasury(binaries, work / "treasury")
    try:
        desk = Desk(programs / "peraku-cli.exe", treasury, work)
        desk.run("penyedia", ["sync"])
        paid = desk.run("penyedia", ["list", "--list", "all", "--kind", "payment", "--state", "paid"])["vouchers"][0]["id"]
        (work / "payment.json").write_text(json.dumps(payment_like(desk.run("penyedia", ["show", paid])["content"])))
        (work / "invois.pdf").write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
        voucher = desk.run("penyedia", ["prepare", on_windows(work / "payment.json"), "--attach", on_windows(work / "invois.pdf"), "--submit"])["id"]
        desk.refused("penyemak", ["certify", voucher, "--module", "C:\\none\\token.dll"], 11, "token.dll", medium="token")
        desk.refused("penyemak", ["certify", voucher], 12, "PIN", medium="token", pin="000000")
        for persona, medium in (("penyemak", "token"), ("pelulus", "roaming")):
            if not desk.run(persona, ["certify", voucher], medium=medium)["valid"]:
                sys.exit(f"the signature of {persona} is not valid")
        state = desk.run("pelulus", ["show", voucher])["state"]
        if state not in ("posted", "paid"):
            sys.exit(f"the voucher is {state}")
        desk.run("pelulus", ["evidence", voucher, on_windows(work / "evidence")])
        count = verified_by_openssl(work / "evidence")
        if count != 2:
            sys.exit(f"{count} signatures instead of 2")
        print(f"voucher {state}; {count} of {count} signatures verified by openssl")
        if os.environ.get("DISPLAY"):
            trymanners.show(desk, work)
    finally:
        treasury.process.terminate()


if __name__ == "__main__":
    main()
