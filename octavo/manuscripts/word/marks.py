"""Marks: what a paragraph or run means, kept while pandoc reads a Word file.

Pandoc's reader `docx+styles` gives the name of a style that it does not know. A style is made for
each meaning here, called by its number; when pandoc has read the file, the number is looked up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

import orjson
from lxml import etree

from octavo.manuscripts.word import made
from octavo.model.nodes import Node, children, stringify
from octavo.ooxml.names import XML_SPACE, W, val
from octavo.ooxml.package import Package
from octavo.ooxml.styles import made_style

PREFIX = "octavo-"
DISPLAYED = ("quotation", "verse", "code", "heading", "list", "plain")
"""Marks of paragraphs that are set apart from the text, which is what an indent says too."""
UNSEEN = "\N{INVISIBLE SEPARATOR}"
"""The words of what has none, so that pandoc reads it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What something means: its kind, a value, and the number of the group it belongs to.

    Paragraphs one after another whose marks are equal become one block.
    Of paragraphs: `div` (the value is its class), `code` (its language), `verse`, `quotation`,
    `rule`, `heading` (its level, and a class), `list` and in it `item` (`bullet 1`, `number 2`, or
    `item` for what belongs to the item above), `strong`, `plain`. Of runs: `span` (its class),
    `code`, `lang`, `dir`, `index` (its attributes, as JSON), `words` (they become those of the
    value). Of paragraphs that stand for something else, made by `Marks.stand_in`: `open` and
    `close` around the blocks of a division (its class), and `blocks` (the number of those kept in
    `Marks.kept`).
    """

    kind: str
    value: str = ""
    group: int = 0


Meaning = tuple[Mark, ...]
"""The marks of one paragraph or run, from the outermost in."""


@dataclass(slots=True)
class Marks:
    """The marks made for one Word file."""

    package: Package
    meanings: list[Meaning] = field(default_factory=list)
    kept: list[list[Node]] = field(default_factory=list)
    _numbers: dict[tuple[str, Meaning, str], int] = field(default_factory=dict)
    _made: list[etree._Element] = field(default_factory=list)

    def paragraph(self, paragraph: etree._Element, mark: Mark) -> None:
        """Mark a paragraph: the new mark stands inside those it has already."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        self._add(properties, "pStyle", "paragraph", mark)
        indents = properties.find(f"{W}ind")
        if mark.kind in DISPLAYED and indents is not None:
            properties.remove(indents)  # pandoc would make a quotation of it once more

    def run(self, run: etree._Element, mark: Mark) -> None:
        """Mark a run: the new mark stands inside those it has already."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = etree.Element(f"{W}rPr")
            run.insert(0, properties)
        self._add(properties, "rStyle", "character", mark)

    def of(self, name: str) -> Meaning:
        """Return the meaning of a style by its name or identifier; empty where it has none."""
        number = name.removeprefix(PREFIX)
        return self.meanings[int(number)] if name.startswith(PREFIX) and number.isdigit() else ()

    def stand_in(self, mark: Mark) -> etree._Element:
        """Return a paragraph that stands for something which is no paragraph of Word's."""
        paragraph = etree.Element(f"{W}p")
        self.paragraph(paragraph, mark)
        paragraph.append(word_run(UNSEEN))
        return paragraph

    def keep(self, blocks: list[Node]) -> Mark:
        """Keep blocks that pandoc read from another file; return the mark that stands for them."""
        self.kept.append(blocks)
        return Mark("blocks", str(len(self.kept) - 1))

    def unbase(self) -> None:
        """Part the made styles from those they are based on: looks are written by then."""
        for style in self._made:
            for base in style.findall(f"{W}basedOn"):
                style.remove(base)

    def _add(self, properties: etree._Element, tag: str, kind: str, mark: Mark) -> None:
        """Add a mark. Its style is based on the one that was named, whose look stays."""
        named = properties.find(f"{W}{tag}")
        if named is None:
            named = etree.Element(f"{W}{tag}")
            properties.insert(0, named)
        old = val(named)
        meaning = (*self.of(old), mark)
        base = self._base(old) if self.of(old) else old
        number = self._numbers.get((kind, meaning, base))
        if number is None:
            number = self._numbers[kind, meaning, base] = len(self.meanings)
            self.meanings.append(meaning)
            self._made.append(made_style(self.package, kind, f"{PREFIX}{number}", base))
        named.set(f"{W}val", f"{PREFIX}{number}")

    def _base(self, name: str) -> str:
        return val(self._made[int(name.removeprefix(PREFIX))].find(f"{W}basedOn"))


def word_run(text: str) -> etree._Element:
    """Return a run of some words."""
    run = etree.Element(f"{W}r")
    words = etree.SubElement(run, f"{W}t")
    words.text = text
    words.set(XML_SPACE, "preserve")
    return run


def settle(blocks: list[Node], marks: Marks) -> list[Node]:
    """Return blocks as pandoc read them with each mark made what it means, all through."""
    read = [_Marked(meaning, node) for meaning, node in _unwrapped(blocks, marks)]
    return _folded(_joined(read, marks))


@dataclass(slots=True)
class _Marked:
    """A block, and the marks that it stands in."""

    meaning: Meaning
    node: Node


def _style_of(node: Node) -> str | None:
    """Return the name of the style that a division or span stands for; None where it is another."""
    if node["t"] not in ("Div", "Span"):
        return None
    return next((value for key, value in node["c"][0][2] if key == "custom-style"), None)


def _unwrapped(nodes: list[Node], marks: Marks) -> Iterator[tuple[Meaning, Node]]:
    for node in nodes:
        name = _style_of(node)
        if name is None:
            for inner in children(node):
                inner[:] = settle(inner, marks)
            yield (), node
            continue
        for meaning, inside in _unwrapped(node["c"][1], marks):
            yield (*marks.of(name), *meaning), inside


