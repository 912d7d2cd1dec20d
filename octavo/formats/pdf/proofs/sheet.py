"""The sheet of a proof: what is drawn around and beside the pages of the edition.

Set by Typst like the pages themselves, so that a query in any script has its letters.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import typst

from octavo.formats.pdf.faces import Faces
from octavo.formats.pdf.proofs.glyphs import Box, Glyph, Printing

TEMPLATE = Path(__file__).parent / "assets" / "sheet.typ"

HEAD, BESIDE = 26.0, 170.0
"""The room above the page and beside it, in points: for the head line, for queries and marks."""

LONGEST = 400
"""The most characters of a query in the margin; its note in the file has all of them."""


@dataclass(frozen=True, slots=True)
class QueryNote:
    """A note on a page: its name, its author, its date (ISO 8601), and its words."""

    name: str
    by: str
    date: str
    words: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A query on the pages: its number, its note with the answers, and the glyphs it is about."""

    number: int
    notes: tuple[QueryNote, ...]
    glyphs: tuple[Glyph, ...]

    @property
    def words(self) -> str:
        """The words of all its notes, as the margin has them."""
        first, *others = self.notes
        return "\n".join([first.words, *(f"{one.by or '?'}: {one.words}" for one in others)])


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on every sheet: the word for a proof, the title and date, and its name."""

    lang: str
    proof: str
    words: str
    name: str
    queries: Sequence[Asked] = field(default_factory=tuple)

    def drawn(self, printing: Printing, faces: Faces) -> dict[str, Any]:
        """Return all that the template is given, as plain values."""
        lines = lines_of(printing)
        return {
            "lang": self.lang.split("-")[0],
            "proof": self.proof,
            "words": self.words,
            "name": self.name,
            "serif": faces.serif(),
            "head": HEAD,
            "left": max((width for width, _ in printing.sizes), default=0.0) + 10,
            "pages": [
                self._page(number, size, lines.get(number, {}))
                for number, size in enumerate(printing.sizes)
            ],
        }

    def _page(
        self, number: int, size: tuple[float, float], lines: Mapping[int, Box]
    ) -> dict[str, Any]:
        width, height = size
        upright = [box.left for box in lines.values() if not box.is_turned]
        left = min(upright, default=0.0)
        own = [one for one in self.queries if one.glyphs[0].page == number]
        return {
            "width": width + BESIDE,
            "trim": width,
            "height": height + HEAD,
            "lines": [_line(at, box, left, height + HEAD) for at, box in sorted(lines.items())],
            "queries": [_query(one, height + HEAD) for one in own],
        }


def _line(number: int, box: Box, left: float, height: float) -> dict[str, Any]:
    if box.is_turned:
        x, y = (box.left + box.right) / 2, height - box.foot + 2
    else:
        x, y = left, height - box.foot - (box.head - box.foot) / 5
    return {"number": number, "x": x, "y": y, "turned": box.is_turned}


def _query(one: Asked, height: float) -> dict[str, Any]:
    words = one.words
    if len(words) > LONGEST:
        words = f"{words[:LONGEST].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    page = one.glyphs[0].page
    parts = [_part(box, height) for box in parts_of(one.glyphs, page)]
    return {
        "number": one.number,
        "words": words,
        "by": one.notes[0].by,
        "y": parts[0]["top"],
        "parts": parts,
    }


def _part(box: Box, height: float) -> dict[str, float]:
    return {
        "x": box.left,
        "y": height - box.foot,
        "top": height - box.head,
        "width": box.right - box.left,
    }


def parts_of(glyphs: Sequence[Glyph], page: int) -> list[Box]:
    """Return the boxes of words on a page, one for each of their lines."""
    lines: dict[int, list[Box]] = {}
    for glyph in glyphs:
        if glyph.page == page:
            lines.setdefault(glyph.line, []).append(glyph.box)
    return [around(boxes) for boxes in lines.values()]


def around(boxes: Sequence[Box]) -> Box:
    """Return the box around some boxes."""
    return Box(
        min(box.left for box in boxes),
        min(box.foot for box in boxes),
        max(box.right for box in boxes),
        max(box.head for box in boxes),
        boxes[0].is_turned,
    )


def lines_of(printing: Printing) -> dict[int, dict[int, Box]]:
    """Return the lines of each page by their numbers, with the box of their letters.

    Letters that are raised or larger do not move it: it is that of the commonest.
    """
    made = {}
    for page, numbers in printing.glyphs.by_page().items():
        lines: dict[int, list[Box]] = {}
        for number in numbers:
            if (glyph := printing.glyphs[number]) is not None:
                lines.setdefault(glyph.line, []).append(glyph.box)
        made[page] = {number: _usual(boxes) for number, boxes in lines.items()}
    return made


def _usual(boxes: Sequence[Box]) -> Box:
    counts: dict[tuple[bool, int, int], list[Box]] = {}
    for box in boxes:
        side = (box.left, box.right) if box.is_turned else (box.foot, box.head)
        counts.setdefault((box.is_turned, round(side[0]), round(side[1])), []).append(box)
    most = max(counts.values(), key=len)
    return around(most)


def draw(sheet: Sheet, printing: Printing, faces: Faces, folder: Path, epoch: int) -> Path:
    """Set the sheets, one for each page, in a folder for work; return the PDF."""
    folder.mkdir()
    shutil.copyfile(TEMPLATE, folder / "sheet.typ")
    (folder / "sheet.json").write_bytes(orjson.dumps(sheet.drawn(printing, faces)))
    path = folder / "sheet.pdf"
    compiler = typst.Compiler(
        str(folder / "sheet.typ"),
        root=str(folder),
        ignore_system_fonts=True,
        font_paths=faces.paths(),
        package_path=str(folder / "packages"),
        package_cache_path=str(folder / "packages"),
    )
    compiler.compile(output=path, format="pdf", pdf_tags=False, timestamp=epoch)
    return path
