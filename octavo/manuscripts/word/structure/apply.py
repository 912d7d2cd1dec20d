"""Writes what each paragraph is into the Word file, so that it comes through pandoc."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from octavo.manuscripts.word.flatten import known_style
from octavo.manuscripts.word.marks import Mark, Marks
from octavo.manuscripts.word.structure.seen import Seen, has_words
from octavo.model.meanings import Meaning
from octavo.ooxml.names import XML_SPACE, W

HELD = "\N{NO-BREAK SPACE}"
"""What holds the place of a space in code: pandoc makes one space of several."""

TAB = HELD * 4


@dataclass(slots=True)
class Applied:
    """What was taken out of the text: the book's front words, and what is left out."""

    front: dict[str, list[str]] = field(default_factory=dict)
    left_out: list[Seen] = field(default_factory=list)
    graphics: list[Seen] = field(default_factory=list)
    described: list[Seen] = field(default_factory=list)


@dataclass(slots=True)
class Writer:
    """Marks the paragraphs of one file in their order."""

    marks: Marks
    labels: dict[int, str] = field(default_factory=dict)
    applied: Applied = field(default_factory=Applied)
    groups: Counter[str] = field(default_factory=Counter)
    last: Meaning | None = None
    number: str = ""

    def write(self, seen: list[Seen], of: dict[int, Meaning]) -> Applied:
        """Mark each paragraph with its meaning."""
        in_listing = listings(seen, of)
        for number, one in enumerate(seen):
            meaning = of.get(number)
            if one.leaf.story != "main":
                continue
            if meaning is not None and not one.leaf.tables and not one.leaf.box:
                if meaning.box:
                    self._box(one, meaning)
                if number in in_listing:
                    self._mark(one, Mark("div", "listing", in_listing[number]))
                self._one(one, meaning)
            if one.text or meaning is not None:
                self.last = meaning
        return self.applied

    def _one(self, one: Seen, meaning: Meaning) -> None:
        if meaning.is_heading:
            self._heading(one, meaning)
            return
        if not one.text and meaning.kind != "code":
            return
        write = KINDS.get(meaning.kind)
        if write is not None:
            write(self, one, meaning)

    def _heading(self, one: Seen, meaning: Meaning) -> None:
        if not one.text and not one.drawn:
            return
        classes = meaning.kind if meaning.kind != "heading" else ""
        value = f"{meaning.depth} {classes}".strip()
        if self.number:
            _put_before(one, f"{self.number}: ")
            self.number = ""
        self._mark(one, Mark("heading", value, self._new("heading")))

    def _number(self, one: Seen, _: Meaning) -> None:
        """Keep a number that stands above a heading: it stands before its words then."""
        self.number = one.text
        _remove(one)

    def _front(self, one: Seen, meaning: Meaning) -> None:
        self.applied.front.setdefault(meaning.kind, []).append(one.text)
        _remove(one)

    def _left_out(self, one: Seen, _: Meaning) -> None:
        self.applied.left_out.append(one)
        _remove(one)

    def _graphic(self, one: Seen, _: Meaning) -> None:
        self.applied.graphics.append(one)
        _remove(one)

    def _described(self, one: Seen, _: Meaning) -> None:
        self.applied.described.append(one)
        _remove(one)

    def _box(self, one: Seen, meaning: Meaning) -> None:
        """Put a paragraph into its box: a title behind anything but a title begins another."""
        begins = self.last is None or not self.last.box
        if begins or (meaning.kind == "box title" and self.last != meaning):
            self._new("box")
        self._mark(one, Mark("div", "box", self.groups["box"]))

    def _code(self, one: Seen, _: Meaning) -> None:
        _hold_spaces(one)
        self._mark(one, Mark("code"))

    def _item(self, one: Seen, meaning: Meaning) -> None:
        """Make an item of a list, unless Word numbers the paragraph: pandoc reads that."""
        if one.listed and not meaning.box:
            return
        self._mark(one, Mark("list"))
        kind = "item" if meaning.kind == "item" else f"{meaning.kind} {meaning.level}"
        self._mark(one, Mark("item", kind, self._new("item")))

    def _index(self, one: Seen, meaning: Meaning) -> None:
        self._mark(one, Mark("div", "index"))
        self._mark(one, Mark("list"))
        self._mark(one, Mark("item", f"bullet {meaning.level}", self._new("item")))

    def _caption(self, one: Seen, _: Meaning) -> None:
        """Leave a caption a paragraph of its own: no item of a list that numbers captions.

        Pandoc knows some styles of captions, and puts what they hold to a table or figure.
        """
        self._label(one)
        if known_style(one.style):
            return
        self._mark(one, Mark("plain", "", self._new("plain")))

    def _label(self, one: Seen) -> None:
        """Write the number that Word sets before a caption: the text speaks of Figure 4-1."""
        label = self.labels.get(one.leaf.number, "").strip()
        if one.listed and label:
            _put_before(one, f"{label} ")

    def _in_bold(self, one: Seen, _: Meaning) -> None:
        self._mark(one, Mark("strong", "", self._new("strong")))

    def _mark(self, one: Seen, mark: Mark) -> None:
        self.marks.paragraph(one.leaf.element, mark)
        if one.listed:
            _unnumbered(one.leaf.element)

    def _new(self, kind: str) -> int:
        self.groups[kind] += 1
        return self.groups[kind]


