"""The comments of a Word file: who says what about which words, with replies.

ECMA-376, part 1, 17.13.4; which comment answers which, and which are done, stands in a part of
Word 2013 and later ([MS-DOCX], 2.5.2, commentsEx).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from octavo.ooxml.leaf import Leaf
from octavo.ooxml.names import W14, W15, W, val
from octavo.ooxml.package import Package
from octavo.ooxml.spots import Spot, Spots, stories, words
from octavo.ooxml.styles import Styles

LONGEST = 400
"""So many characters of the words that a comment is about are kept."""

START, END, REFERENCE = (
    f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment; paragraphs of its text are lines.

    `spot` is where the words begin that it is about, `about`; None where it has no place. `end` is
    where they end. `parent` is the number of the comment that it answers, counted from 0; -1 where
    it begins a thread.
    """

    author: str
    initials: str
    date: str
    text: str
    story: str = ""
    spot: Spot | None = None
    end: Spot | None = None
    about: str = ""
    parent: int = -1
    done: bool = False


@dataclass(slots=True)
class _Range:
    """Where a comment stands: the story, and the spots where its words begin and end."""

    spots: Spots
    start: Spot | None = None
    end: Spot | None = None


def comments(package: Package, styles: Styles | None = None) -> list[Comment]:
    """Return the comments of a package in the order of its part of comments."""
    root = package.of_kind("comments")
    each = root.findall(f"{W}comment") if root is not None else []
    if not each:
        return []
    ranges = _ranges(package, styles or Styles.of(package))
    parents, done = _threads(package, each)
    return [
        _comment(one, ranges.get(val(one, "id")), parents.get(number, -1), done=number in done)
        for number, one in enumerate(each)
    ]


def _comment(one: etree._Element, place: _Range | None, parent: int, *, done: bool) -> Comment:
    text = "\n".join(filter(None, (words(p, deleted=False).strip() for p in one.iter(f"{W}p"))))
    by = (val(one, "author"), val(one, "initials"), val(one, "date"), text)
    if place is None or place.start is None:
        return Comment(*by, parent=parent, done=done)
    end = place.end or place.start
    about = _between(place.spots, place.start, end)
    return Comment(*by, place.spots.story.kind, place.start, end, about, parent, done)


def _ranges(package: Package, styles: Styles) -> dict[str, _Range]:
    """Return where comments stand, by their identifiers; the first of several counts."""
    ranges: dict[str, _Range] = {}
    for story in stories(package):
        spots = Spots.of(story, styles)
        for element, here in spots.walk():
            if element.tag not in (START, END, REFERENCE):
                continue
            known = ranges.setdefault(val(element, "id"), _Range(spots))
            spot = spots.around(element, here)
            if known.spots is not spots:
                continue
            if element.tag == START and known.start is None:
                known.start = spot
            elif known.end is None:
                known.end = spot
                known.start = known.start or spot
    return ranges


def _between(spots: Spots, start: Spot, end: Spot) -> str:
    """Return the words from one place to another, as many as are kept; those of a story."""
    if start.leaf is end.leaf:
        return start.text[start.at : end.at][:LONGEST].strip()
    if end.leaf.number < start.leaf.number:
        return ""
    parts = [start.text[start.at :]]
    parts += _whole(spots, spots.leaves[start.leaf.number + 1 : end.leaf.number])
    parts.append(end.text[: end.at])
    return " ".join(filter(None, (part.strip() for part in parts)))[:LONGEST]


def _whole(spots: Spots, leaves: Sequence[Leaf]) -> list[str]:
    parts: list[str] = []
    length = 0
    for leaf in leaves:
        if length > LONGEST:
            break
        parts.append(spots.texts[leaf.number])
        length += len(parts[-1])
    return parts


def _threads(package: Package, each: Sequence[etree._Element]) -> tuple[dict[int, int], set[int]]:
    """Return which comment each reply answers, and which are done, by their numbers."""
    numbers = {
        paragraph.get(f"{W14}paraId", ""): number
        for number, one in enumerate(each)
        for paragraph in one.iter(f"{W}p")
    }
    root = package.of_kind("commentsExtended")
    parents: dict[int, int] = {}
    done: set[int] = set()
    for more in root.iter(f"{W15}commentEx") if root is not None else ():
        number = numbers.get(more.get(f"{W15}paraId", ""))
        if number is None:
            continue
        if more.get(f"{W15}done", "") in ("1", "true"):
            done.add(number)
        parent = numbers.get(more.get(f"{W15}paraIdParent", "") or "\0")
        if parent is not None and parent != number:
            parents[number] = parent
    return _to_roots(parents), done


def _to_roots(parents: dict[int, int]) -> dict[int, int]:
    """Let each reply answer the comment that begins its thread: Word shows two levels.

    A ring begins nowhere: none in it is a reply.
    """
    roots: dict[int, int] = {}
    for number in parents:
        way = [number]
        at = number
        seen = {number}
        while at in parents and parents[at] not in seen and at not in roots:
            at = parents[at]
            seen.add(at)
            way.append(at)
        root = roots.get(at, -1 if at in parents else at)
        for one in way:
            if root >= 0 and one != root:
                roots[one] = root
    return roots
