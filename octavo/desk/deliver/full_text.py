"""The text of a released book in BITS, with its pictures, for libraries and archives.

It is made of the text in the version of record, read in a copy of it, and read back: a file that
has not each word of the text is no delivery.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from octavo.book.book import Book
from octavo.desk.release import again
from octavo.files.slugs import FreeNames
from octavo.formats.pictures import Picture, name_pictures
from octavo.formats.trade import bits, bits_read
from octavo.model import reading
from octavo.model.artefact import Job, Reading
from octavo.model.finding import InputError, Place
from octavo.model.nodes import Document
from octavo.press import build as pipeline
from octavo.press import place
from octavo.press.prepare import prepare

NAME, PICTURES = "book.xml", "images"
AROUND = 6
"""How many words show where a file differs from the text."""


def in_bits(folder: Path, open_book: again.OpenBook) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a version of record in BITS: the book, then its pictures.

    Raises InputError where the book cannot be read, or the file has not its words.
    """
    with again.copied(folder) as root:
        yield from of_book(open_book(root))


def of_book(book: Book) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a book in BITS, as `in_bits` does."""
    with place.room_apart() as room:
        prepared = prepare(book)
        options = pipeline.Options(("html",), room)
        pipeline.check_errors(prepared, options)
        yield from _files(pipeline.make_jobs(prepared, options, room)["html"])


def _files(job: Job) -> Iterator[tuple[str, bytes]]:
    document = Document.loads(job.document.read_bytes())
    pictures = name_pictures(document, job.project)
    names = _named(pictures)
    data = bits.book(document, job.project.edition, names)
    refuse_unlike(bits_read.read(data), reading.canon(job.document))
    yield NAME, data
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


def refuse_unlike(read: Reading, text: Reading) -> None:
    """Raise InputError where a file does not have the content of the text."""
    for one, two in ((read.body, text.body), *zip(read.notes, text.notes, strict=False)):
        if one != two:
            pairs = enumerate(zip(one, two, strict=False))
            at = next((n for n, (a, b) in pairs if a != b), min(len(one), len(two)))
            words = " ".join(two[max(at - AROUND, 0) : at + AROUND])
            raise _unlike(f"The book in BITS differs from the text at “{words}”.")
    if read != text:
        raise _unlike("The notes, headings or pictures in BITS are not those of the text.")


def _unlike(message: str) -> InputError:
    return InputError(message, place=Place(NAME), hint="This should not happen: report it.")
