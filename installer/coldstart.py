#!/usr/bin/env python3
"""coldstart.py COMMAND...: how long a program takes from its start until its window Peraku is on the screen that DISPLAY names, for each command
given (words split at blanks), with what was read of the disk forgotten before each start where the system lets it; five starts each."""
import contextlib
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

PATIENCE = 60


def forget_the_disk() -> bool:
    with contextlib.suppress(OSError):
        os.sync()
        pathlib.Path("/proc/sys/vm/drop_caches").write_text("3\n")
        return True
    return False


def start(command: list[str], folder: str) -> float:
    began = time.monotonic()
    program = subprocess.Popen([*command, "--server", "https://treasury.invalid", "--data-dir", folder], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        while subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Peraku$"], capture_output=True, check=False).returncode:
            if time.monotonic() - began > PATIENCE:
                sys.exit(f"no window of {command} came")
            time.sleep(0.02)
        return time.monotonic() - began
    finally:
        program.terminate()
        if command[0] == "wine":
            for word in ("-k", "-w"):
                subprocess.run(["wineserver", word], check=False)
        program.wait()


def main() -> None:
    for line in sys.argv[1:]:
        cold = forget_the_disk()
        taken = []
        for _ in range(5):
            forget_the_disk()
            with tempfile.TemporaryDirectory() as folder:
                taken.append(start(line.split(), "C:\\cold" if line.startswith("wine ") else folder))
        print(f"{line.split()[-1]}: median {statistics.median(taken):.2f} s, {min(taken):.2f} to {max(taken):.2f} s"
              f"{'' if cold else ' (the disk cache could not be emptied)'}")


main()