def _simple(kind: str, value: str = "") -> Callable[[Writer, Seen, Meaning], None]:
    def mark(writer: Writer, one: Seen, _: Meaning) -> None:
        writer._mark(one, Mark(kind, value))

    return mark


KINDS: dict[str, Callable[[Writer, Seen, Meaning], None]] = {
    "title": Writer._front,
    "subtitle": Writer._front,
    "author": Writer._front,
    "heading number": Writer._number,
    "quotation": _simple("quotation"),
    "epigraph": _simple("div", "epigraph"),
    "dedication": _simple("div", "dedication"),
    "verse": _simple("verse"),
    "code": Writer._code,
    "caption": Writer._caption,
    "code caption": Writer._caption,
    "box title": Writer._in_bold,
    "note": _simple("div", "note"),
    "bullet": Writer._item,
    "number": Writer._item,
    "item": Writer._item,
    "index": Writer._index,
    "graphic": Writer._graphic,
    "alternative text": Writer._described,
    "left out": Writer._left_out,
}
"""What is written for each kind; running text and what joins it needs nothing."""


def listings(seen: list[Seen], of: dict[int, Meaning]) -> dict[int, int]:
    """Return the paragraphs of code that has a title or a caption, and the number of each group."""
    groups: list[list[int]] = []
    last = ""
    for number in range(len(seen)):
        meaning = of.get(number)
        kind = meaning.kind if meaning is not None else ""
        if kind in ("code title", "code", "code caption"):
            goes_on = (last, kind) in GOES_ON and of[groups[-1][-1]].box == of[number].box
            if goes_on:
                groups[-1].append(number)
            else:
                groups.append([number])
        last = kind
    whole = [g for g in groups if {of[n].kind for n in g} - {"code"} and len(g) > 1]
    return {number: count for count, group in enumerate(whole, 1) for number in group}


GOES_ON = {("code title", "code"), ("code", "code"), ("code", "code caption")}
"""What may follow what in one listing."""


def _remove(one: Seen) -> None:
    """Take the words of a paragraph out; its section's end, and its place, stay."""
    for child in list(one.leaf.element):
        if child.tag != f"{W}pPr":
            one.leaf.element.remove(child)


def _unnumbered(paragraph: etree._Element) -> None:
    """Take a paragraph out of Word's list: number 0 is that of none (17.9.18)."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return
    for numbering in properties.findall(f"{W}numPr"):
        properties.remove(numbering)
    numbering = etree.SubElement(properties, f"{W}numPr")
    etree.SubElement(numbering, f"{W}numId").set(f"{W}val", "0")


def _put_before(one: Seen, words: str) -> None:
    runs = (run.element for run in one.leaf.runs if has_words(run))
    text = next((run.find(f"{W}t") for run in runs), None)
    if text is not None:
        text.text = words + (text.text or "")
        text.set(XML_SPACE, "preserve")


def _hold_spaces(one: Seen) -> None:
    """Write spaces and tabs of code so that pandoc keeps each; an empty line has one."""
    for run in one.leaf.runs:
        for part in list(run.element):
            if part.tag == f"{W}t":
                part.text = re.sub(
                    "[ \t]", lambda m: TAB if m[0] == "\t" else HELD, part.text or ""
                )
            elif part.tag == f"{W}tab":
                part.tag = f"{W}t"
                part.attrib.clear()
                part.text = TAB
    if not one.text:
        empty = etree.SubElement(one.leaf.element, f"{W}r")
        etree.SubElement(empty, f"{W}t").text = HELD
