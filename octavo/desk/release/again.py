"""A version of record looked at again: as it was released, whole, and with the text in it.

Nothing is written into it: the book in it is copied elsewhere, and read, and built again, there.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from octavo.book import approvals, trust
from octavo.book.book import Book
from octavo.desk.release import bag
from octavo.desk.release.record import BOOK, DIST, RECORD, versions
from octavo.files import files, json
from octavo.files.names import is_file
from octavo.model.finding import Finding, InputError, Place, Severity, Tier
from octavo.press import build as pipeline
from octavo.press import manifest, place, standing
from octavo.press.jobs import Watcher
from octavo.press.workers import Workers

DATA = "data"
AGAIN = "again"
SHA256 = re.compile(r"[0-9a-f]{64}")

OpenBook = Callable[[Path], Book]


@dataclass(frozen=True, slots=True)
class Order:
    """What is looked at, how its book is opened, and whether it is built again.

    `reports` is a cache that may hold what EPUBCheck has said of its EPUB.
    """

    folder: Path
    open_book: OpenBook
    rebuild: bool = False
    reports: Path | None = None


def is_record(folder: Path) -> bool:
    """Whether a folder is a bag, whatever is in it."""
    return is_file(folder / bag.NAME)


def verify(order: Order, crew: Workers, watcher: Watcher) -> list[Finding]:
    """Return what is wrong with a version of record, and what must be known of it.

    Raises InputError for what is not a folder, and for a record that cannot be read.
    """
    _refuse_links(order.folder)
    changed = [_changed(name, words) for name, words in bag.faults(order.folder)]
    if changed:
        return changed
    known = read(order.folder)
    with copied(order.folder) as root:
        book = order.open_book(root)
        findings = [*_text(root, known), *_programs(known)]
        if order.reports is not None:
            standing.pass_on_reports(book, root / DIST, order.reports)
        findings += standing.verify(crew, book, root / DIST, watcher)
        if order.rebuild:
            findings += _rebuilt(book, crew, watcher)
    return findings


def read(folder: Path) -> Mapping[str, Any]:
    """Return what a version of record says of itself. Raises InputError where it says nothing."""
    name = f"{DATA}/{RECORD}"
    path = folder / DATA / RECORD
    hint = "Name a folder that `octavo release` has made."
    if not path.is_file():
        message = f"{folder.name} is a bag, and no version of record: it has no {name}."
        raise InputError(message, hint=hint)
    value = json.parse(json.read(path, name), name)
    programs = value.get("programs") if isinstance(value, dict) else None
    if not isinstance(programs, dict) or not SHA256.fullmatch(str(value.get("text"))):
        message = "This is not the record of a release: it lacks the text’s hash, or the programs."
        raise InputError(message, place=Place(name), hint=hint)
    return dict(value)


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """Yield a copy of the book in a version of record, gone afterwards."""
    with place.room_apart() as room:
        root = room / BOOK
        shutil.copytree(folder / DATA, root)
        try:
            yield root
        finally:
            trust.forget(root)  # no other book will ever lie there


def _refuse_links(folder: Path) -> None:
    """Refuse a record that holds links: what they lead to was not released."""
    for name, path in files.inside(folder).items():
        if path.is_symlink():
            hint = "Put the file itself there, or fetch the record anew."
            raise InputError("This is a link.", place=Place(f"{folder.name}/{name}"), hint=hint)


def _changed(name: str, words: str) -> Finding:
    hint = "Fetch the version of record anew."
    return Finding("record-changed", words, Severity.ERROR, Tier.FLAG, Place(name), hint=hint)


def _text(root: Path, known: Mapping[str, Any]) -> list[Finding]:
    """Compare the hash of the text with the one that was approved."""
    if approvals.text_digest(root) == known["text"]:
        return []
    words = "The text in it is not the one whose hash was approved."
    return [_changed(f"{DATA}/{RECORD}", words)]


def _programs(known: Mapping[str, Any]) -> list[Finding]:
    """Name the programs that have another version here."""
    here = versions()
    there = {str(name): str(version) for name, version in known["programs"].items()}
    other = [
        f"{name} {there.get(name, 'none')} (here {here.get(name, 'none')})"
        for name in sorted({*there, *here}, key=str.casefold)
        if there.get(name) != here.get(name)
    ]
    if not other:
        return []
    message = f"It was made with other versions: {', '.join(other)}."
    hint = "Files that are built again may have other bytes."
    where = Place(f"{DATA}/{RECORD}")
    return [Finding("record-programs", message, Severity.INFO, Tier.FLAG, place=where, hint=hint)]


def _rebuilt(book: Book, crew: Workers, watcher: Watcher) -> list[Finding]:
    """Build the book of a record again, and name the files that have other bytes."""
    out = book.root / AGAIN
    options = pipeline.Options(tuple(book.edition.outputs), out)
    pipeline.build_with(crew, book, options, watcher)
    released = manifest.read(book.root / DIST) or manifest.Manifest()
    new = manifest.read(out) or manifest.Manifest()
    were = {one.path.name: one.sha256 for one in released.artefacts}
    are = {one.path.name: one.sha256 for one in new.artefacts}
    return [
        Finding(
            "record-rebuilt",
            "Built again from the record, this file has other bytes.",
            Severity.ERROR,
            Tier.FLAG,
            Place(f"{DATA}/{DIST}/{name}"),
            hint="Compare the versions of the programs.",
        )
        for name in sorted({*were, *are})
        if were.get(name) != are.get(name)
    ]
