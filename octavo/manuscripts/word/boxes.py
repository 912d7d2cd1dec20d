"""Lifts what stands in text boxes, grouped shapes and drawings behind the paragraph they hang on.

Each becomes a division of class `box`; a box that is the caption of a picture becomes its caption.
The paragraph keeps its own words and its pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from octavo.manuscripts.word import graphics
from octavo.manuscripts.word.marks import Mark, Marks, word_run
from octavo.manuscripts.word.notices import Notices, first_words, listed, many
from octavo.ooxml.elements import DRAWN
from octavo.ooxml.names import WP, A, M, O, R, V, W, val
from octavo.ooxml.styles import Styles

CONTENT = f"{W}txbxContent"
CAPTION = re.compile(
    r"\s*(?:Fig(?:ure|\.)?|Table|Plate|Map|Chart|Photo|Abb(?:ildung|\.)?|Tab(?:elle|\.)?|Tableau"
    r"|Figura|Tabla|Рис(?:унок|\.)?)\s*[\dIVX]+\b",
    re.IGNORECASE,
)
"""How a caption begins."""

GROUPS = re.compile(r"\}(?:wgp|grpSp|wpc|group)$")
"""The ends of tags of what holds several shapes."""


@dataclass(slots=True)
class Drawing:
    """A drawing: blocks of words that stand in it, and the pictures."""

    element: etree._Element
    blocks: list[etree._Element] = field(default_factory=list)
    pictures: list[etree._Element] = field(default_factory=list)
    is_graphic: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether pandoc reads it as it is: one picture at most, and no words."""
        grouped = any(GROUPS.search(str(one.tag)) for one in self.element.iter())
        return not self.blocks and not (grouped and self.pictures)


def lift(marks: Marks, notices: Notices) -> None:
    """Lift the words out of the drawings of a Word file, in place."""
    styles = Styles.of(marks.package)
    places: list[str] = []
    graphs: list[str] = []
    shapes: list[str] = []
    for story in marks.package.stories():
        while drawings := list(_drawings(story.root, story.part, marks)):
            for drawing in drawings:
                place = notices.place(drawing.element)
                if drawing.is_graphic:
                    graphs.append(place)
                elif drawing.blocks:
                    places.append(place)
                _lift(drawing, styles, marks)
        shapes += _shapes(story.root, notices)
    _report(places, graphs, shapes, notices)


def _report(places: list[str], graphs: list[str], shapes: list[str], notices: Notices) -> None:
    """Report what was lifted, and what no edition has."""
    hint = "Save it in Word as a picture, and put that in."
    if places:
        message = f"{many(len(places), 'text box', 'text boxes')} went behind the paragraph that"
        message += f" each hangs on, as a division of class box: {listed(places)}."
        notices.look_at("import-box", message, "See whether each stands where it belongs.")
    if graphs:
        message = (
            f"Of {many(len(graphs), 'chart or diagram', 'charts and diagrams')}, made in Word,"
        )
        message += f" only the words and figures are in the book: {listed(graphs)}."
        notices.look_at("import-chart", message, hint)
    if shapes:
        message = f"{many(len(shapes), 'drawing')} made in Word of lines and shapes"
        message += f" {'is' if len(shapes) == 1 else 'are'} not in the book: {listed(shapes)}."
        notices.look_at("import-drawing", message, hint)


def _drawings(root: etree._Element, part: str, marks: Marks) -> Iterator[Drawing]:
    """Yield the outermost drawings that pandoc would not read as they are."""
    for element in list(root.iter(*DRAWN)):
        if any(up.tag in DRAWN for up in element.iterancestors()):
            continue
        drawing = Drawing(element)
        _read(element, drawing)
        words = graphics.words(element, part, marks)
        drawing.is_graphic = bool(words)
        drawing.blocks += words
        if not drawing.is_plain:
            yield drawing


def _read(element: etree._Element, drawing: Drawing) -> None:
    """Collect what stands in a drawing; a box in a box stays, for the next round."""
    for child in element:
        if child.tag == CONTENT:
            drawing.blocks += list(child)
        elif child.tag in (f"{A}blip", f"{V}imagedata"):
            drawing.pictures.append(child)
        elif child.tag == f"{V}textpath" and child.get("string", "").strip():
            paragraph = etree.Element(f"{W}p")
            paragraph.append(word_run(child.get("string", "")))
            drawing.blocks.append(paragraph)
        else:
            _read(child, drawing)


