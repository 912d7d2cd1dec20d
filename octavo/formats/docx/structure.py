"""How a text is built in Word: its marks, read from the styles of its paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from octavo.formats.docx.body import HEADING_STYLES
from octavo.formats.docx.xml import Element, M, style_of, w
from octavo.formats.ranges import released
from octavo.model.artefact import Mark
from octavo.model.structure import (
    AGAIN,
    FLUSH,
    HEADING,
    INDENTED,
    OPENING,
    QUOTATION,
    REST,
    VERSE,
    depth_of,
    first_words,
)

DIVISIONS = frozenset(("Heading1", "Part", "Chapter", "RunonHeading", "ArticleTitle"))
KINDS = {
    **{"FirstParagraph": FLUSH, "BodyText": INDENTED, "BlockText": QUOTATION, "Verse": VERSE},
    **{"BoxFirst": FLUSH, "BoxText": INDENTED, "ListingFirst": FLUSH, "ListingText": INDENTED},
}

SIGNS = {
    w("br"): " ",
    w("tab"): " ",
    w("noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
}


def marks(document: Element) -> tuple[Mark, ...]:
    """Return the marks of the text's part."""
    body = document if document.tag == w("body") else document.find(w("body"))
    return () if body is None else tuple(mark for mark in _flow(body) if mark.words)


def _flow(body: Element) -> Iterator[Mark]:
    base, formula = 0, False
    for element in body.iterchildren(w("p")):
        style = style_of(element)
        if style in HEADING_STYLES:
            level = HEADING_STYLES[style]
            is_division = style in DIVISIONS
            base = level if is_division else base
            depth = 0 if is_division else depth_of(level, base)
            yield Mark(HEADING, _words(element), depth, level)
        elif style in KINDS and element.find(f"{w('pPr')}/{w('numPr')}") is None:
            yield Mark(REST if formula else _kind(element, style), _words(element))
        formula = element.find(f"{{{M}}}oMathPara") is not None


def _kind(element: Element, style: str) -> str:
    if (
        style == "BlockText"
        and element.find(f"{w('pPr')}/{w('ind')}[@{w('firstLine')}]") is not None
    ):
        return AGAIN
    first = next((run for run in element.iter(w("r")) if run.find(w("t")) is not None), None)
    named = None if first is None else first.find(f"{w('rPr')}/{w('rStyle')}")
    look = "" if named is None else named.get(w("val"), "")
    if style == "FirstParagraph" and look.startswith("OpeningWords"):
        return OPENING
    return KINDS[style]


def _words(element: Element) -> str:
    return first_words(_pieces(element))


def _pieces(element: Element) -> Iterator[str]:
    """Yield the text of a paragraph; a formula that pandoc could not convert gives none."""
    for run in element.iter(w("r")):
        named = run.find(f"{w('rPr')}/{w('rStyle')}")
        if named is not None and named.get(w("val"), "").startswith("Formula"):
            continue
        for piece in run.iter(w("t"), w("br"), w("tab"), w("noBreakHyphen")):
            yield SIGNS.get(str(piece.tag), released(piece.text or ""))
