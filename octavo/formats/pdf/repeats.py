"""Marks above and below letters, once: Typst gives each glyph of a cluster all of its text.

A letter with a mark that has no single character (x with a macron) is drawn by two glyphs, and by
two operators where the mark is moved up or down. Each then stands for both characters, so that a
reader who copies or hears the page meets them twice. The mark's operator is given an empty text
(ActualText; ISO 32000-2, 14.9.4); the letter's says it all.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import bidirectional

import pikepdf

from octavo.formats.pdf.text import (
    ACTUAL,
    OPERATOR,
    codes,
    contents,
    fonts_of,
    glyph_map,
    text_string,
)

STEP = re.compile(
    rb"q 1 0 0 -1 (?P<left>[-\d.]+) (?P<height>[-\d.]+) cm\b|" + OPERATOR.pattern, re.S
)
"""What places a text, and the operators that choose a font, show text, open and close a mark."""

BEGIN, END = b"/Span<</ActualText()>>BDC ", b" EMC"


def silence(path: Path) -> int:
    """Give the operators of marks that repeat their letters an empty text; return how many."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        fonts: dict[tuple[int, int], dict[int, str]] = {}
        count = 0
        for page in pdf.pages:
            named = dict(fonts_of(page))
            for font in named.values():
                if font.objgen not in fonts:
                    fonts[font.objgen] = glyph_map(font)
            maps = {str(name)[1:].encode(): fonts[font.objgen] for name, font in named.items()}
            data = contents(page)
            if any(_may_repeat(text) for known in maps.values() for text in known.values()):
                edits = _Edits(data, maps)
                edits.make()
                if edits.changes:
                    page.obj["/Contents"] = pdf.make_stream(edits.result())
                    count += 1
        if count:
            pdf.save(path, deterministic_id=True)
    return count


def _is_cluster(text: str) -> bool:
    """Whether a text is one letter with marks behind it."""
    return len(text) > 1 and not _is_mark(text[0]) and all(map(_is_mark, text[1:]))


def _may_repeat(text: str) -> bool:
    """Whether a text may be drawn by several glyphs, each of which stands for all of it."""
    return _is_cluster(text) or any(bidirectional(sign) in ("R", "AL") for sign in text)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me")


@dataclass(slots=True)
class _Edits:
    """The changes to the operators of one page; `maps` are the characters of glyphs by font."""

    data: bytes
    maps: dict[bytes, dict[int, str]]
    changes: list[tuple[int, int, bytes]] = field(default_factory=list)
    height: bytes = b""
    left: bytes = b""
    before: _Shown = field(default_factory=lambda: _Shown("", "", b"", b"", (0, 0)))
    repeated: bool = False

    def make(self) -> None:
        """Note the changes."""
        glyphs: dict[int, str] = {}
        outer: list[_Actual | None] = []
        for operator in STEP.finditer(self.data):
            if operator["height"] is not None:
                self.height, self.left = operator["height"], operator["left"]
            elif operator["font"] is not None:
                glyphs = self.maps.get(operator["font"], {})
            elif operator["shown"] is not None:
                shown = codes(operator["shown"])
                outermost = next((one for one in reversed(outer) if one), None)
                text = outermost.text if outermost else shown.translate(glyphs)
                spot = self.height, self.left, operator.span("shown")
                self._look(_Shown(text, shown, *spot, outermost))
            elif operator[0] == b"EMC":
                del outer[-1:]
            elif operator["mark"] is not None or operator[0].rstrip().endswith((b"BMC", b"BDC")):
                outer.append(_actual(operator.start("mark"), operator["mark"] or b""))

    def _look(self, one: _Shown) -> None:
        """Silence an operator that repeats the cluster beside it, at another height.

        From left to right a mark is drawn behind its letter, from right to left before it. The
        dots of an Arabic letter may be a glyph of their own, drawn at the letter's left edge.
        """
        before, self.before = self.before, one
        repeats = _is_cluster(one.text) and before.text.endswith(one.text)
        is_other = self.repeated and not {*one.glyphs} & {*before.glyphs}
        if repeats and (one.height != before.height or is_other):
            self._silence(one)
            self.before, self.repeated = before, True
            return
        self.repeated = False
        if one.height == before.height:
            return
        is_dots = len(before.text) == 1 and before.left == one.left
        if (_is_cluster(before.text) or is_dots) and one.text.startswith(before.text):
            self._silence(before)
            self.repeated = True

    def _silence(self, one: _Shown) -> None:
        if one.outermost is not None:
            self.changes.append((one.outermost.start, one.outermost.end, b"()"))
        start, end = one.span
        self.changes += [(start, start, BEGIN), (end, end, END)]

    def result(self) -> bytes:
        """Return the operators with the changes."""
        parts, at = [], 0
        for start, end, new in sorted(dict.fromkeys(self.changes)):
            parts += [self.data[at:start], new]
            at = end
        return b"".join([*parts, self.data[at:]])


@dataclass(frozen=True, slots=True)
class _Actual:
    """What a mark says that its glyphs stand for, and where it stands among the operators."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Shown:
    """What an operator shows: text and glyphs, its place, and where it is among the operators."""

    text: str
    glyphs: str
    height: bytes
    left: bytes
    span: tuple[int, int]
    outermost: _Actual | None = None


def _actual(start: int, mark: bytes) -> _Actual | None:
    actual = ACTUAL.search(mark)
    if actual is None:
        return None
    return _Actual(text_string(actual[1]), start + actual.start(1), start + actual.end(1))
