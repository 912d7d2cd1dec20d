"""Reads the words of SmartArt and charts, which a Word file keeps in parts of their own."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from octavo.manuscripts.word.marks import Marks, word_run
from octavo.ooxml.names import A, R, W

PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

LINES = 500
"""So many lines of one diagram or chart are read."""


def words(drawing: etree._Element, part: str, marks: Marks) -> list[etree._Element]:
    """Return the words of the diagrams and charts in a drawing, as paragraphs and tables."""
    blocks: list[etree._Element] = []
    for element in drawing.iter(f"{DIAGRAM}relIds", f"{CHART}chart"):
        is_chart = element.tag == f"{CHART}chart"
        reference = element.get(f"{R}id" if is_chart else f"{R}dm", "")
        target = marks.package.related(part).get(reference)
        root = marks.package.tree(target.target) if target and not target.external else None
        if root is not None:
            blocks += _chart(root) if is_chart else _diagram(root)
    for element in list(drawing.iter(f"{DIAGRAM}relIds", f"{CHART}chart")):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return blocks[:LINES]


def _diagram(root: etree._Element) -> Iterator[etree._Element]:
    """Yield a paragraph of each shape with words (ECMA-376, part 1, 21.4.3.5)."""
    for point in root.iter(f"{DIAGRAM}pt"):
        for paragraph in point.iterfind(f"{DIAGRAM}t/{A}p"):
            text = _text(paragraph)
            if text:
                yield _paragraph(text)


def _chart(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the titles of a chart, and a table of its series (ECMA-376, part 1, 21.2)."""
    for title in root.iter(f"{CHART}title"):
        text = " ".join(filter(None, (_text(one) for one in title.iter(f"{A}p"))))
        if text:
            yield _paragraph(text)
    series = list(root.iter(f"{CHART}ser"))
    heads = ["", *(" ".join(_values(one, "tx")) for one in series)]
    rows = [_values(one, "cat") for one in series[:1]]
    columns = [*rows, *(_values(one, "val") or _values(one, "yVal") for one in series)]
    height = max((len(column) for column in columns), default=0)
    if series and height:
        padded = [[*column, *[""] * (height - len(column))] for column in columns]
        yield _table([heads, *(list(row) for row in zip(*padded, strict=True))])


def _values(series: etree._Element, name: str) -> list[str]:
    """Return what a series shows as its name, categories or values."""
    return [(value.text or "").strip() for value in series.iterfind(f"{CHART}{name}//{CHART}v")]


def _text(paragraph: etree._Element) -> str:
    return " ".join("".join(one.text or "" for one in paragraph.iter(f"{A}t")).split())


def _paragraph(text: str) -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    paragraph.append(word_run(text))
    return paragraph


def _table(rows: list[list[str]]) -> etree._Element:
    table = etree.Element(f"{W}tbl")
    etree.SubElement(table, f"{W}tblPr")
    grid = etree.SubElement(table, f"{W}tblGrid")
    for _ in rows[0]:
        etree.SubElement(grid, f"{W}gridCol")
    for row in rows[:LINES]:
        line = etree.SubElement(table, f"{W}tr")
        for text in row:
            etree.SubElement(line, f"{W}tc").append(_paragraph(text))
    return table
