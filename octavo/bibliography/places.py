"""Where a bibliography is printed: whole, by chapter, or by kind of source.

Citeproc writes one bibliography, in which `1999a` and `[7]` mean the same everywhere. Each place
takes its entries from that one; an entry that stands in two places has two identifiers, and the
citations of a chapter lead to their own chapter's.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from octavo.files.slugs import FreeNames
from octavo.model.nodes import Attr, Document, Node, inlines, meta_text, walk

DIVISIONS = frozenset(("part", "chapter", "frontmatter", "backmatter"))
SELECTORS = ("keyword", "notkeyword", "type", "nottype")
"""The selectors of a place, by BibLaTeX's names (`\\printbibliography[keyword=…]`)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A Div of class `references`: where entries are to stand, and which."""

    node: Node

    @property
    def attr(self) -> Attr:
        """Its identifier, classes and selectors."""
        attr: Attr = self.node["c"][0]
        return attr

    @property
    def selectors(self) -> dict[str, set[str]]:
        """The keywords or types that it takes, in small letters, by the name of the selector."""
        return {name: terms(value) for name, value in self.attr[2]}

    @property
    def keywords(self) -> set[str]:
        """The keywords that it takes, or leaves."""
        selectors = self.selectors
        return {word for name in ("keyword", "notkeyword") for word in selectors.get(name, ())}

    @property
    def typed(self) -> str:
        """The place as an editor types it."""
        attributes = (f' {name}="{", ".join(sorted(of))}"' for name, of in self.selectors.items())
        return f"::: {{.references{''.join(attributes)}}}"

    def takes(self, keywords: set[str], kind: str) -> bool:
        """Whether it takes a work of these keywords and of this CSL type."""
        has = {"keyword": keywords, "type": {kind}}
        return all(
            has[name.removeprefix("not")].isdisjoint(values) == name.startswith("not")
            for name, values in self.selectors.items()
            if name in SELECTORS
        )


@dataclass(slots=True)
class Arranged:
    """The result: keys that no place prints, and places (as typed) that stay empty."""

    left_out: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)


def places(blocks: list[Node]) -> Iterator[Place]:
    """Yield the places that wait for their entries, in reading order."""
    for block in blocks:
        if block["t"] != "Div":
            continue
        (identifier, classes, _), inner = block["c"]
        if "references" in classes and identifier != "refs" and not inner:
            yield Place(block)
        yield from places(inner)


UNFIT = re.compile(r"[^\w.:-]+")
"""Signs of citekeys that no format takes in the name of a place: the slash of `DBLP:books/roe`."""


def arrange(document: Document, title: str = "") -> Arranged:
    """Print the bibliography that citeproc made in its places, with names that all formats take."""
    arranged = _arranged(document, title)
    divs = [one for one in walk(document.blocks) if one["t"] == "Div"]
    taken = {one["c"][0][0] for one in divs}
    names, named = FreeNames(taken), {}
    for entry in divs:
        name = entry["c"][0][0]
        if name.startswith("ref-") and UNFIT.search(name):
            named[name] = entry["c"][0][0] = names.free(UNFIT.sub("-", name))
            taken.add(named[name])
    _lead(document.blocks if named else (), named)
    return arranged


def _arranged(document: Document, title: str) -> Arranged:
    """Print the bibliography in its places.

    With a `title`, each division that cites gets a place of its own under it, at its end, unless
    it has one already. The whole bibliography stays where an editor put it; where citeproc only
    added it behind the last words of the book, it goes.
    """
    whole = _whole(document.blocks)
    if whole is None or not (title or next(places(document.blocks), None)):
        return Arranged()
    printer = _Printer.of(document, whole)
    divisions = list(_divisions(document.blocks))
    for division in divisions:
        own = [place for place in places(division) if not place.selectors]
        cited = _cited(division)
        if title and cited and not _has_list(division):
            own = [_appended(division, title)]
        for place in own:
            _lead(division, printer.fill(place, cited))
    document.blocks = [block for division in divisions for block in division]
    for place in [place for place in places(document.blocks) if place.selectors]:
        printer.fill(place, printer.chosen(place))
    printer.keep_or_drop(document, whole)
    return printer.arranged


