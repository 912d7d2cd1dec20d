"""The structure tree of a PDF, read once and within bounds: elements, their types and languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from octavo.model.finding import InputError

DEEPEST = 400
"""So many elements may stand in one another, or in the trees that PDF keeps numbers in."""

MOST = 4_000_000
"""So many elements and marks a file may have: a book of 400,000 words has a twentieth."""

HEADINGS = frozenset(f"H{level}" for level in range(1, 100))
_TYPES = (
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H L LI Lbl "
    "LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot "
    "Ruby Warichu RB RT RP WT WP Figure Formula Form"
)
STANDARD = frozenset(_TYPES.split()) | HEADINGS
"""The types of ISO 32000-1, 14.8.4, with the deeper headings of ISO 14289-1, 7.4.3."""

Key = tuple[int, int]
"""The number and generation of an object."""


@dataclass(slots=True)
class Element:
    """An element: its type as written, the standard type that this is, and what is in it.

    `marks` are its marked content by stream and number, `objects` its annotations and such.
    """

    written: str
    kind: str
    value: Any
    parent: Element | None = None
    language: str = ""
    page: Key | None = None
    kids: list[Element] = field(default_factory=list)
    marks: list[tuple[Key | None, int]] = field(default_factory=list)
    objects: list[Key] = field(default_factory=list)

    @property
    def kinds(self) -> list[str]:
        """The types of the elements in it, in order."""
        return [kid.kind for kid in self.kids]

    def text(self, name: str) -> str | None:
        """Return a text of its dictionary; None where it has none."""
        value = self.value.get(name)
        return str(value) if isinstance(value, pikepdf.String) else None

    def attribute(self, name: str) -> Any:
        """Return an attribute, whoever owns it; None where it has none."""
        for one in listed(self.value.get("/A")):
            if isinstance(one, Dictionary | pikepdf.Stream) and name in one:
                return one[name]
        return None


def listed(value: Any) -> list[Any]:
    """Return the items of an array, or the one value that stands for it."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


@dataclass(slots=True)
class Roles:
    """The map from types of a file's own to others."""

    table: dict[str, str]
    faulty: dict[str, str] = field(default_factory=dict)
    """The types that are mapped wrongly, with the condition."""

    @classmethod
    def of(cls, root: Any) -> Roles:
        """Read the map of a structure tree's root."""
        table = root.get("/RoleMap") if isinstance(root, Dictionary) else None
        if not isinstance(table, Dictionary):
            return cls({})
        return cls({k[1:]: str(v)[1:] for k, v in table.items() if isinstance(v, pikepdf.Name)})

    def standard(self, kind: str) -> str:
        """Return the standard type that a type is; the type itself where it is mapped to none."""
        if kind in STANDARD:
            if kind in self.table:
                self.faulty[kind] = "02-003" if self.table[kind] == kind else "02-004"
            return kind
        seen, current = {kind}, kind
        while current in self.table:
            current = self.table[current]
            if current in seen:
                self.faulty[kind] = "02-003"
                return kind
            if current in STANDARD:
                return current
            seen.add(current)
        self.faulty[kind] = "02-001"
        return kind


@dataclass(slots=True)
class Tree:
    """A structure tree: its elements in the order of reading, and where to find them."""

    elements: list[Element] = field(default_factory=list)
    roles: Roles = field(default_factory=lambda: Roles({}))
    by_mark: dict[tuple[Key | None, int], Element] = field(default_factory=dict)
    by_object: dict[Key, Element] = field(default_factory=dict)
    by_key: dict[Key, Element] = field(default_factory=dict)
    parents: Any = None

    def of_kind(self, *kinds: str) -> Iterator[Element]:
        """Yield the elements of some types in order."""
        return (element for element in self.elements if element.kind in kinds)

    def parent_of(self, number: Any) -> Element | None:
        """Return the element that an object names as its parent by a number."""
        value = self._entry(number)
        return self.by_key.get(value.objgen) if isinstance(value, Dictionary) else None

    def parent_of_mark(self, number: Any, mark: int) -> Element | None:
        """Return the element of marked content of a stream with such a number."""
        value = self._entry(number)
        if not isinstance(value, Array) or not 0 <= mark < len(value):
            return None
        item = value[mark]
        return self.by_key.get(item.objgen) if isinstance(item, Dictionary) else None

    def held(self, number: Any) -> int:
        """Return for how many marks of a stream with such a number the tree has a place."""
        value = self._entry(number)
        return len(value) if isinstance(value, Array) else 0

    def _entry(self, number: Any) -> Any:
        if self.parents is None or not isinstance(number, int):
            return None
        return self.parents.get(number)


