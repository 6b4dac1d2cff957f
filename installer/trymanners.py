"""Windows' manners of the installed desk, tried under Wine on the screen that DISPLAY names: log-off, session lock and sleep, which Wine never
does by itself (tellwindow.exe sends what Windows would), and pictures to look at."""
import os
import pathlib
import subprocess
import sys
import time

SCREEN = "1366x768"
# tellwindow's words: message, wParam, lParam.
SESSION_LOCKED = ("0x2B1", "7", "0")
GOES_TO_SLEEP = ("0x218", "4", "0")
LOGS_OFF = ("0x11", "0", "0x80000000", "0x16", "1", "0x80000000")
IC_FIELD = ("640", "341")


class Window:
    """The desk of one officer in a desktop of Wine's own."""

    def __init__(self, desk, persona: str, work: pathlib.Path):
        self.officer, self.work = desk.treasury.officers[persona], work
        self.process = subprocess.Popen(["wine", "explorer", f"/desktop=peraku,{SCREEN}", str(desk.program.with_name("peraku.exe")),
                                         *desk.places(persona)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        env=desk.environment_with_token(persona))
        self.settle()

    def picture(self, name: str) -> pathlib.Path:
        file = self.work / f"{name}.png"
        subprocess.run(["import", "-window", "root", str(file)], check=True)
        return file

    def settle(self) -> None:
        """Waits until a drawn window stands still."""
        before, after = self.work / "before.png", self.work / "after.png"
        for _ in range(60):
            time.sleep(1)
            self.picture("after")
            if before.exists():
                said = subprocess.run(["compare", "-metric", "AE", before, after, "null:"], capture_output=True, text=True, check=False)
                colours = int(subprocess.run(["identify", "-format", "%k", after], capture_output=True, text=True, check=True).stdout)
                # A cursor that blinks is no change.
                if colours > 200 and float(said.stderr.split()[0]) < 200:
                    before.unlink()
                    return
            after.rename(before)
        sys.exit("the window does not come to rest")

    def keys(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], check=True, capture_output=True)

    def type(self, text: str) -> None:
        self.keys("type", "--delay", "40", text)

    def log_in(self) -> None:
        self.keys("mousemove", *IC_FIELD, "click", "1")
        self.type(self.officer["ic"])
        self.keys("key", "Tab")
        self.type(self.officer["password"])
        self.keys("key", "Return")
        self.settle()

    def told(self, *words: str) -> None:
        subprocess.run(["wine", "explorer", f"/desktop=peraku,{SCREEN}", str(self.work / "tellwindow.exe"), *words], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def end(self) -> None:
        subprocess.run(["wineserver", "-k"], check=False)
        self.process.wait()


def build_tellwindow(work: pathlib.Path) -> None:
    source = pathlib.Path(__file__).with_name("tellwindow.c")
    subprocess.run(["x86_64-w64-mingw32-gcc-posix", "-O1", "-Wall", "-Wextra", "-Werror", "-static", "-s", "-o", str(work / "tellwindow.exe"),
                    str(source)], check=True)


def show(desk, work: pathlib.Path) -> None:
    build_tellwindow(work)
    window = Window(desk, "pelulus", work)
    window.log_in()
    window.keys("key", "ctrl+3")
    window.settle()
    window.picture("desk")
    for name, words in (("locked", SESSION_LOCKED), ("asleep", GOES_TO_SLEEP)):
        window.told(*words)
        window.settle()
        window.picture(name)
    window.end()
