"""A book in BITS, the form in which libraries and archives keep books (BITS 2.0, on JATS 1.1).

It is made of the document that all formats are written from, and has each of its words: `bits_read`
reads them back. Divisions are `book-part`s, parts with their chapters in them; what stands before
the text is front matter, what stands behind it back matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from octavo import pandoc
from octavo.files import xml
from octavo.formats.trade import bits_meta
from octavo.formats.trade.bits_blocks import Blocks, is_list_of_works
from octavo.formats.trade.bits_inlines import MML, XLINK, XML, Work, named
from octavo.formats.trade.elements import Element, Maker
from octavo.model.edition import Edition
from octavo.model.nodes import Document, Node, attr_of, markup

DOCTYPE = (
    '<!DOCTYPE book PUBLIC "-//NLM//DTD BITS Book Interchange DTD v2.0 20151225//EN" '
    '"BITS-book2.dtd">'
)
DIVISIONS = ("part", "chapter", "frontmatter", "backmatter")
TYPES = {"part": "part", "chapter": "chapter", "appendix": "appendix"}


@dataclass(slots=True)
class Section:
    """A heading with the blocks below it, and the sections of lower levels."""

    level: int
    header: Node | None = None
    blocks: list[Node] = field(default_factory=list)
    inner: list[Section] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """The classes of its heading."""
        return list(self.header["c"][1][1]) if self.header else []

    @property
    def division(self) -> str:
        """The kind of division that it is: part, chapter, frontmatter, backmatter; else ""."""
        return next((name for name in DIVISIONS if name in self.classes), "")


def book(document: Document, edition: Edition, pictures: Mapping[str, str]) -> bytes:
    """Return a book in BITS; `pictures` are the files of pictures by their names in the text."""
    writer = writer_of(document, pictures)
    make = writer.make
    root = make("book", bits_meta.collection(make, edition), bits_meta.book(make, edition))
    root.set("dtd-version", "2.0")
    for name, parts in placed(sections(document.blocks)):
        if parts:
            root.append(make(name, [writer.part(one, name) for one in parts]))
    return finished(root, DOCTYPE, edition)


def writer_of(document: Document, pictures: Mapping[str, str]) -> Writer:
    """Return what writes the divisions of a text."""
    make = Maker("", {"xlink": XLINK, "mml": MML})
    work = Work(make, pictures, _formulas(document.blocks), _targets(document.blocks))
    return Writer(Blocks(work))


def finished(root: Element, doctype: str, edition: Edition) -> bytes:
    """Return a file of an element that holds a whole text."""
    root.set(f"{{{XML}}}lang", edition.lang)
    _drop_lost(root)
    _break_lines(root)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["xlink", "mml"])
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}\n'
    return f"{head}{etree.tostring(root, encoding='unicode')}\n".encode()


def sections(blocks: list[Node]) -> list[Section]:
    """Return the sections of the first level; what stands before the first has no heading."""
    top = Section(0)
    path = [top]
    for block in blocks:
        if block["t"] != "Header":
            path[-1].blocks.append(block)
            continue
        section = Section(block["c"][0], block)
        while path[-1].level >= section.level:
            path.pop()
        path[-1].inner.append(section)
        path.append(section)
    opening = [Section(1, None, top.blocks)] if top.blocks else []
    return [*opening, *top.inner]


def placed(top: list[Section]) -> Iterator[tuple[str, list[Section]]]:
    """Yield the parts of a book, each with its divisions, in the order of the text."""
    first = next((n for n, one in enumerate(top) if not _is_front(one, top)), len(top))
    last = next((n for n in range(len(top), first, -1) if not _is_back(top[n - 1])), first)
    yield "front-matter", top[:first]
    yield "book-body", top[first:last]
    yield "book-back", top[last:]


def _is_front(section: Section, top: list[Section]) -> bool:
    return section.division == "frontmatter" or (section.header is None and len(top) > 1)


def _is_back(section: Section) -> bool:
    return section.division == "backmatter" or "appendix" in section.classes


class Writer:
    """Writes the divisions of a book and their sections."""

    def __init__(self, blocks: Blocks) -> None:
        """Take what writes blocks."""
        self.blocks, self.work, self.make = blocks, blocks.work, blocks.make

    def part(self, section: Section, place: str) -> Element:
        """Return a division, with its notes and its lists of works at its end."""
        outer, self.work.notes = self.work.notes, []
        name, inside = "book-part", "body"
        if place == "front-matter":
            name, inside = "front-matter-part", "named-book-part-body"
        elif "appendix" in section.classes:
            name = "book-app" if place == "book-back" else name
        element = self.make(name)
        kind = next((TYPES[one] for one in section.classes if one in TYPES), section.division)
        if kind:
            element.set("book-part-type", kind)
        self._named(element, section)
        body = self.make(inside)
        works = self.fill(body, section, divided=place != "front-matter")
        if len(body):
            element.append(body)
        back = self.make("back", works)
        if self.work.notes:
            back.append(self.make("fn-group", self.work.notes))
        if len(back):
            element.append(back)
        self.work.notes = outer
        return element

    def _named(self, element: Element, section: Section) -> None:
        if section.header is None:
            return
        if section.header["c"][1][0]:
            element.set("id", named(section.header["c"][1][0]))
        group = self.make("title-group", list(self.titles(section.header)))
        element.append(self.make("book-part-meta", group))

    def titles(self, header: Node) -> Iterator[Element]:
        """Yield the number of a heading, and its words."""
        known = dict(header["c"][1][2])
        yield from self.make.known("label", known.get("data-label") or known.get("number", ""))
        title = self.make("title")
        self.blocks.inlines.put(title, header["c"][2])
        yield title

    def fill(self, body: Element, section: Section, *, divided: bool) -> list[Element]:
        """Write the blocks and sections of a division; return the list of works at its end."""
        blocks, works = list(section.blocks), []
        if blocks and not section.inner and is_list_of_works(blocks[-1]):
            works = [self._works(blocks.pop())]
        self.blocks.put(body, blocks)
        for inner in section.inner:
            if (divided and inner.division) or (len(body) and body[-1].tag == "book-part"):
                body.append(self.part(inner, "book-body"))
            else:
                body.append(self.section(inner))
        return works

    def section(self, section: Section, name: str = "sec") -> Element:
        """Return a section, or what is made up as one."""
        element = self.make(name)
        header = section.header
        if header is not None:
            if header["c"][1][0]:
                element.set("id", named(header["c"][1][0]))
            element.extend(self.titles(header))
        element.extend(self.fill(element, section, divided=False))
        return element

    def _works(self, block: Node) -> Element:
        """Return a bibliography as a list of references."""
        element = self.make("ref-list", id=named(block["c"][0][0]))
        for one in block["c"][1]:
            ref = self.make("ref")
            element.append(ref)
            citation = self.blocks.entry(ref, one["c"])
            if identifier := citation.get("id"):
                ref.set("id", identifier)
                del citation.attrib["id"]
        return element


def _targets(blocks: list[Node]) -> dict[str, str]:
    """Return what bears each identifier, as a reference calls it."""
    kinds = {}
    for node in markup(blocks):
        attr = attr_of(node)
        if attr is not None and attr[0]:
            kinds[named(attr[0])] = _kind(node, attr[1])
    return kinds


def _kind(node: Node, classes: list[str]) -> str:
    if "csl-entry" in classes:
        return "bibr"
    if node["t"] == "Header":
        return "book-part" if set(DIVISIONS) & set(classes) else "sec"
    return {"Figure": "fig", "Table": "table", "Math": "disp-formula"}.get(node["t"], "other")


def _drop_lost(root: Element) -> None:
    """Let a reference whose target no element bears be plain text."""
    there = {str(element.get("id")) for element in root.iter() if element.get("id")}
    for xref in list(root.iter("xref")):
        rids = [one for one in str(xref.get("rid") or "").split() if one in there]
        if rids:
            xref.set("rid", " ".join(rids))
        elif "rid" in xref.attrib:
            del xref.attrib["rid"]


LINED = frozenset(
    [
        "book",
        "article",
        "front",
        "book-meta",
        "article-meta",
        "front-matter",
        "book-body",
        "book-back",
        "front-matter-part",
        "book-part",
        "book-app",
        "app-group",
        "app",
        "book-part-meta",
        "named-book-part-body",
        "body",
        "sec",
        "back",
        "fn-group",
        "fn",
        "ref-list",
        "ref",
        "list",
        "list-item",
        "def-list",
        "verse-group",
        "disp-quote",
        "boxed-text",
        "table",
        "thead",
        "tbody",
        "tr",
    ]
)
"""Elements that hold elements alone: each of these gets a line."""


def _break_lines(root: Element) -> None:
    """Begin a line at each element that stands in no running text."""
    for element in root.iter(*LINED):
        element.text = "\n"
        for child in element:
            child.tail = "\n"


def _formulas(blocks: list[Node]) -> dict[tuple[bool, str], Element]:
    """Return MathML for each formula: what pandoc cannot read has its TeX alone."""
    maths = [node for node in markup(blocks) if node["t"] == "Math"]
    known = {(one["c"][0]["t"] == "DisplayMath", one["c"][1]): one for one in maths}
    if not known:
        return {}
    lines = [
        {"t": "Div", "c": [["", [], []], [{"t": "Para", "c": [one]}]]} for one in known.values()
    ]
    data = pandoc.run(
        ["-f", "json", "-t", "html5", "--mathml", "--wrap=none"], Document({}, lines).dumps()
    )
    divs = xml.parse_html(b"<main>" + data + b"</main>").iter("div")
    drawn = (
        next((e for e in div.iter() if etree.QName(e).localname == "math"), None) for div in divs
    )
    return {
        key: _prefixed(math) for key, math in zip(known, drawn, strict=True) if math is not None
    }


def _prefixed(math: Element) -> Element:
    """Return MathML with the prefix that the DTD wants, without the TeX that stands beside it."""
    element = etree.Element(f"{{{MML}}}{etree.QName(math).localname}", nsmap={"mml": MML})
    if element.tag == f"{{{MML}}}math" and math.get("display"):
        element.set("display", str(math.get("display")))
    for key, value in math.attrib.items():
        if element.tag != f"{{{MML}}}math" and key in KEPT:
            element.set(key, value)
    inner = list(math)
    if len(inner) == 1 and etree.QName(inner[0]).localname == "semantics":
        inner = list(inner[0])[:1]
    element.text = math.text
    for child in inner:
        made = _prefixed(child)
        made.tail = child.tail
        element.append(made)
    return element


KEPT = frozenset(
    [
        "mathvariant",
        "stretchy",
        "form",
        "fence",
        "separator",
        "accent",
        "accentunder",
        "linethickness",
        "columnalign",
        "columnspacing",
        "rowspacing",
        "displaystyle",
        "scriptlevel",
        "width",
        "height",
        "depth",
        "lspace",
        "rspace",
        "minsize",
        "maxsize",
        "movablelimits",
        "symmetric",
        "notation",
        "open",
        "close",
        "separators",
    ]
)
"""Attributes of MathML 3 that say how a formula looks."""
