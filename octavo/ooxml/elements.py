"""The elements of a story that say something, and those that are passed by."""

from __future__ import annotations

from lxml import etree

from octavo.ooxml.names import MC, A, O, V, W

TEXTS = {
    f"{W}t": None,
    f"{W}noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    f"{W}softHyphen": "\N{SOFT HYPHEN}",
    f"{W}cr": "\n",
    f"{W}pgNum": "",
}
"""The elements of words, and what stands for those that have no text of their own."""

DRAWN = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))
SHAPES = (f"{W}txbxContent", f"{A}blip", f"{V}imagedata", f"{O}OLEObject")
SAYING = (*SHAPES, f"{W}t", f"{W}r", f"{W}p")
"""What may stand in a drawing, and what says something wherever it stands."""

PROPERTIES = "pPr rPr tblPr tblPrEx trPr tcPr tblGrid sectPr sdtPr sdtEndPr rubyPr"
SKIPPED = frozenset(f"{W}{name}" for name in PROPERTIES.split())
"""Properties: no words of an author stand in them."""

SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
"""The types of what stands among the notes and is none (ECMA-376, part 1, 17.18.33)."""


def alternative(element: etree._Element) -> etree._Element:
    """Return one of several alternatives: the first, the newest, that says something read here."""
    each = [*element.iterfind(f"{MC}Choice"), *element.iterfind(f"{MC}Fallback")]
    saying = (one for one in each if next(one.iter(*SAYING), None) is not None)
    return next(saying, element)
