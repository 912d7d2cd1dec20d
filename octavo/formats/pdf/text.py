"""The text of a PDF's pages, from their content streams: glyphs through ToUnicode, by mark.

Typst keeps the space at the end of a line and says that the hyphen of a divided word is U+00AD, so
that the characters of a paragraph are simply those of its pieces, one after the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

OPERATORS = "BDC BMC EMC Tf Tj TJ"
CHARACTERS = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
SECTION = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.S)
RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


@dataclass(slots=True)
class PageText:
    """The text of one page: by the number of its marked content, and all of it, as drawn."""

    marked: dict[int, str] = field(default_factory=dict)
    drawn: str = ""


@dataclass(slots=True)
class _Stream:
    """Gathers text under the marks that are open.

    A mark may say what its glyphs stand for (ActualText), as for the hyphen of a divided word.
    """

    pieces: dict[int, list[str]] = field(default_factory=dict)
    drawn: list[str] = field(default_factory=list)
    marks: list[tuple[int | None, bool]] = field(default_factory=list)

    @property
    def mark(self) -> int | None:
        """The number of the marked content that is open."""
        return self.marks[-1][0] if self.marks else None

    def open(self, operands: Any) -> None:
        outer, silent = self.marks[-1] if self.marks else (None, False)
        properties = operands[1] if len(operands) > 1 else None
        if not isinstance(properties, pikepdf.Dictionary):
            self.marks.append((outer, silent))
            return
        number = properties.get("/MCID")
        mark = outer if number is None else int(number)
        actual = properties.get("/ActualText")
        self.marks.append((mark, silent))
        if actual is not None:
            self.show(str(actual))
            self.marks[-1] = (mark, True)

    def close(self) -> None:
        self.marks.pop()

    def show(self, text: str) -> None:
        if self.marks and self.marks[-1][1]:
            return
        self.drawn.append(text)
        if self.mark is not None:
            self.pieces.setdefault(self.mark, []).append(text)


@dataclass(slots=True)
class TextReader:
    """Reads pages. A font's map from glyphs to characters is read once."""

    fonts: dict[tuple[int, int], dict[int, str]] = field(default_factory=dict)

    def page(self, page: pikepdf.Page) -> PageText:
        """Give the text of a page."""
        maps = {str(name): self._font(font) for name, font in _fonts_of(page).items()}
        stream = _Stream()
        glyphs: dict[int, str] = {}
        for instruction in pikepdf.parse_content_stream(page, OPERATORS):
            operator, operands = str(instruction.operator), instruction.operands
            if operator == "Tf":
                glyphs = maps[str(operands[0])]
            elif operator in ("Tj", "TJ"):
                stream.show(_shown(operands[0], glyphs))
            elif operator == "EMC":
                stream.close()
            else:
                stream.open(operands)
        marked = {mark: "".join(found) for mark, found in stream.pieces.items()}
        return PageText(marked, "".join(stream.drawn))

    def _font(self, font: pikepdf.Object) -> dict[int, str]:
        known = self.fonts.get(font.objgen)
        if known is None:
            known = self.fonts[font.objgen] = glyph_map(font)
        return known


def page_texts(path: Path) -> list[str]:
    """Give all characters of each page in the order in which they are drawn."""
    reader = TextReader()
    with pikepdf.open(path) as pdf:
        return [reader.page(page).drawn for page in pdf.pages]


def glyph_map(font: pikepdf.Object) -> dict[int, str]:
    """Give the characters of each glyph of a font."""
    if "/ToUnicode" not in font:
        return {}
    source = font.ToUnicode.read_bytes()
    glyphs: dict[int, str] = {}
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


def _fonts_of(page: pikepdf.Page) -> dict[str, pikepdf.Object]:
    resources = page.obj.get("/Resources")
    fonts = resources.get("/Font") if resources is not None else None
    return dict(fonts.items()) if fonts is not None else {}


def _shown(operand: pikepdf.Object, glyphs: dict[int, str]) -> str:
    strings = (
        [operand]
        if isinstance(operand, pikepdf.String)
        else [item for item in operand if isinstance(item, pikepdf.String)]
    )
    data = b"".join(map(bytes, strings))
    return "".join(
        [glyphs.get(data[at] << 8 | data[at + 1], "") for at in range(0, len(data) - 1, 2)]
    )
