"""The only door to pandoc."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from functools import cache
from pathlib import Path

import orjson
import pypandoc

from octavo.model import nesting
from octavo.model.finding import InputError
from octavo.model.nodes import Document
from octavo.system import children

LONGEST = 240
"""How much of pandoc's own words a message quotes, in characters."""

HASKELL = re.compile(r"\{\w+ = |\bAeson\b|\bPrelude\b|\bData\.|Just \"")
"""In pandoc's words: what only its programmers read."""


class PandocError(InputError):
    """Pandoc has failed: `words` is all that it printed."""

    def __init__(self, words: str) -> None:
        """Take pandoc's words."""
        reason = plain(words)
        super().__init__(f"Pandoc cannot read it{': ' if reason else ''}{reason}.")
        self.words = words
        self.reason = reason


def plain(words: str) -> str:
    r"""Return pandoc's reason as one line in ordinary words; "" where only programmers read it.

    >>> plain("Error at x:\nunexpected end of input\nCallStack (from HasCallStack):\n  error, ...")
    'Error at x: unexpected end of input'
    """
    line = " ".join(words.partition("CallStack")[0].split()).rstrip(".:")
    if HASKELL.search(line):
        return ""
    return line if len(line) <= LONGEST else line[:LONGEST] + "\N{HORIZONTAL ELLIPSIS}"


READER = "markdown-smart"
"""With `smart`, pandoc would change quotation marks, dashes and spaces silently."""

MEMORY = ("+RTS", "-A16m", "-M4g", "-RTS")
"""A larger first heap: measured a sixth less time than GHC's own choice; four gigabytes at most."""

CAGE = ("--sandbox", "+RTS", "-M2g", "-RTS")
"""Pandoc reads no other file and asks no network, and takes two gigabytes of memory at most."""

PATIENCE = 120.0
"""Seconds that a call of pandoc may take, and one more for each `A_SECOND` bytes of input."""

A_SECOND = 20_000

WARNS = "[WARNING] "
"""How a line begins in which pandoc warns of something."""

HEAP_FULL = 251
"""The status with which GHC's programs end when their memory is full."""


@cache
def version() -> str:
    """Return the version that pandoc reports."""
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

    Raises PandocError, which is an InputError, with pandoc's own words where it fails.
    """
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": "0",
        "LANG": "en_US.UTF-8",  # else the titles of a .bib file depend on the machine's language
    }
    command = [program(), *MEMORY, *arguments]
    patience = PATIENCE + len(stdin) / A_SECOND
    try:
        done = children.run(command, stdin, cwd=cwd, environment=environment, patience=patience)
    except subprocess.TimeoutExpired as fault:
        raise InputError(
            f"Pandoc was stopped after {fault.timeout:.0f} seconds: "
            "it had not finished reading this text.",
            hint="Look for brackets, lists or tables that stand in one another; divide the text.",
        ) from fault
    if done.returncode == -signal.SIGINT:
        raise KeyboardInterrupt
    if done.returncode == HEAP_FULL:
        raise InputError(
            "Pandoc ran out of the memory that it may take: there is too much in it, or too deep.",
            hint="Look for lists, tables or quotations that stand in one another; divide the text.",
        )
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip()
        raise PandocError(words)
    return done.stdout


def read_files(files: list[Path]) -> Document:
    """Read several sources in one process: a Div of class `source` for each (chapters.lua).

    Raises InputError where pandoc cannot read one of them.
    """
    reader = data_dir() / "custom" / "chapters.lua"  # a bare name is first sought in the book
    arguments = ["-f", str(reader.resolve()), "-t", "json"]
    return loads(run([*arguments, *map(str, files)]))


def read(text: bytes, reader: str = READER) -> Document:
    """Read a text (UTF-8) into a document."""
    return loads(run(["-f", reader, "-t", "json"], text))


def warnings(text: bytes, reader: str = READER) -> list[str]:
    """Return what pandoc warns of when it reads a text (UTF-8), a line each."""
    command = [program(), *MEMORY, "-f", reader, "-t", "json"]
    environment = {**os.environ, "LANG": "en_US.UTF-8"}
    patience = PATIENCE + len(text) / A_SECOND
    try:
        done = children.run(command, text, environment=environment, patience=patience)
    except subprocess.TimeoutExpired:
        return []
    lines = done.stderr.decode("utf-8", "replace").splitlines()
    return [line.removeprefix(WARNS) for line in lines if line.startswith(WARNS)]


def loads(data: bytes) -> Document:
    """Return the document in pandoc's JSON. Raises InputError where it is nested too deeply."""
    try:
        return nesting.check_document(Document.loads(data))
    except orjson.JSONDecodeError as fault:
        raise nesting.too_deep() from fault
