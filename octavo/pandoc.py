"""The only door to pandoc."""

from __future__ import annotations

import os
import shutil
import signal
from functools import cache
from pathlib import Path

import pypandoc

from octavo import children
from octavo.ast import Document
from octavo.finding import InputError

READER = "markdown-smart"
"""With `smart`, pandoc would change quotation marks, dashes and spaces silently."""

MEMORY = ("+RTS", "-A16m", "-RTS")
"""A larger first heap: measured a sixth less time than GHC's own choice."""


@cache
def version() -> str:
    """Return pandoc's version, as it says it itself."""
    return run(["--version"]).decode().split(maxsplit=2)[1]


@cache
def program() -> str:
    """Return where pandoc is: the one that its Python package brings, never the system's.

    The package's own search would take a newer pandoc of the system, and another book come out.
    """
    folder = Path(str(pypandoc.__file__)).parent / "files"
    name = shutil.which("pandoc", path=str(folder))
    if name is None:
        raise InputError(
            "pandoc is not installed.", hint="Install the package pypandoc_binary again."
        )
    return name


def data_dir() -> Path:
    """The folder for `pandoc --data-dir`: it holds `filters/` and `custom/chapters.lua`.

    In an installed package it is octavo/data; in a checkout, the checkout itself.
    """
    package = Path(__file__).parent
    installed = package / "data"
    return installed if (installed / "filters").is_dir() else package.parent


def run(arguments: list[str], stdin: bytes = b"", cwd: Path | None = None) -> bytes:
    """Run pandoc and give what it prints.

    Raises InputError with pandoc's own first words where it fails.
    """
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": "0",
        "LANG": "en_US.UTF-8",  # else the titles of a .bib file depend on the machine's language
    }
    command = [program(), *arguments, *MEMORY]
    done = children.run(command, stdin, cwd=cwd, environment=environment)
    if done.returncode == -signal.SIGINT:
        raise KeyboardInterrupt
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip()
        raise InputError(f"pandoc stopped with status {done.returncode}: {words}")
    return done.stdout


def read_files(files: list[Path]) -> Document:
    """Read several sources in one process: a Div of class `source` for each (chapters.lua).

    Raises InputError where pandoc cannot read one of them.
    """
    arguments = ["--data-dir", str(data_dir()), "-f", "chapters.lua", "-t", "json"]
    return Document.loads(run([*arguments, *map(str, files)]))


def read(text: bytes, reader: str = READER) -> Document:
    """Read a text (UTF-8) into a document."""
    return Document.loads(run(["-f", reader, "-t", "json"], text))