def _lift(drawing: Drawing, styles: Styles, marks: Marks) -> None:
    """Put a drawing's pictures in its place, and its words behind its paragraph."""
    run = drawing.element.getparent()
    anchor = next(drawing.element.iterancestors(f"{W}p"), None)
    holder = anchor if anchor is not None else run
    if run is None or holder is None:
        return
    words = [one for one in drawing.blocks if one.tag == f"{W}tbl" or _says(one)]
    described = _description(drawing.element)
    pictures = [_picture(one, described) for one in drawing.pictures if _reference(one)]
    objects = [_object(one) for one in drawing.element.iter(f"{O}OLEObject")]
    run.remove(drawing.element)
    if words and _is_caption(words[0], styles):
        paragraph = etree.Element(f"{W}p")
        paragraph.extend(pictures)
        words = [paragraph, *words] if pictures else words
        pictures = []
    elif words and not all(styles.level(one) for one in words if one.tag == f"{W}p"):
        group = len(marks.meanings)
        edges = [marks.stand_in(Mark(kind, "box", group)) for kind in ("open", "close")]
        words = [edges[0], *words, edges[1]]
    for one in reversed([*pictures, *objects]):
        run.addnext(one)
    for one in reversed(words):
        holder.addnext(one)


def _says(block: etree._Element) -> bool:
    """Whether a paragraph holds more than an empty line of a box."""
    kinds = (
        f"{W}t",
        f"{W}sym",
        f"{M}oMath",
        *DRAWN,
        f"{W}footnoteReference",
        f"{W}endnoteReference",
    )
    return any(one.tag != f"{W}t" or (one.text or "").strip() for one in block.iter(*kinds))


def _is_caption(block: etree._Element, styles: Styles) -> bool:
    """Whether a box is the caption of what it hangs on, by its style, its field or its words."""
    if block.tag != f"{W}p":
        return False
    named = [val(one.find(f"{W}name")).lower() for one in styles.of_paragraph(block).chain]
    counted = any((one.text or "").split()[:1] == ["SEQ"] for one in block.iter(f"{W}instrText"))
    return "caption" in named or counted or CAPTION.match(first_words(block)) is not None


def _reference(picture: etree._Element) -> str:
    return picture.get(f"{R}embed") or picture.get(f"{R}id") or ""


def _description(drawing: etree._Element) -> str:
    """Return the alternative text of a drawing."""
    for one in drawing.iter(f"{WP}docPr"):
        return one.get("descr", "")
    return next((one.get("alt", "") for one in drawing.iter() if one.get("alt")), "")


def _object(element: etree._Element) -> etree._Element:
    """Return a run of an embedded object that stood beside words."""
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}object").append(element)
    return run


def _picture(picture: etree._Element, described: str) -> etree._Element:
    """Return a run of a picture alone, in the plainest form that Word has for one."""
    own = next((up for up in picture.iterancestors() if str(up.tag).endswith("}pic")), None)
    named = (
        next((one for one in own.iter() if str(one.tag).endswith("}cNvPr")), None)
        if (own is not None)
        else None
    )
    described = (named.get("descr", "") if named is not None else "") or described
    run = etree.Element(f"{W}r")
    return _inline(run, _reference(picture), described)


def _inline(run: etree._Element, reference: str, described: str) -> etree._Element:
    """Put a picture into a run, as `wp:inline` (ECMA-376, part 1, 20.4.2.8)."""
    inline = etree.SubElement(etree.SubElement(run, f"{W}drawing"), f"{WP}inline")
    properties = etree.SubElement(inline, f"{WP}docPr")
    properties.set("descr", described)
    data = etree.SubElement(etree.SubElement(inline, f"{A}graphic"), f"{A}graphicData")
    picture = etree.SubElement(data, f"{graphics.PIC}pic")
    fill = etree.SubElement(picture, f"{graphics.PIC}blipFill")
    etree.SubElement(fill, f"{A}blip").set(f"{R}embed", reference)
    return run


def _shapes(root: etree._Element, notices: Notices) -> Iterator[str]:
    """Take out drawings without words and pictures; yield their places, but for plain rules."""
    for element in list(root.iter(*DRAWN)):
        seen = (f"{A}blip", f"{V}imagedata", f"{O}OLEObject", CONTENT)
        if next(element.iter(*seen), None) is not None or not _has_shape(element):
            continue
        if not any(one.get(f"{O}hr") for one in element.iter()):
            yield notices.place(element)


def _has_shape(element: etree._Element) -> bool:
    return any(
        str(one.tag).startswith(V) or str(one.tag).endswith(("}wsp", "}sp", "}wgp", "}wpc"))
        for one in element.iter()
    )
