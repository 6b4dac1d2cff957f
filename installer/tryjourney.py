#!/usr/bin/env python3
"""tryjourney.py PROGRAMS-FOLDER LINUX-BIN WORK: a payment prepared, checked and approved by PIN and one-time code through the Windows
command line under Wine, against a real treasuryd on loopback; openssl verifies what came of it."""
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

MODULE = "/usr/lib/softhsm/libsofthsm2.so"


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

    def run(self, persona: str, command: list[str], *, sign: bool = False) -> dict:
        officer = self.treasury.officers[persona]
        authority = on_windows(self.treasury.state / "data/pki/root.pem")
        line = ["wine", str(self.program), *command, "--server", f"https://127.0.0.1:{self.treasury.port}", "--ca", authority, "--signing-ca",
                authority, "--data-dir", f"C:\\desk-{persona}", "--ic", officer["ic"], "--password-fd", "0", "--json"]
        if sign:
            line += ["--medium", "roaming", "--pin-fd", "0", "--otp-fd", "0"]
        before = self.treasury.mails()
        process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        said = [officer["password"]] + ([officer["roaming"]["pin"]] if sign else [])
        process.stdin.write("".join(word + "\n" for word in said).encode())
        process.stdin.flush()
        if sign:
            process.stdin.write((self.code_after(before, process) + "\n").encode())
        out, errors = process.communicate(timeout=120)
        if process.returncode:
            sys.exit(f"{persona} {command[0]}: status {process.returncode}: {out.decode()} {errors.decode()}")
        return json.loads(out)

    def code_after(self, before: set[pathlib.Path], process: subprocess.Popen) -> str:
        for _ in range(300):
            for mail in self.treasury.mails() - before:
                if found := re.search(r"^(\d{6})\r?$", mail.read_text(), re.M):
                    return found[1]
            if process.poll() is not None:
                break
            time.sleep(0.2)
        sys.exit("no one-time code came by mail: " + process.stderr.read().decode())


def picture(programs: pathlib.Path, treasury: Treasury, work: pathlib.Path) -> None:
    """Logs the approver in at the installed desk by the keyboard, and takes its picture; needs DISPLAY."""
    officer = treasury.officers["pelulus"]
    authority = on_windows(treasury.state / "data/pki/root.pem")
    window = subprocess.Popen(["wine", "explorer", "/desktop=peraku,1366x768", str(programs / "peraku.exe"), "--server",
                               f"https://127.0.0.1:{treasury.port}", "--ca", authority, "--signing-ca", authority, "--data-dir", "C:\\desk-pelulus"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def keys(*words: str) -> None:
        subprocess.run(["xdotool", *words], check=True, capture_output=True)

    time.sleep(12)
    keys("mousemove", "640", "341", "click", "1")
    keys("type", "--delay", "40", officer["ic"])
    keys("key", "Tab")
    keys("type", "--delay", "40", officer["password"])
    keys("key", "Return")
    time.sleep(8)
    keys("key", "ctrl+3")
    time.sleep(3)
    subprocess.run(["import", "-window", "root", str(work / "desk.png")], check=True)
    subprocess.run(["wineserver", "-k"], check=False)
    window.wait()


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
        for persona in ("penyemak", "pelulus"):
            if not desk.run(persona, ["certify", voucher], sign=True)["valid"]:
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
            picture(programs, treasury, work)
    finally:
        treasury.process.terminate()


main()
