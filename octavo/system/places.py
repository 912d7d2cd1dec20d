"""Where this program keeps what belongs to no book."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_folder() -> Path:
    """Return the folder of what can be made anew at any time, by the rules of the platform.

    `XDG_CACHE_HOME` is obeyed everywhere, where it is an absolute path.
    """
    named = os.environ.get("XDG_CACHE_HOME", "")
    if Path(named).is_absolute():
        return Path(named) / "octavo"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
        return Path(local) / "octavo" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "octavo"
    return Path.home() / ".cache" / "octavo"
