"""Writes words with tracked changes: runs in `w:ins` and `w:del`, paragraphs whose end is changed.

ECMA-376, part 1, 17.13.5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from octavo.desk.compare.pieces import FIELD, Piece, is_by_place, look_of, written
from octavo.formats.docx.xml import Element, make, w
from octavo.ooxml.names import XML_SPACE, W, val


class State(StrEnum):
    """What becomes of words: they stay, or the element of their change."""

    SAME = ""
    NEW = "ins"
    GONE = "del"
    FROM = "moveFrom"
    TO = "moveTo"


OLD = (State.GONE, State.FROM)
"""The states of what stands in the older file alone."""

DELETED = {w("t"): w("delText"), w("instrText"): w("delInstrText")}
ASIDE = (w("rPr"), w("sectPr"), w("pPrChange"))
"""Elements among a paragraph's properties that do not belong to its old state."""

BY_PROGRAM = (w("keepNext"), w("keepLines"), w("spacing"), w("cnfStyle"))
"""Properties that come of what stands beside a paragraph; nobody has changed them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece and its state; `was` is the same piece in the older file, where it stays."""

    piece: Piece
    state: State = State.SAME
    was: Piece | None = None


Take = Callable[[Element], Element]
"""Takes a copy of an element of the older file over into the newer one."""


@dataclass(slots=True)
class Marker:
    """Makes the elements of changes: by whom, and when (both as Word writes them).

    `take` takes what the older file alone has over into the newer one; `lists` say how the lists
    of both files look, by their numbers.
    """

    author: str
    date: str
    take: Take
    lists: tuple[Mapping[str, str], Mapping[str, str]]
    number: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def change(self, kind: str) -> Element:
        """Return the element of a change."""
        self.number += 1
        made = make(kind, id=self.number, author=self.author)
        if self.date:
            made.set(w("date"), self.date)
        return made

    def count(self, kind: str) -> None:
        """Count a change of a kind."""
        self.counts[kind] = self.counts.get(kind, 0) + 1

    def paragraphs(self, shown: Sequence[Shown]) -> Iterator[Element]:
        """Yield the paragraphs of a row of pieces, which an end closes."""
        inner: list[Shown] = []
        for one in shown:
            if not one.piece.is_end:
                inner.append(one)
                continue
            paragraph = make("p", self._properties(one))
            paragraph.extend(self.content(inner))
            paragraph.extend(self._lead(one))
            inner = []
            yield paragraph

    def _properties(self, end: Shown) -> Element | None:
        """Return the properties of a paragraph, with the change of its end, and of themselves."""
        properties = self._own_properties(end)
        if end.state:
            mark = properties.find(w("rPr"))
            if mark is None:
                mark = make("rPr")
                properties.append(mark)
            mark.insert(0, self.change(end.state))
        elif end.was is not None:
            old = _described(end.was.paragraph)
            if _compared(old, self.lists[0]) != _compared(properties, self.lists[1]):
                change = self.change("pPrChange")
                change.append(self.take(old))
                properties.append(change)
                self.count("style")
        return properties if len(properties) else None

    def _own_properties(self, end: Shown) -> Element:
        paragraph = end.piece.paragraph
        known = None if paragraph is None else paragraph.find(w("pPr"))
        made = make("pPr") if known is None else deepcopy(known)
        if end.state in OLD:
            for part in [*made.findall(w("sectPr")), *made.findall(w("rPr"))]:
                made.remove(part)
            made = self.take(made)
        return made

    def content(self, shown: Sequence[Shown]) -> list[Element]:
        """Return the runs of pieces, with their changes, in the links they stand in."""
        made: list[Element] = []
        for _, group in groupby(shown, key=lambda one: (id(one.piece.link), one.state in OLD)):
            each = list(group)
            link = each[0].piece.link
            inner = self._tracked(each)
            if link is None:
                made += inner
                continue
            around = make("hyperlink")
            for name, value in link.attrib.items():
                around.set(name, value)
            if each[0].state in OLD:
                around = self.take(around)
            around.extend(inner)
            made.append(around)
        return made

    def _tracked(self, shown: Sequence[Shown]) -> list[Element]:
        made: list[Element] = []
        holder: Element | None = None
        for one in shown:
            lead = self._lead(one)
            if lead:
                made += lead
                holder = None
            if not one.state:
                holder = None
                self._write(made, one)
            elif any(part.tag == w("hyperlink") for part in one.piece.parts):
                made += self._linked(one)
                holder = None
            else:
                if holder is None or holder.tag != w(one.state):
                    holder = self.change(one.state)
                    made.append(holder)
                inside = list(holder)
                self._write(inside, one)
                holder.extend(inside[len(holder) :])
        return made

    def _lead(self, one: Shown) -> list[Element]:
        """Return the bookmarks and open fields before a piece; those of an older file go."""
        return [] if one.state in OLD else [deepcopy(part) for part in one.piece.lead]

    def _linked(self, one: Shown) -> Iterator[Element]:
        """Yield a field that holds links, each run of it in a change."""
        for part in self._copies(one):
            if part.tag == w("hyperlink"):
                inside = list(part)
                part[:] = []
                for run in inside:
                    change = self.change(one.state)
                    change.append(run)
                    part.append(change)
                yield part
            else:
                change = self.change(one.state)
                change.append(part)
                yield change

    def _copies(self, one: Shown) -> list[Element]:
        copies = [deepcopy(part) for part in one.piece.parts]
        for copy in copies:
            copy.tail = None
        if one.state in OLD:
            copies = [_deleted(self.take(copy)) for copy in copies]
        return copies

    def _write(self, made: list[Element], one: Shown) -> None:
        """Write a piece behind others: into the last run, where it has the same look."""
        if one.piece.whole:
            made += self._copies(one)
            return
        properties = self._look(one)
        last = made[-1] if made else None
        if last is not None and _may_grow(last) and _same(last.find(w("rPr")), properties):
            run = last
        else:
            run = make("r", properties)
            made.append(run)
            self._count_look(properties)
        if one.piece.text:
            _type(run, one.piece.text, "delText" if one.state in OLD else "t")
        else:
            run.extend(self._copies(one))

    def _count_look(self, properties: Element | None) -> None:
        change = None if properties is None else properties.find(w("rPrChange"))
        old = None if change is None else change.find(w("rPr"))
        if properties is not None and old is not None and not is_by_place(properties, old):
            self.count("looks")

    def _look(self, one: Shown) -> Element | None:
        """Return the properties of a run, with the older ones where they were changed."""
        look = one.piece.look
        made = make("rPr") if look is None else deepcopy(look)
        if one.state in OLD:
            made = self.take(made)
        elif one.was is not None and look_of(one.was.look) != look_of(look):
            change = self.change("rPrChange")
            old = make("rPr") if one.was.look is None else deepcopy(one.was.look)
            change.append(self.take(old))
            made.append(change)
        return made if len(made) else None


