"""Opens the editor at a place of a source file."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path, PurePath

from octavo.model.finding import InputError

VARIABLES = ("VISUAL", "EDITOR")
"""The variables of the environment that name an editor, the first of them first."""

WAYS = {
    "code": "-g {file}:{line}",
    "codium": "-g {file}:{line}",
    "cursor": "-g {file}:{line}",
    "subl": "{file}:{line}",
    "zed": "{file}:{line}",
    "mate": "-l {line} {file}",
    "gedit": "{file} +{line}",
    "gnome-text-editor": "{file} +{line}",
    "kate": "-l {line} {file}",
    "gvim": "+{line} {file}",
    "mousepad": "-l {line} {file}",
    "geany": "-l {line} {file}",
    "notepad++": "-n{line} {file}",
    "emacsclient": "-n +{line} {file}",
}
"""The options that open an editor at a line, by the name of the program."""

IN_TERMINAL = frozenset(
    (
        "vi",
        "vim",
        "nvim",
        "nano",
        "pico",
        "emacs",
        "micro",
        "hx",
        "helix",
        "joe",
        "ed",
        "ne",
        "mcedit",
    )
)
"""Editors that need the terminal, in which `octavo watch` runs."""


def command_of(asked: str | None, environment: Mapping[str, str]) -> list[str]:
    """Return the command that opens an editor: `{file}` and `{line}` stand for the place.

    `asked` is the option --editor; without it, $VISUAL or $EDITOR. Empty where neither can be
    opened beside a terminal. Raises InputError where the option cannot be understood.
    """
    words = asked or next(filter(None, map(environment.get, VARIABLES)), "")
    try:
        command = shlex.split(words)
    except ValueError as fault:
        raise InputError(
            f"--editor cannot be read: {fault}.",
            hint="Write it as: --editor 'code -g {file}:{line}'.",
        ) from fault
    if not command:
        return []
    if asked and shutil.which(command[0]) is None:
        raise InputError(f"There is no program {command[0]} (--editor).", hint="Give its path.")
    if any("{file}" in word for word in command):
        return command
    name = PurePath(command[0]).name.removesuffix(".exe")
    if name in IN_TERMINAL and not asked:
        return []
    return [*command, *WAYS.get(name, "{file}").split()]


def open_at(command: list[str], file: Path, line: int) -> str:
    """Open an editor at a line of a file; return what went wrong, or ""."""
    filled = [word.replace("{file}", str(file)).replace("{line}", str(line)) for word in command]
    try:
        opened = subprocess.Popen(
            filled,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as fault:
        return f"{command[0]} cannot be started: {fault.strerror}."
    threading.Thread(target=opened.wait, daemon=True).start()  # else it would stay, ended
    return ""
