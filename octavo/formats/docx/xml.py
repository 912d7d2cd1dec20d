"""WordprocessingML: names, elements, fields, and the order that the schema asks of children."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TypeAlias

from lxml import etree

from octavo.files import xml

Element: TypeAlias = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
XML = "http://www.w3.org/XML/1998/namespace"

RPR = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
)
PPR = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr "
    "sectPr pPrChange"
)
TCPR = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign "
    "hideMark"
)

ORDERS = {
    f"{{{W}}}rPr": [f"{{{W}}}{name}" for name in RPR.split()],
    f"{{{W}}}pPr": [f"{{{W}}}{name}" for name in PPR.split()],
    f"{{{W}}}tcPr": [f"{{{W}}}{name}" for name in TCPR.split()],
    f"{{{M}}}mcPr": [f"{{{M}}}count", f"{{{M}}}mcJc"],
}
"""In what order the schema wants children, each at most once (ISO/IEC 29500-1, annex A)."""


def w(name: str) -> str:
    """Return a name of the main namespace as lxml writes it."""
    return f"{{{W}}}{name}"


def make(tag: str, /, *inside: Element | None, **attributes: str | int) -> Element:
    """Make an element of the main namespace, with children (None is left out) and attributes."""
    element = etree.Element(w(tag), nsmap={"w": W})
    for key, value in attributes.items():
        element.set(w(key.rstrip("_")), str(value))
    element.extend(child for child in inside if child is not None)
    return element


def text_run(text: str) -> Element:
    """Make a run of text; tabs in it become Word's."""
    run = make("r")
    for number, piece in enumerate(text.split("\t")):
        if number:
            run.append(make("tab"))
        if piece:
            run.append(_text(piece))
    return run


def _text(text: str) -> Element:
    element = make("t")
    element.text = text
    element.set(f"{{{XML}}}space", "preserve")
    return element


def paragraph(style: str, *inside: Element) -> Element:
    """Make a paragraph of a style (by its id)."""
    return make("p", make("pPr", make("pStyle", val=style)), *inside)


def field(code: str, result: str) -> list[Element]:
    """Make the runs of a field: its instruction, and its last result."""
    instruction = make("instrText")
    instruction.text = f" {code} "
    instruction.set(f"{{{XML}}}space", "preserve")
    shown = [text_run(result)] if result else []
    return [mark("begin"), make("r", instruction), mark("separate"), *shown, mark("end")]


def mark(kind: str) -> Element:
    """Make the run that begins, separates or ends a field."""
    return make("r", make("fldChar", fldCharType=kind))


def style_of(element: Element) -> str:
    """Return the id of a paragraph's style, "" where it has none."""
    style = element.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else style.get(w("val"), "")


def properties(element: Element) -> Element:
    """Return a paragraph's pPr, made if it is missing."""
    ppr = element.find(w("pPr"))
    if ppr is None:
        ppr = make("pPr")
        element.insert(0, ppr)
    return ppr


def set_style(element: Element, style: str) -> None:
    """Set the style of a paragraph (by its id)."""
    inside = properties(element)
    for old in inside.findall(w("pStyle")):
        inside.remove(old)
    inside.insert(0, make("pStyle", val=style))


def put_in_order(root: Element) -> None:
    """Bring the children of every element that has an order into it; drop what stands twice."""
    for tag, order in ORDERS.items():
        for element in root.iter(tag):
            if len(element) > 1 and not in_order(element, order):
                _sort(element, order)


def in_order(element: Element, order: list[str]) -> bool:
    """Whether an element's children stand in the schema's order, each once."""
    ranks = [order.index(child.tag) for child in element if child.tag in order]
    return all(one < two for one, two in pairwise(ranks))


def _sort(element: Element, order: list[str]) -> None:
    first: dict[str, Element] = {}
    for child in element:
        first.setdefault(str(child.tag), child)
    ranked = sorted(first.values(), key=lambda child: _rank(str(child.tag), order))
    element[:] = ranked


def _rank(tag: str, order: list[str]) -> int:
    return order.index(tag) if tag in order else len(order)


def parse(data: bytes) -> Element:
    """Parse a part of a Word file that was made here. Raises XMLSyntaxError."""
    return xml.parse_made(data)


def serialise(root: Element) -> bytes:
    """Write a part, with the declaration that Word writes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def disordered(root: Element) -> Iterator[Element]:
    """Yield every element whose children break the schema's order."""
    for tag, order in ORDERS.items():
        for element in root.iter(tag):
            if not in_order(element, order):
                yield element


def remove_all(elements: Iterable[Element]) -> None:
    """Take elements out of their parents; what follows them stays."""
    for element in list(elements):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
