"""Compares two states of a text: a Word file with tracked changes, or a page for everybody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from octavo.bibliography import csl
from octavo.book.book import Book
from octavo.desk.compare import page, states
from octavo.desk.compare.redline import By, Redline, compared
from octavo.desk.compare.states import State
from octavo.desk.send import UNSEEN
from octavo.files import files, slugs
from octavo.files.names import shortened
from octavo.formats import archive, load
from octavo.model.counted import counted, listed
from octavo.model.finding import InputError, Place, TextError
from octavo.press import build, place
from octavo.press.prepare import Means, prepare

DOCX = "docx"
AUTHOR = "Octavo"
DAY = "%Y-%m-%d"
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

NOUNS = {
    "words": "change of words",
    "looks": "change of look",
    "style": "change of style",
    "inserted": "new paragraph",
    "deleted": "deleted paragraph",
    "moved": "moved paragraph",
    "rows": "row of tables",
}
PLURALS = {"words": "changes of words", "looks": "changes of look", "style": "changes of style"}
PLURALS |= {"rows": "rows of tables"}


class To(StrEnum):
    """What a comparison is written as."""

    DOCX = "docx"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Order:
    """What is compared with what, and as what; who is named as the author of the changes, and when.

    `date` is a day, or "": then it is the date of the newer edition.
    """

    older: str
    newer: str
    to: To = To.DOCX
    out: Path | None = None
    author: str = AUTHOR
    date: str = ""


@dataclass(frozen=True, slots=True)
class Built:
    """A state as a Word file: its members, the title and slug of the edition, and its date."""

    members: Mapping[str, bytes]
    title: str
    slug: str
    epoch: int
    date: str
    lang: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was compared, and the file; None where nothing differs."""

    states: tuple[State, State]
    counts: Mapping[str, int]
    path: Path | None

    @property
    def messages(self) -> list[str]:
        """What was done, in sentences."""
        older, newer = (state.label for state in self.states)
        if self.path is None:
            return [f"Nothing differs between {older} and {newer}: no file was written."]
        return [f"{self.path}: written.", f"From {older} to {newer}: {sentence(self.counts)}."]


def sentence(counts: Mapping[str, int]) -> str:
    """Return how many changes there are of each kind, as a sentence has it."""
    parts = (
        counted(counts[name], noun, PLURALS.get(name, ""))
        for name, noun in NOUNS.items()
        if counts.get(name)
    )
    return listed(list(parts))


def compare(root: Path, order: Order) -> Comparison:
    """Compare two states of a book, and write what differs.

    Raises InputError where a name stands for no state, a state cannot be set, or the file cannot be
    written.
    """
    _check_order(order)
    pair = states.find(root, order.older), states.find(root, order.newer)
    older, newer = (_built(root, state) for state in pair)
    day = order.date or newer.date
    by = By(order.author, f"{day}T00:00:00Z" if day else "")
    redline = compared(older.members, newer.members, by)
    if not redline.counts:
        return Comparison(pair, {}, None)
    path = order.out or root / _name(newer.slug, pair, order.to)
    data = _data(redline, pair, newer, order)
    _write(path, data)
    return Comparison(pair, redline.counts, path)


def _check_order(order: Order) -> None:
    """Raise InputError for an unusable name, a wrong date, and a folder in place of a file."""
    if unseen := UNSEEN.search(order.author):
        message = f"The name after --author holds a control character (U+{ord(unseen[0]):04X})."
        raise InputError(message, hint='Write it on one line: --author "Ann Lee".')
    if order.date and not DATE.fullmatch(order.date):
        raise _no_date(order.date)
    try:
        date.fromisoformat(order.date or "2026-03-01")
    except ValueError as fault:
        raise _no_date(order.date) from fault
    try:
        is_folder = order.out is not None and order.out.is_dir()
    except (OSError, ValueError) as fault:
        message = f"“{shortened(str(order.out))}” cannot be the name of a file."
        raise InputError(message, hint=f"Name another: --output compared.{order.to}.") from fault
    if order.out is not None and is_folder:
        hint = f"Name a file in it: --output {order.out / f'compared.{order.to}'}."
        raise InputError("This is a folder, not a file.", place=Place(str(order.out)), hint=hint)


def _no_date(text: str) -> InputError:
    message = f"“{shortened(text)}” is not a date."
    return InputError(message, hint="Write it so: --date 2026-03-01.")


def _built(root: Path, state: State) -> Built:
    """Set a state as a Word file. Raises InputError where its text has errors."""
    with states.opened(root, state) as folder:
        book = Book.open(folder, csl.style)
        prepared = prepare(book, Means(formats=(DOCX,)))
        options = build.Options((DOCX,), folder)
        try:
            build.check_errors(prepared, options)
        except TextError as fault:
            first = fault.findings[0]
            message = f"The text of {state.label} has errors, and cannot be set: {first.message}"
            raise InputError(message, place=first.place, hint=first.hint) from fault
        with place.room_apart() as room:
            job = build.make_jobs(prepared, options, room)[DOCX]
            artefact = load(DOCX).write(job)[0]
            edition = book.edition
            return Built(
                archive.read(artefact.path), edition.title, job.slug, job.epoch,
                _day(job.epoch) if edition.date else "", edition.lang,
            )  # fmt: skip


def _day(epoch: int) -> str:
    return datetime.fromtimestamp(epoch, UTC).strftime(DAY)


def _name(slug: str, pair: tuple[State, State], to: To) -> str:
    """Return the file's name if none was given: made of the book and both states."""
    older, newer = (slugs.slug(state.label, "state") for state in pair)
    return f"{slug}-{older}-{newer}.{to}"


def _data(redline: Redline, pair: tuple[State, State], newer: Built, order: Order) -> bytes:
    if order.to is To.HTML:
        labels = pair[0].label, pair[1].label
        head = page.Head(newer.title, newer.lang, *labels, sentence(redline.counts))
        return page.made(redline.members, head).encode()
    with place.room_apart() as room:
        path = room / "redline.docx"
        archive.write(path, redline.members, newer.epoch)
        return path.read_bytes()


def _write(path: Path, data: bytes) -> None:
    """Write a file. Raises InputError where another lies there: somebody may have worked in it."""
    try:
        if path.exists() and (not path.is_file() or path.read_bytes() != data):
            message = "There is another file already: it is not overwritten."
            hint = "Move it away, or name another with --output."
            raise InputError(message, place=Place(str(path)), hint=hint)
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write(path, data)
    except OSError as fault:
        message = f"The file cannot be written: {fault.strerror}."
        raise InputError(message, place=Place(str(path))) from fault