@dataclass(slots=True)
class _Printer:
    entries: dict[str, Node]
    look: Attr
    kinds: dict[str, tuple[set[str], str]]
    identifiers: set[str] = field(default_factory=set)
    arranged: Arranged = field(default_factory=Arranged)
    names: FreeNames = field(init=False)

    def __post_init__(self) -> None:
        self.names = FreeNames(self.identifiers)

    @classmethod
    def of(cls, document: Document, whole: Node) -> _Printer:
        listed = document.meta.get("references", {"c": []})["c"]
        kinds = {
            meta_text(work["c"], "id") or "": (
                terms(meta_text(work["c"], "keyword") or ""),
                meta_text(work["c"], "type") or "",
            )
            for work in listed
        }
        entries = {entry["c"][0][0].removeprefix("ref-"): entry for entry in whole["c"][1]}
        return cls(entries, whole["c"][0], kinds)

    def chosen(self, place: Place) -> set[str]:
        """Return the keys of the works that a place takes from the whole book."""
        return {key for key in self.entries if place.takes(*self.kinds.get(key, (set(), "")))}

    def fill(self, place: Place, keys: set[str]) -> dict[str, str]:
        """Print the entries of some keys; return their new identifiers by the old ones."""
        named = {}
        for key in (key for key in self.entries if key in keys):
            entry = copy.deepcopy(self.entries[key])
            named[f"ref-{key}"] = entry["c"][0][0] = self._identifier(f"ref-{key}")
            place.node["c"][1].append(entry)
        if not named:
            self.arranged.empty.append(place.typed)
        identifier, classes, pairs = place.attr
        more = [name for name in self.look[1] if name not in classes]
        place.node["c"][0] = [identifier, [*classes, *more], [*pairs, *self.look[2]]]
        return named

    def _identifier(self, preferred: str) -> str:
        name = self.names.free(preferred)
        self.identifiers.add(name)
        return name

    def keep_or_drop(self, document: Document, whole: Node) -> None:
        """Keep the whole bibliography under an editor's heading, else drop it."""
        before = document.blocks[-2:-1]
        if document.blocks[-1] is whole and not (before and before[0]["t"] == "Header"):
            del document.blocks[-1]
            shown = self.identifiers
            self.arranged.left_out = [key for key in self.entries if f"ref-{key}" not in shown]
            _unlink(document.blocks, {f"#ref-{key}" for key in self.arranged.left_out})
            return
        for key, entry in self.entries.items():
            entry["c"][0][0] = self._identifier(f"ref-{key}")


def terms(text: str) -> set[str]:
    """Return the keywords in a text, parted by commas or semicolons, in small letters."""
    return {term.strip().casefold() for term in text.replace(";", ",").split(",")} - {""}


def _whole(blocks: list[Node]) -> Node | None:
    """Return the bibliography that citeproc wrote."""
    divs = (block for block in blocks if block["t"] == "Div")
    for div in divs:
        bibliography = div if div["c"][0][0] == "refs" and div["c"][1] else _whole(div["c"][1])
        if bibliography is not None:
            return bibliography
    return None


def _divisions(blocks: list[Node]) -> Iterator[list[Node]]:
    """Part the top-level blocks before each heading of a part, a chapter or the like."""
    division: list[Node] = []
    for block in blocks:
        if division and opens_division(block):
            yield division
            division = []
        division.append(block)
    yield division


def opens_division(block: Node) -> bool:
    """Whether a block is the heading of a division of the book."""
    if block["t"] != "Header":
        return False
    level, (_, classes, _), _ = block["c"]
    return level == 1 or not DIVISIONS.isdisjoint(classes)


def _cited(blocks: list[Node]) -> set[str]:
    cites = (node for node in walk(blocks) if node["t"] == "Cite")
    return {citation["citationId"] for cite in cites for citation in cite["c"][0]}


def _has_list(blocks: list[Node]) -> bool:
    """Whether a bibliography, but the whole one, stands in some blocks, or is to stand there."""
    attrs = (node["c"][0] for node in walk(blocks) if node["t"] == "Div")
    return any("references" in classes and name != "refs" for name, classes, _ in attrs)


def _appended(division: list[Node], title: str) -> Place:
    """Add a heading and a place at a division's end; before a bibliography that ends the book."""
    first = division[0]
    level, name = (first["c"][0] + 1, first["c"][1][0]) if first["t"] == "Header" else (1, "")
    attr = [f"{name}-bibliography" if name else "", ["unnumbered"], []]
    heading = {"t": "Header", "c": [level, attr, inlines(title)]}
    place = {"t": "Div", "c": [["", ["references"], []], []]}
    at = len(division) - int(_whole(division[-1:]) is not None)
    division[at:at] = [heading, place]
    return Place(place)


def _lead(blocks: Iterable[Node], named: dict[str, str]) -> None:
    """Lead the links of some blocks to the entries that stand nearest."""
    for node in walk(list(blocks)):
        if node["t"] == "Link":
            target = node["c"][2]
            target[0] = f"#{named[target[0][1:]]}" if target[0][1:] in named else target[0]


def _unlink(blocks: list[Node], dead: set[str]) -> None:
    for node in walk(blocks) if dead else ():
        if node["t"] == "Link" and node["c"][2][0] in dead:
            node.update(t="Span", c=[["", [], []], node["c"][1]])
