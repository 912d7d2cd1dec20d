"""The only door to pandoc."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from functools import cache
from pathlib import Path

import pypandoc

from octavo.ast import Document
from octavo.finding import InputError

LONGEST = 240
"""How much of pandoc's own words a message quotes, in characters."""

HASKELL = re.compile(r"\{\w+ = |\bAeson\b|\bPrelude\b|\bData\.|Just \"")
"""In pandoc's words: what only its programmers read."""


class PandocError(InputError):
    """Pandoc could not do what it was asked: `words` is all that it printed."""

    def __init__(self, words: str) -> None:
        """Take pandoc's words."""
        reason = plain(words)
        super().__init__(f"Pandoc cannot read it{': ' if reason else ''}{reason}.")
        self.words = words
        self.reason = reason


def plain(words: str) -> str:
    r"""Give pandoc's reason as one line in ordinary words; "" where only programmers read it.

    >>> plain("Error at x:\nunexpected end of input\nCallStack (from HasCallStack):\n  error, ...")
    'Error at x: unexpected end of input'
    """
    line = " ".join(words.partition("CallStack")[0].split()).rstrip(".:")
    if HASKELL.search(line):
        return ""
    return line if len(line) <= LONGEST else line[:LONGEST] + "\N{HORIZONTAL ELLIPSIS}"


READER = "markdown-smart"
"""With `smart`, pandoc would change quotation marks, dashes and spaces silently."""

MEMORY = ("+RTS", "-A16m", "-RTS")
"""A larger first heap: measured a sixth less time than GHC's own choice."""


@cache
def program() -> str:
    """Where pandoc is: the one that its Python package brings, never the system's."""
    return str(pypandoc.get_pandoc_path())


@cache
def version() -> str:
    """Pandoc's version, for the keys of caches and for the manifest."""
    return str(pypandoc.get_pandoc_version())


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
    done = subprocess.run(
        [program(), *arguments, *MEMORY],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=environment,
        check=False,
    )
    if done.returncode == -signal.SIGINT:
        raise KeyboardInterrupt
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip()
        raise PandocError(words)
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
