"""The text of a release in BITS, an article in JATS, with its pictures, for libraries and archives.

It is made of the text in the version of record, read in a copy of it, and read back: a file that
has not each word of the text is no delivery.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from octavo.book.book import Book
from octavo.desk.release import again
from octavo.files.slugs import FreeNames
from octavo.formats.pictures import Picture, name_pictures
from octavo.formats.trade import bits, bits_read, jats
from octavo.model import reading
from octavo.model.artefact import Job, Reading
from octavo.model.edition import Edition
from octavo.model.finding import InputError, Place
from octavo.model.nodes import Document
from octavo.press import build as pipeline
from octavo.press import place
from octavo.press.prepare import prepare

PICTURES = "images"
AROUND = 6
"""How many words show where a file differs from the text."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How libraries keep a text: by which standard, in which file, and what writes it."""

    standard: str
    file: str
    write: Callable[[Document, Edition, Mapping[str, str]], bytes]

    @property
    def folder(self) -> str:
        """The folder of a delivery that it is in."""
        return self.standard.lower()


BOOK = Kept("BITS", "book.xml", bits.book)
ARTICLE = Kept("JATS", "article.xml", jats.article)


def kept_as(edition: Edition) -> Kept:
    """Return how libraries keep an edition: an article as an article, all else as a book."""
    return ARTICLE if edition.form == "article" else BOOK


def of_release(folder: Path, open_book: again.OpenBook) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a version of record in BITS or JATS: the text, then its pictures.

    Raises InputError where the book cannot be read, or the file has not its words.
    """
    with again.copied(folder) as root:
        yield from of_book(open_book(root))


def of_book(book: Book) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a book, as `of_release` does."""
    with place.room_apart() as room:
        prepared = prepare(book)
        options = pipeline.Options(("html",), room)
        pipeline.check_errors(prepared, options)
        yield from _files(pipeline.make_jobs(prepared, options, room)["html"])


def _files(job: Job) -> Iterator[tuple[str, bytes]]:
    document = Document.loads(job.document.read_bytes())
    pictures = name_pictures(document, job.project)
    names = _named(pictures)
    kept = kept_as(job.project.edition)
    data = kept.write(document, job.project.edition, names)
    refuse_unlike(bits_read.read(data), reading.canon(job.document), kept)
    yield kept.file, data
    yield from {names[key]: picture.data() for key, picture in pictures.items()}.items()


def _named(pictures: dict[str, Picture]) -> dict[str, str]:
    """Return the name of each picture's file in the delivery: its own where that is free."""
    names = FreeNames(taken := set(), fold=str.lower)
    placed: dict[Path, str] = {}
    for picture in pictures.values():
        file = picture.file.resolve()
        if file not in placed:
            name = names.free(file.stem, picture.suffix)
            taken.add(name.lower())
            placed[file] = f"{PICTURES}/{name}"
    return {key: placed[picture.file.resolve()] for key, picture in pictures.items()}


def refuse_unlike(read: Reading, text: Reading, kept: Kept = BOOK) -> None:
    """Raise InputError where a file does not have the content of the text."""
    for one, two in ((read.body, text.body), *zip(read.notes, text.notes, strict=False)):
        if one != two:
            pairs = enumerate(zip(one, two, strict=False))
            at = next((n for n, (a, b) in pairs if a != b), min(len(one), len(two)))
            words = " ".join(two[max(at - AROUND, 0) : at + AROUND])
            raise _unlike(f"{kept.file} differs from the text at “{words}”.", kept)
    if read != text:
        message = f"The notes, headings or pictures in {kept.standard} are not those of the text."
        raise _unlike(message, kept)


def _unlike(message: str, kept: Kept) -> InputError:
    return InputError(message, place=Place(kept.file), hint="This should not happen: report it.")
