"""Windows' manners of the installed desk, tried under Wine on the screen that DISPLAY names: log-off, session lock and sleep, which Wine never
does by itself (tellwindow.exe sends what Windows would), and pictures to look at."""
import json
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
COLOURS_CHANGED = ("0x1A", "0", "ImmersiveColorSet")
IC_FIELD = ("640", "341")
THEMES = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"
SCREEN_KEY = r"HKCU\Control Panel\Desktop"
SHELL_FOLDERS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
FOREIGN_HOME = "C:\\users\\Sités Nür 財政"


def stop_wine() -> None:
    """Ends all of it, and waits until what was written to the registry is kept."""
    for word in ("-k", "-w"):
        subprocess.run(["wineserver", word], check=False)


def differing(first: pathlib.Path, second: pathlib.Path) -> float:
    """How many pixels of two pictures are not the same."""
    said = subprocess.run(["compare", "-metric", "AE", first, second, "null:"], capture_output=True, text=True, check=False).stderr
    return float(said.split()[0])


class Window:
    """The desk of one officer in a desktop of Wine's own."""

    def __init__(self, desk, persona: str, work: pathlib.Path):
        self.officer, self.work = desk.treasury.officers[persona], work
        self.process = subprocess.Popen(["wine", "explorer", f"/desktop=peraku,{SCREEN}", str(desk.program.with_name("peraku.exe")),
                                         *desk.places(persona), "--language", "ms"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
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
                colours = int(subprocess.run(["identify", "-format", "%k", after], capture_output=True, text=True, check=True).stdout)
                # A cursor that blinks is no change.
                if colours > 200 and differing(before, after) < 200:
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

    def ended(self) -> None:
        """Waits until the program has gone by itself."""
        self.process.wait(timeout=60)

    def end(self) -> None:
        stop_wine()
        self.process.wait()


def build_tellwindow(work: pathlib.Path) -> None:
    source = pathlib.Path(__file__).with_name("tellwindow.c")
    subprocess.run(["x86_64-w64-mingw32-gcc-posix", "-O1", "-Wall", "-Wextra", "-Werror", "-static", "-s", "-o", str(work / "tellwindow.exe"),
                    str(source)], check=True)


def registry(*words: str) -> None:
    subprocess.run(["wine", "reg", *words, "/f"], check=True, capture_output=True)


def brightness(picture: pathlib.Path) -> float:
    return float(subprocess.run(["convert", picture, "-colorspace", "gray", "-format", "%[fx:mean]", "info:"], capture_output=True, text=True,
                                check=True).stdout)


def is_open(desk, persona: str) -> bool:
    """Whether the desk holds the officer's lock: it takes it at the log-in, and leaves it when it locks itself."""
    return "another-instance" in json.dumps(desk.run(persona, ["list", "--offline"], expected=None))


def locks(desk, work: pathlib.Path) -> None:
    window = Window(desk, "pelulus", work)
    window.log_in()
    window.keys("key", "ctrl+3")
    window.settle()
    window.picture("desk")
    for name, words in (("locked", SESSION_LOCKED), ("asleep", GOES_TO_SLEEP)):
        if not is_open(desk, "pelulus"):
            sys.exit("the desk is not logged in")
        window.told(*words)
        window.settle()
        window.picture(name)
        if is_open(desk, "pelulus"):
            sys.exit(f"the desk is not {name}; see {work}/{name}.png")
        window.type(window.officer["password"])
        window.keys("key", "Return")
        window.settle()
    window.end()


def log_off(desk, work: pathlib.Path) -> None:
    window = Window(desk, "penyedia", work)
    window.log_in()
    window.keys("key", "ctrl+n")
    window.settle()
    window.keys("key", "alt+h")  # Perihal
    window.type("Belum habis")
    window.settle()
    window.type(" ditaip")
    # Sooner than the editor saves by itself.
    window.told(*LOGS_OFF)
    window.ended()
    drafts = desk.run("penyedia", ["list", "--list", "drafts", "--offline"])["vouchers"]
    if "Belum habis ditaip" not in [draft["narration"] for draft in drafts]:
        sys.exit(f"the log-off lost what was typed: {drafts}")


def looks(desk, work: pathlib.Path) -> None:
    window = Window(desk, "pelulus", work)
    light = brightness(window.picture("light"))
    registry("add", THEMES, "/v", "AppsUseLightTheme", "/t", "REG_DWORD", "/d", "0")
    window.told(*COLOURS_CHANGED)
    window.settle()
    turned = brightness(window.picture("turned-dark"))
    window.end()
    window = Window(desk, "pelulus", work)
    dark = brightness(window.picture("dark"))
    window.end()
    registry("delete", THEMES, "/v", "AppsUseLightTheme")
    if max(turned, dark) > light / 2:
        sys.exit(f"the desk does not follow a dark Windows: {light}, {turned}, {dark}")
    registry("add", SCREEN_KEY, "/v", "LogPixels", "/t", "REG_DWORD", "/d", "144")
    stop_wine()  # It is read when Wine starts.
    window = Window(desk, "pelulus", work)
    scaled = window.picture("150-percent")
    window.end()
    registry("delete", SCREEN_KEY, "/v", "LogPixels")
    if differing(work / "light.png", scaled) < 20000:
        sys.exit("the desk does not follow the scale of the screen")


def names(desk) -> None:
    """A user whose name is not of this alphabet, and a data folder beyond 260 characters."""
    registry("add", SHELL_FOLDERS, "/v", "Local AppData", "/d", f"{FOREIGN_HOME}\\AppData\\Local")
    desk.run("penyedia", ["sync"], folder="")
    registry("delete", SHELL_FOLDERS, "/v", "Local AppData")
    folder = FOREIGN_HOME.replace("C:\\", os.environ["WINEPREFIX"] + "/drive_c/").replace("\\", "/")
    if not list(pathlib.Path(folder).glob("AppData/Local/peraku/*/work.db")):
        sys.exit("the officer's files are not where the user's are")
    desk.run("penyedia", ["sync"], folder="C:\\" + "\\".join(["Folder yang panjang sekali 財 0123456789"] * 8))


def show(desk, work: pathlib.Path) -> None:
    build_tellwindow(work)
    locks(desk, work)
    print("session lock and sleep lock the desk; pictures desk, locked, asleep")
    log_off(desk, work)
    print("a log-off from the PC keeps the half-written draft")
    looks(desk, work)
    print("the desk follows a dark Windows; pictures light, turned-dark, dark, 150-percent")
    names(desk)
    print("a user's name in other letters and a long data folder serve")
