"""The pages of a site: one for each division, and several for one that is too long for a page.

A long division is parted before a heading of a lower level, or before a paragraph if no heading is
near enough. Each page has the notes of its own text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from octavo.files.slugs import FreeNames
from octavo.formats.html import notes
from octavo.formats.html.frame import Entry
from octavo.formats.html.tree import HEADINGS, Element, has_class, heading_of, level_of, make, q
from octavo.text.terms import Terms

HEAVIEST = 80_000
"""How many bytes of markup a page's text may have: with what stands around it, 100 kB."""

LEAST = HEAVIEST // 3
"""The fewest bytes on a page before a heading within reach ends it."""

CONTINUED = "goes-on"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: its file, its text, the number of its division, and which of so many it is.

    `shift` is by how much its headings are raised, so that the division's is of the first level.
    """

    name: str
    section: Element
    number: int
    shift: int = 0
    part: int = 1
    parts: int = 1


@dataclass(slots=True)
class _Unit:
    """What is not parted: an element, within which sections it stands, and how long it is."""

    element: Element
    path: tuple[Element, ...]
    size: int


@dataclass(slots=True)
class _Piece:
    """The units of a page."""

    units: list[_Unit] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(unit.size for unit in self.units)


def leaves(listed: Sequence[Entry], names: Sequence[str], terms: Terms) -> list[Leaf]:
    """Return the pages of divisions that stand by themselves, in order; long ones are parted."""
    made = []
    taken = set(names)
    free_names = FreeNames(taken)
    for number, (entry, name) in enumerate(zip(listed, names, strict=True)):
        heading = heading_of(entry.section)
        shift = 1 - level_of(heading) if heading is not None else 0
        sections = _parted(entry.section, terms)
        for part, section in enumerate(sections, 1):
            stem = f"{name.removesuffix('.html')}-{part}"
            file = name if part == 1 else free_names.free(stem, ".html")
            taken.add(file)
            made.append(Leaf(file, section, number, shift, part, len(sections)))
    return made


def _parted(section: Element, terms: Terms) -> list[Element]:
    """Return a division in parts: itself, and boxes with what goes on."""
    if _size(section) <= HEAVIEST:
        return [section]
    own = next((one for one in section if has_class(one, "notes")), None)
    pieces = list(_pieces(list(_units(section, ()))))
    parts = [section, *(_moved(piece) for piece in pieces[1:])]
    if own is not None and len(parts) > 1:
        _share_notes(own, parts, terms)
    return parts


def _size(element: Element) -> int:
    return len(etree.tostring(element, encoding="utf-8", with_tail=False))


def _units(section: Element, path: tuple[Element, ...]) -> Iterator[_Unit]:
    """Yield what a section holds, but its notes; a section within that is too long, in units."""
    for child in list(section):
        if has_class(child, "notes"):
            continue
        size = _size(child)
        if child.tag == q("section") and size > HEAVIEST:
            yield from _units(child, (*path, child))
        else:
            yield _Unit(child, path, size)


def _pieces(units: list[_Unit]) -> Iterator[_Piece]:
    """Yield the units of each page: no page ends with a heading, each best before one."""
    whole = sum(unit.size for unit in units)
    most = min(HEAVIEST, whole // -(-whole // HEAVIEST) + LEAST)
    piece = _Piece()
    for unit in units:
        if piece.units and piece.size + unit.size > most:
            at = _end(piece)
            rest = piece.units[at:]
            piece.units = piece.units[:at]
            yield piece
            piece = _Piece(rest)
        piece.units.append(unit)
    yield piece


def _end(piece: _Piece) -> int:
    """Return before which unit a page ends: before a section if that leaves enough on it."""
    size = piece.size
    for at in range(len(piece.units), 0, -1):
        last = piece.units[at - 1].element
        if at == len(piece.units) and last.tag == q("section"):
            return at
        if at < len(piece.units) and piece.units[at].element.tag == q("section") and size >= LEAST:
            return at
        size -= piece.units[at - 1].size
    end = len(piece.units)
    while end > 1 and piece.units[end - 1].element.tag in HEADINGS:
        end -= 1
    return end


def _moved(piece: _Piece) -> Element:
    """Return some units, in boxes like the sections that they stood in.

    They are no sections: their headings stand on a page before.
    """
    top = make("div", "", {"class": CONTINUED})
    copies: dict[Element, Element] = {}
    for unit in piece.units:
        place = top
        for around in unit.path:
            if around not in copies:
                known = str(around.get("class") or "")
                copies[around] = make("div", "", {"class": known} if known else {})
                place.append(copies[around])
            place = copies[around]
        place.append(unit.element)
    return top


def _share_notes(own: Element, parts: Sequence[Element], terms: Terms) -> None:
    """Give each part the notes whose marks stand in it."""
    items = {str(one.get("id")): one for one in own.iter(q("li")) if one.get("id")}
    numbered = next(own.iter(q("ol")))
    first = int(numbered.get("start") or 1)
    shares = [
        [items[name] for name in dict.fromkeys(_noted(part)) if name in items] for part in parts
    ]
    parent = own.getparent()
    if parent is not None:
        parent.remove(own)
    for part, share in zip(parts, shares, strict=True):
        if share:
            part.append(notes.section_of(share, first, terms))
            first += len(share)


def _noted(part: Element) -> Iterator[str]:
    for mark in part.iter(q("a")):
        if mark.get("role") == "doc-noteref":
            yield str(mark.get("href") or "").rpartition("#")[2]