def _may_grow(run: Element) -> bool:
    """Whether more words can stand in a run: not in one that begins or ends a field."""
    return run.tag == w("r") and not any(part.tag in FIELD for part in run)


def _same(one: Element | None, other: Element | None) -> bool:
    """Whether two runs can be one: their properties and the change of them."""
    return _written(one) == _written(other)


def _written(look: Element | None) -> tuple[str, str]:
    """Return properties as they are compared: a change of them by what they were."""
    if look is None:
        return "", ""
    change = look.find(w("rPrChange"))
    own = make("rPr", *(deepcopy(one) for one in look if one.tag != w("rPrChange")))
    return written(own), "" if change is None else f"changed {written(change.find(w('rPr')))}"


def _type(run: Element, text: str, tag: str) -> None:
    last = run[-1] if len(run) else None
    if last is not None and last.tag == w(tag):
        last.text = (last.text or "") + text
        return
    made = make(tag)
    made.text = text
    made.set(XML_SPACE, "preserve")
    run.append(made)


def _deleted(element: Element) -> Element:
    """Give the words of an element the names that deleted words have."""
    for part in element.iter(*DELETED):
        part.tag = DELETED[part.tag]
    return element


def _described(paragraph: Element | None) -> Element:
    """Return the properties of a paragraph that its older state is written with."""
    known = None if paragraph is None else paragraph.find(w("pPr"))
    made = make("pPr") if known is None else deepcopy(known)
    for part in [one for one in made if one.tag in ASIDE]:
        made.remove(part)
    return made


def _compared(properties: Element, lists: Mapping[str, str]) -> list[tuple[str, str]]:
    parts = (one for one in properties if one.tag not in (*ASIDE, *BY_PROGRAM))
    return sorted(_flat(one, lists) for one in parts)


def _flat(part: Element, lists: Mapping[str, str]) -> tuple[str, str]:
    """Return a property as it is compared: a list by how it looks, whatever its number."""
    if part.tag == w("numPr"):
        number = val(part.find(w("numId")))
        return part.tag, f"{val(part.find(w('ilvl')))} {lists.get(number, number)}"
    return str(part.tag), str([sorted(one.attrib.items()) for one in part.iter()])


def ranged(paragraphs: Iterable[Element], marker: Marker, kind: State, name: str) -> list[Element]:
    """Return paragraphs that were moved, between the marks of their move."""
    start = marker.change(f"{kind}RangeStart")
    start.set(w("name"), name)
    end = make(f"{kind}RangeEnd", id=start.get(f"{W}id", ""))
    return [start, *paragraphs, end]
