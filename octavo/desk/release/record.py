"""The version of record: one folder with all that an edition is, made anew from its own sources.

The book is copied beside its place, built there, and becomes a bag; then the folder gets its name.
So it can be built again wherever it lies, and the same text gives the same bytes.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from octavo import fresh, pandoc
from octavo.bibliography import csl
from octavo.book import approvals, chapters, metadata, released, trust
from octavo.book.approvals import Standing
from octavo.book.book import Book
from octavo.desk.release import bag, ready, typefaces
from octavo.files import files
from octavo.files.names import inside
from octavo.formats.epub import modified
from octavo.formats.pdf import fonts
from octavo.model.artefact import Artefact
from octavo.model.edition import Edition
from octavo.model.finding import InputError, Place
from octavo.model.released import Released
from octavo.press import build as pipeline
from octavo.press import inputs, pages_json, place, records, tasks
from octavo.press.jobs import Watcher
from octavo.press.prepare import Prepared
from octavo.press.workers import Workers
from octavo.report.page import page
from octavo.system import programs

FOLDER = "release"
ROOM, BOOK = ".making-", "book"
RECORD = "record.json"
DIST = "dist"
LICENCES = "licences"


@dataclass(frozen=True, slots=True)
class Release:
    """What is to be released: a book whose text is in order, as which printing, where."""

    prepared: Prepared
    printing: str
    folder: Path
    standing: Standing

    @property
    def book(self) -> Book:
        """The book."""
        return self.prepared.book

    @property
    def words(self) -> str:
        """The release in words, as the report's first line has it."""
        edition = self.book.edition
        return f"Released: {edition.date or 'no date'}, printing {self.printing}."


def folder_of(book: Book, printing: str) -> Path:
    """Return the folder of a version of record: title, year of the edition, and printing.

    Raises InputError where there is one: what was released is never written over.
    """
    edition = book.edition
    parts = (tasks.slug_of(edition.title), edition.date[:4], f"printing-{printing}")
    folder = files.within(book.root, f"{FOLDER}/{'-'.join(part for part in parts if part)}")
    if os.path.lexists(folder):
        raise InputError(
            "This was released already: a version of record is never written over.",
            place=Place(f"{FOLDER}/{folder.name}"),
            hint=f"Raise the printing: octavo release --printing {_next(printing)}.",
        )
    return folder


def _next(printing: str) -> str:
    return str(int(printing) + 1) if printing.isdecimal() else "2"


@contextmanager
def made(release: Release, crew: Workers, watcher: Watcher) -> Iterator[pipeline.Built]:
    """Build a book's copy beside its place; yield the build. `settle` makes the record of it.

    Raises InputError where the copy cannot be made. What is left by a process that was killed is
    removed.
    """
    top = release.folder.parent
    is_new = not top.exists()
    try:
        top.mkdir(exist_ok=True)
        files.sweep(top, ROOM, (BOOK,))
        with files.room(top, ROOM) as room, _trusted(release, room / BOOK):
            yield _built(room / BOOK, crew, watcher)
    except OSError as fault:
        message = f"The version of record cannot be written: {fault.strerror or fault}."
        raise InputError(message, place=Place(FOLDER), hint="Free some room.") from fault
    finally:
        if is_new and top.is_dir() and not any(top.iterdir()):
            top.rmdir()


@contextmanager
def _trusted(release: Release, root: Path) -> Iterator[None]:
    """Copy a book, and trust the copy's own filters, which the user trusts, while it is built."""
    copy(release, root)
    own = [path.relative_to(release.book.root) for path in release.book.chain.own()]
    if own:
        trust.remember(root, [root / path for path in own])
    try:
        yield
    finally:
        if own:
            trust.forget(root)


def _built(root: Path, crew: Workers, watcher: Watcher) -> pipeline.Built:
    book = Book.open(root, csl.style)
    options = pipeline.Options(tuple(book.edition.outputs), root / DIST)
    return pipeline.build_with(crew, book, options, watcher)


def copy(release: Release, root: Path) -> None:
    """Copy what a book's edition is made of, and write the number of its printing into it."""
    book = release.book
    for folder in fresh.INPUTS:
        for name in files.inside(book.root / folder):
            if not any(part.startswith((".", "__pycache__")) for part in name.split("/")):
                _copy(book.root, f"{folder}/{name}", root)
    for path in inputs.used(release.prepared):  # it may stand elsewhere in the book
        name = os.path.normpath(os.path.relpath(path, book.root))
        if not name.startswith(os.pardir):
            _copy(book.root, name, root)
    (root / metadata.EDITION).write_bytes(
        with_printing((root / metadata.EDITION).read_bytes(), book.edition, release.printing)
    )


def _copy(top: Path, name: str, root: Path) -> None:
    """Copy a file of a book; not what a link brings in from outside it."""
    path, there = top / name, root / name
    if path.is_file() and inside(top, path) is not None:
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, there)


def with_printing(data: bytes, edition: Edition, printing: str) -> bytes:
    """Return edition.yaml with the number of a printing; as it is where it says so already."""
    if edition.printing == printing or (not edition.printing and printing == "1"):
        return data
    line = f'printing: "{printing}"\n'.encode()
    if approvals.PRINTING.search(data):
        return approvals.PRINTING.sub(line, data, count=1)
    return data + (b"" if data.endswith(b"\n") else b"\n") + line


