"""Marks above and below letters, once: Typst gives each glyph of a cluster all of its text.

A letter with a mark that the font has not as one glyph (x with a macron, or a macron on a small
capital) is drawn by two glyphs, and by two operators where the mark is moved up or down. Each then
stands for both characters, so that a reader who copies or hears the page meets them twice. The
mark's glyph is given an empty text (ActualText; ISO 32000-2, 14.9.4); the letter's says it all. A
mark that is not moved may share its operator with what follows: that is divided.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import bidirectional

import pikepdf

from octavo.formats.pdf.text import (
    ACTUAL,
    BETWEEN,
    OPERATOR,
    PIECE,
    codes,
    contents,
    fonts_of,
    glyph_map,
    string_bytes,
    text_string,
)

STEP = re.compile(
    rb"q 1 0 0 -1 (?P<left>[-\d.]+) (?P<height>[-\d.]+) cm\b|" + OPERATOR.pattern, re.S
)
"""What places a text, and the operators that choose a font, show text, open and close a mark."""

TOKEN = re.compile(PIECE + rb"|[-+.\d]+", re.S)
"""A string of an operator that shows text, or a shift between two."""

BEGIN, END = b"/Span<</ActualText()>>BDC ", b" EMC"


def silence(path: Path) -> int:
    """Silence the glyphs of a file that repeat what others stand for; return on how many pages."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        count = silenced(pdf)
        if count:
            pdf.save(path, deterministic_id=True)
    return count


def silenced(pdf: pikepdf.Pdf) -> int:
    """Give glyphs that repeat what others stand for an empty text; return on how many pages."""
    fonts: dict[tuple[int, int], _Font] = {}
    count = 0
    for page in pdf.pages:
        named = {str(name)[1:].encode(): font for name, font in fonts_of(page)}
        for font in named.values():
            if font.objgen not in fonts:
                fonts[font.objgen] = _font(font)
        edits = _edits(page, {name: fonts[font.objgen] for name, font in named.items()})
        if edits is not None and edits.changes:
            page.obj["/Contents"] = pdf.make_stream(edits.result())
            count += 1
    return count


@dataclass(frozen=True, slots=True)
class _Font:
    """What the glyphs of a font stand for; which may be a mark, and which of these share a text."""

    glyphs: dict[int, str]
    marks: frozenset[str]
    repeats: frozenset[str]


def _font(font: pikepdf.Object) -> _Font:
    glyphs = glyph_map(font)
    marks = {chr(glyph): text for glyph, text in glyphs.items() if _may_repeat(text)}
    many = Counter(marks.values())
    repeats = (glyph for glyph, text in marks.items() if many[text] > 1 or _is_backward(text))
    return _Font(glyphs, frozenset(marks), frozenset(repeats))


def _edits(page: pikepdf.Page, fonts: dict[bytes, _Font]) -> _Edits | None:
    """Return the changes to a page, or None where no glyph can repeat another."""
    if not any(font.marks for font in fonts.values()):
        return None
    data = contents(page)
    is_said = any(map(_may_repeat, {text_string(text) for text in ACTUAL.findall(data)}))
    if not is_said and not any(font.repeats for font in fonts.values()):
        return None
    near = {name: font.marks if is_said else font.repeats for name, font in fonts.items()}
    edits = _Edits(data, {name: font.glyphs for name, font in fonts.items()}, near)
    edits.make()
    return edits


def _is_cluster(text: str) -> bool:
    """Whether a text is one letter with marks, which may be one character with it."""
    apart = unicodedata.normalize("NFD", text)
    return len(apart) > 1 and not _is_mark(apart[0]) and all(map(_is_mark, apart[1:]))


def _may_repeat(text: str) -> bool:
    """Whether a text may be drawn by several glyphs, each of which stands for all of it."""
    return _is_cluster(text) or _is_backward(text)


def _is_backward(text: str) -> bool:
    """Whether a text has a letter that runs from right to left."""
    return any(bidirectional(sign) in ("R", "AL") for sign in text)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me")


