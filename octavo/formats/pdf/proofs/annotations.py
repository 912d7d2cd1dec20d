"""Reads the annotations of a PDF that others wrote (ISO 32000-2, 12.5), and what its pages say.

Each value is taken for what it should be, or for nothing. What is there is bounded: no file is so
large that a person could have marked all of it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice
from typing import Any

import pikepdf
import pypdfium2

from octavo.formats.pdf.proofs import values
from octavo.formats.pdf.proofs.glyphs import Box
from octavo.formats.pdf.proofs.named import KEYWORD, NAMESPACE, PROPERTY, file_name
from octavo.formats.pdf.proofs.values import LONGEST, LONGEST_RICH
from octavo.model.finding import InputError, Place

MOST_BYTES = 500_000_000
MOST_PAGES = 20_000
MOST_MARKS = 50_000
MOST_UNPACKED = 1_000_000
"""The most bytes, pages, annotations, bytes of a stream."""

HIDDEN = 2
NAMED = re.compile(rb"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation; `page` counts from 0, `boxes` are those around its quadrilaterals.

    `kind` is its subtype, `text` what it says, `date` a moment (ISO 8601). `parent` is the number
    of the annotation that it answers, or belongs to if it `is_grouped`; -1 where it stands alone.
    `state` is what a reviewer says of that one. `point` is where the line of a text box leads to.
    `differs` says that its rich text is another than its plain one. `name` is what it is called,
    `intent` what its program means by it, `symbol` what a caret shows.
    """

    kind: str
    page: int
    rect: Box
    boxes: tuple[Box, ...] = ()
    text: str = ""
    author: str = ""
    date: str = ""
    name: str = ""
    parent: int = -1
    is_grouped: bool = False
    is_hidden: bool = False
    state: str = ""
    intent: str = ""
    symbol: str = ""
    point: tuple[float, float] | None = None
    differs: bool = False


@dataclass(slots=True)
class Marked:
    """A PDF that came back: its annotations, how many pages it has, and names that it may have.

    `data` is the file, of which the words of pages are read when they are asked for.
    """

    name: str
    data: bytes
    marks: list[Mark]
    pages: int
    names: list[str] = field(default_factory=list)


def opened(data: bytes, name: str) -> Marked:
    """Read a PDF. Raises InputError where it is damaged, locked, or larger than anything sent."""
    if len(data) > MOST_BYTES:
        raise InputError("This PDF is too large to be a proof.", place=Place(name))
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise InputError("This PDF has more pages than a book.", place=Place(name))
            return Marked(
                name, data, marks_of(_annotations(pdf), name), len(pdf.pages), _names(pdf)
            )
    except pikepdf.PasswordError as fault:
        hint = "Save it without a password, and merge that."
        raise InputError(
            "This PDF is locked with a password.", place=Place(name), hint=hint
        ) from fault
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError) as fault:
        hint = "Open it in the program it was marked with, and save it anew."
        raise InputError("This PDF is damaged.", place=Place(name), hint=hint) from fault


def _names(pdf: pikepdf.Pdf) -> list[str]:
    """Return the identifiers that a file carries, the surest first."""
    metadata = pdf.Root.get("/Metadata")
    packet = _unpacked(metadata) if isinstance(metadata, pikepdf.Stream) else b""
    inside = packet[packet.find(NAMESPACE.encode()) :] if NAMESPACE.encode() in packet else b""
    keywords = _text(pdf.docinfo.get("/Keywords")).partition(KEYWORD)[2]
    texts = (_text(pdf.docinfo.get(PROPERTY)).encode(), inside, keywords[:12].encode())
    names = [one.decode() for text in texts for one in NAMED.findall(text)]
    return list(dict.fromkeys((*names, *filter(None, (file_name(pdf),)))))


def _annotations(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, int]]:
    for number, page in enumerate(pdf.pages):
        for one in dictionaries(page.obj.get("/Annots")):
            yield one, number


def dictionaries(listed: Any) -> Iterator[Any]:
    """Yield the dictionaries of an array; nothing of anything else."""
    for one in listed if isinstance(listed, pikepdf.Array) else ():
        if isinstance(one, pikepdf.Dictionary):
            yield one


def check_count(count: int, name: str) -> None:
    """Raise InputError where a file has more annotations than anybody can have made."""
    if count > MOST_MARKS:
        message = f"This file has more than {MOST_MARKS:,} annotations."
        raise InputError(message, place=Place(name))


def marks_of(each: Iterable[tuple[Any, int]], name: str) -> list[Mark]:
    """Return annotations, dictionaries with the numbers of their pages, but for the silent ones.

    Raises InputError where there are too many.
    """
    own = (pair for pair in each if _name(pair[0].get("/Subtype")) not in SILENT)
    read = list(islice(own, MOST_MARKS + 1))
    check_count(len(read), name)
    numbers = {one.objgen: at for at, (one, _) in enumerate(read) if one.is_indirect}
    named = Names((page, _text(one.get("/NM"))) for one, page in read)
    return [_mark(one, page, _parent(one, page, numbers, named)) for one, page in read]


class Names:
    """The numbers of annotations by their names: two programs may give the same name twice.

    What an annotation answers stands on its own page (ISO 32000-2, 12.5.6.2); one of another page
    is taken only where its own page has no such name.
    """

    def __init__(self, names: Iterable[tuple[int, str]]) -> None:
        """Take the page and the name of each annotation."""
        self._on_page: dict[tuple[int, str], int] = {}
        self._anywhere: dict[str, int] = {}
        for number, (page, name) in enumerate(names):
            if name:
                self._on_page[page, name] = self._anywhere[name] = number

    def get(self, page: int, name: str) -> int:
        """Return the number of the annotation that is called so; -1 where none is."""
        return self._on_page.get((page, name), self._anywhere.get(name, -1))