def settle(release: Release, built: pipeline.Built) -> list[str]:
    """Make the version of record of a build that is in order; return what was done, in sentences.

    Raises InputError where it cannot be written, or is there by now.
    """
    root = built.book.root
    reports = {
        "findings.json": records.findings_json(built.findings),
        "report.html": page(built, built.book.chain.own_rules(), release.words).encode(),
        **pages_json.as_report(built.pages),
    }
    place.put_reports(built, reports)
    shutil.rmtree(root / ".octavo", ignore_errors=True)
    used = _licences(built, root / LICENCES)
    records.write(root / RECORD, record(release, used))
    epubs = [_released(one, release, built) for one in _epubs(built)]
    for one in epubs:
        released.add(root, one)
    name = f"{FOLDER}/{release.folder.name}"
    sent = ready.leave(release.book.root, built, reports, name)
    bag.make(root, _info(built.book.edition, release))
    if os.path.lexists(release.folder):
        raise folder_taken(release.folder)
    for one in epubs:  # before the folder has its name: a killed release is only done again
        released.add(release.book.root, one)
    printing = _keep_printing(release)
    root.replace(release.folder)
    return [f"Released: the version of record is {name}/.", sent, *printing]


def _released(epub: Artefact, release: Release, built: pipeline.Built) -> Released:
    """Return what the next build must know of a release, for its EPUB and for the feed."""
    return replace(
        modified.release_of(epub.path, release.printing),
        day=released.day_of(built.book.edition),
        chapters=chapters.written(chapters.hashes(built.document.blocks)),
    )


def _epubs(built: pipeline.Built) -> list[Artefact]:
    return [one for one in built.artefacts if one.format == "epub"]


def folder_taken(folder: Path) -> InputError:
    """Return the error that another process has made a record meanwhile."""
    return InputError("This is there by now.", place=Place(f"{FOLDER}/{folder.name}"))


def _keep_printing(release: Release) -> list[str]:
    """Write the number of the printing into the book itself, where it says another."""
    path = release.book.root / metadata.EDITION
    data = path.read_bytes()
    new = with_printing(data, release.book.edition, release.printing)
    if new == data:
        return []
    files.write(path, new)
    return [f"{metadata.EDITION} says printing {release.printing} now."]


def _licences(built: pipeline.Built, folder: Path) -> dict[str, dict[str, str]]:
    """Put the licences of the fonts that the PDFs embed into a folder; return whose they are.

    Of a font that the book brings, what its file says is returned.
    """
    own = typefaces.own(built.book.project)
    pdfs = [one.path for one in built.artefacts if one.path.suffix == ".pdf"]
    names = sorted({name for path in pdfs for name in fonts.embedded(path)})
    faces = {name: face for name in names if name not in own and (face := fonts.face_of(name))}
    texts = resources.files("octavo") / "assets" / "fonts"
    for name in sorted({face.licence for face in faces.values()}):
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes((texts / name).read_bytes())
    ours = {
        name: {"family": face.family, "copyright": face.holder, "licence": face.licence}
        for name, face in faces.items()
    }
    return dict(sorted((ours | own).items()))


def record(release: Release, used: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return what a version of record says of itself, as plain values."""
    edition, standing = release.book.edition, release.standing
    return {
        "title": edition.title,
        "date": edition.date,
        "printing": release.printing,
        "isbn": dict(edition.isbn),
        "identifier": edition.identifier,
        "text": standing.text,
        "approvals": [{"by": one.by, "date": one.date, "note": one.note} for one in standing.valid],
        "programs": versions(),
        "fonts": used,
    }


def versions() -> dict[str, str]:
    """Return the versions of all programs that make an edition, in the order of their names."""
    known = {**programs.versions(), "pandoc": pandoc.version()}
    return dict(sorted(known.items(), key=lambda item: item[0].casefold()))


def _info(edition: Edition, release: Release) -> dict[str, str]:
    """Return the lines of bag-info.txt: nothing of this machine, and no date but the edition's."""
    day = datetime.fromtimestamp(tasks.epoch_of(edition), UTC).date()
    numbers: Sequence[str] = (*edition.isbn.values(), edition.identifier)
    known = {
        "Source-Organization": edition.publisher or edition.imprint,
        "External-Description": edition.title,
        "External-Identifier": "; ".join(number for number in numbers if number),
        "Internal-Sender-Identifier": release.standing.text,
        "Bagging-Date": day.isoformat(),
        "Bag-Software-Agent": f"octavo {programs.versions()['octavo']}, bagit.py {bag.VERSION}",
    }
    return {key: re.sub(r"\s+", " ", value) for key, value in known.items() if value}


def as_printing(number: int | None, edition: Edition) -> str:
    """Return the printing that is asked for, else the edition's, else the first.

    Raises InputError for what is no number of a printing.
    """
    if number is not None:
        if number < 1:
            raise InputError("Printings are counted from 1.", hint="Write --printing 2.")
        return str(number)
    printing = edition.printing or "1"
    if not re.fullmatch(r"[1-9]\d{0,3}", printing):
        raise InputError(
            f"“{printing}” is no number of a printing.",
            place=Place(metadata.EDITION),
            hint='Write printing: "1", or name it: --printing 1.',
        )
    return printing
