"""Takes over what only the older of two Word files holds: pictures, links, lists, styles, notes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from octavo.desk.compare.pieces import hashed
from octavo.formats.docx.xml import Element, parse, serialise, w
from octavo.ooxml.names import RELATIONSHIPS as RELS
from octavo.ooxml.names import WP, R, W, val

TYPES = "[Content_Types].xml"
RELATED = (f"{R}embed", f"{R}id", f"{R}link")
STYLED = (w("pStyle"), w("rStyle"), w("tblStyle"))
NOTES = (w("footnoteReference"), w("endnoteReference"))


@dataclass(slots=True)
class File:
    """The members of a Word file that Octavo made, and its trees, parsed once."""

    members: dict[str, bytes]
    trees: dict[str, Element] = field(default_factory=dict)

    def tree(self, name: str) -> Element | None:
        """Return the tree of a part, or None if the file lacks that part."""
        if name not in self.trees and name in self.members:
            self.trees[name] = parse(self.members[name])
        return self.trees.get(name)

    def save(self) -> None:
        """Write the trees into the members."""
        for name, tree in self.trees.items():
            self.members[name] = serialise(tree)

    def relations(self, part: str) -> Element:
        """Return the relationships of a part; an empty list where it has none."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        tree = self.tree(path)
        if tree is None:
            tree = self.trees[path] = etree.Element(f"{RELS}Relationships")
        return tree

    def pictures(self, part: str) -> dict[str, str]:
        """Return hashes of the pictures of a part by the identifiers of their relationships."""
        made = {}
        for one in self.relations(part):
            data = self.members.get(_target(part, one))
            if data is not None and one.get("Type", "").endswith("/image"):
                made[one.get("Id", "")] = hashed(data)
        return made

    def notes(self) -> list[Element]:
        """Return the footnotes, without the rules between text and notes."""
        tree = self.tree("word/footnotes.xml")
        every = [] if tree is None else tree.findall(w("footnote"))
        return [one for one in every if one.get(w("type")) is None]

    def lists(self) -> dict[str, str]:
        """Return how each list looks, by its number: the definition it has, without its names."""
        tree = self.tree("word/numbering.xml")
        if tree is None:
            return {}
        looks = {val(one, "abstractNumId"): _look(one) for one in tree.iter(w("abstractNum"))}
        return {
            val(one, "numId"): looks.get(val(one.find(w("abstractNumId"))), "")
            for one in tree.iter(w("num"))
        }


def _look(definition: Element) -> str:
    levels = definition.findall(w("lvl"))
    return "".join(etree.tostring(one, method="c14n").decode() for one in levels)


def _target(part: str, relation: Element) -> str:
    path = posixpath.join(posixpath.dirname(part), relation.get("Target", ""))
    return posixpath.normpath(path)