def read(pdf: pikepdf.Pdf) -> Tree:
    """Read the structure tree of a file; it is empty where there is none.

    Raises InputError where it leads in a circle, or has more or deeper elements than are read.
    """
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary):
        return Tree()
    tree = Tree(roles=Roles.of(root), parents=_numbers(root.get("/ParentTree")))
    language = _language(pdf.Root, "")
    stack: list[tuple[Any, Element | None, int]] = [
        (kid, None, 1) for kid in reversed(listed(root.get("/K")))
    ]
    count = 0
    while stack:
        value, parent, depth = stack.pop()
        count += 1
        if depth > DEEPEST or count > MOST:
            raise InputError("The structure of this PDF is deeper, or larger, than is read.")
        if _is_element(value):
            element = _element(tree, value, parent, language)
            kids = reversed(listed(value.get("/K")))
            stack += [(kid, element, depth + 1) for kid in kids]
        elif parent is not None:
            _content(tree, parent, value)
    return tree


def _is_element(value: Any) -> bool:
    return isinstance(value, Dictionary) and "/S" in value


def _element(tree: Tree, value: Any, parent: Element | None, language: str) -> Element:
    if value.objgen != (0, 0) and value.objgen in tree.by_key:
        raise InputError("The structure of this PDF leads in a circle, or to one element twice.")
    written = str(value.S).removeprefix("/")
    element = Element(written, tree.roles.standard(written), value, parent)
    element.language = _language(value, parent.language if parent else language)
    page = value.get("/Pg")
    above = parent.page if parent else None
    element.page = page.objgen if isinstance(page, Dictionary) else above
    tree.elements.append(element)
    if value.objgen != (0, 0):
        tree.by_key[value.objgen] = element
    if parent is not None:
        parent.kids.append(element)
    return element


def _content(tree: Tree, parent: Element, value: Any) -> None:
    """Note a mark, or an object, of an element."""
    if isinstance(value, int):
        key = (parent.page, value)
    elif not isinstance(value, Dictionary):
        return
    elif "/Obj" in value:
        target = value.Obj
        parent.objects.append(target.objgen)
        tree.by_object[target.objgen] = parent
        return
    elif isinstance(value.get("/MCID"), int):
        where = value.get("/Stm", value.get("/Pg"))
        key = (parent.page if where is None else where.objgen, int(value.MCID))
    else:
        return
    parent.marks.append(key)
    tree.by_mark[key] = parent


def is_true(value: Any) -> bool:
    """Whether a value of a PDF is the word true."""
    return isinstance(value, bool) and value


def _language(value: Any, otherwise: str) -> str:
    language = value.get("/Lang")
    return str(language) if isinstance(language, pikepdf.String) and str(language) else otherwise


def _numbers(node: Any) -> dict[int, Any] | None:
    """Read a number tree within bounds."""
    if not isinstance(node, Dictionary):
        return None
    numbers: dict[int, Any] = {}
    stack, seen = [(node, 1)], set()
    while stack:
        current, depth = stack.pop()
        if depth > DEEPEST or (current.objgen != (0, 0) and current.objgen in seen):
            raise InputError("The parent tree of this PDF leads in a circle.")
        seen.add(current.objgen)
        items = listed(current.get("/Nums"))
        for at in range(0, len(items) - 1, 2):
            if isinstance(items[at], int):
                numbers[items[at]] = items[at + 1]
        kids = [kid for kid in listed(current.get("/Kids")) if isinstance(kid, Dictionary)]
        stack += [(kid, depth + 1) for kid in kids]
        if len(numbers) > MOST:
            raise InputError("The parent tree of this PDF is larger than is read.")
    return numbers
