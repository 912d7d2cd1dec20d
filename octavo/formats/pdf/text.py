"""The text of a PDF's pages, from their content streams: glyphs through ToUnicode, by mark.

Typst keeps the space at the end of a line and says that the hyphen of a divided word is U+00AD, so
that the characters of a paragraph are simply those of its pieces, one after the other.

A page is read by one regular expression over its bytes: of the operators only those that choose a
font, show text, or open and close a mark. Should one ever be misread, words are missing or wrong,
and the comparison with the text says so; it cannot hide a fault.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf

from octavo.formats.pdf import visual
from octavo.formats.pdf.visual import Spot
from octavo.system.remembered import remembered_by_page
from octavo.text.terms import direction

CHARACTERS = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
SECTION = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.S)
RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")

DEPTH = 12
"""How deep brackets may be nested in a string without being escaped."""


def _literal(depth: int) -> bytes:
    inner = rb"|" + _literal(depth - 1) if depth else b""
    return rb"\([^()\\]*+(?:(?:\\." + inner + rb")[^()\\]*+)*+\)"


LITERAL = _literal(DEPTH)
HEXADECIMAL = rb"<[0-9A-Fa-f\s]*+>"
PIECE = LITERAL + rb"|" + HEXADECIMAL
STRING = re.compile(PIECE, re.S)
BEGIN = (
    rb"/[A-Z]\w*+\s*+(?P<mark><<(?:"
    + PIECE
    + rb"|[^<>()]++|<<[^<>()]*+>>)*+>>|/\w++)?+\s*+B[DM]C\b\s*+"
)
MARKED = re.compile(BEGIN, re.S)
OPERATOR = re.compile(
    rb"/(?P<font>[^\s/\[\]()<>]++)\s++[-+.\d]++\s++Tf\b"
    rb"|(?P<shown>\[(?:" + PIECE + rb"|[-+.\d\s]++)*+\]\s*+TJ|(?:" + PIECE + rb")\s*+Tj)"
    rb"|EMC\b|" + BEGIN,
    re.S,
)
BETWEEN = re.compile(rb"\)[-+.\d\s]++\(")
"""The end of a string, a shift and the next string. No glyph has the numbers of such a text."""

PLACE = re.compile(rb"/MCID (\d+)([^\n]*?)BDC\s*q 1 0 0 -1 ([-\d.]+) ([-\d.]+) cm")
"""A mark, its properties, and where its first text stands."""

LANGUAGE = re.compile(rb"/Lang\s*\(([A-Za-z-]+)\)")

NUMBER = re.compile(rb"/MCID\s++(\d++)")
ACTUAL = re.compile(rb"/ActualText\s*+(%s|%s)" % (LITERAL, HEXADECIMAL), re.S)
NEEDLESS = re.compile(rb"(\\\\)|\\(?:\r\n?|([^0-7nrtbf\\\n]))", re.S)
"""Escapes that Python does not know: of a bracket, or of any other character."""
ODD = re.compile(rb"\\[^0-7nrtbf()]")
"""Any such escape but that of a bracket, or of a backslash."""


@dataclass(slots=True)
class PageText:
    """The text of one page: by the number of its marked content, and all of it, as drawn."""

    marked: dict[int, str] = field(default_factory=dict)
    drawn: str = ""
    places: dict[int, Spot] = field(default_factory=dict)
    """Where the marks stand, on a page with words from right to left."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A font's map from glyphs to characters, known by its source in the PDF."""

    source: bytes
    table: dict[int, str] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class _Page:
    """The text of a page, and how often each glyph of its fonts is shown, by the fonts' names."""

    text: PageText
    shown: dict[str, dict[str, int]]


@dataclass(slots=True)
class _Stream:
    """Gathers text under the marks that are open.

    A mark may say what its glyphs stand for (ActualText), as for the hyphen of a divided word.
    """

    pieces: dict[int, list[str]] = field(default_factory=dict)
    drawn: list[str] = field(default_factory=list)
    marks: list[tuple[int | None, bool]] = field(default_factory=lambda: [(None, False)])

    def open(self, properties: bytes) -> None:
        mark, silent = self.marks[-1]
        number = NUMBER.search(properties)
        if number is not None:
            mark = int(number[1])
        self.marks.append((mark, silent))
        actual = ACTUAL.search(properties) if b"/ActualText" in properties else None
        if actual is not None:
            self.show(text_string(actual[1]))
            self.marks[-1] = (mark, True)

    def close(self) -> None:
        if len(self.marks) > 1:
            self.marks.pop()

    def show(self, *texts: str) -> None:
        mark, silent = self.marks[-1]
        if silent:
            return
        self.drawn += texts
        if mark is not None:
            self.pieces.setdefault(mark, []).extend(texts)


