"""The classes that an author may give to a part of a text: each with what every format makes of it.

One list, for the messages about a class that has no effect.
"""

from __future__ import annotations

from difflib import get_close_matches

KNOWN = {
    "part": "a heading that opens a part",
    "chapter": "a heading that opens a chapter",
    "frontmatter": "a heading of what stands before the text",
    "backmatter": "a heading of what stands behind the text",
    "appendix": "a heading that opens an appendix, which has a letter",
    "unnumbered": "a chapter, a figure or a table without a number",
    "unlisted": "a heading that the contents do not list",
    "dedication": "a dedication, before the contents",
    "epigraph": "a motto",
    "verse": "lines of verse",
    "box": "text in a box, beside the running text",
    "note": "a note that stands in the text as a box",
    "listing": "code with its caption",
    "continued": "a paragraph that goes on after a display, without an indent",
    "references": "the place of a bibliography",
    "decorative": "an image that is only an ornament",
    "smallcaps": "small capitals",
    "underline": "underlined words",
    "book-title": "the title of a book, `[*Moby-Dick*]{.book-title}`: a style of its own in Word",
    "verbatim": "words whose quotation marks and spaces stay as they are typed",
    "literal": "words whose quotation marks and spaces stay as they are typed",
    "page": "where a page of an earlier book begins: listed where the edition says pages: marks",
    "pageref": "a link that is the number of a page, in print",
    "index": "an entry for the index, which the Word file has; elsewhere it prints nothing",
}
"""Classes that an author may write, and what each is for."""

OWN = frozenset((
    "source", "flush", "opening-words", "image-credit", "byline", "uri", "email", "citation",
    "csl-bib-body", "csl-entry", "csl-left-margin", "csl-right-inline", "csl-indent", "csl-block",
    "hanging-indent", "line-block", "math", "inline", "display", "title", "poem", "mark",
    "equation", "caption-label", "crossref", "panel", "panel-caption",
))  # fmt: skip
"""Classes that pandoc and the press itself give, and those that only say the same again."""

PREFIX = "octavo-"
"""Begins classes by which a part of the press leaves word for another."""

OFTEN = {
    "poetry": "verse",
    "motto": "epigraph",
    "bibliography": "references",
    "small-caps": "smallcaps",
    "sc": "smallcaps",
    "noindent": "continued",
    "no-indent": "continued",
    "preface": "frontmatter",
    "foreword": "frontmatter",
}
"""What authors write elsewhere, and the class that means it here ("": none does)."""


def is_known(name: str) -> bool:
    """Whether any format makes something of a class."""
    return name in KNOWN or name in OWN or name.startswith(PREFIX)


def nearest(name: str) -> str:
    """Return the known class that may be meant; "" where there is none.

    >>> nearest("epigraf"), nearest("noindent"), nearest("sidebar")
    ('epigraph', 'continued', '')
    """
    bare = name.lower()
    if bare in OFTEN:
        return OFTEN[bare]
    near = get_close_matches(bare, KNOWN, n=1, cutoff=0.75)
    return near[0] if near else ""
