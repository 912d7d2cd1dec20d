"""Paragraphs, lists, tables, figures, verse and quotations in BITS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from octavo.formats.trade.bits_inlines import XML, Inlines, Work, named, say
from octavo.formats.trade.elements import Element
from octavo.model.nodes import Node, markup

LISTS = {
    "Decimal": "order",
    "DefaultStyle": "order",
    "Example": "order",
    "LowerAlpha": "alpha-lower",
    "UpperAlpha": "alpha-upper",
    "LowerRoman": "roman-lower",
    "UpperRoman": "roman-upper",
}
BOXES = ("box", "note", "panel")
"""Classes of what stands in a box beside the text."""

QUOTES = ("epigraph", "dedication")
"""Classes of what is set as a quotation is."""

LOOSE = {
    "fn": ("p",),
    "def": ("p",),
    "list-item": ("p", "list", "def-list"),
    "caption": ("p",),
    "td": ("p", "list", "def-list", "code"),
    "th": ("p", "list", "def-list", "code"),
}
"""What may stand in these as it is; all else stands in a paragraph of theirs."""

ALIGNED = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"}


class Blocks:
    """Writes blocks into an element."""

    def __init__(self, work: Work) -> None:
        """Take what the text is written with."""
        self.work, self.make = work, work.make
        self.inlines = Inlines(work)
        work.put_blocks = self.put
        self.kinds: dict[str, Callable[[Element, Any], None]] = {
            "Para": self._paragraph,
            "Plain": self._paragraph,
            "Header": self._heading,
            "LineBlock": self._verse,
            "CodeBlock": self._code,
            "BlockQuote": lambda parent, c: self.put(self._in(parent, "disp-quote"), c),
            "BulletList": lambda parent, c: self._list(parent, c, "bullet"),
            "OrderedList": self._ordered,
            "DefinitionList": self._definitions,
            "HorizontalRule": self._break,
            "Table": self._table,
            "Figure": self._figure,
            "Div": self._div,
        }

    def put(self, parent: Element, blocks: list[Node]) -> None:
        """Write some blocks; raw markup of another format gives nothing."""
        for block in blocks:
            if block["t"] in self.kinds:
                self.kinds[block["t"]](parent, block.get("c"))

    def _in(self, parent: Element, name: str, identifier: str = "") -> Element:
        """Make an element in another, in a paragraph where it cannot stand there by itself."""
        allowed = LOOSE.get(parent.tag)
        if allowed and name not in allowed:
            parent = self._in(parent, "p")
        element = self.make(name, id=named(identifier))
        parent.append(element)
        return element

    def _kind(self, element: Element, kind: str) -> Element:
        element.set("content-type", kind)
        return element

    def _paragraph(self, parent: Element, inlines: list[Node]) -> None:
        self.inlines.put(self._in(parent, "p"), inlines)

    def _break(self, parent: Element, _: Any) -> None:
        self._kind(self._in(parent, "p"), "break")

    def _heading(self, parent: Element, content: Any) -> None:
        """Write a heading within a box or a quotation, which has no sections."""
        place = self._in(parent, "p", content[1][0])
        self._kind(place, "heading")
        bold = self.make("bold")
        place.append(bold)
        self.inlines.put(bold, content[2])

    def _verse(self, parent: Element, lines: list[list[Node]]) -> None:
        """Write lines of verse; an empty one parts stanzas."""
        poem = self._in(parent, "verse-group")
        stanzas = list(_stanzas(lines))
        for stanza in stanzas:
            group = self._in(poem, "verse-group") if len(stanzas) > 1 else poem
            for line in stanza:
                self.inlines.put(self._in(group, "verse-line"), line)

    def _code(self, parent: Element, content: Any) -> None:
        code = self._in(parent, "code", content[0][0])
        code.set(f"{{{XML}}}space", "preserve")
        if content[0][1]:
            code.set("language", content[0][1][0])
        say(code, content[1])

    def _ordered(self, parent: Element, content: Any) -> None:
        (first, style, _), items = content
        self._list(parent, items, LISTS.get(style["t"], "order"), first)

    def _list(self, parent: Element, items: list[list[Node]], kind: str, first: int = 1) -> None:
        element = self._in(parent, "list")
        element.set("list-type", kind)
        for number, item in enumerate(items, first):
            entry = self._in(element, "list-item")
            if first != 1:
                entry.append(self.make("label", str(number)))
            self.put(entry, item)
            if not len(entry) or entry[-1].tag == "label":
                self._in(entry, "p")

    def _definitions(self, parent: Element, content: Any) -> None:
        element = self._in(parent, "def-list")
        for term, definitions in content:
            item = self._in(element, "def-item")
            self.inlines.put(self._in(item, "term"), term)
            for definition in definitions:
                meaning = self._in(item, "def")
                self.put(meaning, definition)
                if not len(meaning):
                    self._in(meaning, "p")

    def _figure(self, parent: Element, content: Any) -> None:
        (identifier, _, _), (_, caption), blocks = content
        figure = self._in(parent, "fig", identifier)
        self._caption(figure, caption)
        for block in blocks:
            images = block["c"] if block["t"] in ("Plain", "Para") else []
            if images and all(one["t"] in ("Image", "Space", "SoftBreak") for one in images):
                for image in (one for one in images if one["t"] == "Image"):
                    self.inlines.graphic(figure, image, "graphic")
            else:
                self.put(figure, [block])

    def _caption(self, parent: Element, blocks: list[Node]) -> None:
        if blocks:
            self.put(self._in(parent, "caption"), blocks)

    def _table(self, parent: Element, content: Any) -> None:
        (identifier, _, _), (_, caption), columns, head, bodies, foot = content
        wrap = self._in(parent, "table-wrap", identifier)
        self._caption(wrap, caption)
        table = self._in(wrap, "table")
        aligned = [ALIGNED.get(column[0]["t"], "") for column in columns]
        self._rows(table, "thead", head[1], aligned, len(columns))
        for _, stubs, above, rows in bodies:
            self._rows(table, "tbody", above, aligned, len(columns))
            self._rows(table, "tbody", rows, aligned, stubs)
        self._rows(table, "tbody", foot[1], aligned, 0)
        if not len(table):
            wrap.remove(table)

    def _rows(
        self, table: Element, name: str, rows: list[Any], aligned: list[str], heads: int
    ) -> None:
        """Write a group of rows, of which the first cells are `heads`."""
        group = self.make(name)
        for _, cells in rows:
            row = self.make("tr")
            for at, cell in enumerate(cells):
                self._cell(row, cell, "th" if at < heads else "td", aligned[at : at + 1])
            if len(row):
                group.append(row)
        if len(group):
            table.append(group)

    def _cell(self, row: Element, cell: Any, name: str, aligned: list[str]) -> None:
        _, own, rows, columns, blocks = cell
        align = ALIGNED.get(own["t"], "") or "".join(aligned)
        spans = {"rowspan": rows, "colspan": columns}
        attributes = {key: str(value) for key, value in spans.items() if value > 1}
        element = self.make(name, align=align, **attributes)
        row.append(element)
        if len(blocks) == 1 and blocks[0]["t"] in ("Plain", "Para"):
            self.inlines.put(element, blocks[0]["c"])
        else:
            self.put(element, blocks)

    def _div(self, parent: Element, content: Any) -> None:
        """Write a division of the text: in a box, as a quotation, or only what it holds."""
        (identifier, classes, _), blocks = content
        if "csl-entry" in classes:
            self.entry(self._in(parent, "p"), content)
            return
        name = "boxed-text" if set(BOXES) & set(classes) else ""
        name = "disp-quote" if set(QUOTES) & set(classes) else name
        if name:
            kind = next(one for one in classes if one in (*BOXES, *QUOTES))
            self.put(self._kind(self._in(parent, name, identifier), kind), blocks)
            return
        before = len(parent)
        self.put(parent, blocks)
        if identifier and len(parent) > before and not parent[before].get("id"):
            parent[before].set("id", named(identifier))

    def entry(self, parent: Element, content: Any) -> Element:
        """Write a work of a bibliography, as it is set."""
        citation = self.make("mixed-citation", id=named(content[0][0]))
        parent.append(citation)
        lines = [one["c"] for one in markup(content[1]) if one["t"] in ("Para", "Plain")]
        for number, line in enumerate(lines):
            if number:
                say(citation, " ")
            self.inlines.put(citation, line)
        return citation


def is_list_of_works(block: Node) -> bool:
    """Whether a block is a bibliography, and holds nothing but works."""
    if block["t"] != "Div" or "csl-bib-body" not in block["c"][0][1]:
        return False
    return bool(block["c"][1]) and all(
        one["t"] == "Div" and "csl-entry" in one["c"][0][1] for one in block["c"][1]
    )


def _stanzas(lines: list[list[Node]]) -> Iterator[list[list[Node]]]:
    stanza: list[list[Node]] = []
    for line in lines:
        if any(node["t"] != "Space" for node in line):
            stanza.append(line)
        elif stanza:
            yield stanza
            stanza = []
    if stanza or not lines:
        yield stanza or [[]]
