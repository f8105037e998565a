"""Where the programs that tests drive are found, and how to get those that are not; standard library only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
CHROMIUM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
CALC_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
UNO_PLACES = ("/usr/bin/python3",)
PLAYWRIGHT_FOLDERS = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright", "~/AppData/Local/ms-playwright")
PLAYWRIGHT_BROWSERS = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium-*/chrome-win*/chrome.exe",
)


@dataclass(frozen=True)
class Program:
    name: str
    package: str
    advice: str
    find: Callable[[], str | None]


def chromium() -> str | None:
    """BROWSER_PATH if it is set, even when nothing is there: who names a browser wants no other."""
    named = os.environ.get("BROWSER_PATH")
    if named:
        return shutil.which(named)
    return _playwrights_own() or _on_path(CHROMIUM_NAMES) or _in_place(CHROMIUM_PLACES)


def calc() -> str | None:
    return _on_path(("soffice", "libreoffice")) or _in_place(CALC_PLACES)


def uno_python() -> str | None:
    """A Python that can steer LibreOffice: the one within it, or the system's."""
    office = calc()
    beside = [Path(office).resolve().parent, Path(office).resolve().parent.parent / "Resources"] if office else []
    bundled = [str(folder / name) for folder in beside for name in ("python", "python.exe")]
    candidates = [path for path in (*bundled, *UNO_PLACES) if os.access(path, os.X_OK)]
    return next((path for path in candidates if _imports(path, "uno")), None)


CHROMIUM = Program(
    name="Chromium",
    package="chromium",
    advice="Run: sudo apt-get install chromium (Debian), or: .venv/bin/playwright install --with-deps chromium, "
    "or set BROWSER_PATH to a Chromium, Chrome or Edge.",
    find=chromium,
)
CALC = Program(
    name="LibreOffice Calc",
    package="libreoffice-calc",
    advice="Run: sudo apt-get install --no-install-recommends libreoffice-calc (Debian, Ubuntu), "
    "or: brew install --cask libreoffice (macOS).",
    find=calc,
)
UNO = Program(
    name="LibreOffice's UNO for Python",
    package="python3-uno",
    advice="Run: sudo apt-get install --no-install-recommends python3-uno (Debian, Ubuntu); "
    "elsewhere LibreOffice brings a Python that has it.",
    find=uno_python,
)
ALL = (CHROMIUM, CALC, UNO)


def apt_install(package: str) -> bool:
    """Whether the package is there now. Tried only as root on a Debian-like system, where no password is asked."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wanted = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", package]
    return all(
        subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode == 0
        for command in (["apt-get", "update", "--quiet"], wanted)
    )


def _playwrights_own() -> str | None:
    chosen = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    folders = [Path(folder).expanduser() for folder in ((chosen,) if chosen else PLAYWRIGHT_FOLDERS)]
    found = (path for folder in folders for pattern in PLAYWRIGHT_BROWSERS for path in folder.glob(pattern))
    return max((str(path) for path in found if os.access(path, os.X_OK)), default=None)


def _imports(python: str, module: str) -> bool:
    return subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0


def _on_path(names: tuple[str, ...]) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


def _in_place(places: tuple[str, ...]) -> str | None:
    return next(filter(os.path.exists, places), None)
