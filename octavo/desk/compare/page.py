"""A page that shows what changed, for people without Word: it needs no script and no other file."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from octavo.desk.compare.inked import STOP, Inker
from octavo.desk.compare.pieces import hashed, is_by_place
from octavo.desk.merge import word_leaves
from octavo.desk.merge.leaf import Kind, Leaf
from octavo.formats.docx.xml import Element, w
from octavo.formats.html.templates import Markup, fill
from octavo.ooxml.leaves import Reader
from octavo.ooxml.names import WP, A, R, val
from octavo.ooxml.numbering import Numbering
from octavo.ooxml.package import Package
from octavo.ooxml.styles import Styles

ASSETS = Path(__file__).parent / "assets"
FRONT = ("title", "subtitle", "author", "contributor", "publisher", "copyright", "date")
QUOTED = ("block text", "epigraph", "verse")
DEEPEST = 6
BULLET = "\N{BULLET}"
LARGEST = 1_000_000
"""A picture of more bytes is named, not shown."""

TYPES = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "svg": "svg+xml"}


@dataclass(frozen=True, slots=True)
class Head:
    """What the page says above the text: the book, both states, and what was changed."""

    title: str
    lang: str
    older: str
    newer: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the file as an address of its content (none for a large one), and its text."""

    source: str
    alt: str


def made(members: Mapping[str, bytes], head: Head) -> str:
    """Return the page of a Word file with tracked changes that Octavo made."""
    package = Package(dict(members))
    _drop_looks_by_place(package)
    painter = _Painter(package, word_leaves.by_paragraph(package), _numbers(package))
    painter.inker.pictures = _pictures(package)
    text = Markup("").join(painter.body())
    notes = Markup("").join(painter.notes())
    css, script = ((ASSETS / name).read_text("utf-8") for name in ("page.css", "page.js"))
    return fill(
        ASSETS / "page.html",
        head=head,
        text=text,
        notes=notes,
        css=Markup(css),
        script=Markup(script),
    )


def _drop_looks_by_place(package: Package) -> None:
    """Take out changes of look that nobody has made: of words that begin a chapter, or did."""
    for story in package.stories():
        for change in list(story.root.iter(w("rPrChange"))):
            look, old = change.getparent(), change.find(w("rPr"))
            if look is not None and old is not None and is_by_place(look, old):
                look.remove(change)


def _numbers(package: Package) -> dict[Element, str]:
    """Return the numbers that stand before paragraphs, as Word counts them: the deleted too."""
    styles = Styles.of(package)
    stories = [one for one in package.stories() if one.kind == "main"]
    leaves = [leaf for story in stories for leaf in Reader(story, styles, gone=True).read()]
    labels = Numbering.of(package).labels(leaves)
    return {leaf.element: labels[leaf.number] for leaf in leaves if labels.get(leaf.number)}


def _pictures(package: Package) -> dict[str, Picture]:
    """Return the pictures of a file by what their tokens are known by."""
    alts = _alts(package)
    made = {}
    for name, one in package.related(package.main).items():
        data = package.members.get(one.target)
        kind = TYPES.get(one.target.rpartition(".")[2].lower())
        if data is None or kind is None or one.external or one.kind != "image":
            continue
        address = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
        is_small = len(data) <= LARGEST
        made[hashed(data)] = Picture(address if is_small else "", alts.get(name, ""))
    return made


def _alts(package: Package) -> dict[str, str]:
    body = package.body()
    made = {}
    for drawing in body.iter(w("drawing")) if body is not None else ():
        about = next(drawing.iter(f"{WP}docPr"), None)
        for blip in drawing.iter(f"{A}blip"):
            made[blip.get(f"{R}embed", "")] = "" if about is None else about.get("descr", "")
    return made


