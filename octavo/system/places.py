"""Where this program keeps what belongs to no book, by the rules of each platform."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_folder() -> Path:
    """Return the folder of what can be made anew at any time.

    `XDG_CACHE_HOME` is obeyed everywhere, where it is an absolute path.
    """
    windows = _named("LOCALAPPDATA", "AppData/Local") / "octavo" / "cache"
    return _folder("XDG_CACHE_HOME", windows, "Library/Caches", ".cache")


def settings_folder() -> Path:
    """Return the folder of the user's settings.

    `XDG_CONFIG_HOME` is obeyed everywhere, where it is an absolute path.
    """
    windows = _named("APPDATA", "AppData/Roaming") / "octavo"
    return _folder("XDG_CONFIG_HOME", windows, "Library/Application Support", ".config")


def _folder(variable: str, windows: Path, mac: str, elsewhere: str) -> Path:
    named = os.environ.get(variable, "")
    if Path(named).is_absolute():
        return Path(named) / "octavo"
    if sys.platform == "win32":
        return windows
    return Path.home() / (mac if sys.platform == "darwin" else elsewhere) / "octavo"


def _named(variable: str, usual: str) -> Path:
    return Path(os.environ.get(variable) or Path.home() / usual)
