"""Reads the contents of an OpenDocument text: its paragraphs, notes, tables, frames.

OpenDocument 1.3, part 3, chapters 5 to 10.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from octavo.manuscripts import containers
from octavo.manuscripts.guard.contents import Contents, What
from octavo.manuscripts.word import properties

OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, DRAW = f"{OASIS}text:1.0}}", f"{OASIS}table:1.0}}", f"{OASIS}drawing:1.0}}"
OFFICE, SVG = f"{OASIS}office:1.0}}", f"{OASIS}svg-compatible:1.0}}"
XLINK = "{http://www.w3.org/1999/xlink}"
MATH = "{http://www.w3.org/1998/Math/MathML}math"

SKIPPED = frozenset((
    f"{OFFICE}annotation", f"{OFFICE}forms", f"{OFFICE}annotation-end",
    f"{TEXT}tracked-changes", f"{TEXT}note-citation", f"{TEXT}number", f"{TEXT}hidden-text",
    f"{TEXT}sequence-decls", f"{TEXT}variable-decls", f"{TEXT}user-field-decls",
    f"{TEXT}table-of-content", f"{TEXT}illustration-index", f"{TEXT}table-index",
    f"{TEXT}object-index", f"{TEXT}user-index", f"{TEXT}alphabetical-index", f"{SVG}title",
    f"{SVG}desc", f"{TEXT}index-title-template", f"{TEXT}script",
))  # fmt: skip
"""What is no text of the author's, and the lists that the program has made."""

MARKS = frozenset(f"{TEXT}{name}" for name in (
    "alphabetical-index-mark", "alphabetical-index-mark-start",
))  # fmt: skip


def contents(data: bytes, file: str) -> Contents:
    """Return the contents of an ODT file."""
    members = containers.opened(data, file)
    root = properties.parse(members.get("content.xml", b""))
    body = None if root is None else next(root.iter(f"{OFFICE}text"), None)
    reader = _Reader(members)
    if body is not None:
        reader.inside(body)
    reader.read.end()
    return reader.read


@dataclass(slots=True)
class _Reader:
    members: dict[str, bytes]
    read: Contents = field(default_factory=Contents)
    paragraph: int = 0
    where: str = ""

    def inside(self, element: etree._Element) -> None:
        """Read what stands in an element, with the words between."""
        for child in element:
            if isinstance(child.tag, str) and child.tag not in SKIPPED:
                self.element(child)
            if child.tail and _is_inline(element):
                self.read.say(child.tail)

    def element(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in (f"{TEXT}p", f"{TEXT}h"):
            self.block(element)
        elif tag in ELEMENTS:
            ELEMENTS[tag](self, element)
        else:
            self.words(element)

    def words(self, element: etree._Element) -> None:
        if element.tag in MARKS:
            self.read.count(What.INDEX)
        if _is_inline(element):
            self.read.say(element.text or "")
        self.inside(element)

    def block(self, element: etree._Element) -> None:
        self.paragraph += 1
        self.where = f"paragraph {self.paragraph}"
        self.read.begin(self.where)
        if element.tag == f"{TEXT}h":
            words = " ".join("".join(_shown(element)).split())
            if words:
                self.read.count(What.HEADING, words)
        self.read.say(element.text or "")
        self.inside(element)
        self.read.end()

    def space(self, _: etree._Element) -> None:
        self.read.say(" ")

    def apart(self, element: etree._Element) -> None:
        """Read a note or a box: it is apart from the paragraph that it stands in."""
        outer, self.read = self.read, Contents()
        where = self.where
        self.inside(element)
        self.read.end()
        outer.stretches += self.read.stretches
        outer.items += self.read.items
        self.read, self.where = outer, where

    def note(self, element: etree._Element) -> None:
        self.read.count(What.NOTE)
        self.apart(element)

    def table(self, element: etree._Element) -> None:
        if words := _all(element):
            self.read.count(What.TABLE, words[:80])
        self.inside(element)

    def cell(self, element: etree._Element) -> None:
        if _all(element) or next(element.iter(f"{DRAW}image"), None) is not None:
            self.read.count(What.CELL)
        self.inside(element)

    def frame(self, element: etree._Element) -> None:
        """Read a frame: of its contents, which say the same, the first that is known here."""
        formula = next((o for o in element.iter(f"{DRAW}object") if self.is_formula(o)), None)
        if formula is not None:
            self.read.count(What.FORMULA)
        elif element.find(f"{DRAW}text-box") is not None:
            self.apart(element)
        elif (image := element.find(f"{DRAW}image")) is not None:
            self.read.count(What.IMAGE, image.get(f"{XLINK}href", ""))

    def is_formula(self, drawn: etree._Element) -> bool:
        if next(drawn.iter(MATH), None) is not None:
            return True
        folder = drawn.get(f"{XLINK}href", "").removeprefix("./").rstrip("/")
        root = properties.parse(self.members.get(f"{folder}/content.xml", b""))
        return root is not None and root.tag in (MATH, "math")

    def link(self, element: etree._Element) -> None:
        target = element.get(f"{XLINK}href", "")
        words = "".join(_shown(element))
        if target and not target.startswith("#") and words.strip():
            self.read.count(What.LINK, words)
        self.words(element)


ELEMENTS: dict[str, Callable[[_Reader, etree._Element], None]] = {
    f"{TEXT}s": _Reader.space,
    f"{TEXT}tab": _Reader.space,
    f"{TEXT}line-break": _Reader.space,
    f"{TEXT}note": _Reader.note,
    f"{TEXT}a": _Reader.link,
    f"{TABLE}table": _Reader.table,
    f"{TABLE}table-cell": _Reader.cell,
    f"{DRAW}frame": _Reader.frame,
    f"{DRAW}custom-shape": _Reader.apart,
}
BLOCKS = frozenset((
    f"{OFFICE}text", f"{TEXT}list", f"{TEXT}list-item", f"{TEXT}list-header", f"{TEXT}section",
    f"{TABLE}table", f"{TABLE}table-row", f"{TABLE}table-cell", f"{TABLE}table-rows",
    f"{TABLE}table-header-rows", f"{TEXT}note", f"{TEXT}note-body", f"{DRAW}frame",
    f"{DRAW}text-box", f"{TEXT}index-body", f"{TEXT}bibliography", f"{TEXT}alphabetical-index",
))  # fmt: skip
"""Elements of blocks: the white space between these is the file's own."""


def _is_inline(element: etree._Element) -> bool:
    return element.tag not in BLOCKS


def _all(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _shown(element: etree._Element) -> list[str]:
    """Return the words below an element, without those of notes and comments."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in (*SKIPPED, f"{TEXT}note"):
            parts += _shown(child)
        parts.append(child.tail or "")
    return parts