SILENT = frozenset(("Link", "Popup", "Widget", "PrinterMark", "TrapNet", "Watermark", ""))
"""Annotations that say nothing of the text: what belongs to the file, or to another annotation."""


def _parent(one: Any, page: int, numbers: dict[tuple[int, int], int], named: Names) -> int:
    other = one.get("/IRT")
    if isinstance(other, pikepdf.Dictionary):
        if other.is_indirect:
            return numbers.get(other.objgen, -1)
        return named.get(page, _text(other.get("/NM")))
    return named.get(page, _text(other)) if isinstance(other, pikepdf.String) else -1


def _mark(one: Any, page: int, parent: int) -> Mark:
    rect = values.box(_numbers(one.get("/Rect"), 4))
    insets = _numbers(one.get("/RD"), 4)
    kind = _name(one.get("/Subtype"))
    if kind == "Caret" and insets:
        rect = values.inset(rect, insets)
    line = _numbers(one.get("/CL"), 4) or _numbers(one.get("/CL"), 6)
    text, differs = _words(one)
    flags = one.get("/F")
    return Mark(
        kind,
        page,
        rect,
        _quads(one.get("/QuadPoints")),
        text,
        values.line(_text(one.get("/T"))),
        values.moment(_text(one.get("/M")) or _text(one.get("/CreationDate"))),
        _text(one.get("/NM")),
        parent,
        _name(one.get("/RT")) == "Group",
        isinstance(flags, int) and bool(flags & HIDDEN),
        _text(one.get("/State")) or _name(one.get("/State")),
        _name(one.get("/IT")),
        _name(one.get("/Sy")),
        (line[0], line[1]) if line else None,
        differs,
    )


def _words(one: Any) -> tuple[str, bool]:
    """Return what an annotation says, and whether its rich text says something else."""
    return values.words(_text(one.get("/Contents")), _rich(one.get("/RC")))


def _rich(value: Any) -> str:
    """Return the words of rich text, a paragraph a line; "" where it cannot be parsed."""
    if isinstance(value, pikepdf.Stream):
        data = _unpacked(value)
    else:
        data = _text(value, LONGEST_RICH).encode()
    return values.rich(data)


def _unpacked(stream: pikepdf.Stream) -> bytes:
    """Return what a stream holds, as far as its size is that of words; b"" where it is not so."""
    kind = stream.get("/Filter")
    try:
        raw = stream.read_raw_bytes()
    except pikepdf.PdfError:
        return b""
    if kind is None:
        return bytes(raw) if len(raw) <= MOST_UNPACKED else b""
    if str(kind) not in ("/FlateDecode", "[ /FlateDecode ]"):
        return b""
    try:
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(raw, MOST_UNPACKED)
    except zlib.error:
        return b""
    return b"" if unpacker.unconsumed_tail else data


def _text(value: Any, most: int = LONGEST) -> str:
    """Return a string of a PDF's as text, its ends of lines as one; "" for anything else."""
    if isinstance(value, str):
        return values.cut(value, most)
    if not isinstance(value, pikepdf.String):
        return ""
    data = bytes(value)
    if data.startswith((b"\xff\xfe", b"\xef\xbb\xbf")):  # not PDF's, and yet written
        coding = "utf-16" if data[0] == 0xFF else "utf-8-sig"
        return values.cut(data.decode(coding, "ignore"), most)
    return values.cut(str(value), most)


def _quads(value: Any) -> tuple[Box, ...]:
    if not isinstance(value, pikepdf.Array) or len(value) > 8 * values.MOST_QUADS:
        return ()
    return tuple(values.quads(values.numbers(value)))


def _name(value: Any) -> str:
    return str(value)[1:] if isinstance(value, pikepdf.Name) else ""


def _numbers(value: Any, count: int) -> list[float]:
    """Return an array of so many numbers; an empty list where it is not one."""
    if not isinstance(value, pikepdf.Array) or len(value) != count:
        return []
    return values.numbers(value)


@dataclass(frozen=True, slots=True)
class Letter:
    """A character on a page, and the middle of its box."""

    sign: str
    at: complex


def letters(marked: Marked, pages: Iterable[int]) -> Iterator[tuple[int, list[Letter]]]:
    """Yield some pages with their characters, without white space, as PDFium reads them.

    Raises InputError where it cannot read the file.
    """
    try:
        pdf = pypdfium2.PdfDocument(marked.data)
    except pypdfium2.PdfiumError as fault:
        raise InputError("This PDF is damaged.", place=Place(marked.name)) from fault
    try:
        for number in pages:
            page = pdf[number]
            text = page.get_textpage()
            yield number, list(_letters(text))
            text.close()
            page.close()
    finally:
        pdf.close()


def _letters(text: pypdfium2.PdfTextPage) -> Iterator[Letter]:
    import pypdfium2.raw as pdfium

    own = pdfium.FS_RECTF()
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if code > SPACE and not (sign := chr(code)).isspace():
            pdfium.FPDFText_GetLooseCharBox(text, at, own)
            middle = complex((own.left + own.right) / 2, (own.bottom + own.top) / 2)
            yield Letter(sign, middle)


SPACE = ord(" ")
"""Characters up to this one are not seen."""
