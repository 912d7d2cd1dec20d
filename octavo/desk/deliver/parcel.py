"""What a receiver gets: files of the release, and what is made of it, each under its name."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from octavo.desk.deliver import full_text
from octavo.desk.deliver.released import Released
from octavo.desk.release.again import OpenBook
from octavo.desk.release.record import DIST
from octavo.files import redraw_covers
from octavo.files.names import shortened
from octavo.formats.epub import modified, reading
from octavo.formats.epub.cover import cover_file
from octavo.formats.trade import claims, crossref, dublin, onix
from octavo.formats.trade.offers import Offer, offers_of
from octavo.formats.trade.receivers import Receiver
from octavo.model.checkdigits import isbn_digits
from octavo.model.edition import Edition
from octavo.model.finding import InputError
from octavo.model.trade import day_fault
from octavo.press import manifest, pages_json
from octavo.press.tasks import epoch_of, slug_of

PRINT = ("interior", "wrap")
"""Parts whose ISBN is the printed book's."""

DIGITAL_ISBN = ("epub", "html", "screen")


@dataclass(frozen=True, slots=True)
class File:
    """A file of a delivery: its name in it, what it is, and its bytes."""

    name: str
    part: str
    data: bytes


def moment_of(released: Released, on: str = "") -> datetime:
    """Return the moment that messages bear: a day, when the EPUB was modified, the edition's day.

    So the same release gives the same bytes; a message that is sent again with other prices, or a
    deposit that replaces one, gets its own day. Raises InputError where `on` is not a date.
    """
    if on:
        if fault := day_fault(on):
            raise InputError(f"--on {shortened(on)}: {fault}.", hint="Write --on 2026-12-01.")
        return datetime.fromisoformat(on).replace(tzinfo=UTC)
    epub = released.artefacts.get("epub")
    if epub is not None:
        text = modified.release_of(epub.path, "").modified
        if text:
            return datetime.strptime(text, modified.FORM).replace(tzinfo=UTC)
    return datetime.fromtimestamp(epoch_of(released.project.edition), UTC)


def files(
    released: Released, receiver: Receiver, moment: datetime, open_book: OpenBook
) -> list[File]:
    """Return the files of a delivery. A part that the release does not have is left out.

    `open_book` opens the book in the release, where its text itself is asked for.
    """
    made = []
    for part, pattern in receiver.files.items():
        name = name_of(released.project.edition, part, pattern)
        pieces = (
            full_text.of_release(released.folder, open_book)
            if part == "text"
            else _parts(released, receiver, part, moment)
        )
        for within, data in pieces:
            made.append(File(f"{name}/{within}" if within else name, part, data))
    return made


def name_of(edition: Edition, part: str, pattern: str) -> str:
    """Return the name of a part; "" for the ISBN that it does not have."""
    slug = slug_of(edition.title)
    kept = full_text.kept_as(edition).folder
    return pattern.format(isbn=isbn_of(edition, part) or slug, slug=slug, kept=kept)


def isbn_of(edition: Edition, part: str) -> str:
    """Return the ISBN by which a part is known: the printed book's, or the EPUB's."""
    names = ("print", edition.binding or "print") if part in PRINT else DIGITAL_ISBN
    known = {str(name): isbn for name, isbn in edition.isbn.items()}
    return next((isbn_digits(known[name]) for name in names if name in known), "")


def _parts(
    released: Released, receiver: Receiver, part: str, moment: datetime
) -> Iterator[tuple[str, bytes]]:
    """Yield what a part is made of: names within it, "" where it is one file, and bytes."""
    artefact = _artefact(released, receiver, part)
    if artefact is not None:
        if not artefact.is_dir():
            yield "", artefact.read_bytes()
            return
        for path in sorted(one for one in artefact.rglob("*") if one.is_file()):
            yield path.relative_to(artefact).as_posix(), path.read_bytes()
        return
    make = MADE.get(part)
    data = make(released, moment) if make else b""
    if data:
        yield "", data


TAKEN = ("epub", "site", "screen", "interior", "wrap")
"""Parts that are files of the release."""


def _artefact(released: Released, receiver: Receiver, part: str) -> Path | None:
    """Return the file or folder of the release that a part is."""
    printed = f"pdf-{receiver.printer}"
    name = {"screen": "pdf-screen", "interior": printed, "wrap": f"{printed}-cover"}.get(part, part)
    artefact = released.artefacts.get(name) if part in TAKEN else None
    return artefact.path if artefact else None


def cover(released: Released, _: datetime) -> bytes:
    """Return the front as a JPEG for shops: the edition's picture, or the front that is set."""
    if "epub" not in released.artefacts:
        return b""
    with tempfile.TemporaryDirectory() as folder:
        front = cover_file(released.project, Path(folder), keeps=False)
        return redraw_covers.as_jpeg(front.read_bytes())


def message(release: str) -> Callable[[Released, datetime], bytes]:
    """Return what makes an ONIX message of a release of the standard."""

    def make(released: Released, moment: datetime) -> bytes:
        edition = released.project.edition
        offers = tuple(_with_details(released, offer) for offer in offers_of(edition))
        if not offers:
            return b""
        return onix.message(onix.Message(edition, offers, f"{moment:%Y%m%dT%H%MZ}", release))

    return make


def _with_details(released: Released, offer: Offer) -> Offer:
    """Return an offer with what only the files tell: claims, pages, words."""
    epub = released.artefacts.get("epub")
    path = released.folder / "data" / DIST / manifest.PAGES
    pages = len(pages_json.load(path).pages) if path.is_file() else 0
    if offer.of != "epub" or epub is None:
        return replace(offer, pages=pages)
    return replace(
        offer,
        claims=claims.claims_of(epub.path),
        pages=pages,
        words=len(reading.read(epub.path).body),
        size=epub.path.stat().st_size,
    )


def deposit(released: Released, moment: datetime) -> bytes:
    """Return Crossref's deposit."""
    return crossref.deposit(released.project.edition, moment)


def catalogue(released: Released, _: datetime) -> bytes:
    """Return the record in Dublin Core."""
    return dublin.record(released.project.edition)


MADE: dict[str, Callable[[Released, datetime], bytes]] = {
    "cover": cover,
    "onix-3.0": message("3.0"),
    "onix-3.1": message("3.1"),
    "crossref": deposit,
    "dublin": catalogue,
}
"""What is made of a release, by the part of a delivery."""
