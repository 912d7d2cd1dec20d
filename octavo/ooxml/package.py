"""A Word file as a package: its parts by what they are for, and their trees.

A part is found by its relationship, never by its name (ECMA-376, part 2, 8.3): Word for the web
calls the main part `word/document2.xml`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from octavo.files import xml
from octavo.model.finding import InputError
from octavo.ooxml.names import RELATIONSHIPS, R, W, in_transitional

MAIN = "word/document.xml"
"""The name of the main part where no relationship names one."""

NOTES = ("footnotes", "endnotes")


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of a part: the last word of its type, its target, whether it is outside."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Story:
    """A part that holds running text: `main`, `footnotes` or `endnotes`."""

    kind: str
    part: str
    root: etree._Element


@dataclass(slots=True)
class Package:
    """The members of a Word file by name; trees of its parts are parsed once, and may be changed.

    `save` writes the trees back into the members.
    """

    members: dict[str, bytes]
    main: str = field(init=False)
    _trees: dict[str, etree._Element | None] = field(init=False, default_factory=dict)
    _related: dict[str, dict[str, Relationship]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for name, data in self.members.items():
            if name.endswith((".xml", ".rels")):
                self.members[name] = in_transitional(data)
        self.main = main_part(self.members) or MAIN

    def tree(self, part: str) -> etree._Element | None:
        """Return the root of a part; None where there is no such part, or it is no XML."""
        if part not in self._trees:
            try:
                self._trees[part] = xml.parse(self.members[part], part)
            except (InputError, KeyError):
                self._trees[part] = None
        return self._trees[part]

    def related(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of a part by their identifiers."""
        if part not in self._related:
            self._related[part] = _relationships(self.members, part)
        return self._related[part]

    def part(self, kind: str) -> str:
        """Return the name of the main part's styles, footnotes …, by their kind, or ""."""
        for one in self.related(self.main).values():
            if one.kind == kind and not one.external and one.target in self.members:
                return one.target
        name = posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
        return name if name in self.members else ""

    def of_kind(self, kind: str) -> etree._Element | None:
        """Return the root of a part of the main one by its kind; None where there is none."""
        name = self.part(kind)
        return self.tree(name) if name else None

    def stories(self) -> Iterator[Story]:
        """Yield the parts that hold running text: the main one, footnotes, endnotes."""
        named = [("main", self.main), *((kind, self.part(kind)) for kind in NOTES)]
        for kind, part in named:
            root = self.tree(part) if part else None
            if root is not None:
                yield Story(kind, part, root)

    def body(self) -> etree._Element | None:
        """Return the body of the main part; None where it has none."""
        root = self.tree(self.main)
        return None if root is None else root.find(f"{W}body")

    def add(self, kind: str, root: etree._Element) -> etree._Element:
        """Add a part of a kind to the main one; return its root."""
        folder, name = posixpath.split(self.main)
        part = posixpath.join(folder, f"{kind}.xml")
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        related = self.tree(rels)
        if related is None:
            related = etree.Element(f"{RELATIONSHIPS}Relationships")
        link = etree.SubElement(related, f"{RELATIONSHIPS}Relationship")
        link.set("Id", f"octavo-{kind}")
        link.set("Type", f"{R[1:-1]}/{kind}")
        link.set("Target", f"{kind}.xml")
        self.members[part] = b""
        self._trees |= {rels: related, part: root}
        self._related.pop(self.main, None)
        self.members[rels] = etree.tostring(related)
        return root

    def save(self) -> None:
        """Write the trees that were read, and may have been changed, into the members."""
        for part, root in self._trees.items():
            if root is not None:
                self.members[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def main_part(members: dict[str, bytes]) -> str:
    """Return the name of a package's main part, or "" where no relationship names one."""
    for one in _relationships(members, "").values():
        if one.kind == "officeDocument" and one.target in members:
            return one.target
    return MAIN if MAIN in members else ""


def _relationships(members: dict[str, bytes], part: str) -> dict[str, Relationship]:
    folder, name = posixpath.split(part)
    data = members.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    try:
        root = xml.parse(data or b"", part)
    except InputError:
        return {}
    return {
        one.get("Id", ""): Relationship(
            one.get("Type", "").rpartition("/")[2],
            _target(folder, one),
            one.get("TargetMode") == "External",
        )
        for one in root.iter(f"{RELATIONSHIPS}Relationship")
    }


def _target(folder: str, relationship: etree._Element) -> str:
    """Return a target as the name of a member (it is relative to its part's folder, or whole).

    What is outside the package stays as it is written.
    """
    target = relationship.get("Target", "")
    if relationship.get("TargetMode") == "External":
        return target
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