@dataclass(slots=True)
class _Painter:
    """Writes the paragraphs and tables of a file as HTML."""

    package: Package
    leaves: Mapping[Element, Leaf]
    numbers: Mapping[Element, str]
    inker: Inker = field(default_factory=Inker)

    def body(self) -> Iterator[Markup]:
        """Yield the text, block by block."""
        body = self.package.body()
        for child in body if body is not None else ():
            yield from self._block(child)

    def notes(self) -> Iterator[Markup]:
        """Yield the notes, in the order of their marks."""
        tree = self.package.of_kind("footnotes")
        every = [] if tree is None else tree.findall(w("footnote"))
        known = {f"footnote {val(one, 'id')}": one for one in every}
        for name, number in list(self.inker.notes.items()):
            note = known.get(name)
            for at, paragraph in enumerate(note.iter(w("p")) if note is not None else ()):
                yield self._note(paragraph, number if not at else 0)

    def _note(self, paragraph: Element, number: int) -> Markup:
        leaf = self.leaves.get(paragraph)
        inner = self.inker.words(leaf) if leaf is not None else Markup("")
        back = Markup('<a href="#mark-{0}">{0}</a>. ').format(number) if number else Markup("")
        named = Markup(' id="note-{}"').format(number) if number else Markup("")
        return Markup("<p{}{}>{}{}</p>\n").format(named, _classes("", inner), back, inner)

    def _block(self, element: Element) -> Iterator[Markup]:
        if element.tag == w("p"):
            yield from self._paragraph(element)
        elif element.tag == w("tbl"):
            yield self._table(element)

    def _paragraph(self, element: Element) -> Iterator[Markup]:
        leaf = self.leaves.get(element)
        if leaf is None or not leaf.raw:
            return
        inner = self._numbered(element) + self.inker.words(leaf)
        name = "pre" if leaf.kind is Kind.CODE else "p"
        name = f"h{min(leaf.level + 1, DEEPEST)}" if leaf.level else name
        deep = _depth(element) if leaf.kind is Kind.PARAGRAPH else 0
        depth = Markup(' style="--depth: {}"').format(deep) if deep else Markup("")
        about = _classes("item" if deep else _class_of(leaf), inner) + depth
        yield Markup("<{0}{1}>{2}</{0}>\n").format(name, about, inner)

    def _numbered(self, element: Element) -> Markup:
        """Return the number before a paragraph, or the sign of an item."""
        number = self.numbers.get(element, "")
        bare = BULLET if not number and _depth(element) else number
        return Markup('<span class="number">{}</span> ').format(bare) if bare else Markup("")

    def _table(self, table: Element) -> Markup:
        rows = Markup("").join(map(self._row, table.findall(w("tr"))))
        about = _classes("scroll", rows)
        return Markup("<div{}><table>\n{}</table></div>\n").format(about, rows)

    def _row(self, row: Element) -> Markup:
        cells = Markup("").join(map(self._cell, row.findall(w("tc"))))
        return Markup("<tr>{}</tr>\n").format(cells)

    def _cell(self, cell: Element) -> Markup:
        span = val(cell.find(f"{w('tcPr')}/{w('gridSpan')}"))
        wide = Markup(' colspan="{}"').format(span) if span.isdecimal() else Markup("")
        inner = Markup("").join(one for child in cell for one in self._block(child))
        return Markup("<td{}>{}</td>").format(wide, inner)


def _depth(paragraph: Element) -> int:
    """Return how deep in lists a paragraph stands; 0 for one that is not an item."""
    level = paragraph.find(f"{w('pPr')}/{w('numPr')}/{w('ilvl')}")
    return int(val(level)) + 1 if val(level).isdecimal() else 0


def _class_of(leaf: Leaf) -> str:
    style = leaf.style.lower()
    if leaf.kind is Kind.CAPTION:
        return "caption"
    if any(word in style for word in QUOTED):
        return "quote"
    return "front" if style.startswith(FRONT) else ""


def _classes(kind: str, inner: Markup) -> Markup:
    """Return the classes of a block: what it is, and whether it holds a change."""
    names = [name for name in (kind, "changed" if STOP in inner else "") if name]
    return Markup(' class="{}"').format(" ".join(names)) if names else Markup("")
