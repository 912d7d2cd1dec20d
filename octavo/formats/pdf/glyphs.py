"""What the book's fonts can show: asked of Typst itself, before the text is set.

The fonts are the ones that Typst brings; none of the system's is used, so that a book is the same
everywhere. A character that none of them has would be printed as an empty box.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import typst

from octavo.formats.pdf.survey import survey
from octavo.model.finding import Anchor, Finding, Severity, Tier
from octavo.model.nodes import Document, Node, children, stringify, walk
from octavo.prose.prose import Prose, Trace

SERIF = (
    "Libertinus Serif",
    "New Computer Modern",
    "DejaVu Sans Mono",
    "New Computer Modern Math",
)
"""The faces in the order in which they are tried; book.typ names the same ones."""

MISSING = re.compile(r'the text `"(?:\\u\{([0-9a-f]+)\}|(.))[^`]*"` could not be displayed')


def missing_glyphs(document: Document, trace: Trace | None = None) -> list[Finding]:
    """Give an error for each character of a text that no font of the book has.

    With the `trace` of the document's Prose, each finding has the anchor of the first place.
    """
    absent = unshowable(survey(document).characters())
    return [_finding(document, character, trace) for character in sorted(absent)]


def upright_only(characters: frozenset[str]) -> frozenset[str]:
    """Give those of some characters that exist upright but not in the italic or the bold."""
    slanted = unshowable(characters, "italic", 400) | unshowable(characters, "italic", 700)
    return slanted | unshowable(characters, "normal", 700)


@cache
def unshowable(
    characters: frozenset[str], style: str = "normal", weight: int = 400
) -> frozenset[str]:
    """Ask Typst which of some characters it cannot show in a style.

    A PDF/UA document must not contain a missing glyph: Typst names each of them and stops.
    """
    if not characters:
        return frozenset()
    families = ", ".join(f'"{name}"' for name in SERIF)
    source = [
        '#set document(title: "p")',
        f'#set text(font: ({families}), fallback: false, style: "{style}", weight: {weight})',
        *(f'#"\\u{{{ord(character):x}}}"\n' for character in sorted(characters)),
    ]
    try:
        typst.compile("\n".join(source).encode(), ignore_system_fonts=True, pdf_standards=["ua-1"])
    except typst.TypstError as fault:
        found = MISSING.findall(fault.diagnostic)
        return frozenset(chr(int(code, 16)) if code else letter for code, letter in found)
    return frozenset()


def _finding(document: Document, character: str, trace: Trace | None) -> Finding:
    name = unicodedata.name(character, "a character without a name")
    code = f"U+{ord(character):04X}"
    return Finding(
        "pdf-missing-glyph",
        f"None of the book's fonts has the character {character} ({code}, {name}).",
        Severity.ERROR,
        Tier.FLAG,
        anchor=_anchor(document, character, trace),
        before=character,
        context=_context(document.blocks, character),
        hint="Write it otherwise, or leave the PDF out of the edition's outputs.",
        format="pdf",
    )


def _anchor(document: Document, character: str, trace: Trace | None) -> Anchor | None:
    if trace is None:
        return None
    for run in Prose(document, trace).runs():
        at = run.text.find(character)
        piece = next((p for p in run.pieces if p.start <= at < p.end), None)
        if at < 0 or piece is None or piece.node is None:
            continue
        point = trace.point(piece.node, at - piece.start)
        if point is not None:
            return Anchor(point[0], point[1:], (point[1], point[2] + 1))
    return None


def _context(blocks: list[Node], character: str) -> tuple[str, str]:
    """The words around the first place, from the innermost list that holds the character."""
    for node in walk(blocks):
        if node["t"] in ("Code", "CodeBlock") and character in node["c"][1]:
            return _around(node["c"][1], character)
        for inner in children(node):
            if any(n["t"] == "Str" and character in n["c"] for n in inner):
                return _around(stringify(inner), character)
    return "", ""


def _around(text: str, character: str) -> tuple[str, str]:
    before, _, after = text.partition(character)
    return before[-40:], after[:40]