@dataclass(slots=True)
class _Edits:
    """The changes to the operators of one page; `maps` are the characters of glyphs by font.

    `near` are the glyphs that may repeat or be repeated, by font; other operators are passed over.
    `kept` is the glyph that stands for the cluster at hand, `first` the first that was drawn of it;
    `repeated` is whether another repeats it. `silent` are the glyphs to be silenced by operator.
    """

    data: bytes
    maps: dict[bytes, dict[int, str]]
    near: dict[bytes, frozenset[str]]
    changes: list[tuple[int, int, bytes]] = field(default_factory=list)
    silent: dict[tuple[int, int], set[int]] = field(default_factory=dict)
    kept: _Glyph = field(default_factory=lambda: NOTHING)
    first: tuple[bytes, str] = b"", ""
    repeated: bool = False

    def make(self) -> None:
        """Note the changes."""
        height = left = font = b""
        outer: list[_Actual | None] = []
        for operator in STEP.finditer(self.data):
            if operator["height"] is not None:
                height, left = operator["height"], operator["left"]
            elif operator["font"] is not None:
                font = operator["font"]
            elif operator["shown"] is not None:
                outermost = next((one for one in reversed(outer) if one), None)
                spot = height, left, operator.span("shown")
                for glyph in self._glyphs(operator["shown"], font, spot, outermost):
                    self._look(glyph)
            elif operator[0] == b"EMC":
                del outer[-1:]
            elif operator["mark"] is not None or operator[0].rstrip().endswith((b"BMC", b"BDC")):
                outer.append(_actual(operator.start("mark"), operator["mark"] or b""))
        for (start, end), glyphs in self.silent.items():
            self.changes.append((start, end, _divided(self.data[start:end], glyphs)))

    def _glyphs(
        self,
        shown: bytes,
        font: bytes,
        spot: tuple[bytes, bytes, tuple[int, int]],
        outermost: _Actual | None,
    ) -> Iterator[_Glyph]:
        """Yield the glyphs of an operator; those under a mark that says their text are as one."""
        height, left, span = spot
        numbers = codes(BETWEEN.sub(b"", shown))
        if outermost is not None:
            if outermost != self.kept.outermost:
                yield _Glyph(outermost.text, (font, numbers), height, left, span, None, outermost)
            return
        if self.near.get(font, frozenset()).isdisjoint(numbers):
            yield NOTHING
            return
        known = self.maps[font]
        for index, number in enumerate(numbers):
            text = known.get(ord(number), "")
            yield _Glyph(text, (font, number), height, b"" if index else left, span, index)

    def _look(self, one: _Glyph) -> None:
        """Silence a glyph that repeats the cluster beside it, drawn at another height.

        From left to right a mark is drawn behind its letter, from right to left before it. Where
        the first glyph of a cluster comes again, or another font, a new cluster begins. The dots of
        an Arabic letter may be a glyph of their own, drawn at the letter's left edge.
        """
        kept = self.kept
        is_part = one.text == kept.text and one.key[0] == kept.key[0] and one.key != self.first
        is_moved = one.height != kept.height
        is_backward = is_part and _is_backward(one.text)
        is_dots = is_backward and len(one.text) == 1 and is_moved and kept.left == one.left
        is_mark = is_part and _is_cluster(one.text) and (is_moved or self.repeated)
        if not (is_dots or is_mark):
            self.kept, self.first, self.repeated = one, one.key, False
            return
        self.repeated = True
        if is_backward:
            self._silence(kept)
            self.kept = one
        else:
            self._silence(one)

    def _silence(self, one: _Glyph) -> None:
        if one.outermost is not None:
            self.changes.append((one.outermost.start, one.outermost.end, b"()"))
        elif one.index is not None:
            self.silent.setdefault(one.span, set()).add(one.index)

    def result(self) -> bytes:
        """Return the operators with the changes."""
        parts, at = [], 0
        for start, end, new in sorted(dict.fromkeys(self.changes)):
            parts += [self.data[at:start], new]
            at = end
        return b"".join([*parts, self.data[at:]])


def _divided(shown: bytes, silent: set[int]) -> bytes:
    """Return an operator as several, of which those with silent glyphs have an empty text."""
    if len(silent) == len(codes(BETWEEN.sub(b"", shown))):
        return BEGIN + shown + END
    runs: list[tuple[bool, list[bytes]]] = [(False, [])]
    index = 0
    for token in TOKEN.findall(shown):
        if token[:1] not in b"(<":
            runs[-1][1].append(token)
            continue
        numbers = string_bytes(token)
        for start in range(0, len(numbers), 2):
            if runs[-1][0] != (index in silent):
                runs.append((index in silent, []))
            runs[-1][1].append(b"<%s>" % numbers[start : start + 2].hex().encode("ascii"))
            index += 1
    operators = [(is_silent, b"[%s]TJ" % b"".join(run)) for is_silent, run in runs if run]
    return b" ".join(BEGIN + one + END if is_silent else one for is_silent, one in operators)


@dataclass(frozen=True, slots=True)
class _Actual:
    """What a mark says that its glyphs stand for, and where it stands among the operators."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Glyph:
    """What is drawn as one: its text, font and number, its place, and its operator's.

    `left` is that of the operator's first glyph alone. `index` counts the operator's glyphs; those
    under a mark that says their text, `outermost`, have none.
    """

    text: str
    key: tuple[bytes, str]
    height: bytes
    left: bytes
    span: tuple[int, int]
    index: int | None = None
    outermost: _Actual | None = None


NOTHING: _Glyph = _Glyph("", (b"", ""), b"", b"", (0, 0))
"""What stands where no glyph is that matters."""


def _actual(start: int, mark: bytes) -> _Actual | None:
    actual = ACTUAL.search(mark)
    if actual is None:
        return None
    return _Actual(text_string(actual[1]), start + actual.start(1), start + actual.end(1))
