"""Marks: what a paragraph or run means, kept while pandoc reads a Word file.

Pandoc's reader `docx+styles` gives the name of a style that it does not know. A style is made for
each meaning here, called by its number; when pandoc has read the file, the number is looked up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from octavo.model.nodes import Node, children, stringify
from octavo.ooxml.names import W, val
from octavo.ooxml.package import Package
from octavo.ooxml.styles import made_style

PREFIX = "octavo-"


@dataclass(frozen=True, slots=True)
class Mark:
    """What something means: its kind, a value, and the number of the group it belongs to.

    Paragraphs one after another whose marks are equal become one block.
    Of paragraphs: `div` (the value is its class), `code` (its language), `verse`, `quotation`,
    `rule`. Of runs: `span` (its class), `code`, `lang`, `dir`, `index` (the entry), `words` (they
    become those of the value).
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
    _numbers: dict[tuple[str, Meaning], int] = field(default_factory=dict)

    def paragraph(self, paragraph: etree._Element, mark: Mark) -> None:
        """Mark a paragraph: the new mark stands inside those it has already."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        self._add(properties, "pStyle", "paragraph", mark)

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

    def _add(self, properties: etree._Element, tag: str, kind: str, mark: Mark) -> None:
        named = properties.find(f"{W}{tag}")
        if named is None:
            named = etree.Element(f"{W}{tag}")
            properties.insert(0, named)
        meaning = (*self.of(val(named)), mark)
        number = self._numbers.get((kind, meaning))
        if number is None:
            number = self._numbers[kind, meaning] = len(self.meanings)
            self.meanings.append(meaning)
            made_style(self.package, kind, f"{PREFIX}{number}")
        named.set(f"{W}val", f"{PREFIX}{number}")


def settle(blocks: list[Node], marks: Marks) -> list[Node]:
    """Return blocks as pandoc read them with each mark made what it means, all through."""
    return _joined([_Marked(meaning, node) for meaning, node in _unwrapped(blocks, marks)], marks)


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
        inner = _joined([_Marked(one.meaning[1:], one.node) for one in members], marks)
        made += MADE[mark.kind](mark, inner)
    return made


def _classed(mark: Mark, inner: list[Node]) -> list[Node]:
    """A division or span of a class."""
    kind = "Div" if mark.kind == "div" else "Span"
    return [{"t": kind, "c": [["", [mark.value], []], inner]}]


def _with_attribute(mark: Mark, inner: list[Node]) -> list[Node]:
    return [{"t": "Span", "c": [["", [], [[mark.kind, mark.value]]], inner]}]


def _index(mark: Mark, inner: list[Node]) -> list[Node]:
    return [{"t": "Span", "c": [["", ["index"], [["entry", mark.value]]], inner]}]


def _code(mark: Mark, inner: list[Node]) -> list[Node]:
    """Code of paragraphs, a line each, or of words."""
    classes = [mark.value] if mark.value else []
    if any(node["t"] in ("Para", "Plain") for node in inner):
        lines = (stringify(line) for node in inner for line in _lines(node.get("c", [])))
        return [{"t": "CodeBlock", "c": [["", classes, []], "\n".join(lines)]}]
    return [{"t": "Code", "c": [["", classes, []], stringify(inner)]}]


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
    "code": _code,
    "quotation": _quotation,
    "verse": _verse,
    "rule": _rule,
    "words": _words,
}
"""What is made of each kind of mark."""
