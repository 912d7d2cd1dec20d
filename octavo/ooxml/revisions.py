"""The tracked changes of a Word file, in the order of the text (ECMA-376, part 1, 17.13.5).

Each element that Word writes for a change is one: so their number is that of the file's marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from octavo.ooxml.looks import described
from octavo.ooxml.names import M, W, val
from octavo.ooxml.package import Package
from octavo.ooxml.spots import Spot, Spots, stories, words
from octavo.ooxml.styles import Styles

WORDS = {"ins": "insert", "del": "delete", "moveFrom": "move", "moveTo": "move"}
"""Changes of words, and what we call them."""

CELLS = ("cellIns", "cellDel", "cellMerge")
FORMATS = frozenset((
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange",
    "trPrChange", "tcPrChange", "numberingChange",
))  # fmt: skip
GOES = ("del", "moveFrom", "cellDel")
"""Changes that take something away."""

TAGS = frozenset(f"{W}{name}" for name in (*WORDS, *CELLS, *FORMATS))
RANGES = {f"{W}moveFromRangeStart", f"{W}moveToRangeStart"}
RANGES_END = {f"{W}moveFromRangeEnd", f"{W}moveToRangeEnd"}


@dataclass(frozen=True, slots=True)
class Tracked:
    """A tracked change.

    `kind` is insert, delete, move, join or split (of paragraphs), row, cell or format. `about` are
    the words whose look a format changes; `before` and `after` are words, or looks. `spot` is where
    it begins in the text as accepted, `end` where it ends; None where no paragraph is near. `moved`
    names a move: it is the same where words went and where they came from.
    """

    kind: str
    author: str
    date: str
    story: str
    spot: Spot | None
    end: Spot | None
    before: str = ""
    after: str = ""
    about: str = ""
    moved: str = ""


@dataclass(slots=True)
class _Reader:
    """Reads the changes of one story."""

    spots: Spots
    moves: dict[str, str] = field(default_factory=dict)

    def read(self) -> Iterator[Tracked]:
        for element, here in self.spots.walk():
            if element.tag in RANGES:
                self.moves[val(element, "id")] = val(element, "name")
            elif element.tag in RANGES_END:
                self.moves.pop(val(element, "id"), None)
            elif element.tag in TAGS and not _is_old(element):
                yield self._change(element, here)

    def _change(self, element: etree._Element, here: Spot | None) -> Tracked:
        name = element.tag.removeprefix(W)
        kind, about, before, after = self._what(element, name)
        spot = self._spot(element, here, kind)
        moved = next(reversed(self.moves.values()), "") if name.startswith("move") else ""
        return Tracked(
            kind,
            val(element, "author"),
            val(element, "date"),
            self.spots.story.kind,
            spot,
            self._end(element, spot, kind),
            before,
            after,
            about,
            moved,
        )

    def _what(self, element: etree._Element, name: str) -> tuple[str, str, str, str]:
        """Return the kind of a change, the words it is about, and those before and after."""
        parent = element.getparent()
        within = "" if parent is None else str(parent.tag)
        if name in FORMATS or within == f"{W}numPr":
            before, after = described(element)
            return "format", self._formatted(element), before, after
        if name in CELLS or within == f"{W}trPr":
            holder = _up(element, f"{W}tc" if name in CELLS else f"{W}tr")
            return ("cell" if name in CELLS else "row"), "", *_either(name, _in_row(holder))
        if within == f"{W}rPr" and _up(element, f"{W}pPr") is not None:
            return ("join" if name in GOES else "split"), "", "", ""
        if within in (f"{W}rPr", f"{M}ctrlPr"):
            parent = parent if parent is None else parent.getparent()
            return WORDS[name], "", *_either(name, "" if parent is None else words(parent))
        return WORDS[name], "", *_either(name, words(element, deleted=name in GOES))

    def _formatted(self, element: etree._Element) -> str:
        run = _up(element, f"{W}r")
        if run is not None:
            return words(run)
        return ""

    def _spot(self, element: etree._Element, here: Spot | None, kind: str) -> Spot | None:
        """Return where a change stands: a mark of a paragraph at its end."""
        if kind in ("row", "cell"):
            holder = _up(element, f"{W}tr")
            inside = holder.iter(f"{W}p") if holder is not None else iter(())
            leaf = next((self.spots.paragraphs.get(one) for one in inside), None)
            return self.spots.spot(leaf, 0) if leaf is not None else here
        run = _up(element, f"{W}r")
        if run is not None and run in self.spots.runs:
            leaf, start, _ = self.spots.runs[run]
            return self.spots.spot(leaf, start)
        around = self.spots.around(element, here)
        if around is not None and kind in ("join", "split"):
            return self.spots.spot(around.leaf)
        return around

    def _end(self, element: etree._Element, spot: Spot | None, kind: str) -> Spot | None:
        """Return where a change ends: one of a paragraph's mark where the next begins."""
        if spot is None or kind in ("row", "cell"):
            return spot
        if kind in ("join", "split"):
            behind = spot.leaf.number + 1
            leaves = self.spots.leaves
            return self.spots.spot(leaves[behind], 0) if behind < len(leaves) else spot
        run = _up(element, f"{W}r")
        runs = [run] if run is not None else element.iter(f"{W}r")
        ends = [self.spots.runs[one] for one in runs if one in self.spots.runs]
        same = [end for leaf, _, end in ends if leaf is spot.leaf]
        return self.spots.spot(spot.leaf, max(same, default=spot.at))


def _is_old(element: etree._Element) -> bool:
    """Whether an element stands among the properties that a change of format has kept."""
    parent = element.getparent()
    while parent is not None and parent.tag not in (f"{W}p", f"{W}tbl", f"{W}body"):
        if str(parent.tag).removeprefix(W) in FORMATS:
            return True
        parent = parent.getparent()
    return False


def _up(element: etree._Element, tag: str) -> etree._Element | None:
    """Return the nearest element of a tag around another, not across paragraphs but for tables."""
    for around in element.iterancestors(tag, f"{W}p"):
        if around.tag == tag:
            return around
        if tag not in (f"{W}tr", f"{W}tc"):
            return None
    return None


def _in_row(holder: etree._Element | None) -> str:
    if holder is None:
        return ""
    if holder.tag == f"{W}tc":
        return words(holder)
    return " | ".join(words(cell) for cell in holder.iterfind(f"{W}tc"))


def _either(name: str, text: str) -> tuple[str, str]:
    return (text, "") if name in GOES else ("", text)


def changes(package: Package, styles: Styles | None = None) -> list[Tracked]:
    """Return the changes of a package: of the body, the notes, the headers and footers."""
    changed = [one for one in stories(package) if next(one.root.iter(*TAGS), None) is not None]
    if not changed:
        return []
    known = styles or Styles.of(package)
    return [one for story in changed for one in _Reader(Spots.of(story, known)).read()]
