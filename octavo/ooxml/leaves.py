"""The leaves of a Word file: each paragraph, wherever it stands, with its runs in order.

A leaf is a paragraph of the body, of a list, a cell, a note or a text box. Its runs are what its
author sees: deleted words and the codes of fields are none, the shown words of every field are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from octavo.ooxml.elements import DRAWN, SEPARATORS, SHAPES, SKIPPED, TEXTS, alternative
from octavo.ooxml.leaf import DELETED, REVISIONS, Kind, Leaf, Mark, Revision, Run
from octavo.ooxml.names import MC, M, O, R, W, val
from octavo.ooxml.package import Package, Story
from octavo.ooxml.styles import NONE, Look, Styles


@dataclass(slots=True)
class _Field:
    """A field that is open: its code, and whether its shown words have begun."""

    code: str = ""
    begun: bool = False


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around an element, on the way down to it."""

    leaf: Leaf | None = None
    tables: tuple[int, ...] = ()
    cell: etree._Element | None = None
    note: str = ""
    box: bool = False
    link: bool = False
    simple: tuple[str, ...] = ()
    revision: Revision | None = None


@dataclass(slots=True)
class Reader:
    """Reads the leaves of one story, in the order of the file; with `gone`, what is deleted too."""

    story: Story
    styles: Styles
    gone: bool = False
    leaves: list[Leaf] = field(default_factory=list)
    tables: int = 0
    _fields: list[_Field] = field(default_factory=list)

    def read(self) -> list[Leaf]:
        """Return the leaves."""
        self._inside(self.story.root, _Around())
        return self.leaves

    def _inside(self, element: etree._Element, around: _Around) -> None:
        for child in element:
            tag = child.tag
            if tag in SKIPPED or not isinstance(tag, str):
                continue
            if tag == f"{W}r":
                self._run(child, around)
            elif tag == f"{MC}AlternateContent":
                self._inside(alternative(child), around)
            else:
                entered = self._entered(child, tag, around)
                if entered is not None:
                    self._inside(child, entered)

    def _entered(self, child: etree._Element, tag: str, around: _Around) -> _Around | None:
        """Return what stands around the children of an element; None where none is read."""
        enter = ENTERED.get(tag)
        return around if enter is None else enter(self, child, around)

    def _paragraph(self, child: etree._Element, around: _Around) -> _Around:
        leaf = self._leaf(child, around)
        cell, note, box, simple = around.cell, around.note, around.box, around.simple
        return _Around(leaf, around.tables, cell, note, box, simple=simple)

    def _table(self, _: etree._Element, around: _Around) -> _Around:
        self.tables += 1
        return replace(around, tables=(*around.tables, self.tables), cell=None)

    def _cell(self, child: etree._Element, around: _Around) -> _Around:
        return replace(around, cell=child)

    def _in_note(self, child: etree._Element, around: _Around) -> _Around | None:
        if val(child, "type") in SEPARATORS:
            return None
        return replace(around, note=val(child, "id"))

    def _hyperlink(self, _: etree._Element, around: _Around) -> _Around:
        return replace(around, link=True)

    def _simple(self, child: etree._Element, around: _Around) -> _Around:
        return replace(around, simple=(*around.simple, val(child, "instr").strip()))

    def _revised(self, child: etree._Element, around: _Around) -> _Around:
        kind = child.tag.removeprefix(W)
        return replace(around, revision=Revision(kind, val(child, "author"), val(child, "date")))

    def _formula(self, child: etree._Element, around: _Around) -> None:
        words = "".join(text.text or "" for text in child.iter(f"{M}t"))
        self._add(child, around, Kind.FORMULA, words)

    def _leaf(self, paragraph: etree._Element, around: _Around) -> Leaf:
        leaf = Leaf(
            self.story.kind,
            len(self.leaves),
            paragraph,
            self.styles.of_paragraph(paragraph),
            self.styles.level(paragraph),
            around.tables,
            around.cell,
            around.note,
            around.box,
        )
        self.leaves.append(leaf)
        return leaf

    def _run(self, run: etree._Element, around: _Around) -> None:
        self._parts(run, run, around)

    def _parts(self, parts: etree._Element, run: etree._Element, around: _Around) -> None:
        """Read what stands in a run, or in one of the alternatives in it."""
        for part in parts:
            tag = part.tag
            if tag in TEXTS or (tag == DELETED and self.gone):
                given = TEXTS.get(tag)
                self._add(run, around, Kind.TEXT, (part.text or "") if given is None else given)
            elif tag == f"{MC}AlternateContent":
                self._parts(alternative(part), run, around)
            elif tag in DRAWN:
                self._drawn(part, around, run)
            elif tag in PARTS:
                PARTS[tag](self, run, part, around)
            elif tag == f"{W}ruby":
                self._ruby(part, around)

    def _ruby(self, ruby: etree._Element, around: _Around) -> None:
        for name in ("rubyBase", "rt"):
            for part in ruby.iterfind(f"{W}{name}"):
                self._inside(part, around)

    def _drawn(self, part: etree._Element, around: _Around, run: etree._Element) -> None:
        """Read a drawing: its pictures and objects, and the text boxes in it."""
        for element in part.iter(*SHAPES):
            if any(up.tag in (f"{W}txbxContent", f"{MC}Fallback") for up in _up_to(element, part)):
                continue
            if element.tag == f"{W}txbxContent":
                self._inside(element, replace(around, leaf=None, box=True, revision=None))
            elif element.tag == f"{O}OLEObject":
                self._add(run, around, Kind.OBJECT, "", element.get("ProgID", ""))
            elif reference := element.get(f"{R}embed") or element.get(f"{R}id") or "":
                self._add(run, around, Kind.IMAGE, "", reference)

    def _add(
        self,
        element: etree._Element,
        around: _Around,
        kind: Kind,
        text: str,
        reference: str = "",
    ) -> None:
        """Add a run to the leaf, unless it is part of a field's code."""
        if around.leaf is None or any(not one.begun for one in self._fields):
            return
        is_run = element.tag == f"{W}r"
        around.leaf.runs.append(
            Run(
                kind,
                text,
                self.styles.look(element, around.leaf.style) if is_run else Look(),
                self.styles.of_run(element) if is_run else NONE,
                element,
                (*around.simple, *(one.code.strip() for one in self._fields)),
                around.link,
                around.revision,
                reference,
            )
        )

    def _field(self, run: etree._Element, part: etree._Element, around: _Around) -> None:
        """Follow a field: begin, separate, end (ECMA-376, part 1, 17.16.18)."""
        kind = val(part, "fldCharType")
        if around.leaf is not None:
            around.leaf.marks.append(Mark(len(around.leaf.runs), run, around.revision))
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].begun = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if not ended.begun and ended.code.split()[:1] in (["XE"], ["xe"]):
                self._add(run, around, Kind.INDEX, "", ended.code.strip())

    def _code(self, _: etree._Element, part: etree._Element, __: _Around) -> None:
        if self._fields and not self._fields[-1].begun:
            self._fields[-1].code += part.text or ""

    def _break(self, run: etree._Element, part: etree._Element, around: _Around) -> None:
        self._add(run, around, Kind.BREAK, "\n", val(part, "type"))

    def _tab(self, run: etree._Element, _: etree._Element, around: _Around) -> None:
        self._add(run, around, Kind.TAB, "\t")

    def _note(self, run: etree._Element, part: etree._Element, around: _Around) -> None:
        kind = part.tag.removeprefix(W).removesuffix("Reference")
        self._add(run, around, Kind.NOTE, "", f"{kind} {val(part, 'id')}")

    def _comment(self, run: etree._Element, part: etree._Element, around: _Around) -> None:
        self._add(run, around, Kind.COMMENT, "", val(part, "id"))

    def _symbol(self, run: etree._Element, part: etree._Element, around: _Around) -> None:
        try:
            text = chr(int(val(part, "char"), 16))
        except (ValueError, OverflowError):
            text = ""
        self._add(run, around, Kind.TEXT, text, val(part, "font"))