@dataclass(slots=True)
class TextReader:
    """Reads pages. A font's map from glyphs to characters is read once; its glyphs are counted."""

    fonts: dict[tuple[int, int], dict[int, str]] = field(default_factory=dict)
    glyphs: dict[tuple[int, int], Glyphs] = field(default_factory=dict)
    used: dict[tuple[int, int], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def page(self, page: pikepdf.Page, data: bytes | None = None) -> PageText:
        """Return the text of a page; its operators are `data`, where they are known."""
        fonts = {str(name)[1:]: font for name, font in fonts_of(page)}
        maps = tuple((name, self._font(font)) for name, font in fonts.items())
        (read,) = _read(contents(page) if data is None else data, maps)
        for name, counts in read.shown.items():
            self.used[fonts[name].objgen].update(counts)
        return read.text

    def _font(self, font: pikepdf.Object) -> Glyphs:
        known = self.glyphs.get(font.objgen)
        if known is None:
            source = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
            table = self.fonts[font.objgen] = glyph_map(font)
            known = self.glyphs[font.objgen] = Glyphs(source, table)
        return known


@remembered_by_page
def _read(data: bytes, maps: tuple[tuple[str, Glyphs], ...]) -> Iterator[_Page]:
    """Yield the text of a page by its operators, and the maps of its fonts by their names."""
    tables = {name.encode(): (one.table, Counter[str]()) for name, one in maps}
    stream = _Stream()
    glyphs: dict[int, str] = {}
    counts: Counter[str] = Counter()
    turns = any(runs_backwards(glyphs) for glyphs, _ in tables.values())
    for operator in OPERATOR.finditer(BETWEEN.sub(b"", data)):
        font, shown, mark = operator.groups()
        if shown is not None:
            numbers = codes(shown)
            counts.update(numbers)
            if turns:
                stream.show(*(glyphs[ord(number)] for number in numbers))
            else:
                stream.show(numbers.translate(glyphs))
        elif font is not None:
            glyphs, counts = tables[font]
        elif operator[0] == b"EMC":
            stream.close()
        else:
            stream.open(mark or b"")
    join = visual.read if turns else "".join
    marked = {mark: join(pieces) for mark, pieces in stream.pieces.items()}
    edges = PLACE.findall(data) if turns else []
    places = {
        int(mark): Spot(float(left), float(height), _runs_left(words))
        for mark, words, left, height in edges
    }
    shown_by = {name.decode(): dict(counts) for name, (_, counts) in tables.items()}
    yield _Page(PageText(marked, "".join(stream.drawn), places), shown_by)


def _runs_left(words: bytes) -> bool:
    """Whether a mark says that its language runs from right to left."""
    language = LANGUAGE.search(words)
    return language is not None and direction(language[1].decode("ascii")) == "rtl"


def runs_backwards(glyphs: dict[int, str]) -> bool:
    """Whether a font has letters that run from right to left."""
    return any(visual.kind_of(text) == visual.RIGHT for text in glyphs.values())


def page_texts(path: Path) -> list[str]:
    """Return all characters of each page in the order in which they are drawn."""
    reader = TextReader()
    with pikepdf.open(path) as pdf:
        return [reader.page(page).drawn for page in pdf.pages]


def same_pages(one: pikepdf.Pdf, two: pikepdf.Pdf) -> bool:
    """Whether the pages draw the same, byte for byte, with the same fonts; marks do not count.

    Then they bear the same text, glyph for glyph. The second may have blank pages at its end.
    """
    common = len(one.pages)
    if len(two.pages) < common or any(map(contents, two.pages[common:])):
        return False
    fonts: dict[tuple[tuple[int, int], tuple[int, int]], bool] = {}
    return all(
        _drawing(page) == _drawing(other) and _same_fonts(page, other, fonts)
        for page, other in zip(one.pages, two.pages[:common], strict=True)
    )


def _drawing(page: pikepdf.Page) -> str:
    return next(_drawn(contents(page)))


@remembered_by_page
def _drawn(data: bytes) -> Iterator[str]:
    """Yield the digest of a page's operators without its marks."""
    bare = b" ".join(MARKED.sub(b" ", data).replace(b"EMC", b" ").split())
    yield hashlib.sha256(bare).hexdigest()


def _same_fonts(
    page: pikepdf.Page,
    other: pikepdf.Page,
    known: dict[tuple[tuple[int, int], tuple[int, int]], bool],
) -> bool:
    """Whether each name stands for the same glyphs and characters on both pages."""
    one, two = dict(fonts_of(page)), dict(fonts_of(other))
    if one.keys() != two.keys():
        return False
    for name, font in one.items():
        pair = font.objgen, two[name].objgen
        if pair not in known:
            known[pair] = _same_font(font, two[name])
        if not known[pair]:
            return False
    return True


def _same_font(one: pikepdf.Object, two: pikepdf.Object) -> bool:
    """Whether two fonts have the same shapes and, where both say it, the same characters.

    Untagged, Typst leaves out what the parts of a large bracket stand for.
    """
    glyphs, others = glyph_map(one), glyph_map(two)
    return _program(one) == _program(two) and all(
        text == others.get(glyph, text) for glyph, text in glyphs.items()
    )


def _program(font: pikepdf.Object) -> bytes:
    descendants = font.get("/DescendantFonts")
    descriptor = (font if descendants is None else descendants[0]).get("/FontDescriptor")
    for key in ("/FontFile3", "/FontFile2", "/FontFile"):
        if descriptor is not None and key in descriptor:
            return bytes(descriptor[key].read_raw_bytes())
    return b""


def contents(page: pikepdf.Page) -> bytes:
    """Return the operators of a page."""
    content = page.obj.get("/Contents")
    if content is None:
        return b""
    streams = content if isinstance(content, pikepdf.Array) else [content]
    return b"\n".join(stream.read_bytes() for stream in streams)


def glyph_map(font: pikepdf.Object) -> dict[int, str]:
    """Return the characters of each glyph of a font; "" for one that says none."""
    glyphs: dict[int, str] = defaultdict(str)
    if "/ToUnicode" not in font:
        return glyphs
    source = font.ToUnicode.read_bytes()
    for section in SECTION.findall(source):
        for glyph, text in CHARACTERS.findall(section):
            glyphs[int(glyph, 16)] = _decoded(text)
    for section in RANGES.findall(source):
        for first, last, text in RANGE.findall(section):
            start = ord(_decoded(text))
            for offset, glyph in enumerate(range(int(first, 16), int(last, 16) + 1)):
                glyphs[glyph] = chr(start + offset)
    return glyphs


def _decoded(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be")


def fonts_of(page: pikepdf.Page) -> list[tuple[str, pikepdf.Object]]:
    """Return the fonts of a page by the names that it has for them."""
    resources = page.obj.get("/Resources")
    fonts = resources.get("/Font") if resources is not None else None
    return list(fonts.items()) if fonts is not None else []


def codes(shown: bytes) -> str:
    """Return the numbers of the glyphs that an operator shows, each as a character."""
    return shown_bytes(shown).decode("utf-16-be", "ignore")


def shown_bytes(shown: bytes) -> bytes:
    """Return the bytes that an operator shows; between its strings stand no shifts any more."""
    if b"<" in shown:
        return b"".join(map(string_bytes, STRING.findall(shown)))
    return string_bytes(shown[shown.find(b"(") : shown.rfind(b")") + 1])


def string_bytes(string: bytes) -> bytes:
    """Return the bytes that a string of a PDF's stands for."""
    if string[:1] == b"<":
        digits = b"".join(string[1:-1].split()).decode("ascii")
        return bytes.fromhex(digits + "0" * (len(digits) % 2))
    inner = string[1:-1]
    if b"\\" not in inner:
        return inner
    if ODD.search(inner):
        inner = NEEDLESS.sub(rb"\1\2", inner)
    else:  # of what Python does not know there are brackets alone: a third of the time
        inner = inner.replace(rb"\(", b"(").replace(rb"\)", b")")
    return inner.decode("unicode_escape").encode("latin-1")


def text_string(string: bytes) -> str:
    """Return the text that a string of a PDF's stands for (ISO 32000-2, 7.9.2.2)."""
    data = string_bytes(string)
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "ignore")
    return data.decode("latin-1")