@dataclass(slots=True)
class Taker:
    """Takes elements of the older file over into a part of the newer one.

    `numbers` say which list of the newer file goes on with one of the older; `notes` are the
    numbers of the older notes that were taken over, by their old ones.
    """

    old: File
    new: File
    part: str
    numbers: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    _related: dict[str, str] = field(default_factory=dict)
    _drawings: int = 0

    def __post_init__(self) -> None:
        """Count the drawings of the newer file: each has a number of its own."""
        names = (one.get("id", "0") for one in self._of_both(f"{WP}docPr"))
        self._drawings = max((int(name) for name in names if name.isdecimal()), default=0)

    def _of_both(self, tag: str) -> Iterator[Element]:
        for name in ("word/document.xml", "word/footnotes.xml"):
            tree = self.new.tree(name)
            if tree is not None:
                yield from tree.iter(tag)

    def take(self, element: Element) -> Element:
        """Make a copy of an element one of the newer file; return it."""
        for one in element.iter():
            for name in RELATED:
                if known := one.get(name):
                    one.set(name, self._relation(known))
            if one.tag in STYLED:
                self._style(val(one))
            elif one.tag == w("numId"):
                one.set(w("val"), self._list(val(one)))
            elif one.tag in NOTES:
                one.set(w("id"), self._note(val(one, "id")))
            elif one.tag == f"{WP}docPr":
                self._drawings += 1
                one.set("id", str(self._drawings))
        return element

    def _relation(self, name: str) -> str:
        """Return the identifier of a relationship in the newer file, made if need be."""
        if name in self._related:
            return self._related[name]
        relation = next((r for r in self.old.relations(self.part) if r.get("Id") == name), None)
        if relation is None:
            return name
        copy = deepcopy(relation)
        copy.set("Id", f"rId-old-{name}")
        if relation.get("TargetMode") != "External":
            target = self._member(_target(self.part, relation))
            copy.set("Target", posixpath.relpath(target, posixpath.dirname(self.part)))
        self.new.relations(self.part).append(copy)
        self._related[name] = copy.get("Id", "")
        return self._related[name]

    def _member(self, name: str) -> str:
        """Return the name of a member with the same content in the newer file, put there if new."""
        data = self.old.members[name]
        if self.new.members.get(name) == data:
            return name
        stem, dot, kind = name.rpartition(".")
        fresh = f"{stem}-{hashed(data)}{dot}{kind}"
        self.new.members[fresh] = data
        self._type(kind)
        return fresh

    def _type(self, kind: str) -> None:
        """Add the media type of a kind of file that the newer one does not hold."""
        here, there = self.new.tree(TYPES), self.old.tree(TYPES)
        if here is None or there is None:
            return
        known = {one.get("Extension", "").lower() for one in here}
        for one in there:
            if one.get("Extension", "").lower() == kind.lower() and kind.lower() not in known:
                here.insert(0, deepcopy(one))

    def _style(self, name: str) -> None:
        """Copy a style, with those it is based on, unless the newer file has one of its name."""
        here, there = self.new.tree("word/styles.xml"), self.old.tree("word/styles.xml")
        if here is None or there is None or _named(here, name) is not None:
            return
        style = _named(there, name)
        if style is None:
            return
        here.append(deepcopy(style))
        for link in ("basedOn", "next", "link"):
            if based := val(style.find(w(link))):
                self._style(based)

    def _list(self, number: str) -> str:
        """Return the number of a list in the newer file: of that which goes on, or a new one."""
        if number in self.numbers or number == "0":
            return self.numbers.get(number, number)
        here, there = self.new.tree("word/numbering.xml"), self.old.tree("word/numbering.xml")
        if here is None or there is None:
            return number
        one = next((n for n in there.iter(w("num")) if val(n, "numId") == number), None)
        if one is None:
            return number
        definition = val(one.find(w("abstractNumId")))
        looks = [a for a in there.iter(w("abstractNum")) if val(a, "abstractNumId") == definition]
        fresh = str(1 + _highest(here, "num", "numId"))
        copy = deepcopy(one)
        copy.set(w("numId"), fresh)
        if looks:
            named = str(1 + _highest(here, "abstractNum", "abstractNumId"))
            look = deepcopy(looks[0])
            look.set(w("abstractNumId"), named)
            for part in look.findall(w("nsid")):
                look.remove(part)
            for link in copy.findall(w("abstractNumId")):
                link.set(w("val"), named)
            here.insert(len(here.findall(w("abstractNum"))), look)
        here.append(copy)
        self.numbers[number] = fresh
        return fresh

    def _note(self, number: str) -> str:
        """Return the number that an older note has in the newer file."""
        if number not in self.notes:
            tree = self.new.tree("word/footnotes.xml")
            used = 0 if tree is None else _highest(tree, "footnote", "id")
            self.notes[number] = str(1 + max([used, *map(int, self.notes.values())]))
        return self.notes[number]


def _named(styles: Element, name: str) -> Element | None:
    return next((s for s in styles.iter(w("style")) if s.get(w("styleId")) == name), None)


def _highest(tree: Element, tag: str, attribute: str) -> int:
    numbers = (one.get(f"{W}{attribute}", "0") for one in tree.iter(w(tag)))
    return max((int(one) for one in numbers if one.lstrip("-").isdecimal()), default=0)
