"""Where a stretch of a page stands in the source: found by its letters alone.

A page differs from its source in marks, dashes, spaces, hyphens and numbers of notes, and hardly
ever in letters. So a paragraph is known by its letters and figures, in small letters, one after
another; one that is not found whole is found by pieces of it.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from octavo.book import mapped
from octavo.book.chapter import Chapter
from octavo.cache import Cache
from octavo.model.finding import Anchor
from octavo.prose.prose import Prose

PIECE, FEWEST = 24, 8
"""How many letters a piece has by which a paragraph is sought, and the fewest that say anything."""


def letters_of(text: str) -> str:
    r"""Return the letters and figures of a text, in small letters.

    >>> letters_of("“Call me Ish-\nmael.”")
    'callmeishmael'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded))


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph, heading, line of a list or note in a source file: where it begins."""

    file: str
    line: int
    letters: str


@dataclass(frozen=True)
class Sheet:
    """The spots of one chapter, in its order; notes follow the paragraph that holds their mark."""

    spots: tuple[Spot, ...]

    @classmethod
    def of(cls, chapter: Chapter, cache: Path) -> Sheet:
        """Read the spots of a chapter."""
        document = chapter.document()
        prose = Prose(document)
        prose.trace.number(0, document.blocks)
        aligned = mapped.map_of(chapter, Cache(cache))
        spots = []
        for run in prose.runs():
            letters = letters_of(run.text)
            nodes = [part[1] for part in run.parts if part[1] and part[1]["t"] == "Str"]
            origin = prose.trace.point(nodes[0], 0) if nodes else None
            if letters and origin:
                anchor = Anchor(0, origin[1:], origin[1:])
                spots.append(Spot(chapter.file, aligned.place(anchor, "").line, letters))
        return cls(tuple(spots))

    @cached_property
    def text(self) -> str:
        """The letters of all spots."""
        return "".join(spot.letters for spot in self.spots)

    @cached_property
    def starts(self) -> list[int]:
        """Where each spot begins in them."""
        starts, at = [], 0
        for spot in self.spots:
            starts.append(at)
            at += len(spot.letters)
        return starts


@dataclass(frozen=True)
class Places:
    """The spots of a book as its chapters were at one moment."""

    kept: Mapping[tuple[str, str], Sheet] = field(default_factory=dict)
    """The sheets in the order of the chapters, by a chapter's file and text."""

    @classmethod
    def of(cls, chapters: Sequence[Chapter], cache: Path, earlier: Places | None = None) -> Places:
        """Read the spots of the chapters; what is known of one that has not changed is kept."""
        known = earlier.kept if earlier else {}
        keys = [((chapter.file, chapter.text), chapter) for chapter in chapters]
        return cls({key: known.get(key) or Sheet.of(chapter, cache) for key, chapter in keys})

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The spots by chapter, in the book's order."""
        return list(self.kept.values())

    @cached_property
    def _whole(self) -> dict[str, list[Spot]]:
        """The spots by their letters."""
        whole: dict[str, list[Spot]] = {}
        for sheet in self.sheets:
            for spot in sheet.spots:
                whole.setdefault(spot.letters, []).append(spot)
        return whole

    def seek(self, letters: str, near: Spot | None = None) -> Spot | None:
        """Return the spot of some letters, the nearest after `near` where several have them."""
        alike = self._whole.get(letters)
        if alike:
            return next((spot for spot in alike if near and _follows(spot, near)), alike[0])
        if len(letters) < FEWEST:
            return None
        size = min(PIECE, len(letters))
        for at in (0, (len(letters) - size) // 2, len(letters) - size):
            spot = self.holding(letters[at : at + size], near)
            if spot:
                return spot
        return None

    def holding(self, piece: str, near: Spot | None = None, *, last: bool = False) -> Spot | None:
        """Return the first spot that holds a piece of text, in the chapter of `near` if it can.

        Where the piece goes over several, that is the spot of its first letter, or of its `last`.
        """
        first = [s for s in self.sheets if near and s.spots and s.spots[0].file == near.file]
        for sheet in [*first, *self.sheets]:
            at = sheet.text.find(piece)
            if at >= 0:
                at += len(piece) - 1 if last else 0
                return sheet.spots[bisect_right(sheet.starts, at) - 1]
        return None

    def around(self, behind: str, before: str) -> Spot | None:
        """Return the spot at a point of a page, by the letters behind the point and before it."""
        for size in (2 * PIECE, PIECE, FEWEST):
            ahead, back = behind[:size], before[-size:]
            spot = self.holding(ahead) if len(ahead) == size else None
            if spot is None and len(back) == size:
                spot = self.holding(back, last=True)
            if spot:
                return spot
        return None

    def at(self, file: str, line: int) -> Spot | None:
        """Return the spot that stands in a line of a file, or the last before it."""
        spots = [spot for sheet in self.sheets for spot in sheet.spots if spot.file == file]
        before = [spot for spot in spots if spot.line <= line]
        return max(before, key=lambda spot: spot.line) if before else next(iter(spots), None)

    @property
    def files(self) -> set[str]:
        """The files of the chapters."""
        return {sheet.spots[0].file for sheet in self.sheets if sheet.spots}


def _follows(spot: Spot, near: Spot) -> bool:
    return spot.file == near.file and spot.line >= near.line
