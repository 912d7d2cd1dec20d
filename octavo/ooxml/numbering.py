"""The numbers that Word sets before paragraphs (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from octavo.ooxml.leaf import Leaf
from octavo.ooxml.names import W, val
from octavo.ooxml.package import Package

ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
LEVELS = 9
ALPHABET = 26


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: how its numbers are written, its text (`Figure %1-%2`), its first one.

    It begins anew after a level above it, down to `restart` (from 1); 0 is never (17.9.10).
    """

    form: str
    text: str
    start: int
    restart: int


@dataclass(slots=True)
class Numbering:
    """The lists of a file, and how far each has counted."""

    lists: dict[str, str] = field(default_factory=dict)
    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    styled: dict[tuple[str, str], int] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, package: Package) -> Numbering:
        """Return the lists of a package."""
        made = cls()
        root = package.of_kind("numbering")
        abstracts = [] if root is None else root.findall(f"{W}abstractNum")
        linked = {val(one.find(f"{W}styleLink")): val(one, "abstractNumId") for one in abstracts}
        same: dict[str, str] = {}
        for abstract in abstracts:
            link, name = val(abstract.find(f"{W}numStyleLink")), val(abstract, "abstractNumId")
            same[name] = linked.get(link, name) if link else name
            made._abstract(name, abstract)
        for one in root.iterfind(f"{W}num") if root is not None else ():
            number = val(one, "numId")
            name = val(one.find(f"{W}abstractNumId"))
            made.lists[number] = same.get(name, name)  # by its style it may be another (17.9.21)
            for override in one.iterfind(f"{W}lvlOverride"):
                start = val(override.find(f"{W}startOverride"))
                if start.isdigit():
                    made.starts[number, _digit(val(override, "ilvl"))] = int(start)
        return made

    def _abstract(self, name: str, abstract: etree._Element) -> None:
        """Take in the levels of a list."""
        for level in abstract.iterfind(f"{W}lvl"):
            depth = _digit(val(level, "ilvl"))
            start = val(level.find(f"{W}start"))
            restart = val(level.find(f"{W}lvlRestart"))
            self.levels[name, depth] = Level(
                val(level.find(f"{W}numFmt")) or "decimal",
                val(level.find(f"{W}lvlText")),
                int(start) if start.isdigit() else 1,
                int(restart) if restart.isdigit() else depth,
            )
            style = val(level.find(f"{W}pStyle"))
            if style:
                self.styled[name, style] = depth

    def labels(self, leaves: Sequence[Leaf]) -> dict[int, str]:
        """Return the numbers that stand before paragraphs of the main text, by their number."""
        labels: dict[int, str] = {}
        for leaf in leaves:
            where = self._where(leaf) if leaf.story == "main" else None
            if where is not None:
                labels[leaf.number] = self._count(*where)
        return labels

    def _where(self, leaf: Leaf) -> tuple[str, int] | None:
        """Return the list that a paragraph is in, and its level there."""
        own = leaf.element.find(f"{W}pPr/{W}numPr")
        by_style = leaf.style.property("pPr/numPr")
        parts = [one for one in (own, by_style) if one is not None]
        number = next(
            (val(p.find(f"{W}numId")) for p in parts if p.find(f"{W}numId") is not None), ""
        )
        if number not in self.lists or number == "0":
            return None
        depth = next((val(p.find(f"{W}ilvl")) for p in parts if p.find(f"{W}ilvl") is not None), "")
        if depth:
            return number, _digit(depth)
        return number, self.styled.get((self.lists[number], leaf.style.id), 0)

    def _count(self, number: str, depth: int) -> str:
        """Count a paragraph, and return its number as it is written."""
        name = self.lists[number]
        if number not in self._begun:
            self._begun.add(number)
            for (other, at), start in self.starts.items():
                if other == number:
                    self._counts[name, at] = start - 1
        self._counts[name, depth] = self._now(name, depth) + 1
        for deeper in range(depth + 1, LEVELS):
            below = self.levels.get((name, deeper))
            if below is None or depth < below.restart:
                self._counts.pop((name, deeper), None)
        return self._label(name, depth)

    def _label(self, name: str, depth: int) -> str:
        level = self.levels.get((name, depth))
        if level is None or level.form in ("bullet", "none"):
            return ""
        return re.sub(r"%(\d)", lambda match: self._written(name, int(match[1]) - 1), level.text)

    def _now(self, name: str, depth: int) -> int:
        level = self.levels.get((name, depth))
        return self._counts.get((name, depth), (level.start if level else 1) - 1)

    def _written(self, name: str, depth: int) -> str:
        level = self.levels.get((name, depth))
        count = max(self._now(name, depth), level.start if level else 1)
        return written(count, level.form if level else "decimal")


def _digit(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-8]", text) else 0


def written(count: int, form: str) -> str:
    """Return a number as Word writes it.

    >>> written(4, "upperRoman"), written(28, "lowerLetter"), written(7, "decimalZero")
    ('IV', 'bb', '07')
    """
    if form in ("lowerRoman", "upperRoman"):
        text = _roman(count)
    elif form in ("lowerLetter", "upperLetter"):
        text = chr(97 + (count - 1) % ALPHABET) * ((count - 1) // ALPHABET + 1)
    elif form == "decimalZero":
        text = f"{count:02}"
    else:
        text = str(count)
    return text.upper() if form.startswith("upper") else text


def _roman(count: int) -> str:
    text = ""
    for value, letters in ROMAN:
        while count >= value:
            text += letters
            count -= value
    return text