ENTERED = {
    f"{W}p": Reader._paragraph,
    f"{W}tbl": Reader._table,
    f"{W}tc": Reader._cell,
    f"{W}footnote": Reader._in_note,
    f"{W}endnote": Reader._in_note,
    f"{W}hyperlink": Reader._hyperlink,
    f"{W}fldSimple": Reader._simple,
    f"{M}oMath": Reader._formula,
    **{f"{W}{kind}": Reader._revised for kind in REVISIONS},
}
"""The elements that say something of what stands in them, and what reads them."""

PARTS = {
    f"{W}fldChar": Reader._field,
    f"{W}instrText": Reader._code,
    f"{W}delInstrText": Reader._code,
    f"{W}br": Reader._break,
    f"{W}tab": Reader._tab,
    f"{W}ptab": Reader._tab,
    f"{W}footnoteReference": Reader._note,
    f"{W}endnoteReference": Reader._note,
    f"{W}commentReference": Reader._comment,
    f"{W}sym": Reader._symbol,
}
"""What stands in a run besides words and drawings, and what reads it."""


def _up_to(element: etree._Element, top: etree._Element) -> Iterator[etree._Element]:
    """Yield what stands around an element, up to another."""
    for up in element.iterancestors():
        if up is top:
            return
        yield up


def leaves(package: Package, styles: Styles | None = None) -> list[Leaf]:
    """Return the leaves of all stories of a package: the body, the footnotes, the endnotes."""
    known = styles or Styles.of(package)
    return [leaf for story in package.stories() for leaf in Reader(story, known).read()]