def _joined(marked: list[_Marked], marks: Marks) -> list[Node]:
    """Make one block or span of neighbours that stand in the same mark, from the outermost in."""
    made: list[Node] = []
    for mark, group in groupby(marked, lambda one: one.meaning[0] if one.meaning else None):
        members = list(group)
        if mark is None:
            made += [one.node for one in members]
            continue
        if mark.kind == "blocks":
            made += marks.kept[int(mark.value)]
            continue
        inner = _joined([_Marked(one.meaning[1:], one.node) for one in members], marks)
        made += MADE[mark.kind](mark, inner)
    return made


def _folded(nodes: list[Node]) -> list[Node]:
    """Make a division of what stands between `open` and `close`; what is opened in it is part."""
    made: list[Node] = []
    inside: list[Node] = made
    depth = 0
    for node in nodes:
        if node["t"] == "open":
            depth += 1
            if depth == 1:
                inside = []
                made.append({"t": "Div", "c": [["", [node["c"]], []], inside]})
        elif node["t"] == "close":
            depth = max(0, depth - 1)
            inside = inside if depth > 0 else made
        else:
            inside.append(_titled(node) if depth and node["t"] == "Header" else node)
    return made


def _titled(heading: Node) -> Node:
    """Return the title of a box as a paragraph: it is no heading of the text around."""
    return {"t": "Para", "c": [{"t": "Strong", "c": heading["c"][2]}]}


def _edge(mark: Mark, _: list[Node]) -> list[Node]:
    return [{"t": mark.kind, "c": mark.value}]


def _classed(mark: Mark, inner: list[Node]) -> list[Node]:
    """A division or span of a class."""
    kind = "Div" if mark.kind == "div" else "Span"
    return [{"t": kind, "c": [["", [mark.value], []], inner]}]


def _with_attribute(mark: Mark, inner: list[Node]) -> list[Node]:
    """A span of a language or direction; it is one with a span of the other in it."""
    if len(inner) == 1 and inner[0]["t"] == "Span" and _has_only_attributes(inner[0]):
        inner[0]["c"][0][2].insert(0, [mark.kind, mark.value])
        return inner
    return [{"t": "Span", "c": [["", [], [[mark.kind, mark.value]]], inner]}]


def _has_only_attributes(span: Node) -> bool:
    identifier, classes, pairs = span["c"][0]
    return not identifier and not classes and {key for key, _ in pairs} <= {"lang", "dir"}


def _index(mark: Mark, _: list[Node]) -> list[Node]:
    """An entry of the index: a place in the text, without words."""
    pairs = [[key, value] for key, value in orjson.loads(mark.value).items()]
    return [{"t": "Span", "c": [["", ["index"], pairs], []]}]


def _code(mark: Mark, inner: list[Node]) -> list[Node]:
    """Code of paragraphs, a line each, or of words."""
    classes = [mark.value] if mark.value else []
    if any(node["t"] in ("Para", "Plain") for node in inner):
        lines = (_typed(line) for node in inner for line in _lines(node.get("c", [])))
        return [{"t": "CodeBlock", "c": [["", classes, []], "\n".join(lines)]}]
    return [{"t": "Code", "c": [["", classes, []], stringify(inner)]}]


def _typed(line: list[Node]) -> str:
    """Return a line of code as it was typed: a space was held by one that does not break."""
    return stringify(line).replace("\N{NO-BREAK SPACE}", " ").rstrip()


def _heading(mark: Mark, inner: list[Node]) -> list[Node]:
    return made.heading(mark.value, inner)


def _item(mark: Mark, inner: list[Node]) -> list[Node]:
    return made.item(mark.value, inner)


def _list(_: Mark, inner: list[Node]) -> list[Node]:
    return made.items(inner)


def _strong(_: Mark, inner: list[Node]) -> list[Node]:
    return made.strong(inner)


def _plain(_: Mark, inner: list[Node]) -> list[Node]:
    return inner


def _quotation(_: Mark, inner: list[Node]) -> list[Node]:
    return [{"t": "BlockQuote", "c": inner}]


def _verse(_: Mark, inner: list[Node]) -> list[Node]:
    """Lines of verse: each paragraph a stanza where it has line breaks, else a line."""
    stanzas = any(_has_break(node) for node in inner)
    lines: list[list[Node]] = []
    for number, node in enumerate(inner):
        lines += [[]] if stanzas and number else []
        lines += _lines(node["c"])
    return [{"t": "LineBlock", "c": lines}]


def _has_break(node: Node) -> bool:
    return any(one["t"] == "LineBreak" for one in node.get("c", []) if isinstance(one, dict))


def _lines(inlines: list[Node]) -> list[list[Node]]:
    lines: list[list[Node]] = [[]]
    for inline in inlines:
        if inline["t"] == "LineBreak":
            lines.append([])
        else:
            lines[-1].append(inline)
    return lines


def _rule(_: Mark, __: list[Node]) -> list[Node]:
    return [{"t": "HorizontalRule"}]


def _words(mark: Mark, _: list[Node]) -> list[Node]:
    return [{"t": "Str", "c": mark.value}]


MADE = {
    "div": _classed,
    "span": _classed,
    "lang": _with_attribute,
    "dir": _with_attribute,
    "index": _index,
    "open": _edge,
    "close": _edge,
    "code": _code,
    "quotation": _quotation,
    "verse": _verse,
    "rule": _rule,
    "heading": _heading,
    "list": _list,
    "item": _item,
    "strong": _strong,
    "plain": _plain,
    "words": _words,
}
"""What is made of each kind of mark."""
