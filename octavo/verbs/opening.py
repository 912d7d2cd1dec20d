"""Opens the book that a verb works on; with `--trust`, its own filters may run from now on."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from octavo.bibliography import csl
from octavo.book import metadata, paths, trust
from octavo.book.book import Book
from octavo.model.finding import InputError

TrustOption = Annotated[
    bool,
    typer.Option("--trust", help="Let the filters that this book brings itself run, from now on."),
]


def open_book(folder: Path, *, trusted: bool = False, unstyled: bool = False) -> Book:
    """Read a book's metadata; with `trusted`, keep that the user trusts its own filters.

    With `unstyled` an unknown style of citations is no reason to stop, unless there are others.
    Raises InputError where the folder holds no book, or a filter is missing.
    """
    paths.check_names(folder)
    book = _open(folder, unstyled=unstyled)
    own = book.chain.own() if trusted else []
    if own:
        trust.remember(book.root, own)
        names = ", ".join(path.name for path in own)
        print(f"octavo: this book's own filters are trusted as they are: {names}.", file=sys.stderr)
    return book


def _open(folder: Path, *, unstyled: bool) -> Book:
    if unstyled:
        with suppress(InputError):  # the faults come below, with that of the style
            return Book.open(folder)
    return Book.open(folder, csl.style)


def open_if_book(folder: Path, *, trusted: bool = False) -> Book | None:
    """Read a book's metadata; return None where the folder holds no book."""
    is_book = (folder / metadata.EDITION).is_file()
    return open_book(folder, trusted=trusted) if is_book else None
