"""Names of files that others wrote: looked for without harm, and shown without filling a screen."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote_to_bytes

from octavo.model.finding import InputError

SHOWN = 80
"""How much of a name a message shows, in characters."""


def is_file(path: Path) -> bool:
    """Whether a file is there; no name that no system takes (too long, with a zero) is one."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def inside(root: Path, path: Path) -> Path | None:
    """Return the real path of a file, links followed, where it lies inside a folder; else None."""
    try:
        real = path.resolve()
        return real if real.is_relative_to(root.resolve()) else None
    except (OSError, RuntimeError, ValueError):  # a loop of links, a NUL, a name too long
        return None


def decoded(address: str) -> str:
    """Return an address as people write it, without percent signs; pandoc gives it with them.

    It stays as it is where it does not stand for UTF-8.
    """
    try:
        return unquote_to_bytes(address).decode()
    except UnicodeDecodeError:
        return address


def check_folder(path: Path) -> None:
    """Raise InputError where no system takes a name as that of a folder."""
    try:
        path.exists()
    except (OSError, ValueError) as fault:
        message = f"“{shortened(str(path))}” cannot be the name of a folder."
        raise InputError(message, hint="Give a shorter one, of letters and hyphens.") from fault


def is_there(path: Path) -> bool:
    """Whether anything has this name; nothing has one that no system takes."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def shortened(name: str) -> str:
    """Return a name for a message: on one line, and no longer than a line."""
    line = " ".join(name.split())
    return line if len(line) <= SHOWN else line[:SHOWN] + "\N{HORIZONTAL ELLIPSIS}"
