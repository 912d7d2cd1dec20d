"""The only door to pandoc."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from functools import cache
from pathlib import Path

import orjson
import pypandoc

from octavo import nesting
from octavo.ast import Document
from octavo.finding import InputError

READER = "markdown-smart"
"""With `smart`, pandoc would change quotation marks, dashes and spaces silently."""

MEMORY = ("+RTS", "-A16m", "-M4g", "-RTS")
"""A larger first heap: measured a sixth less time than GHC's own choice; four gigabytes at most."""

PATIENCE = 120.0
"""So many seconds a call of pandoc may take, and one more for each `A_SECOND` bytes it is given."""

A_SECOND = 20_000

HEAP_FULL = 251
"""The status with which GHC's programs end when their memory is full."""


@cache
def program() -> str:
    """Where pandoc is: the one that its Python package brings, never the system's.

    The package itself would try `pandoc` first, wherever PATH or Windows finds that: in the folder
    of a book, too.
    """
    suffix = ".exe" if os.name == "nt" else ""
    brought = Path(pypandoc.__file__).resolve().parent / "files" / f"pandoc{suffix}"
    return str(brought if brought.is_file() else pypandoc.get_pandoc_path())


@cache
def version() -> str:
    """Pandoc's version, for the keys of caches and for the manifest."""
    return run(["--version"]).decode("utf-8", "replace").split(maxsplit=2)[1]


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
    try:
        done = subprocess.run(
            [program(), *MEMORY, *arguments],
            input=stdin,
            capture_output=True,
            cwd=cwd,
            env=environment,
            check=False,
            timeout=PATIENCE + len(stdin) / A_SECOND,
        )
    except subprocess.TimeoutExpired as fault:
        raise InputError(
            f"Pandoc was stopped after {fault.timeout:.0f} seconds: this text has no end for it.",
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
        raise InputError(f"pandoc stopped with status {done.returncode}: {words}")
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


def loads(data: bytes) -> Document:
    """Return the document in pandoc's JSON. Raises InputError where it is nested too deeply."""
    try:
        return nesting.check_document(Document.loads(data))
    except orjson.JSONDecodeError as fault:
        raise nesting.too_deep() from fault


@cache
def term(word: str, lang: str) -> str:
    """Give the word over a part of a book (`Contents`, `Bibliography`) in a language.

    It is pandoc's own; English where pandoc does not know the language, or the word in it.
    """
    tag = lang.partition("-")[0].lower()
    if tag == "en" or not tag.isalpha():
        return word
    try:
        data = run(["--print-default-data-file", f"translations/{tag}.yaml"]).decode()
    except InputError:
        return word
    found = re.search(rf"(?m)^{word}: *(['\"]?)(.+?)\1$", data)
    return found[2] if found else word
